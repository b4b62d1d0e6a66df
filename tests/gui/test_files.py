"""Where dialogs for files begin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from happyhome.gui.kit import files


@pytest.fixture(autouse=True)
def nothing_used_yet(qapp: QApplication) -> Iterator[None]:
    qapp.setProperty("last_folder", None)
    yield
    qapp.setProperty("last_folder", None)


def test_a_dialog_begins_in_a_folder_that_is_there() -> None:
    assert files.start_folder().is_dir()
    assert files.start_folder() != Path.cwd()


def test_the_next_dialog_begins_where_the_last_file_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def answer(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        begun.append(start)
        return str(tmp_path / "十月.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    assert files.save_file(None, "存 PDF", "十月.pdf", "PDF (*.pdf)") == tmp_path / "十月.pdf"
    files.save_file(None, "存 PDF", "九月.pdf", "PDF (*.pdf)")
    assert begun[1] == str(tmp_path / "九月.pdf")


def test_giving_up_chooses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: ("", ""))
    assert files.open_file(None, "选表", "*.xlsx") is None


def test_a_stick_that_was_pulled_out_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "U 盘"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(stick))
    assert files.choose_folder(None, "写到哪里") == stick
    assert files.start_folder() == stick
    stick.rmdir()
    assert files.start_folder().is_dir()
