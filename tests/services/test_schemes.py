"""Which rules count here, and which allowances the home handles."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.services import audit, homes, rule_previews, schemes
from happyhome.services.areas import Nearness, Place
from tests.services.rules import KEY, elder, locked, month, rules, use_rules
from tests.services.village import Village


def test_a_file_of_the_homes_own_stands_before_the_shipped_one_of_the_same_key(village: Village) -> None:
    shipped = village.ask(schemes.policy_book).schemes["xiahe_gaoling"]
    village.do(
        rule_previews.import_rules,
        name="夏河.yaml",
        content=rules().replace("编号: gaoling", "编号: xiahe_gaoling"),
    )
    own = village.ask(schemes.policy_book).schemes["xiahe_gaoling"]
    assert (shipped.is_own, own.is_own, own.title) == (False, True, "高龄津贴")
    village.do(audit.undo)
    assert village.ask(schemes.policy_book).schemes["xiahe_gaoling"] == shipped


def test_a_scheme_is_taken_up_by_key_or_title_and_given_up_again(village: Village) -> None:
    use_rules(village)
    village.do(schemes.use_scheme, scheme="高龄津贴", since=Month(2026, 10))
    assert village.ask(schemes.keys_in_use, Month(2026, 11)) == (KEY,)
    village.do(schemes.stop_using, scheme=KEY, until=Month(2026, 12))
    assert village.ask(schemes.keys_in_use, Month(2026, 12)) == (KEY,)
    assert village.ask(schemes.keys_in_use, Month(2027, 1)) == ()
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 11))
    assert [(row.since, row.until) for row in village.ask(schemes.uses)] == [("2026-11", "")]


def test_an_unknown_scheme_is_refused_with_what_there_is(village: Village) -> None:
    use_rules(village)
    with pytest.raises(Refusal) as refused:
        village.ask(schemes.scheme_named, "高领津贴")
    (problem,) = refused.value.problems
    assert problem.code == "scheme_unknown"
    assert "gaoling（高龄津贴）" in problem.text
    assert village.codes(schemes.use_scheme, scheme="高领津贴", since=Month(2026, 10)) == ["scheme_unknown"]
    assert village.codes(schemes.stop_using, scheme=KEY, until=Month(2026, 10)) == ["not_in_use"]


def test_the_month_of_taking_up_does_not_move_behind_a_locked_roll(village: Village) -> None:
    use_rules(village)
    elder(village, "王秀兰", date(1940, 5, 3))
    locked(village, "2026-10")
    assert village.codes(schemes.use_scheme, scheme=KEY, since=month("2026-11")) == ["already_paid"]
    assert village.codes(schemes.use_scheme, scheme=KEY, since=month("2026-09")) == ["earlier_start"]
    assert village.codes(schemes.stop_using, scheme=KEY, until=month("2026-09")) == ["until_before_since"]


def test_rules_of_this_place_are_offered_first(village: Village) -> None:
    village.do(homes.set_home, name="清泉村幸福院", county="夏河县", village_code="623027100200")
    use_rules(village)
    here = [one for one in village.ask(schemes.offers) if one.nearness is Nearness.HERE]
    keys = [one.scheme.key for one in here if one.since is None]
    assert {KEY, "xiahe_gaoling", "gansu_kunnan"} <= {*keys}
    assert "fanxian_gaoling" not in keys
    village.do(schemes.use_scheme, scheme="fanxian_gaoling", since=Month(2026, 10))
    offered = village.ask(schemes.offers)
    assert (offered[0].scheme.key, offered[0].is_used) == ("fanxian_gaoling", True)
    assert [one.nearness for one in offered[1:]] == sorted(one.nearness for one in offered[1:])


@pytest.mark.parametrize(
    ("area", "nearness"),
    [
        ("全国", Nearness.HERE),
        ("甘肃省", Nearness.HERE),
        ("甘肃省金昌市", Nearness.HERE),
        ("甘肃省金昌市金川区", Nearness.HERE),
        ("甘肃省甘南藏族自治州夏河县", Nearness.PROVINCE),
        ("河南省洛阳市", Nearness.ELSEWHERE),
    ],
)
def test_an_area_is_near_by_its_narrowest_part(area: str, nearness: Nearness) -> None:
    assert Place("金昌市金川区宁远堡镇", "甘肃").nearness(area) is nearness
