"""Papers about one elder: which there are, and building one from what is known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.domain.problems import Problem, refuse
from happyhome.policy.headers import MONTHLY
from happyhome.policy.rules import Scheme
from happyhome.services.disclosures import Outgoing, outgoing_of
from happyhome.services.entitlements import decision, decisions_of, facts_of
from happyhome.services.meal_money import month_money
from happyhome.services.residents import person
from happyhome.services.roll_ledger import ledger
from happyhome.services.schemes import scheme_named
from happyhome.store.reading import Reading

if TYPE_CHECKING:
    from happyhome.policy.decisions import Decision
    from happyhome.reports.document import Document
    from happyhome.reports.person_form import MealNote, PersonForm, PersonPaper


def person_papers() -> tuple[PersonForm, ...]:
    """Every paper about one elder, in the order in which they are offered."""
    from happyhome.reports.person_forms import all_person_forms

    return all_person_forms()


def person_paper_named(key: str) -> PersonForm:
    """The paper with this key; refuses (paper_unknown) another."""
    from happyhome.reports.person_forms import person_form_named

    try:
        return person_form_named(key)
    except KeyError:
        known = "、".join(f"{form.key} {form.title}" for form in person_papers())
        raise refuse("paper_unknown", f"没有“{key}”这张个人表。可选：{known}。", "paper") from None


@dataclass(frozen=True)
class BuiltPersonPaper:
    """A paper about one elder, ready to be shown, printed or saved; ``subject`` is whom or what it is about."""

    form: PersonForm
    subject: str
    day: date
    document: Document
    problems: tuple[Problem, ...] = ()

    def pdf(self) -> bytes:
        """The pages, as they are previewed and printed."""
        from happyhome.reports.pdf import render

        return render(self.document)

    def file_name(self, ending: str = "pdf") -> str:
        """王秀英 为什么 高龄补贴 2026-11-21.pdf; a blank form is called after its scheme."""
        if self.document.blank:
            return " ".join(part for part in (self.form.title, self.subject) if part) + f"(空白).{ending}"
        return f"{self.subject} {self.form.title} {self.day.isoformat()}.{ending}"


def build_person_paper(
    reading: Reading, key: str, resident: str, day: date, *, scheme: str = "", blank: bool = False
) -> BuiltPersonPaper:
    """Build one paper about an elder as of ``day``, or its blank form (``resident`` may then be "").

    ``scheme`` (key or title) picks one; without it the paper is about all schemes in use. Refuses an
    unknown paper, elder or scheme, a paper that needs a scheme without one (scheme_needed), and a
    blank that does not exist (paper_no_blank).
    """
    from happyhome.reports.fonts import check

    form = person_paper_named(key)
    chosen = scheme_named(reading, scheme) if scheme else None
    if blank:
        if form.blank is None:
            raise refuse("paper_no_blank", f"“{form.title}”没有空白表。", "blank")
        return BuiltPersonPaper(form, chosen.title if chosen else "", day, form.blank(reading.home, chosen))
    if form.needs_scheme and chosen is None:
        raise refuse("scheme_needed", f"“{form.title}”是一个项目一张，请先选补贴项目。", "scheme")
    content = _content(reading, resident, day, chosen)
    document = form.build(content)
    name = content.person.resident.name
    subject = f"{name} {chosen.title}" if chosen else name
    return BuiltPersonPaper(form, subject, day, document, tuple(check(document)))


def outgoing_person_paper(reading: Reading, paper: BuiltPersonPaper) -> Outgoing:
    """What a paper about an elder holds; it is mostly for the elder or the family."""
    title = f"{paper.subject} {paper.form.title}" if paper.subject else paper.form.title
    return outgoing_of(reading, f"person.{paper.form.key}", title, paper.document, purpose="family")


def _content(reading: Reading, resident: str, day: date, scheme: Scheme | None) -> PersonPaper:
    """Everything the papers say of one elder."""
    from happyhome.reports.person_form import PersonPaper

    decisions = _decisions(reading, resident, day, scheme)
    return PersonPaper(
        home=reading.home,
        person=person(reading, resident),
        day=day,
        decisions=decisions,
        application=_application(reading, resident, scheme),
        scheme=scheme,
        meals=_meals(reading, resident, Month.of(day)),
        drawn={one.scheme.key: _drawn(reading, resident, one.scheme.key, day) for one in decisions},
    )


def _decisions(reading: Reading, resident: str, day: date, scheme: Scheme | None) -> tuple[Decision, ...]:
    """Of the one scheme, where it is answered month by month; else of all in use."""
    if scheme is None:
        return decisions_of(reading, resident, day)
    return (decision(reading, resident, scheme.key, day, day),) if scheme.kind in MONTHLY else ()


def _application(reading: Reading, resident: str, scheme: Scheme | None) -> Application | None:
    if scheme is None:
        return None
    return facts_of(reading, [resident])[resident].application(scheme.key)


def _drawn(reading: Reading, resident: str, scheme: str, day: date) -> int:
    """分 that locked rolls paid for the months of the year of ``day``."""
    return sum(
        fen
        for (who, month), fen in ledger(reading, scheme).items()
        if who == resident and month.year == day.year
    )


def _meals(reading: Reading, resident: str, month: Month) -> MealNote | None:
    """The month's meals of one elder so far; None where there were none."""
    from happyhome.reports.person_form import MealNote

    found = month_money(reading, month, resident).money.people.get(resident)
    if found is None or not found.meals:
        return None
    whole = found.of()
    return MealNote(whole.meals, whole.subsidy, whole.own, "；".join(found.notes))
