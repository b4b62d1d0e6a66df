"""The lunch board: keys, input method, jumping by initials, mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.gui.kit import theme
from happyhome.gui.kit.board import Board, Tile

PEOPLE = (
    ("zhao", "赵䶮", "zy", theme.DINE_IN),
    ("tang", "唐月娥", "tye", theme.NOT_MARKED),
    ("shan", "单福", "sf df", theme.NOT_MARKED),
    ("tian", "田大山", "tds", theme.NOT_MARKED),
    ("liu", "刘淼", "lm", theme.AWAY),
    ("mai", "买买提·艾力", "mmtal", theme.NOT_MARKED),
)


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    made = Board()
    qtbot.addWidget(made)
    made.resize(3 * 135, 400)
    made.set_tiles([Tile(key, name, "二社", state, initials) for key, name, initials, state in PEOPLE])
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def marks(board: Board) -> list[tuple[list[str], str]]:
    heard: list[tuple[list[str], str]] = []
    board.marked.connect(lambda ids, mode: heard.append((ids, mode)))
    return heard


def press(board: Board, text: str, key: int = 0) -> None:
    """A key press that writes ``text``, as an input method may make of it."""
    QApplication.sendEvent(
        board, QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    )


def test_space_marks_an_unmarked_person_and_takes_a_mark_away(
    board: Board, marks: list, qtbot: QtBot
) -> None:
    board.set_current("tang")
    qtbot.keyClick(board, Qt.Key.Key_Space)
    board.set_current("zhao")
    qtbot.keyClick(board, Qt.Key.Key_Space)
    assert marks == [(["tang"], theme.DINE_IN), (["zhao"], theme.NOT_MARKED)]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("1", theme.DINE_IN), ("2", theme.DELIVERY), ("3", theme.TAKEAWAY), ("0", theme.NOT_MARKED),
        ("１", theme.DINE_IN), ("２", theme.DELIVERY), ("３", theme.TAKEAWAY), ("０", theme.NOT_MARKED),
        ("\u3000", theme.DINE_IN),
    ],
)  # fmt: skip
def test_digits_and_space_mean_the_same_in_full_width(
    board: Board, marks: list, text: str, mode: str
) -> None:
    board.set_current("tang")
    press(board, text)
    assert marks == [(["tang"], mode)]


def test_what_an_input_method_commits_is_heard_as_keys(board: Board, marks: list) -> None:
    board.set_current("tang")
    event = QInputMethodEvent()
    event.setCommitString("２")
    QApplication.sendEvent(board, event)
    assert marks == [(["tang"], theme.DELIVERY)]


def test_the_board_switches_the_input_method_off(board: Board) -> None:
    assert not board.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not board.viewport().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_arrows_walk_rows_and_columns_and_stop_at_the_ends(board: Board, qtbot: QtBot) -> None:
    assert board.columns() == 3
    board.set_current("zhao")
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert board.current_id() == "tian"
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert board.current_id() == "liu"
    qtbot.keyClick(board, Qt.Key.Key_End)
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert board.current_id() == "mai"


def test_letters_jump_by_initials_and_narrow_with_each_one(board: Board) -> None:
    press(board, "t")
    assert board.current_id() == "tang"
    press(board, "d")
    assert (board.current_id(), board.letters()) == ("tian", "td")


def test_every_reading_of_a_name_is_found(board: Board) -> None:
    press(board, "d")
    assert board.current_id() == "shan"
    board.forget_letters()
    press(board, "s")
    assert board.current_id() == "shan"


def test_the_same_letter_again_walks_through_its_people(board: Board) -> None:
    visited = []
    for _ in range(3):
        press(board, "t")
        visited.append(board.current_id())
    assert visited == ["tang", "tian", "tang"]


def test_upper_case_and_full_width_letters_jump_too(board: Board) -> None:
    press(board, "Ｍ")
    assert board.current_id() == "mai"


def test_letters_are_forgotten_after_a_pause(board: Board, qtbot: QtBot) -> None:
    press(board, "t")
    qtbot.waitUntil(lambda: board.letters() == "", timeout=5000)
    press(board, "l")
    assert board.current_id() == "liu"


def test_enter_asks_for_the_rest(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.rest_came, timeout=1000):
        qtbot.keyClick(board, Qt.Key.Key_Return)


def test_shortcuts_do_not_mark(board: Board, marks: list, qtbot: QtBot) -> None:
    qtbot.keyClick(board, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert marks == []


def test_a_click_marks_and_a_double_click_does_not_unmark(board: Board, marks: list, qtbot: QtBot) -> None:
    centre = board.tile_centre("tang")
    qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    qtbot.mouseDClick(board.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert all(mode == theme.DINE_IN for _ids, mode in marks)
    assert board.current_id() == "tang"


def test_the_cursor_stays_on_the_person_when_the_list_changes(board: Board) -> None:
    board.set_current("tian")
    board.set_tiles([Tile("tian", "田大山"), Tile("new", "新来的")])
    assert board.current_id() == "tian"
    board.set_tiles([])
    assert board.current_id() == ""


def test_an_empty_board_hears_keys_without_marking(board: Board, marks: list) -> None:
    board.set_tiles([], empty="没有")
    for text in " 1t":
        press(board, text)
    assert marks == []


def test_screen_readers_hear_name_and_state(board: Board) -> None:
    board.set_current("zhao")
    assert "赵䶮" in board.accessibleDescription()
    assert "堂食" in board.accessibleDescription()


def test_the_current_tile_is_scrolled_into_sight(board: Board) -> None:
    board.set_tiles([Tile(str(number), f"人{number}") for number in range(300)])
    board.set_current("299")
    assert board.viewport().rect().contains(board.tile_centre("299"))


def test_the_current_tile_stays_in_sight_when_the_window_shrinks(board: Board) -> None:
    board.set_tiles([Tile(str(number), f"人{number}") for number in range(60)])
    board.resize(1400, 800)
    board.set_current("40")
    board.resize(300, 200)
    assert board.viewport().rect().contains(board.tile_centre("40"))
