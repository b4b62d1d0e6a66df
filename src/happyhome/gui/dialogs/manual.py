"""F1: the short manual, opened at the page one is on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.resources import resource

CHAPTERS: Final = (
    ("start", "从头开始"),
    ("today", "今日"),
    ("residents", "老人"),
    ("import", "导入名册和旧表"),
    ("meals", "用餐"),
    ("activities", "活动"),
    ("allowances", "补贴"),
    ("policies", "政策文件怎么写"),
    ("reports", "报表"),
    ("handover", "交接"),
    ("settings", "设置"),
    ("safety", "备份和意外"),
    ("keys", "全部快捷键"),
)
"""(file in resources/manual without .md, title), in the order of reading."""
_KEY: Final = int(Qt.ItemDataRole.UserRole)
_LINE_HEIGHT: Final = 128
"""Per cent of a line's own height."""


def chapter(key: str) -> str:
    """The text of a chapter in Markdown; a page without one of its own gets the first."""
    if key == "policies":  # it is kept beside the rules it is the guide to
        return resource("policies", "guide.md").read_text(encoding="utf-8")
    known = {name for name, _ in CHAPTERS}
    return resource("manual", f"{key if key in known else 'start'}.md").read_text(encoding="utf-8")


class Manual(QDialog):
    """Chapters at the left, the text at the right."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.chapters, self.text = QListWidget(), QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(px(22))
        self.chapters.setFrameShape(QFrame.Shape.NoFrame)
        self.chapters.setSpacing(px(5))
        least(self, 900, 600)
        outer = pad(QVBoxLayout(self), 20, 16, 20, 16, gap=12)
        outer.addWidget(label("使用说明", "title"))
        across = pad(QHBoxLayout(), gap=14)
        least(self.chapters, 170, 0, max_width=210)
        across.addWidget(self.chapters)
        across.addWidget(self.text, 1)
        outer.addLayout(across, 1)
        buttons = pad(QHBoxLayout())
        buttons.addStretch(1)
        buttons.addWidget(button("关闭（Esc）", self.accept))
        outer.addLayout(buttons)
        for name, title in CHAPTERS:
            item = QListWidgetItem(title, self.chapters)
            item.setData(_KEY, name)
        self.chapters.currentItemChanged.connect(self._show)
        self._go(key)

    def _go(self, key: str) -> None:
        names = [name for name, _ in CHAPTERS]
        self.chapters.setCurrentRow(names.index(key) if key in names else 0)
        self.chapters.setFocus()

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.setMarkdown(chapter(item.data(_KEY)))
            self._breathe()

    def _breathe(self) -> None:
        """Room between lines and before headings: Markdown brings none."""
        cursor = QTextCursor(self.text.document())
        block = self.text.document().begin()
        while block.isValid():
            shape = block.blockFormat()
            shape.setLineHeight(_LINE_HEIGHT, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
            shape.setTopMargin(px(18 if shape.headingLevel() > 1 else 6))
            cursor.setPosition(block.position())
            cursor.setBlockFormat(shape)
            block = block.next()

    def _follow(self, link: QUrl) -> None:
        self._go(link.toString().removesuffix(".md"))


def show_manual(parent: QWidget, key: str) -> None:
    """Open it at the chapter of a page."""
    Manual(key, parent).exec()
