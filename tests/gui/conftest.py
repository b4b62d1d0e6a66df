"""What the window's tests share: the application in the house's look, and small real services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from happyhome.domain.outcomes import Outcome
from happyhome.gui import application
from tests.gui.sealed_home import SealedHome, sealed_home

TODAY = date(2026, 11, 20)


@dataclass
class Village:
    """Services of one village: remembers what it was asked to do, and answers what a test prepared."""

    answers: dict[str, list[Outcome]] = field(default_factory=dict)
    done: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def run(self, verb: str, **arguments: Any) -> Outcome:
        self.done.append((verb, arguments))
        prepared = self.answers.get(verb)
        return prepared.pop(0) if prepared else Outcome(verb, "op", frozenset({"meals"}))

    def ask(self, query: str, **_arguments: Any) -> Any:
        return query

    def today(self) -> date:
        return TODAY

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 11, 40)  # noqa: DTZ001  the village's clock on the wall


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application.create()


@pytest.fixture(autouse=True)
def normal_size(qapp: QApplication) -> Iterator[None]:
    """Each test starts and leaves at 100 %."""
    yield
    if qapp.font().pixelSize() != 16:
        application.apply_zoom(qapp, 100)


@pytest.fixture(autouse=True)
def no_window_left(qapp: QApplication) -> Iterator[None]:
    """Each test leaves no window behind: a change of size would dress them all anew, test after test."""
    yield
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def village() -> Village:
    return Village()


@pytest.fixture
def sealed(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SealedHome]:
    """A sealed home of its own for each test."""
    made = sealed_home(tmp_path / "home", tmp_path_factory.getbasetemp() / "sealed once")
    yield made
    made.services.close()
