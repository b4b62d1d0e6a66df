"""今日, as a clerk uses it at noon: by keys, by mouse, with everything that comes up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from happyhome.gui.dialogs.absence import AbsenceDialog
from happyhome.gui.dialogs.guests import GuestsDialog
from happyhome.gui.dialogs.pick_person import PickPerson
from happyhome.gui.dialogs.reason import ReasonDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages.today import TodayPage
from happyhome.services import absences, boards, settings
from tests.gui.pages.small_home import (
    NAMES,
    TODAY,
    YESTERDAY,
    OtherPage,
    SmallHome,
    keys,
    press,
    small_home,
    when_asked,
)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(tmp_path: Path, qtbot: QtBot) -> Iterator[SmallHome]:
    made = small_home(tmp_path)
    yield made
    if made.window is not None:
        made.window.close()
    made.services.close()


def today(home: SmallHome) -> TodayPage:
    page = home.show("today")
    assert isinstance(page, TodayPage)
    return page


def regulars(home: SmallHome, count: int = 5, **known: str) -> tuple[str, ...]:
    """Elders who ate yesterday and a week ago."""
    names = NAMES[:count]
    for name in names:
        home.add(name, **known)
    for day in (YESTERDAY, TODAY - timedelta(days=7)):
        home.serve(day, *names)
    return names


def tiles(page: TodayPage) -> dict[str, str]:
    """State and badge by name, as painted."""
    return {tile.name: tile.badge or tile.state for tile in page.panel.tiles._tiles}


def test_a_days_lunch_is_recorded_in_twenty_keys(home: SmallHome) -> None:
    names = regulars(home, 30)
    page = today(home)
    pressed = press(page.panel.tiles, Qt.Key.Key_F8)
    for letters in ("qe", "ls", "zq", "xw"):
        pressed += keys(page.panel.tiles, letters)
        page.panel.tiles.forget_letters()
        pressed += keys(page.panel.tiles, "0")
    pressed += keys(page.panel.tiles, "wbd")
    pressed += keys(page.panel.tiles, "2")
    absent = {"钱二嫂", "李四海", "郑七斤", "许万年"}
    assert set(home.served()) == set(names) - absent
    assert home.served()["王八斗"] == "delivery"
    assert pressed <= 20


def test_space_marks_the_usual_mode_and_takes_it_away_again(home: SmallHome) -> None:
    regulars(home, 2, usual_mode="delivery")
    page = today(home)
    keys(page.panel.tiles, " ")
    assert set(home.served().values()) == {"delivery"}
    keys(page.panel.tiles, " ")
    assert home.served() == {}


def test_the_rest_came_is_one_operation_that_leaves_out_the_away_and_those_not_coming(
    home: SmallHome,
) -> None:
    names = regulars(home)
    home.services.run(absences.record_absence, residents=[home.ids[names[0]]], value="away", since=TODAY)
    page = today(home)
    page.panel.tiles.set_current(home.ids[names[1]])
    keys(page.panel.tiles, "0")
    assert tiles(page)[names[1]] == "没来"
    before = home.operations()
    press(page.panel.tiles, Qt.Key.Key_Return)
    assert set(home.served()) == set(names[2:])
    assert home.operations() == before + 1
    assert home.window is not None
    home.window.undo()
    assert home.served() == {}


def test_the_figures_follow_every_tick(home: SmallHome) -> None:
    names = regulars(home)
    page = today(home)
    figures = page.panel.figures
    assert (figures.served.figure.text(), figures.served.after.text()) == ("0", "/ 5 人")
    page.panel.tiles.set_current(home.ids[names[0]])
    keys(page.panel.tiles, "1")
    page.panel.tiles.set_current(home.ids[names[1]])
    keys(page.panel.tiles, "3")
    assert figures.served.figure.text() == "2"
    assert figures.modes.figure.text() == "1 · 0 · 1"
    assert figures.here.figure.text() == "1"
    assert dict(page.panel.filters._buttons)["open"].text() == "未记 3"


def test_somebody_who_is_not_expected_is_added_by_initials(home: SmallHome) -> None:
    regulars(home)
    home.add("买买提·艾力", usual_mode="takeaway")
    page = today(home)
    assert "买买提·艾力" not in tiles(page)

    def pick(box: PickPerson) -> None:
        keys(box.typed, "mmt")
        press(box.typed, Qt.Key.Key_Return)

    when_asked(PickPerson, pick)
    press(page.panel.tiles, Qt.Key.Key_F2)
    assert home.served() == {"买买提·艾力": "takeaway"}
    assert page.panel.tiles.current_id() == home.ids["买买提·艾力"]


def test_guests_are_typed_as_a_number(home: SmallHome) -> None:
    regulars(home)
    page = today(home)

    def answer(box: GuestsDialog) -> None:
        keys(box.form.field("count").editor, "12")
        box.submit()

    seen = when_asked(GuestsDialog, answer)
    press(page.panel.tiles, Qt.Key.Key_G, CTRL)
    assert seen == ["11月20日午餐来客"]
    assert home.services.ask(boards.day_board, day=TODAY, slot="lunch").guests == 12
    assert page.panel.figures.guests.figure.text() == "12"


def test_presence_marks_those_who_came_and_did_not_eat(home: SmallHome) -> None:
    names = regulars(home)
    home.serve(TODAY, names[0])
    page = today(home)
    page.panel.filters._buttons["here"].click()
    assert tiles(page)[names[0]] == "用餐"
    page.panel.tiles.set_current(home.ids[names[1]])
    keys(page.panel.tiles, " ")
    assert tiles(page)[names[1]] == "present"
    assert page.panel.figures.here.figure.text() == "2"
    assert home.said() == f"已记到院：{names[1]}"
    page.panel.tiles.set_current(home.ids[names[0]])
    keys(page.panel.tiles, " ")
    assert "自动算到院" in home.said()
    press(page.panel.tiles, Qt.Key.Key_Return)
    assert set(home.served()) == {names[0]}


def test_an_elder_goes_away_by_key_and_comes_back_by_key(home: SmallHome) -> None:
    names = regulars(home)
    page = today(home)
    page.panel.tiles.set_current(home.ids[names[2]])

    def answer(box: AbsenceDialog) -> None:
        assert box.form.field("value").value() == "hospital"
        box.submit()

    seen = when_asked(AbsenceDialog, answer)
    keys(page.panel.tiles, "5")
    assert seen == [f"{names[2]}：外出或住院"]
    assert tiles(page)[names[2]] == "hospital"
    keys(page.panel.tiles, "0")
    assert tiles(page)[names[2]] == ""


def test_marking_somebody_who_is_away_is_asked_about_once(home: SmallHome) -> None:
    names = regulars(home)
    home.services.run(absences.record_absence, residents=[home.ids[names[0]]], value="away", since=TODAY)
    page = today(home)
    page.panel.tiles.set_current(home.ids[names[0]])
    when_asked(Ask, lambda box: box.no.click())
    keys(page.panel.tiles, " ")
    assert home.served() == {}
    when_asked(Ask, lambda box: box.yes.click())
    keys(page.panel.tiles, " ")
    assert set(home.served()) == {names[0]}


def test_a_day_is_kept_closed_with_a_reason_and_opened_again(home: SmallHome) -> None:
    regulars(home)
    page = today(home)

    def answer(box: ReasonDialog) -> None:
        next(chip for chip in box.findChildren(QPushButton) if chip.text() == "停电停水").click()
        box.submit()

    when_asked(ReasonDialog, answer)
    page.panel.close_day.click()
    assert page.panel._notice.text() == "不开放 停电停水"
    page.panel.close_day.click()
    assert page.panel._notice.text() == ""


def test_a_forgotten_day_leads_to_its_board(home: SmallHome) -> None:
    names = regulars(home)
    home.serve(date(2026, 11, 17), *names)
    page = today(home)
    links = [link for link in page.due.findChildren(QPushButton) if link.text() == "11月18日"]
    assert len(links) == 1
    links[0].click()
    meals = home.show("meals")
    assert meals.day_panel.acts.day == date(2026, 11, 18)  # type: ignore[attr-defined]
    assert meals.day_panel.isVisible()  # type: ignore[attr-defined]


def test_what_is_due_leads_to_where_it_is_settled(home: SmallHome) -> None:
    who = home.add("宋德福", birthday=date(1946, 12, 3))
    page = today(home)
    next(link for link in page.due.findChildren(QPushButton) if link.text() == "看看").click()
    assert home.led_to("residents") == {"target": who}


def test_the_bars_show_the_week(home: SmallHome) -> None:
    names = regulars(home)
    home.serve(TODAY, *names[:3])
    page = today(home)
    assert page.week.bars.accessibleName() == "一 0，二 0，三 0，四 5，五 3，六 0，日 0"


def test_a_home_with_supper_chooses_the_slot(home: SmallHome) -> None:
    names = regulars(home)
    home.serve(YESTERDAY, *names[:2], slot="supper")
    home.services.run(settings.choose, key="slots", value=["lunch", "supper"])
    page = today(home)
    page.panel.slots._buttons["supper"].click()
    assert page.panel._title.text() == "晚餐"
    press(page.panel.tiles, Qt.Key.Key_F8)
    assert set(home.served(slot="supper")) == set(names[:2])
    assert home.served() == {}


def test_an_empty_home_says_what_to_do(home: SmallHome) -> None:
    page = today(home)
    assert "登记" in page.panel.tiles._empty
    press(page.panel.tiles, Qt.Key.Key_Return)
    assert home.said() == "名单上的人都记过了"
    assert isinstance(home.show("residents"), OtherPage)
