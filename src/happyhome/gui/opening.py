"""When the data cannot be opened: a page that says what is wrong and what to do, never a silent end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.data_trouble import STORE_NAME, data_advice
from happyhome.gui.kit import icons, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad
from happyhome.services.session import Services
from happyhome.services.trouble import environment_trouble

if TYPE_CHECKING:
    from happyhome.services.restoring import Rescue

_LOST = frozenset({"file_damaged", "file_lost"})


def trouble(error: Exception) -> tuple[str, tuple[str, ...]]:
    """(title, sentences) for what kept the data from opening; a bug is raised again."""
    if isinstance(error, Refusal):
        return "数据没有打开", tuple(problem.text for problem in error.problems)
    found = environment_trouble(error, Path(STORE_NAME))
    if found is None:
        raise error
    title, advice = data_advice(found.code, "点“重试”") or ("数据没有打开", found.text)
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
