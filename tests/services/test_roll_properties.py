"""Whatever is recorded late, corrected, undone, sent back or reopened: nobody is paid twice, nothing is lost.

What is due is reckoned here once more, plainly, month by month from the rows of the store.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from happyhome.domain.dates import Month, age_on
from happyhome.domain.outcomes import Outcome
from happyhome.domain.rolls import COUNTED_KINDS, COUNTED_STATES, Roll
from happyhome.services import audit, leaving, residents, rolls
from happyhome.services.rule_previews import import_rules
from tests.services.rules import KEY, book, corrected, dies, draft, elder, month, use_rules
from tests.services.village import Clock, Village, empty_village

SINCE = Month(2026, 3)
BIRTHDAYS = (date(1936, 6, 20), date(1936, 2, 29), date(1940, 1, 31), date(1946, 5, 1), date(1946, 8, 31))
LEAST, MOST = 5000, 6000
PEOPLE = (("王秀兰", 882), ("李大山", 881), ("张翠花", 884))
Owed = dict[tuple[str, Month], int]


def owed(village: Village, last: Month) -> Owed:
    """50 yuan a month from 80 and 60 from 90, up to the month of death or moving out."""
    rows = village.content()
    gone = {
        one.resident: one.since
        for one in rows["status"]
        if one.axis == "leaving" and one.value in ("died", "moved_out")
    }
    found = Owed()
    for one in rows["resident"]:
        at = SINCE
        while at <= last:
            left = gone.get(one.id)
            age = age_on(one.birthday, min(at.last, left or at.last))  # the dead grow no older
            if age >= 80 and (left is None or at <= Month.of(left)):
                found[(one.id, at)] = MOST if age >= 90 else LEAST
            at = at.plus(1)
    return found


def ledger(village: Village) -> Owed:
    """The ledger, added up from the rows."""
    rows = village.content()
    counted = {one.id for one in rows["roll"] if one.state in COUNTED_STATES}
    who = {one.id: one.resident for one in rows["roll_line"] if one.roll in counted and one.state != "failed"}
    sums: Counter[tuple[str, Month]] = Counter()
    for one in rows["roll_item"]:
        if one.line in who and one.kind in COUNTED_KINDS:
            sums[(who[one.line], month(one.month))] += one.amount
    for one in rows["refund"]:
        sums[(one.resident, month(one.month))] -= one.amount
    return dict(sums)


@cache
def prepared() -> Path:
    """The store of a home with a rule and three elders, made once."""
    folder = Path(tempfile.mkdtemp())
    empty_village(folder)
    village = Village(folder, clock=Clock(date(2026, 3, 20)))
    use_rules(village, "每期最多扣回: 60%")
    text = village.content()["rule_file"][0].content
    assert "金额: 100" in text
    village.do(import_rules, name="高龄津贴.yaml", content=text.replace("金额: 100", "金额: 60"))
    for (name, order), born in zip(PEOPLE, BIRTHDAYS, strict=False):
        elder(village, name, born, order=order)
    draft_of = village.do(rolls.draft_roll, scheme=KEY, first=SINCE, last=SINCE)
    village.do(rolls.lock_roll, roll=draft_of.id)
    village.services.close()
    return village.services.store.path


class Ledger(RuleBasedStateMachine):
    """A clerk who does anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.village = Village(self.folder, clock=Clock(date(2026, 4, 20)), copy_of=prepared())
        self.base = {one.id for one in self.village.ask(audit.operations)}

    def teardown(self) -> None:
        self.village.services.close()
        shutil.rmtree(self.folder)

    def run(self, verb: Any, **arguments: Any) -> Outcome:
        return self.village.services.run(verb, confirmed=True, **arguments)

    def residents(self) -> list[Any]:
        return self.village.content()["resident"]

    def newest(self, *states: str) -> Roll | None:
        return next((one for one in self.village.ask(rolls.rolls_of, KEY) if one.state in states), None)

    @rule(who=st.integers(0, 2), born=st.sampled_from(BIRTHDAYS))
    def correct(self, who: int, born: date) -> None:
        """A birthday was wrong."""
        one = self.residents()[who]
        if one.birthday != born and self.village.person(one.id).leaving is None:
            corrected(self.village, one.id, born)

    @rule(who=st.integers(0, 2), back=st.integers(0, 200), kind=st.sampled_from(("died", "moved_out")))
    def leave(self, who: int, back: int, kind: str) -> None:
        """Somebody died or moved, and it is heard of late."""
        day = date.fromordinal(self.village.clock.day.toordinal() - back)
        self.run(leaving.leave, resident=self.residents()[who].id, kind=kind, day=day)

    @rule()
    def a_month_goes_by(self) -> None:
        """The calendar turns."""
        self.village.clock.day = Month.of(self.village.clock.day).plus(1).first.replace(day=20)

    @rule()
    def undo(self) -> None:
        """The last step is taken back, and nothing that was there before."""
        outcome = self.run(audit.undo)
        if not outcome.refused and outcome.value.id in self.base:
            assert not self.run(audit.redo).refused
            self.base |= {one.id for one in self.village.ask(audit.operations)}

    @rule()
    def a_month_is_paid(self) -> None:
        """As it goes most of the time."""
        self.a_month_goes_by()
        self.draw_up(1)
        self.lock()

    @rule(length=st.integers(1, 3))
    def draw_up(self, length: int) -> None:
        """The next period, and some before it that were passed over."""
        first, last = self.village.ask(rolls.next_period, KEY, self.village.clock.day)
        if self.newest("draft", "posted") is None:
            first = max(SINCE, last.plus(1 - length))
        before = ledger(self.village)
        outcome = self.run(rolls.draft_roll, scheme=KEY, first=first, last=last)
        if outcome.refused:
            assert {one.code for one in outcome.problems} == {"roll_nothing_due"}, outcome.text
            return
        made = book(self.village, outcome.value)
        sums = Counter(before)
        for line in made.lines:
            for item in made.items.get(line.id, ()):
                sums[(line.resident, month(item.month))] += item.amount
        due = owed(self.village, last)
        assert {key: fen for key, fen in sums.items() if fen and key[1] <= last} == due
        again = self.run(rolls.draft_roll, scheme=KEY, first=first, last=last)
        assert (again.operation, again.value.fingerprint) == (None, outcome.value.fingerprint)

    @rule()
    def lock(self) -> None:
        """What is open is locked, if nothing became another since."""
        roll = self.newest("draft", "posted")
        if roll is None:
            return
        lines = book(self.village, roll)
        outcome = self.run(rolls.lock_roll, roll=roll.id)
        if outcome.refused:
            assert [one.code for one in outcome.problems] == ["roll_stale"]
            return
        due, had = owed(self.village, roll.span[1]), ledger(self.village)
        for line in lines.lines:
            for item in lines.items.get(line.id, ()):
                key = (line.resident, month(item.month))
                if item.kind in ("due", "arrears"):
                    assert had[key] == due.get(key, 0)

    @rule()
    def reopen(self) -> None:
        """A locked roll is opened once more."""
        roll = self.newest("locked")
        if roll is not None and roll.first != str(SINCE):
            self.run(rolls.reopen_roll, roll=roll.id, reason="卡号有误")

    @rule()
    def pay(self) -> None:
        """The bank pays."""
        roll = self.newest("locked")
        if roll is not None:
            self.run(rolls.pay_roll, roll=roll.id, day=self.village.clock.day)

    @rule(which=st.integers(0, 20), state=st.sampled_from(("failed", "failed", "paid", "")))
    def answer(self, which: int, state: str) -> None:
        """The bank says what became of any payment ever made."""
        lines = [one for one in self.village.content()["roll_line"] if one.net > 0]
        if lines:
            self.run(rolls.mark_line, line=lines[which % len(lines)].id, state=state)

    @rule(fen=st.integers(1, 9000))
    def refund(self, fen: int) -> None:
        """A family gives back some of what is out, or more."""
        day = self.village.clock.day
        for claim in self.village.ask(rolls.outstanding, KEY, day)[:1]:
            given = {"resident": claim.resident, "scheme": KEY, "day": day, "amount": fen}
            assert self.run(rolls.refund, **given).refused == (fen > claim.fen)

    @invariant()
    def nobody_has_more_than_one_payment_for_a_month(self) -> None:
        had = ledger(self.village)
        assert all(fen <= MOST for fen in had.values())
        found = self.village.ask(rolls.ledger, KEY)
        assert {key: fen for key, fen in found.items() if fen} == {
            key: fen for key, fen in had.items() if fen
        }

    @invariant()
    def lines_add_up_and_none_is_below_nothing(self) -> None:
        rows = self.village.content()
        items: dict[str, Counter[str]] = {}
        for one in rows["roll_item"]:
            items.setdefault(one.line, Counter())[one.kind] += one.amount
        for line in rows["roll_line"]:
            sums = items.get(line.id, Counter())
            assert (line.due, line.arrears) == (sums["due"], sums["arrears"])
            assert (line.recovery, line.claim) == (-sums["recovery"], -sums["claim"])
            assert line.net == line.due + line.arrears - line.recovery >= 0
            assert line.recovery * 100 <= (line.due + line.arrears) * 60

    @invariant()
    def one_roll_at_most_is_open(self) -> None:
        states = Counter(one.state for one in self.village.content()["roll"])
        assert states["draft"] + states["posted"] <= 1


TestLedger = Ledger.TestCase
TestLedger.settings = settings(
    max_examples=30, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)

Fact = tuple[str, str, Any]
FACTS: Sequence[Fact] = (
    ("died", "王秀兰", date(2026, 4, 3)),
    ("born", "李大山", date(1936, 3, 2)),
    ("alone", "张翠花", date(2026, 2, 1)),
    ("phone", "张翠花", "13900000000"),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.permutations(PEOPLE), facts=st.permutations(FACTS))
def test_the_order_of_recording_does_not_matter(
    people: Sequence[tuple[str, int]], facts: Sequence[Fact]
) -> None:
    assert printed(tuple(people), tuple(facts)) == printed(PEOPLE, tuple(FACTS))


def printed(people: Sequence[tuple[str, int]], facts: Sequence[Fact]) -> list[str]:
    """The fingerprints of two rolls of a village in which all this was recorded in this order."""
    with tempfile.TemporaryDirectory() as folder:
        empty_village(Path(folder))
        village = Village(Path(folder), clock=Clock(date(2026, 5, 20)))
        use_rules(village)
        ids = {name: elder(village, name, BIRTHDAYS[order % 3], order=order) for name, order in people}
        first = draft(village, "2026-04")
        village.do(rolls.lock_roll, roll=first.id)
        for kind, name, value in facts:
            record(village, ids[name], kind, value)
        prints = [first.fingerprint, draft(village, "2026-05").fingerprint]
        village.services.close()
        return prints


def record(village: Village, who: str, kind: str, value: Any) -> None:
    if kind == "died":
        dies(village, who, value)
    elif kind == "born":
        corrected(village, who, value)
    elif kind == "phone":
        village.do(residents.edit_resident, resident=replace(village.person(who).resident, phone=value))
    else:
        village.status(who, "living", kind, value)
