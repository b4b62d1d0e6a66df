"""One decision as it is told: since when, until when, why, and what comes next."""

from __future__ import annotations

from datetime import date

from happyhome.policy.book import PolicyBook
from happyhome.policy.decisions import Decision, Verdict
from happyhome.policy.explaining import decide
from happyhome.policy.facts import Facts
from happyhome.policy.rules import AllowanceVersion, Certify
from tests.policy.builders import OLD_AGE, TODAY, certified, facts, header, scheme, status

BORN = date(1941, 3, 5)


def decided(known: Facts, day: date, certify: Certify | None = None) -> Decision:
    rule = scheme(AllowanceVersion(header(), OLD_AGE, certify=certify))
    return decide(PolicyBook({rule.key: rule}), rule, known, day, TODAY)


def test_a_grant_tells_facts_band_clause_and_what_comes_next() -> None:
    one = decided(facts(BORN), date(2026, 11, 21))
    assert (one.verdict, one.fen, one.band, str(one.since), one.until) == (
        Verdict.GRANTED,
        5_000,
        "80—89周岁",
        "2021-03",
        None,
    )
    assert one.text.splitlines() == [
        "1941-03-05 出生",
        "2021-03-05 年满 80 周岁",
        "自 2021-03 起发（符合条件当月起发）",
        "“80—89周岁”档，每月 50.00 元",
        "依据 某县民政局《高龄津贴发放办法》（某民发〔2024〕12号）第五条",
    ]
    assert one.next is not None
    assert one.next.text == "2031-03 起改为每月 100.00 元（2031-03-05 年满 90 周岁）"
    assert one.reference is not None
    assert one.reference.article == "第五条"


def test_not_yet_tells_when() -> None:
    one = decided(facts(date(1947, 3, 5)), date(2026, 11, 21))
    assert (one.verdict, one.fen, one.since) == (Verdict.DENIED, 0, None)
    assert one.next is not None
    assert one.next.text == "2027-03 起发，每月 50.00 元（2027-03-05 年满 80 周岁）"


def test_the_dead_are_told_until_when_it_was_paid() -> None:
    known = facts(BORN, status("leaving", "died", date(2026, 8, 10)))
    before, after = decided(known, date(2026, 8, 1)), decided(known, date(2026, 9, 1))
    assert (str(before.until), before.next.text if before.next else "") == (
        "2026-08",
        "2026-09 起不再发（2026-08-10 死亡，已停发）",
    )
    assert (after.verdict, after.fen) == (Verdict.DENIED, 0)
    assert after.next is None


def test_a_suspension_is_told_by_its_own_reason() -> None:
    known = facts(BORN, certifications=certified(date(2026, 1, 3)))
    one = decided(known, date(2026, 10, 1), Certify(((6, 30),)))
    assert one.verdict is Verdict.GRANTED
    late = facts(BORN, certifications=certified(date(2025, 6, 3)))
    held = decided(late, date(2026, 10, 1), Certify(((6, 30),)))
    assert (held.verdict, held.fen) == (Verdict.SUSPENDED, 0)
    assert held.reasons[-1].text == "2026-06-30 前没有认证，自 2026-07 起暂停"
