"""Numbers on the clipboard: text for spreadsheets, written down, wiped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from happyhome.gui.kit.clipboard import SecretClipboard, clear_secrets

NUMBER = "620321194103058822"
CARD = "6217851233215367"


class Board:
    """The window's clipboard with what was told of it."""

    def __init__(self, window: QObject) -> None:
        self.copied: list[dict[str, set[str]]] = []
        self.said: list[str] = []
        self.full = False
        self.secret = SecretClipboard(self._copied, self.said.append, window)
        self.clip = QGuiApplication.clipboard()

    def _copied(self, found: dict[str, set[str]]) -> None:
        if self.full:
            raise OSError("no room")
        self.copied.append(found)


@pytest.fixture
def board(qapp: QApplication) -> Iterator[Board]:
    window = QObject()
    QGuiApplication.clipboard().clear()
    made = Board(window)
    yield made
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QGuiApplication.clipboard().clear()


def test_a_number_is_copied_without_its_blanks_and_marked_as_text(board: Board) -> None:
    board.clip.setText("620321 19410305 8822")
    assert board.clip.text() == NUMBER
    page = board.clip.mimeData().html()
    assert f">{NUMBER}</td>" in page
    assert "mso-number-format:'\\@'" in page
    assert board.copied == [{"身份证号": {NUMBER}}]
    assert board.said == ["号码已复制，60 秒后自动从剪贴板清除。"]


def test_whatever_place_it_was_copied_from(board: Board, qtbot: QtBot) -> None:
    edit = QLineEdit(CARD)
    qtbot.addWidget(edit)
    edit.show()
    edit.selectAll()
    QTest.keySequence(edit, QKeySequence(QKeySequence.StandardKey.Copy))
    assert board.copied == [{"银行卡号": {CARD}}]
    assert board.secret.holds


def test_a_number_inside_a_line_keeps_the_line(board: Board) -> None:
    board.clip.setText(f"王秀英\t{NUMBER}\n李明\t{CARD}")
    assert board.clip.text() == f"王秀英\t{NUMBER}\n李明\t{CARD}"
    assert board.clip.mimeData().html().count("<tr>") == 2
    assert board.copied == [{"身份证号": {NUMBER}, "银行卡号": {CARD}}]


def test_it_is_wiped_after_its_time_and_a_line_says_so(board: Board) -> None:
    board.clip.setText(NUMBER)
    assert (board.secret.timer.isActive(), board.secret.timer.interval()) == (True, 60_000)
    board.secret.timer.timeout.emit()
    assert board.clip.text() == ""
    assert board.said[-1] == "剪贴板里的号码已清除。"


def test_it_is_wiped_at_locking_and_closing(board: Board) -> None:
    board.clip.setText(NUMBER)
    assert clear_secrets()
    assert board.clip.text() == ""
    assert not clear_secrets()


def test_what_was_copied_after_it_is_left_alone(board: Board) -> None:
    board.clip.setText(NUMBER)
    board.clip.setText("午饭 25 人")
    assert not board.secret.holds
    board.secret.timer.timeout.emit()
    assert board.clip.text() == "午饭 25 人"
    assert len(board.said) == 1


@pytest.mark.parametrize(
    "text", ["✓\t✓\t送", "620321********8822", "2026-11-20", "0932-8231234", "统一代码 91620300MA71"]
)
def test_anything_else_is_copied_as_it_is(board: Board, text: str) -> None:
    board.clip.setText(text)
    assert (board.clip.text(), board.copied, board.said) == (text, [], [])


def test_what_cannot_be_written_down_does_not_stay(board: Board, qtbot: QtBot) -> None:
    board.full = True
    with qtbot.captureExceptions() as raised:
        board.clip.setText(NUMBER)
    assert [str(one[1]) for one in raised] == ["no room"]
    assert board.clip.text() == ""
    assert not board.secret.holds


def test_what_we_put_back_is_not_counted_twice(board: Board) -> None:
    board.clip.setText(NUMBER)
    again = QMimeData()
    again.setText("别的")
    board.clip.setMimeData(again)
    assert len(board.copied) == 1
