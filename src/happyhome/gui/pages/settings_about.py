"""设置 · 关于: version, licences, where the data lies, how large everything is shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

import happyhome
from happyhome.gui.application import ZOOMS
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.main_window import MainWindow
from happyhome.gui.shell import Shell

_PARTS: Final = (
    "Qt for Python（LGPL-3.0）", "SQLAlchemy、Alembic（MIT）", "SQLCipher、sqlcipher3（BSD、zlib）", "ReportLab（BSD）",
    "openpyxl、python-calamine（MIT）", "pypdfium2、PDFium（Apache-2.0、BSD）", "Pillow（MIT-CMU）", "pypinyin（MIT）",
    "lunar_python（MIT）", "platformdirs、PyYAML（MIT）", "思源黑体 Noto Sans SC（OFL-1.1）",
)  # fmt: skip


class AboutSettings(QWidget):
    """Nothing to fill in."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        size = Card("显示大小")
        self.zooms = Chips([(str(step), f"{step}%") for step in ZOOMS])
        self.zooms.chosen.connect(lambda key: self._zoom(int(key)))
        size.body.addWidget(Wrap(self.zooms))
        size.body.addWidget(
            label("任何时候按 Ctrl 加 ＋ 放大，Ctrl 加 － 缩小，Ctrl 0 还原。", "hint", wrap=True)
        )
        where = Card("数据放在哪里")
        folder = shell.services.folders.data
        where.body.addWidget(label(str(folder), wrap=True, select=True))
        where.body.addWidget(
            label(
                "全部数据是这个文件夹里的 happyhome.db 一个文件，自动备份在 backups 里。请不要用别的程序改它。",
                "hint",
                wrap=True,
            )
        )
        where.body.addWidget(Wrap(button("打开文件夹", lambda: self._open(str(folder)))))
        about = Card("关于")
        about.body.addWidget(label(f"幸福院 {happyhome.__version__}", "strong"))
        about.body.addWidget(
            label(
                "给村级幸福院文书用的离线登记程序，按木兰宽松许可证第 2 版（MulanPSL-2.0）发布。", wrap=True
            )
        )
        about.body.addWidget(label("用到的部件和它们的许可：" + "，".join(_PARTS) + "。", "small", wrap=True))
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=12)
        for card in (size, where, about):
            column.addWidget(card)
        column.addStretch(1)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))

    def refresh(self) -> None:
        """Show the size of now."""
        window = self.window()
        if isinstance(window, MainWindow):
            self.zooms.set_current(str(window.zoom.now))

    def _zoom(self, wanted: int) -> None:
        window = self.window()
        if isinstance(window, MainWindow):
            while window.zoom.now != wanted:
                window.zoom.step(1 if wanted > window.zoom.now else -1)

    def _open(self, folder: str) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self._shell.say(f"没有打开。文件夹在 {folder}")
