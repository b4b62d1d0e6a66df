"""待遇: one elder's answers and everybody's, by the rules in use and the records there are."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.policy.decisions import Verdict
from happyhome.services import applications, entitlements, leaving, schemes
from tests.services.rules import KEY, elder, use_rules
from tests.services.village import TODAY, Village

BORN = date(1940, 5, 3)


def _take_up(village: Village, *more: str) -> None:
    use_rules(village, *more)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))


def test_a_decision_is_asked_for_by_key_or_title_with_its_reasons_and_what_changes_next(
    village: Village,
) -> None:
    _take_up(village)
    who = elder(village, "王秀兰", date(1937, 2, 10))
    for text in (KEY, "高龄津贴"):
        found = village.ask(entitlements.decision, who, text, TODAY, TODAY)
        assert (found.verdict, found.fen, found.band) == (Verdict.GRANTED, 5000, "80—89周岁")
    assert "1937-02-10 出生" in found.text
    assert "试办县民政局《高龄津贴办法》（民发〔2026〕1号）第五条" in found.text
    assert str(found.next.month) == "2027-02"


def test_what_is_asked_of_nobody_or_of_no_scheme_is_refused(village: Village) -> None:
    _take_up(village)
    who = elder(village, "王秀兰", BORN)
    for resident, scheme, code in (
        ("nobody", KEY, "resident_missing"),
        (who, "没有的", "scheme_unknown"),
        (who, "liandu_yunying", "not_monthly"),
    ):
        with pytest.raises(Refusal) as refused:
            village.ask(entitlements.decision, resident, scheme, TODAY, TODAY)
        assert refused.value.problems[0].code == code


def test_all_answers_of_one_elder_begin_with_what_is_paid(village: Village) -> None:
    _take_up(village)
    village.do(schemes.use_scheme, scheme="gansu_kunnan", since=Month(2026, 9))
    village.do(schemes.use_scheme, scheme="jurong_zhucan", since=Month(2026, 9))
    who = elder(village, "王秀兰", BORN)
    found = village.ask(entitlements.decisions_of, who, TODAY)
    assert [one.scheme.key for one in found] == [KEY, "gansu_kunnan"]
    assert found[0].verdict is Verdict.GRANTED


def test_a_month_stands_by_verdict_with_its_money(village: Village) -> None:
    _take_up(village)
    elder(village, "王秀兰", BORN)
    elder(village, "李大山", date(1930, 1, 1), order=881)
    elder(village, "赵年轻", date(1950, 1, 1), order=883)
    unborn = village.elder("钱不详")
    gone = elder(village, "孙已故", BORN, order=885)
    late = elder(village, "周本月", BORN, order=887)
    village.do(leaving.leave, resident=gone, kind="died", day=date(2026, 10, 3))
    village.do(leaving.leave, resident=late, kind="died", day=date(2026, 11, 3))
    (found,) = village.ask(entitlements.standing, TODAY)
    assert (found.counts[Verdict.GRANTED], found.fen) == (3, 20000)
    assert {one.person.resident.name for one in found.granted} == {"王秀兰", "李大山", "周本月"}
    assert [one.person.id for one in found.of(Verdict.UNKNOWN)] == [unborn]
    assert gone not in {one.person.id for one in found.answers}


def test_who_did_not_apply_is_found_with_what_an_application_would_bring(village: Village) -> None:
    _take_up(village, "需申请: 是", "材料: [户口本, 社保卡]")
    who = elder(village, "王秀兰", BORN)
    elder(village, "赵年轻", date(1950, 1, 1), order=883)
    (found,) = village.ask(entitlements.entitled_not_drawing, KEY, TODAY)
    assert (found.person.id, str(found.since), found.fen, found.papers) == (
        who,
        "2026-11",
        5000,
        ("户口本", "社保卡"),
    )
    row = village.do(applications.open_application, resident=who, scheme=KEY, applied_on=TODAY)
    assert village.ask(entitlements.entitled_not_drawing, KEY, TODAY) == ()
    village.do(applications.decide_application, application=row.id, decision="refused", reason="户籍不在")
    assert village.ask(entitlements.entitled_not_drawing, KEY, TODAY) == ()


def test_a_meal_scheme_answers_for_one_meal_of_the_day(village: Village) -> None:
    who = elder(village, "王秀兰", date(1935, 5, 3))
    village.status(who, "household", "本村", None)
    village.status(who, "residence", "本村常住", None)
    found = village.ask(entitlements.decision, who, "jurong_zhucan", TODAY, TODAY)
    assert found.verdict is Verdict.GRANTED
    assert found.benefit.startswith("每餐补 ")
    before = village.ask(entitlements.decision, who, "jurong_zhucan", date(2000, 1, 1), TODAY)
    assert (before.verdict, before.fen) == (Verdict.DENIED, 0)
