"""活动年度一览: every activity of the year up to the month, with sums by month."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from happyhome.domain.activities import ACTIVITY_KINDS
from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.month_book import Held, MonthBook
from happyhome.reports.document import Align, CellKind, Column, Document, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.wording import blank_rows, of_blank, of_book, sign_off, title_of

_ROLES = ("制表人", "村委会（盖章）")
_NUMBER = CellKind.NUMBER
_BLANK_ROWS = 18
_COLUMNS = (
    Column("number", ("序号",), 10, kind=_NUMBER),
    Column("day", ("日期",), 22, kind=CellKind.DAY),
    Column("hours", ("时间",), 24),
    Column("title", ("活动名称",), 56, align=Align.LEFT, size=10),
    Column("kind", ("类型",), 22, choices=tuple(choice.label for choice in ACTIVITY_KINDS)),
    Column("place", ("地点",), 30),
    Column("organizer", ("组织者",), 26),
    Column("elders", ("参加人数", "老人"), 14, kind=_NUMBER),
    Column("others", ("参加人数", "其他"), 14, kind=_NUMBER),
    Column("all", ("参加人数", "合计"), 14, kind=_NUMBER),
    Column("photos", ("照片\n(张)",), 13, kind=_NUMBER),
    Column("note", ("备注",), 30),
)


def build(book: MonthBook, options: Options) -> Document:
    """From January to the month of the book, grouped by month."""
    held = sorted(
        book.year_activities or book.activities, key=lambda one: (one.activity.day, one.activity.start)
    )
    held = [one for one in held if one.activity.day <= book.month.last]
    rows: list[Row] = []
    for month, group in groupby(held, key=lambda one: Month.of(one.activity.day)):
        of_month = list(group)
        rows.append(Row((f"{month.number}月　{len(of_month)} 场",), RowKind.GROUP))
        first = sum(row.kind is RowKind.PLAIN for row in rows) + 1
        rows.extend(_row(number, one) for number, one in enumerate(of_month, first))
        if len(of_month) > 1:
            rows.append(_sum("小计", of_month, RowKind.SUBTOTAL))
    if held:
        rows.append(_sum(f"合计 {len(held)} 场", held, RowKind.TOTAL))
    title = title_of(book.home, "年度活动一览表")
    section = Section(
        title=title,
        blocks=(Table(_COLUMNS, tuple(rows), row_height=7.5, empty_text="本年没有活动记录"),),
        left=f"{book.month.year}年1月—{book.month.number}月",
        right="单位：人",
        signatures=sign_off(book.made_on, *_ROLES),
        name=f"{book.month.year}年活动",
    )
    return of_book(book, options, title, [section], landscape=True)


def _row(number: int, held: Held) -> Row:
    one = held.activity
    kind = next((choice.label for choice in ACTIVITY_KINDS if choice.key == one.kind), one.kind)
    hours = "—".join(part for part in (one.start, one.end) if part)
    photos = max(held.photo_count, len(held.photos))
    counts = (len(held.residents), one.visitors, held.attendance, photos)
    late = f"补录：{one.late_reason}" if one.late_reason else ""
    return Row((number, one.day, hours, one.title, kind, one.place, one.organizer, *counts, late))


def _sum(words: str, held: Sequence[Held], kind: RowKind) -> Row:
    elders = sum(len(one.residents) for one in held)
    others = sum(one.activity.visitors for one in held)
    photos = sum(max(one.photo_count, len(one.photos)) for one in held)
    return Row(("", "", "", words, "", "", "", elders, others, elders + others, photos, ""), kind)


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows for the year."""
    title = title_of(home, "年度活动一览表")
    section = Section(
        title=title,
        blocks=(Table(_COLUMNS, blank_rows(_COLUMNS, _BLANK_ROWS), row_height=7.8),),
        left=f"{month.year}年",
        right="单位：人",
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title, [section], landscape=True)


FORM = Form(
    key="activity_year",
    title="活动年度一览",
    help="今年以来每次活动一行，按月小计；评星、年检时用",
    order=50,
    build=build,
    blank=blank,
    landscape=True,
)
