"""One elder's allowances together: answers, certification, applications on their way, this month's meals."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.policy.decisions import Verdict
from happyhome.services import certifications, rule_previews, schemes
from happyhome.services.applications import put_application
from happyhome.services.asked_facts import asked_words
from happyhome.services.person_standing import Due, PersonStanding, person_standing
from tests.services.county_rules import RULES, SCHEMES
from tests.services.village import TODAY, Village


@pytest.fixture
def county(village: Village) -> Village:
    village.do(rule_previews.import_rules, name="某县.yaml", content=RULES)
    for key in SCHEMES:
        village.do(schemes.use_scheme, scheme=key, since=Month(2026, 1))
    return village


def elder(county: Village, born: date = date(1942, 5, 3)) -> str:
    who = county.elder("李秀英", birthday=born)
    for axis, value in (("household", "local"), ("aid", "low_income")):
        county.status(who, axis, value, None)
    return who


def applied(county: Village, who: str, **known: object) -> None:
    county.do(put_application, application=Application(resident=who, scheme="gaoling", **known))  # type: ignore[arg-type]


def standing(county: Village, who: str) -> PersonStanding:
    found: PersonStanding = county.ask(person_standing, resident=who, today=TODAY)
    return found


def test_what_is_drawn_stands_first_and_its_next_certification_beside_it(county: Village) -> None:
    who = elder(county)
    applied(
        county, who, applied_on=date(2026, 7, 2), accepted_on=date(2026, 7, 2), county_on=date(2026, 7, 9),
        decision="approved",
    )  # fmt: skip
    found = standing(county, who)
    assert [one.scheme.key for one in found.of(Verdict.GRANTED)] == ["gaoling", "kunnan"]
    assert [one.verdict for one in found.decisions][:2] == [Verdict.GRANTED, Verdict.GRANTED]
    assert found.certify == {"gaoling": Due(date(2026, 12, 31), date(2026, 7, 9))}
    county.do(certifications.certify, residents=[who], day=date(2026, 11, 5))
    assert standing(county, who).certify["gaoling"].done_on == date(2026, 11, 5)


def test_an_application_on_its_way_is_told_until_it_is_decided(county: Village) -> None:
    who = elder(county)
    assert standing(county, who).pending == {}
    applied(county, who, applied_on=date(2026, 11, 1))
    (waiting,) = standing(county, who).pending.values()
    assert (waiting.stage, waiting.waiting) == ("申请", 20)


def test_meals_are_summed_up_only_where_a_meal_subsidy_is_handled(county: Village) -> None:
    who = elder(county)
    county.lunch(who)
    assert standing(county, who).meals is None
    county.do(schemes.use_scheme, scheme="jurong_zhucan", since=Month(2026, 1))
    found = standing(county, who)
    assert found.meals is not None
    assert (found.meals.meals, found.meal_title != "") == (1, True)


def test_somebody_unknown_is_refused(county: Village) -> None:
    with pytest.raises(Exception, match="没有找到这位老人"):
        standing(county, "nobody")


def test_the_words_that_rules_ask_for_on_an_open_axis_are_offered(county: Village) -> None:
    assert county.ask(asked_words, axis="tag", today=TODAY) == ("失地农民",)
    assert county.ask(asked_words, axis="aid", today=TODAY) == ("low_income",)
    assert county.ask(asked_words, axis="honour", today=TODAY) == ()
