"""交接: the month's folder onto the stick, verified, and remembered as handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome import __version__
from happyhome.domain.dates import Month
from happyhome.domain.disclosures import Disclosure
from happyhome.domain.handovers import HandOver
from happyhome.domain.month_book import MonthBook, short_code
from happyhome.domain.problems import Problem, refuse
from happyhome.domain.rolls import Roll
from happyhome.exchange.drives import Drive, chosen_folder, removable_drives
from happyhome.exchange.manifest import Finding, ManifestInfo, verify_folder
from happyhome.exchange.stick import HandedOver, HandOverCancelled, hand_over
from happyhome.files.environment import size_text
from happyhome.services.disclosures import (
    Outgoing,
    Terms,
    check_purpose,
    contents_of_documents,
    file_names,
    place_of,
)
from happyhome.services.month_states import month_states
from happyhome.services.months import month_book
from happyhome.services.papers import all_papers, month_options
from happyhome.services.saving import protected
from happyhome.services.session import Services, operation
from happyhome.store.instances import present_instance
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.reports.document import Document
    from happyhome.reports.form import Options

__all__ = [
    "Drive", "Finding", "HandOver", "HandOverCancelled", "HandedOver", "MonthLine", "Planned", "Prepared", "Standing", "drives", "extras_of",
    "folder_name", "folder_target", "history", "latest", "month_files", "month_lines",
    "planned_files", "prepare_month", "remember_hand_over", "size_words", "standing", "verify", "write_prepared",
]  # fmt: skip

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]
TOWNSHIP = Terms("township")
"""What a month's folder is for, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One file of the month's folder: the paper's key and title, the file's name and ending."""

    key: str
    title: str
    name: str
    ending: str


def planned_files(month: Month, extras: frozenset[str] = frozenset()) -> tuple[Planned, ...]:
    """What a month's folder holds: every paper as PDF, every return as a workbook too.

    ``extras`` is what the month has that not every month has (rolls): a paper about anything else
    (``Form.only_with``) has nothing to say and is left out, and so is what a year is applied for
    with. Papers of a single day (就餐日登记) are signed day by day on paper and stay at the home.
    """
    found = []
    forms = (form for form in all_papers() if "day" not in form.asks and form.only_with in {"", *extras})
    for number, form in enumerate(forms, 1):
        for ending in form.formats:
            found.append(Planned(form.key, form.title, f"{number:02d} {form.title} {month}.{ending}", ending))
    return tuple(found)


def extras_of(book: MonthBook) -> frozenset[str]:
    """What a month has that not every month has, as ``planned_files`` asks."""
    return frozenset({"rolls"} if book.rolls else ())


def month_files(
    book: MonthBook,
    options: Options,
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Render the files of a month from its one book (with photos); with what no font can show.

    ``options`` are what is worked out for its papers (``month_options``).
    """
    files, problems, _ = _rendered(book, None, options, lambda *_: None, lambda: False)
    return files, problems


def _rendered(
    book: MonthBook,
    chosen: Sequence[Planned] | None,
    options: Options | None,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[dict[str, bytes], tuple[Problem, ...], tuple[Document, ...]]:
    """The files, what no font can show, and the papers they were made of."""
    from happyhome.reports.fonts import check
    from happyhome.reports.form import Options
    from happyhome.reports.pdf import render as to_pdf
    from happyhome.reports.xlsx import render as to_xlsx

    files: dict[str, bytes] = {}
    problems: dict[str, Problem] = {}
    forms = {form.key: form for form in all_papers()}
    wanted = tuple(chosen) if chosen is not None else planned_files(book.month, extras_of(book))
    documents: dict[str, Document] = {}
    for done, one in enumerate(wanted):
        if cancelled():
            raise HandOverCancelled
        progress(done, len(wanted), one.name)
        if one.key not in documents:
            documents[one.key] = forms[one.key].build(book, options or Options())
            problems |= {problem.text: problem for problem in check(documents[one.key])}
        files[one.name] = (to_xlsx if one.ending == "xlsx" else to_pdf)(documents[one.key])
    return files, tuple(problems.values()), tuple(documents.values())


def folder_name(book: MonthBook) -> str:
    """清泉村幸福院 2026-10."""
    return f"{book.home.name} {book.month}"


@dataclass(frozen=True)
class Prepared:
    """A month's folder before it leaves: its files by name, and what they hold of people."""

    book: MonthBook
    files: dict[str, bytes]
    titles: dict[str, str]
    outgoing: Outgoing


def prepare_month(
    services: Services,
    month: Month,
    *,
    chosen: Sequence[Planned] | None = None,
    progress: Progress = lambda done, total, name: None,
    cancelled: Cancelled = lambda: False,
) -> Prepared:
    """Render a month's folder; nothing is written. Raises HandOverCancelled."""
    book = services.ask(month_book, month, services.today(), photos=True)
    options = services.ask(month_options, book)
    files, _, documents = _rendered(book, chosen, options, progress, cancelled)
    contents = services.ask(contents_of_documents, documents)
    titles = {one.name: one.title for one in planned_files(month, extras_of(book))}
    outgoing = Outgoing("hand_over", f"{month.label}交接", contents, purpose="township")
    return Prepared(book, files, titles, outgoing)


def write_prepared(
    services: Services,
    prepared: Prepared,
    target: Path,
    terms: Terms = TOWNSHIP,
    *,
    progress: Progress = lambda done, total, name: None,
    cancelled: Cancelled = lambda: False,
) -> HandedOver:
    """Write a prepared folder to ``target``, read it back, and remember that it was handed in, and for what.

    Files under a password are other bytes each time, so that such a folder is always written anew. Raises
    EnvironmentRefusal (a sentence), HandOverCancelled, or Refusal (purpose_unknown, file_password_…); the stick
    then holds what it held before, except where the code is not_remembered: there it stands whole on the stick.
    When it returns, it is on the device: 可以拔出.
    """
    check_purpose(terms.purpose)
    book, home = prepared.book, prepared.book.home
    files = {
        name: protected(data, Path(name), terms.password) for name, data in prepared.files.items()
    }  # fmt: skip
    info = ManifestInfo(book.month, home.full_name, home.village_code, __version__,
                        services.ask(present_instance))  # fmt: skip
    done = hand_over(folder_name(book), files, target, info=info, now=services.now(), titles=prepared.titles,
                     progress=progress, cancelled=cancelled)  # fmt: skip
    kept = services.run(
        remember_hand_over, month=book.month, done=done, target=target, fingerprint=book.fingerprint,
        disclosure=_disclosure(prepared, done, target, terms),
    )  # fmt: skip
    if kept.refused:
        raise refuse(
            "not_remembered",
            f"“{done.folder}”已经写好并核对，可以拔出；但这次交接没有记下：{kept.text}请稍后再写一次。",
        )
    return done


def _disclosure(prepared: Prepared, done: HandedOver, target: Path, terms: Terms) -> Disclosure:
    place, device = place_of(target)
    return Disclosure(
        act="handed_over", contents=prepared.outgoing.contents.text, people=prepared.outgoing.contents.people,
        files=file_names([done.folder.name, *(file.name for file in done.manifest.files)]), purpose=terms.purpose,
        place=place, device=device, size=done.size, is_locked=bool(terms.password),
    )  # fmt: skip


@operation("交接")
def remember_hand_over(
    work: Work,
    *,
    month: Month,
    done: HandedOver,
    target: Path,
    fingerprint: str,
    disclosure: Disclosure | None = None,
) -> HandOver:
    """Keep that a month's folder was written: where, what, its codes, and what it holds of people."""
    work.label = f"交接：{month.label}"
    titles = list(dict.fromkeys(file.title or file.name for file in done.manifest.files))
    if disclosure is not None:
        work.insert(disclosure)
    return work.insert(
        HandOver(month=str(month), place=target.name or str(target), folder=done.folder.name, files=len(done.files),
                 size=done.size, fingerprint=fingerprint, check_code=done.manifest.check_code,
                 contents="、".join(titles))
    )  # fmt: skip


def history(reading: Reading) -> tuple[HandOver, ...]:
    """Every hand-over, newest first."""
    return tuple(reversed(reading.find(HandOver)))


def latest(reading: Reading, month: Month) -> HandOver | None:
    """The newest hand-over of a month, None before the first."""
    found = reading.find(HandOver, month=str(month))
    return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month as the hand-over page lists it; ``redo`` says that it was closed anew after it was handed in.

    ``extras`` is what it has that not every month has, as ``planned_files`` asks.
    """

    month: Month
    is_over: bool
    is_closed: bool
    code: str
    latest: HandOver | None
    redo: bool
    extras: frozenset[str] = frozenset()


def month_lines(reading: Reading, today: date) -> tuple[MonthLine, ...]:
    """Every month since the first record, newest first, by what was closed and what was written."""
    given = {row.month: row for row in reading.find(HandOver)}  # oldest first: the latest stays
    rolls = {row.last for row in reading.find(Roll)}
    lines = []
    for state in month_states(reading, today):
        found = given.get(str(state.month))
        redo = bool(found and state.is_closed and found.fingerprint != state.fingerprint)
        code = short_code(state.fingerprint) if state.is_closed else ""
        has = frozenset({"rolls"} if str(state.month) in rolls else ())
        lines.append(
            MonthLine(state.month, state.month.last < today, state.is_closed, code, found, redo, has)
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a month stands with the township: its latest hand-over, and whether it changed since."""

    latest: HandOver | None
    is_current: bool

    @property
    def code(self) -> str:
        """The month's code as it was handed in."""
        return short_code(self.latest.fingerprint) if self.latest else ""


def standing(reading: Reading, month: Month, today: date) -> Standing:
    """Whether what the township has is what the store says."""
    found = reading.find(HandOver, month=str(month))
    if not found:
        return Standing(None, False)
    return Standing(found[-1], found[-1].fingerprint == month_book(reading, month, today).fingerprint)


def size_words(size: int) -> str:
    """Bytes as a clerk reads them: 12 KB, 3.4 MB, 1.2 GB."""
    return size_text(size)


def drives() -> tuple[Drive, ...]:
    """The sticks that are plugged in now."""
    return removable_drives()


def folder_target(folder: Path) -> Drive:
    """A folder chosen by hand; raises EnvironmentRefusal when it is not there."""
    return chosen_folder(folder)


def verify(folder: Path) -> tuple[Finding, ...]:
    """What is not as the folder's own list says; empty when all arrived whole."""
    return verify_folder(folder)
