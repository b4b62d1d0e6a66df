"""设置 · 备份: the second place, and writing a copy to a stick by hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui.dialogs.busy_line import BusyLine
from happyhome.gui.failures import counts_words, failure_text
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.pages.handover_target import Targets
from happyhome.gui.pages.settings_backups_state import State, second_words
from happyhome.gui.shell import Shell
from happyhome.services import backup_shelves, backups
from happyhome.services.backups import Backup

_OPEN: Final = "数据没有加锁：U 盘丢了，捡到的人能看到老人的证件号和卡号。可以在“设置 → 保护”里先加锁。"


class SecondPlace(Card):
    """Where every backup is laid a second time: a stick that is plugged in, or a folder."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("第二处备份")
        self._shell = shell
        self.text = label("", wrap=True, select=True)
        self.body.addWidget(self.text)
        acts = QWidget()
        acts.setProperty("role", "bare")
        self._acts = pad(WrapLayout(acts), gap=10)
        self.choose_folder = button("选文件夹…", self.choose)
        self.none = button("不要第二处", self.give_up, kind="link")
        self.sticks: list[QWidget] = []
        self._acts.addWidget(self.choose_folder)
        self._acts.addWidget(self.none)
        self.body.addWidget(acts)

    def show_state(self, state: State) -> None:
        """Tell how it stands; a stick that is plugged in is offered by its name."""
        self.text.setText(_breakable(second_words(state.second)))
        self.none.setVisible(state.second.path is not None)
        for old in self.sticks:
            self._acts.removeWidget(old)
            old.hide()
            old.deleteLater()
        fresh = [
            one for one in state.sticks
            if not one.read_only and backup_shelves.stick_folder(one) != state.second.path
        ]  # fmt: skip
        self.sticks = [
            button(f"用 U 盘“{one.label}”", partial(self.use, backup_shelves.stick_folder(one)))
            for one in fresh
        ]
        for made in self.sticks:
            self._acts.addWidget(made)

    def choose(self) -> None:
        """A folder by hand."""
        folder = files.choose_folder(self, "第二处备份放在哪里")
        if folder is not None:
            self.use(folder)

    def use(self, folder: Path) -> None:
        """Remember it, and lay a copy there at once."""
        self.setEnabled(False)

        def work(_progress: object) -> Backup:
            backup_shelves.use_second(self._shell.services, folder)
            return backups.back_up(self._shell.services)

        def done(made: Backup) -> None:
            self.setEnabled(True)
            self._shell.broadcast(frozenset({"settings", "backups"}))
            if made.trouble:
                Ask.tell(self, "第二处还没有备份成", [made.trouble])
            else:
                self._shell.say(f"第二处设好了，已备份并核对：{counts_words(made.counts)}")

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            Ask.tell(self, "第二处没有设成", [failure_text(error, folder)])

        self._shell.jobs.start("备份到第二处", work, done, failed)

    def give_up(self) -> None:
        """No second place any more; what lies there stays."""
        backup_shelves.no_second(self._shell.services)
        self._shell.broadcast(frozenset({"settings", "backups"}))
        self._shell.say("不再往第二处备份，那里已有的备份还在")


class ToStick(QDialog):
    """One copy to a stick or a folder, read back before it is called one."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份到 U 盘")
        least(self, 560, 470)
        self._shell = shell
        self.targets, self.busy = Targets(shell), BusyLine(shell.jobs)
        self.note = label("", "refusal", wrap=True)
        self.done_text = label("", "strong", wrap=True)
        self.go = button("备份到这里", self.write, kind="primary")
        self.leave = button("取消", self.reject)
        self.targets.changed.connect(self._settle)
        self.busy.changed.connect(self._settle)
        outer = pad(QVBoxLayout(self), 26, 20, 26, 18, gap=12)
        outer.addWidget(label("备份到 U 盘", "title"))
        told = "写好后会再读一遍核对。" + ("" if shell.services.store.key is not None else _OPEN)
        outer.addWidget(label(told, "muted", wrap=True))
        card = Card()
        card.body.addWidget(self.targets)
        outer.addWidget(card, 1)
        for widget in (self.note, self.done_text, self.busy):
            outer.addWidget(widget)
        line = pad(QHBoxLayout(), gap=10)
        line.addStretch(1)
        line.addWidget(self.leave)
        line.addWidget(self.go)
        outer.addLayout(line)
        self._settle()

    def write(self) -> None:
        """Do it beside the dialog."""
        drive = self.targets.drive()
        if drive is None or not self.busy.idle:
            return
        is_stick = self.targets.is_stick(drive)
        folder = backup_shelves.stick_folder(drive) if is_stick else drive.root
        self.note.setText("")
        self.done_text.setText("")

        def done(made: Backup) -> None:
            out = "可以拔出 U 盘了。" if is_stick else ""
            self.done_text.setText(f"已备份并核对：{counts_words(made.counts)}。{out}")
            self.leave.setText("完成")
            self.leave.setFocus()
            self._shell.broadcast(frozenset({"backups"}))

        self.busy.start(
            "备份", lambda _progress: backups.back_up(self._shell.services, folder), done,
            lambda error: self.note.setText(failure_text(error, folder)), can_stop=False,
        )  # fmt: skip

    def reject(self) -> None:
        """Not while it writes."""
        if self.busy.idle:
            super().reject()

    def _settle(self) -> None:
        drive = self.targets.drive()
        self.go.setEnabled(self.busy.idle and drive is not None and not drive.read_only)
        self.leave.setEnabled(self.busy.idle)
        if self.go.isEnabled() and not self.done_text.text():
            self.go.setFocus()  # Enter goes on, also after a folder was chosen


def _breakable(text: str) -> str:
    """A long path may go on in the next line after these."""
    return "".join(f"{one}\u200b" if one in "\\/_" else one for one in text)
