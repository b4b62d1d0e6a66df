"""月度就餐考勤表 (D3): who ate on which day, signed by each elder."""

from __future__ import annotations

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.meals import MARKS, MODE_CHOICES, average, slot_label
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import DINER_CLASSES, Person, diner_class_label
from happyhome.policy.meal_results import Sum
from happyhome.reports.document import CellKind, Column, Document, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.meal_notes import sample_mark, to_be_said
from happyhome.reports.month_grid import closed_days, day_cells, day_columns
from happyhome.reports.wording import blank_rows, of_blank, of_book, sign_off, tenth, title_of

TITLE = "老年人就餐考勤表"
_LEGEND = "符号：✓ 堂食　送 送餐　取 自取；灰字 外 外出、院 住院、— 未入册或已离开；灰底为闭院日。"
_ROLES = ("管理员", "村委会主任（盖章）")
_BLANK_ROWS = 19
_FIRST_DAY = 4


def columns_of(month: Month, closed: frozenset[int] = frozenset()) -> tuple[Column, ...]:
    """The columns of D3 for a month."""
    money = CellKind.MONEY
    return (
        Column("number", ("序号",), 7.5, kind=CellKind.NUMBER),
        Column("name", ("姓名",), 26, size=10.5),
        Column("age", ("年龄",), 8, kind=CellKind.NUMBER),
        Column("class", ("类别",), 12, size=8),
        *day_columns(month, closed),
        Column("total", ("合计",), 9, kind=CellKind.NUMBER),
        Column("per_meal", ("每餐\n补贴",), 10.5, kind=money, size=8),
        Column("subsidy", ("补贴\n金额",), 13.5, kind=money, size=8),
        Column("own", ("个人\n应付",), 13.5, kind=money, size=8),
        Column("signature", ("签字(手印)",), 24),
    )


def build(book: MonthBook, options: Options) -> Document:
    """One section for each slot served, or the one asked for."""
    slots = (options.slot,) if options.slot else book.slots()
    title = title_of(book.home, TITLE)
    return of_book(book, options, title, [_section(book, slot, options) for slot in slots], landscape=True)


def _section(book: MonthBook, slot: str, options: Options) -> Section:
    diners = book.diners(slot)
    known = options.subsidies
    rows = tuple(
        _row(book, number, person, slot, known.of(person.id, slot) if known else None)
        for number, person in enumerate(diners, 1)
    )
    columns = columns_of(book.month, closed_days(book))
    if rows:
        rows = (*rows, _total(book, slot, rows))
    sums = [column.key for column in columns if column.kind is CellKind.MARK]
    sums += ["total", "subsidy", "own"] if known is not None else ["total"]
    return Section(
        title=title_of(book.home, TITLE),
        blocks=(Table(columns, rows, row_height=7.5, page_sums=tuple(sums), empty_text="本月没有就餐记录"),),
        left=f"{book.month.label}　{slot_label(slot)}",
        right="单位：餐、元",
        notes=(*_notes(book, slot), *to_be_said(known, diners)),
        signatures=sign_off(book.made_on, *_ROLES),
        sign_every_page=True,
        name=slot_label(slot),
        mark=sample_mark(options),
    )


def _row(book: MonthBook, number: int, person: Person, slot: str, money: Sum | None) -> Row:
    eaten = {day: MARKS[mode] for (day, served), mode in book.marks[person.id].items() if served == slot}
    cells, hints = day_cells(book, person, eaten)
    age = person.resident.age_on(book.month.last)
    return Row(
        (
            number,
            person.resident.name,
            age,
            diner_class_label(person.diner_class(book.day(max(eaten)))),
            *cells,
            len(eaten),
            *((money.per_meal, money.subsidy, money.own) if money else (None, None, None)),
            "",
        ),
        faint=frozenset(_FIRST_DAY + hint for hint in hints),
        subject=person.resident.name,
    )


def _total(book: MonthBook, slot: str, rows: tuple[Row, ...]) -> Row:
    by_day = [book.day_count(number, slot) or "" for number in range(1, book.month.length + 1)]
    money = [
        sum(amounts)
        if (amounts := [value for row in rows if isinstance(value := row.cells[at], int)])
        else ""
        for at in (-3, -2)
    ]
    meals = sum(book.by_mode(slot).values())
    return Row(("", "合计", "", "", *by_day, meals, "", *money, ""), RowKind.TOTAL)


def _notes(book: MonthBook, slot: str) -> tuple[str, ...]:
    modes, classes = book.by_mode(slot), book.by_class(slot)
    meals, days = sum(modes.values()), len(book.open_days)
    by_mode = "、".join(f"{choice.label} {modes[choice.key]}" for choice in MODE_CHOICES)
    by_class = "、".join(f"{label} {classes[key]}" for key, label in DINER_CLASSES)
    late = sum(served == slot for _, _, served in book.late)
    summary = (
        f"开放 {days} 天，就餐老人 {len(book.diners(slot))} 人，共 {meals} 人次，"
        f"日均 {tenth(average(meals, days))} 人次；{by_mode}；来客 {book.guest_meals(slot)} 人次（不计入上表）"
        + (f"；补录 {late} 人次" if late else "")
        + "。"
    )
    return (summary, f"各类人次：{by_class}。", _LEGEND)


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows for one page."""
    columns = columns_of(month)
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(columns, blank_rows(columns, _BLANK_ROWS), row_height=7.5),),
        left=f"{month.label}　□早餐　□午餐　□晚餐",
        right="单位：餐、元",
        notes=("符号：✓ 堂食　送 送餐　取 自取　空 未就餐。",),
        signatures=sign_off(None, *_ROLES),
        sign_every_page=True,
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section], landscape=True)


FORM = Form(
    key="meal_attendance",
    title="月度就餐考勤表",
    help="每位老人每天吃没吃、怎么吃，本人签字，交镇民政办",
    order=10,
    build=build,
    blank=blank,
    landscape=True,
    asks=("slot",),
    needs=("subsidies",),
)
