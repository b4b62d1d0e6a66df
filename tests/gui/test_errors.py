"""Trouble told apart, and a diagnosis that names nobody."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from happyhome.domain.problems import refuse
from happyhome.files.environment import EnvironmentRefusal
from happyhome.gui import errors
from happyhome.gui.errors import ErrorReporter
from happyhome.gui.jobs import Cancelled
from happyhome.gui.kit.ask import Ask
from tests.gui.choosing import choosing


def raised(error: Exception) -> Exception:
    name_of_resident = "唐月娥"
    try:
        assert name_of_resident
        raise error
    except type(error) as caught:
        return caught


def answer(button: str, seen: list[str]) -> None:
    """Read the dialog that is about to open, and click a button by its words."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Ask)
        inside = box.body.parentWidget()
        seen.append("\n".join(one.text() for one in inside.findChildren(QLabel)))
        next(each for each in (box.yes, box.no) if button in each.text()).click()

    QTimer.singleShot(50, click)


def test_a_diagnosis_has_versions_and_the_place_but_no_person() -> None:
    told = errors.diagnosis(raised(KeyError("唐月娥 620321194103058820 15012341192 李𬱖")))
    for secret in ("唐月娥", "620321194103058820", "15012341192", "𬱖", "月娥"):
        assert secret not in told
    assert "KeyError" in told
    assert "PySide6 " in told
    assert "test_errors.py" in told
    assert str(Path.home()) + "/" not in told


def test_an_environment_error_is_known_and_told_in_its_own_words(qtbot: QtBot) -> None:
    error = EnvironmentRefusal("disk_full", "U 盘满了，请删去一些文件再试。")
    assert errors.environment_text(error) == "U 盘满了，请删去一些文件再试。"
    assert errors.environment_text(ValueError("x")) == ""
    seen: list[str] = []
    answer("知道了", seen)
    ErrorReporter(lambda: None, seen.append).show(error)
    assert seen == ["U 盘满了，请删去一些文件再试。"]


def test_a_full_disk_under_the_records_is_no_bug_and_no_matter_of_sticks(qtbot: QtBot) -> None:
    error = OSError(errno.ENOSPC, "database or disk is full", "/home/li/data/happyhome.db")
    seen: list[str] = []
    answer("知道了", seen)
    ErrorReporter(lambda: None, seen.append).show(error)
    assert "磁盘满了" in seen[0]
    assert "没有记下" in seen[0]
    assert "U" not in seen[0]


def test_a_refusal_that_escaped_is_told_as_a_refusal(qtbot: QtBot) -> None:
    seen: list[str] = []
    answer("知道了", seen)
    ErrorReporter(lambda: None, seen.append).show(refuse("month.closed", "10 月已结账，请先写明原因再打开。"))
    assert seen == ["10 月已结账，请先写明原因再打开。"]


def test_cancelling_is_no_error(qtbot: QtBot) -> None:
    said: list[str] = []
    ErrorReporter(lambda: None, said.append).show(Cancelled())
    assert said == ["已取消"]


def test_a_bug_offers_to_save_a_diagnosis(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "诊断.txt"
    choosing(monkeypatch, file)
    seen: list[str] = []
    answer("保存诊断信息", seen)
    ErrorReporter(lambda: None, seen.append).show(raised(ValueError("唐月娥")))
    assert "没有做成" in seen[0]
    assert "ValueError" in file.read_text(encoding="utf-8")
    assert seen[-1] == "诊断信息已保存"


def test_what_escapes_from_a_slot_is_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[BaseException] = []

    class Recording(ErrorReporter):
        def show(self, error: BaseException) -> None:
            shown.append(error)

    reporter = Recording(lambda: None, lambda _text: None)
    monkeypatch.setattr("sys.excepthook", None)
    reporter.install()
    error = raised(RuntimeError("bug"))
    import sys

    sys.excepthook(type(error), error, error.__traceback__)
    assert shown == [error]
