"""A heavy act is backed up beside the window before it, and not begun where that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from happyhome.gui.kit.ask import Ask
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import SETTINGS
from happyhome.services import audit, backups, rule_previews
from happyhome.services.session import Services
from tests.gui.pages import desk
from tests.services.rules import rules


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path / "data", people=3)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[MainWindow]:
    made = desk.window(services, (SETTINGS,))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_rules_are_taken_in_after_a_backup_of_what_was(window: MainWindow, services: Services) -> None:
    before = len(backups.backups(services))
    outcome = window.shell.run(rule_previews.import_rules, name="高龄.yaml", content=rules())
    assert outcome.operation
    made = backups.backups(services)
    assert len(made) == before + 1
    assert made[0].reason == "before-policy"


def test_without_its_backup_the_act_is_not_begun(
    window: MainWindow, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        Ask, "tell", classmethod(lambda _cls, _parent, title, lines: told.extend([title, *lines]))
    )
    services.folders.backups.rmdir() if services.folders.backups.exists() else None
    services.folders.backups.write_text("in the way")
    last = services.ask(audit.operations, limit=1)[0]
    outcome = window.shell.run(rule_previews.import_rules, name="高龄.yaml", content=rules())
    assert outcome.refused
    assert told
    assert services.ask(audit.operations, limit=1)[0] == last
