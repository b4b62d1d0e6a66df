"""When the data cannot be opened: a page that says what is wrong and what to do, never a silent end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad
from happyhome.services.session import Services
from happyhome.services.trouble import environment_trouble

_ADVICE = {
    "disk_full": ("磁盘满了", "请删去不用的文件（下载、视频、回收站），再点“重试”。"),
    "read_only": ("数据文件夹不能写", "它在只读的盘上。请换一个能写的位置，或请懂电脑的人看看这个文件夹的权限。"),
    "no_permission": ("数据文件夹不能写", "这个账号没有写它的权限。请用平时的账号登录，或请懂电脑的人放开权限。"),
    "device_error": ("磁盘读写出错", "硬盘可能坏了。请先不要再写东西，找人看看硬盘；备份在另一个盘上的话，可以在别的电脑恢复。"),
    "not_a_folder": ("数据文件夹打不开", "那个位置上有一个同名的文件挡住了。请把它改名或移走，再点“重试”。"),
}  # fmt: skip
"""Where the data itself will not open, advice about sticks is of no use; by code of the refusal."""


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


class Trouble(QDialog):
    """The page itself; accepted means: try again."""

    def __init__(self, title: str, lines: tuple[str, ...], parent: QWidget | None = None) -> None:
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
        buttons.addWidget(button("退出", self.reject))
        self.again = button("重试", self.accept, kind="primary")
        self.again.setDefault(True)
        self.again.setFocus()
        buttons.addWidget(self.again)
        outer.addLayout(buttons)


def opened(open_services: Callable[[], Services]) -> Services | None:
    """The services, or None when the clerk gave up. Bugs are raised."""
    while True:
        try:
            return open_services()
        except Exception as error:  # noqa: BLE001  told apart by ``trouble``, which raises what it does not know
            title, lines = trouble(error)
            if Trouble(title, lines).exec() != QDialog.DialogCode.Accepted:
                return None
