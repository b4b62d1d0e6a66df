"""设置 · 备份: 演练, a backup restored to a temporary place to see that it can be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from happyhome.gui.dialogs.restore_guide_inside import COUNTED
from happyhome.gui.failures import failure_text
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.settings_backups_state import Counts, State, drill_words
from happyhome.gui.shell import Shell
from happyhome.services import drills
from happyhome.services.drills import Drill

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DrillCard(Card):
    """When the last one was and what it found; one more on demand."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("演练")
        self._shell = shell
        self.text = label("", wrap=True)
        self.told = label(
            "每月自动拿一份备份，在临时的地方恢复一遍，看能不能用。正在用的数据不动。", "hint", wrap=True
        )
        self._table = QWidget()
        self._table.setProperty("role", "bare")
        self._grid = pad(QGridLayout(self._table), gap=6)
        self._grid.setHorizontalSpacing(26)
        self._grid.setColumnStretch(3, 1)
        self.cells: list[tuple[str, ...]] = []
        self.now = button("现在演练一次", self.run)
        for widget in (self.text, self._table, self.told):
            self.body.addWidget(widget)
        self.head.addWidget(self.now)

    def show_state(self, state: State) -> None:
        """The last one."""
        self.text.setText(drill_words(state.drill))
        self._set_role("warned" if state.drill is not None and not state.drill.is_sound else "")
        self.now.setEnabled(state.here.newest is not None)
        if not self.cells or state.drill is None:
            self._compare(state.drill.counts if state.drill else (), ())

    def run(self) -> None:
        """Try the newest backup now."""
        self.now.setEnabled(False)
        self.text.setText("正在演练…")

        def done(found: Drill) -> None:
            self._compare(found.counts, found.present)
            self._shell.broadcast(frozenset({"backups"}))
            self._shell.say("演练好了：备份完好，能恢复" if found.is_sound else f"演练发现问题：{found.note}")

        def failed(error: Exception) -> None:
            self._shell.broadcast(frozenset({"backups"}))
            self.text.setText(failure_text(error, self._shell.services.folders.backups))
            self._set_role("warned")

        self._shell.jobs.start("演练", lambda _progress: drills.run(self._shell.services), done, failed)

    def _compare(self, inside: Counts, present: Counts) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        there, now = dict(inside), dict(present)
        self.cells = [
            (word, f"{there[key]:,}", f"{now[key]:,}" if key in now else "")
            for key, word in COUNTED
            if key in there
        ]
        head = ("", "备份里", "现在" if now else "")
        for number, cells in enumerate([head, *self.cells] if self.cells else []):
            for column, text in enumerate(cells):
                made = label(text, "small" if not number else "muted" if not column else "")
                if column:
                    made.setAlignment(_RIGHT)
                self._grid.addWidget(made, number, column)
        self._table.setVisible(bool(self.cells))

    def _set_role(self, role: str) -> None:
        self.text.setProperty("role", role)
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
