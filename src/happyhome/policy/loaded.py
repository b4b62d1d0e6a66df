"""What reading a rule file gives: its schemes, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from happyhome.policy.casebook import Case
from happyhome.policy.rules import Exclusion, Scheme


class FaultLevel(StrEnum):
    """An error keeps the file from being used; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding: the file, the line (from 1), the place in it (项目[高龄津贴].版本[2].自), and what is expected."""

    source: str
    line: int
    key: str
    text: str
    level: FaultLevel = FaultLevel.ERROR

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used as it is."""
        return self.level is FaultLevel.ERROR

    @property
    def sentence(self) -> str:
        """第 12 行 项目[高龄津贴].版本[1].自：……"""
        place = f" {self.key}" if self.key else ""
        return f"第 {self.line} 行{place}：{self.text}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule file as read. With an error among ``faults`` there are no schemes, exclusions or cases."""

    source: str
    title: str = ""
    area: str = ""
    schemes: tuple[Scheme, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    cases: tuple[Case, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_own: bool = False

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep it from being used."""
        return tuple(fault for fault in self.faults if fault.is_error)

    @property
    def is_sound(self) -> bool:
        """Whether it can be used."""
        return not self.errors
