"""月报表 (D9): the month in figures beside the month before, and what changed since an earlier return.

A correction shows twice: in the corrected month's own return, and in that of the month after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.meals import average
from happyhome.domain.month_book import MOVE_WORDS, TOTAL_WORDS, Correction, MonthBook
from happyhome.domain.people import DINER_CLASSES
from happyhome.reports.document import Align, Block, CellKind, Column, Document, Row, RowKind, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.meal_notes import by_class, sample_mark
from happyhome.reports.wording import of_blank, of_book, sign_off, tenth, title_of

TITLE = "月报表"
_ROLES = ("填报人", "审核人", "村委会（盖章）")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the report: its words, its unit, and the key of its figure in the totals."""

    words: str
    unit: str
    key: str
    part: bool = False


_GROUPS: tuple[tuple[str, tuple[_Line, ...]], ...] = (
    (
        "用餐",
        (
            _Line("开放天数", "天", "open_days"),
            _Line("就餐老人", "人", "diners"),
            _Line("就餐人次", "人次", "meals"),
            *(_Line(label, "人次", f"class_{key}", part=True) for key, label in DINER_CLASSES),
            _Line("堂食", "人次", "dine_in", part=True),
            _Line("送餐", "人次", "delivery", part=True),
            _Line("自取", "人次", "takeaway", part=True),
            _Line("日均就餐", "人次", "average"),
            _Line("来客就餐（不计入就餐人次）", "人次", "guests"),
        ),
    ),
    (
        "老人",
        (
            _Line("月末在院老人", "人", "staying"),
            _Line("自理", "人", "care_full", part=True),
            _Line("半自理", "人", "care_partial", part=True),
            _Line("不能自理（全护理）", "人", "care_none", part=True),
            _Line("自理能力未登记", "人", "care_unknown", part=True),
            *(_Line(f"本月{word}", "人", f"moves_{key}") for key, word in MOVE_WORDS.items()),
            _Line("到院人次", "人次", "presence"),
        ),
    ),
    (
        "活动与探访",
        (
            _Line("活动场次", "场", "activities"),
            _Line("活动参加", "人次", "activity_attendance"),
            _Line("探访", "人次", "visits"),
            _Line("探访老人", "人", "visited"),
        ),
    ),
)
_COLUMNS = (
    Column("item", ("项目",), 76, align=Align.LEFT, size=10.5),
    Column("unit", ("单位",), 20),
    Column("now", ("本月",), 30, size=11.5),
    Column("before", ("上月",), 30),
    Column("difference", ("增减",), 30),
)
# In mm: with tables below the figures, all of it still fits one page in an ordinary month.
_ROOMY, _TIGHT, _BELOW = 6.0, 5.4, 5.8


def build(book: MonthBook, options: Options) -> Document:
    """The figures, the persons who came and left, and the differences from earlier closings."""
    more: list[Block] = []
    if book.moves:
        more.append(_moves(book))
    if book.closed is not None and book.closed.earlier:
        more.append(_differences(book))
    if book.corrected is not None:
        more.append(_corrections(book.corrected))
    section = Section(
        title=title_of(book.home, TITLE),
        blocks=(_figures(book, _TIGHT if more else _ROOMY), *more),
        left=book.month.label,
        right=f"负责人：{book.home.director}" if book.home.director else "",
        notes=(*by_class(book, options.subsidies), *_reasons(book)),
        signatures=sign_off(book.made_on, *_ROLES),
        name="月报表",
        mark=sample_mark(options),
    )
    return of_book(book, options, title_of(book.home, TITLE), [section])


def _figure(totals: Mapping[str, int], key: str) -> float | None:
    """A figure of a month; None where that month does not have it."""
    if key == "average":
        if not {"meals", "open_days"} <= totals.keys():
            return None
        return average(totals["meals"], totals["open_days"])
    return totals.get(key)


def _figures(book: MonthBook, row_height: float) -> Table:
    rows: list[Row] = []
    totals = book.totals
    for words, lines in _GROUPS:
        rows.append(Row((words,), RowKind.GROUP))
        for line in lines:
            now, before = _figure(totals, line.key), _figure(book.previous, line.key)
            item = f"　　其中：{line.words}" if line.part else line.words
            rows.append(Row((item, line.unit, _number(now), _number(before), _change(now, before))))
    return Table(_COLUMNS, tuple(rows), row_height=row_height, size=9.5)


def _number(value: float | None) -> str | int | float:
    if value is None:
        return "—"
    return int(value) if value == int(value) else value


def _change(now: float | None, before: float | None) -> str:
    if now is None or before is None:
        return "—"
    return f"{'+' if now > before else '−' if now < before else ''}{tenth(abs(now - before))}"


def _moves(book: MonthBook) -> Table:
    columns = (
        Column("number", ("序号",), 14, kind=CellKind.NUMBER),
        Column("name", ("姓名",), 50, size=10.5),
        Column("group", ("村民小组",), 34),
        Column("word", ("变动",), 26),
        Column("day", ("日期",), 32, kind=CellKind.DAY),
        Column("note", ("备注",), 30),
    )
    people = {person.id: person.resident for person in book.people}
    rows = tuple(
        Row((number, people[who].name, people[who].group, word, day, ""), subject=people[who].name)
        for number, (who, day, word) in enumerate((move for move in book.moves if move[0] in people), 1)
    )
    return Table(columns, rows, row_height=_BELOW, caption="本月人员变动")


def _differences(book: MonthBook) -> Table:
    """Every figure that differs between an earlier closing and now."""
    earlier = book.closed.earlier if book.closed else ()
    columns = (
        Column("item", ("项目",), 60, align=Align.LEFT),
        *(Column(f"closing{number}", (f"第 {number} 次结账",), 30) for number in range(1, len(earlier) + 1)),
        Column("now", ("现在",), 30),
        Column("difference", ("与上次相差",), 32),
    )
    now = book.totals
    rows = tuple(
        Row(
            (
                words,
                *(_number(one.get(key)) for one in earlier),
                now[key],
                _change(now[key], earlier[-1].get(key)),
            )
        )
        for key, words in TOTAL_WORDS.items()
        if any(one.get(key, now[key]) != now[key] for one in earlier)
    )
    return Table(columns, rows, row_height=_BELOW, caption="与以前结账的差异", empty_text="合计没有变化")


def _corrections(corrected: Correction) -> Table:
    """Last month's figures that are not what they were when it was first closed."""
    columns = (
        Column("item", ("项目",), 76, align=Align.LEFT),
        Column("before", ("更正前",), 36),
        Column("now", ("更正后",), 36),
        Column("difference", ("相差",), 38),
    )
    before, now = corrected.before, corrected.now
    rows = tuple(
        Row((words, _number(before.get(key)), now[key], _change(now[key], before.get(key))))
        for key, words in TOTAL_WORDS.items()
        if before.get(key, now[key]) != now[key]
    )
    caption = f"上月（{corrected.month.label}）结账后的更正"
    return Table(columns, rows, row_height=_BELOW, caption=caption, empty_text="合计没有变化")


def _corrected_why(corrected: Correction | None) -> tuple[str, ...]:
    if corrected is None:
        return ()
    if not corrected.reasons:
        return (f"{corrected.month.label}结账后补记的人员情况涉及当月，数字因此有变。",)
    return tuple(f"{corrected.month.label}结账后重开更正，原因：{reason}" for reason in corrected.reasons)


def _reasons(book: MonthBook) -> tuple[str, ...]:
    closed = book.closed
    reasons = closed.reopenings if closed else ()
    words = tuple(f"第 {number} 次重开原因：{reason}" for number, reason in enumerate(reasons, 1))
    if closed and closed.is_altered:
        words += ("结账后补记或更正的人员情况涉及本月，本表按现在所知填列。",)
    words += _corrected_why(book.corrected)
    known = all(_figure(book.previous, line.key) is not None for _, lines in _GROUPS for line in lines)
    return words if known else (*words, "上月一栏为“—”的，是上月没有留下该项数字。")


def blank(home: Home, month: Month) -> Document:
    """The same lines without figures."""
    rows: list[Row] = []
    for words, lines in _GROUPS:
        rows.append(Row((words,), RowKind.GROUP))
        for line in lines:
            rows.append(Row((f"　　其中：{line.words}" if line.part else line.words, line.unit, "", "", "")))
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(_COLUMNS, tuple(rows), row_height=7.0, size=9.5),),
        left=month.label,
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section])


FORM = Form(
    key="month_report",
    title="月报表",
    help="一个月的数字和上月对比；重开过的月份附差异和原因",
    order=60,
    build=build,
    blank=blank,
    needs=("subsidies",),
)
