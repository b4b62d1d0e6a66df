"""用餐: the month's grid and a past day's board, late entries, absences, paste, 结账."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.gui.dialogs.closing import ClosingDialog
from happyhome.gui.dialogs.guests import GuestsDialog
from happyhome.gui.dialogs.reason import LateEntry, ReasonDialog
from happyhome.gui.pages.meals import MealsPage
from happyhome.gui.pages.meals_sheet import view_of
from happyhome.services import boards, closings, month_states, presence
from tests.gui.pages.small_home import (
    NAMES,
    TODAY,
    YESTERDAY,
    SmallHome,
    keys,
    press,
    small_home,
    when_asked,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OCTOBER = Month(2026, 10)
FOUR = ("李四海", "钱二嫂", "孙三娃", "赵大有")  # in the order of the grid


@pytest.fixture
def home(tmp_path: Path, qtbot: QtBot) -> Iterator[SmallHome]:
    made = small_home(tmp_path)
    for name in FOUR:
        made.add(name)
    made.serve(YESTERDAY, *FOUR)
    yield made
    if made.window is not None:
        made.window.jobs.close()
        made.window.close()
    made.services.close()


def meals(home: SmallHome) -> MealsPage:
    page = home.show("meals")
    assert isinstance(page, MealsPage)
    return page


def row_of(page: MealsPage, name: str) -> int:
    return next(n for n, row in enumerate(page.month_panel.grid.sheet().rows) if row.name == name)


def choose(page: MealsPage, name: str, first: int, last: int, rows: int = 1) -> None:
    """Select days of somebody, and of the rows below."""
    row = row_of(page, name)
    page.month_panel.grid.select(row, first)
    page.month_panel.grid.select(row + rows - 1, last, extend=True)


def marks(page: MealsPage, name: str) -> dict[int, str]:
    """Looks by day, as painted."""
    row = page.month_panel.grid.sheet().rows[row_of(page, name)]
    return {day: mark for day, mark in enumerate(row.marks, 1) if mark}


def assert_shown_is_stored(home: SmallHome, page: MealsPage) -> None:
    """What ticks made of the grid in place is what a fresh reading would give."""
    view = page.month_panel.acts.view
    assert view is not None
    read = view_of(
        home.services.ask(boards.month_grid, month=view.grid.month, slot=view.grid.slot, everyone=False),
        TODAY,
    )
    assert view.sheet == read.sheet
    assert view.late == read.late


def give_reason(words: str) -> list[str]:
    """Answer the next question why."""

    def answer(box: ReasonDialog) -> None:
        box.form.field("reason").set_value(words)
        box.submit()

    return when_asked(ReasonDialog, answer)


def test_a_range_is_filled_by_one_key_and_the_reason_is_asked_once(home: SmallHome) -> None:
    page = meals(home)
    seen = give_reason("纸质登记补录")
    choose(page, FOUR[0], 16, 18, rows=2)
    before = home.operations()
    keys(page.month_panel.grid, " ")
    assert home.operations() == before + 1
    choose(page, FOUR[2], 17, 17)
    keys(page.month_panel.grid, "2")
    assert seen == ["补录：请写明原因"]
    assert home.served(date(2026, 11, 17)) == {
        FOUR[0]: "dine_in",
        FOUR[1]: "dine_in",
        FOUR[2]: "delivery",
    }
    assert home.reasons(date(2026, 11, 17)) == {"纸质登记补录"}
    assert_shown_is_stored(home, page)


def test_the_reason_in_force_is_shown_and_can_be_changed(home: SmallHome) -> None:
    page = meals(home)
    assert not page.month_panel.reason.isVisible()
    give_reason("停电")
    choose(page, FOUR[0], 17, 17)
    keys(page.month_panel.grid, " ")
    assert page.month_panel.reason.text() == "补录原因：停电（改）"
    give_reason("纸质登记补录")
    page.month_panel.reason.click()
    choose(page, FOUR[1], 18, 18)
    keys(page.month_panel.grid, " ")
    assert home.reasons(date(2026, 11, 18)) == {"纸质登记补录"}


def test_a_whole_month_is_filled_beside_the_window_as_one_operation(home: SmallHome, qtbot: QtBot) -> None:
    for name in NAMES[4:12]:
        home.add(name)
    page = meals(home)
    page.month_panel.everyone.click()
    page.open(month=OCTOBER)
    give_reason("纸质登记补录")
    before = home.operations()
    press(page.month_panel.grid, Qt.Key.Key_A, CTRL)
    keys(page.month_panel.grid, "1")
    qtbot.waitUntil(
        lambda: page.month_panel.acts.view is not None and page.month_panel.acts.view.totals().total() > 0
    )
    assert page.month_panel.acts.view is not None
    assert page.month_panel.acts.view.totals() == {"dine_in": 12 * 31}
    assert home.operations() == before + 1


def test_space_on_a_full_range_clears_it_and_undo_brings_it_back(home: SmallHome) -> None:
    page = meals(home)
    choose(page, FOUR[0], 19, 19, rows=4)
    give_reason("忘记录入")
    keys(page.month_panel.grid, " ")
    assert home.served(YESTERDAY) == {}
    assert_shown_is_stored(home, page)
    assert home.window is not None
    home.window.undo()
    assert set(home.served(YESTERDAY)) == set(FOUR)
    assert_shown_is_stored(home, page)


def test_without_a_reason_nothing_is_recorded(home: SmallHome) -> None:
    page = meals(home)
    choose(page, FOUR[0], 17, 17)
    when_asked(ReasonDialog, lambda box: box.reject())
    keys(page.month_panel.grid, " ")
    assert home.served(date(2026, 11, 17)) == {}
    assert marks(page, FOUR[0]) == {19: "dine_in"}


def test_today_needs_no_reason_and_tomorrow_is_kindly_refused(home: SmallHome) -> None:
    page = meals(home)
    choose(page, FOUR[0], 20, 20)
    keys(page.month_panel.grid, "3")
    assert home.served() == {FOUR[0]: "takeaway"}
    choose(page, FOUR[0], 21, 21)
    keys(page.month_panel.grid, " ")
    assert "还没到" in home.said()


def test_the_totals_and_the_foot_follow(home: SmallHome) -> None:
    page = meals(home)
    choose(page, FOUR[0], 20, 20, rows=2)
    keys(page.month_panel.grid, "2")
    assert page.month_panel.totals.text() == "本月 6 人次，堂食 4，送餐 2，自取 0，供餐 2 天，日均 3.0 人"
    assert page.month_panel.categories.text() == "普通 6，• 补录 4 次"
    assert page.month_panel.grid.foot.rows()[0].counts[18:20] == (4, 2)


def test_cells_copied_from_a_sheet_are_pasted_as_one_operation(home: SmallHome) -> None:
    page = meals(home)
    choose(page, FOUR[0], 16, 16)
    QGuiApplication.clipboard().setText("√\t送\n1\t\n")
    give_reason("纸质登记补录")
    before = home.operations()
    press(page.month_panel.grid, Qt.Key.Key_V, CTRL)
    assert home.operations() == before + 1
    assert marks(page, FOUR[0]) == {16: "dine_in", 17: "delivery", 19: "dine_in"}
    assert marks(page, FOUR[1]) == {16: "dine_in", 19: "dine_in"}
    assert_shown_is_stored(home, page)


def test_an_unreadable_paste_says_where_and_changes_nothing(home: SmallHome) -> None:
    page = meals(home)
    QGuiApplication.clipboard().setText("√\t吃了")
    press(page.month_panel.grid, Qt.Key.Key_V, CTRL)
    assert "第 1 行第 2 格" in home.said()
    assert_shown_is_stored(home, page)


def test_absences_reach_into_the_coming_days_and_delete_ends_them(home: SmallHome) -> None:
    page = meals(home)
    choose(page, FOUR[1], 20, 25)
    keys(page.month_panel.grid, "5")
    assert marks(page, FOUR[1]) == {19: "dine_in"} | dict.fromkeys(range(20, 26), "hospital")
    choose(page, FOUR[1], 24, 25)
    press(page.month_panel.grid, Qt.Key.Key_Delete)
    assert marks(page, FOUR[1]) == {19: "dine_in"} | dict.fromkeys(range(20, 24), "hospital")


def test_guests_are_a_row_of_their_own(home: SmallHome, qtbot: QtBot) -> None:
    page = meals(home)

    def answer(box: GuestsDialog) -> None:
        box.form.field("count").set_value(3)
        box.submit()

    when_asked(GuestsDialog, answer)
    foot = page.month_panel.grid.foot
    qtbot.mouseClick(foot, Qt.MouseButton.LeftButton, pos=foot.cell_centre(1, 20))
    assert foot.rows()[1].counts[19] == 3
    assert page.month_panel.categories.text() == "普通 4，另有来客 3 人次，• 补录 4 次"


def test_a_day_kept_closed_is_shaded_and_skipped_by_a_fill(home: SmallHome) -> None:
    page = meals(home)
    give_reason("停电停水")
    page.month_panel.acts.close_day(17)
    assert page.month_panel.grid.sheet().closed == {17}
    give_reason("忘记录入")
    choose(page, FOUR[0], 16, 18)
    keys(page.month_panel.grid, " ")
    assert sorted(marks(page, FOUR[0])) == [16, 18, 19]
    page.month_panel.acts.forget_day(17)
    assert page.month_panel.grid.sheet().closed == frozenset()


def test_presence_shows_meals_greyed_and_marks_the_rest(home: SmallHome) -> None:
    page = meals(home)
    page.whats._buttons["presence"].click()
    assert marks(page, FOUR[0]) == {19: "derived"}
    choose(page, FOUR[0], 19, 20)
    give_reason("忘记录入")
    keys(page.month_panel.grid, " ")
    assert marks(page, FOUR[0]) == {19: "derived", 20: "present"}
    stored = home.services.ask(presence.presence_marks, month=Month(2026, 11))
    assert stored == {home.ids[FOUR[0]]: frozenset({20})}
    keys(page.month_panel.grid, " ")
    assert marks(page, FOUR[0]) == {19: "derived"}


def test_everybody_can_be_listed(home: SmallHome) -> None:
    home.add("程翠花")
    page = meals(home)
    names = [row.name for row in page.month_panel.grid.sheet().rows]
    assert "程翠花" not in names
    page.month_panel.everyone.click()
    assert "程翠花" in [row.name for row in page.month_panel.grid.sheet().rows]


def test_initials_jump_to_a_row(home: SmallHome) -> None:
    page = meals(home)
    page.month_panel.grid.select(0, 20)
    keys(page.month_panel.grid, "ls")
    at = page.month_panel.grid.selection()
    assert (page.month_panel.grid.sheet().rows[at.row].name, at.day) == ("李四海", 20)


def test_a_name_opens_the_elder_and_the_sheet_to_sign_opens_the_papers(home: SmallHome, qtbot: QtBot) -> None:
    page = meals(home)
    grid = page.month_panel.grid
    place = grid.cell_centre(row_of(page, FOUR[3]), 1)
    place.setX(20)
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert home.led_to("residents") == {"target": home.ids[FOUR[3]]}
    page.print.click()
    assert home.led_to("reports") == {"paper": "meal_attendance", "month": Month(2026, 11)}


def test_a_late_day_is_opened_with_its_reason_and_shows_it(home: SmallHome) -> None:
    page = meals(home)

    def answer(box: LateEntry) -> None:
        box.form.field("day").set_value("11.17")
        box.form.field("reason").set_value("停电")
        box.submit()

    when_asked(LateEntry, answer)
    page.late_entry.click()
    panel = page.day_panel
    assert panel.isVisible()
    assert panel.acts.day == date(2026, 11, 17)
    assert panel._notice.text() == "补录 原因：停电"
    page.days._turn(1)
    assert panel.acts.day == date(2026, 11, 18)
    assert "第一次记录时会问原因" in panel._notice.text()


def test_the_keyboard_goes_along_from_the_grid_to_the_board_and_back(home: SmallHome) -> None:
    page = meals(home)
    page.month_panel.day_asked.emit(date(2026, 11, 18))
    assert page.day_panel.tiles.hasFocus()
    page.days._back.click()
    assert page.day_panel.acts.day == date(2026, 11, 17)
    assert page.day_panel.tiles.hasFocus()
    page.modes._buttons["month"].click()
    assert page.month_panel.grid.hasFocus()
    page.months._back.click()
    assert page.month_panel.acts.month == OCTOBER
    assert page.month_panel.grid.hasFocus()


def test_a_past_day_is_recorded_from_its_board(home: SmallHome) -> None:
    home.serve(date(2026, 11, 13), *FOUR[:3])
    page = meals(home)
    page.open(target="2026-11-17")
    give_reason("忘记录入")
    press(page.day_panel.tiles, Qt.Key.Key_F8)
    assert set(home.served(date(2026, 11, 17))) == set(FOUR[:3])
    assert home.reasons(date(2026, 11, 17)) == {"忘记录入"}
    assert {tile.badge for tile in page.day_panel.tiles._tiles if tile.state} == {"✓补"}


def test_a_month_is_closed_shown_closed_and_reopened(home: SmallHome, qtbot: QtBot) -> None:
    home.serve(date(2026, 10, 9), *FOUR)
    page = meals(home)
    page.open(month=OCTOBER)
    told: list[str] = []

    def close(box: ClosingDialog) -> None:
        told.append(box.yes.text())
        box.submit()

    when_asked(ClosingDialog, close)
    page.close_month.click()
    qtbot.waitUntil(lambda: page.closed.isVisible())
    code = home.services.ask(closings.book_of, month=OCTOBER, today=TODAY).code
    assert page.closed.accessibleName() == f"已结账 {code}"
    assert told == ["照样结账"]
    assert not page.close_month.isVisible()

    choose(page, FOUR[0], 9, 9)
    keys(page.month_panel.grid, "2")
    assert home.served(date(2026, 10, 9))[FOUR[0]] == "dine_in"
    assert "已经结账" in home.said()

    give_reason("漏记 12 日午餐")
    page.reopen.click()
    assert page.close_month.isVisible()
    assert not page.closed.isVisible()


def test_a_month_that_runs_can_be_looked_over_but_not_closed(home: SmallHome, qtbot: QtBot) -> None:
    page = meals(home)
    seen: list[bool] = []

    def look(box: ClosingDialog) -> None:
        seen.append(box.yes.isEnabled())
        box.submit()
        box.reject()

    when_asked(ClosingDialog, look)
    page.close_month.click()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    assert not home.services.ask(month_states.month_states, today=TODAY)[0].is_closed
