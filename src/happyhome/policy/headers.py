"""What every rule carries: its kind, its paper, and the days on which it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a scheme gives (类别)."""

    CASH = "现金"
    GOODS = "实物"
    SERVICE = "服务"
    MEAL = "助餐"
    OPERATING = "运营"
    RATING = "评定"


MONTHLY = (Kind.CASH, Kind.GOODS, Kind.SERVICE)
"""The kinds that are answered month by month for each elder."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a rule stands: who issued it, number or title, article, and its day."""

    issuer: str
    number: str = ""
    title: str = ""
    article: str = ""
    day: date | None = None
    url: str = ""

    def at(self, article: str) -> Reference:
        """The same paper, another article."""
        return Reference(self.issuer, self.number, self.title, article or self.article, self.day, self.url)

    @property
    def text(self) -> str:
        """夏河县民政局《…方案》（甘民发〔2024〕1号）第五条, as papers cite it."""
        title = f"《{self.title}》" if self.title and "《" not in self.title else self.title
        number = f"（{self.number}）" if self.number and title else self.number
        day = "" if self.number or self.day is None else f"（{self.day.isoformat()}）"
        return f"{self.issuer}{title}{number}{day}{self.article}"


@dataclass(frozen=True, slots=True)
class Header:
    """When a version counts (``until`` is the last day, None: still), by which paper, and how sure it is."""

    since: date
    until: date | None
    reference: Reference
    is_sample: bool
    checked_on: date
    note: str = ""


class Combine(StrEnum):
    """How bands that hold at once are put together (取)."""

    HIGHEST = "就高"
    SUM = "相加"
    FIRST = "第一档"


def covers(header: Header, day: date) -> bool:
    """Whether a version counts on a day."""
    return header.since <= day and (header.until is None or day <= header.until)
