"""添加: somebody who is not on the board. Type a name or initials, Enter takes the first, the arrows choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.search_box import Hit
from happyhome.gui.kit.table import Column, Table

_WALKING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class PickPerson(QDialog):
    """``find`` gives the people for what was typed (all for nothing). ``person`` is the id chosen, "" for none."""

    def __init__(
        self, title: str, find: Callable[[str], Sequence[Hit]], yes: str, nobody: str, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``nobody`` is the sentence where there is no one to choose from."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.person, self._find = "", find
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("姓名、拼音首字母、身份证后四位")
        self.typed.setAccessibleName(title)
        self.list = Table(
            (
                Column("姓名", lambda hit: hit.title, 9, bold=True),
                Column("情况", lambda hit: hit.subtitle, 14, stretch=True),
            ),
            empty="没有找到。换个写法试试，或到“老人”里先登记。" if find("") else nobody,
        )
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.yes = KeyButton(yes, "Enter", self._take, kind="primary", shortcut=False)
        outer = pad(QVBoxLayout(self), 24, 18, 24, 16, gap=12)
        for widget in (label(title, "title"), self.typed, self.list):
            outer.addWidget(widget)
        line = pad(QHBoxLayout(), gap=10)
        line.addWidget(label("↑ ↓ 选人", "hint"))
        line.addStretch(1)
        line.addWidget(button("取消", self.reject))
        line.addWidget(self.yes)
        outer.addLayout(line)
        least(self, 620, 460)
        self.typed.textChanged.connect(self._look)
        self.typed.installEventFilter(self)
        self.list.opened.connect(lambda _hit: self._take())
        self._look("")
        self.typed.setFocus()

    def _look(self, text: str) -> None:
        hits = tuple(self._find(text.strip()))
        self.list.set_rows(hits)
        self.yes.setEnabled(bool(hits))
        if hits:
            self.list.setCurrentIndex(self.list.rows_model.index(0, 0))

    def _take(self) -> None:
        hit = self.list.current()
        if hit is not None:
            self.person = hit.id
            self.accept()

    def eventFilter(self, watched: QObject, event: object) -> bool:
        """The arrows walk the list and Enter takes, while the typing goes on."""
        if watched is self.typed and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if event.key() in _WALKING:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]
