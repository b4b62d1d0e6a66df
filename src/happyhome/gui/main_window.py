"""The window: rail, top bar, pages, status line; undo, zoom, search and help from everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Level, Problem
from happyhome.gui.application import Zoom
from happyhome.gui.errors import ErrorReporter
from happyhome.gui.frame.bars import JobLine, StatusLine, TopBar
from happyhome.gui.frame.rail import Rail
from happyhome.gui.frame.stack import EVERYTHING, PageStack
from happyhome.gui.jobs import Jobs
from happyhome.gui.kit import scaled
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.clipboard import clear_secrets
from happyhome.gui.kit.scaled import pad, px
from happyhome.gui.kit.search_box import Hit, SearchBox
from happyhome.gui.kit.toast import Toast
from happyhome.gui.shell import PageSpec, Shell, Truth
from happyhome.gui.showing import watch_clipboard

if TYPE_CHECKING:  # the store behind it costs a third of a second, which the first window need not wait for
    from happyhome.services.session import Services

_SLIM_BELOW: Final = 1150
_TIGHT_BELOW: Final = 760
_DAY_CHECK_MS: Final = 60_000
SEARCH_HINT: Final = "找人：姓名、拼音首字母、身份证后四位"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window asks around itself; each is called when it is shown anew."""

    home: Callable[[], str]
    operator: Callable[[], str]
    truths: Callable[[], Sequence[Truth]]
    search: Callable[[str], Sequence[Hit]]
    found: Callable[[Shell, str], None]
    undo: Callable[[], Outcome]
    redo: Callable[[], Outcome]
    help: Callable[[QWidget, str], None]


class MainWindow(QMainWindow):
    """Built once; pages come lazily. ``shell`` is what pages are given."""

    def __init__(
        self, services: Services, pages: Sequence[PageSpec], around: Surroundings, zoom: Zoom,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._services, self._around, self._zoom = services, around, zoom
        self.errors = ErrorReporter(lambda: self, self.say)
        self.jobs = Jobs(self.errors.show, self)
        self.shell = Shell(
            services, self.jobs, self.open_page, self.broadcast, self._toasted, self._tell, self._confirm
        )
        self.search = SearchBox(lambda text: self._around.search(text), SEARCH_HINT, key="Ctrl K")
        self.search.chosen.connect(lambda person: self._around.found(self.shell, person))
        self.rail, self.pages = Rail(pages), PageStack(pages)
        self.rail.asked.connect(self.open_page)
        self._top, self.status, self.job_line = TopBar(self.search), StatusLine(), JobLine()
        self.status.asked.connect(lambda page, target: self.open_page(page, target=target))
        self.jobs.started.connect(self.job_line.watch)
        self._lay_out()
        self.toast = Toast(self._middle)
        self.toast.undo_asked.connect(self.undo)
        watch_clipboard(lambda: self.shell, self)
        zoom.changed.connect(lambda _per_cent: self._rescale())
        self._keys()
        self._day = services.today()
        self._clock = QTimer(self, interval=_DAY_CHECK_MS)
        self._clock.timeout.connect(self._look_at_the_day)
        self._clock.start()
        self._show_around()
        self.resize(px(1366), px(768))

    def _lay_out(self) -> None:
        self._middle = QWidget()
        self._middle.setProperty("role", "ground")
        inner = pad(QVBoxLayout(self._middle), 20, 16, 20, 16, gap=0)
        inner.addWidget(self.pages)
        whole = QWidget()
        column = pad(QVBoxLayout(whole), gap=0)
        across = pad(QHBoxLayout(), gap=0)
        across.addWidget(self.rail)
        across.addWidget(self._middle, 1)
        column.addWidget(self._top)
        column.addLayout(across, 1)
        column.addWidget(self.job_line)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setMinimumSize(640, 420)

    def _keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+K": self._to_search,
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl++": lambda: self._zoom.step(1),
            "Ctrl+=": lambda: self._zoom.step(1),
            "Ctrl+-": lambda: self._zoom.step(-1),
            "Ctrl+0": lambda: self._zoom.step(0),
            "Ctrl+Return": self._primary_act,
            "Ctrl+Enter": self._primary_act,
            "F1": lambda: self._around.help(self, self.pages.key),
            "F5": lambda: self.broadcast(EVERYTHING),
        }
        for key, act in acts.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # What pages may use, through the shell

    def open_page(self, key: str, **target: Any) -> None:
        """Bring a page into sight."""
        self.pages.open(self.shell, key, **target)
        self.rail.show_current(key)

    def broadcast(self, changed: frozenset[str]) -> None:
        """Have everything that shows these subjects show them anew; an empty set means all."""
        self.pages.spread(changed)
        self._show_around()

    def serve(self, services: Services, around: Surroundings) -> None:
        """Go on with these: another person at the keyboard, or the records sealed. Pages stay as they are."""
        self._services, self.shell.services, self._around = services, services, around
        self._show_around()

    @property
    def zoom(self) -> Zoom:
        """How large everything is shown."""
        return self._zoom

    def say(self, text: str) -> None:
        """A line at the bottom."""
        self._toasted(text, False)

    def undo(self) -> None:
        """Take the last operation back."""
        self._say_outcome(self._around.undo(), "已撤销")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._say_outcome(self._around.redo(), "已恢复")

    def _say_outcome(self, outcome: Outcome, done: str) -> None:
        if outcome.operation is None:
            if outcome.refused:
                self._tell(outcome.problems)
            else:
                self.say(outcome.text or "没有可以撤销的")
            return
        self.broadcast(outcome.changed)
        self.say(f"{done}：{outcome.label.removeprefix('撤销：').removeprefix('恢复：')}")

    def _toasted(self, text: str, undo: bool) -> None:
        self.toast.say(text, undo=undo)

    def _tell(self, problems: tuple[Problem, ...]) -> None:
        """Short good news is a line at the bottom; what was refused must be read."""
        lines = [problem.text for problem in problems]
        if all(problem.level is Level.INFO for problem in problems) and len(lines) == 1:
            self.say(lines[0])
        else:
            Ask.tell(
                self, "没有做成" if any(p.level is Level.REFUSED for p in problems) else "请看一下", lines
            )

    def _confirm(self, act: str, problems: tuple[Problem, ...]) -> bool:
        return Ask.ask(self, f"{act}：请先看一下", [problem.text for problem in problems], "照样做", "不做了")

    # Around the pages

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _primary_act(self) -> None:
        """What the filled button of the page in sight does, where the page says so."""
        act = getattr(self.pages.page(self.pages.key), "primary_action", None)
        if act is not None:
            act()

    def _title(self) -> str:
        return self._around.home() or "幸福院"

    def _show_around(self) -> None:
        self.setWindowTitle(self._title())
        self._top.show_home(self._around.home())
        self._top.show_day(self._day)
        self.status.show_truths(self._around.truths(), self._around.operator())

    def _look_at_the_day(self) -> None:
        today: date = self._services.today()
        if today != self._day:
            self._day = today
            self.broadcast(EVERYTHING)

    def _rescale(self) -> None:
        scaled.rescale(self)
        self._fit()
        self.say(f"显示大小 {self._zoom.now}%")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves the rail's keys out."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.set_slim(self.width() < px(_SLIM_BELOW), self.width() < px(_TIGHT_BELOW))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask when work is under way; wait for the worker to end."""
        busy = self.jobs.busy
        if busy and not Ask.ask(
            self, "还有事没做完", [f"正在{'、'.join(busy)}。现在关闭会把它停下。"], "停下并关闭", "再等等"
        ):
            event.ignore()
            return
        self._clock.stop()
        clear_secrets()
        self.jobs.close()
        super().closeEvent(event)
