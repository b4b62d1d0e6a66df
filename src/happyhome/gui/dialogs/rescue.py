"""Choosing a backup while the records do not open: which copies there are, what one holds, put it in place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui import text as words
from happyhome.gui.failures import counts_words, failure_text
from happyhome.gui.jobs import Job, Jobs
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.waiting import waited_for
from happyhome.services.restoring import Rescue

Counts = tuple[tuple[str, int], ...]


def _said(moment: datetime) -> str:
    return f"{moment.year}年{words.short_day(moment.date())} {moment:%H:%M}"


class RescueDialog(QDialog):
    """Accepted: a backup is in place of the records, which are kept beside it."""

    def __init__(self, rescue: Rescue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("从备份恢复")
        least(self, 620, 480)
        self._rescue = rescue
        self._chosen: Path | None = None
        self._job: Job | None = None
        self._jobs = Jobs(self._not_read, self)
        self.finished.connect(self._jobs.close)
        self.list = RowList("备份", empty="这台电脑上没有备份。插上存过备份的 U 盘，点“别处的备份文件…”。")
        self.list.chosen.connect(lambda path: self.look_into(Path(path)))
        self.inside = label("", wrap=True)
        self.restore_button = button("恢复到这一份", self.restore, kind="primary")
        self.restore_button.setEnabled(False)
        self._lay_out()
        copies = rescue.copies()
        self.list.set_rows(
            [Row(str(one.path), _said(one.made_at), one.path.name, tip=str(one.path)) for one in copies]
        )
        if copies:
            self.list.select(str(copies[0].path))
            self.look_into(copies[0].path)
            self.list.setFocus()

    def _lay_out(self) -> None:
        outer = pad(QVBoxLayout(self), 24, 18, 24, 16, gap=12)
        outer.addWidget(label("从备份恢复", "title"))
        outer.addWidget(
            label("选一份备份，一般选最新的。打不开的那份数据会另存在旁边，不会删掉。", "muted", wrap=True)
        )
        card = Card()
        card.body.addWidget(self.list, 1)
        outer.addWidget(card, 1)
        outer.addWidget(self.inside)
        line = pad(QHBoxLayout(), gap=10)
        line.addWidget(button("别处的备份文件…", self._choose))
        line.addStretch(1)
        line.addWidget(button("取消", self.reject))
        line.addWidget(self.restore_button)
        outer.addLayout(line)

    def look_into(self, path: Path) -> None:
        """Check a copy beside the dialog, and say what it holds."""
        if self._job is not None:
            self._job.silence()
        self._chosen = path
        self.inside.setText("正在打开核对…")
        self.restore_button.setEnabled(False)
        self._job = self._jobs.start(
            "看备份", lambda _progress: self._rescue.look_into(path), self._show, quiet=True
        )

    def _show(self, found: Counts) -> None:
        name = self._chosen.name if self._chosen is not None else ""
        self.inside.setText(f"“{name}”完好。里面有：{counts_words(found)}。")
        self.restore_button.setEnabled(True)

    def _not_read(self, error: Exception) -> None:
        self.inside.setText(failure_text(error, self._chosen or self._rescue.folders.backups))

    def restore(self) -> None:
        """Put the chosen copy in place, and say where the old file went."""
        source = self._chosen
        if source is None:
            return
        kept: list[Path | None] = []
        if not waited_for("正在恢复…", lambda: kept.append(self._rescue.restore(source))):
            return
        aside = f"打不开的数据另存为 {kept[0].name}。" if kept and kept[0] is not None else ""
        Ask.tell(self, "已经恢复", [f"已恢复到 {source.name}。{aside}"])
        self.accept()

    def _choose(self) -> None:
        chosen = files.open_file(self, "看哪份备份", "备份 (*.db)")
        if chosen is not None:
            self.look_into(chosen)
