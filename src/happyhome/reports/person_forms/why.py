"""为什么: half a page that tells one elder why a scheme pays what it pays, or why it does not."""

from __future__ import annotations

from happyhome.domain.dates import long_day
from happyhome.domain.homes import Home
from happyhome.domain.masking import mask_id
from happyhome.domain.people import Person
from happyhome.domain.residents import SEXES
from happyhome.policy.decisions import VERDICT_WORDS, Decision, Reason, Verdict
from happyhome.reports.benefit_words import NOT_NOW, benefit_of, standard_of
from happyhome.reports.document import (
    Document,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Section,
    Signature,
)
from happyhome.reports.person_form import PersonForm, PersonPaper
from happyhome.reports.wording import SAMPLE, SAMPLE_NOTE

_ASKED = {
    Verdict.GRANTED: "为什么发、发多少",
    Verdict.SUSPENDED: "为什么暂停",
    Verdict.DENIED: "为什么不发",
    Verdict.UNKNOWN: "为什么还定不下来",
    Verdict.NOT_APPLIED: "为什么还没有发",
    Verdict.EXCLUDED: "为什么不能同时领",
}
_GAP = Paragraph("", 4)


def build(paper: PersonPaper) -> Document:
    """Half a page for each decision; two of them share a sheet."""
    title = f"{paper.person.resident.name} 为什么"
    sections = tuple(_section(paper, one) for one in paper.decisions) or (_nothing(paper),)
    return Document(title, paper.home.full_name, sections, half=True)


def _nothing(paper: PersonPaper) -> Section:
    words = "本院还没有启用补贴项目，没有可说明的。"
    return Section(
        f"{paper.person.resident.name}：补贴说明", (Paragraph(words, 12),), left=paper.home.full_name
    )


def _section(paper: PersonPaper, one: Decision) -> Section:
    return Section(
        title=f"{one.scheme.title}：{_ASKED[one.verdict]}",
        blocks=(_head(paper.person, one), _GAP, _reasons(one)),
        left=paper.home.full_name,
        right=f"所属月份：{one.month.label}",
        notes=_notes(paper.home, one),
        note_size=9.5,
        signatures=(
            Signature("经办人"),
            Signature("本人（家属）签字"),
            Signature("日期", long_day(paper.day)),
        ),
        mark=SAMPLE if one.is_sample else "",
        name=one.scheme.title,
    )


def _head(person: Person, one: Decision) -> Grid:
    """Who, and the answer in a line; then what changes next and when."""
    resident = person.resident
    sex = next((choice.label for choice in SEXES if choice.key == resident.sex), "")
    age = resident.age_on(one.on)
    about = "，".join(part for part in (sex, f"{age} 周岁" if age is not None else "") if part)
    rows = [
        GridRow(
            (
                GridCell("姓名", label=True),
                GridCell(resident.name),
                GridCell("性别、年龄", label=True),
                GridCell(about),
                GridCell("身份证号", label=True),
                GridCell(mask_id(resident.id_number or "") or "待补"),
            ),
            7.5,
        ),
        GridRow((GridCell("结论", label=True), GridCell(_answer(one), 5)), 9.5),
        GridRow((GridCell("以后", label=True), GridCell(_ahead(one), 5)), 8),
    ]
    return Grid((0.75, 1.7, 0.95, 1.25, 0.85, 1.85), tuple(rows), size=10.5)


def _answer(one: Decision) -> str:
    """享受，每月 200.00 元（95—99周岁），2024年4月起."""
    words = [VERDICT_WORDS[one.verdict]]
    if one.verdict is Verdict.GRANTED:
        words.append(_given(one))
        if one.since:
            until = f"至{one.until.label}" if one.until else "起"
            words.append(f"{one.since.label}{until}")
    return "，".join(words)


def _given(one: Decision) -> str:
    """本月 200.00 元（95—99周岁）; 本月不发（每年 380.00 元）."""
    given = benefit_of(one)
    if given == NOT_NOW:
        standard = standard_of(one)
        return f"{given}（{standard}）" if standard else given
    band = f"（{one.band}）" if one.band and one.band not in given else ""
    return f"本月{' ' if given[0].isdigit() else ''}{given}{band}"


def _ahead(one: Decision) -> str:
    if one.next:
        return one.next.text
    return "按现在登记的情况，没有要变的。" if one.verdict is Verdict.GRANTED else "登记的情况变了再算。"


def _reasons(one: Decision) -> Grid:
    """What was used, a row for each kind in the order it was thought of."""
    lines: list[tuple[str, str]] = []
    for reason in one.reasons:
        kind, text = reason.word, _sentence(one, reason)
        if lines and lines[-1][0] == kind:
            lines[-1] = (kind, f"{lines[-1][1]}；{text}")
        else:
            lines.append((kind, text))
    if one.reference and not any(kind == "依据" for kind, _ in lines):
        lines.append(("依据", one.reference.text))
    rows = tuple(GridRow((GridCell(kind, label=True), GridCell(text)), 6.5) for kind, text in lines)
    return Grid((0.75, 6.6), rows, size=10)


def _sentence(one: Decision, reason: Reason) -> str:
    """The sentence, with its clause where that is another than the rule's."""
    clause, whole = reason.reference, one.reference
    if clause is None:
        return reason.text
    same_paper = whole is not None and clause == whole.at(clause.article)
    if reason.kind == "rule":
        other = whole.article if whole and same_paper and whole.article != clause.article else ""
        return reason.text.removeprefix("依据").strip() + (f"，档次见{other}" if other else "")
    return reason.text if same_paper else f"{reason.text}（{clause.text}）"


def _notes(home: Home, one: Decision) -> tuple[str, ...]:
    phone = f"，电话 {home.phone}" if home.phone else ""
    whom = f"（{home.director}）" if home.director else ""
    asked = f"有不清楚或对不上的，请问{home.name}{whom}{phone}，或{home.township}民政办。"
    return (asked, *((SAMPLE_NOTE,) if one.is_sample else ()))


FORM = PersonForm(
    key="why",
    title="为什么",
    help="半页纸：用到的事实和日期、档次、条款、金额，以后什么时候变；不发的也说明为什么",
    order=10,
    build=build,
)
