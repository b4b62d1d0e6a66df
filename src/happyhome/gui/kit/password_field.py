"""A password: hidden, shown by an eye, and told when Caps Lock is on.

While it is hidden the input method stays out of the way, so that letters arrive as they are on the keys;
shown, Chinese can be typed.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from happyhome.gui.kit.buttons import IconButton
from happyhome.gui.kit.fields import TextField

CAPS: Final = "大写锁定开着（Caps Lock）。"
_MOST: Final = 200


class _Eye(IconButton):
    """Open: the password can be read."""

    def __init__(self) -> None:
        super().__init__("eye", "显示密码（Alt F8）")
        # Tab leads on to the next field, and Enter stays with the password: nobody shows it by mistake.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_open(self, shown: bool) -> None:
        """The eye struck through puts the password away again."""
        self._name = "eye-off" if shown else "eye"
        self.setToolTip("盖住密码（Alt F8）" if shown else "显示密码（Alt F8）")
        self.setAccessibleName(self.toolTip())
        self._tint()


class PasswordField(TextField):
    """Its value is what was typed, blanks and all."""

    def __init__(self, key: str, caption: str, *, hint: str = "") -> None:
        super().__init__(key, caption, required=True, hint=hint, most=_MOST)
        self._caps = False
        self.eye = _Eye()
        self.eye.clicked.connect(self._turn)
        QShortcut(QKeySequence("Alt+F8"), self.edit, self._turn, context=Qt.ShortcutContext.WidgetShortcut)
        self.line.addWidget(self.eye)
        self.set_shown(False)

    def _turn(self) -> None:
        self.set_shown(self.edit.echoMode() is QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """As typed: a blank may be part of it."""
        return self.edit.text()

    def set_value(self, value: Any) -> None:
        """Empty it, mostly."""
        super().set_value(value)

    def set_shown(self, shown: bool) -> None:
        """Whether the letters can be read. Hidden, Qt keeps the input method away from them."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        secret = (
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        hidden = Qt.InputMethodHint.ImhHiddenText if not shown else Qt.InputMethodHint.ImhNone
        self.edit.setInputMethodHints(secret | hidden)
        self.eye.show_open(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn of Caps Lock from the letters: Qt does not tell its state."""
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look(event)
        return super().eventFilter(watched, event)

    def _look(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            # Which way it turned is known once a letter has been seen.
            self._told(not self._caps)
            return
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._told(letter.isupper() != held)

    def _told(self, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self._hint = f"{CAPS}{self._hint}" if caps else self._hint.removeprefix(CAPS)
            self.show_refusal("")
