"""设置 · 工作移交: the paper stands there, what is open leads to its page, and the change is written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from happyhome.domain.safety_events import SafetyEvent
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import HANDOVER, SETTINGS
from happyhome.gui.pages.settings_clerk_change import ClerkChangeSettings
from tests.gui.choosing import choosing
from tests.gui.pages import desk


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    services = desk.village(tmp_path / "data", people=5)
    made = desk.window(services, (HANDOVER, SETTINGS))
    qtbot.addWidget(made)
    made.show()
    made.open_page("settings", target="clerk_change")
    yield made
    made.close()
    services.close()


def _part(window: MainWindow, qtbot: QtBot) -> ClerkChangeSettings:
    part = window.pages.page("settings").part("clerk_change")  # type: ignore[attr-defined]
    assert isinstance(part, ClerkChangeSettings)
    qtbot.waitUntil(part.print_button.isEnabled)
    return part


def test_the_paper_stands_there_and_is_saved_as_it_is_shown(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = _part(window, qtbot)
    out = tmp_path / "单.pdf"
    choosing(monkeypatch, out)
    part.save_button.click()
    qtbot.waitUntil(out.exists)
    assert out.read_bytes().startswith(b"%PDF")


def test_a_change_without_a_taker_is_refused_beside_the_field_and_with_one_written_down(
    window: MainWindow, qtbot: QtBot
) -> None:
    part = _part(window, qtbot)
    part.done_button.click()
    assert "由谁接手" in part.form.field("taking").note.text()
    part.form.field("taking").edit.setFocus()  # type: ignore[attr-defined]
    part.form.set_values({"leaving": "王会计", "taking": "李芳"})
    part.refresh()
    part = _part(window, qtbot)
    part.done_button.click()
    part.done_button.click()  # twice by mistake
    (event,) = part._shell.services.ask(lambda reading: reading.find(SafetyEvent, event="clerk_changed"))
    assert event.subject == "李芳"
    assert part.form.field("taking").value() == "李芳"
