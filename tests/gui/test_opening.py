"""Opening the records for a window: each trouble has its page, each button leads where it says."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from happyhome import app
from happyhome.domain.problems import refuse
from happyhome.domain.safety_events import SafetyEvent
from happyhome.files.holding import holder
from happyhome.gui.application import Zoom
from happyhome.gui.desk import HomeWindow
from happyhome.gui.dialogs.rescue import RescueDialog
from happyhome.gui.dialogs.restore_guide import KEY
from happyhome.gui.dialogs.unlock import UnlockDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.notices import Aftermath, NoticeBar
from happyhome.gui.opening import Opening, trouble
from happyhome.gui.start_pages import beyond_repair, page_for
from happyhome.gui.trouble_page import TroublePage
from happyhome.services import audit, backups, residents, starting
from happyhome.services.session import Folders, Unlock
from happyhome.services.starting import Accepted, Started
from tests.gui.pages import desk
from tests.gui.sealed_home import LI, PASSWORDS, SealedHome

D = TypeVar("D", bound=QDialog)
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12)  # noqa: DTZ001  the village's clock on the wall


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A home of three, its program closed."""
    made = desk.village(tmp_path, people=3)
    made.close()
    return Folders(tmp_path)


@pytest.fixture
def held() -> Iterator[list[Started]]:
    """What was opened is let go of."""
    made: list[Started] = []
    yield made
    for one in made:
        one.end()


def opening(folders: Folders, day: date = DAY, *, with_rescue: bool = True) -> Opening:
    def start(unlock: Unlock, accepted: Accepted) -> Started:
        return app.start(folders.data, day, unlock, accepted)

    return Opening(
        start, folders, app.clock_for(day), (lambda: app.rescue(folders.data, day)) if with_rescue else None
    )


def answer(*acts: Callable[[QDialog], object]) -> list[str]:
    """Do each act to the dialog that is open then; the sentences that were read."""
    read: list[str] = []
    left = list(acts)

    def later() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QDialog):
            QTimer.singleShot(20, later)
            return
        read.extend(one.text() for one in box.findChildren(QLabel) if one.text())
        act = left.pop(0)
        if left:
            QTimer.singleShot(0, later)
        act(box)

    QTimer.singleShot(0, later)
    return read


def press(key: str) -> Callable[[QDialog], object]:
    def act(box: QDialog) -> None:
        assert isinstance(box, TroublePage)
        box.buttons[key].click()

    return act


# The file


def test_a_damaged_file_is_told_and_giving_up_ends_without_records(folders: Folders, qtbot: QtBot) -> None:
    folders.store.write_bytes(b"not a store at all" * 600)
    read = answer(lambda box: box.reject())
    assert opening(folders).run() is None
    assert "数据文件损坏了" in read


def test_a_damaged_file_gives_way_to_a_backup(folders: Folders, qtbot: QtBot, held: list[Started]) -> None:
    services = app.open_services(folders.data, DAY)
    copy = backups.back_up(services).path
    services.close()
    folders.store.write_bytes(b"not a store at all" * 600)

    def restore(box: QDialog) -> None:
        assert isinstance(box, RescueDialog)
        app.rescue(folders.data, DAY).restore(copy)
        box.accept()

    answer(press("restore"), restore)
    started = opening(folders).run()
    assert started is not None
    held.append(started)
    assert len(started.services.ask(residents.people)) == 3


def each_time(kind: type[D], act: Callable[[D], object], opened: list[str]) -> Callable[[], None]:
    """``act`` on every dialog of a kind that opens; ``opened`` gets their names. Call what comes back to stop."""
    seen: list[D] = []
    timer = QTimer(interval=10)

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind) and found not in seen:
            seen.append(found)
            opened.append(kind.__name__)
            act(found)

    timer.timeout.connect(look)
    timer.start()
    return timer.stop


def by_password(box: UnlockDialog) -> None:
    box.form.form.set_values({"operator": LI, "password": PASSWORDS[LI]})
    box.form.submit()


def walk_on(box: RescueDialog, qtbot: QtBot, opened: list[str]) -> None:
    """Through the guide with the newest copy, giving 李会计's password where it is asked for."""
    qtbot.waitUntil(lambda: box.choose.path() is not None, timeout=20_000)
    for _ in range(8):
        qtbot.waitUntil(lambda: box.busy.idle or not box.isVisible(), timeout=20_000)
        if box.step == KEY:
            opened.append("asked for a password")
            box.key.form.set_values({"operator": LI, "password": PASSWORDS[LI]})
        if box.isVisible():
            box.go_on()


@pytest.mark.parametrize("is_lost", [False, True])
def test_the_password_is_asked_for_once_in_a_damaged_start(
    is_lost: bool, sealed: SealedHome, qtbot: QtBot, held: list[Started]
) -> None:
    backups.back_up(sealed.services)
    sealed.services.close()
    if is_lost:
        sealed.folders.store.unlink()
    else:
        content = bytearray(sealed.folders.store.read_bytes())
        content[8192:12288] = b"rotten.." * 512
        sealed.folders.store.write_bytes(content)
    opened: list[str] = []
    stops = [
        each_time(UnlockDialog, by_password, opened),
        each_time(TroublePage, press("restore"), opened),
        each_time(RescueDialog, lambda box: walk_on(box, qtbot, opened), opened),
    ]
    started = opening(sealed.folders).run()
    for stop in stops:
        stop()
    assert started is not None
    held.append(started)
    assert opened == (
        ["TroublePage", "RescueDialog", "asked for a password"]
        if is_lost
        else ["UnlockDialog", "TroublePage", "RescueDialog"]
    )
    assert len(started.services.ask(residents.people)) == 3
    assert started.services.operator == LI
    done = started.services.ask(audit.operations, limit=1)[0]
    assert (done.label, done.operator) == ("恢复备份", LI)


@pytest.mark.parametrize(
    ("code", "way"),
    [("file_damaged", True), ("file_lost", True), ("ring_lost", True), ("file_newer", False)],
)
def test_a_backup_is_offered_only_where_the_file_itself_is_gone(code: str, way: bool) -> None:
    error = refuse(code, "已损坏。")
    assert beyond_repair(error) is way
    page = page_for(error, NOON, can_restore=True)
    assert page is not None
    assert (page.choices[-1].key == "restore") is way


def test_trying_again_opens_once_the_trouble_is_gone(
    tmp_path: Path, qtbot: QtBot, held: list[Started]
) -> None:
    place = tmp_path / "data"
    place.write_text("in the way", encoding="utf-8")

    def clear(box: QDialog) -> None:
        place.unlink()
        press("again")(box)

    answer(clear)
    started = opening(Folders(place)).run()
    assert started is not None
    held.append(started)


# Another window


def test_neither_enter_nor_esc_opens_a_second_window(folders: Folders, qtbot: QtBot) -> None:
    first = app.start(folders.data, DAY, None)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        answer(lambda box, key=key: qtbot.keyClick(box, key))  # type: ignore[misc]
        assert opening(folders).run() is None
    first.end()


def test_a_second_window_opens_where_one_wants_it(folders: Folders, qtbot: QtBot) -> None:
    first = app.start(folders.data, DAY, None)
    read = answer(press("anyway"))
    second = opening(folders).run()
    assert second is not None
    assert any("起开着（本机，进程" in text for text in read)
    second.end()
    first.end()


# The clock


def test_the_clock_is_asked_about_twice_and_then_written_down(
    folders: Folders, qtbot: QtBot, held: list[Started]
) -> None:
    read = answer(press("anyway"), lambda box: box.reject(), press("anyway"), lambda box: box.accept())
    started = opening(folders, date(2028, 3, 1)).run()
    assert started is not None
    held.append(started)
    assert any("今天真的是 2028年3月1日 星期三" in text for text in read)
    assert [one.event for one in started.events] == ["clock_accepted"]


def test_the_second_question_about_the_clock_is_not_answered_by_enter(qtbot: QtBot) -> None:
    box = Ask("今天真的是这一天吗？", ["请对一对。"], "是，就是这一天", "再看看", danger=True)
    qtbot.addWidget(box)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.result() == QDialog.DialogCode.Rejected


# The machine


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left", "/data/happyhome.db"), "磁盘满了"),
        (PermissionError(errno.EACCES, "Permission denied", "/data"), "数据文件夹不能写"),
        (OSError(errno.EROFS, "Read-only", "/data"), "数据文件夹不能写"),
        (OSError(errno.EIO, "I/O error", "/data"), "磁盘读写出错"),
        (FileNotFoundError(errno.ENOENT, "No such file", "/media/li/STICK"), "数据文件夹不见了"),
        (refuse("file_newer", "这份数据是新版程序写的。"), "数据是新版程序写的"),
        (refuse("store_in_use", "窗口开着。"), "数据正被占用"),
        (refuse("anything_else", "还有别的。"), "数据没有打开"),
    ],
)
def test_what_the_machine_refuses_is_said_with_what_to_do(error: Exception, said: str) -> None:
    page = page_for(error, NOON, can_restore=False)
    assert page is not None
    assert page.title == said
    assert page.said[0].endswith("。")


def test_enter_does_not_give_up(qtbot: QtBot) -> None:
    page = page_for(OSError(errno.EIO, "I/O error", "/data"), NOON, can_restore=False)
    assert page is not None
    box = TroublePage(page)
    qtbot.addWidget(box)
    assert box.focusWidget() is box.buttons["again"]


def test_a_bug_has_a_page_and_a_diagnosis_without_persons(
    folders: Folders, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_unlock: Unlock, _accepted: Accepted) -> Started:
        raise KeyError("唐月娥 620321194103058820")

    read = answer(lambda box: box.reject())
    with caplog.at_level(logging.ERROR):
        assert Opening(broken, folders, lambda: NOON).run() is None
    (kept,) = folders.logs.glob("diagnosis-*.txt")
    assert str(kept) in read
    assert "KeyError" in kept.read_text("utf-8")
    assert "月娥" not in kept.read_text("utf-8")


def test_a_bug_is_not_taken_for_trouble() -> None:
    assert page_for(ZeroDivisionError(), NOON, can_restore=True) is None
    with pytest.raises(ZeroDivisionError):
        trouble(ZeroDivisionError())


# What a start leaves to its window


def test_a_killed_window_is_told_of_in_a_line_and_written_down(
    folders: Folders, qtbot: QtBot, held: list[Started]
) -> None:
    app.start(folders.data, DAY, None).end(cleanly=False)
    started = opening(folders).run()
    assert started is not None
    held.append(started)
    window = HomeWindow(started.services, Zoom(100, lambda _zoom: None))
    aftermath = Aftermath(window, started)
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    assert "上次没有正常关闭" in bar.text
    aftermath.begin()
    qtbot.waitUntil(lambda: window.jobs.idle)
    events = started.services.ask(lambda reading: reading.find(SafetyEvent))
    assert [one.event for one in events] == ["uncleanly_ended"]
    bar.read.click()
    assert bar.isHidden()
    window.close()


def test_damage_found_behind_the_window_is_said_and_looked_at_first_next_time(
    folders: Folders, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "CHECKED_FIRST", 0)  # every store is a large one
    started = app.start(folders.data, DAY, None)
    assert not started.is_checked
    window = HomeWindow(started.services, Zoom(100, lambda _zoom: None))
    aftermath = Aftermath(window, started)
    content = bytearray(folders.store.read_bytes())
    for page in range(4096 * 20, len(content), 4096):
        content[page : page + 64] = b"\xff" * 64
    folders.store.write_bytes(content)
    started.services.close()
    read = answer(lambda box: box.accept())
    aftermath.begin()
    qtbot.waitUntil(lambda: aftermath.is_damaged)
    assert "数据文件损坏了" in read
    window.jobs.close()
    started.end(cleanly=not aftermath.is_damaged)
    left = holder(folders.lock)
    assert left is not None
    assert not left.is_alive
