"""A code in boxes: typed straight through, pasted whole, slips marked where they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.gui.kit.code_field import CodeField

GROUPS = ("110011", "220022", "330033", "440044", "550055", "660066", "000011", "000000")


@pytest.fixture
def field(qtbot: QtBot) -> CodeField:
    made = CodeField(check=lambda group: int(group) % 11 == 0)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.boxes[0].setFocus()
    QApplication.processEvents()
    return made


def typed(text: str) -> None:
    for character in text:
        where = QApplication.focusWidget()
        assert where is not None
        QTest.keyClick(where, character)  # type: ignore[call-overload]


def test_digits_typed_straight_through_fill_all_boxes(field: CodeField) -> None:
    typed("".join(GROUPS))
    assert tuple(box.text() for box in field.boxes) == GROUPS
    assert field.is_full
    assert field.note.isHidden()


def test_a_code_is_pasted_whole_in_any_writing(field: CodeField) -> None:
    QGuiApplication.clipboard().setText("１１００１１ 220022－330033-440044\n550055 660066 000011 000000")
    QTest.keyClick(field.boxes[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.code() == "-".join(GROUPS)


def test_a_slip_is_named_where_it_was_made(field: CodeField) -> None:
    typed("110011" + "220021")
    assert "第 2 组" in field.note.text()
    assert field.boxes[1].property("refused") == "true"
    assert field.boxes[0].property("refused") == "false"
    field.boxes[1].setFocus()
    QTest.keyClick(field.boxes[1], Qt.Key.Key_End)
    QTest.keyClick(field.boxes[1], Qt.Key.Key_Backspace)
    typed("2")
    assert field.note.isHidden()


def test_backspace_in_an_empty_box_goes_back(field: CodeField) -> None:
    typed("110011")
    assert field.boxes[1].hasFocus()
    QTest.keyClick(field.boxes[1], Qt.Key.Key_Backspace)
    assert field.boxes[0].hasFocus()
    QTest.keyClick(field.boxes[0], Qt.Key.Key_Backspace)
    assert field.boxes[0].text() == "11001"


def test_letters_are_no_digits_and_a_mended_digit_does_not_jump(field: CodeField) -> None:
    typed("11a00")
    assert field.boxes[0].text() == "1100"
    QTest.keyClick(field.boxes[0], Qt.Key.Key_Home)
    typed("05")
    assert field.boxes[0].text() == "051100"
    assert field.boxes[0].hasFocus()


def test_enter_tells_that_the_clerk_is_done(field: CodeField, qtbot: QtBot) -> None:
    field.set_code("".join(GROUPS))
    with qtbot.waitSignal(field.finished):
        QTest.keyClick(field.boxes[7], Qt.Key.Key_Return)


def test_what_is_refused_marks_the_group_that_it_names(field: CodeField) -> None:
    field.set_code("".join(GROUPS))
    field.refuse("恢复码第 3 组输错了。请对照恢复单，核对这一组的 6 个数字。")
    assert field.boxes[2].property("refused") == "true"
    assert field.boxes[2].hasFocus()
