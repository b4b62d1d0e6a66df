"""One decision as it is told: since when, until when, why, and what comes next."""

from __future__ import annotations

from datetime import date

from happyhome.policy.book import PolicyBook
from happyhome.policy.conditions import BornIn, FactIs
from happyhome.policy.decisions import Decision, Verdict
from happyhome.policy.explaining import decide
from happyhome.policy.facts import Facts
from happyhome.policy.headers import Combine
from happyhome.policy.rules import AllowanceVersion, Certify, Group
from tests.policy.builders import OLD_AGE, TODAY, band, certified, facts, header, scheme, status

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
        "2026-09 起不再发（2026-08-10 死亡，按规定发到 2026-08 为止）",
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


def test_a_month_in_which_nothing_is_due_although_entitled_says_why() -> None:
    rule = scheme(AllowanceVersion(header(), OLD_AGE, per=12, whole=True))
    known = facts(BORN)
    october, january = (
        decide(PolicyBook({rule.key: rule}), rule, known, day, TODAY)
        for day in (date(2026, 10, 1), date(2026, 1, 1))
    )
    assert (october.fen, january.fen) == (0, 5_000)
    assert "本月没有" in october.text
    assert "本月没有" not in january.text
    assert october.next is not None
    assert october.next.text.startswith("2031-03 起改为每年 100.00 元，一次发给")


def test_what_more_there_might_be_is_told_by_what_is_not_recorded() -> None:
    care = band("全护理", 60_000, FactIs("self_care", frozenset({"none"})))
    rule = scheme(AllowanceVersion(header(), Group(Combine.SUM, (band("基本", 95_000), care))))
    book = PolicyBook({rule.key: rule})
    unknown = decide(book, rule, facts(BORN), TODAY, TODAY)
    known = decide(book, rule, facts(BORN, status("self_care", "full")), TODAY, TODAY)
    assert (unknown.fen, known.fen) == (95_000, 95_000)
    assert "自理能力没有登记，有关的档次没有算进去，请补登记" in unknown.text
    assert "请补登记" not in known.text


def test_the_birthday_is_told_once() -> None:
    rule = scheme(AllowanceVersion(header(), OLD_AGE, condition=BornIn(date(1930, 1, 1), None)))
    one = decide(PolicyBook({rule.key: rule}), rule, facts(BORN), TODAY, TODAY)
    assert one.text.count("1941-03-05 出生") == 1
