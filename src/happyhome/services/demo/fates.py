"""What happens to the demo's people: journeys, hospital, deaths, a move; each recorded on its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from happyhome.domain.dates import Month
from happyhome.domain.residents import Status
from happyhome.services.demo import leads
from happyhome.services.demo.calendar import Stretch, open_days
from happyhome.services.demo.cast import Member
from happyhome.services.demo.diary import Entry, at
from happyhome.services.leaving import leave
from happyhome.services.residents import add_resident
from happyhome.store.work import Work

A_MONTH = 0.03  # chance that somebody who comes to eat goes away in a month
REASONS = {
    "away": ("去兰州看儿子", "去女儿家帮忙", "走亲戚", "去市里带孙子"),
    "hospital": ("县人民医院", "镇卫生院"),
}


@dataclass(frozen=True)
class Absence:
    """Days on which somebody is known to be elsewhere, both included; None: still."""

    since: date
    until: date | None
    value: str
    why: str

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Fate:
    """What happens to one elder within the demo's months."""

    absences: tuple[Absence, ...] = ()
    left: date | None = None
    how: str = ""
    source: str = ""

    def away(self, day: date) -> bool:
        """Whether known to be elsewhere."""
        return any(one.covers(day) for one in self.absences)

    def here(self, day: date) -> bool:
        """Whether not yet gone for good; on its own day nobody comes to eat."""
        return self.left is None or day < self.left


def fates(random: Random, stretch: Stretch, members: Sequence[Member]) -> dict[str, Fate]:
    """By resident id, for everybody."""
    ends = _ends(stretch)
    found = {}
    for one in members:
        left, how, source = ends.get(one.name, (None, "", ""))
        fate = Fate(tuple(_absences(random, stretch, one)), left, how, source)
        found[one.id] = Fate(_before(fate.absences, left), left, how, source)
    return found


def _ends(stretch: Stretch) -> dict[str, tuple[date, str, str]]:
    months = stretch.months
    proof = "村委会证明、火化证"
    return {
        leads.DYING[0]: (open_days(months[-10])[8], "died", proof),
        leads.DYING[1]: (open_days(months[-6])[15], "died", proof),
        leads.DYING[2]: (open_days(months[-2])[10], "died", proof),
        leads.MOVING_OUT: (open_days(months[-5])[3], "moved_out", "户口迁往金昌市金川区"),
    }


def _absences(random: Random, stretch: Stretch, one: Member) -> Iterator[Absence]:
    """Journeys and hospital stays, none overlapping, none in the last month but those by hand."""
    free = stretch.first
    quiet = min(stretch.months[-1].first, stretch.today - timedelta(days=14))
    for month in stretch.months[:-1]:
        if not one.steadiness or random.random() > A_MONTH * 2:
            continue
        value = "hospital" if random.random() < 0.4 else "away"
        since = month.first + timedelta(days=random.randrange(3, 24))
        until = since + timedelta(days=random.randrange(4, 11 if value == "hospital" else 20))
        if since >= max(free, one.joined) and until < quiet:
            yield Absence(since, until, value, random.choice(REASONS[value]))
            free = until + timedelta(days=2)
    if one.name in leads.AWAY_NOW:
        yield Absence(
            stretch.today - timedelta(days=6), stretch.today + timedelta(days=9), "away", "去兰州看儿子"
        )
    if one.name == leads.IN_HOSPITAL_NOW:
        yield Absence(stretch.today - timedelta(days=4), None, "hospital", "县人民医院，胆囊炎")


def _before(absences: Sequence[Absence], left: date | None) -> tuple[Absence, ...]:
    return tuple(one for one in absences if left is None or (one.until is not None and one.until < left))


def fate_entries(
    random: Random, month: Month, stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]
) -> Iterator[Entry]:
    """The operations by which a month's comings and goings were recorded."""
    days = stretch.days_of(month)
    for one in members:
        fate = fates[one.id]
        for gone in fate.absences:
            if gone.since in days:
                yield _absence(at(gone.since, 9, 5, random), one, gone)
        if fate.left in days:
            yield _leaving(at(fate.left, 15, 10, random), one, fate)
        if one.joined in days:
            yield _joining(at(one.joined, 9, 40, random), one)


def _absence(moment: datetime, one: Member, gone: Absence) -> Entry:
    word = "外出" if gone.value == "away" else "住院"
    row = Status(
        resident=one.id,
        axis="whereabouts",
        value=gone.value,
        since=gone.since,
        until=gone.until,
        note=gone.why,
    )
    return Entry(moment, "set_status", f"记去向：{one.name} {word}", lambda work: work.insert(row))


def _leaving(moment: datetime, one: Member, fate: Fate) -> Entry:
    def write(work: Work) -> None:
        assert fate.left is not None
        leave(work, resident=one.id, kind=fate.how, day=fate.left, source=fate.source)

    return Entry(moment, "leave", f"记录离开：{one.name}", write)


def _joining(moment: datetime, one: Member) -> Entry:
    def write(work: Work) -> None:
        add_resident(work, resident=one.resident, statuses=one.statuses, contacts=one.contacts)

    return Entry(moment, "add_resident", f"登记老人：{one.name}", write)
