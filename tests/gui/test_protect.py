"""给数据加锁 in the window: sealed without a restart, the sheet told to be on paper, operators, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from happyhome.app import open_services
from happyhome.domain.problems import Refusal
from happyhome.gui.application import Zoom
from happyhome.gui.around import protection_truths, truths
from happyhome.gui.desk import Desk, HomeWindow
from happyhome.gui.dialogs.first_start import FirstStart
from happyhome.gui.dialogs.password import PasswordDialog
from happyhome.gui.dialogs.protect import ProtectDialog
from happyhome.gui.dialogs.recovery_sheet import CheckSheet, SheetDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages.settings import SettingsPage
from happyhome.gui.pages.settings_protection import ProtectionSettings
from happyhome.services import audit, backups, demo, protection, residents, settings
from happyhome.services.protection import (
    key_from_code,
    new_code,
    new_identity,
    ring_of,
    take_recovery_code,
    unlock,
)
from happyhome.services.session import Services
from tests.gui.choosing import choosing
from tests.gui.pages import desk
from tests.gui.pages.small_home import when_asked
from tests.gui.sealed_home import LI, PASSWORDS, WANG, SealedHome

PASSWORD = "枣树开花三月八号"
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path / "plain", people=3)
    yield made
    made.close()


def shown(services: Services) -> tuple[HomeWindow, ProtectionSettings]:
    window = HomeWindow(services, Zoom(100, lambda _zoom: None))
    window.open_page("settings", target="protection")
    window.show()
    page = window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    part = page.part("protection")
    assert isinstance(part, ProtectionSettings)
    return window, part


def end(window: HomeWindow) -> None:
    window.hide()
    window.jobs.close()
    window.shell.services.close()


@pytest.fixture
def at(sealed: SealedHome, qtbot: QtBot) -> Iterator[tuple[HomeWindow, ProtectionSettings]]:
    window, part = shown(sealed.services)
    yield window, part
    end(window)


def choose(box: ProtectDialog) -> None:
    box.new.form.set_values({"operator": WANG, "password": PASSWORD, "again": PASSWORD})
    box.submit()


def on_paper(box: SheetDialog) -> None:
    box.last.set_value(box._code[-6:])
    box.confirm()


def after_work(kind: type[D], act: Callable[[D], object]) -> None:
    """Do something with a dialog that opens once work beside the window has ended, which may take long."""
    looks = iter(range(3000))

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            act(found)
        elif next(looks, None) is not None:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


# Turning it on


def test_the_window_goes_on_with_the_sealed_records(plain: Services, qtbot: QtBot) -> None:
    window, part = shown(plain)
    assert [truth.text for truth in protection_truths(plain)] == ["数据没有加锁"]
    assert part.turn_on.isVisible()
    assert not part.people_card.isVisible()
    when_asked(ProtectDialog, lambda box: (choose(box), after_work(SheetDialog, on_paper)))
    part.turn_on.click()
    services = window.shell.services
    assert (services.operator, services.store.key is not None) == (WANG, True)
    assert plain.folders.store.read_bytes()[:15] != b"SQLite format 3"
    assert len(services.ask(residents.people)) == 3
    assert window.shell.run(settings.choose, key="unseen_days", value=4).operation is not None
    assert services.ask(audit.operations, limit=1)[0].operator == WANG
    assert part.people_card.isVisible()
    assert not part.turn_on.isVisible()
    assert [one.reason for one in backups.backups(services)] == ["before-sealing"]
    assert protection_truths(services) == ()
    assert window.guard.watch.is_running
    end(window)


def test_a_password_that_is_refused_seals_nothing(plain: Services, qtbot: QtBot) -> None:
    box = ProtectDialog(WANG)
    qtbot.addWidget(box)
    box.new.form.set_values({"password": "12345678", "again": "12345678"})
    box.submit()
    assert box.chosen is None
    assert "太好猜" in box.new.password.note.text()


def test_what_keeps_it_from_sealing_is_told_and_nothing_is_changed(plain: Services, qtbot: QtBot) -> None:
    window, part = shown(plain)
    other = open_services(plain.folders.data)
    told: list[str] = []
    with other.store.reading() as raw:
        raw.execute("SELECT * FROM resident").fetchone()
        when_asked(
            ProtectDialog,
            lambda box: (
                choose(box),
                after_work(Ask, lambda said: (told.append(said.windowTitle()), said.accept())),
            ),
        )
        part.turn_on.click()
    assert told == ["没有加上锁"]
    assert window.shell.services.store.key is None
    assert len(plain.ask(residents.people)) == 3
    other.close()
    end(window)


def test_the_first_start_seals_before_the_window_opens(tmp_path: Path, qtbot: QtBot) -> None:
    own = open_services(tmp_path, desk.TODAY)
    place = Desk(own, None)

    def begin(box: FirstStart) -> None:
        box.form.set_values({"name": "清泉村幸福院"})
        box.empty.click()
        when_asked(ProtectDialog, lambda asked: (choose(asked), after_work(SheetDialog, on_paper)))
        box.protect.click()

    when_asked(FirstStart, begin)
    assert place.begin()
    assert place.window is not None
    assert place.window.shell.services.operator == WANG
    assert place.own is place.window.shell.services
    found = protection.protection(own.folders)
    assert found.operators == (WANG,)
    place.window.closed.disconnect()
    place.window.close()
    place.own.close()


# The sheet


def test_the_sheet_asks_for_its_last_group(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome, qtbot: QtBot
) -> None:
    window, _part = at
    code = new_code()
    take_recovery_code(sealed.services, code)
    assert [truth.text for truth in protection_truths(sealed.services)] == ["恢复单还没打印"]
    box = SheetDialog(window.shell, code, window)
    box.show()
    box.last.set_value(code[:6])
    box.confirm()
    assert "不一样" in box.last.note.text()
    assert box.isVisible()
    box.last.set_value(f" {code[-6:-3]} {code[-3:]}")
    box.confirm()
    assert box.result() == QDialog.DialogCode.Accepted
    assert protection_truths(sealed.services) == ()
    sealed.clock.pass_by(seconds=1)
    take_recovery_code(sealed.services, new_code())  # another sheet is to be printed anew
    assert protection_truths(sealed.services) != ()


def _opens(sealed: SealedHome, code: str) -> bool:
    ring = ring_of(sealed.services.folders.store)
    assert ring is not None
    try:
        return key_from_code(ring, code) == sealed.services.store.key
    except Refusal:
        return False


def test_the_sheet_in_the_safe_counts_until_the_new_one_is_on_paper(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome
) -> None:
    window, _part = at
    code = new_code()
    box = SheetDialog(window.shell, code, window, partial(take_recovery_code, sealed.services))
    box.show()
    assert (_opens(sealed, sealed.code), _opens(sealed, code)) == (True, False)
    box.last.set_value(code[-6:])
    box.confirm()
    assert (_opens(sealed, sealed.code), _opens(sealed, code)) == (False, True)
    assert protection_truths(sealed.services) == ()


def test_a_change_of_sheets_that_is_given_up_leaves_the_old_one(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome
) -> None:
    window, _part = at
    code = new_code()
    box = SheetDialog(window.shell, code, window, partial(take_recovery_code, sealed.services))
    box.show()
    when_asked(Ask, lambda asked: asked.accept())
    box.reject()
    assert not box.isVisible()
    assert (_opens(sealed, sealed.code), _opens(sealed, code)) == (True, False)


def test_esc_on_the_sheet_asks_first_and_leaves_the_reminder(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome, qtbot: QtBot
) -> None:
    window, part = at
    box = SheetDialog(window.shell, sealed.code, window)
    box.show()
    when_asked(Ask, lambda asked: asked.reject())
    box.reject()
    assert box.isVisible()
    when_asked(Ask, lambda asked: asked.accept())
    box.reject()
    assert not box.isVisible()
    part.refresh()
    assert "还没有打印" in part.sheet.text()
    assert [truth.text for truth in protection_truths(sealed.services)] == ["恢复单还没打印"]


def test_the_sheet_is_shown_and_saved(
    at: tuple[HomeWindow, ProtectionSettings],
    sealed: SealedHome,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, _part = at
    box = SheetDialog(window.shell, sealed.code, window)
    box.show()
    qtbot.waitUntil(box.save_button.isEnabled, timeout=60_000)
    wanted = tmp_path / "单.pdf"
    choosing(monkeypatch, wanted)
    box.save_button.click()
    assert wanted.read_bytes().startswith(b"%PDF")
    assert "删掉" in box.last.note.text()
    box.done(0)


def test_the_sheet_in_the_safe_is_tried(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome, qtbot: QtBot
) -> None:
    window, _part = at
    box = CheckSheet(window.shell, window)
    box.show()
    box.page.code.set_code("-".join(["000000"] * 8))
    box.check()
    assert box.isVisible()
    assert "恢复码" in box.page.code.note.text()
    box.page.code.set_code(sealed.code)
    box.check()
    assert not box.isVisible()
    assert protection_truths(sealed.services) == ()


# Operators, the township, the minutes


def do(dialog: type[QDialog], values: dict[str, str], press: object, window: HomeWindow) -> None:
    def fill(box: PasswordDialog) -> None:
        box._new.form.set_values(values)
        box.submit()

    when_asked(dialog, fill)  # type: ignore[type-var]
    press()  # type: ignore[operator]
    desk.settle(window)


def test_a_password_is_changed_by_who_knows_the_old_one(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome, qtbot: QtBot
) -> None:
    _window, part = at
    notes: list[str] = []

    def fill(box: PasswordDialog) -> None:
        form = box._new.form
        form.set_values({"old": "wrong", "password": PASSWORD + "9", "again": PASSWORD + "9"})
        box.submit()
        qtbot.waitUntil(box.yes.isEnabled, timeout=20_000)
        notes.append(form.field("old").note.text())
        form.set_values({"old": PASSWORDS[WANG]})
        box.submit()

    when_asked(PasswordDialog, fill)
    part._change_password()
    assert "密码不对" in notes[0]
    assert unlock(sealed.ring, WANG, PASSWORD + "9").key == sealed.services.store.key


def test_another_operator_is_added_and_taken_away(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome, qtbot: QtBot
) -> None:
    window, part = at
    values = {"operator": "赵新来", "password": "梨花落在井台上", "again": "梨花落在井台上"}
    values = {key: value + "了" if key != "operator" else value for key, value in values.items()}
    do(PasswordDialog, values, part._add, window)
    assert sealed.ring.operators == (WANG, LI, "赵新来")
    when_asked(Ask, lambda asked: asked.accept())
    part._remove("赵新来")
    desk.settle(window)
    assert sealed.ring.operators == (WANG, LI)


def test_the_townships_key_is_taken_from_its_file(
    at: tuple[HomeWindow, ProtectionSettings], sealed: SealedHome, tmp_path: Path, qtbot: QtBot
) -> None:
    window, part = at
    file = tmp_path / "公钥.txt"
    file.write_text(new_identity()[1], encoding="utf-8")
    part.take_township(file)
    desk.settle(window)
    assert "宁远堡镇的私钥也能打开" in part.township.text()
    assert part.drop.isVisible()
    when_asked(Ask, lambda asked: asked.accept())
    part.drop.click()
    desk.settle(window)
    assert protection.protection(sealed.folders).township == ""


def test_a_file_that_is_no_key_is_told(
    at: tuple[HomeWindow, ProtectionSettings], tmp_path: Path, qtbot: QtBot
) -> None:
    window, part = at
    file = tmp_path / "公钥.txt"
    file.write_text("这里什么也没有", encoding="utf-8")
    seen: list[str] = []

    def told() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Ask):
            seen.append(box.windowTitle())
            box.accept()

    clock = QTimer(interval=10)
    clock.timeout.connect(told)
    clock.start()
    part.take_township(file)
    desk.settle(window)
    assert seen == ["没有做成"]


def test_the_minutes_are_kept_and_must_make_sense(
    at: tuple[HomeWindow, ProtectionSettings], qtbot: QtBot
) -> None:
    window, part = at
    part.minutes.set_values({"lock_minutes": 0})
    part.keep_minutes.click()
    assert window.shell.ask(settings.setting, key="lock_minutes") == 0
    assert not window.guard.watch.is_running
    part.minutes.set_values({"lock_minutes": 999})
    part.keep_minutes.click()
    assert "240" in part.minutes.field("lock_minutes").note.text()


def test_old_copies_in_the_clear_are_named(plain: Services, qtbot: QtBot) -> None:
    content = backups.back_up(plain).path.read_bytes()
    plain.close()
    kept = protection.seal_store(plain.folders, WANG, PASSWORD, plain.now())
    window, part = shown(plain.opened_with(kept.unlocked))
    assert not part.open_card.isVisible()
    old = plain.folders.backups / "happyhome-20260101-120000-manual.db"
    old.write_bytes(content)
    part.refresh()
    assert part.open_card.isVisible()
    assert old.name in part.open_copies.text()
    part._seal_copies()
    desk.settle(window)
    assert not part.open_card.isVisible()
    end(window)


def test_the_status_line_leads_to_the_page(plain: Services, qtbot: QtBot) -> None:
    window = HomeWindow(plain, Zoom(100, lambda _zoom: None))
    window.open_page("today")
    window.show()
    window.status.asked.emit("settings", "protection")
    assert window.pages.key == "settings"
    end(window)


def test_the_demo_beside_ones_own_records_offers_no_lock_and_says_why(plain: Services, qtbot: QtBot) -> None:
    lent = desk.village(plain.folders.data / demo.BESIDE, people=1)
    lent.run(settings.choose, key="demo", value=True)
    window, part = shown(lent)
    assert not part.turn_on.isVisible()
    assert "示范村不用加锁" in part.more.text()
    window.guard.lock()  # asks nothing that leads to a refusal
    assert QApplication.activeModalWidget() is None
    assert "示范村" in window.toast.text()
    end(window)


def test_a_demo_in_a_folder_of_its_own_can_be_locked_to_learn_how(plain: Services, qtbot: QtBot) -> None:
    plain.run(settings.choose, key="demo", value=True)
    window, part = shown(plain)
    assert part.turn_on.isVisible()
    told = truths(plain, demo=True)
    assert "数据没有加锁" in [one.text for one in told]
    end(window)
