"""A small village in a real file, with a clock that the test sets."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from happyhome.app import open_services
from happyhome.domain.idcard import check_digit
from happyhome.domain.outcomes import Outcome
from happyhome.domain.registers import REGISTERS
from happyhome.domain.residents import Resident
from happyhome.services import homes, meals, residents
from happyhome.services.session import Services
from happyhome.store.reading import Reading

TODAY = date(2026, 11, 21)


def id_number(born: date, order: int = 882, region: str = "620321") -> str:
    """A sound ID number; an odd ``order`` is a man."""
    body = f"{region}{born:%Y%m%d}{order:03d}"
    return body + check_digit(body)


@dataclass
class Clock:
    """What the program takes for now: noon of ``day``, a second later at every look."""

    day: date = TODAY
    ticks: int = 0

    def __call__(self) -> datetime:
        self.ticks += 1
        return datetime.combine(self.day, time(12)) + timedelta(seconds=self.ticks % 3600)


@dataclass
class Village:
    """Services over one file, and short ways to fill it."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    copy_of: Path | None = None
    services: Services = field(init=False)

    def __post_init__(self) -> None:
        if self.copy_of is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.copy_of, self.folder / self.copy_of.name)
        self.services = self.open()

    def open(self) -> Services:
        """The file once more, as a second program would."""
        return replace(open_services(self.folder), clock=self.clock, operator="王芳")

    def reopen(self) -> None:
        """Close the program and start it again."""
        self.services.close()
        self.services = self.open()

    def do(self, verb: Callable[..., Any], **arguments: Any) -> Any:
        """Run a verb that must be kept; its value."""
        outcome = self.services.run(verb, **arguments)
        assert (outcome.refused, outcome.asks) == (False, False), outcome.text
        return outcome.value

    def try_to(self, verb: Callable[..., Any], **arguments: Any) -> Outcome:
        """Run a verb whatever comes of it."""
        return self.services.run(verb, **arguments)

    def codes(self, verb: Callable[..., Any], **arguments: Any) -> list[str]:
        """The codes of what a verb was refused or asked for."""
        outcome = self.services.run(verb, **arguments)
        assert outcome.operation is None
        return [problem.code for problem in outcome.problems]

    def ask(self, query: Callable[..., Any], *args: Any, **arguments: Any) -> Any:
        """The answer to a question."""
        return self.services.ask(query, *args, **arguments)

    def home(self) -> None:
        """Name the home."""
        self.do(homes.set_home, name="清泉村幸福院", township="宁远堡镇", capacity=30)

    def elder(self, name: str = "王秀兰", **known: Any) -> str:
        """Register somebody; their id."""
        made: Resident = self.do(residents.add_resident, resident=Resident(name=name, **known))
        return made.id

    def status(self, who: str, axis: str, value: str, since: date | None, until: date | None = None) -> Any:
        """Record a dated fact."""
        return self.do(residents.set_status, resident=who, axis=axis, value=value, since=since, until=until)

    def lunch(self, *who: str, day: date | None = None, mode: str = "dine_in", slot: str = "lunch") -> Any:
        """Record a meal, late with a reason where it is."""
        on = day or self.clock.day
        reason = "停电" if on < self.clock.day else ""
        return self.do(
            meals.record_meals, day=on, slot=slot, residents=list(who), mode=mode, late_reason=reason
        )

    def person(self, who: str) -> Any:
        """Somebody with everything known."""
        return self.ask(residents.person, who)

    def content(self) -> dict[str, list[Any]]:
        """Every row of every register."""
        return self.ask(content)


def empty_village(folder: Path) -> Path:
    """The store file of a named home with nobody in it, to be copied by tests."""
    made = Village(folder)
    made.home()
    made.services.close()
    return made.services.store.path


def content(reading: Reading) -> dict[str, list[Any]]:
    """Every row of every register, by table."""
    return {register.table: reading.find(register.record) for register in REGISTERS}
