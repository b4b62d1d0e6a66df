"""Fail every step that touches a device, in every way: ``python -m tests.torture cuts``.

Each end (a paper, the stick, a backup, a restore, the ring, sealing …) is done once to count its steps, then once
more for every step and fault, on a fresh copy of the village. Afterwards the program is started again: the file
is the old one or the new one, the village is whole, and everything that was ever done in it is there.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.services import handover, protection
from happyhome.services.session import Folders
from happyhome.services.trouble import EnvironmentRefusal, environment_trouble
from tests.exchange.faults import PowerCut
from tests.torture.acts import STICK
from tests.torture.acts_more import LEFT
from tests.torture.children import machine_unflushed
from tests.torture.ends import ENDS, End
from tests.torture.ends_more import MORE_ENDS
from tests.torture.faulty import FAULTS, Faulty, under_everything
from tests.torture.figures import Chosen, Figures, campaign
from tests.torture.ground import (
    FOREIGN_PASSWORD,
    NEXT_PASSWORD,
    PASSWORD,
    Ground,
    examined,
    opened,
    operations_of,
)
from tests.torture.kills import everything_done, grounds, known


def steps_of(end: End, ground: Ground, place: Path) -> list[str]:
    """The steps an end takes when all goes well."""
    faulty = Faulty()
    act = _prepared(end, ground, place)
    with under_everything(faulty):
        act()
    shutil.rmtree(place)
    return faulty.names


def _prepared(end: End, ground: Ground, place: Path):  # type: ignore[no-untyped-def]
    place.mkdir()
    ground.copy_to(place / "data")
    return end.prepare(ground, place)


def cut(end: End, ground: Ground, place: Path, faulty: Faulty, done_before: set[str]) -> list[str]:
    """Do ``end`` on a failing device; what does not hold afterwards."""
    act = _prepared(end, ground, place)
    wrong = []
    with under_everything(faulty):
        try:
            act()
        except PowerCut:
            pass
        except Refusal as refused:
            wrong += [f"refused: {refused}"] if not refused.problems else []
        except (EnvironmentRefusal, OSError) as error:
            wrong += _sentence(error, place)
    if faulty.fault == "cache":
        faulty.cache.lose(random.Random(faulty.seed))
    return wrong + _looked_at(end, ground, place, done_before)


def _sentence(error: Exception, place: Path) -> list[str]:
    told = environment_trouble(error, place / "data" / "happyhome.db")
    return [] if told is not None and told.text.endswith(("。", "）")) else [f"no sentence: {error!r}"]


def _looked_at(end: End, ground: Ground, place: Path, done_before: set[str]) -> list[str]:
    wrong = []
    if end.target:
        content = (place / end.target).read_bytes()
        wrong += [] if end.sound(content) else [f"{end.target} is neither old nor new ({len(content)} bytes)"]
    data = place / "data"
    is_sealed = protection.protection(Folders(data)).is_sealed
    after = Ground(
        data,
        (PASSWORD, NEXT_PASSWORD, FOREIGN_PASSWORD)
        if is_sealed or end.name.endswith(("another computer's backup", "a new machine"))
        else (),
    )
    if end.name == "a new machine":
        return wrong + _or_empty(after, data, done_before, place)
    wrong += examined(after, data, () if "restore" in end.name else done_before)
    if "restore" in end.name and not wrong:
        wrong += everything_done(after, data, done_before)
    if (place / STICK).is_dir():
        wrong += stick_faults(place / STICK)
    return wrong + end.after(after, place)


def _or_empty(after: Ground, data: Path, done_before: set[str], place: Path) -> list[str]:
    """A folder that was empty holds all of the backup or nothing, and the backup is still there."""
    wrong = [] if (place / LEFT).is_file() else ["the backup is gone"]
    wrong += examined(after, data, ())
    if any("does not open" in one for one in wrong):
        return wrong
    services = opened(after, data)
    done = operations_of(services)
    services.close()
    return wrong + (["half restored"] if done and not done & done_before else [])


def stick_faults(root: Path) -> list[str]:
    """Folders on the stick with a list that does not agree with them."""
    ours = [path for path in root.iterdir() if path.is_dir() and not path.name.startswith("~")]
    return [f"{path.name} on the stick is not whole" for path in ours if handover.verify(path)]


@machine_unflushed()
def run_campaign(chosen: Chosen, only: str = "") -> Figures:
    """Every step of every end in every way; ``count`` bounds it, drawn by the seed where there are more."""
    figures, chance = Figures(chosen.seed), random.Random(chosen.seed)
    ends = [end for end in (*ENDS, *MORE_ENDS) if only in end.name]
    foreign = any("another computer" in end.name for end in ends)
    found = grounds(chosen.folder, {end.ground for end in ends}, foreign=foreign)
    before = {kind: known(ground, chosen.folder) for kind, ground in found.items()}
    cases = []
    for end in ends:
        names = steps_of(end, found[end.ground], chosen.folder / "try")
        cases += [
            (end, at, names[at], fault)
            for at in range(len(names))
            for fault in FAULTS
            if _is_one(names[at], fault)
        ]
    chance.shuffle(cases)
    for number, (end, at, name, fault) in enumerate(cases[: chosen.count]):
        place = chosen.folder / "try"
        faulty = Faulty(at, fault, seed=chance.randrange(1 << 30))
        for line in cut(end, found[end.ground], place, faulty, before[end.ground]):
            figures.fault(f"{end.name}, {fault} at step {at} ({name}): {line}")
        figures.count("cuts")
        figures.count(f"  {end.name}")
        shutil.rmtree(place)
        if number % 100 == 99:
            print(f"{number + 1} of {len(cases)}, {len(figures.wrong)} wrong", file=sys.stderr, flush=True)
    return figures


def _is_one(name: str, fault: str) -> bool:
    """Whether a step can fail so: a short write needs a write."""
    return fault != "short" or name == "write"


def main(arguments: Sequence[str]) -> int:
    """All of them where nothing else is asked."""
    only = next((one[7:] for one in arguments if one.startswith("--only=")), "")
    rest = [one for one in arguments if not one.startswith("--only=")]
    return campaign("cuts", rest, 100_000, partial(run_campaign, only=only))
