"""The top bar (home, search, the day) and the status line (three truths, the operator, work under way)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from happyhome.domain.dates import weekday_name
from happyhome.gui import text as words
from happyhome.gui.jobs import Job
from happyhome.gui.kit import theme
from happyhome.gui.kit.buttons import IconButton, button
from happyhome.gui.kit.card import label, row
from happyhome.gui.kit.flow import WrapLayout
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.gui.kit.search_box import SearchBox
from happyhome.gui.shell import Truth

_DOTS = {"good": theme.DOT_GOOD, "due": theme.PERSIMMON}


class TopBar(QFrame):
    """The home's name, the search field, the day with its lunar date."""

    def __init__(self, search: SearchBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "topbar")
        least(self, 0, 56)
        self._home, self._day = label("", "home"), label("", "heading")
        self._weekday, self._lunar = label(), label("", "muted")
        line = pad(QHBoxLayout(self), 20, 8, 20, 8, gap=8)
        least(self._home, 180)
        least(search, 150, 0, max_width=380)
        line.addWidget(self._home)
        line.addWidget(search, 20)  # the hint in it is worth more than air
        line.addStretch(1)
        for widget in (self._day, self._weekday, self._lunar):
            line.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large letters on a small screen: the day stays whole, its company goes."""
        super().resizeEvent(event)
        self._weekday.setVisible(self.width() >= px(640))
        roomy = self.width() >= px(760)
        self._lunar.setVisible(roomy)
        least(self._home, 180 if roomy else 1)

    def show_home(self, name: str) -> None:
        """Name the home."""
        self._home.setText(name)

    def show_day(self, day: date) -> None:
        """Tell the day."""
        self._day.setText(words.short_day(day))
        self._weekday.setText(weekday_name(day))
        self._lunar.setText(words.lunar_day(day))


class Dot(QWidget):
    """A small coloured dot; what it means stands beside it in words."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour

    def sizeHint(self) -> QSize:
        """Nine by nine."""
        return QSize(px(9), px(9))

    def minimumSizeHint(self) -> QSize:
        """Never half of one."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        side = px(9)
        painter.drawEllipse(0, (self.height() - side) // 2, side, side)
        painter.end()


class StatusLine(QFrame):
    """Always there: last backup, what is not handed in, which month is open, who is at the keyboard.

    ``asked(page, target)`` when a truth that leads somewhere is clicked, ``lock_asked`` beside the name.
    """

    asked = Signal(str, str)
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "statusline")
        least(self, 0, 34)
        line = pad(QHBoxLayout(self), 20, 4, 20, 4, gap=8)
        self._truths = QWidget()
        self._truths.setProperty("role", "bare")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._truths.setSizePolicy(policy)
        self._row = pad(WrapLayout(self._truths), gap=4)  # what lies between them each carries at its right
        self._operator = label("", "status")
        self.lock = IconButton("lock", "锁屏（Ctrl L）", self.lock_asked.emit)
        self.lock.setProperty("kind", "flat")
        self.lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line.addWidget(self._truths, 1)
        line.addLayout(row(self._operator, self.lock, gap=4))
        self._shown: tuple[Truth, ...] = ()

    def show_truths(self, truths: Sequence[Truth], operator: str) -> None:
        """Tell these; nothing is rebuilt when they are the same."""
        self._operator.setText(f"操作员：{operator}" if operator else "")
        if tuple(truths) == self._shown:
            return
        self._shown = tuple(truths)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()  # said outright: a layout's own show, still on its way, would make a window of it
                old.setParent(None)
                old.deleteLater()
        for truth in truths:
            self._row.addWidget(self._truth(truth))

    def _truth(self, truth: Truth) -> QWidget:
        made = QWidget()
        made.setProperty("role", "bare")
        line = pad(QHBoxLayout(made), 0, 0, 14, 0, gap=7)
        if truth.tone in _DOTS:
            line.addWidget(Dot(_DOTS[truth.tone]))
        if truth.page:
            leads = button(truth.text, lambda: self.asked.emit(truth.page, truth.target), kind="statuslink")
            leads.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            line.addWidget(leads)
        else:
            line.addWidget(label(truth.text, "status"))
        return made


class JobLine(QFrame):
    """What is being worked on, how far, and 取消. Not modal; hidden when nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "jobline")
        self._jobs: list[Job] = []
        self._text, self._bar = label("", "status"), QProgressBar()
        self._bar.setTextVisible(False)
        least(self._bar, 160, 0, max_width=320)
        self.cancel = button("取消", self._cancel, kind="link")
        line = pad(QHBoxLayout(self), 20, 3, 20, 3, gap=14)
        line.addWidget(self._text)
        line.addWidget(self._bar, 1)
        line.addWidget(self.cancel)
        line.addStretch(2)
        self.hide()

    def watch(self, job: Job) -> None:
        """Show a job until it ends; with several, the oldest."""
        self._jobs.append(job)
        job.progressed.connect(lambda done, total, text: self._tell(job, done, total, text))
        job.ended.connect(lambda: self._end(job))
        if self._jobs[0] is job:
            self._tell(job, 0, 0, "")

    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._text.text() if self._jobs else ""

    def _tell(self, job: Job, done: int, total: int, text: str) -> None:
        if not self._jobs or self._jobs[0] is not job:
            return
        counted = f" {done} / {total}" if total else ""
        self._text.setText(f"正在{job.title}{counted}{'：' + text if text else '…'}")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.show()

    def _end(self, job: Job) -> None:
        self._jobs.remove(job)
        if self._jobs:
            self._tell(self._jobs[0], 0, 0, "")
        else:
            self.hide()

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
            self._text.setText("正在停下…")
