"""How long nobody has touched the window: keys, mouse and wheel as its screen windows hear of them.

A filter on the application would look at every paint and timer; a window of the screen hears of little else
than hands.

Time is measured by a clock that nobody sets and that goes on while the machine sleeps. Where a system has none, the
clock on the wall counts, too, and a sleep is seen by that; set forward, it then locks once for nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

LEAST_MS: Final = 5_000
MOST_MS: Final = 15_000
"""Timers stand still while the machine sleeps; this long after waking at most, it is looked how late it is."""
Seconds = Callable[[], float]
_HANDS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def seconds_through_sleep() -> Seconds | None:
    """A clock of seconds that nobody sets and that no sleep stops; None where the system has none."""
    if sys.platform == "win32":
        return time.monotonic  # counts sleep there
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return None if boot is None else partial(time.clock_gettime, boot)


class IdleWatch(QObject):
    """``left_alone`` when nobody has touched anything for as long as ``minutes`` tells (0: never).

    ``lock_asked`` on Ctrl L in any window, dialogs too, where a shortcut of the main window does not reach.
    ``seconds`` is the clock that sleep does not stop; without it, ``now`` has to tell of sleep.
    """

    left_alone = Signal()
    lock_asked = Signal()

    def __init__(
        self, now: Callable[[], datetime], minutes: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._minutes = now, minutes
        self.seconds = seconds_through_sleep()
        self._touch()
        self._limit = timedelta(0)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)  # type: ignore[union-attr]
        self._listen(QGuiApplication.focusWindow())

    @property
    def is_running(self) -> bool:
        """Whether the time is being measured."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Measure from now on, by the minutes of now."""
        self._touch()
        self._limit = timedelta(minutes=self._minutes())
        self.stop()
        if self._limit:
            self._wait()

    def stop(self) -> None:
        """Measure nothing."""
        self._timer.stop()

    def look(self) -> None:
        """Whether the time is over; else wait for what is left of it."""
        if self._alone() >= self._limit:
            self.left_alone.emit()
        else:
            self._wait()

    def touched(self) -> bool:
        """Somebody is there again; False when that comes too late, as after the machine has slept."""
        if self.is_running and self._alone() >= self._limit:
            self.left_alone.emit()
            return False
        self._touch()
        return True

    def _touch(self) -> None:
        self._at, self._at_seconds = self._now(), (self.seconds or time.monotonic)()

    def _alone(self) -> timedelta:
        """For how long nobody was there."""
        steady = timedelta(seconds=(self.seconds or time.monotonic)() - self._at_seconds)
        return steady if self.seconds is not None else max(steady, self._now() - self._at)

    def _wait(self) -> None:
        left = round((self._limit - self._alone()).total_seconds() * 1000)
        self._timer.start(min(MOST_MS, max(LEAST_MS, left)))

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hands are noticed and nothing is kept from anybody, save what comes too late."""
        if event.type() not in _HANDS:
            return False
        if isinstance(event, QKeyEvent) and _is_lock_key(event):
            self.lock_asked.emit()
            return True
        return not self.touched()


def _is_lock_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
