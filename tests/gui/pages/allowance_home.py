"""A home with a county's rules of its own and four elders, for the tests of what shows allowances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.domain.residents import Resident
from happyhome.gui import pages
from happyhome.gui.main_window import MainWindow
from happyhome.gui.shell import PageSpec
from happyhome.services import application_lists, certifications, residents, rule_previews, schemes, settings
from happyhome.services.application_lists import Pending
from happyhome.services.session import Services
from tests.gui.pages import desk
from tests.services.county_rules import RULES, SCHEMES

TODAY = desk.TODAY


@dataclass
class AllowanceHome:
    """Services, elders by name, and the window once it is shown.

    李秀英 (84, draws since 2024-06), 王大山 (91, entitled, has not applied), 赵有福 (66, 低保), 孙二妹 (79, 80 next month).
    """

    services: Services
    ids: dict[str, str] = field(default_factory=dict)
    window: MainWindow | None = None

    def do(self, verb: Callable[..., Any], **arguments: Any) -> Any:
        """Run a verb that must be kept; its value."""
        outcome = self.services.run(verb, confirmed=True, **arguments)
        assert outcome.operation is not None, outcome.text
        return outcome.value

    def add(self, name: str, birthday: date, **facts: str) -> str:
        """Register an elder of the village; ``facts`` by axis, ever so."""
        made = self.do(residents.add_resident, resident=Resident(name=name, birthday=birthday, group="二社"))
        self.ids[name] = made.id
        for axis, value in ({"household": "local"} | facts).items():
            self.fact(name, axis, value)
        return str(made.id)

    def fact(self, name: str, axis: str, value: str, since: date | None = None) -> None:
        """Record a fact."""
        self.do(residents.set_status, resident=self.ids[name], axis=axis, value=value, since=since)

    def apply(self, name: str, **known: Any) -> Application:
        """An application for 高龄津贴."""
        from happyhome.services.applications import put_application

        wanted = Application(resident=self.ids[name], scheme="gaoling", **known)
        made: Application = self.do(put_application, application=wanted)
        return made

    def certify(self, name: str, day: date) -> None:
        """Seen in person."""
        self.do(certifications.certify, residents=[self.ids[name]], day=day, certifier="王芳")

    def applications(self) -> tuple[Pending, ...]:
        """As the list has them."""
        return self.services.ask(application_lists.application_list, today=TODAY)

    def show(self, *specs: PageSpec) -> MainWindow:
        """The window with the first of these pages open, everything read."""
        self.window = desk.window(self.services, specs or (pages.RESIDENTS,))
        self.window.resize(1366, 768)
        self.window.show()
        self.window.open_page((specs or (pages.RESIDENTS,))[0].key)
        self.settle()
        return self.window

    def settle(self) -> None:
        """Until what is read beside the window has come."""
        assert self.window is not None
        desk.settle(self.window)

    def close(self) -> None:
        """Let go of window and file."""
        if self.window is not None:
            self.window.close()
        self.services.close()


def allowance_home(folder: Path, *, certified: bool = True) -> AllowanceHome:
    """A home that handles all of SCHEMES since 2026-01."""
    made = AllowanceHome(desk.village(folder, people=0))
    made.do(settings.choose, key="operator", value="王芳")
    made.do(rule_previews.import_rules, name="某县.yaml", content=RULES)
    for key in SCHEMES:
        made.do(schemes.use_scheme, scheme=key, since=Month(2026, 1))
    made.add("李秀英", date(1942, 5, 3), aid="ordinary")
    made.add("王大山", date(1935, 3, 5), aid="ordinary")
    made.add("赵有福", date(1960, 2, 1), aid="low_income")
    made.add("孙二妹", date(1946, 12, 9), aid="ordinary")
    made.apply(
        "李秀英", applied_on=date(2024, 6, 4), accepted_on=date(2024, 6, 4), county_on=date(2024, 7, 1),
        decision="approved",
    )  # fmt: skip
    if certified:
        made.certify("李秀英", date(2026, 5, 20))
    return made


class Elsewhere:
    """Remembers where pages lead to."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, dict[str, Any]]] = []

    def page(self, key: str) -> PageSpec:
        """A page under this key that remembers what it was asked to show."""
        from PySide6.QtWidgets import QWidget

        opened = self.opened

        class Page(QWidget):
            def refresh(self, _changed: frozenset[str]) -> None:
                """Shows nothing."""

            def open(self, **target: Any) -> None:
                opened.append((key, target))

        return PageSpec(key, key, "home", lambda _shell: Page())
