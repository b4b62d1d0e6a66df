"""What all papers say in the same way: titles, periods, dates to fill in, places to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from happyhome.domain.dates import long_day
from happyhome.domain.homes import Home
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import Person
from happyhome.reports.document import Column, Document, Row, Section, Signature, Table
from happyhome.reports.form import Options

SAMPLE = "样例"
SAMPLE_NOTE = "本表按样例政策计算，核对原文并改为“确认”以前，不作发放依据。"
EMPTY_DAY = "　　　　年　　月　　日"


def title_of(home: Home, words: str) -> str:
    """宁远堡镇清泉村幸福院老年人就餐考勤表."""
    return home.full_name + words


def sign_off(day: date | None, *roles: str, words: str = "填报日期") -> tuple[Signature, ...]:
    """Places for these roles, then the date, printed or to be written."""
    dated = Signature(words, long_day(day) if day else EMPTY_DAY)
    return (*(Signature(role) for role in roles), dated)


def marks(*words: str) -> str:
    """Several marks as one, each once: 样例　草稿."""
    return "　".join(dict.fromkeys(word for word in words if word))


def of_book(
    book: MonthBook, options: Options, title: str, sections: Sequence[Section], landscape: bool = False
) -> Document:
    """A document made from a month, with the code that ties it to what it was printed from."""
    return Document(
        title=f"{title}（{book.month.label}）",
        home=book.home.full_name,
        sections=tuple(sections),
        landscape=landscape,
        code=book.code,
        code_note=book.code_note,
        mark=options.mark,
    )


def of_blank(home: Home, title: str, sections: Sequence[Section], landscape: bool = False) -> Document:
    """A document to be filled by hand."""
    return Document(f"{title}（空白）", home.full_name, tuple(sections), landscape, blank=True)


def saying(words: str) -> Table:
    """A table with nothing in it but why: also a workbook can show it."""
    return Table((Column("words", ("说明",), 180),), (Row((words,)),), row_height=12.0, size=12.0)


def blank_rows(columns: Sequence[Column], count: int) -> tuple[Row, ...]:
    """Numbered rows with nothing in them."""
    rest = ("",) * (len(columns) - 1)
    return tuple(Row((number, *rest)) for number in range(1, count + 1))


def tenth(value: float) -> str:
    """19.5; 20 without a needless .0."""
    return f"{value:.1f}".removesuffix(".0")


def at_end_of(book: MonthBook) -> date:
    """The day on which a month's register is judged: its last, or today while it runs."""
    return min(book.month.last, max(book.made_on, book.month.first))


def standing(person: Person, day: date) -> str:
    """在院、外出、住院, or how the person left, on the evening of a day."""
    left = person.left_by(day + timedelta(days=1))
    return left.label if left else person.away(day) or "在院"
