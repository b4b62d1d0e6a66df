"""What the window shows of meals: the day's board, the month's grid, the week's bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from happyhome.domain.dates import Month, Spell
from happyhome.domain.meals import Guests, HomeDay, Meal
from happyhome.domain.people import Person, diner_class_label
from happyhome.services.order import village_order
from happyhome.store import meals as stored
from happyhome.store.closings import is_closed
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.spans import in_span

HABIT_WEEKS = 4
LAST_KNOWN_WEEKS = 13
"""So far back for a home that recorded nothing lately, as after taking in an old sheet."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One elder on the board. ``state`` is a mode key, "" for not recorded, ``away`` 外出 or 住院."""

    resident: str
    name: str
    subtitle: str
    initials: str
    state: str
    away: str
    usual_mode: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class DayBoard:
    """One slot of one day: who is expected or was served, and the figures above them."""

    day: date
    slot: str
    tiles: tuple[Tile, ...]
    modes: Counter[str]
    guests: int
    is_open: bool | None
    is_locked: bool

    @property
    def served(self) -> int:
        """How many were served."""
        return sum(self.modes.values())

    @property
    def expected(self) -> int:
        """How many are on the board and not away."""
        return sum(not tile.away or bool(tile.state) for tile in self.tiles)

    @property
    def missing(self) -> tuple[Tile, ...]:
        """Those expected and not recorded."""
        return tuple(tile for tile in self.tiles if not tile.state and not tile.away)


def day_board(reading: Reading, day: date, slot: str) -> DayBoard:
    """The board of a day: the regulars of this weekday and everybody served, in village order."""
    marks = stored.on_day(reading, day, slot)
    weeks = [day - timedelta(weeks=back) for back in range(1, HABIT_WEEKS + 1)]
    habit = stored.habit(reading, weeks, slot)
    if not habit:
        weeks = [day - timedelta(weeks=back) for back in range(1, LAST_KNOWN_WEEKS + 1)]
        habit = stored.habit(reading, weeks, slot)
    recent = set(stored.habit(reading, [day - timedelta(days=back) for back in range(1, 8)], slot))
    threshold = 2 if len(stored.days_served(reading, weeks[-1], weeks[0], slot)) > 7 else 1
    chosen = [
        one
        for one in people(reading)
        if one.id in marks or (one.left_by(day) is None and _expected(one, day, habit, recent, threshold))
    ]
    guests = next(iter(reading.find(Guests, day=day, slot=slot)), None)
    opened = next(iter(reading.find(HomeDay, day=day)), None)
    return DayBoard(
        day,
        slot,
        tuple(_meal_tile(one, day, marks.get(one.id)) for one in sorted(chosen, key=village_order)),
        Counter(meal.mode for meal in marks.values()),
        guests.count if guests else 0,
        opened.is_open if opened else None,
        is_closed(reading, Month.of(day)),
    )


def _expected(one: Person, day: date, habit: Counter[str], recent: set[str], threshold: int) -> bool:
    if habit[one.id] >= threshold:
        return True
    service = one.value("service", day)
    # Somebody newly admitted has no habit yet; somebody admitted who stopped coming is not expected.
    return service == "boarding" or (bool(service) and (one.id in recent or not _settled(one, day)))


def _settled(one: Person, day: date) -> bool:
    rows = one.on("service", day)
    return bool(rows) and (rows[-1].since is None or (day - rows[-1].since).days > 7 * HABIT_WEEKS)


def _meal_tile(one: Person, day: date, meal: Meal | None) -> Tile:
    return tile_of(one, day, meal.mode if meal else "", bool(meal and meal.late_reason))


def tile_of(one: Person, day: date, state: str = "", late: bool = False) -> Tile:
    """One elder as a tile of a day's board."""
    age = one.resident.age_on(day)
    parts = [one.resident.group, f"{age}岁" if age is not None else ""]
    return Tile(
        one.id,
        one.resident.name,
        " · ".join(part for part in parts if part),
        one.resident.initials,
        state,
        one.away(day),
        one.resident.usual_mode,
        late,
    )


@dataclass(frozen=True, slots=True)
class GridRow:
    """One elder in the month grid."""

    resident: str
    name: str
    category: str
    initials: str


@dataclass(frozen=True)
class MonthGrid:
    """Residents × days of one slot: ``marks[resident][day]`` is a mode, ``away`` likewise a word.

    ``left`` is the day number on which somebody left in this month; ``late`` are the days entered late.
    ``categories`` says by day number what a diner is counted as, for those who change within the month.
    """

    month: Month
    slot: str
    rows: tuple[GridRow, ...]
    marks: Mapping[str, Mapping[int, str]]
    away: Mapping[str, Mapping[int, str]]
    left: Mapping[str, int]
    shut: frozenset[int]
    guests: Mapping[int, int] = field(default_factory=dict)
    is_locked: bool = False
    late: Mapping[str, frozenset[int]] = field(default_factory=dict)
    categories: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def modes(self) -> Counter[str]:
        """Meals by mode."""
        return Counter(mode for row in self.marks.values() for mode in row.values())

    @property
    def open_days(self) -> int:
        """Days on which something was served."""
        return len({day for row in self.marks.values() for day in row} | set(self.guests))


def month_grid(reading: Reading, month: Month, slot: str, everyone: bool = False) -> MonthGrid:
    """The grid of a month: this month's and last month's diners and the admitted, or ``everyone``."""
    marks = stored.month_marks(reading, month, slot)
    before = stored.diners(reading, month.plus(-1).first, month.plus(-1).last, slot)
    present = [one for one in people(reading) if one.left_by(month.first) is None or one.id in marks]
    chosen = [
        one
        for one in present
        if everyone or one.id in marks or one.id in before or one.value("service", month.last)
    ]
    return grid_of(reading, month, slot, chosen or present, marks, stored.late_days(reading, month, slot))


def grid_of(
    reading: Reading,
    month: Month,
    slot: str,
    persons: list[Person],
    marks: Mapping[str, Mapping[int, str]],
    late: Mapping[str, frozenset[int]] | None = None,
) -> MonthGrid:
    """The grid of these persons in village order, with what the month says around the marks."""
    chosen, last = sorted(persons, key=village_order), month.last
    rows = tuple(
        GridRow(one.id, one.resident.name, diner_class_label(one.diner_class(last)), one.resident.initials)
        for one in chosen
    )
    left = {
        one.id: gone.since.day
        for one in chosen
        if (gone := one.leaving) is not None and gone.since is not None and Month.of(gone.since) == month
    }
    guests = {
        row.day.day: row.count for row in in_span(reading, Guests, month.first, last) if row.slot == slot
    }
    shut = frozenset(row.day.day for row in in_span(reading, HomeDay, month.first, last) if not row.is_open)
    locked = is_closed(reading, month)
    away = away_days(chosen, month)
    changing = changing_categories(chosen, month)
    return MonthGrid(month, slot, rows, marks, away, left, shut, guests, locked, late or {}, changing)


def changing_categories(persons: list[Person], month: Month) -> dict[str, dict[int, str]]:
    """The diner class in words by resident and day number, only those who change it within the month."""
    found: dict[str, dict[int, str]] = {}
    whole = Spell(month.first, month.last)
    for one in persons:
        is_older = one.resident.age_on(month.first) != one.resident.age_on(month.last)
        edges = [
            day for row in one.statuses if row.axis in ("aid", "disability") for day in (row.since, row.until)
        ]
        if is_older or any(day and whole.covers(day) for day in edges):
            days = {day.day: diner_class_label(one.diner_class(day)) for day in month.days()}
            if len(set(days.values())) > 1:
                found[one.id] = days
    return found


def away_days(persons: list[Person], month: Month) -> dict[str, dict[int, str]]:
    """外出 or 住院 by resident and day number, only those who have any."""
    found: dict[str, dict[int, str]] = {}
    span = Spell(month.first, month.last)
    for one in persons:
        if any(row.axis == "whereabouts" and row.spell.meets(span) for row in one.statuses):
            days = {day.day: word for day in month.days() if (word := one.away(day))}
            if days:
                found[one.id] = days
    return found


@dataclass(frozen=True, slots=True)
class Week:
    """Diners on each day of the week that holds a day, Monday first."""

    days: tuple[date, ...]
    counts: tuple[int, ...]


def week(reading: Reading, day: date, slot: str) -> Week:
    """The week's bars."""
    first = day - timedelta(days=day.weekday())
    days = tuple(first + timedelta(days=number) for number in range(7))
    modes = stored.modes_on(reading, days[0], days[-1], slot)
    return Week(days, tuple(sum(modes.get(one, Counter()).values()) for one in days))
