"""The paper as it will print, with what must be known before that, and its pages under the thumb."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from happyhome.domain.problems import Problem
from happyhome.gui.jobs import Jobs
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.pdf_view import PdfView
from happyhome.gui.kit.scaled import least, pad

_MOST_NAMED = 4


class Preview(QWidget):
    """Help line, options, warnings, pages."""

    def __init__(self, jobs: Jobs, options: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.help: QLabel = label("", "muted", wrap=True)
        self.state = label("", "muted")
        self.pages = label("", "muted")
        self.view = PdfView(jobs)
        self.view.page_changed.connect(self._turned)
        self._warning = QFrame()
        self._warning.setProperty("role", "card")
        self._warned: QLabel = label("", "refusal", wrap=True)
        pad(QVBoxLayout(self._warning), 14, 8, 14, 8).addWidget(self._warned)
        self._warning.hide()
        tools = []
        for text, tip, act in (
            ("－", "缩小（Ctrl 加滚轮）", lambda: self.view.zoom(-1)),
            ("整宽", "和窗口一样宽", self.view.fit_width),
            ("＋", "放大（Ctrl 加滚轮）", lambda: self.view.zoom(1)),
        ):
            made = button(text, act, kind="chip")
            made.setToolTip(tip)
            made.setAccessibleName(tip)
            tools.append(made)
        column = pad(QVBoxLayout(self), gap=8)
        column.addWidget(self.help)
        column.addWidget(options)
        column.addWidget(self._warning)
        column.addWidget(self.view, 1)
        column.addWidget(Wrap(self.pages, self.state, right=tuple(tools)))
        least(self.view, 0, 280)
        self.setFocusProxy(self.view)

    def show_paper(self, content: bytes, problems: Sequence[Problem]) -> None:
        """Show the pages, and what they cannot show as written."""
        self.view.show_pdf(content)
        self.state.setText("")
        texts = [problem.text for problem in problems]
        more = f"\n还有 {len(texts) - _MOST_NAMED} 处。" if len(texts) > _MOST_NAMED else ""
        self._warned.setText("\n".join(texts[:_MOST_NAMED]) + more)
        self._warning.setVisible(bool(texts))

    def show_sentence(self, text: str) -> None:
        """Show why there is nothing to see."""
        self.view.show_message(text)
        self.pages.setText("")
        self.state.setText("")
        self._warning.hide()

    def show_busy(self) -> None:
        """Say that the next pages are on their way; the ones before stay until then."""
        self.state.setText("正在排版…")

    def _turned(self, page: int, pages: int) -> None:
        self.pages.setText(f"第 {page} 页 共 {pages} 页" if pages else "")
