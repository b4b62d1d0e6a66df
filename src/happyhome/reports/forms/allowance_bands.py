"""高龄老人数和金额汇总表 (V5): people and money by age, one line for the village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from happyhome.domain.dates import Month, age_on
from happyhome.domain.homes import Home
from happyhome.domain.month_book import MonthBook
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import RollLine
from happyhome.reports.document import CellKind, Column, Document, Row, RowKind, Section, Table, Value
from happyhome.reports.form import Form, Options
from happyhome.reports.roll_papers import of_rolls, scheme_words, state_words, village_of
from happyhome.reports.wording import blank_rows, of_blank, sign_off, title_of

TITLE = "高龄老人数和金额汇总表"
_ROLES = ("填报人", "审核人", "单位（盖章）")
_BLANK_ROWS = 12


@dataclass(frozen=True, slots=True)
class _Age:
    """A column of the form: from ``least`` full years to below ``below``; ``always``: also where nobody is in it."""

    key: str
    words: str
    least: int
    below: int
    always: bool = True


# The ages are those of the form (永嘉县, 2023-12), not of any rule.
_AGES = (
    _Age("younger", "80周岁以下", 0, 80, always=False),
    _Age("80", "80—89周岁", 80, 90),
    _Age("90", "90—94周岁", 90, 95),
    _Age("95", "95—99周岁", 95, 100),
    _Age("100", "100周岁以上", 100, 1000),
    _Age("unknown", "年龄待补", -1, 0, always=False),
)


def _columns(ages: Sequence[_Age]) -> tuple[Column, ...]:
    def pair(key: str, words: str) -> tuple[Column, Column]:
        return (
            Column(f"{key}_people", (words, "人数(个)"), 18, kind=CellKind.NUMBER),
            Column(f"{key}_money", (words, "金额(元)"), 24, kind=CellKind.MONEY),
        )

    return (
        Column("number", ("序号",), 10, kind=CellKind.NUMBER),
        Column("name", ("乡镇(街道)、村",), 46, size=10),
        *(column for age in ages for column in pair(age.key, age.words)),
        *pair("all", "合计"),
    )


def build(book: MonthBook, options: Options) -> Document:
    """A section for each roll of the month, or for the one asked for."""
    return of_rolls(book, options, TITLE, lambda one: _section(book, one), landscape=True)


def _section(book: MonthBook, one: RollBook) -> Section:
    sorted_in = _by_age(one)
    ages = [age for age in _AGES if age.always or sorted_in[age.key]]
    figures: list[Value] = []
    for lines in [*(sorted_in[age.key] for age in ages), list(one.paid)]:
        figures += [len(lines), sum(line.net for line in lines)]
    place = f"{book.home.township}{village_of(book.home)}"
    rows = (Row((1, place, *figures)), Row(("", "合计", *figures), RowKind.TOTAL))
    return Section(
        title=title_of(book.home, _title_words(one)),
        blocks=(Table(_columns(ages), rows, row_height=11.0, size=10.0),),
        left=f"发放月份：{one.roll.period}　　名册状态：{state_words(one)}",
        right="单位：人、元",
        notes=(f"年龄按 {one.roll.span[1].last.isoformat()} 满周岁计算；金额为本期实发，含补发，已减扣回。",),
        note_size=10.0,
        signatures=sign_off(one.roll.made_on or book.made_on, *_ROLES),
        name=scheme_words(one),
    )


def _title_words(one: RollBook) -> str:
    words = scheme_words(one)
    return TITLE if "高龄" in words else f"{words}人数和金额汇总表"


def _by_age(one: RollBook) -> Mapping[str, list[RollLine]]:
    """Everybody who is paid, each in one age: the columns add up to the roll."""
    last = one.roll.span[1].last
    found: dict[str, list[RollLine]] = {age.key: [] for age in _AGES}
    for line in one.paid:
        years = -1 if line.birthday is None else age_on(line.birthday, last)
        found[next(age.key for age in _AGES if age.least <= years < age.below)].append(line)
    return found


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows: a township fills a line for each village."""
    columns = _columns([age for age in _AGES if age.always])
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(columns, blank_rows(columns, _BLANK_ROWS), row_height=10.0, size=10.0),),
        left=f"发放月份：{month.label}",
        right="单位：人、元",
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section], landscape=True)


FORM = Form(
    key="allowance_bands",
    title="高龄人数金额汇总",
    help="一本名册按 80、90、95、100 周岁分档的人数和金额，一村一行",
    order=100,
    build=build,
    blank=blank,
    landscape=True,
    asks=("roll",),
    only_with="rolls",
)
