"""The guide through real files: choose, look, hear what will happen, restored; sealed copies and damaged ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from happyhome.app import open_services, rescue
from happyhome.domain.residents import Resident
from happyhome.gui.dialogs.rescue import RescueDialog
from happyhome.gui.dialogs.restore import guide_on
from happyhome.gui.dialogs.restore_guide import CHOOSE, DONE, INSIDE, KEY, SAY, RestoreGuide
from happyhome.gui.jobs import Jobs
from happyhome.services import audit, backups, homes, residents
from happyhome.services.protection import new_identity, take_township_key, unlock
from happyhome.services.session import Services
from tests.gui import sealed_home
from tests.gui.choosing import choosing
from tests.gui.pages import desk

NEW = "秋天的枫叶红了 66"


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs(lambda error: pytest.fail(f"job failed: {error}"))
    yield made
    made.close()


@dataclass
class Guided:
    """A guide in sight, and what it went on with."""

    guide: RestoreGuide
    qtbot: QtBot
    went_on: list[Services]

    def until(self, step: int) -> None:
        self.qtbot.waitUntil(lambda: self.guide.step == step and self.guide.busy.idle, timeout=20_000)

    def choose(self, path: Path) -> None:
        self.qtbot.waitUntil(lambda: not self.guide._looking)
        self.guide.choose.select(path)
        self.guide.go_on()

    def said(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: text in self.guide.note.text(), timeout=20_000)


def guided(qtbot: QtBot, services: Services, jobs: Jobs) -> Guided:
    went_on: list[Services] = []
    guide = guide_on(services, jobs, went_on.append)
    qtbot.addWidget(guide)
    guide.show()
    return Guided(guide, qtbot, went_on)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path / "data", people=3)
    yield made
    made.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Services]:
    made = open_services(tmp_path / "new computer", desk.TODAY)
    yield made
    made.close()


@pytest.fixture
def sealed(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A backup of a sealed home as it lies on a stick, and the code of its sheet; the computer is gone."""
    home = sealed_home.sealed_home(tmp_path / "old computer", tmp_path_factory.mktemp("once"))
    stick = tmp_path / "stick"
    made = backups.back_up(home.services, stick)
    home.services.close()
    shutil.rmtree(home.folder)
    return made.path, home.code


def test_by_keyboard_alone_from_the_list_to_the_end(village: Services, jobs: Jobs, qtbot: QtBot) -> None:
    copy = backups.back_up(village).path
    village.run(residents.add_resident, resident=Resident(name="赵六", sex="male"))
    one = guided(qtbot, village, jobs)
    qtbot.waitUntil(lambda: one.guide.choose.list.current_id() == str(copy))
    QTest.keyClick(one.guide.choose.list, Qt.Key.Key_Return)
    one.until(INSIDE)
    QTest.keyClick(one.guide.next, Qt.Key.Key_Return)
    assert one.guide.step == SAY
    assert "不会删" in one.guide.say.lines.text()
    assert "一份也不少" in one.guide.say.lines.text()
    # Enter once too often goes back, not on.
    assert one.guide.focusWidget() is one.guide.back
    QTest.keyClick(one.guide.next, Qt.Key.Key_Return)
    one.until(DONE)
    assert len(village.ask(residents.people)) == 3
    assert backups.kept_files(village)[0].path.name in one.guide.done_step.kept.text()
    assert one.went_on == [village]
    assert copy.exists()
    QTest.keyClick(one.guide.next, Qt.Key.Key_Return)
    assert not one.guide.isVisible()


def test_going_back_and_giving_up_changes_nothing(village: Services, jobs: Jobs, qtbot: QtBot) -> None:
    copy = backups.back_up(village).path
    before = village.ask(audit.operations)
    one = guided(qtbot, village, jobs)
    one.choose(copy)
    one.until(INSIDE)
    one.guide.go_on()
    one.guide.go_back()
    assert one.guide.step == INSIDE
    one.guide.go_back()
    assert one.guide.step == CHOOSE
    QTest.keyClick(one.guide, Qt.Key.Key_Escape)
    assert not one.guide.isVisible()
    assert one.went_on == []
    assert village.ask(audit.operations) == before
    assert backups.kept_files(village) == ()


@pytest.mark.parametrize("content", [b"", b"no store at all" * 1000, b"SQLite format 3\0" + b"\0" * 5000])
def test_what_is_no_backup_is_a_sentence_and_the_step_stays(
    content: bytes,
    village: Services,
    jobs: Jobs,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "x.db").write_bytes(content)
    choosing(monkeypatch, tmp_path / "x.db")
    one = guided(qtbot, village, jobs)
    one.guide.choose.elsewhere.click()
    one.said("x.db")
    assert one.guide.step == CHOOSE
    assert one.guide.next.isEnabled()


def test_what_earlier_restoring_put_aside_can_be_restored_too(
    village: Services, jobs: Jobs, qtbot: QtBot
) -> None:
    copy = backups.back_up(village).path
    village.run(residents.add_resident, resident=Resident(name="赵六", sex="male"))
    first = guided(qtbot, village, jobs)
    first.choose(copy)
    for step in (INSIDE, SAY, DONE):
        first.until(step)
        first.guide.go_on()
    kept = backups.kept_files(village)[0].path
    second = guided(qtbot, village, jobs)
    qtbot.waitUntil(lambda: any(row.id == str(kept) for row in second.guide.choose.list.rows()))
    second.choose(kept)
    for step in (INSIDE, SAY, DONE):
        second.until(step)
        second.guide.go_on()
    assert len(village.ask(residents.people)) == 4


def test_a_backup_of_another_home_is_warned_of(
    village: Services, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    other = desk.village(tmp_path / "other", people=1)
    other.run(homes.set_home, name="石桥村幸福院")
    copy = backups.back_up(other, tmp_path / "theirs").path
    other.close()
    one = guided(qtbot, village, jobs)
    one.choose(copy)
    one.until(INSIDE)
    assert "石桥村幸福院" in one.guide.inside.warned.text()
    assert "不是现在这个幸福院的" in one.guide.inside.warned.text()


# A new computer, and nothing but the stick and the sheet


def test_a_new_computer_with_only_the_recovery_sheet(
    sealed: tuple[Path, str], fresh: Services, jobs: Jobs, qtbot: QtBot
) -> None:
    copy, code = sealed
    one = guided(qtbot, fresh, jobs)
    one.choose(copy)
    one.until(KEY)
    one.guide.key.ways.chip("code").click()  # type: ignore[attr-defined]
    one.guide.key.code.set_code(code)
    QTest.keyClick(one.guide.key.code.boxes[7], Qt.Key.Key_Return)
    one.until(INSIDE)
    one.guide.go_on()
    new = one.guide.say.new
    assert new is not None
    one.guide.go_on()
    assert one.guide.step == SAY  # a password must be set
    new.form.set_values({"operator": "王芳", "password": NEW, "again": NEW})
    one.guide.go_on()
    one.until(DONE)
    assert "原来没有数据" in one.guide.done_step.kept.text()  # the empty file of a first start is none
    (services,) = one.went_on
    assert (services.operator, services.store.key is not None) == ("王芳", True)
    assert services.ask(homes.home_of) is not None
    services.close()
    again = open_services(fresh.folders.data, desk.TODAY, lambda ring: unlock(ring, "王芳", NEW))
    assert again.ask(homes.home_of) is not None
    again.close()


def test_a_mistyped_group_is_named_and_the_step_stays(
    sealed: tuple[Path, str], fresh: Services, jobs: Jobs, qtbot: QtBot
) -> None:
    copy, code = sealed
    one = guided(qtbot, fresh, jobs)
    one.choose(copy)
    one.until(KEY)
    one.guide.key.ways.chip("code").click()  # type: ignore[attr-defined]
    third = code[14:20]
    wrong = third[:-1] + str((int(third[-1]) + 1) % 10)
    one.guide.key.code.set_code(code[:14] + wrong + code[20:])
    one.guide.go_on()
    qtbot.waitUntil(lambda: "第 3 组" in one.guide.key.code.note.text() and one.guide.busy.idle)
    assert one.guide.step == KEY


def test_an_old_password_opens_the_backup_on_a_new_computer(
    sealed: tuple[Path, str], fresh: Services, jobs: Jobs, qtbot: QtBot
) -> None:
    one = guided(qtbot, fresh, jobs)
    one.choose(sealed[0])
    one.until(KEY)
    key = one.guide.key
    key.form.set_values({"operator": sealed_home.LI, "password": "not this one"})
    one.guide.go_on()
    qtbot.waitUntil(lambda: key.password.note.property("role") == "refusal", timeout=20_000)
    key.form.set_values({"operator": sealed_home.LI, "password": sealed_home.PASSWORDS[sealed_home.LI]})
    one.until(KEY)
    one.guide.go_on()
    for step in (INSIDE, SAY, DONE):
        one.until(step)
        one.guide.go_on()
    (services,) = one.went_on
    assert services.operator == sealed_home.LI
    assert services.ask(audit.operations, limit=1)[0].operator == sealed_home.LI
    services.close()


def test_the_townships_file_opens_it(
    fresh: Services,
    jobs: Jobs,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = sealed_home.sealed_home(tmp_path / "old computer", tmp_path_factory.mktemp("once"))
    identity, recipient = new_identity()
    take_township_key(home.services, recipient, "宁远堡镇民政办")
    copy = backups.back_up(home.services, tmp_path / "stick").path
    home.services.close()
    (tmp_path / "key.txt").write_text(identity, encoding="utf-8")
    choosing(monkeypatch, tmp_path / "key.txt")
    one = guided(qtbot, fresh, jobs)
    one.choose(copy)
    one.until(KEY)
    one.guide.key.ways.chip("township").click()  # type: ignore[attr-defined]
    one.guide.go_on()
    assert "请先选" in one.guide.key.note.text()
    one.guide.key.choose()
    one.guide.go_on()
    one.until(INSIDE)


# Records that do not open


def test_a_damaged_store_is_replaced_from_its_page(tmp_path: Path, qtbot: QtBot) -> None:
    made = desk.village(tmp_path, people=3)
    backups.back_up(made)
    made.close()
    (tmp_path / "happyhome.db").write_bytes(b"not a store at all" * 600)
    box = RescueDialog(rescue(tmp_path, desk.TODAY))
    qtbot.addWidget(box)
    box.show()
    one = Guided(box, qtbot, [])
    qtbot.waitUntil(lambda: box.choose.path() is not None)
    box.go_on()
    one.until(INSIDE)
    assert "打不开" in box.inside.missing.text()
    for step in (INSIDE, SAY, DONE):
        one.until(step)
        box.go_on()
    services = open_services(tmp_path, desk.TODAY)
    assert len(services.ask(residents.people)) == 3
    assert [one.reason for one in backups.kept_files(services)] == ["replaced"]
    services.close()


def test_an_open_copy_for_a_damaged_sealed_home_asks_for_its_key(
    tmp_path: Path, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = desk.village(tmp_path / "plain", people=2)
    copy = backups.back_up(plain, tmp_path / "stick").path
    plain.close()
    home = sealed_home.sealed_home(tmp_path / "home", tmp_path_factory.mktemp("once"))
    home.services.close()
    home.folders.store.write_bytes(b"not a store at all" * 600)
    box = RescueDialog(replace(rescue(home.folder, desk.TODAY)))
    qtbot.addWidget(box)
    box.show()
    one = Guided(box, qtbot, [])
    one.choose(copy)
    one.until(INSIDE)
    box.go_on()
    box.go_on()
    one.until(KEY)
    box.key.form.set_values({"operator": sealed_home.LI, "password": sealed_home.PASSWORDS[sealed_home.LI]})
    box.go_on()
    for step in (INSIDE, SAY, DONE):
        one.until(step)
        box.go_on()
    services = open_services(
        home.folder,
        desk.TODAY,
        lambda ring: unlock(ring, sealed_home.LI, sealed_home.PASSWORDS[sealed_home.LI]),
    )
    assert len(services.ask(residents.people)) == 2
    services.close()
