"""A death or a move says first what it stops, and what was already paid beyond it."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.dates import Month
from happyhome.services import leaving
from tests.services.rules import draft, elder, line, locked, use_rules
from tests.services.village import Village


@pytest.fixture
def who(village: Village) -> str:
    """Somebody paid from August to November 2026."""
    use_rules(village)
    one = elder(village, "王秀兰", date(1940, 5, 3))
    elder(village, "李大山", date(1940, 1, 1), order=881)
    locked(village, "2026-08")
    locked(village, "2026-09", "2026-11")
    return one


def test_a_death_found_late_tells_the_months_paid_too_much(village: Village, who: str) -> None:
    ending = village.ask(leaving.preview_leaving, who, "died", date(2026, 9, 12))
    (stop,) = ending.stops
    assert (stop.month, stop.overpaid, stop.months) == (
        Month(2026, 10),
        10000,
        (Month(2026, 10), Month(2026, 11)),
    )
    assert stop.sentence == (
        "“高龄津贴”发到 2026年9月，从 2026年10月起停发。"
        "2026年10月、11月多发 2 个月共 100.00 元，下次造册时列为“待追回”，向家属追回。"
    )
    assert stop.sentence in ending.sentences


def test_a_move_of_this_month_stops_the_next_with_nothing_overpaid(village: Village, who: str) -> None:
    (stop,) = village.ask(leaving.preview_leaving, who, "moved_out", date(2026, 11, 20)).stops
    assert (stop.month, stop.overpaid) == (Month(2026, 12), 0)
    assert stop.sentence == "“高龄津贴”发到 2026年11月，从 2026年12月起停发。"


def test_a_withdrawal_stops_nothing_and_says_so(village: Village, who: str) -> None:
    ending = village.ask(leaving.preview_leaving, who, "withdrew", date(2026, 9, 12))
    assert (ending.stops, ending.drawn) == ((), ("高龄津贴",))
    assert "高龄津贴照发" in "".join(ending.sentences)


def test_what_is_foretold_is_what_the_next_roll_finds(village: Village, who: str) -> None:
    (stop,) = village.ask(leaving.preview_leaving, who, "died", date(2026, 9, 12)).stops
    village.do(leaving.leave, resident=who, kind="died", day=date(2026, 9, 12))
    village.clock.day = date(2026, 12, 5)
    assert line(village, draft(village, "2026-12"), who).claim == stop.overpaid
