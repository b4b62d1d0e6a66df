"""助餐: what of an offer is left under the caps of a day and a month, and what has to be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.meals import mode_label, slot_label
from happyhome.domain.money import yuan
from happyhome.policy.evaluation import Profile
from happyhome.policy.meal_grounds import Desk, Ground
from happyhome.policy.rules import MealVersion, Scheme


@dataclass(slots=True)
class Offer:
    """What one scheme would give for a meal: the band's amount, what is left of it, and why less."""

    till: Till
    ground: Ground
    full: int
    fen: int
    limits: tuple[str, ...] = ()

    def lower(self, fen: int, limit: str) -> None:
        """Give less, and say why."""
        self.fen, self.limits = fen, (*self.limits, limit)


@dataclass(slots=True)
class _Loss:
    """What a cap took in a month: from which day, how many meals, how much."""

    first: date
    meals: int = 0
    fen: int = 0


class Till:
    """One scheme and one elder, meal after meal in the order of days and slots."""

    __slots__ = ("_day", "_doubts", "_losses", "_month", "_month_fen", "_month_meals", "_today", "desk")

    def __init__(self, scheme: Scheme, of: Profile) -> None:
        self.desk = Desk(scheme, of)
        self._day: date | None = None
        self._month = (0, 0)
        self._today = self._month_meals = self._month_fen = 0
        self._losses: dict[tuple[tuple[int, int], str], _Loss] = {}
        self._doubts: dict[str, None] = {}

    def offer(self, day: date, slot: str, mode: str, price: int | None) -> Offer | None:
        """What is due for a meal after the caps; None where no rule counts on the day."""
        ground = self.desk.ground(day)
        version = ground.version
        if version is None:
            return None
        if day != self._day:
            self._turn(day)
        full = ground.offer(price)
        made = Offer(self, ground, full, full)
        if slot not in version.slots:
            made.lower(0, f"{slot_label(slot)}不在补贴的餐次里，这一餐不补")
        elif mode not in version.modes:
            made.lower(0, f"{mode_label(mode)}不在补贴的方式里，这一餐不补")
        else:
            if ground.doubted(price):
                self._doubts[_doubt(ground, full)] = None
            if full:
                self._cap(made, version, day)
        return made

    def _turn(self, day: date) -> None:
        self._day, self._today = day, 0
        if (day.year, day.month) != self._month:
            self._month = (day.year, day.month)
            self._month_meals = self._month_fen = 0

    def _cap(self, made: Offer, version: MealVersion, day: date) -> None:
        if version.per_day is not None and self._today >= version.per_day:
            self._lose(made, day, 0, f"每日最多补 {version.per_day} 餐")
        elif version.per_month is not None and self._month_meals >= version.per_month:
            self._lose(made, day, 0, f"每月最多补 {version.per_month} 餐")
        elif version.month_cap is not None and self._month_fen + made.fen > version.month_cap:
            self._lose(
                made, day, version.month_cap - self._month_fen, f"每月最多补 {yuan(version.month_cap)} 元"
            )

    def _lose(self, made: Offer, day: date, left: int, cap: str) -> None:
        loss = self._losses.setdefault((self._month, cap), _Loss(day))
        loss.meals += 1
        loss.fen += made.fen - left
        made.lower(left, f"{cap}，已满，这一餐" + (f"只补余下的 {yuan(left)} 元" if left else "不补"))

    def take(self, fen: int) -> None:
        """Count what was given in the end."""
        if fen:
            self._today += 1
            self._month_meals += 1
            self._month_fen += fen

    def doubts(self) -> list[str]:
        """The facts that are missing, without a name: whole villages lack the same ones."""
        return [f"{self.desk.scheme.title}待核：{doubt}" for doubt in self._doubts]

    def notes(self, name: str) -> list[str]:
        """The caps that were reached, one sentence each."""
        title, said = self.desk.scheme.title, []
        for (month, cap), loss in self._losses.items():
            since = f"{loss.first.month}月{loss.first.day}日"
            said.append(
                f"{name}：{title}{cap}，{Month(*month).label}从 {since}起有 {loss.meals} 餐超出，"
                f"少补 {yuan(loss.fen)} 元。"
            )
        return said


def _doubt(ground: Ground, full: int) -> str:
    """What is missing, and what is done meanwhile."""
    return f"{ground.unknown_text()}，{'先按已知的档次补' if full else '暂不补'}"
