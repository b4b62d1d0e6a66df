"""到院考勤表: who was at the home on which day."""

from __future__ import annotations

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.meals import average
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import Person
from happyhome.reports.document import CellKind, Column, Document, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.month_grid import closed_days, day_cells, day_columns
from happyhome.reports.wording import blank_rows, of_blank, of_book, sign_off, tenth, title_of

TITLE = "老年人到院考勤表"
_ROLES = ("管理员", "村委会主任（盖章）")
_FIRST_DAY = 4
_BLANK_ROWS = 19


def columns_of(month: Month, closed: frozenset[int] = frozenset()) -> tuple[Column, ...]:
    """One column a day, room to sign at the end."""
    return (
        Column("number", ("序号",), 7.5, kind=CellKind.NUMBER),
        Column("name", ("姓名",), 26, size=10.5),
        Column("age", ("年龄",), 8, kind=CellKind.NUMBER),
        Column("service", ("服务\n方式",), 11, size=8),
        *day_columns(month, closed),
        Column("total", ("合计",), 10, kind=CellKind.NUMBER),
        Column("signature", ("签字(手印)",), 28),
    )


def build(book: MonthBook, options: Options) -> Document:
    """Everybody who was at the home on at least one day of the month."""
    present = [person for person in book.people if book.presence.get(person.id)]
    rows = tuple(_row(book, number, person) for number, person in enumerate(present, 1))
    if rows:
        rows = (*rows, _total(book))
    columns = columns_of(book.month, closed_days(book))
    sums = tuple(column.key for column in columns if column.kind is CellKind.MARK or column.key == "total")
    section = Section(
        title=title_of(book.home, TITLE),
        blocks=(Table(columns, rows, row_height=7.5, page_sums=sums, empty_text="本月没有到院记录"),),
        left=book.month.label,
        right="单位：人次",
        notes=_notes(book, len(present)),
        signatures=sign_off(book.made_on, *_ROLES),
        sign_every_page=True,
        name="到院考勤",
    )
    return of_book(book, options, title_of(book.home, TITLE), [section], landscape=True)


def _row(book: MonthBook, number: int, person: Person) -> Row:
    days = book.presence[person.id]
    cells, hints = day_cells(book, person, dict.fromkeys(days, "✓"))
    service = person.words("service", book.day(max(days)))
    age = person.resident.age_on(book.month.last)
    return Row(
        (number, person.resident.name, age, service, *cells, len(days), ""),
        faint=frozenset(_FIRST_DAY + hint for hint in hints),
        subject=person.resident.name,
    )


def _total(book: MonthBook) -> Row:
    by_day = [
        sum(number in days for days in book.presence.values()) or ""
        for number in range(1, book.month.length + 1)
    ]
    return Row(("", "合计", "", "", *by_day, book.totals["presence"], ""), RowKind.TOTAL)


def _notes(book: MonthBook, persons: int) -> tuple[str, ...]:
    count, days = book.totals["presence"], len(book.open_days)
    return (
        f"开放 {days} 天，到院老人 {persons} 人，共 {count} 人次，日均 {tenth(average(count, days))} 人次。",
        "堂食、参加活动或登记到院，当天计 1 人次；送餐、自取不计。灰字 外 外出、院 住院、— 未入册或已离开；灰底为闭院日。",
    )


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows for one page."""
    columns = columns_of(month)
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(columns, blank_rows(columns, _BLANK_ROWS), row_height=7.5),),
        left=month.label,
        right="单位：人次",
        notes=("到院打 ✓，未到留空。",),
        signatures=sign_off(None, *_ROLES),
        sign_every_page=True,
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section], landscape=True)


FORM = Form(
    key="presence_attendance",
    title="到院考勤表",
    help="每位老人哪些天到过院：吃饭、参加活动、日间休息都算",
    order=20,
    build=build,
    blank=blank,
    landscape=True,
)
