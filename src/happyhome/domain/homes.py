"""The home itself and what it remembers about its own ways of working."""

from __future__ import annotations

from dataclasses import dataclass

from happyhome.domain.fields import Kind, Record, described


@dataclass(frozen=True, kw_only=True)
class Home(Record):
    """One 幸福院. The village code is the civil-affairs one, 12 digits, kept with its year."""

    name: str = described("幸福院名称", required=True)
    village_code: str = described("行政村代码", help="12 位，民政口径")
    code_year: int = described("代码年份", Kind.NUMBER, default=0)
    township: str = described("乡镇")
    county: str = described("县区")
    director: str = described("负责人")
    phone: str = described("电话", Kind.PHONE)
    capacity: int = described("核定人数", Kind.NUMBER, default=0)

    @property
    def full_name(self) -> str:
        """Township and home, as a paper's title begins."""
        return self.name if self.name.startswith(self.township) else self.township + self.name


@dataclass(frozen=True, kw_only=True)
class Setting(Record):
    """One remembered choice of this home: a key and JSON text."""

    key: str = described("键", required=True)
    value: str = described("值", Kind.LONG_TEXT)
