"""How long nobody was there: by a clock that nobody sets, and that no sleep stops."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from happyhome.gui.idle import IdleWatch, seconds_through_sleep
from tests.gui.sealed_home import NOON, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def left(clock: Clock, watch: IdleWatch) -> list[str]:
    seen: list[str] = []
    watch.left_alone.connect(lambda: seen.append("left"))
    watch.lock_asked.connect(lambda: seen.append("asked"))
    return seen


@pytest.fixture
def watch(clock: Clock, qapp: object) -> IdleWatch:
    made = IdleWatch(clock, lambda: 10)
    made.seconds = clock.seconds
    made.begin()
    return made


@pytest.fixture
def screen(watch: IdleWatch, qtbot: QtBot) -> Iterator[QWindow]:
    """The screen's window of a field that has the focus."""
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    found = field.windowHandle()
    assert found is not None
    yield found
    field.hide()


def test_after_its_minutes_and_not_before(watch: IdleWatch, clock: Clock, left: list[str]) -> None:
    clock.pass_by(minutes=9)
    watch.look()
    assert left == []
    assert watch.is_running
    clock.pass_by(minutes=1)
    watch.look()
    assert left == ["left"]


def test_a_key_begins_the_time_anew(watch: IdleWatch, clock: Clock, left: list[str], screen: QWindow) -> None:
    clock.pass_by(minutes=9)
    QTest.keyClick(screen, Qt.Key.Key_A)
    clock.pass_by(minutes=9)
    watch.look()
    assert left == []


def test_the_mouse_begins_it_anew_too(
    watch: IdleWatch, clock: Clock, left: list[str], screen: QWindow
) -> None:
    clock.pass_by(minutes=9)
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton)
    clock.pass_by(minutes=9)
    watch.look()
    assert left == []


def test_the_first_key_after_a_long_sleep_locks_instead_of_typing(
    watch: IdleWatch, clock: Clock, left: list[str], screen: QWindow, qtbot: QtBot
) -> None:
    clock.pass_by(hours=3)
    QTest.keyClick(screen, Qt.Key.Key_A)
    assert "left" in left


def test_ctrl_l_is_heard_in_any_window(left: list[str], screen: QWindow) -> None:
    QTest.keyClick(screen, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert left == ["asked"]


def test_no_minutes_is_never(clock: Clock, qapp: object) -> None:
    watch = IdleWatch(clock, lambda: 0)
    watch.seconds = clock.seconds
    watch.begin()
    assert not watch.is_running
    clock.pass_by(days=2)
    assert watch.touched()


@dataclass
class TwoClocks:
    """The one on the wall and the steady one, each as much later as a test says."""

    wall: timedelta = timedelta(0)
    steady: float = 0

    def watch(self, *, steady_counts_sleep: bool) -> tuple[IdleWatch, list[str]]:
        made = IdleWatch(lambda: NOON + self.wall, lambda: 10)
        if steady_counts_sleep:
            made.seconds = lambda: self.steady
        else:
            made.seconds = None
        made.begin()
        seen: list[str] = []
        made.left_alone.connect(lambda: seen.append("left"))
        return made, seen


@pytest.mark.parametrize("hours", [-48, 48])
def test_a_clock_that_is_set_neither_locks_nor_keeps_open(hours: int, qapp: object) -> None:
    clocks = TwoClocks()
    watch, left = clocks.watch(steady_counts_sleep=True)
    clocks.wall = timedelta(hours=hours)
    watch.look()
    assert left == []
    assert watch.touched()
    clocks.steady = 10 * 60
    watch.look()
    assert left == ["left"]


def test_a_machine_that_slept_is_locked_where_the_steady_clock_slept_too(qapp: object) -> None:
    clocks = TwoClocks()
    watch, left = clocks.watch(steady_counts_sleep=False)
    clocks.wall = timedelta(hours=3)
    assert not watch.touched()
    assert left == ["left"]


def test_a_sleep_is_noticed_soon_though_timers_slept(watch: IdleWatch) -> None:
    assert watch._timer.remainingTime() <= 16_000


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="no such clock")
def test_this_system_has_a_clock_that_sleep_does_not_stop() -> None:
    seconds = seconds_through_sleep()
    assert seconds is not None
    assert seconds() >= 0
