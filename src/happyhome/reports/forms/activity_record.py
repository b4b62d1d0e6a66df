"""活动记录表 (D7): one page for each activity, with who came, what was done, photos, and when it was typed.

The time of entry is printed because activity logs made up afterwards are what auditors look for.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from happyhome.domain.activities import ACTIVITY_KINDS
from happyhome.domain.dates import Month, long_day, weekday_name
from happyhome.domain.homes import Home
from happyhome.domain.month_book import Held, MonthBook
from happyhome.reports.document import (
    Align,
    Block,
    Document,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Picture,
    Pictures,
    Section,
)
from happyhome.reports.form import Form, Options
from happyhome.reports.wording import of_blank, of_book, sign_off, title_of

TITLE = "活动记录表"
_ROLES = ("记录人", "负责人（盖章）")
_WIDTHS = (1.0, 2.35, 1.0, 2.35)
_SIGN_COLUMNS = 4
_BLANK_PLACES = 40
_CHINA = timezone(timedelta(hours=8))


def build(book: MonthBook, options: Options) -> Document:
    """Every activity of the month, or the one asked for."""
    chosen = [one for one in book.activities if options.activity in ("", one.activity.id)]
    chosen.sort(key=lambda one: (one.activity.day, one.activity.start))
    sections = [_section(book, held) for held in chosen] or [_nothing(book)]
    return of_book(book, options, title_of(book.home, TITLE), sections)


def _nothing(book: MonthBook) -> Section:
    words = Paragraph("本月没有活动记录。", 12, Align.CENTER)
    return Section(title_of(book.home, TITLE), (words,), left=book.month.label, name="活动")


def _section(book: MonthBook, held: Held) -> Section:
    one = held.activity
    present = frozenset(held.residents)
    came = [person.resident.name for person in book.people if person.id in present]
    blocks: list[Block] = [
        Grid(_WIDTHS, (*_facts(held), GridRow((_label("活动内容"), GridCell(one.content, 3)), 30))),
        _signed_by(came),
    ]
    if held.photos:
        pictures = tuple(
            Picture(photo.name, f"照片 {number}　{photo.caption}".strip(), photo.content)
            for number, photo in enumerate(held.photos, 1)
        )
        blocks.append(Pictures(pictures))
    return Section(
        title=title_of(book.home, TITLE),
        blocks=tuple(blocks),
        left=f"{long_day(one.day)}　{weekday_name(one.day)}",
        signatures=sign_off(book.made_on, *_ROLES),
        name=f"{one.day.day}日{one.title}",
    )


def _facts(held: Held) -> tuple[GridRow, ...]:
    one = held.activity
    hours = "—".join(part for part in (one.start, one.end) if part)
    kind = next((choice.label for choice in ACTIVITY_KINDS if choice.key == one.kind), one.kind)
    people = f"{held.attendance} 人（老人 {len(held.residents)}，其他 {one.visitors}）"
    photos = max(held.photo_count, len(held.photos))
    return (
        _pairs("活动名称", one.title, "类型", kind),
        _pairs("日期", long_day(one.day), "起止时间", hours),
        _pairs("地点", one.place, "组织者", one.organizer),
        _pairs("志愿者", one.volunteers, "参加人数", people),
        _pairs("安全情况", one.safety, "照片", f"{photos} 张" if photos else "无"),
        GridRow((_label("录入时间"), GridCell(_entered(held), 3))),
    )


def _entered(held: Held) -> str:
    """When it was typed, and that this was late where it was."""
    one = held.activity
    if one.recorded_at is None:
        return "补录：" + one.late_reason if one.late_reason else ""
    typed = on_village_clock(one.recorded_at)
    text = typed.strftime("%Y-%m-%d %H:%M")
    days = (typed.date() - one.day).days
    if one.late_reason:
        return f"{text}　补录（{one.late_reason}）"
    return f"{text}　活动后第 {days} 天录入" if days > 0 else text


def on_village_clock(moment: datetime) -> datetime:
    """The moment as the village reads it; one without a zone is on that clock already."""
    return moment.astimezone(_CHINA) if moment.tzinfo else moment


def _label(text: str) -> GridCell:
    return GridCell(text, label=True)


def _pairs(first: str, value: str, second: str, other: str) -> GridRow:
    return GridRow((_label(first), GridCell(value), _label(second), GridCell(other)))


def _signed_by(names: list[str]) -> Grid:
    """Each participant's name with room to sign beside it."""
    rows = [GridRow((GridCell("参加人员签到", _SIGN_COLUMNS * 2, label=True),), 7)]
    for start in range(0, max(len(names), 1), _SIGN_COLUMNS):
        part = names[start : start + _SIGN_COLUMNS]
        cells: list[GridCell] = []
        for name in [*part, *[""] * (_SIGN_COLUMNS - len(part))]:
            cells += [GridCell(name, align=Align.CENTER), GridCell()]
        rows.append(GridRow(tuple(cells), 8.5))
    return Grid((1.4, 1.0) * _SIGN_COLUMNS, tuple(rows))


def blank(home: Home, month: Month) -> Document:
    """An empty record with room for as many signatures as fit."""
    facts = (
        _pairs("活动名称", "", "类型", ""),
        _pairs("日期", f"{month.year}年{month.number:>2}月　　日", "起止时间", "　　时　　分—　　时　　分"),
        _pairs("地点", "", "组织者", ""),
        _pairs("志愿者", "", "参加人数", "　　　人（老人　　　，其他　　　）"),
        _pairs("安全情况", "", "照片", "　　　张"),
        GridRow((_label("活动内容"), GridCell("", 3)), 84),
    )
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Grid(_WIDTHS, facts), _signed_by([""] * _BLANK_PLACES)),
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section])


FORM = Form(
    key="activity_record",
    title="活动记录表",
    help="每次活动一页：内容、参加人员签到、照片，印有录入时间",
    order=40,
    build=build,
    blank=blank,
    formats=("pdf",),
    asks=("activity",),
)
