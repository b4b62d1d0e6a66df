"""运营补贴申请表 (D8): the home's year in figures, what it applies for and how that is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.money import yuan
from happyhome.domain.month_book import MonthBook
from happyhome.policy.assessments import OperatingResult
from happyhome.policy.metric_words import METRICS, plain, unit_of
from happyhome.reports.assessment_papers import nothing_assessed
from happyhome.reports.capital_money import capital_money
from happyhome.reports.document import (
    Align,
    CellKind,
    Column,
    Document,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
)
from happyhome.reports.form import Form, Options
from happyhome.reports.wording import (
    SAMPLE,
    SAMPLE_NOTE,
    blank_rows,
    marks,
    of_blank,
    of_book,
    sign_off,
    title_of,
)

TITLE = "运营补贴申请表"
_ROLES = ("填报人", "负责人（盖章）")
_WIDTHS = (1.05, 1.6, 1.05, 1.6, 1.05, 1.5)
_UNKNOWN = "—"
_OPINIONS = ("村民委员会意见", "乡镇（街道）意见", "县（区）民政局意见", "县（区）财政局意见")
_SEAL = "\n\n\n\n经办人：　　　　　　（盖章）\n　　　　　　年　　月　　日"
# The figures of the form, in its order; one cell may hold several.
_FIGURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("开放日期", ("开放日期",)),
    ("建筑/室外面积(㎡)", ("建筑面积", "室外面积")),
    ("床位", ("床位",)),
    ("星级", ("星级",)),
    ("评定日期", ("评定日期", "星级评定日期")),
    ("自评分", ("自评分",)),
    ("开放天数", ("开放天数",)),
    ("开放月数", ("开放月数",)),
    ("日均就餐人数", ("日均就餐人数",)),
    ("就餐人次", ("就餐人次",)),
    ("堂食/送餐", ("堂食人次", "送餐人次")),
    ("特困/低保/高龄", ("特困人次", "低保人次", "高龄人次")),
    ("服务老人数", ("服务老人",)),
    ("在册老人数", ("在册老人",)),
    ("核定人数", ("核定人数",)),
    ("活动场次", ("活动场次",)),
    ("探访人次", ("探访人次",)),
    ("安全事故", ("安全事故",)),
)
_NAMED = frozenset(name for _, names in _FIGURES for name in names)
_PARTS = (
    Column("number", ("序号",), 10, kind=CellKind.NUMBER),
    Column("title", ("补贴项目",), 34),
    Column("text", ("计算依据",), 96, align=Align.LEFT),
    Column("money", ("金额(元)",), 26, kind=CellKind.MONEY),
    Column("counts", ("计入",), 14),
)
_SHEET = (
    Column("item", ("项目",), 50, align=Align.LEFT),
    Column("value", ("内容",), 120, align=Align.LEFT),
)


def build(book: MonthBook, options: Options) -> Document:
    """The application for the subsidy that was worked out; a page that says so where there is none."""
    title = title_of(book.home, TITLE)
    found = options.operating
    if found is None:
        section = nothing_assessed(book, title, "没有启用运营补贴项目，没有可申请的金额。")
    else:
        section = _section(book, found, options)
    return of_book(book, options, title, [section])


def _section(book: MonthBook, found: OperatingResult, options: Options) -> Section:
    values = _values(found)
    is_sample = found.version.header.is_sample
    sheet_rows = tuple(Row(pair) for pair in (*_who(book.home), *values, ("申请金额", _applied(found))))
    return Section(
        title=title_of(book.home, TITLE),
        blocks=(_grid(book.home, values, _applied(found)), _parts(found), Paragraph("", 5), _opinions()),
        sheet_blocks=(Table(_SHEET, sheet_rows, row_height=7.0, size=10), _parts(found)),
        left=f"申请项目：{found.scheme.title}　　申请期间：{found.period}",
        right="单位：元",
        notes=(*_notes(found), *((SAMPLE_NOTE,) if is_sample else ())),
        signatures=sign_off(book.made_on, *_ROLES),
        mark=marks(options.mark, SAMPLE if is_sample else ""),
        name="运营补贴申请",
    )


def _who(home: Home) -> tuple[tuple[str, str], ...]:
    return (
        ("名称", home.full_name),
        ("行政村代码", home.village_code),
        ("负责人", home.director),
        ("联系电话", home.phone),
    )


def _values(found: OperatingResult) -> tuple[tuple[str, str], ...]:
    """Label and words of every figure of the form, then of whatever else the rule asked the home to fill in."""
    own = [(name, (name,)) for name in found.metrics if name not in _NAMED and name not in METRICS]
    return tuple((label, _value(found, names)) for label, names in (*_FIGURES, *own))


def _value(found: OperatingResult, names: tuple[str, ...]) -> str:
    known = [_said(found.metrics.get(name)) for name in names]
    if all(text == _UNKNOWN for text in known):
        return ""
    return f"{' / '.join(known)} {unit_of(names[0])}".rstrip()


def _said(value: Fraction | str | None) -> str:
    if value is None:
        return _UNKNOWN
    return value if isinstance(value, str) else plain(value)


def _grid(home: Home, values: Sequence[tuple[str, str]], applied: str) -> Grid:
    def pair(name: str, text: str, span: int = 1) -> tuple[GridCell, GridCell]:
        return GridCell(name, label=True), GridCell(text, span)

    name, code, director, phone = _who(home)
    rows = [GridRow((*pair(*name, 3), *pair(*code)), 8), GridRow((*pair(*director), *pair(*phone, 3)), 8)]
    for start in range(0, len(values), 3):
        part = [*values[start : start + 3], ("", ""), ("", "")][:3]
        rows.append(GridRow(tuple(cell for one in part for cell in pair(*one)), 8))
    rows.append(GridRow(pair("申请金额", applied, 5), 10))
    return Grid(_WIDTHS, tuple(rows), size=9.5)


def _applied(found: OperatingResult) -> str:
    return f"{yuan(found.fen)} 元　　大写：{capital_money(found.fen)}"


def _parts(found: OperatingResult) -> Table:
    rows = [
        Row(
            (
                number,
                part.title,
                part.text.removeprefix(f"{part.title}："),
                part.fen,
                "✓" if part.counts else "不计",
            )
        )
        for number, part in enumerate(found.parts, 1)
    ]
    rows.append(Row(("", "申请金额", "", found.fen, ""), RowKind.TOTAL))
    return Table(_PARTS, tuple(rows), row_height=8.0, size=9.5, caption="申请金额的计算依据", least=8.0)


def _opinions() -> Grid:
    rows = [
        GridRow(
            (GridCell(first, label=True), GridCell(_SEAL), GridCell(second, label=True), GridCell(_SEAL)), 36
        )
        for first, second in (_OPINIONS[:2], _OPINIONS[2:])
    ]
    return Grid((0.62, 2.4, 0.62, 2.4), tuple(rows), size=9.5)


def _notes(found: OperatingResult) -> tuple[str, ...]:
    notes = [f"不能申请：{block}。" for block in found.blocks]
    if found.missing:
        notes.append(f"还没有填的：{'、'.join(found.missing)}。填好以前，金额可能有变。")
    counted = [reason for reason in found.reasons if reason.startswith(("合计", "就高"))]
    return (*notes, *(f"{reason}。" for reason in counted), f"依据：{found.version.header.reference.text}。")


def blank(home: Home, month: Month) -> Document:
    """The same form to be filled by hand."""
    empty = [(label, "") for label, _ in _FIGURES]
    parts = Table(_PARTS, blank_rows(_PARTS, 3), row_height=9.0, size=9.5, caption="申请金额的计算依据")
    section = Section(
        title=title_of(home, TITLE),
        blocks=(
            _grid(home, empty, "　　　　　　　　元　　大写：人民币"),
            parts,
            Paragraph("", 5),
            _opinions(),
        ),
        sheet_blocks=(
            Table(_SHEET, tuple(Row(one) for one in (*_who(home), *empty)), row_height=8.0, size=10),
        ),
        left=f"申请项目：　　　　　　　　　　　　申请期间：{month.year}年",
        right="单位：元",
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section])


FORM = Form(
    key="operating_application",
    title="运营补贴申请表",
    help="一年的开放、就餐、活动、探访数字，申请金额和计算依据，四级意见",
    order=120,
    build=build,
    blank=blank,
    needs=("operating",),
    only_with="operating",
)
