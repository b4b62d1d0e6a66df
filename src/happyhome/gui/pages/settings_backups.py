"""设置 · 备份: what was last saved where, the copies there are, a second place, and a trial now and then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui.dialogs.restore import restore_in_window
from happyhome.gui.dialogs.restore_guide_choose import copy_row
from happyhome.gui.failures import counts_words, failure_text
from happyhome.gui.frame.bars import Dot
from happyhome.gui.jobs import Progress
from happyhome.gui.kit import theme
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.flow import Columns, Wrap
from happyhome.gui.kit.row_list import RowList
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.pages.settings_backups_drill import DrillCard
from happyhome.gui.pages.settings_backups_second import SecondPlace, ToStick
from happyhome.gui.pages.settings_backups_state import (
    State,
    last_words,
    read_state,
    unsaved_words,
    where_words,
)
from happyhome.gui.shell import Shell
from happyhome.services import backups
from happyhome.services.backups import Backup

LOOK_EVERY_MS = 5000


class Standing(Card):
    """What was last saved where: the one thing that must always be in sight."""

    def __init__(self) -> None:
        super().__init__()
        pad(self.body, 20, 14, 20, 14, gap=6)
        self._dots = {True: Dot(theme.DOT_GOOD), False: Dot(theme.PERSIMMON)}
        self.title, self.inside = label("正在看…", "title", wrap=True), label("", wrap=True)
        self.where, self.unsaved = label("", wrap=True), label("", "muted", wrap=True)
        head = pad(QHBoxLayout(), gap=10)
        for dot in self._dots.values():
            least(dot, 9, 9)
            dot.hide()
            head.addWidget(dot)
        head.addWidget(self.title, 1)
        self.body.addLayout(head)
        for widget in (self.inside, self.where, self.unsaved):
            self.body.addWidget(widget)

    def show_state(self, state: State, shell: Shell) -> None:
        """Tell it."""
        today = shell.today()
        title, inside = last_words(state, today)
        where, well = where_words(state, today)
        well = well and state.here.is_verified
        self.title.setText(title)
        self.inside.setText(inside)
        self.where.setText(where)
        self.unsaved.setText(unsaved_words(state) if state.here.newest is not None else "")
        for good, dot in self._dots.items():
            dot.setVisible(good is well)


class BackupSettings(QWidget):
    """Standing on top, the copies at the left, the second place and the trial at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._reading, self._newest = False, ""
        self.state: State | None = None
        self.standing, self.second, self.drill = Standing(), SecondPlace(shell), DrillCard(shell)
        self.now_button = button("现在备份", self.back_up, kind="primary")
        self.stick_button = button("备份到 U 盘…", self.to_stick)
        self.restore_button = button("从备份恢复…", self.restore)
        self.standing.body.addWidget(Wrap(self.now_button, self.stick_button, self.restore_button))
        self.list = RowList("备份", empty="还没有备份。点“现在备份”。")
        least(self.list, 0, 200)
        self.look_button = button("看里面", lambda: self.look_into(Path(self.list.current_id())))
        self.list.opened.connect(lambda path: self.look_into(Path(path)))
        self.list.chosen.connect(lambda _path: self.look_button.setEnabled(True))
        left = Card("已有的备份")
        left.head.addWidget(self.look_button)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(
            label(
                "每份都打开核对过。旧的会慢慢变稀：先每天一份，再每周、每月一份。"
                f"恢复前留下的原文件至少留 {backups.KEPT_DAYS} 天，最近 {backups.KEPT_NEWEST} 份一直留着。",
                "hint",
                wrap=True,
            )
        )
        columns = Columns(side_width=410, fold_below=880, main_height=640)
        columns.main.addWidget(self.standing)
        columns.main.addWidget(left, 1)
        columns.side.addWidget(self.second)
        columns.side.addWidget(self.drill)
        columns.side.addStretch(1)
        pad(QVBoxLayout(self)).addWidget(columns)
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Ask anew, beside the window."""
        if self._reading:
            return
        self._reading = True

        def failed(error: Exception) -> None:
            self._reading = False
            self.standing.title.setText("备份的情况没有读出来")
            self.standing.inside.setText(failure_text(error, self._shell.services.folders.backups))

        def work(_progress: Progress) -> State:
            return read_state(self._shell.services)

        self._shell.jobs.start("看备份", work, self._show, failed, quiet=True)

    def _show(self, state: State) -> None:
        self._reading = False
        if state == self.state:
            return
        self.state = state
        self.standing.show_state(state, self._shell)
        self.second.show_state(state)
        self.drill.show_state(state)
        copies = [(shelf.title, one) for shelf in state.shelves for one in shelf.copies]
        copies.sort(key=lambda found: found[1].made_at, reverse=True)
        was_newest = self.list.current_id() in ("", self._newest)
        self._newest = str(copies[0][1].path) if copies else ""
        self.list.set_rows([copy_row(one, title, self._shell.today()) for title, one in copies])
        if was_newest or not self.list.current_id():
            self.list.select(self._newest)
        self.look_button.setEnabled(bool(self.list.current_id()))

    def back_up(self) -> None:
        """One more copy, now."""
        self.now_button.setEnabled(False)

        def done(made: Backup) -> None:
            self.now_button.setEnabled(True)
            self._shell.broadcast(frozenset({"backups"}))
            if made.trouble:
                Ask.tell(self, "备份好了，但有一处要看一下", [made.trouble])
            self._shell.say(f"已备份并核对：{counts_words(made.counts)}")

        def failed(error: Exception) -> None:
            self.now_button.setEnabled(True)
            text = failure_text(error, self._shell.services.folders.backups)
            Ask.tell(self, "没有备份成", [text, "正在用的数据没有问题。"])

        self._shell.jobs.start("备份", lambda _progress: backups.back_up(self._shell.services), done, failed)

    def to_stick(self) -> None:
        """One copy to a stick by hand."""
        box = ToStick(self._shell, self.window())
        box.exec()
        box.deleteLater()

    def look_into(self, path: Path) -> None:
        """The guide, at once inside this copy."""
        restore_in_window(self._shell, self, path, look=True)

    def restore(self) -> None:
        """The guide from its first step."""
        current = self.list.current_id()
        restore_in_window(self._shell, self, Path(current) if current else None)

    def hasHeightForWidth(self) -> bool:
        """No: its columns scroll by themselves."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Sticks come and go while somebody looks."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """And rest otherwise."""
        super().hideEvent(event)
        self._clock.stop()
