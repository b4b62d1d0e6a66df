"""明白条: everything one elder draws, on half a page that is left with the household (domain facts 4.7)."""

from __future__ import annotations

from happyhome.domain.dates import Month, long_day
from happyhome.domain.homes import Home
from happyhome.domain.money import yuan
from happyhome.policy.decisions import Decision, Verdict
from happyhome.reports.benefit_words import benefit_of, standard_of
from happyhome.reports.capital_money import capital_money
from happyhome.reports.document import (
    Align,
    CellKind,
    Column,
    Document,
    Row,
    RowKind,
    Section,
    Signature,
    Table,
    Value,
)
from happyhome.reports.person_form import MealNote, PersonForm, PersonPaper
from happyhome.reports.wording import SAMPLE

TITLE = "补贴明白条"
_SHOWN = (Verdict.GRANTED, Verdict.SUSPENDED)
_COLUMNS = (
    Column("title", ("享受项目",), 48, align=Align.LEFT, size=12),
    Column("standard", ("档次和标准",), 34, size=10),
    Column("since", ("从何时起",), 25),
    Column("now", ("本月",), 29, size=12),
    Column("year", ("今年已发(元)",), 24, kind=CellKind.MONEY),
    Column("next", ("以后的变化",), 43, align=Align.LEFT, size=9.5),
)


def build(paper: PersonPaper) -> Document:
    """The schemes that pay or are suspended, what they come to this month, and the meals."""
    shown = [one for one in paper.decisions if one.verdict in _SHOWN]
    sample = any(one.is_sample for one in shown)
    section = Section(
        title=f"{paper.home.full_name}{TITLE}",
        blocks=(
            Table(_COLUMNS, _rows(paper, shown), row_height=9.0, size=11, empty_text=_NOTHING, least=9.0),
        ),
        left=f"姓名：{paper.person.resident.name}　　{paper.person.resident.group}",
        right=Month.of(paper.day).label,
        notes=(*_meal_lines(paper.meals), *_notes(paper.home, sample)),
        note_size=11,
        signatures=(
            Signature("送达人"),
            Signature("本人（家属）签字"),
            Signature("日期", long_day(paper.day)),
        ),
        mark=SAMPLE if sample else "",
        name=TITLE,
    )
    return Document(f"{paper.person.resident.name} {TITLE}", paper.home.full_name, (section,), half=True)


_NOTHING = "按现在登记的情况，没有享受中的补贴"


def _rows(paper: PersonPaper, shown: list[Decision]) -> tuple[Row, ...]:
    rows = [_row(paper, one) for one in shown]
    total = sum(one.fen for one in shown)
    drawn = sum(paper.drawn.get(one.scheme.key, 0) for one in shown)
    if rows:
        rows.append(
            Row(("本月合计", capital_money(total), "", f"{yuan(total)} 元", drawn or "", ""), RowKind.TOTAL)
        )
    return tuple(rows)


def _row(paper: PersonPaper, one: Decision) -> Row:
    title = f"{one.scheme.title}*" if one.is_sample else one.scheme.title
    year: Value = paper.drawn.get(one.scheme.key) or ""
    if one.verdict is Verdict.SUSPENDED:
        why = next((reason.text for reason in one.reasons if reason.kind in _STOPPING), "")
        return Row((title, "", "", "暂停", year, why))
    since = one.since.label if one.since else ""
    return Row((title, _standard(one), since, benefit_of(one), year, one.next.text if one.next else ""))


def _standard(one: Decision) -> str:
    """The band, and below it what it gives where that is an amount of money."""
    standard = standard_of(one)
    return "\n".join(part for part in (one.band, standard if standard.endswith("元") else "") if part)


_STOPPING = ("suspension", "certification", "exclusion")


def _meal_lines(meals: MealNote | None) -> tuple[str, ...]:
    """Meals are settled at the home and stand beside the sum, not in it."""
    if meals is None or not meals.meals:
        return ()
    own = f"，个人应付 {yuan(meals.own)} 元" if meals.own is not None else ""
    more = f"（{meals.text}）" if meals.text else ""
    return (
        f"助餐：本月用餐 {meals.meals} 次，补贴 {yuan(meals.subsidy)} 元{own}，在院结算，不在上面合计里{more}。",
    )


def _notes(home: Home, sample: bool) -> tuple[str, ...]:
    phone = f"，电话 {home.phone}" if home.phone else ""
    whom = f"（{home.director}）" if home.director else ""
    asked = f"钱数对不上、情况有变，请找{home.name}{whom}{phone}，或{home.township}民政办。"
    return (asked, *(("带 * 的按样例政策计算，以县里文件为准。",) if sample else ()))


FORM = PersonForm(
    key="benefit_slip",
    title="明白条",
    help="一位老人享受的全部补贴：标准、从何时起、本月、今年已发、以后的变化，签字留存",
    order=20,
    build=build,
)
