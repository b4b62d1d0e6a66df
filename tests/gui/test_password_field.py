"""A password field: hidden, shown by the eye, out of the input method's way, Caps Lock told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from happyhome.gui.kit.password_field import CAPS, PasswordField


@pytest.fixture
def field(qtbot: QtBot) -> PasswordField:
    made = PasswordField("password", "密码", hint="至少 8 个字。")
    qtbot.addWidget(made)
    made.show()
    return made


def typed(field: PasswordField, letter: str, *, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(field.edit, letter, held)  # type: ignore[call-overload]


def test_it_is_hidden_until_the_eye_is_pressed(field: PasswordField) -> None:
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    field.eye.click()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    field.eye.click()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_tab_and_enter_pass_the_eye_by_and_a_key_opens_it(field: PasswordField) -> None:
    assert field.eye.focusPolicy() is Qt.FocusPolicy.NoFocus
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_F8, Qt.KeyboardModifier.AltModifier)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal


def test_the_input_method_is_kept_away_only_while_it_is_hidden(field: PasswordField) -> None:
    assert field.edit.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText
    field.set_shown(True)
    assert not field.edit.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText


def test_blanks_and_chinese_are_kept_as_typed(field: PasswordField) -> None:
    field.edit.setText(" 枣树 开花 ")
    assert field.value() == " 枣树 开花 "


def test_caps_lock_is_told_and_goes_again(field: PasswordField) -> None:
    typed(field, "a")
    assert field.note.text() == "至少 8 个字。"
    typed(field, "B")
    assert field.note.text() == f"{CAPS}至少 8 个字。"
    typed(field, "c")
    assert field.note.text() == "至少 8 个字。"


def test_a_capital_by_shift_is_no_caps_lock(field: PasswordField) -> None:
    typed(field, "A", shift=True)
    assert CAPS not in field.note.text()
    typed(field, "a", shift=True)  # Shift undoes Caps Lock
    assert CAPS in field.note.text()


def test_digits_say_nothing_about_caps_lock(field: PasswordField) -> None:
    typed(field, "B")
    typed(field, "1")
    assert CAPS in field.note.text()
