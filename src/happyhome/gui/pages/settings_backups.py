"""设置 · 备份: what copies there are, one more now, and back to one of them, looked into before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui import text as words
from happyhome.gui.dialogs.restore import Restoring
from happyhome.gui.failures import counts_words, failure_text
from happyhome.gui.jobs import Job, Progress
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad
from happyhome.gui.shell import Shell
from happyhome.services import backups, handover, settings
from happyhome.services.backups import Backup

_REASONS: Final = {
    "manual": "手动", "auto": "自动", "closing": "关闭程序时", "before-migration": "升级前", "stick": "U 盘",
    "replaced": "恢复前留下的",
}  # fmt: skip
_BREAKS: Final = re.compile(r"([\\/\-_.])")
"""After these a long path may go on in the next line."""
Counts = tuple[tuple[str, int], ...]


def backup_row(one: Backup) -> Row:
    """A backup as the list shows it."""
    reason = _REASONS.get(one.reason, one.reason)
    size = handover.size_words(one.path.stat().st_size) if one.path.exists() else ""
    when = f"{one.made_at.year}年{words.short_day(one.made_at.date())} {one.made_at:%H:%M}"
    return Row(str(one.path), when, f"{reason} · {size}", tip=str(one.path))


class BackupSettings(QWidget):
    """List at the left, the chosen copy at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._job: Job | None = None
        self._chosen: Path | None = None
        self.list = RowList("备份", empty="还没有备份。点“立即备份”。")
        self.list.chosen.connect(lambda path: self.look_into(Path(path)))
        self.now_button = button("立即备份", self.back_up, kind="primary")
        left = Card("已有的备份")
        left.head.addWidget(self.now_button)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(
            label("用着时每半小时、关闭程序时自动备份，每份都打开核对过；旧的逐步稀疏。", "hint", wrap=True)
        )
        panes = Panes((Pane(left, 400, 330, 320), Pane(self._make_right())), narrow_below=900, fold_below=640)
        pad(QVBoxLayout(self)).addWidget(panes)

    def _make_right(self) -> QWidget:
        self._title = label("", "title", wrap=True)
        self._file = label("", "small", wrap=True, select=True)
        self.inside = label("", wrap=True)
        self.present = label("", "muted", wrap=True)
        self.restore_button = button("恢复到这一份…", self.restore, kind="danger")
        chosen = Card("看看里面有什么")
        for widget in (self._title, self._file, self.inside, self.present):
            chosen.body.addWidget(widget)
        chosen.body.addWidget(Wrap(self.restore_button, button("看别处的备份文件…", self._choose)))
        self.second = label("", wrap=True)
        second = Card("第二份备份")
        second.body.addWidget(
            label(
                "关闭程序时再备份一份到别的盘（另一块硬盘、常插的 U 盘），硬盘坏了也不怕。", "hint", wrap=True
            )
        )
        second.body.addWidget(self.second)
        self.no_second = button("不要第二份", lambda: self._keep_second(""))
        second.body.addWidget(Wrap(button("选文件夹…", self._choose_second), self.no_second))
        right = QWidget()
        column = pad(QVBoxLayout(right), gap=12)
        column.addWidget(chosen)
        column.addWidget(second)
        column.addStretch(1)
        return scrolling(right)

    def refresh(self) -> None:
        """Show the copies there are."""
        found = [*backups.backups(self._shell.services), *backups.kept_files(self._shell.services)]
        self.list.set_rows(
            [backup_row(one) for one in sorted(found, key=lambda one: one.made_at, reverse=True)]
        )
        if not self.list.current_id() and found:
            self.list.select(str(found[0].path))
        current = self.list.current_id()
        if current:
            self.look_into(Path(current))
        else:
            self._show_nothing()
        place = str(self._shell.ask(settings.setting, key="second_backup") or "")
        there = "" if not place or Path(place).is_dir() else "（现在没有插上，或文件夹不在了）"
        self.second.setText(f"放在 {place}{there}" if place else "没有设。")
        self.no_second.setVisible(bool(place))

    def _show_nothing(self) -> None:
        self._title.setText("还没有备份")
        self._file.setText("")
        self.inside.setText("")
        self.present.setText("")
        self.restore_button.setEnabled(False)

    def look_into(self, path: Path) -> None:
        """Open a copy on its own, check it, and say what it holds beside what there is now."""
        if self._job is not None:
            self._job.silence()
        self._chosen = path
        row = next((one for one in self.list.rows() if one.id == str(path)), None)
        self._title.setText(row.title if row is not None else "别处的备份")
        self._file.setText(_BREAKS.sub("\\1\u200b", str(path)))
        self.inside.setText("正在打开核对…")
        self.present.setText("")
        self.restore_button.setEnabled(False)

        def work(_progress: Progress) -> tuple[Counts, Counts]:
            services = self._shell.services
            return backups.look_into(services, path), backups.check_store(services)

        def show(found: tuple[Counts, Counts]) -> None:
            self.inside.setText(f"完好。里面有：{counts_words(found[0])}。")
            self.present.setText(f"现在有：{counts_words(found[1])}。")
            self.restore_button.setEnabled(True)

        def failed(error: Exception) -> None:
            self.inside.setText(failure_text(error, path))

        self._job = self._shell.jobs.start("看备份", work, show, failed, quiet=True)

    def back_up(self) -> None:
        """One more copy, now."""
        self.now_button.setEnabled(False)

        def done(made: Backup) -> None:
            self.now_button.setEnabled(True)
            self._shell.broadcast(frozenset({"backups"}))
            self.list.select(str(made.path))
            self.look_into(made.path)
            self._shell.say(f"已备份并核对：{counts_words(made.counts)}")

        def failed(error: Exception) -> None:
            self.now_button.setEnabled(True)
            Ask.tell(self, "没有备份成", [failure_text(error, self._shell.services.folders.backups)])

        self._shell.jobs.start("备份", lambda _progress: backups.back_up(self._shell.services), done, failed)

    def restore(self) -> None:
        """Put the chosen copy in place, after saying what that means."""
        path = self._chosen
        if path is None:
            return
        lines = [
            self.inside.text(), self.present.text(),
            "恢复后，这份备份以后记的都看不到了。现在的数据会另存一份，列在这里，可以再恢复回来。",
        ]  # fmt: skip
        if Ask.ask(
            self, f"恢复到这份备份：{self._title.text()}？", lines, "恢复到这一份", "不恢复", danger=True
        ):
            Restoring(self._shell, path, self.window()).begin()

    def _choose(self) -> None:
        chosen = files.open_file(self, "看哪份备份", "备份 (*.db)")
        if chosen is not None:
            self.list.select(str(chosen))
            self.look_into(chosen)

    def _choose_second(self) -> None:
        folder = files.choose_folder(self, "第二份备份放在哪里")
        if folder is not None:
            self._keep_second(str(folder))

    def _keep_second(self, folder: str) -> None:
        self._shell.run(
            settings.choose, said="已设第二份备份的位置" if folder else "不再做第二份备份",
            key="second_backup", value=folder,
        )  # fmt: skip
