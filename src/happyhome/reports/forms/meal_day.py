"""就餐日登记 (D4): one day's diners, signed at the table or at the door."""

from __future__ import annotations

from collections.abc import Mapping

from happyhome.domain.dates import Month, long_day, weekday_name
from happyhome.domain.homes import Home
from happyhome.domain.meals import MODE_CHOICES, mode_label, slot_label
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import diner_class_label
from happyhome.reports.document import Align, CellKind, Column, Document, Row, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.meal_notes import sample_mark
from happyhome.reports.wording import blank_rows, of_blank, of_book, sign_off, title_of

TITLE = "老年人就餐日登记表"
_ROLES = ("登记人", "管理员")
_BLANK_ROWS = 25
_COLUMNS = (
    Column("number", ("序号",), 10, kind=CellKind.NUMBER),
    Column("name", ("姓名",), 26, size=11.5),
    Column("mode", ("方式",), 21, size=9, choices=tuple(choice.label for choice in MODE_CHOICES)),
    Column("class", ("类别",), 17),
    Column("charge", ("收费\n(元)",), 14, kind=CellKind.MONEY),
    Column("subsidy", ("补贴\n(元)",), 14, kind=CellKind.MONEY),
    Column("signature", ("签字/指印",), 30),
    Column("carrier", ("送餐人",), 18),
    Column("delivered", ("送达\n时间",), 15),
    Column("note", ("备注\n(未应答处理)",), 25, align=Align.LEFT),
)


def build(book: MonthBook, options: Options) -> Document:
    """The day asked for, by default the last open day; one section for each slot served on it."""
    number = options.day.day if options.day else (book.open_days[-1] if book.open_days else 1)
    if options.day is not None and Month.of(options.day) != book.month:
        raise ValueError(f"{options.day} is not in {book.month}")
    slots = [slot for slot in book.slots() if book.day_count(number, slot) or (number, slot) in book.guests]
    if options.slot:
        slots = [options.slot]
    sections = [_section(book, number, slot, options) for slot in slots or ["lunch"]]
    return of_book(book, options, title_of(book.home, TITLE), sections)


def _section(book: MonthBook, number: int, slot: str, options: Options) -> Section:
    day = book.day(number)
    rows: list[Row] = []
    for person in book.people:
        mode = book.marks.get(person.id, {}).get((number, slot))
        if mode is None:
            continue
        words = diner_class_label(person.diner_class(day))
        late = "补录" if (person.id, number, slot) in book.late else ""
        known = options.subsidies.of(person.id, slot, day) if options.subsidies else None
        money = (known.own, known.subsidy) if known else (None, None)
        cells = (len(rows) + 1, person.resident.name, mode_label(mode), words, *money, "", "", "", late)
        rows.append(Row(cells, subject=person.resident.name))
    modes = {choice.key: 0 for choice in MODE_CHOICES}
    for row in book.marks.values():
        if (number, slot) in row:
            modes[row[number, slot]] += 1
    return Section(
        title=title_of(book.home, TITLE),
        blocks=(Table(_COLUMNS, tuple(rows), row_height=9.0, size=9.5, empty_text="这一天没有就餐记录"),),
        left=f"{long_day(day)}　{weekday_name(day)}　{slot_label(slot)}",
        right="单位：元",
        notes=(_summary(modes, book.guests.get((number, slot), 0)),),
        signatures=sign_off(book.made_on, *_ROLES),
        name=f"{number}日{slot_label(slot)}",
        mark=sample_mark(options),
    )


def _summary(modes: Mapping[str, int], guests: int) -> str:
    words = "、".join(f"{choice.label} {modes[choice.key]} 人" for choice in MODE_CHOICES)
    return f"合计 {sum(modes.values())} 人：{words}；另有来客 {guests} 人。"


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows; the way of eating is ticked."""
    rows = tuple(
        Row((*row.cells[:2], "□堂 □送 □取", *row.cells[3:])) for row in blank_rows(_COLUMNS, _BLANK_ROWS)
    )
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(_COLUMNS, rows, row_height=9.0, size=9.5),),
        left=f"{month.year}年{month.number:>2}月　　日　星期　　　□早餐　□午餐　□晚餐",
        right="单位：元",
        notes=("合计　　　人：堂食　　　人、送餐　　　人、自取　　　人；另有来客　　　人。",),
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section])


FORM = Form(
    key="meal_day",
    title="就餐日登记",
    help="一天的就餐名单，当场签字或按指印；送餐的写明送达",
    order=15,
    build=build,
    blank=blank,
    asks=("day", "slot"),
    needs=("subsidies",),
)
