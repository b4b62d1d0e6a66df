"""Opening sealed records: by a password, beside a window that stays alive; wrong ones cost a pause, never the program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from happyhome.gui.dialogs.recover import RecoverDialog
from happyhome.gui.dialogs.unlock import PAUSES_S, UnlockDialog, ask_unlock
from happyhome.gui.remembered import Remembered
from tests.gui.pages.small_home import when_asked
from tests.gui.sealed_home import LI, PASSWORDS, WANG, SealedHome


@pytest.fixture
def box(sealed: SealedHome, qtbot: QtBot) -> Iterator[UnlockDialog]:
    made = UnlockDialog(sealed.ring, sealed.folders, sealed.clock)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.form.close_jobs()


def attempt(box: UnlockDialog, password: str, qtbot: QtBot) -> None:
    """Type it and press Enter; wait until it was tried."""
    box.form.password.edit.clear()
    box.form.password.edit.setText(password)
    with qtbot.waitSignals([box.form.busy, box.form.busy], timeout=20_000):
        QTest.keyClick(box.form.password.edit, Qt.Key.Key_Return)


def test_a_password_opens_for_its_operator(box: UnlockDialog, sealed: SealedHome, qtbot: QtBot) -> None:
    box.form.operator.set_value(LI)
    attempt(box, PASSWORDS[LI], qtbot)
    assert box.result() == QDialog.DialogCode.Accepted
    assert box.found is not None
    assert (box.found.operator, box.found.key) == (LI, sealed.services.store.key)


def test_another_ones_password_does_not_open(box: UnlockDialog, qtbot: QtBot) -> None:
    box.form.operator.set_value(LI)
    attempt(box, PASSWORDS[WANG], qtbot)
    assert box.isVisible()
    assert box.found is None
    assert "密码不对" in box.form.password.note.text()
    assert box.form.password.edit.selectedText()  # ready to be typed over


def test_the_first_mistake_costs_nothing_and_the_second_a_pause(box: UnlockDialog, qtbot: QtBot) -> None:
    attempt(box, "wrong", qtbot)
    assert not box.form.is_pausing
    attempt(box, "wrong again", qtbot)
    assert box.form.is_pausing
    assert "1 秒后可以再试" in box.form.password.note.text()
    assert list(PAUSES_S) == sorted(PAUSES_S)


def test_enter_during_the_pause_is_done_after_it(box: UnlockDialog, qtbot: QtBot) -> None:
    attempt(box, "wrong", qtbot)
    attempt(box, "wrong again", qtbot)
    box.form.password.edit.setText(PASSWORDS[WANG])
    with qtbot.waitSignal(box.accepted, timeout=20_000):
        QTest.keyClick(box.form.password.edit, Qt.Key.Key_Return)
        assert box.isVisible()  # not yet


def test_choosing_another_name_empties_the_password(box: UnlockDialog) -> None:
    box.form.password.edit.setText("meant for somebody else")
    box.form.operator.set_value(LI)
    box.form.operator.edited.emit()
    assert box.form.password.value() == ""


def test_the_window_answers_while_the_key_is_worked_out(box: UnlockDialog, qtbot: QtBot) -> None:
    beats: list[int] = []
    clock = QTimer(interval=5)
    clock.timeout.connect(lambda: beats.append(1))
    clock.start()
    attempt(box, "wrong", qtbot)
    assert beats


def test_esc_gives_up(box: UnlockDialog) -> None:
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.result() == QDialog.DialogCode.Rejected
    assert box.found is None


def test_who_opened_last_stands_there_first(sealed: SealedHome, qtbot: QtBot) -> None:
    def open_as_li(box: UnlockDialog) -> None:
        seen.append(str(box.form.operator.value()))
        box.form.operator.set_value(LI)
        box.form.password.set_value(PASSWORDS[LI])
        box.form.submit()

    seen: list[str] = []
    for _ in range(2):
        when_asked(UnlockDialog, open_as_li)
        found = ask_unlock(sealed.ring, sealed.folders, sealed.clock)
        assert found is not None
    assert seen == [WANG, LI]


def test_it_opens_in_the_size_of_the_window(sealed: SealedHome, qtbot: QtBot) -> None:
    Remembered(sealed.folder).keep_zoom(150)
    sizes: list[int] = []
    when_asked(UnlockDialog, lambda box: (sizes.append(QApplication.font().pixelSize()), box.reject()))
    assert ask_unlock(sealed.ring, sealed.folders, sealed.clock) is None
    assert sizes == [24]


def test_a_forgotten_password_leads_to_the_sheet_and_in(
    box: UnlockDialog, sealed: SealedHome, qtbot: QtBot
) -> None:
    def recover(asked: RecoverDialog) -> None:
        asked.code.set_code(sealed.code)
        asked.submit()
        asked.new.password.set_value("桂花香飘十里路上")
        asked.new.again.set_value("桂花香飘十里路上")
        asked.submit()

    when_asked(RecoverDialog, recover)
    box.forgotten.click()
    assert box.found is not None
    assert box.found.operator == WANG
    assert box.result() == QDialog.DialogCode.Accepted
