"""Papers: which there are, building one from the month's book, and rendering it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.meals import SLOTS
from happyhome.domain.month_book import MonthBook
from happyhome.domain.problems import Problem, refuse
from happyhome.domain.rolls import Roll
from happyhome.services.disclosures import Outgoing, outgoing_of
from happyhome.services.months import month_book
from happyhome.store.meals import modes_on
from happyhome.store.reading import Reading
from happyhome.store.spans import in_span

if TYPE_CHECKING:
    from happyhome.reports.document import Document
    from happyhome.reports.form import Form, Options


def all_papers() -> tuple[Form, ...]:
    """Every paper, in the order the report page lists them."""
    from happyhome.reports import forms

    return tuple(forms.all_forms())


def paper_named(key: str) -> Form:
    """The paper with this key; refuses (paper_unknown) another."""
    from happyhome.reports.forms import form_named

    try:
        return form_named(key)
    except KeyError:
        known = "、".join(f"{form.key} {form.title}" for form in all_papers())
        raise refuse("paper_unknown", f"没有“{key}”这张表。可选：{known}。", "paper") from None


@dataclass(frozen=True)
class Paper:
    """A paper ready to be shown, printed or saved, with what should be known before that."""

    form: Form
    month: Month
    document: Document
    problems: tuple[Problem, ...]

    def pdf(self) -> bytes:
        """The pages, as they are previewed and printed."""
        from happyhome.reports.pdf import render

        return render(self.document)

    def xlsx(self) -> bytes:
        """The workbook, for papers that are returns."""
        from happyhome.reports.xlsx import render

        return render(self.document)

    def file_name(self, ending: str) -> str:
        """2026-09 就餐考勤表.pdf."""
        blank = "(空白)" if self.document.blank else ""
        return f"{self.month} {self.form.title}{blank}.{ending}"


def options(**chosen: Any) -> Options:
    """What was chosen for a paper (fields of ``Options``), as ``build_paper`` takes it."""
    from happyhome.reports.form import Options

    return Options(**chosen)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a month offers to the papers that ask: days on which something was served, slots; activities and rolls
    as (id, words)."""

    days: tuple[date, ...]
    slots: tuple[str, ...]
    activities: tuple[tuple[str, str], ...]
    rolls: tuple[tuple[str, str], ...] = ()


def choices(reading: Reading, month: Month) -> Choices:
    """What can be chosen in a month."""
    first, last = month.first, month.last
    by_slot = {slot.key: modes_on(reading, first, last, slot.key) for slot in SLOTS}
    held = sorted(in_span(reading, Activity, first, last), key=lambda one: (one.day, one.start))
    return Choices(
        tuple(sorted({day for served in by_slot.values() for day in served})),
        tuple(slot for slot, served in by_slot.items() if served),
        tuple((one.id, f"{one.day.day}日 {one.title}") for one in held),
        tuple((one.id, f"{one.title} {one.period}") for one in reading.find(Roll, last=str(month))),
    )


def build_paper(
    reading: Reading,
    key: str,
    month: Month,
    today: date,
    *,
    blank: bool = False,
    options: Options | None = None,
) -> Paper:
    """Build one paper of a month, or its blank form; refuses (paper_no_blank) where it has none."""
    from happyhome.reports.fonts import check
    from happyhome.reports.form import Options

    form = paper_named(key)
    if blank:
        if form.blank is None:
            raise refuse("paper_no_blank", f"“{form.title}”没有空白表。", "blank")
        return Paper(form, month, form.blank(reading.home, month), ())
    book = month_book(reading, month, today, photos="activity" in form.asks)
    if options is not None and options.roll:
        book = _with_roll(reading, book, options.roll)
    document = form.build(book, _worked_out(reading, form, book, today, options or Options()))
    return Paper(form, month, document, tuple(check(document)))


def outgoing_paper(reading: Reading, paper: Paper, purpose: str = "") -> Outgoing:
    """What a paper about to leave holds of people, and what it is usually for."""
    form, title = paper.form, paper.form.title
    usual = "" if form.posted else purpose
    return outgoing_of(reading, form.key, title, paper.document, is_posted=form.posted, purpose=usual)


def _with_roll(reading: Reading, book: MonthBook, roll: str) -> MonthBook:
    """The month's book with the roll that is asked for: a draft, too, which the month itself does not count."""
    from happyhome.services.rolls import roll_book

    if any(one.roll.id == roll for one in book.rolls):
        return book
    return replace(book, rolls=(roll_book(reading, roll),))


def month_options(reading: Reading, book: MonthBook) -> Options:
    """What the papers of a month's folder need worked out, as ``build_paper`` gives it to each: meal money."""
    from happyhome.reports.form import Options
    from happyhome.services.meal_money import money_of

    return Options(subsidies=money_of(reading, book).known)


def _worked_out(reading: Reading, form: Form, book: MonthBook, today: date, options: Options) -> Options:
    """The options with what this paper needs worked out: meal money, the year's assessments."""
    from happyhome.services import assessment
    from happyhome.services.meal_money import money_of

    if "subsidies" in form.needs and options.subsidies is None:
        options = replace(options, subsidies=money_of(reading, book).known)
    if "operating" in form.needs and options.operating is None:
        options = replace(options, operating=assessment.operating_for(reading, book.month, today))
    if "rating" in form.needs and options.rating is None:
        options = replace(options, rating=assessment.rating_for(reading, book.month, today))
    return options
