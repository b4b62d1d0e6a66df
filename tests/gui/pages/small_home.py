"""A small home in a real store, its window, and answers to the dialogs that are about to open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from happyhome.app import open_services
from happyhome.domain.outcomes import Outcome
from happyhome.domain.residents import Resident
from happyhome.gui import pages
from happyhome.gui.application import Zoom
from happyhome.gui.main_window import MainWindow, Surroundings
from happyhome.gui.shell import PageSpec, Shell
from happyhome.services import audit, homes, meals, residents
from happyhome.services.session import Services
from happyhome.store import meals as stored
from tests.gui.pages import desk

TODAY = date(2026, 11, 20)  # a Friday
YESTERDAY = TODAY - timedelta(days=1)
NAMES = (
    "赵大有", "钱二嫂", "孙三娃", "李四海", "周五爷", "吴六婶", "郑七斤", "王八斗", "冯九妹", "陈十全",
    "褚天福", "卫地禄", "蒋人寿", "沈和喜", "韩平安", "杨吉祥", "朱如意", "秦长乐", "尤永康", "许万年",
    "何春兰", "吕夏荷", "施秋菊", "张冬梅", "孔文才", "曹武德", "严忠厚", "华孝先", "金礼让", "魏义方",
)  # fmt: skip

D = TypeVar("D", bound=QDialog)


class OtherPage(QWidget):
    """A page of another engineer: remembers where it was led to."""

    def __init__(self, _shell: Shell) -> None:
        super().__init__()
        self.opened: list[dict[str, Any]] = []

    def refresh(self, _changed: frozenset[str]) -> None:
        """Shows nothing."""

    def open(self, **target: Any) -> None:
        self.opened.append(target)


@dataclass
class SmallHome:
    """Services with elders by name, and the window on them."""

    services: Services
    ids: dict[str, str] = field(default_factory=dict)
    window: MainWindow | None = None

    def add(self, name: str, **known: Any) -> str:
        """Register an elder."""
        made = self.services.run(residents.add_resident, resident=Resident(name=name, **known))
        self.ids[name] = made.value.id
        return str(made.value.id)

    def serve(self, day: date, *names: str, mode: str = "dine_in", slot: str = "lunch") -> None:
        """Record meals, as the command line would."""
        marks = {(self.ids[name], day): mode for name in names}
        reason = "" if day == TODAY else "停电"
        outcome = self.services.run(
            meals.mark_meals, slot=slot, marks=marks, late_reason=reason, confirmed=True
        )
        assert outcome.operation is not None, outcome.text

    def served(self, day: date = TODAY, slot: str = "lunch") -> dict[str, str]:
        """Mode by name, as stored."""
        names = {who: name for name, who in self.ids.items()}
        found = self.services.ask(stored.on_day, day=day, slot=slot)
        return {names[who]: meal.mode for who, meal in found.items()}

    def reasons(self, day: date, slot: str = "lunch") -> set[str]:
        """The late reasons of a day, as stored."""
        return {meal.late_reason for meal in self.services.ask(stored.on_day, day=day, slot=slot).values()}

    def operations(self) -> int:
        """How many operations there were."""
        return len(self.services.ask(audit.operations))

    def show(self, key: str) -> QWidget:
        """The window with a page open."""
        if self.window is None:
            others = [
                PageSpec(name, name, "home", OtherPage) for name in ("residents", "activities", "reports")
            ]
            self.window = MainWindow(
                self.services, (pages.TODAY, pages.MEALS, *others), self._around(), Zoom(100, print)
            )
            self.window.resize(1366, 768)
            self.window.show()
        self.window.open_page(key)
        self.settle()
        return self.window.pages.page(key)

    def settle(self) -> None:
        """Until what is read beside the window has come."""
        assert self.window is not None
        desk.settle(self.window)

    def led_to(self, key: str) -> dict[str, Any]:
        """Where another page was led to last."""
        assert self.window is not None
        page = self.window.pages.page(key)
        assert isinstance(page, OtherPage)
        return page.opened[-1]

    def said(self) -> str:
        """The line at the bottom."""
        assert self.window is not None
        return self.window.toast.text()

    def _around(self) -> Surroundings:
        def undo() -> Outcome:
            return self.services.run(audit.undo)

        return Surroundings(
            home=lambda: "清泉村幸福院", operator=lambda: "李会计", truths=lambda: (), search=lambda _text: (),
            found=lambda _shell, _person: None, undo=undo, redo=undo, help=lambda _parent, _key: None,
        )  # fmt: skip


def small_home(folder: Path) -> SmallHome:
    """A home without elders, on TODAY."""
    made = SmallHome(open_services(folder, TODAY))
    made.services.run(homes.set_home, name="清泉村幸福院")
    return made


def keys(widget: QWidget, typed: str) -> int:
    """Press plain keys one after the other; gives back how many."""
    for character in typed:
        QTest.keyClick(widget, Qt.Key.Key_Space if character == " " else character)  # type: ignore[call-overload]
    return len(typed)


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> int:
    """Press one key."""
    QTest.keyClick(widget, key, modifier)
    return 1


def when_asked(kind: type[D], act: Callable[[D], object]) -> list[str]:
    """Do something with the dialog that is about to open; gives a list that then holds its title."""
    seen: list[str] = []
    looks = iter(range(400))  # a dialog that never comes must not leave an answer for the next test

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            seen.append(found.windowTitle())
            act(found)
        elif next(looks, None) is not None:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)
    return seen
