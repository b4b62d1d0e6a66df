"""The import, step by step: read, look, put columns right, take in, take back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copy

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.gui.dialogs.import_columns import ImportColumns
from happyhome.gui.dialogs.import_leavers import ImportLeavers
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import MEALS, RESIDENTS
from happyhome.gui.pages.imports import ImportPage
from happyhome.gui.pages.meals import MealsPage
from happyhome.gui.pages.residents import ResidentsPage
from happyhome.services import disclosures, homes, import_lines, residents
from happyhome.services.session import Services
from tests.gui.pages import desk

SAMPLES = Path(__file__).parents[2] / "samples"
HEAD = ("姓名", "身份证号", "电话", "备注")
PEOPLE = (
    ("李岷", "620321194103058822", "15012341192", ""),
    ("罗桂花", "620321195202288820", "", "2026.7.14死亡"),
    ("王秀英", "62032119410305882", "", ""),
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path / "data", people=0)
    yield made
    made.close()


@pytest.fixture
def window(services: Services, qtbot: QtBot) -> Iterator[MainWindow]:
    made = desk.window(services, (RESIDENTS, MEALS))
    made.show()
    made.open_page("residents", target="import")
    yield made
    made.close()


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    outer = window.pages.page("residents")
    assert isinstance(outer, ResidentsPage)
    found = outer.findChild(ImportPage)
    assert isinstance(found, ImportPage)
    return found


@pytest.fixture
def roster(tmp_path: Path) -> Callable[..., Path]:
    def write(head: tuple[str, ...] = HEAD, people: tuple[tuple[str, ...], ...] = PEOPLE) -> Path:
        book = openpyxl.Workbook()
        for line in (head, *people):
            book.active.append(line)
        path = tmp_path / "名册.xlsx"
        book.save(path)
        return path

    return write


def read(page: ImportPage, path: Path, qtbot: QtBot) -> None:
    page.read(path)
    qtbot.waitUntil(lambda: page.preview.isVisible() and not page._shell.jobs.busy)


def take_in(page: ImportPage, window: MainWindow, qtbot: QtBot) -> None:
    page.take_in()
    qtbot.waitUntil(lambda: not page.isVisible() and not window.jobs.busy)


def in_dialog(act: Callable[[QDialog], object]) -> None:
    """Do something in the dialog that is about to open."""

    def later() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        act(box)

    QTimer.singleShot(0, later)


def everybody(services: Services) -> list[str]:
    return sorted(one.resident.name for one in services.ask(residents.people))


def ticking(*names: str) -> Callable[[QDialog], object]:
    def act(box: QDialog) -> None:
        assert isinstance(box, ImportLeavers)
        for name in names:
            box.tick(name)
        box.yes.click()

    return act


def test_looking_writes_nothing(
    page: ImportPage, services: Services, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    read(page, roster(), qtbot)
    assert [line.name for line in page.preview.shown()] == ["李岷", "罗桂花", "王秀英"]
    assert page.preview.go.text() == "导入 3 人"
    assert everybody(services) == []


def test_rows_to_look_at_come_alone_by_their_chip(
    page: ImportPage, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    read(page, roster(), qtbot)
    page.preview.chips.set_current("asks")
    page.preview.chips.chosen.emit("asks")
    assert [line.name for line in page.preview.shown()] == ["罗桂花", "王秀英"]


def test_importing_is_one_operation_that_can_be_taken_back(
    page: ImportPage, window: MainWindow, services: Services, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    read(page, roster(), qtbot)
    in_dialog(ticking())
    take_in(page, window, qtbot)
    assert everybody(services) == ["李岷", "王秀英", "罗桂花"]
    assert "新增 3 人" in window.toast.text()
    window.undo()
    assert everybody(services) == []


def test_a_remark_about_a_death_is_applied_only_when_ticked(
    page: ImportPage, window: MainWindow, services: Services, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    read(page, roster(), qtbot)
    in_dialog(ticking("罗桂花"))
    take_in(page, window, qtbot)
    gone = {one.resident.name: one.leaving for one in services.ask(residents.people)}
    assert gone["李岷"] is None
    assert gone["罗桂花"] is not None
    assert gone["罗桂花"].since == date(2026, 7, 14)
    assert "2026.7.14死亡" in gone["罗桂花"].source
    assert "新增 3 人" in window.toast.text()
    assert "另记离开 1 位" in window.toast.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_key_on_the_import_button_imports(
    page: ImportPage, window: MainWindow, services: Services, roster: Callable[..., Path], qtbot: QtBot, key: Qt.Key
) -> None:  # fmt: skip
    read(page, roster(people=PEOPLE[:1]), qtbot)
    window.activateWindow()
    page.preview.table.setFocus()
    qtbot.keyClick(page.preview.table, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.isVisible() and not window.jobs.busy)
    assert everybody(services) == ["李岷"]


def test_giving_the_question_up_imports_nothing(
    page: ImportPage, services: Services, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    read(page, roster(), qtbot)
    in_dialog(lambda box: box.reject())
    page.take_in()
    assert everybody(services) == []
    assert page.preview.isVisible()


def test_the_same_file_again_has_nothing_to_take_in(
    page: ImportPage, window: MainWindow, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    path = roster(people=PEOPLE[:1])
    read(page, path, qtbot)
    take_in(page, window, qtbot)
    window.open_page("residents", target="import")
    read(page, path, qtbot)
    assert [line.outcome for line in page.preview.shown()] == ["unchanged"]
    assert not page.preview.go.isEnabled()


def test_a_changed_cell_shows_old_and_new(
    page: ImportPage, window: MainWindow, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    read(page, roster(people=PEOPLE[:1]), qtbot)
    take_in(page, window, qtbot)
    window.open_page("residents", target="import")
    changed = (PEOPLE[0][0], PEOPLE[0][1], "13800001111", "")
    read(page, roster(people=(changed,)), qtbot)
    line = page.preview.shown()[0]
    assert (line.outcome, line.cells["联系电话"].old, line.cells["联系电话"].text) == (
        "changed",
        "15012341192",
        "13800001111",
    )


def test_a_column_put_right_by_hand_is_remembered(
    page: ImportPage, window: MainWindow, services: Services, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    people = (("李岷", "620321194103058822", "三队"),)
    path = roster(("姓名", "身份证号", "片区"), people)
    read(page, path, qtbot)
    assert "村民小组" not in page.preview.shown()[-1].cells

    def correct(box: QDialog) -> None:
        assert isinstance(box, ImportColumns)
        assert not any("194103058822" in one.text() for one in box.findChildren(QLabel))
        box.choose("片区", "group")
        box.yes.click()

    in_dialog(correct)
    page.preview.columns.click()
    qtbot.waitUntil(lambda: "村民小组" in page.preview.shown()[-1].cells)
    take_in(page, window, qtbot)
    assert services.ask(residents.people)[0].resident.group == "三队"
    window.undo()
    window.redo()
    window.open_page("residents", target="import")
    read(page, path, qtbot)
    assert "村民小组" in page.preview.shown()[-1].cells


def test_a_file_that_is_no_list_is_told_on_the_page(
    page: ImportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "不是表.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    page.read(path)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert page.choose.isVisible()
    assert page.choose._trouble.text()


def test_a_whole_messy_roster_goes_in(
    page: ImportPage, window: MainWindow, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    read(page, Path(copy(SAMPLES / "老年人台账.xlsx", tmp_path)), qtbot)
    counts = dict(page._lines.counts) if page._lines else {}
    assert counts["rows"] == counts["new"] + counts["skipped"] + counts["refused"]
    take_in(page, window, qtbot)
    assert len(everybody(services)) == counts["new"]


def test_a_month_grid_takes_its_month_from_the_file_name(
    page: ImportPage, window: MainWindow, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    read(page, Path(copy(SAMPLES / "老年人台账.xlsx", tmp_path)), qtbot)
    take_in(page, window, qtbot)
    window.open_page("residents", target="import")
    page.choose.kinds.set_current("meals")
    read(page, Path(copy(SAMPLES / "9月就餐登记.xlsx", tmp_path)), qtbot)
    assert str(page.month.month()) == "2026-09"
    writes = page._lines.writes if page._lines else 0
    assert writes > 100
    take_in(page, window, qtbot)
    assert "2026年9月午餐" in window.toast.text()
    meals = window.pages.page("meals")
    assert isinstance(meals, MealsPage)
    assert meals.isVisible()
    assert meals.months.month() == Month(2026, 9)


@pytest.mark.parametrize(
    ("name", "month", "slot"),
    [
        ("9月就餐登记.xlsx", "2026-09", "lunch"),
        ("2025年12月早餐.xls", "2025-12", "breakfast"),
        ("12月晚餐.xlsx", "2025-12", "supper"),
        ("登记.xlsx", "2026-10", "lunch"),
    ],
)
def test_a_file_name_is_a_start_for_month_and_slot(name: str, month: str, slot: str) -> None:
    guess = import_lines.grid_guess(name, date(2026, 11, 20))
    assert (str(guess.month), guess.slot) == (month, slot)


def test_numbers_of_a_file_are_masked_until_asked_for_and_the_asking_is_written_down(
    page: ImportPage, services: Services, roster: Callable[..., Path], qtbot: QtBot
) -> None:
    path = roster(("姓名", "身份证号", "联系电话"), (("李岷", "620321194103058822", "13893512345"),))
    read(page, path, qtbot)
    services.run(homes.set_home, name="清泉村幸福院")
    table = page.preview.table
    assert table is not None

    def cells() -> set[str]:
        model = table.rows_model
        return {str(model.index(0, column).data()) for column in range(model.columnCount())}

    assert {"620321********8822", "138****2345"} <= cells()
    page.preview.show_button.click()
    assert {"620321194103058822", "13893512345"} <= cells()
    (kept,) = services.ask(disclosures.disclosures)
    assert (kept.act, kept.contents) == ("shown", "导入文件“名册.xlsx”里的号码（1 行）")
    page.preview.hide()
    assert "620321194103058822" not in cells()
