"""Kill the program while it works, start it again, and look for what was lost: ``python -m tests.torture kills``.

Each try copies a village, forks a child that does one act on it, kills the child with SIGKILL at a moment
drawn from the act's own duration, starts the program on what is left, and holds it against what the child had
told as kept. What a killed process wrote, the system still has: this is a crash of ours, not of the power
(that is ``cuts``).
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.services import audit, backups, handover, protection, residents, restoring
from happyhome.services.session import Folders
from happyhome.store.backup import list_backups
from happyhome.store.backup.checking import ring_with
from happyhome.store.backup.restoring import copy_records
from happyhome.store.keys.ring_files import keep_ring
from tests.services.village import TODAY, Clock
from tests.torture.acts import STICK, Act, all_acts
from tests.torture.acts_more import LEFT, more_acts
from tests.torture.children import Tell, Told, machine_unflushed, run
from tests.torture.figures import Chosen, Figures, campaign
from tests.torture.ground import (
    FOREIGN_PASSWORD,
    NEXT_PASSWORD,
    OPERATOR,
    PASSWORD,
    Ground,
    examined,
    foreign_backup,
    open_ground,
    opened,
    operations_of,
    sealed_ground,
    started,
)

_LOOPED_S = 0.25
"""How long an act that goes on for ever is let work at most."""
_BEYOND = 1.1
"""A kill may also come just after the end."""


def grounds(folder: Path, kinds: set[str], *, foreign: bool = False) -> dict[str, Ground]:
    """Each kind of village, with an early backup and some work after it; ``foreign`` with another computer's, too."""
    made: dict[str, Ground] = {}
    if foreign:
        foreign_backup(folder)
    for kind in sorted(kinds):
        place = folder / f"ground-{kind}"
        if kind in ("open", "sealed"):
            made[kind] = sealed_ground(place) if kind == "sealed" else open_ground(place)
            _lived_in(made[kind])
        else:
            made[kind] = open_ground(place, kind)
    return made


def _lived_in(ground: Ground) -> None:
    services = opened(ground, ground.folder)
    backups.back_up(services)
    who = services.ask(residents.people_on, TODAY)[0].id
    services.run(
        residents.set_status, resident=who, axis="whereabouts", value="住院", since=TODAY, until=None
    )
    services.close()


def known(ground: Ground, folder: Path) -> set[str]:
    """The operations of a ground, read from a copy so that it stays as its program left it."""
    data = ground.copy_to(folder / "known")
    services = opened(ground, data)
    try:
        return operations_of(services)
    finally:
        services.close()
        shutil.rmtree(data)


def span_s(act: Act, ground: Ground, folder: Path) -> float:
    """How long the act takes from its beginning to its end."""
    if act.loops:
        return _LOOPED_S
    place = folder / "span"
    told = _tried(act, ground, place, None, random.Random(0))
    shutil.rmtree(place)
    if told.all("error"):
        raise AssertionError(f"{act.name}: {told.all('error')[0]}")
    return told.worked_s


def _tried(act: Act, ground: Ground, place: Path, delay_s: float | None, chance: random.Random) -> Told:
    (place / STICK).mkdir(parents=True)
    data = ground.copy_to(place / "data")

    def work(tell: Tell) -> None:
        act.work(ground, data, tell, chance)

    return run(work, delay_s)


def judged(act: Act, ground: Ground, place: Path, told: Told, before: set[str]) -> list[str]:
    """What does not hold after the kill."""
    data = place / "data"
    wrong = [f"raised: {text}" for text in told.all("error")]
    after = Ground(data, _passwords(act, ground, data, told))
    must = set(told.all("kept")) | before
    if act.name in ("restoring", "moving_in"):
        wrong += everything_done(after, data, must)
        must = set()
    if act.name == "new_machine":
        wrong += _carried_over(ground, place, told)
        must = set()
    wrong += examined(after, data, must)
    listed = {one.path.name for one in list_backups(Folders(data).backups)}
    wrong += [f"backup told and gone: {name}" for name in told.all("backup") if name not in listed]
    if act.name in ("passwords", "recovering"):
        wrong += _opens_by_one(data, told)
    if act.name == "new_sheet":
        wrong += _opens_by_a_sheet(ground, data, told)
    if act.name.startswith("handing_over"):
        wrong += _stick(place / STICK, told)
    return wrong


def _passwords(act: Act, ground: Ground, data: Path, told: Told) -> tuple[str, ...]:
    if act.name == "sealing":
        is_sealed = protection.protection(Folders(data)).is_sealed
        return (PASSWORD,) if is_sealed or told.all("sealed") else ()
    if act.name == "moving_in":
        return (PASSWORD, FOREIGN_PASSWORD)
    return (PASSWORD, NEXT_PASSWORD) if act.name in ("passwords", "recovering") else ground.passwords


def _opens_by_one(data: Path, told: Told) -> list[str]:
    """Exactly one of the old and the new password; the new one where it was told as changed."""
    ring = protection.ring_of(data / "happyhome.db")
    if ring is None:
        return ["no ring"]
    opening = []
    for password in (PASSWORD, NEXT_PASSWORD):
        try:
            protection.unlock(ring, ring.operators[0], password)
            opening.append(password)
        except Refusal:
            continue
    wanted = [NEXT_PASSWORD] if told.all("password") else opening[:1]
    return [] if opening == wanted and opening else [f"opens by {len(opening)} passwords"]


def _opens_by_a_sheet(ground: Ground, data: Path, told: Told) -> list[str]:
    """The earlier sheet or the new one, which was on paper by then; the new one alone where it was told to count."""
    ring = protection.ring_of(data / "happyhome.db")
    if ring is None:
        return ["no ring"]
    opening = []
    for code in (ground.code, *told.all("sheet")):
        try:
            protection.key_from_code(ring, code)
            opening.append(code)
        except Refusal:
            continue
    wanted = told.all("counts") or opening[:1]
    return [] if opening == wanted and opening else [f"opens by {len(opening)} sheets"]


def _carried_over(ground: Ground, place: Path, told: Told) -> list[str]:
    """The backup is as it was; the new folder is empty, or holds all of it; and it can be restored once more."""
    data, left = place / "data", place / LEFT
    original = min((ground.folder / "backups").glob("happyhome-*.db"))
    wrong = [] if left.read_bytes() == original.read_bytes() else ["the backup is not as it was"]
    must = _operations_in(ground, original, place)
    if not told.all("restored"):
        begun = started(Ground(data, ground.passwords), data)
        done = operations_of(begun.services)
        begun.end()
        if must <= done:
            return wrong
        wrong += ["half restored"] if done else []
        ring = restoring.ring_of_backup(left)
        assert ring is not None
        key = protection.key_from_code(ring, ground.code)
        restoring.restore_backup(Folders(data), left, Clock()(), source_key=key)
    return wrong + examined(Ground(data, ground.passwords), data, must)


def _operations_in(ground: Ground, backup: Path, place: Path) -> set[str]:
    copy = place / "carried"
    restoring.restore_backup(
        Folders(copy), backup, Clock()(), source_key=ring_key(ground)
    )  # a copy of its own, which tells what the backup holds and of its own restoring
    services = opened(Ground(copy, ground.passwords), copy)
    found = operations_of(services)
    restored = services.ask(audit.operations, 1)[0].id
    services.close()
    shutil.rmtree(copy)
    return found - {restored}


def ring_key(ground: Ground) -> bytes:
    """The data key of a sealed ground."""
    ring = protection.ring_of(ground.folder / "happyhome.db")
    assert ring is not None
    return protection.unlock(ring, OPERATOR, ground.passwords[0]).key


def everything_done(after: Ground, data: Path, must: set[str]) -> list[str]:
    """Operations that are neither in the store nor in a file that restoring put aside."""
    services = opened(after, data)
    found = operations_of(services)
    aside = [one.path for one in backups.kept_files(services)]
    services.close()
    for number, path in enumerate(aside):
        place = data.parent / f"aside-{number}"
        shutil.copytree(data, place)
        (place / "happyhome.db").unlink()
        copy_records(path, place / "happyhome.db", path)
        ring = ring_with(path)  # at its end, or beside it where the kill came before that
        if ring is not None:
            keep_ring(place / "happyhome.keys", ring)
        other = opened(after, place)
        found |= operations_of(other)
        other.close()
        shutil.rmtree(place)
    return [f"{len(must - found)} operations neither in the store nor put aside"] if must - found else []


def _stick(root: Path, told: Told) -> list[str]:
    """Each folder of ours on the stick is whole, and one that was told is there."""
    folders = [path for path in root.iterdir() if path.is_dir() and not path.name.startswith("~")]
    wrong = [
        f"{path.name}: {len(handover.verify(path))} files unsound"
        for path in folders
        if handover.verify(path)
    ]
    return wrong + [
        f"{name} is not on the stick" for name in told.all("folder") if not (root / name).is_dir()
    ]


@machine_unflushed()
def run_campaign(chosen: Chosen, only: str = "") -> Figures:
    """``count`` kills that landed, spread over acts and kinds of store; what ended before its kill is tried again."""
    figures, chance = Figures(chosen.seed), random.Random(chosen.seed)
    pairs = [(act, kind) for act in (*all_acts(), *more_acts()) if only in act.name for kind in act.grounds]
    foreign = any(act.name == "moving_in" for act, _ in pairs)
    found = grounds(chosen.folder, {kind for _, kind in pairs}, foreign=foreign)
    before = {kind: known(ground, chosen.folder) for kind, ground in found.items()}
    spans = {pair: span_s(pair[0], found[pair[1]], chosen.folder) for pair in pairs}
    number = -1
    while figures.counts["kills"] < chosen.count:
        number += 1
        act, kind = pairs[number % len(pairs)]
        delay = chance.uniform(0, spans[act, kind] * (1 if act.loops else _BEYOND))
        place = chosen.folder / "try"
        told = _tried(act, found[kind], place, delay, random.Random(f"{chosen.seed}-{number}"))
        figures.count("kills", told.killed)
        figures.count("ended before", not told.killed)
        figures.count("told as kept", len(told.said) - 1)
        wrong = judged(act, found[kind], place, told, before[kind])
        for line in wrong:
            figures.fault(f"{number} {act.name}/{kind} after {delay * 1000:.0f} ms: {line}")
        figures.count(f"  {act.name}/{kind}", told.killed)
        shutil.rmtree(place)
        if number % 100 == 99:
            print(f"{number + 1} tries, {len(figures.wrong)} wrong", file=sys.stderr, flush=True)
    return figures


def main(arguments: Sequence[str]) -> int:
    """1,000 kills where nothing else is asked."""
    only = next((one[7:] for one in arguments if one.startswith("--only=")), "")
    rest = [one for one in arguments if not one.startswith("--only=")]
    return campaign("kills", rest, 1000, partial(run_campaign, only=only))
