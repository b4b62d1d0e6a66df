"""老年人基本信息台账 (D5): on paper two lines to a person, in a workbook a column to a fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month, long_day
from happyhome.domain.fields import Choice
from happyhome.domain.homes import Home
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import Person
from happyhome.domain.residents import MARITAL, SEXES
from happyhome.reports.document import Align, CellKind, Column, Document, Row, Section, Table
from happyhome.reports.form import Form, Options
from happyhome.reports.wording import at_end_of, blank_rows, of_blank, of_book, sign_off, standing, title_of

TITLE = "老年人基本信息台账"
_ROLES = ("制表人", "审核人", "村委会（盖章）")
_BLANK_ROWS = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """One column of the ledger: how it is read off a person on a day."""

    key: str
    label: str
    read: Callable[[Person, date], str]
    width: float = 14.0
    choices: tuple[str, ...] = ()


def _choice(choices: tuple[Choice, ...], key: str) -> str:
    return next((choice.label for choice in choices if choice.key == key), "")


def _since(person: Person, axis: str, day: date) -> str:
    """The words of an axis, with the day it began where that is known."""
    return "、".join(
        row.label + (f" {row.since.isoformat()}" if row.since else "") for row in person.on(axis, day)
    )


def _contact(person: Person, role: str) -> str:
    return "；".join(
        " ".join(part for part in (one.name, one.relation, one.phone, one.workplace) if part)
        for one in person.contacts
        if one.role == role
    )


def _age(person: Person, day: date) -> str:
    age = person.resident.age_on(day)
    return "" if age is None else str(age)


def _axis(axis: str) -> Callable[[Person, date], str]:
    return lambda person, day: person.words(axis, day)


def _field(name: str) -> Callable[[Person, date], str]:
    def read(person: Person, _: date) -> str:
        value = getattr(person.resident, name)
        return value.isoformat() if isinstance(value, date) else value or ""

    return read


FACTS = (
    Fact("name", "姓名", _field("name"), 20),
    Fact("sex", "性别", lambda p, _: _choice(SEXES, p.resident.sex), 7, tuple(c.label for c in SEXES)),
    Fact("ethnicity", "民族", _field("ethnicity"), 9),
    Fact("id_number", "身份证号", lambda p, _: p.resident.id_number or "待补", 30),
    Fact("birthday", "出生日期", _field("birthday"), 17),
    Fact("age", "年龄", _age, 8),
    Fact("registered_address", "户籍地址", _field("registered_address"), 40),
    Fact("address", "现居住地", _field("address"), 40),
    Fact("group", "村民小组", _field("group"), 14),
    Fact("phone", "联系电话", _field("phone"), 21),
    Fact(
        "marital",
        "婚姻",
        lambda p, _: _choice(MARITAL, p.resident.marital),
        9,
        tuple(c.label for c in MARITAL),
    ),
    Fact("living", "居住状况", _axis("living"), 16),
    Fact("aid", "救助身份", _axis("aid"), 15),
    Fact("disability", "残疾", _axis("disability"), 20),
    Fact("capacity", "能力等级(日期)", lambda p, day: _since(p, "capacity", day), 22),
    Fact("self_care", "自理能力", _axis("self_care"), 13),
    Fact("family_planning", "计生特殊", _axis("family_planning"), 16),
    Fact("honour", "优抚", _axis("honour"), 14),
    Fact("illness", "慢性病/过敏", _field("illness"), 24),
    Fact("diet", "忌口", _field("diet"), 14),
    Fact("bank_card", "社保卡号", _field("bank_card"), 30),
    Fact("bank_name", "开户行", _field("bank_name"), 22),
    Fact("supporter", "赡养人 关系 电话 务工地", lambda p, _: _contact(p, "supporter"), 40),
    Fact("emergency", "紧急联系人", lambda p, _: _contact(p, "emergency"), 32),
    Fact("doctor", "签约医生", _field("doctor"), 14),
    Fact("checkup_day", "体检日期", _field("checkup_day"), 17),
    Fact("visitor", "探访责任人", _field("visitor"), 16),
    Fact("service", "服务方式(日期)", lambda p, day: _since(p, "service", day), 22),
    Fact("standing", "状态", standing, 11),
    Fact("note", "备注", _field("note"), 24),
)
_BY_KEY = {fact.key: fact for fact in FACTS}

# What stands in one cell of the paper, upper line and lower line, and its width in mm.
_FOLDED: tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...] = (
    (("name",), ("sex", "ethnicity"), 22),
    (("id_number",), ("birthday", "age"), 31),
    (("registered_address",), ("address",), 41),
    (("group",), ("phone",), 20),
    (("marital",), ("living",), 14),
    (("aid",), ("disability",), 16),
    (("capacity",), ("self_care",), 17),
    (("family_planning",), ("honour",), 13),
    (("illness",), ("diet",), 20),
    (("bank_card",), ("bank_name",), 31),
    (("supporter",), ("emergency",), 45),
    (("doctor",), ("visitor",), 15),
    (("service",), ("standing",), 17),
)


def _paper_columns() -> tuple[Column, ...]:
    def label(keys: tuple[str, ...]) -> str:
        return " ".join(_BY_KEY[key].label.removesuffix("(日期)") for key in keys)

    return (
        Column("number", ("序",), 6.5, kind=CellKind.NUMBER),
        *(
            Column(
                upper[0],
                (f"{label(upper)}\n{label(lower)}",),
                width,
                size=9.5 if upper == ("name",) else 0.0,
                align=Align.LEFT if width >= 36 else Align.CENTER,
            )
            for upper, lower, width in _FOLDED
        ),
    )


def _sheet_columns() -> tuple[Column, ...]:
    return (
        Column("number", ("序号",), 8, kind=CellKind.NUMBER),
        *(Column(fact.key, (fact.label,), fact.width, choices=fact.choices) for fact in FACTS),
    )


def _paper_row(number: int, person: Person, day: date) -> Row:
    def words(keys: tuple[str, ...]) -> str:
        return " ".join(text for key in keys if (text := _BY_KEY[key].read(person, day)))

    def folded(upper: tuple[str, ...], lower: tuple[str, ...]) -> str:
        first, second = words(upper), words(lower)
        return f"{first}\n{'同上' if first and first == second else second}".rstrip("\n")

    cells = (folded(upper, lower) for upper, lower, _ in _FOLDED)
    return Row((number, *cells), subject=person.resident.name)


def _sheet_row(number: int, person: Person, day: date) -> Row:
    return Row((number, *(fact.read(person, day) for fact in FACTS)), subject=person.resident.name)


def build(book: MonthBook, options: Options) -> Document:
    """Everybody on the register in the month, as they stand on its last day."""
    day = at_end_of(book)
    people = list(enumerate(book.people, 1))
    paper = Table(_paper_columns(), tuple(_paper_row(n, p, day) for n, p in people), 11.0, 7.5, (), _NOBODY)
    sheet = Table(_sheet_columns(), tuple(_sheet_row(n, p, day) for n, p in people), 8.0, 9.0, (), _NOBODY)
    section = Section(
        title=title_of(book.home, TITLE),
        blocks=(paper,),
        sheet_blocks=(sheet,),
        left=f"截至 {long_day(day)}",
        right=f"共 {len(people)} 人",
        notes=("内含个人信息，仅供民政业务使用，不得张贴、外传。",),
        signatures=sign_off(book.made_on, *_ROLES),
        name="台账",
    )
    return of_book(book, options, title_of(book.home, TITLE), [section], landscape=True)


_NOBODY = "名册里没有老人"


def blank(home: Home, month: Month) -> Document:
    """Numbered empty rows, wide enough for two written lines."""
    columns = _paper_columns()
    section = Section(
        title=title_of(home, TITLE),
        blocks=(Table(columns, blank_rows(columns, _BLANK_ROWS), 11.5, 7.5),),
        left=f"{month.year}年　　月　　日",
        notes=("每格分两行填写，上下对应表头。内含个人信息，不得张贴、外传。",),
        signatures=sign_off(None, *_ROLES),
        name="空白",
    )
    return of_blank(home, title_of(home, TITLE), [section], landscape=True)


FORM = Form(
    key="roster",
    title="老年人花名册",
    help="老年人基本信息台账：身份、住址、联系人、救助、健康；Excel 里每项一列",
    order=30,
    build=build,
    blank=blank,
    landscape=True,
)
