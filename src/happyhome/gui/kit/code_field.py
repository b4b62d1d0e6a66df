"""A long code in boxes, as it is printed on a sheet: digits move on by themselves, a paste fills all boxes.

``check`` says of one full group whether it can be right, so that a slip is seen in the box where it was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad

_ACROSS = 4


class _Box(QLineEdit):
    """One group. ``left(step)`` when the cursor walks out of it."""

    left = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace in an empty box, and the arrows at its ends, go to the neighbour; Enter goes on."""
        key, place = event.key(), self.cursorPosition()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left) and not place and not self.hasSelectedText():
            self.left.emit(-1)
        elif key == Qt.Key.Key_Right and place == len(self.text()):
            self.left.emit(1)
        else:
            super().keyPressEvent(event)


class CodeField(QWidget):
    """``groups`` boxes of ``digits`` each. ``edited`` as one types, ``finished`` on Enter."""

    edited = Signal()
    finished = Signal()

    def __init__(
        self,
        groups: int = 8,
        digits: int = 6,
        check: Callable[[str], bool] = lambda _group: True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._digits, self._check = digits, check
        self.boxes: tuple[_Box, ...] = tuple(_Box() for _ in range(groups))
        self.note: QLabel = label("", "refusal", wrap=True)
        grid = pad(QGridLayout(), gap=8)
        for number, box in enumerate(self.boxes):
            self._prepare(box, number)
            cell = pad(QVBoxLayout(), gap=1)
            cell.addWidget(label(f"第 {number + 1} 组", "small"))
            cell.addWidget(box)
            grid.addLayout(cell, number // _ACROSS, number % _ACROSS)
        column = pad(QVBoxLayout(self), gap=6)
        column.addLayout(grid)
        column.addWidget(self.note)
        self.note.hide()
        self.setFocusProxy(self.boxes[0])

    def _prepare(self, box: _Box, number: int) -> None:
        box.setAccessibleName(f"恢复码第 {number + 1} 组")
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # digits only, no Chinese
        least(box, 96, 38)
        box.textEdited.connect(partial(self._typed, number))
        box.left.connect(lambda step, here=number: self._walk(here, step))
        box.entered.connect(lambda here=number: self._enter(here))

    def code(self) -> str:
        """What stands in the boxes, with dashes between; spaces and all else are left to who reads it."""
        return "-".join(box.text() for box in self.boxes)

    @property
    def is_full(self) -> bool:
        """Whether every box has its digits."""
        return all(len(box.text()) == self._digits for box in self.boxes)

    def set_code(self, text: str) -> None:
        """Fill the boxes from the first on; anything but digits is passed over."""
        for box in self.boxes:
            box.clear()
        self._fill(0, _digits(text))
        self._judge()

    def clear(self) -> None:
        """Empty boxes, nothing said."""
        self.set_code("")

    def refuse(self, text: str) -> None:
        """Say what is wrong with the whole; where the sentence names a group (第 3 组), its box is marked."""
        self._say(text)
        named = re.search(r"第 ?(\d+) ?组", text)
        if named and 0 < int(named[1]) <= len(self.boxes):
            box = self.boxes[int(named[1]) - 1]
            _mark(box, wrong=True)
            box.setFocus()
            box.selectAll()

    def _typed(self, number: int, text: str) -> None:
        box = self.boxes[number]
        behind = len(_digits(text[box.cursorPosition() :]))
        found = _digits(text)
        if len(found) > self._digits:
            number = self._fill(number, found)
        elif found != text:
            box.setText(found)
            box.setCursorPosition(len(found) - behind)
        full = len(self.boxes[number].text()) == self._digits
        if full and not behind and number + 1 < len(self.boxes):
            self.boxes[number + 1].setFocus(Qt.FocusReason.TabFocusReason)
            self.boxes[number + 1].selectAll()
        self._judge()
        self.edited.emit()

    def _fill(self, number: int, digits: str) -> int:
        """Put digits into this box and those behind it; the last box that got some."""
        last = number
        for box_number in range(number, len(self.boxes)):
            part, digits = digits[: self._digits], digits[self._digits :]
            if not part:
                break
            self.boxes[box_number].setText(part)
            last = box_number
        self.boxes[last].setFocus()
        return last

    def _judge(self) -> None:
        wrong = [
            number
            for number, box in enumerate(self.boxes, 1)
            if len(box.text()) == self._digits and not self._check(box.text())
        ]
        for number, box in enumerate(self.boxes, 1):
            _mark(box, wrong=number in wrong)
        named = "、".join(str(number) for number in wrong)
        self._say(f"第 {named} 组不对，请对照恢复单再看一遍。" if wrong else "")

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _walk(self, here: int, step: int) -> None:
        there = here + step
        if 0 <= there < len(self.boxes):
            self.boxes[there].setFocus()
            self.boxes[there].setCursorPosition(len(self.boxes[there].text()) if step < 0 else 0)

    def _enter(self, here: int) -> None:
        empty = next((box for box in self.boxes[here:] if len(box.text()) < self._digits), None)
        if empty is None or empty is self.boxes[here]:
            self.finished.emit()
        else:
            empty.setFocus()


def _digits(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one in "0123456789")


def _mark(box: QLineEdit, *, wrong: bool) -> None:
    box.setProperty("refused", "true" if wrong else "false")
    box.style().unpolish(box)
    box.style().polish(box)
