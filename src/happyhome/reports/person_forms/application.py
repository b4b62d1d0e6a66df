"""申请审批表: one elder's application for one scheme, with opinions and seals of village, township and county.

The boxes follow the forms in use (domain facts V15, P7); what the application holds is printed in them.
"""

from __future__ import annotations

from datetime import date

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month, long_day
from happyhome.domain.homes import Home
from happyhome.domain.people import Person
from happyhome.domain.residents import MARITAL, SEXES, Contact
from happyhome.policy.rules import AllowanceVersion, MealVersion, Scheme
from happyhome.reports.document import Align, Document, Grid, GridCell, GridRow, Section
from happyhome.reports.person_form import PersonForm, PersonPaper
from happyhome.reports.wording import of_blank

_WIDTHS = (1.05, 1.45, 0.95, 1.15, 0.95, 1.6, 1.35)
_ALL = 6
_DAY = "　　　年　　月　　日"
_PROMISE = "本人承诺以上情况和所交材料真实，情况有变（迁出、去世、身份变化等）及时报告；\n如有不实，愿退回多领的补贴。"
_NO_FACTS: dict[str, str] = {}


def build(paper: PersonPaper) -> Document:
    """The form with everything on record filled in."""
    scheme = paper.scheme
    title = f"{scheme.title if scheme else '补贴'}申请审批表"
    facts = _facts(paper.person, paper.day)
    section = _section(paper.home, title, scheme, facts, paper.application)
    return Document(f"{paper.person.resident.name} {title}", paper.home.full_name, (section,))


def blank(home: Home, scheme: Scheme | None) -> Document:
    """The same form to be filled by hand, for one scheme or for any."""
    title = f"{scheme.title if scheme else '＿＿＿＿＿＿＿补贴'}申请审批表"
    return of_blank(home, title, [_section(home, title, scheme, _NO_FACTS, None)])


def _section(
    home: Home, title: str, scheme: Scheme | None, facts: dict[str, str], application: Application | None
) -> Section:
    day = application.applied_on if application else None
    return Section(
        title=title,
        blocks=(
            Grid(_WIDTHS, (*_person_rows(facts), *_asked_rows(scheme, application))),
            Grid((1.05, 7.45), _opinion_rows(application)),
        ),
        left=f"{home.township}{home.name}",
        right=f"申请日期：{long_day(day) if day else _DAY}",
        notes=("本表一式两份，乡镇、县（区）各存一份。内含个人信息，不得张贴、外传。",),
        name="申请审批表",
    )


def _facts(person: Person, day: date) -> dict[str, str]:
    """What the first half of the form asks, as it stands on a day."""
    resident = person.resident
    agent = _agent(person)
    age = resident.age_on(day)
    born = resident.birthday.isoformat() if resident.birthday else ""
    return {
        "姓名": resident.name,
        "性别": next((choice.label for choice in SEXES if choice.key == resident.sex), ""),
        "民族": resident.ethnicity,
        "出生日期": f"{born}（{age} 周岁）" if age is not None else born,
        "婚姻": next((choice.label for choice in MARITAL if choice.key == resident.marital), ""),
        "身份证号": resident.id_number or "",
        "联系电话": resident.phone,
        "户籍地址": resident.registered_address,
        "现居住地": "同户籍地址" if resident.address == resident.registered_address else resident.address,
        "开户行": resident.bank_name,
        "社保卡号": resident.bank_card,
        "救助身份": person.words("aid", day),
        "残疾": person.words("disability", day),
        "能力等级": person.words("capacity", day) or person.words("self_care", day),
        "居住状况": person.words("living", day),
        "代理人": agent.name if agent else "",
        "与本人关系": agent.relation if agent else "",
        "代理人电话": agent.phone if agent else "",
    }


def _agent(person: Person) -> Contact | None:
    """Who acts for the elder: whoever collects the money, else whoever supports them."""
    for role in ("collector", "supporter"):
        for contact in person.contacts:
            if contact.role == role:
                return contact
    return None


def _person_rows(facts: dict[str, str]) -> tuple[GridRow, ...]:
    def pair(name: str, span: int = 1) -> tuple[GridCell, GridCell]:
        return GridCell(name.removeprefix("代理人") or name, label=True), GridCell(facts.get(name, ""), span)

    photo = GridCell("照\n\n片\n\n（一寸免冠）", align=Align.CENTER, down=4)
    return (
        GridRow((*pair("姓名"), *pair("性别"), *pair("民族"), photo), 10),
        GridRow((*pair("身份证号", 3), *pair("婚姻")), 10),
        GridRow((*pair("出生日期", 3), *pair("联系电话")), 10),
        GridRow(pair("户籍地址", 5), 10),
        GridRow(pair("现居住地", _ALL), 10),
        GridRow((*pair("开户行", 3), *pair("社保卡号", 2)), 10),
        GridRow((*pair("救助身份"), *pair("残疾"), *pair("能力等级", 2)), 10),
        GridRow(
            (
                GridCell("代理人", label=True),
                GridCell(facts.get("代理人", "")),
                *pair("与本人关系"),
                GridCell("电话", label=True),
                GridCell(facts.get("代理人电话", ""), 2),
            ),
            10,
        ),
    )


def _asked_rows(scheme: Scheme | None, application: Application | None) -> tuple[GridRow, ...]:
    """What is asked for, the papers, and the promise with its signature."""
    asked = scheme.title if scheme else ""
    papers = application.papers if application and application.papers else _to_bring(scheme)
    signed = f"{_PROMISE}\n\n申请人（代理人）签字（手印）：　　　　　　　　　　　　{_DAY}"
    return (
        GridRow((GridCell("申请项目", label=True), GridCell(asked, _ALL)), 10),
        GridRow((GridCell("所交材料", label=True), GridCell(papers, _ALL)), 11),
        GridRow((GridCell("申请人\n承诺", label=True), GridCell(signed, _ALL)), 26),
    )


def _to_bring(scheme: Scheme | None) -> str:
    """The papers the rule asks for, to be ticked."""
    version = scheme.versions[-1] if scheme and scheme.versions else None
    names = version.papers if isinstance(version, AllowanceVersion | MealVersion) else ()
    return (
        "　".join(f"□ {name}" for name in names) or "□ 身份证　□ 户口本　□ 社保卡　□ 其他：　　　　　　　　"
    )


def _opinion_rows(one: Application | None) -> tuple[GridRow, ...]:
    return (
        _opinion("村委会\n受理和\n公示意见", one.village_view if one else "", _posted(one), "村委会（盖章）",
                 one.posted_to or one.accepted_on if one else None),
        _opinion("乡镇\n（街道）\n审核意见", one.township_view if one else "", "", "乡镇（盖章）",
                 one.township_on if one else None),
        _opinion("县（区）\n审批意见", one.county_view if one else "", _decided(one), "县民政局（盖章）",
                 one.county_on if one else None),
    )  # fmt: skip


def _opinion(label: str, view: str, more: str, seal: str, day: date | None) -> GridRow:
    said = "\n".join(part for part in (view, more) if part)
    signed = f"经办人：　　　　　　　负责人：　　　　　　　{seal}　　　　　{long_day(day) if day else _DAY}"
    gap = "\n" * (2 if "\n" in said else 3)
    return GridRow((GridCell(label, label=True), GridCell(f"{said}\n{gap}{signed}")), 38)


def _posted(one: Application | None) -> str:
    """受理 and 公示 with their days, or room for them."""
    accepted = long_day(one.accepted_on) if one and one.accepted_on else _DAY
    first = long_day(one.posted_from) if one and one.posted_from else _DAY
    last = long_day(one.posted_to) if one and one.posted_to else _DAY
    days = ""
    if one and one.posted_from and one.posted_to:
        days = f"（{(one.posted_to - one.posted_from).days + 1} 天）"
    outcome = f"，{one.objection.rstrip('。')}" if one and one.objection else "，异议：□ 无　□ 有"
    return f"受理：{accepted}。\n公示：{first}至{last}{days}{outcome}。"


def _decided(one: Application | None) -> str:
    """What the county decided, or boxes to tick."""
    if one is None or one.is_open:
        return "□ 同意，从　　　　年　　月起发，月标准　　　　　元　　□ 不同意，理由："
    reason = f"理由：{one.reason}" if one.reason else ""
    start = f"从{Month.parse(one.start_month).label}起发" if one.start_month else ""
    stage = "" if one.county_view.startswith(one.stage) else one.stage
    said = "，".join(part for part in (stage, start, reason) if part)
    return f"{said}。" if said else ""


FORM = PersonForm(
    key="application",
    title="申请审批表",
    help="一位老人申请一个项目：基本情况、代理人、材料、承诺，村、乡镇、县三级意见和盖章处；可出空白表",
    order=30,
    build=build,
    needs_scheme=True,
    blank=blank,
)
