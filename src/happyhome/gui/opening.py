"""When the data cannot be opened: a page that says what is wrong and what to do, never a silent end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad
from happyhome.services.session import Services
from happyhome.services.trouble import environment_trouble

if TYPE_CHECKING:
    from happyhome.services.restoring import Rescue

_ADVICE = {
    "disk_full": ("磁盘满了", "请删去不用的文件（下载、视频、回收站），再点“重试”。"),
    "read_only": ("数据文件夹不能写", "它在只读的盘上。请换一个能写的位置，或请懂电脑的人看看这个文件夹的权限。"),
    "no_permission": ("数据文件夹不能写", "这个账号没有写它的权限。请用平时的账号登录，或请懂电脑的人放开权限。"),
    "device_error": ("磁盘读写出错", "硬盘可能坏了。请先不要再写东西，找人看看硬盘；备份在另一个盘上的话，可以在别的电脑恢复。"),
    "not_a_folder": ("数据文件夹打不开", "那个位置上有一个同名的文件挡住了。请把它改名或移走，再点“重试”。"),
}  # fmt: skip
"""Where the data itself will not open, advice about sticks is of no use; by code of the refusal."""

_LOST = frozenset({"file_damaged", "file_lost"})


def trouble(error: Exception) -> tuple[str, tuple[str, ...]]:
    """(title, sentences) for what kept the data from opening; a bug is raised again."""
    if isinstance(error, Refusal):
        return "数据没有打开", tuple(problem.text for problem in error.problems)
    found = environment_trouble(error, Path("happyhome.db"))
    if found is None:
        raise error
    title, advice = _ADVICE.get(found.code, ("数据没有打开", found.text))
    place = getattr(error, "filename", None) or ""
    return title, (advice, f"位置：{place}") if place else (advice,)


def beyond_repair(error: Exception) -> bool:
    """Whether the file itself is what is wrong, so that a backup is the way on."""
    return isinstance(error, Refusal) and any(problem.code in _LOST for problem in error.problems)


class Trouble(QDialog):
    """The page itself; accepted means: try again."""

    def __init__(
        self,
        title: str,
        lines: tuple[str, ...],
        parent: QWidget | None = None,
        rescue: Callable[[], Rescue] | None = None,
    ) -> None:
        """With ``rescue`` there is a way to put a backup in place."""
        super().__init__(parent)
        self.setWindowTitle("幸福院")
        least(self, 620, 300)
        outer = pad(QVBoxLayout(self), 36, 30, 36, 24, gap=14)
        head = pad(QHBoxLayout(), gap=14)
        sign = label()
        sign.setPixmap(icons.pixmap("warning", theme.PERSIMMON, 34))
        head.addWidget(sign)
        head.addWidget(label(title, "title"), 1)
        outer.addLayout(head)
        for line in lines:
            outer.addWidget(label(line, wrap=True, select=True))
        outer.addWidget(label("已经记下的数据没有动过。", "muted", wrap=True))
        outer.addStretch(1)
        buttons = pad(QHBoxLayout(), gap=10)
        buttons.addStretch(1)
        self.again = button("重试", self.accept, kind="primary" if rescue is None else "plain")
        self.from_backup = button("从备份恢复…", lambda: self._restore(rescue), kind="primary")
        self.from_backup.setVisible(rescue is not None)
        for one in (button("退出", self.reject), self.again, self.from_backup):
            buttons.addWidget(one)
        outer.addLayout(buttons)
        first = self.again if rescue is None else self.from_backup
        first.setDefault(True)
        first.setFocus()

    def _restore(self, rescue: Callable[[], Rescue] | None) -> None:
        # Needed rarely, and it leads back here for its own troubles.
        from happyhome.gui.dialogs.rescue import RescueDialog

        if rescue is not None and RescueDialog(rescue(), self).exec():
            self.accept()


def opened(
    open_services: Callable[[], Services], rescue: Callable[[], Rescue] | None = None
) -> Services | None:
    """The services, or None when the clerk gave up. Bugs are raised."""
    while True:
        try:
            return open_services()
        except Exception as error:  # noqa: BLE001  told apart by ``trouble``, which raises what it does not know
            title, lines = trouble(error)
            way = rescue if beyond_repair(error) else None
            if Trouble(title, lines, rescue=way).exec() != QDialog.DialogCode.Accepted:
                return None
