"""本月 of each scheme in use: what its next roll says, or would say."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.services import papers, rolls
from happyhome.services.allowance_glance import Differences, SchemeGlance, glances
from happyhome.services.rule_previews import import_rules, name_for, preview_rules
from happyhome.services.schemes import stop_using, use_scheme
from tests.services.rules import KEY, corrected, dies, draft, elder, lock, locked, month, rules, use_rules
from tests.services.village import TODAY, Village

BORN = date(1940, 5, 3)


@pytest.fixture
def used(village: Village) -> Village:
    """王秀兰 and 李大山 draw 50 yuan a month since October."""
    use_rules(village)
    village.do(use_scheme, scheme=KEY, since=month("2026-10"))
    elder(village, "王秀兰", BORN)
    elder(village, "李大山", BORN, order=881)
    return village


def who(village: Village, name: str) -> str:
    found: str = next(one.id for one in village.content()["resident"] if one.name == name)
    return found


def glance(village: Village) -> SchemeGlance:
    (found,) = village.ask(glances, TODAY)
    return found


def test_before_a_roll_is_made_it_says_what_it_would_come_to(used: Village) -> None:
    found = glance(used)
    assert (found.drawing, found.fen, found.roll) == (2, 10_000, None)
    assert (found.people, found.total) == (2, 20_000)
    assert found.differences == Differences(arrears=10_000)
    assert not found.is_stale
    assert not found.is_settled


def test_an_open_roll_that_no_longer_fits_is_told(used: Village) -> None:
    draft(used, "2026-10")
    assert not glance(used).is_stale
    corrected(used, who(used, "王秀兰"), date(1930, 5, 3))
    found = glance(used)
    assert found.is_stale
    assert found.is_open
    assert found.total == 10_000


def test_a_locked_period_without_anything_left_is_settled(used: Village) -> None:
    locked(used, "2026-10")
    lock(used, draft(used, "2026-11"))
    found = glance(used)
    assert found.is_settled
    assert (found.people, found.total, found.differences) == (0, 0, Differences())


def test_a_death_told_late_is_a_claim_and_a_difference(used: Village) -> None:
    locked(used, "2026-10")
    dies(used, who(used, "王秀兰"), date(2026, 9, 3))
    found = glance(used)
    assert [(one.name, one.fen) for one in found.claims] == [("王秀兰", 5_000)]
    assert found.differences.left == 1
    assert found.differences.claim == 5_000


def test_the_year_stands_by_the_months_that_rolls_end_with(used: Village) -> None:
    locked(used, "2026-10")
    draft(used, "2026-11")
    shown = {str(one.month): (one.fen, one.is_final) for one in glance(used).year}
    assert len(shown) == 12
    assert shown["2026-10"] == (10_000, True)
    assert shown["2026-11"] == (10_000, False)
    assert shown["2026-01"] == (0, True)


def test_a_scheme_that_was_stopped_is_left_out(used: Village) -> None:
    used.do(stop_using, scheme=KEY, until=month("2026-10"))
    assert used.ask(glances, TODAY) == ()


def test_a_file_of_the_same_schemes_takes_the_place_of_the_one_before(used: Village) -> None:
    assert used.ask(name_for, "改过的.yaml", rules()) == "高龄津贴.yaml"
    other = rules().replace("gaoling", "bieyang")
    assert used.ask(name_for, "改过的.yaml", other) == "改过的.yaml"


def test_months_before_the_home_began_are_not_counted_as_a_change(used: Village) -> None:
    raised = rules().replace("金额: 50", "金额: 60")
    preview = used.ask(preview_rules, "高龄津贴.yaml", raised, TODAY)
    assert {str(one.month) for one in preview.changes} == {"2026-10"}


def test_a_draft_can_be_printed_before_it_is_locked(used: Village) -> None:
    roll = draft(used, "2026-10")
    chosen = papers.options(roll=roll.id, posted_from=TODAY, posted_to=TODAY)
    paper = used.ask(papers.build_paper, "allowance_notice", month("2026-10"), TODAY, options=chosen)
    assert "王秀兰" in str(paper.document)
    assert used.ask(rolls.rolls_of)[0].state == "draft"


def test_a_meal_subsidy_tells_the_months_meals(used: Village) -> None:
    text = rules().replace("编号: gaoling", "编号: wucan").replace("类别: 现金", "类别: 助餐")
    for line in ("起发", "停发"):
        text = "\n".join(each for each in text.splitlines() if line not in each)
    used.do(import_rules, name="午餐.yaml", content=text)
    used.do(use_scheme, scheme="wucan", since=month("2026-11"))
    used.lunch(who(used, "王秀兰"))
    _, found = used.ask(glances, TODAY)
    assert found.meals is not None
    assert (found.meals.meals, found.meals.subsidy) == (1, 5_000)
    assert (found.drawing, found.pays_out) == (0, False)
