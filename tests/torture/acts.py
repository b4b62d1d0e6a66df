"""What a child does until it is killed: each act on a real store, telling every operation that was kept."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.residents import Resident
from happyhome.services import (
    activities,
    audit,
    backups,
    closings,
    handover,
    imports,
    meals,
    protection,
    residents,
    restoring,
)
from happyhome.services.session import Folders, Services
from tests.migrations.make_fixture import PIXEL
from tests.services.month_ends import hand_over_month
from tests.services.village import TODAY, Clock
from tests.torture.children import Tell
from tests.torture.ground import (
    FOREIGN,
    FOREIGN_PASSWORD,
    NEXT_PASSWORD,
    OPERATOR,
    PASSWORD,
    Ground,
    opened,
    operations_of,
    unlocking,
)

ROSTER = Path(__file__).resolve().parents[1] / "samples" / "老年人台账.xlsx"
STICK = "stick"
CLOSABLE = Month(2026, 10)

Work = Callable[[Ground, Path, Tell, random.Random], None]


@dataclass(frozen=True)
class Act:
    """``work(ground, data, tell, chance)`` tells ``begin`` when what may be cut off begins.

    ``grounds`` are the kinds of store it is done on; ``loops`` says that it goes on until it is killed.
    """

    name: str
    work: Work
    grounds: tuple[str, ...] = ("open", "sealed")
    loops: bool = False


def keep(services: Services, tell: Tell, verb: Callable[..., Any], **arguments: Any) -> None:
    """Do it, and tell that it was kept; what was not is a fault of the campaign."""
    outcome = services.run(verb, confirmed=True, **arguments)
    if outcome.operation is None:
        raise AssertionError(outcome.text)
    tell(kept=outcome.operation)


def _ticking(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    who = [one.id for one in services.ask(residents.people_on, TODAY)]
    tell(begin=True)
    while True:
        day = TODAY - timedelta(days=chance.randrange(14))
        late = {"late_reason": "停电"} if day < TODAY else {}
        some = chance.sample(who, chance.randint(1, len(who)))
        mode = chance.choice(["dine_in", "dine_in", None])
        marks = {(one, day): mode for one in some}
        outcome = services.run(meals.mark_meals, slot="lunch", marks=marks, confirmed=True, **late)
        if outcome.operation:
            tell(kept=outcome.operation)


def _day(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    """Bits of a clerk's day: somebody new, an activity with a photo, a status, taking it back and again."""
    services = opened(ground, data)
    who = [one.id for one in services.ask(residents.people_on, TODAY)]
    tell(begin=True)
    for number in count():
        held = Activity(day=TODAY, title=f"唱戏{number}", start="9:30")
        acts: list[tuple[Callable[..., Any], dict[str, Any]]] = [
            (residents.add_resident, {"resident": Resident(name="赵" + chr(0x6C38 + number))}),
            (activities.record_activity, {"activity": held, "residents": who[:5]}),
            (audit.undo, {}),
            (audit.redo, {}),
        ]
        for verb, arguments in acts:
            keep(services, tell, verb, **arguments)
        shown = services.ask(activities.activities_between, TODAY, TODAY)[0].activity
        picture = PIXEL + os.urandom(8)  # each another picture, whose rest no reader looks at
        keep(services, tell, activities.add_photo, owner=shown.id, name="照片.png", content=picture)


def _importing(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    seen = services.ask(imports.preview_residents, ROSTER, TODAY)
    tell(begin=True)
    keep(services, tell, imports.import_residents, reading=seen.reading, source=ROSTER.name)


def _closing(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    tell(begin=True)
    while True:
        keep(services, tell, closings.close_month, month=CLOSABLE)
        keep(services, tell, closings.reopen_month, month=CLOSABLE, reason="漏记一餐")


def _migrating(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    tell(begin=True)
    services = opened(ground, data)
    for one in operations_of(services):
        tell(kept=one)


def _backing_up(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    tell(begin=True)
    while True:
        made = backups.back_up(services)
        tell(backup=made.path.name)


def _restoring(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    folders, key = Folders(data), key_of(ground, data)
    source = min((folders.backups).glob("happyhome-*.db"))
    tell(begin=True)
    restoring.restore_backup(folders, source, Clock()(), key)
    tell(restored=source.name)


def move_in(ground: Ground, data: Path) -> None:
    """Make another computer's sealed backup the records: another ring comes along with them."""
    source = data.parents[1] / FOREIGN
    ring = restoring.ring_of_backup(source)
    assert ring is not None
    foreign = protection.unlock(ring, OPERATOR, FOREIGN_PASSWORD).key
    key = key_of(ground, data)
    restoring.restore_backup(Folders(data), source, Clock()(), key, source_key=foreign)


def _moving_in(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    tell(begin=True)
    move_in(ground, data)
    tell(restored=FOREIGN)


def _sealing(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    tell(begin=True)
    done = protection.seal_store(Folders(data), OPERATOR, PASSWORD, Clock()())
    tell(sealed=[path.name for path in done.still_open])


def _passwords(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    tell(begin=True)
    protection.change_password(services, OPERATOR, PASSWORD, NEXT_PASSWORD)
    tell(password=NEXT_PASSWORD)


def _handing_over(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    few = [one for one in handover.planned_files(Month(2026, 9)) if one.ending == "pdf"][:2]
    tell(begin=True)
    done = hand_over_month(services, Month(2026, 9), data.parent / STICK, chosen=few)
    tell(folder=done.folder.name)


def key_of(ground: Ground, data: Path) -> bytes | None:
    """The data key of a copy of a ground; None for an open one."""
    ring = protection.ring_of(data / "happyhome.db")
    unlock = unlocking(ground)
    return None if ring is None or unlock is None else unlock(ring).key


def all_acts() -> Iterator[Act]:
    """Every act, the quick and frequent ones first."""
    yield Act("ticking", _ticking, loops=True)
    yield Act("day", _day, loops=True)
    yield Act("closing", _closing, loops=True)
    yield Act("importing", _importing)
    yield Act("backing_up", _backing_up, loops=True)
    yield Act("restoring", _restoring)
    yield Act("moving_in", _moving_in)
    yield Act("migrating", _migrating, ("0001", "0002"))
    yield Act("sealing", _sealing, ("open",))
    yield Act("passwords", _passwords, ("sealed",))
    yield Act("handing_over", _handing_over)
