"""生存认证: a round by its deadline, who is still to be seen, and who stopped being paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from happyhome.domain.dates import Month
from happyhome.services import applications, audit, certifications, leaving, schemes
from tests.services.rules import KEY, elder, use_rules
from tests.services.village import TODAY, Village

RULE = "认证: {截止: [06-30, 12-30], 恢复后: 补发}"


@pytest.fixture
def who(village: Village) -> str:
    """Somebody of 86 under a rule that wants to see everybody twice a year."""
    use_rules(village, RULE)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 7))
    return elder(village, "王秀兰", date(1940, 5, 3))


def _round(village: Village, day: date | None = None) -> certifications.Round:
    (found,) = village.ask(certifications.rounds, day or village.clock.day)
    return found  # type: ignore[no-any-return]


def _certify(village: Village, *who: str, day: date = TODAY, **more: Any) -> Any:
    return village.do(certifications.certify, residents=who, day=day, **more)


def test_a_round_runs_from_deadline_to_deadline_and_asks_only_those_who_draw(
    village: Village, who: str
) -> None:
    elder(village, "赵年轻", date(1950, 1, 1), order=881)
    found = _round(village)
    assert (found.opens, found.deadline) == (date(2026, 7, 1), date(2026, 12, 30))
    assert [(one.person.id, one.state, one.days_left) for one in found.people] == [(who, "due", 39)]
    _certify(village, who, way="phone", certifier="李会计")
    (one,) = _round(village).people
    assert (one.state, one.certified.way if one.certified else "") == ("done", "phone")


def test_a_certification_before_the_round_opened_does_not_count(village: Village, who: str) -> None:
    _certify(village, who, day=date(2026, 6, 30))
    assert [one.state for one in _round(village).people] == ["due"]
    _certify(village, who, day=date(2026, 7, 1))
    assert [one.state for one in _round(village).people] == ["done"]


def test_one_of_another_scheme_does_not_count(village: Village, who: str) -> None:
    _certify(village, who, scheme="xiahe_gaoling")
    assert [one.state for one in _round(village).people] == ["due"]


def test_who_was_missed_is_overdue_from_the_month_after_until_seen(village: Village, who: str) -> None:
    village.clock.day = date(2026, 12, 30)
    assert [one.state for one in _round(village).people] == ["due"]
    village.clock.day = date(2026, 12, 31)
    (one,) = _round(village).people
    assert (one.state, one.suspended_from, one.days_left) == ("overdue", Month(2027, 1), 0)
    village.clock.day = date(2027, 3, 5)
    (one,) = _round(village).people
    assert (one.state, one.suspended_from) == ("overdue", Month(2027, 1))
    _certify(village, who, day=date(2027, 3, 5))
    found = _round(village)
    assert (found.deadline, [one.state for one in found.people]) == (date(2027, 6, 30), ["done"])


def test_how_somebody_was_last_met_is_told_and_certifies_nothing(village: Village, who: str) -> None:
    village.lunch(who, day=date(2026, 11, 19), mode="delivery")
    (one,) = _round(village).people
    assert (one.state, one.seen) == ("due", "11月19日送餐")


def test_an_application_accepted_within_the_round_counts_as_seen(village: Village, who: str) -> None:
    row = village.do(applications.open_application, resident=who, scheme=KEY, applied_on=date(2026, 8, 1))
    village.do(applications.advance, application=row.id, stage="accepted_on", day=date(2026, 8, 3))
    village.do(
        applications.decide_application,
        application=row.id,
        decision="approved",
        day=date(2026, 8, 20),
        start=Month(2026, 7),
    )
    assert [one.state for one in _round(village).people] == ["done"]


def test_many_are_certified_in_one_step_and_nobody_twice(village: Village, who: str) -> None:
    other = elder(village, "李大山", date(1935, 1, 1), order=881)
    _certify(village, who)
    before = village.content()
    made = _certify(village, who, other, other)
    assert [row.resident for row in made] == [other]
    village.do(audit.undo)
    assert village.content() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"day": date(2026, 11, 22)}, "day_future"),
        ({"day": date(2026, 11, 11)}, "died"),
        ({"way": "dream"}, "value_unknown"),
        ({"scheme": "没有的"}, "scheme_unknown"),
        ({"residents": ()}, "nobody"),
        ({"residents": ("nobody",)}, "resident_missing"),
    ],
)
def test_what_cannot_be_certified_is_refused_whole(
    village: Village, who: str, change: dict[str, Any], code: str
) -> None:
    other = elder(village, "李大山", date(1935, 1, 1), order=881)
    village.do(leaving.leave, resident=who, kind="died", day=date(2026, 11, 10))
    arguments: dict[str, Any] = {"residents": (other, who), "day": date(2026, 11, 10), "way": "in_person"}
    assert village.codes(certifications.certify, **{**arguments, **change}) == [code]
    assert village.content()["certification"] == []


def test_a_mistaken_certification_is_taken_away(village: Village, who: str) -> None:
    (row,) = _certify(village, who)
    village.do(certifications.remove_certification, certification=row.id)
    assert village.content()["certification"] == []
    assert village.codes(certifications.remove_certification, certification=row.id) == ["row_missing"]
