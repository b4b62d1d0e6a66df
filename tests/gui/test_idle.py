"""How long nobody was there: by the village's clock, so that a machine that slept is found out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from happyhome.gui.idle import IdleWatch
from tests.gui.sealed_home import Clock


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
    watch.begin()
    assert not watch.is_running
    clock.pass_by(days=2)
    assert watch.touched()


def test_a_clock_that_is_set_back_does_not_wait_for_days(watch: IdleWatch, clock: Clock) -> None:
    clock.pass_by(days=-2)
    watch.look()
    assert watch._timer.remainingTime() <= 11 * 60_000  # a coarse timer
