"""锁屏: everything covered, nothing lost, and who unlocks is at the keyboard from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from happyhome.domain.idcard import check_digit
from happyhome.gui.application import Zoom
from happyhome.gui.desk import HomeWindow
from happyhome.gui.dialogs.reason import ReasonDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.clipboard import SecretClipboard
from happyhome.gui.lock_screen import TITLE, Cover, LockScreen
from happyhome.gui.pages.settings import SettingsPage
from happyhome.services import audit, backups, settings
from tests.gui.pages import desk
from tests.gui.pages.small_home import when_asked
from tests.gui.sealed_home import LI, PASSWORDS, WANG, SealedHome

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def window(sealed: SealedHome, qtbot: QtBot) -> Iterator[HomeWindow]:
    made = sealed.window()
    made.guard.watch.seconds = sealed.clock.seconds
    made.guard.measure()
    desk.settle(made)
    yield made
    made.hide()
    made.jobs.close()


def the_screen(window: HomeWindow) -> LockScreen:
    screen = window.guard.the_lock.screen
    assert screen is not None
    return screen


def unlock(window: HomeWindow, name: str, password: str, qtbot: QtBot) -> None:
    form = the_screen(window).form
    form.operator.set_value(name)
    form.password.set_value(password)
    with qtbot.waitSignals([form.busy, form.busy], timeout=20_000):
        form.submit()


def an_ask() -> Ask:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Ask) and one.isVisible())


def sure(act: Callable[[D], object]) -> Callable[[D], None]:
    """``act`` on a dialog, which is closed where the act fails: else it would wait for ever."""

    def done(box: D) -> None:
        try:
            act(box)
        except BaseException:
            for one in QApplication.topLevelWidgets():
                if isinstance(one, QDialog) and one.isVisible():
                    one.done(QDialog.DialogCode.Rejected)
            raise

    return done


def is_covered(widget: QWidget) -> bool:
    """Whether of a window nothing is seen but its cover, which is the same for all."""
    other = QWidget()
    other.resize(widget.size())
    seen, wanted = (
        one.grab().toImage().convertToFormat(QImage.Format.Format_RGB32) for one in (widget, Cover(other))
    )
    other.deleteLater()
    return seen == wanted


def test_ctrl_l_covers_the_page_and_the_title(window: HomeWindow) -> None:
    assert "清泉村" in window.windowTitle()
    assert not is_covered(window)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.guard.is_locked
    assert is_covered(window)
    assert window.windowTitle() == TITLE
    assert QApplication.activeModalWidget() is the_screen(window)


def test_the_button_beside_the_name_locks_too(window: HomeWindow) -> None:
    window.status.lock.click()
    assert window.guard.is_locked


def test_it_locks_by_itself(window: HomeWindow, sealed: SealedHome) -> None:
    sealed.clock.pass_by(minutes=9)
    window.guard.watch.look()
    assert not window.guard.is_locked
    sealed.clock.pass_by(minutes=1)
    window.guard.watch.look()
    assert window.guard.is_locked
    assert not window.guard.watch.is_running


def test_the_minutes_are_those_of_the_settings(window: HomeWindow, sealed: SealedHome) -> None:
    window.shell.run(settings.choose_all, values={"lock_minutes": 2})
    sealed.clock.pass_by(minutes=2)
    window.guard.watch.look()
    assert window.guard.is_locked


def test_the_password_uncovers_everything_as_it_was(window: HomeWindow, qtbot: QtBot) -> None:
    window.search.setText("赵")
    window.guard.lock()
    unlock(window, WANG, PASSWORDS[WANG], qtbot)
    assert not window.guard.is_locked
    assert "清泉村" in window.windowTitle()
    assert window.search.text() == "赵"
    assert not is_covered(window)
    assert QApplication.activeModalWidget() is None
    assert window.guard.watch.is_running


def test_a_wrong_password_leaves_it_covered(window: HomeWindow, qtbot: QtBot) -> None:
    window.guard.lock()
    unlock(window, WANG, "nobody knows", qtbot)
    assert window.guard.is_locked
    assert is_covered(window)


def test_neither_esc_nor_closing_opens_it(window: HomeWindow) -> None:
    window.guard.lock()
    screen = the_screen(window)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    screen.close()
    assert screen.isVisible()
    assert window.guard.is_locked


def test_who_unlocks_is_in_the_audit_from_then_on(window: HomeWindow, qtbot: QtBot) -> None:
    window.shell.run(settings.choose, key="unseen_days", value=4)
    window.guard.lock()
    unlock(window, LI, PASSWORDS[LI], qtbot)
    window.shell.run(settings.choose, key="unseen_days", value=6)
    found = window.shell.ask(audit.operations, limit=2)
    assert [one.operator for one in found] == [LI, WANG]
    assert window.shell.services.operator == LI
    window.undo()
    assert window.shell.ask(audit.operations, limit=1)[0].operator == LI


def test_a_dialog_is_covered_and_keeps_what_was_typed(window: HomeWindow, qtbot: QtBot) -> None:
    titles: list[str] = []

    def while_open(box: ReasonDialog) -> None:
        field = box.findChild(QLineEdit)
        assert field is not None
        field.setText("王老太说的话")
        window.guard.lock()
        assert is_covered(box)
        titles.append(box.windowTitle())
        assert QApplication.activeModalWidget() is the_screen(window)
        unlock(window, WANG, PASSWORDS[WANG], qtbot)
        assert QApplication.activeModalWidget() is box
        titles.append(box.windowTitle())
        assert field.text() == "王老太说的话"
        box.submit()

    when_asked(ReasonDialog, sure(while_open))
    box = ReasonDialog("给王老太补录", "", (), "好", window)
    assert box.exec() == QDialog.DialogCode.Accepted
    assert box.reason == "王老太说的话"
    assert titles == [TITLE, "给王老太补录"]


def test_what_opens_while_it_is_locked_stays_behind(window: HomeWindow, qtbot: QtBot) -> None:
    window.guard.lock()

    def behind(box: Ask) -> None:
        assert is_covered(box)
        assert QApplication.activeModalWidget() is the_screen(window)
        unlock(window, WANG, PASSWORDS[WANG], qtbot)
        assert QApplication.activeModalWidget() is box
        seen.append(box.windowTitle())
        box.accept()

    seen: list[str] = []
    QTimer.singleShot(30, lambda: sure(behind)(an_ask()))
    Ask.tell(window, "王老太的备份没有写成", ["…"])
    assert seen == ["王老太的备份没有写成"]


def test_menus_are_closed(window: HomeWindow, qtbot: QtBot) -> None:
    menu = QMenu(window)
    menu.addAction("王老太")
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    window.guard.lock()
    assert not menu.isVisible()


def test_work_under_way_goes_on_and_is_told_afterwards(window: HomeWindow, qtbot: QtBot) -> None:
    done: list[int] = []
    window.guard.lock()
    window.jobs.start(
        "备份", lambda _progress: backups.back_up(window.shell.services), lambda _made: done.append(1)
    )
    desk.settle(window)
    assert done
    window.broadcast(frozenset())  # as a job does at its end: the title must stay without a name
    assert window.windowTitle() == TITLE
    assert is_covered(window)


def test_a_number_on_the_clipboard_is_wiped(window: HomeWindow, qtbot: QtBot) -> None:
    kept = SecretClipboard(lambda _found: None, lambda _text: None)  # beside the window's own
    body = "62032119410305882"
    QGuiApplication.clipboard().setText(body + check_digit(body))
    assert QGuiApplication.clipboard().text() == body + check_digit(body)
    window.guard.lock()
    assert QGuiApplication.clipboard().text() == ""
    kept.deleteLater()


def test_a_larger_window_stays_covered(window: HomeWindow) -> None:
    window.guard.lock()
    window.resize(window.width() + 200, window.height() + 100)
    another = QWidget(window)
    QVBoxLayout(another).addWidget(QLineEdit("王老太"))
    another.resize(300, 300)
    another.show()
    QApplication.processEvents()
    assert is_covered(window)


def test_it_can_be_locked_again_and_again(window: HomeWindow, qtbot: QtBot) -> None:
    for name in (LI, WANG, LI):
        window.guard.lock()
        unlock(window, name, PASSWORDS[name], qtbot)
        assert window.shell.services.operator == name


def test_open_records_say_that_there_is_no_password_and_lead_on(tmp_path: Path, qtbot: QtBot) -> None:
    services = desk.village(tmp_path, people=1)
    window = HomeWindow(services, Zoom(100, lambda _zoom: None))
    window.open_page("today")
    window.show()
    seen = when_asked(Ask, lambda box: box.accept())
    window.guard.lock()
    assert seen == ["还没有设密码"]
    assert not window.guard.is_locked
    assert not window.guard.watch.is_running
    page = window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.chips.current() == "protection"
    window.hide()
    window.jobs.close()
    services.close()
