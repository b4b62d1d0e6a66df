"""待遇: who is entitled to what in a month, how much, and why, by the rules and the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from happyhome.domain.applications import Application
from happyhome.domain.certifications import Certification
from happyhome.domain.dates import Month
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse
from happyhome.domain.schemes import SchemeUse
from happyhome.domain.service_records import ServiceRecord
from happyhome.policy.decisions import Decision, Stretch, Verdict
from happyhome.policy.facts import Facts
from happyhome.policy.headers import MONTHLY, Kind
from happyhome.policy.rules import Scheme
from happyhome.services.meal_decisions import meal_decision
from happyhome.services.money_changes import if_applied
from happyhome.services.order import village_order
from happyhome.services.schemes import keys_in_use, policy_book, scheme_named, schemes_in_use
from happyhome.store import residents as stored
from happyhome.store.reading import Reading

R = TypeVar("R", Application, Certification, ServiceRecord)

_ORDER = (
    Verdict.GRANTED,
    Verdict.SUSPENDED,
    Verdict.NOT_APPLIED,
    Verdict.UNKNOWN,
    Verdict.EXCLUDED,
    Verdict.DENIED,
)


def facts_of(reading: Reading, residents: Iterable[str] | None = None) -> dict[str, Facts]:
    """What the engine is told of these elders (None: of everybody), by id; a few questions for all."""
    wanted = None if residents is None else [*residents]
    found = stored.people(reading) if wanted is None else stored.persons(reading, wanted)
    adopted = tuple((row.scheme, Month.parse(row.since)) for row in reading.find(SchemeUse))
    applications = _by_resident(_rows(reading, Application, wanted))
    certifications = _by_resident(_rows(reading, Certification, wanted))
    services = _by_resident(_rows(reading, ServiceRecord, wanted))
    return {
        one.id: Facts(
            one,
            tuple(applications.get(one.id, ())),
            tuple(sorted(certifications.get(one.id, ()), key=lambda row: row.day)),
            tuple(sorted(services.get(one.id, ()), key=lambda row: row.day)),
            adopted,
        )
        for one in found
    }


def _rows(reading: Reading, record: type[R], wanted: list[str] | None) -> list[R]:
    return reading.find(record) if wanted is None else reading.find_among(record, "resident", wanted)


def _by_resident(rows: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(row.resident, []).append(row)
    return found


def decision(reading: Reading, resident: str, scheme: str, day: date, today: date) -> Decision:
    """The answer for one elder, one scheme (key or title) and the month of a day, by what is known today.

    For a scheme of 助餐 it is that of one meal of the day. Refuses an unknown elder or scheme, and a
    scheme that pays the home and not its elders.
    """
    from happyhome.policy.explaining import decide

    chosen = scheme_named(reading, scheme)
    facts = _facts_of_one(reading, resident)
    if chosen.kind is Kind.MEAL:
        return meal_decision(reading, facts.person, chosen, day)
    if chosen.kind not in MONTHLY:
        raise refuse(
            "not_monthly",
            f"“{chosen.title}”是{chosen.kind.value}类项目，是给院里的，不按人算。",
            "scheme",
        )
    keys = keys_in_use(reading, Month.of(day))
    return decide(policy_book(reading), chosen, facts, day, today, keys)


def decisions_of(reading: Reading, resident: str, today: date) -> tuple[Decision, ...]:
    """The answers for one elder about every scheme in use, those that are paid first."""
    from happyhome.policy.explaining import decide

    facts = _facts_of_one(reading, resident)
    month = Month.of(today)
    keys, book = keys_in_use(reading, month), policy_book(reading)
    found = [decide(book, one, facts, today, today, keys) for one in schemes_in_use(reading, month)]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.verdict)))


def _facts_of_one(reading: Reading, resident: str) -> Facts:
    found = facts_of(reading, [resident])
    if resident not in found:
        raise refuse("resident_missing", "没有找到这位老人，请刷新后再试。", "resident")
    return found[resident]


@dataclass(frozen=True, slots=True)
class Answered:
    """One elder and the answer about one scheme for one month."""

    person: Person
    stretch: Stretch


@dataclass(frozen=True)
class SchemeStanding:
    """How one scheme stands in a month: everybody's answer (in village order), counts, and the month's 分."""

    scheme: Scheme
    month: Month
    answers: tuple[Answered, ...]
    counts: Mapping[Verdict, int] = field(default_factory=dict)
    fen: int = 0

    def of(self, verdict: Verdict) -> tuple[Answered, ...]:
        """Those who have one answer."""
        return tuple(one for one in self.answers if one.stretch.verdict is verdict)

    @property
    def granted(self) -> tuple[Answered, ...]:
        """Those who are paid."""
        return self.of(Verdict.GRANTED)


def standing(reading: Reading, today: date, month: Month | None = None) -> tuple[SchemeStanding, ...]:
    """Every scheme in use, for the month of today (or another), by what is known today.

    Whoever left before the month is not counted, unless something is still due.
    """
    from happyhome.policy.exclusion import entitlements

    wanted = month or Month.of(today)
    schemes, book = schemes_in_use(reading, wanted), policy_book(reading)
    keys = [one.key for one in schemes]
    answers: dict[str, list[Answered]] = {key: [] for key in keys}
    for facts in _in_order(facts_of(reading)):
        for key, stretches in entitlements(book, keys, facts, wanted, wanted, today).items():
            if _counts(facts.person, stretches[0], wanted):
                answers[key].append(Answered(facts.person, stretches[0]))
    return tuple(_standing(one, wanted, tuple(answers[one.key])) for one in schemes)


def _in_order(facts: Mapping[str, Facts]) -> list[Facts]:
    return sorted(facts.values(), key=lambda one: village_order(one.person))


def _counts(person: Person, stretch: Stretch, month: Month) -> bool:
    is_out = person.gone is not None and person.left_by(month.first) is not None
    return stretch.verdict is Verdict.GRANTED or not is_out


def _standing(scheme: Scheme, month: Month, answers: tuple[Answered, ...]) -> SchemeStanding:
    counts = dict.fromkeys(_ORDER, 0)
    for one in answers:
        counts[one.stretch.verdict] += 1
    fen = sum(one.stretch.amount(month) for one in answers if one.stretch.verdict is Verdict.GRANTED)
    return SchemeStanding(scheme, month, answers, counts, fen)


@dataclass(frozen=True, slots=True)
class NotDrawing:
    """Somebody the records say is entitled and who has not applied.

    ``since`` and ``fen`` are the first month and its amount if the application were approved today, ``pays`` what
    is given from then on, in words.
    """

    person: Person
    scheme: Scheme
    since: Month
    fen: int
    pays: str
    band: str
    sentence: str
    papers: tuple[str, ...] = ()


def entitled_not_drawing(reading: Reading, scheme: str, today: date) -> tuple[NotDrawing, ...]:
    """Who meets the conditions of a scheme by the records and draws nothing, for want of an application."""
    return not_drawing(scheme_named(reading, scheme), _in_order(facts_of(reading)), today)


def not_drawing(scheme: Scheme, facts: Iterable[Facts], today: date) -> tuple[NotDrawing, ...]:
    """The same of these elders, in their order."""
    found = (_if_applied(scheme, one, today) for one in facts)
    return tuple(one for one in found if one is not None)


def _if_applied(scheme: Scheme, facts: Facts, today: date) -> NotDrawing | None:
    from happyhome.policy.entitlement import entitlement
    from happyhome.policy.telling import worth_words

    month = Month.of(today)
    if any(one.scheme == scheme.key and one.is_open for one in facts.applications):
        return None
    (now,) = entitlement(scheme, facts, month, month, today)
    if now.verdict is not Verdict.NOT_APPLIED:
        return None
    first = if_applied(scheme, facts, today)
    if first is None:
        return None
    papers = first.version.papers if first.version else ()
    pays = worth_words(first)
    said = f"批准后从{first.first.label}起{pays}"
    return NotDrawing(
        facts.person, scheme, first.first, first.amount(first.first), pays, first.band, said, papers
    )
