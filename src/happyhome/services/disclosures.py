"""资料去向: what a paper holds, and writing down who saw or took it, where to and what for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from happyhome.domain import contents as counting
from happyhome.domain.contents import Contents, Known
from happyhome.domain.disclosures import ACTS, PURPOSES, Disclosure
from happyhome.domain.fields import Kind, fields_of
from happyhome.domain.problems import refuse
from happyhome.domain.residents import Contact, Resident
from happyhome.services.session import Services, operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.exchange.drives import Drive
    from happyhome.reports.document import Document

DEFAULT_PURPOSE: Final = "filing"
_KINDS: Final = {
    Kind.ID_NUMBER: counting.ID_NUMBER, Kind.CARD: counting.CARD, Kind.PHONE: counting.PHONE,
    Kind.ADDRESS: counting.ADDRESS, Kind.HEALTH: counting.HEALTH,
}  # fmt: skip
_MOST_COPIED: Final = 6  # elders named in a copied table; what is more is counted
_MOST_NAMES = 40  # files named one by one; what is more is counted


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something about to leave: ``key`` remembers its purpose, ``title`` is what the clerk calls it.

    ``is_posted``: made for the wall. ``purpose`` is the usual one (a key of PURPOSES).
    """

    key: str
    title: str
    contents: Contents
    is_posted: bool = False
    purpose: str = DEFAULT_PURPOSE

    @property
    def needs_purpose(self) -> bool:
        """Whether the clerk is asked: not for the wall, and not where it is about nobody."""
        return not self.contents.is_empty and not (self.is_posted and not self.contents.has_numbers)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms it leaves: ``purpose`` is a key of PURPOSES, ``password`` "" for none."""

    purpose: str = DEFAULT_PURPOSE
    password: str = field(default="", repr=False)


# What it holds


def known_people(reading: Reading) -> Known:
    """Names, addresses, health and numbers of everybody in the register, by their descriptors."""
    residents, contacts = reading.find(Resident), reading.find(Contact)
    values: dict[str, set[str]] = {}
    for record in (*residents, *contacts):
        for one in _secret_fields(type(record)):
            if value := getattr(record, one[0]):
                values.setdefault(one[1], set()).add(str(value).strip())
    values.setdefault(counting.CONTACT, set()).update(one.name for one in contacts)
    names = Counter(one.name for one in residents)
    values[counting.CONTACT] -= set(names)
    home = reading.home_or_none
    public = frozenset({home.phone} if home and home.phone else ())
    return Known(names, {kind: frozenset(several - {""}) for kind, several in values.items()}, public)


def _secret_fields(record: type) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, _KINDS[one.kind]) for one in fields_of(record) if one.kind in _KINDS)


def contents_of_documents(reading: Reading, documents: Iterable[Document]) -> Contents:
    """What these papers say of people, as they are written."""
    from happyhome.reports.document import photos, text_blocks

    made = tuple(documents)
    blocks = [block for one in made for block in text_blocks(one)]
    pictures = {content for one in made for _, content, _ in photos(one)}
    return counting.count_contents(blocks, known_people(reading), len(pictures))


def outgoing_of(
    reading: Reading, key: str, title: str, document: Document, *, is_posted: bool = False, purpose: str = ""
) -> Outgoing:
    """A paper about to leave; without ``purpose`` the usual one: the wall for what is posted, else the files."""
    usual = purpose or ("posting" if is_posted else DEFAULT_PURPOSE)
    return Outgoing(key, title, contents_of_documents(reading, (document,)), is_posted, usual)


def outgoing_sheets(
    reading: Reading,
    key: str,
    title: str,
    sheets: Iterable[Iterable[Sequence[Any]]],
    names: Iterable[str] = (),
) -> Outgoing:
    """A clerk's own file about to be given back: rows of plain cells, with ``names`` the register may not know."""
    known = known_people(reading)
    bearers = dict(known.names)
    for name, count in Counter(names).items():
        if name:
            bearers[name] = max(bearers.get(name, 0), count)
    blocks = [[_cell_text(cell) for row in rows for cell in row] for rows in sheets]
    counts = counting.count_contents(blocks, replace(known, names=bearers))
    return Outgoing(key, title, counts, purpose="check")


def _cell_text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


# Writing it down


@operation("资料去向")
def note_disclosure(work: Work, *, disclosure: Disclosure) -> Disclosure:
    """Keep one. Refuses an act or purpose that is not known (act_unknown, purpose_unknown)."""
    words = {one.key: one.label for one in ACTS}
    if disclosure.act not in words:
        raise refuse("act_unknown", f"没有“{disclosure.act}”这种去向。", "act")
    check_purpose(disclosure.purpose)
    work.label = f"资料去向：{words[disclosure.act]}"
    return work.insert(disclosure)


def check_purpose(purpose: str) -> None:
    """Refuses (purpose_unknown) what is no key of PURPOSES; "" is none said."""
    if purpose and purpose not in {one.key for one in PURPOSES}:
        known = "、".join(f"{one.key}（{one.label}）" for one in PURPOSES)
        raise refuse("purpose_unknown", f"没有“{purpose}”这种用途。可选：{known}。", "purpose")


def note(services: Services, act: str, contents: Contents | str, **known: Any) -> None:
    """Keep what was shown or left, outside any operation of the clerk's; raises Refusal where it cannot be kept.

    ``known`` are fields of Disclosure. Before the home has its name there is no register to keep it in.
    """
    if services.ask(lambda reading: reading.home_or_none) is None:
        return
    text = contents if isinstance(contents, str) else contents.text
    people = {} if isinstance(contents, str) else {"people": contents.people}
    made = Disclosure(act=act, contents=text, **{**people, **known})
    kept = services.run(note_disclosure, disclosure=made)
    if kept.refused:
        raise refuse("not_noted", f"资料去向没有记下：{kept.text}请稍后再试一次。")


def note_shown(services: Services, person: str, contents: str, purpose: str = "check") -> None:
    """看全号: kept before the number is shown."""
    note(services, "shown", contents, person=person, people=1 if person else 0, purpose=purpose)


def note_copied(services: Services, contents: Contents, numbers: Collection[str] = ()) -> None:
    """Numbers went onto the clipboard; whose they are is kept, too, as far as the register knows."""
    owners = services.ask(owners_of, numbers)
    person = owners[0].id if len(owners) == 1 else ""
    text = contents.text
    if len(owners) > 1:
        shown = "、".join(one.name for one in owners[:_MOST_COPIED])
        text = f"{text}（{shown}{f' 等 {len(owners)} 人' if len(owners) > _MOST_COPIED else ''}）"
    people = max(contents.people, len(owners), 1)
    note(services, "copied", text, person=person, people=people, purpose="check")


def owners_of(reading: Reading, numbers: Collection[str]) -> tuple[Resident, ...]:
    """The elders with one of these ID numbers or cards; blanks do not count."""
    wanted = {_bare(one) for one in numbers}
    return tuple(
        one
        for one in (reading.find(Resident) if wanted else ())
        if wanted & {_bare(one.id_number or ""), _bare(one.bank_card)} - {""}
    )


def _bare(number: str) -> str:
    return "".join(number.split()).upper()


def note_listed(services: Services, title: str, contents: Contents) -> None:
    """Many numbers were shown in full at once (a paper as it will print, a list for scripts); kept once a day for each."""
    if not contents.has_numbers:
        return
    text = f"{title}（{contents.text}）"
    today = services.today()
    alike = services.ask(lambda reading: reading.find(Disclosure, act="shown", contents=text))
    if not any(one.recorded_at is not None and one.recorded_at.date() == today for one in alike):
        note(services, "shown", text, people=contents.people, purpose="check")


def note_printed(services: Services, outgoing: Outgoing, title: str) -> None:
    """A paper went to the printer; daily work, so nothing is asked."""
    if not outgoing.contents.is_empty:
        purpose = "posting" if outgoing.is_posted else outgoing.purpose
        note(services, "printed", outgoing.contents, files=title, purpose=purpose)


def file_names(names: Sequence[str]) -> str:
    """Files one by one, the last of many counted."""
    more = [f"……共 {len(names)} 个"] if len(names) > _MOST_NAMES else []
    return "\n".join([*names[:_MOST_NAMES], *more])


# Where to


def place_of(folder: Path) -> tuple[str, str]:
    """(what the clerk calls the place, what tells its stick from another) for the folder that something is put in."""
    from happyhome.exchange.drives import drive_of

    drive = drive_of(folder)
    return place_words(folder / "x", drive), drive.serial if drive else ""


def place_words(path: Path, drive: Drive | None) -> str:
    """金士顿 for a file on a stick; the folder for one on the computer's own disk."""
    return drive.label if drive else str(path.parent)


# The list


def disclosures(reading: Reading) -> tuple[Disclosure, ...]:
    """All, newest first."""
    return tuple(reversed(reading.find(Disclosure)))
