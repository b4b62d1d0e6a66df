"""Damaged and hostile inputs: each is refused or taken, in bounded time and memory, and never by halves.

``python -m tests.torture inputs --count 1000 --seed 7 [--more FOLDER]``; every input is tried in a child
process of its own on a fresh copy of the store. FOLDER may hold further sound files to be damaged.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import random
import re
import resource as limits
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from happyhome.app import open_services
from happyhome.domain.problems import Refusal
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services import audit
from tests.services.village import TODAY
from tests.torture.input_damage import damaged
from tests.torture.input_ground import Target, as_json, content
from tests.torture.input_key_nasty import KEY_NASTY
from tests.torture.input_nasty import NASTY, Nasty
from tests.torture.input_targets import make_village

MOST_SECONDS, MOST_MEGABYTES, PATIENCE_S = 10.0, 500, 40
BARE_KILOBYTES = 130 << 10
"""Of a child before it reads anything, where nothing else ran in its parent."""
_ROOM = 1_500 << 20  # address space that a child may add; beyond it an allocation fails as on a small machine
Made = tuple[dict[str, Path], dict[str, Target]]
_HIDDEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)


@dataclass
class Figures:
    """What a campaign came to. ``wrong`` are one line for each input that was not dealt with as it must be."""

    inputs: int = 0
    refused: int = 0
    taken: int = 0
    crashes: int = 0
    halves: int = 0
    slow: int = 0
    large: int = 0
    unclear: int = 0
    hidden: int = 0
    slowest_s: float = 0.0
    largest_mb: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not self.wrong


def run(
    count: int,
    seed: int,
    folder: Path,
    more: Path | None = None,
    only: str = "",
    keep: Path | None = None,
    made: Made | None = None,
) -> Figures:
    """Try ``count`` inputs: first everything crafted, then damage drawn by ``seed``; ``only`` filters by label
    (``damage ring``: damage alone, of that target). ``made`` is a village that stands already."""
    grounds, targets = made or make_village(folder / "village")
    extra = _extra(more)
    figures = Figures()
    crafted = [one for one in (*NASTY, *KEY_NASTY) if only in one.label]
    chance = random.Random(seed)
    chance.shuffle(crafted)
    for number in range(count):
        if number < len(crafted):
            target, label, name, make = _from_nasty(crafted[number], chance)
        elif only and not only.startswith("damage"):
            break
        else:
            some = [key for key in targets if key == only[7:]] or ["roster"] * 3 + list(targets)
            target, label, name, make = _from_damage(targets, some, extra, random.Random(f"{seed}-{number}"))
        place = folder / "try"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(grounds[targets[target].ground], place / "data")
        path = place / name
        _in_child(make, path)
        result = tried(targets[target], place / "data", path)
        _count(figures, result, f"{target} {label} {name} seed={seed} number={number}")
        if keep is not None and figures.wrong and f"number={number} " in figures.wrong[-1] and path.is_file():
            shutil.copy(path, keep / f"{seed}-{number}-{path.name}")
    return figures


def _extra(more: Path | None) -> tuple[tuple[str, bytes], ...]:
    found = sorted(more.iterdir()) if more else []
    return tuple(
        (one.name, one.read_bytes())
        for one in found
        if one.suffix in (".xls", ".xlsx", ".ods", ".et", ".csv")
    )


def _from_nasty(one: Nasty, chance: random.Random) -> tuple[str, str, str, Any]:
    return chance.choice(one.targets), one.label, one.name, one.make


def _from_damage(
    targets: dict[str, Target],
    some: list[str],
    extra: tuple[tuple[str, bytes], ...],
    chance: random.Random,
) -> tuple[str, str, str, Any]:
    target = chance.choice(some)
    sound = (*targets[target].sound, *(extra if target == "roster" else ()))
    name, data = chance.choice(sound)
    labels = []
    for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 2, 3))):
        try:
            label, data = damaged(data, chance)
        except Exception:  # noqa: BLE001 - what is broken already cannot be broken as a container once more
            label = "as it is"
        labels.append(label)
    return target, "damage: " + (", ".join(labels) or "none"), name, lambda path: path.write_bytes(data)


def _in_child(make: Any, path: Path) -> None:
    """So that making a large file leaves no large parent behind."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            make(path)
            code = 0
        except BaseException:  # noqa: BLE001 - told by the exit code
            traceback.print_exc()
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("an input could not be made")


def _kilobytes(name: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if name in line).split()[1])


def tried(target: Target, data: Path, path: Path) -> dict[str, Any]:
    """Give ``path`` to the target in a child with limits; what came of it, how long it took and how much it had."""
    out, had = data.parent / "result.json", _inherited()
    child = os.fork()
    if child == 0:
        try:
            _limit()
            out.write_text(as_json(_attempt(target, data, path)), "utf-8", "backslashreplace")
        except BaseException:  # noqa: BLE001 - a bug of the campaign, told as such
            out.write_text(as_json({"state": "campaign", "text": traceback.format_exc()}))
        finally:
            os._exit(0)
    _, status, used = os.wait4(child, 0)
    import json

    if os.WIFSIGNALED(status) or not out.exists():
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        told = "did not end" if killed == signal.SIGALRM else f"ended by signal {killed}"
        most = max(0, used.ru_maxrss - had) // 1024
        return {"state": "crash", "text": told, "seconds": 0.0, "megabytes": most}
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def _inherited() -> int:
    """KB that a forked child has only because its parent, a long test run, had them."""
    return max(0, _kilobytes("VmRSS") - BARE_KILOBYTES)


def _give_back() -> None:
    """What the parent had freed and its allocator kept goes back to the system: else a child takes it unseen."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _limit() -> None:
    _give_back()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(PATIENCE_S)
    limits.setrlimit(limits.RLIMIT_CORE, (0, 0))
    now = int(Path("/proc/self/statm").read_text().split()[0]) * limits.getpagesize()
    limits.setrlimit(limits.RLIMIT_AS, (now + _ROOM, now + _ROOM))


def _attempt(target: Target, data: Path, path: Path) -> dict[str, Any]:
    services = open_services(data, TODAY, target.unlock)
    before = content(services)
    errors = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    inherited = _inherited()
    Path("/proc/self/clear_refs").write_text("5")  # the peak is measured from here
    began, told = time.monotonic(), ("taken", "", "")
    outcome = None
    try:
        outcome = target.take(services, path)
        if outcome is not None and outcome.refused:
            told = ("refused", outcome.problems[0].code, outcome.text)
    except Refusal as refusal:
        told = ("refused", refusal.problems[0].code, "\n".join(one.text for one in refusal.problems))
    except EnvironmentRefusal as refusal:
        told = ("refused", refusal.code, refusal.text)
    except BaseException as error:  # noqa: BLE001 - this is what is counted
        told = ("crash", type(error).__name__, "".join(traceback.format_exception(error)[-3:]))
    seconds = time.monotonic() - began
    os.dup2(errors, 2)
    peak = _kilobytes("VmHWM") - inherited
    half, hidden = _judged(target, services, before, told[0], outcome)
    return {"state": told[0], "code": told[1], "text": told[2], "seconds": seconds, "megabytes": peak // 1024,
            "half": half, "hidden": hidden}  # fmt: skip


def _judged(
    target: Target, services: Any, before: dict[str, Any], state: str, outcome: Any
) -> tuple[str, str]:
    """(what is not whole, what hides): refused changes nothing, taken is one operation that can be undone."""
    if target.judge is not None:
        try:
            return ("" if state == "crash" else target.judge(services, before, state)), ""
        except (Refusal, OSError) as error:
            return f"afterwards: {type(error).__name__} {error}", ""
    after = content(services)
    faults = services.ask(audit.verify_audit)
    if faults and (state != "taken" or outcome is not None):
        return f"the audit: {faults[0]}", ""
    if state != "taken":
        return ("" if after == before else "the store is not as before"), ""
    if (
        outcome is None
    ):  # a backup whose bytes were changed is taken, and the audit names what was changed in it
        return "", ""
    fresh = [row for table in after if table != "audit" for row in set(after[table]) - set(before[table])]
    found = next((row for row in fresh if _HIDDEN.search(row)), "")
    news = len(after["audit"]) - len(before["audit"])
    if news > 1:
        return f"{news} operations", found
    if news:
        services.run(audit.undo)
        whole = {key: rows for key, rows in content(services).items() if key != "audit"}
        if whole != {key: rows for key, rows in before.items() if key != "audit"}:
            return "undone, it is not as before", found
    return "", found[:300]


def _count(figures: Figures, result: dict[str, Any], what: str) -> None:
    figures.inputs += 1
    state, text = result["state"], str(result.get("text", ""))
    wrong: list[str] = []
    if state == "refused":
        figures.refused += 1
        figures.codes[result["code"]] += 1
        if not all(
            line.rstrip().endswith(("。", "？", "！")) for line in text.splitlines()[-1:]
        ) or not re.search("[一-鿿]", text):
            figures.unclear += 1
            wrong.append(f"unclear {text}")
    elif state == "taken":
        figures.taken += 1
    else:
        figures.crashes += 1
        wrong.append(f"{state} {text}")
    if result.get("half"):
        figures.halves += 1
        wrong.append(f"half {result['half']}")
    if result.get("hidden"):
        figures.hidden += 1
        wrong.append(f"hidden {result['hidden']!a}")
    seconds, megabytes = float(result.get("seconds", 0)), int(result.get("megabytes", 0))
    figures.slowest_s, figures.largest_mb = (
        max(figures.slowest_s, seconds),
        max(figures.largest_mb, megabytes),
    )
    if seconds > MOST_SECONDS:
        figures.slow += 1
        wrong.append(f"slow {seconds:.1f} s")
    if megabytes > MOST_MEGABYTES:
        figures.large += 1
        wrong.append(f"large {megabytes} MB")
    if os.environ.get("TORTURE_TELL"):
        print(
            f"{state:8}{seconds:6.2f} s {megabytes:5} MB  {what}: {text[-160:]!r}",
            file=sys.stderr,
            flush=True,
        )
    figures.wrong += [f"{what} {one}" for one in wrong]


def main(arguments: Sequence[str]) -> int:
    """Run a campaign and print its figures as one line; 1 where anything went wrong."""
    chosen = argparse.ArgumentParser(prog="inputs")
    chosen.add_argument("--count", type=int, default=1000)
    chosen.add_argument("--seed", type=int, default=1)
    chosen.add_argument("--more", type=Path)
    chosen.add_argument("--only", default="")
    chosen.add_argument("--json", action="store_true", help="the figures are one line of JSON in any case")
    chosen.add_argument("--keep", type=Path)
    known = chosen.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = run(known.count, known.seed, Path(folder), known.more, known.only, known.keep)
    for line in figures.wrong:
        print(line, file=sys.stderr)
    told = vars(figures) | {"codes": dict(figures.codes.most_common()), "wrong": len(figures.wrong)}
    print(as_json({"campaign": "inputs", "seed": known.seed, **told}))
    return 0 if figures.is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
