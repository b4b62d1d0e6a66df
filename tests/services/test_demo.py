"""The demo village: the same everywhere, believable, and written by ordinary operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from happyhome.app import open_services
from happyhome.domain.dates import Month
from happyhome.domain.idcard import read_id
from happyhome.domain.month_book import MonthBook
from happyhome.domain.problems import Level
from happyhome.services.activities import activities_between, photo_bytes
from happyhome.services.application_lists import application_list
from happyhome.services.audit import operations, undo, verify_audit
from happyhome.services.backups import backups, latest_backup
from happyhome.services.boards import day_board
from happyhome.services.certifications import rounds
from happyhome.services.checks import self_check
from happyhome.services.closings import book_of
from happyhome.services.demo import a_village, is_demo, strangers_in, throw_away
from happyhome.services.due import due_list
from happyhome.services.entitlements import entitled_not_drawing
from happyhome.services.handover import history, standing
from happyhome.services.meal_money import day_money
from happyhome.services.month_states import month_states, open_month
from happyhome.services.residents import people
from happyhome.services.rolls import outstanding, roll_book, rolls_of
from happyhome.services.schemes import uses
from happyhome.services.session import Services

TODAY = date(2026, 11, 21)
LATEST = Month(2026, 10)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The demo as it stands on a Saturday, read by many tests and written by none."""
    services = open_services(tmp_path_factory.mktemp("demo"), TODAY)
    a_village(services)
    yield services
    services.close()


def _books(village: Services) -> dict[Month, MonthBook]:
    states = village.ask(month_states, TODAY)
    return {one.month: village.ask(book_of, one.month, TODAY) for one in states}


def _content(services: Services) -> list[object]:
    """Everything but the ids that no paper shows."""
    books = [services.ask(book_of, one.month, TODAY) for one in services.ask(month_states, TODAY)]
    return [
        [(one.month, one.fingerprint, one.totals) for one in books],
        [replace(one.resident, recorded_at=None) for one in services.ask(people)],
        [(one.sequence, one.at, one.label, one.operator) for one in services.ask(operations, 10_000)],
    ]


def test_two_villages_of_the_same_day_are_the_same(village: Services, tmp_path: Path) -> None:
    other = open_services(tmp_path, TODAY)
    a_village(other)
    assert _content(other) == _content(village)
    other.close()


def test_the_audit_can_be_believed(village: Services) -> None:
    assert village.ask(verify_audit) == ()


def test_the_last_finished_month_waits_and_those_before_are_closed(village: Services) -> None:
    states = {one.month: one.is_closed for one in village.ask(month_states, TODAY)}
    assert [month for month, closed in states.items() if not closed] == [Month(2026, 11), LATEST]
    assert len(states) == 13
    assert village.ask(open_month, TODAY) == LATEST


def test_what_was_closed_and_handed_in_is_what_stands_there_now(village: Services) -> None:
    closed = [one for one in village.ask(month_states, TODAY) if one.is_closed]
    for one in closed:
        assert village.ask(book_of, one.month, TODAY).fingerprint == one.fingerprint
        assert village.ask(standing, one.month, TODAY).is_current
    assert len(village.ask(history)) == len(closed) + 1


def test_one_month_was_reopened_with_a_reason_and_closed_again(village: Services) -> None:
    reopened = [one.month for one in village.ask(month_states, TODAY) if one.reopenings]
    assert len(reopened) == 1
    book = village.ask(book_of, reopened[0], TODAY)
    assert book.closed is not None
    assert "漏记" in book.closed.reopenings[0]
    assert book.closed.earlier[0]["meals"] == book.named_meals - 2


def test_the_self_check_finds_hardly_anything_to_look_at(village: Services) -> None:
    found = [
        (str(month), check.code)
        for month, book in _books(village).items()
        for check in self_check(book)
        if check.level is not Level.INFO
    ]
    assert found == []


def test_lunch_is_cooked_six_days_a_week_and_not_over_the_spring_festival(village: Services) -> None:
    books = _books(village)
    for month, book in books.items():
        assert all(book.day(number).weekday() < 6 for number in book.open_days), month
    february = books[Month(2026, 2)]
    assert set(range(15, 24)).isdisjoint(february.open_days)
    assert february.day_reasons[18] == "春节放假"


def test_counts_move_as_in_a_real_kitchen(village: Services) -> None:
    for book in list(_books(village).values())[:-1]:
        counts = [book.day_count(number, "lunch") for number in book.open_days]
        assert len(set(counts)) >= 8
        assert 15 < min(counts) <= max(counts) < 60


def test_every_way_of_eating_and_a_late_day_stand_in_the_month_to_hand_in(village: Services) -> None:
    book = village.ask(book_of, LATEST, TODAY)
    assert min(book.by_mode()[mode] for mode in ("dine_in", "delivery", "takeaway")) > 20
    assert book.guest_meals() > 0
    assert len({day for _, day, _ in book.late}) == 1
    assert {word for _, _, word in book.moves} == {"新增", "死亡"}


def test_four_died_and_one_moved_away(village: Services) -> None:
    left = sorted(one.leaving.value for one in village.ask(people) if one.leaving is not None)
    assert left == ["died", "died", "died", "died", "moved_out"]


def test_ten_months_of_allowances_were_paid_and_one_is_drawn_up(village: Services) -> None:
    old_age, in_need, lunch = village.ask(uses)
    assert [old_age.scheme, in_need.scheme] == ["jinchang_gaoling", "jinchang_kunnan"]
    assert lunch.scheme == "shifan_wucan"
    for use in (old_age, in_need):
        made = village.ask(rolls_of, use.scheme)
        assert [roll.state for roll in made] == ["draft", *["paid"] * 10]
        assert all(roll.total > 0 for roll in made)


def test_lunches_cost_six_yuan_and_are_subsidised(village: Services) -> None:
    money = village.ask(day_money, village.today())
    assert money.meals > 30
    assert 0 < money.subsidy < money.meals * 600


def test_a_late_death_an_approval_and_a_failed_card_stand_on_the_rolls(village: Services) -> None:
    draft, *paid = [village.ask(roll_book, one.id) for one in village.ask(rolls_of, "jinchang_gaoling")]
    (claim,) = village.ask(outstanding, "jinchang_gaoling", TODAY)
    assert claim.is_dead
    assert [str(month) for month, _ in claim.months] == ["2026-10"]
    assert any(line.arrears and line.change == "joined" for line in draft.lines)
    assert any(line.state == "failed" for book in paid for line in book.lines)
    assert any("认证，恢复发放" in line.note for book in paid for line in book.lines)


def test_applications_and_certifications_are_under_way(village: Services) -> None:
    found = {one.application.decision for one in village.ask(application_list, TODAY)}
    assert {"pending", "returned", "approved"} <= found
    (round_,) = village.ask(rounds, TODAY)
    assert round_.of("done")
    assert round_.of("due")
    assert village.ask(entitled_not_drawing, "jinchang_gaoling", TODAY)


def test_the_people_are_made_up_but_well_formed(village: Services) -> None:
    everyone = [one.resident for one in village.ask(people)]
    numbers = [one.id_number for one in everyone if one.id_number is not None]
    assert 60 <= len(everyone) <= 80
    assert all(read_id(number, TODAY).sound for number in numbers)
    assert 0 < len(everyone) - len(numbers) < 4
    assert len(set(numbers)) == len(numbers)
    names = [one.name for one in everyone]
    assert {"王㛃", "李䪼", "王𬱖", "阿依古丽·买买提", "才让·卓玛"} <= set(names)
    assert names.count("袁兰英") == 2


def test_today_is_half_recorded(village: Services) -> None:
    board = village.ask(day_board, TODAY, "lunch")
    assert board.guests == 2
    assert {"冯有禄", "程翠花", "唐月娥"} <= {tile.name for tile in board.missing}
    assert board.served > 2 * len(board.missing)
    away = {tile.name: tile.away for tile in board.tiles if tile.away}
    assert {"刘淼": "外出", "高存女": "外出"}.items() <= away.items()


def test_what_is_due_shows_each_kind_once(village: Services) -> None:
    due = village.ask(due_list, TODAY)
    assert [one.text for one in due if one.kind == "unseen"] == ["唐月娥 5 天没有记录"]
    assert {"return", "milestone", "activity", "birthday", "id_pending"} <= {one.kind for one in due}
    assert any("宋德福" in one.text and "80" in one.text for one in due)


def test_activities_were_recorded_on_their_day_with_photos(village: Services) -> None:
    held = village.ask(activities_between, LATEST.first, LATEST.last)
    assert 3 <= len(held) <= 7
    for one in held:
        assert one.activity.recorded_at is not None
        assert one.activity.recorded_at.date() == one.activity.day
        assert one.photos
        content = village.ask(photo_bytes, one.photos[0].sha256)
        assert content.startswith(b"\xff\xd8\xff")
        assert 10_000 < len(content) < 90_000


def test_the_last_backup_is_of_today(village: Services) -> None:
    made = latest_backup(village)
    assert made is not None
    assert made.date() == TODAY
    assert len(backups(village)) == 1


def test_an_operation_of_the_demo_can_be_undone(tmp_path: Path) -> None:
    services = open_services(tmp_path, TODAY)
    a_village(services)
    latest = services.ask(operations, 1)[0]
    outcome = services.run(undo)
    assert not outcome.refused
    assert latest.label in outcome.label
    assert services.ask(verify_audit) == ()
    services.close()


@pytest.mark.parametrize(
    "today",
    [date(2026, 11, 22), date(2026, 2, 19), date(2028, 2, 29), date(2026, 1, 1), date(2025, 8, 3)],
    ids=["a Sunday", "Spring Festival", "leap day", "New Year", "in a leap month"],
)
def test_it_can_be_built_on_any_day(tmp_path: Path, today: date) -> None:
    services = open_services(tmp_path, today)
    a_village(services)
    assert services.ask(verify_audit) == ()
    assert services.ask(is_demo)
    for state in services.ask(month_states, today):
        book = services.ask(book_of, state.month, today)
        assert not state.is_closed or book.fingerprint == state.fingerprint
        warned = [check.code for check in self_check(book) if check.level is not Level.INFO]
        assert set(warned) <= {"late_share"}
    services.close()


def test_a_demo_is_thrown_away_whole_and_only_with_what_is_ours(tmp_path: Path) -> None:
    services = open_services(tmp_path / "data", TODAY)
    a_village(services)
    services.close()
    assert strangers_in(services.folders) == ()
    (tmp_path / "data" / "照片.txt").write_text("mine", "utf-8")
    assert strangers_in(services.folders) == ("照片.txt",)
    throw_away(services.folders)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["照片.txt"]
