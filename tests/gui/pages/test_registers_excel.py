"""A plain register's page writes itself to Excel and takes a sheet in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.domain.visits import Visit
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import RESIDENTS
from happyhome.gui.pages.registers import RegisterPage
from happyhome.gui.pages.registers_excel import ImportQuestion
from happyhome.services import disclosures, registers
from happyhome.services.session import Services
from tests.gui.choosing import choosing
from tests.gui.pages import desk


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path / "data", people=3)
    yield made
    made.close()


@pytest.fixture
def page(services: Services, qtbot: QtBot) -> Iterator[RegisterPage]:
    window: MainWindow = desk.window(services, (RESIDENTS,))
    qtbot.addWidget(window)
    window.show()
    window.open_page("residents")
    residents = window.pages.page("residents")
    residents.show_register("visit")  # type: ignore[union-attr]
    yield residents.findChild(RegisterPage)  # type: ignore[union-attr]
    window.jobs.close()


def save_as(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    choosing(monkeypatch, file)


def hand_made(file: Path, *rows: tuple[str, str]) -> Path:
    book = Workbook()
    for row in (("姓名", "日期"), *rows):
        book.active.append(row)
    book.save(file)
    return file


def answer(*, yes: bool) -> list[str]:
    """Answer the question when it comes; its first lines are kept."""
    told: list[str] = []

    def look() -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, ImportQuestion):
            QTimer.singleShot(20, look)
            return
        told.append(question.yes.text())
        (question.accept if yes else question.reject)()

    QTimer.singleShot(20, look)
    return told


def test_all_records_are_written_where_the_clerk_wants(
    page: RegisterPage, services: Services, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = desk.ids(services)[0]
    services.run(registers.put_record, record=Visit(resident=who, day=desk.TODAY, finding="漏雨"))
    save_as(monkeypatch, tmp_path / "探访")
    asked = desk.Agreeing(page.window())
    page.excel.export(blank=False)
    qtbot.waitUntil((tmp_path / "探访.xlsx").exists)
    rows = list(load_workbook(tmp_path / "探访.xlsx").active.values)
    assert (rows[0][0], rows[3][4]) == ("探访登记表", "漏雨")
    assert "姓名 1 人" in asked.read[0]
    qtbot.waitUntil(lambda: bool(services.ask(disclosures.disclosures)))
    (kept,) = services.ask(disclosures.disclosures)
    assert (kept.act, kept.files, kept.purpose, kept.people) == ("saved", "探访.xlsx", "filing", 1)
    assert (kept.contents, kept.is_locked) == ("姓名 1 人", False)
    assert kept.size == (tmp_path / "探访.xlsx").stat().st_size


def test_a_sheet_is_looked_at_first_and_taken_in_on_yes(
    page: RegisterPage, tmp_path: Path, qtbot: QtBot
) -> None:
    file = hand_made(tmp_path / "走访.xlsx", ("赵䶮", "2026-11-05"), ("没有这人", "2026-11-05"))
    told = answer(yes=True)
    page.excel.read(file)
    qtbot.waitUntil(lambda: len(page.table.rows()) == 1)
    assert told == ["导入 1 条"]


def test_no_means_that_nothing_is_written(
    page: RegisterPage, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    told = answer(yes=False)
    page.excel.read(hand_made(tmp_path / "走访.xlsx", ("赵䶮", "2026-11-05")))
    qtbot.waitUntil(lambda: bool(told))
    assert services.ask(registers.records, table="visit") == ()
