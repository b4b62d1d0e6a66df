"""Dialogs for files: where they begin, and that sticks stand at the side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QListView
from pytestqt.qtbot import QtBot

from happyhome.gui import application
from happyhome.gui.kit import files
from tests.gui.choosing import choosing


@pytest.fixture(autouse=True)
def nothing_used_yet(qapp: QApplication) -> Iterator[None]:
    qapp.setProperty("last_folder", None)
    yield
    qapp.setProperty("last_folder", None)
    application.create()  # finds sticks as it did


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "1A2B-3C4D"
    made.mkdir()
    files.find_sticks_by(lambda: [("KINGSTON", made)])
    return made


def with_dialog(act: Callable[[QFileDialog], object]) -> None:
    """Do something with the real dialog that is about to open; it is closed where that fails."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QFileDialog)
        try:
            act(box)
        finally:
            if box.isVisible():
                box.reject()

    QTimer.singleShot(0, look)


def side(box: QFileDialog) -> QListView:
    found = box.findChild(QListView, "sidebar")
    assert found is not None
    return found


def test_a_dialog_begins_in_a_folder_that_is_there() -> None:
    assert files.start_folder().is_dir()
    assert files.start_folder() != Path.cwd()


def test_the_next_dialog_begins_where_the_last_file_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = choosing(monkeypatch, tmp_path / "十月.pdf")
    assert files.save_file(None, "存 PDF", "十月.pdf", "PDF (*.pdf)") == tmp_path / "十月.pdf"
    files.save_file(None, "存 PDF", "九月.pdf", "PDF (*.pdf)")
    assert begun[1] == tmp_path / "九月.pdf"


def test_giving_up_chooses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    choosing(monkeypatch)
    assert files.open_file(None, "选表", "*.xlsx") is None
    assert files.open_files(None, "选照片", "*.jpg") == []
    assert files.save_file(None, "存 PDF", "十月.pdf", "PDF (*.pdf)") is None
    assert files.choose_folder(None, "写到哪里") is None


def test_a_stick_that_was_pulled_out_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "U 盘"
    stick.mkdir()
    choosing(monkeypatch, stick)
    assert files.choose_folder(None, "写到哪里") == stick
    assert files.start_folder() == stick
    stick.rmdir()
    assert files.start_folder().is_dir()


@pytest.mark.parametrize("ask", ["open", "save", "folder"])
def test_sticks_stand_first_at_the_side_of_every_dialog_under_the_name_they_have(
    stick: Path, ask: str, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def look(box: QFileDialog) -> None:
        seen.append(box.sidebarUrls()[0].toLocalFile())
        seen.extend(named(box))

    with_dialog(look)
    if ask == "open":
        files.open_file(None, "选表", "表格 (*.xlsx)")
    elif ask == "save":
        files.save_file(None, "存 PDF", "十月.pdf", "PDF (*.pdf)")
    else:
        files.choose_folder(None, "写到哪里")
    assert seen[:2] == [str(stick), "U 盘“KINGSTON”"]
    assert seen[-1] == "主文件夹"


def named(box: QFileDialog) -> list[str]:
    """The places as they are painted."""
    from PySide6.QtWidgets import QStyleOptionViewItem

    view = side(box)
    told = []
    for row in range(view.model().rowCount()):
        option = QStyleOptionViewItem()
        view.itemDelegate().initStyleOption(option, view.model().index(row, 0))
        told.append(option.text)
    return told


def test_a_stick_that_is_plugged_in_meanwhile_appears(tmp_path: Path, qtbot: QtBot) -> None:
    plugged: list[tuple[str, Path]] = []
    files.find_sticks_by(lambda: plugged)
    urls: list[list[str]] = []

    def look(box: QFileDialog) -> None:
        urls.append([url.toLocalFile() for url in box.sidebarUrls()])
        plugged.append(("KINGSTON", tmp_path))
        clock = box.findChild(QTimer, "places")
        assert clock is not None
        clock.timeout.emit()
        urls.append([url.toLocalFile() for url in box.sidebarUrls()])

    with_dialog(look)
    files.open_file(None, "选表", "表格 (*.xlsx)")
    assert str(tmp_path) not in urls[0]
    assert urls[1][0] == str(tmp_path)


def test_the_folder_in_sight_is_chosen_where_nothing_is_typed(stick: Path, qtbot: QtBot) -> None:
    with_dialog(lambda box: (box.setDirectory(str(stick)), box.accept()))
    assert files.choose_folder(None, "写到哪里") == stick


def test_the_ending_is_added_before_a_file_is_replaced_unasked(stick: Path, qtbot: QtBot) -> None:
    QApplication.instance().setProperty("last_folder", str(stick))  # type: ignore[union-attr]
    with_dialog(lambda box: (box.selectFile("十月"), box.accept()))
    assert files.save_file(None, "存 PDF", "九月.pdf", "PDF (*.pdf)") == stick / "十月.pdf"
