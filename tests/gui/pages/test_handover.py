"""交接 as a clerk does it: plug in, write, read back, pull out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.gui.kit.ask import Ask
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import HANDOVER
from happyhome.gui.pages.handover import HandoverPage
from happyhome.gui.pages.handover_work import BACKUP_FOLDER
from happyhome.services import closings, disclosures, handover, meals
from happyhome.services.handover import Drive
from happyhome.services.session import Services
from tests.gui.choosing import choosing
from tests.gui.pages import desk

OCTOBER = Month(2026, 10)
GIGABYTE = 1 << 30


@dataclass
class Desk:
    services: Services
    window: MainWindow
    qtbot: QtBot
    stick: Path
    told: list[str]
    plugged: list[Drive]
    asked: desk.Agreeing
    answer: bool = True

    @property
    def page(self) -> HandoverPage:
        page = self.window.pages.page("handover")
        assert isinstance(page, HandoverPage)
        return page

    def plug_in(self, *, read_only: bool = False) -> None:
        self.plugged[:] = [Drive(self.stick, "金士顿", "vfat", 12 * GIGABYTE, 15 * GIGABYTE, read_only)]
        self.see(lambda: [row.id for row in self.page.targets.list.rows()] == [str(self.stick)])

    def pull_out(self) -> None:
        self.plugged.clear()
        self.see(lambda: not self.page.targets.list.rows())

    def see(self, seen: Callable[[], bool]) -> None:
        """Look for sticks until it shows."""

        def look() -> bool:
            self.page.targets.look()
            return seen()

        self.qtbot.waitUntil(look)

    def write(self) -> str:
        """Write, wait, and read the headline."""
        self.page.write_button.click()
        self.wait()
        return self.page.result.headline.text()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: self.page._job is None, timeout=30_000)

    def close(self) -> None:
        outcome = self.services.run(closings.close_month, month=OCTOBER, confirmed=True)
        assert outcome.operation, outcome.text
        self.window.broadcast(outcome.changed)

    def pills(self) -> list[tuple[str, str]]:
        return [(row.title, row.pill) for row in self.page.list.rows()]


@pytest.fixture
def at_desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    services = desk.village(tmp_path / "data", people=6)
    desk.eat(services, date(2026, 10, 8), date(2026, 10, 16))
    # A stick of the machine that runs the tests is not written to.
    plugged: list[Drive] = []
    monkeypatch.setattr(handover, "drives", lambda: tuple(plugged))
    window = desk.window(services, (HANDOVER,))
    qtbot.addWidget(window)
    (tmp_path / "stick").mkdir()
    made = Desk(services, window, qtbot, tmp_path / "stick", [], plugged, desk.Agreeing(window))

    def asked(_cls: type[Ask], _parent: object, title: str, *_more: object, **_rest: object) -> bool:
        made.told.append(title)
        return made.answer

    def told(_cls: type[Ask], _parent: object, title: str, lines: list[str]) -> None:
        made.told.extend([title, *lines])

    monkeypatch.setattr(Ask, "ask", classmethod(asked))
    monkeypatch.setattr(Ask, "tell", classmethod(told))
    window.show()
    window.open_page("handover")
    qtbot.waitUntil(lambda: not made.page.targets._looking)
    yield made
    window.close()
    services.close()


def test_the_month_that_waits_is_in_sight(at_desk: Desk) -> None:
    assert at_desk.page.month() == OCTOBER
    assert at_desk.pills() == [("2026年11月", "进行中"), ("2026年10月", "未交")]
    assert not at_desk.page.write_button.isEnabled()


def test_a_stick_that_is_plugged_in_is_chosen_and_one_pulled_out_is_gone(at_desk: Desk) -> None:
    at_desk.plug_in()
    assert at_desk.page.write_button.isEnabled()
    at_desk.pull_out()
    assert not at_desk.page.write_button.isEnabled()


def test_a_write_protected_stick_takes_nothing(at_desk: Desk) -> None:
    at_desk.plug_in(read_only=True)
    assert not at_desk.page.write_button.isEnabled()
    assert [row.pill for row in at_desk.page.targets.list.rows()] == ["只读"]


def test_a_closed_month_is_written_read_back_and_remembered(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    assert at_desk.write() == "可以拔出"
    assert at_desk.told == []
    (folder,) = at_desk.stick.iterdir()
    assert folder.name == "清泉村幸福院 2026-10"
    assert handover.verify(folder) == ()
    (kept,) = at_desk.services.ask(handover.history)
    said = at_desk.page.result.lines.text()
    assert kept.check_code in said
    assert f"{len(list(folder.iterdir()))} 个文件" in said
    assert ("2026年10月", "已交") in at_desk.pills()


def test_an_open_month_is_asked_about_first(at_desk: Desk) -> None:
    at_desk.plug_in()
    at_desk.answer = False
    at_desk.page.write_button.click()
    assert at_desk.told == ["2026年10月还没有结账"]
    assert list(at_desk.stick.iterdir()) == []
    at_desk.answer = True
    assert at_desk.write() == "可以拔出"


def test_the_folder_says_what_it_holds_and_may_take_a_password(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.asked.password = "清泉-2026"
    assert at_desk.write() == "可以拔出"
    assert "里面有：姓名 6 人" in at_desk.asked.read[0]
    assert "文件密码：清泉-2026" in at_desk.page.result.lines.text()
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(next(at_desk.stick.rglob("*.xlsx")))
    (kept,) = at_desk.services.ask(disclosures.disclosures)
    assert (kept.act, kept.purpose, kept.is_locked, kept.people) == ("handed_over", "township", True, 6)


def test_giving_the_question_up_leaves_the_stick_empty(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.asked.no = True
    at_desk.page.write_button.click()
    at_desk.wait()
    assert list(at_desk.stick.iterdir()) == []
    assert at_desk.page.result.isHidden()
    assert at_desk.page.write_button.isEnabled()


def test_a_paper_without_its_tick_stays_at_home(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.page.cards.ticks.boxes()["roster"].click()
    at_desk.write()
    names = [file.name for file in at_desk.stick.rglob("*.*")]
    assert not [name for name in names if "花名册" in name]
    assert [name for name in names if "月报表" in name]


def test_a_stick_pulled_out_is_said_with_what_to_do(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.stick.rmdir()
    assert at_desk.write() == "没有写成"
    at_desk.pull_out()
    assert "重新插好" in at_desk.page.result.lines.text()
    assert at_desk.page.result.isVisible()
    assert at_desk.services.ask(handover.history) == ()


def test_what_was_said_of_one_stick_is_not_said_of_the_next(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.write()
    at_desk.pull_out()
    assert at_desk.page.result.isVisible()
    at_desk.stick = at_desk.stick.with_name("other")
    at_desk.stick.mkdir()
    at_desk.plug_in()
    assert at_desk.page.result.isHidden()


def test_stopping_leaves_the_stick_as_it_was(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.page.write_button.click()
    at_desk.page.result.cancel.click()
    at_desk.wait()
    assert at_desk.page.result.headline.text() == "已停下"
    assert list(at_desk.stick.iterdir()) == []


def test_a_change_after_reopening_has_to_be_handed_in_again(at_desk: Desk) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.write()
    at_desk.services.run(closings.reopen_month, month=OCTOBER, reason="漏记 16 日午餐")
    outcome = at_desk.services.run(
        meals.record_meals, day=date(2026, 10, 17), slot="lunch", residents=desk.ids(at_desk.services)[:1],
        late_reason="忘记录入", confirmed=True,
    )  # fmt: skip
    assert outcome.operation, outcome.text
    at_desk.close()
    assert ("2026年10月", "要重交") in at_desk.pills()
    assert at_desk.write() == "可以拔出"
    assert "没有删" in at_desk.page.result.lines.text()
    assert len(list(at_desk.stick.iterdir())) == 2
    assert ("2026年10月", "已交") in at_desk.pills()


def test_a_backup_goes_onto_the_stick(at_desk: Desk) -> None:
    at_desk.plug_in()
    at_desk.page.backup_button.click()
    at_desk.wait()
    assert at_desk.page.result.headline.text() == "可以拔出"
    (made,) = (at_desk.stick / BACKUP_FOLDER).iterdir()
    assert made.name in at_desk.page.result.lines.text()
    assert "老人 6" in at_desk.page.result.lines.text()


def test_a_folder_is_verified_and_what_was_changed_is_named(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_desk.close()
    at_desk.plug_in()
    at_desk.write()
    (folder,) = at_desk.stick.iterdir()
    choosing(monkeypatch, folder)
    at_desk.page.verify_folder()
    at_desk.qtbot.waitUntil(lambda: bool(at_desk.told))
    assert at_desk.told[0] == "核对无误"
    at_desk.told.clear()
    changed = next(file for file in folder.iterdir() if file.suffix == ".xlsx")
    changed.write_bytes(b"other")
    at_desk.page.verify_folder()
    at_desk.qtbot.waitUntil(lambda: bool(at_desk.told))
    assert at_desk.told[0] == "这个文件夹有问题"
    assert changed.name in at_desk.told[1]


def test_a_folder_chosen_by_hand_is_as_good_as_a_stick(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_desk.close()
    choosing(monkeypatch, at_desk.stick)
    at_desk.page.targets.choose()
    assert at_desk.write() == "可以拔出"
