"""What the demo's clerk did, moment by moment; written as ordinary operations with their audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from happyhome.services.session import Services
from happyhome.store.work import Work


@dataclass(frozen=True)
class Entry:
    """One operation: when it was done, by which verb, what the clerk calls it, and what it writes."""

    at: datetime
    verb: str
    label: str
    write: Callable[[Work], object]


def at(day: date, hour: int, minute: int, random: Random) -> datetime:
    """About that time of a day, as a person at a keyboard is."""
    moment = datetime.combine(day, time(hour, minute))
    return moment + timedelta(minutes=random.randrange(18), seconds=random.randrange(60))


def keep(services: Services, entries: Iterable[Entry]) -> None:
    """Do all operations in the order of their moments, each with its own audit group and undo.

    They share one transaction: what fails leaves nothing of the batch, and a year does not take
    a thousand flushes of the disk.
    """
    with services.store.writing() as connection:
        for one in sorted(entries, key=lambda entry: entry.at):
            work = Work(connection, label=one.label, verb=one.verb, operator=services.operator, now=one.at)
            one.write(work)
            work.commit_audit()


def row_id(random: Random, moment: datetime) -> str:
    """A UUIDv7 that comes out the same each time the demo is built, so that its papers carry the same code."""
    stamp = int((moment - datetime(1970, 1, 1)).total_seconds() * 1000)  # noqa: DTZ001 (the village's clock)
    value = stamp << 80 | 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
