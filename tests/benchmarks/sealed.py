"""What protection costs: a sealed store beside the same one in the clear."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from happyhome.app import open_services
from happyhome.services import boards
from happyhome.services.protection import seal_store, unlock
from happyhome.services.session import Folders, Services, Unlock, Unlocked
from happyhome.store.backup import check_file, make_backup
from happyhome.store.keys.sealing import LANES, MEMORY_KIB, PASSES
from tests.benchmarks import month_grid, ticks
from tests.benchmarks.timing import Row, in_turn

OPERATOR, PASSWORD = "王芳", "春暖花开的幸福院"
NOW = datetime.combine(ticks.TODAY, time(12))


def rows() -> list[Row]:
    """Ours is the sealed store, bare the open one; both by the same driver and code."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_ticks(Path(folder)), *_five_years(Path(folder))]


def _ticks(folder: Path) -> list[Row]:
    ticks._village(folder / "small").close()
    shutil.copytree(folder / "small", folder / "small sealed")
    unlocked = seal_store(Folders(folder / "small sealed"), OPERATOR, PASSWORD, NOW).unlocked
    ours = open_services(folder / "small sealed", ticks.TODAY, lambda ring: unlocked)
    bare = open_services(folder / "small", ticks.TODAY)
    ours_s, bare_s = in_turn(ticks._ticks(ours), ticks._ticks(bare), ticks.ROUNDS)
    ours.close(), bare.close()
    return [Row("one durable tick, sealed vs open", ours_s, bare_s, 1.4)]


def _five_years(folder: Path) -> list[Row]:
    plain, sealed = folder / "large", folder / "large sealed"
    month_grid.five_years(plain).close()
    shutil.copytree(plain, sealed)
    unlocked = seal_store(Folders(sealed), OPERATOR, PASSWORD, NOW).unlocked
    shutil.rmtree(sealed / "backups")
    with_key = _by(unlocked)
    found = [
        _row("month grid out of 1.1 M meals", sealed, plain, with_key, _grid, 1.5),
        _row("VACUUM INTO backup, checked and counted", sealed, plain, with_key, _backup, 6.0, 3),
        _row("quick check of 1.1 M meals", sealed, plain, with_key, _quick_check, 8.0, 3),
    ]
    ours_s, bare_s = in_turn(lambda: _open_and_ask(sealed, with_key), lambda: _open_and_ask(plain, None))
    found.append(Row("open and first question, the key at hand", ours_s, bare_s, 1.5))
    typed: Unlock = lambda ring: unlock(ring, OPERATOR, PASSWORD)  # noqa: E731
    ours_s, bare_s = in_turn(lambda: _open_and_ask(sealed, typed), _stretch)
    found.append(Row("open and first question by the password, vs Argon2id alone", ours_s, bare_s, 1.3))
    return found


def _by(unlocked: Unlocked) -> Unlock:
    return lambda ring: unlocked


def _row(
    name: str,
    sealed: Path,
    plain: Path,
    key: Unlock,
    work: Callable[[Services], Any],
    aim: float,
    rounds: int = 7,
) -> Row:
    ours, bare = open_services(sealed, ticks.TODAY, key), open_services(plain, ticks.TODAY)
    try:
        return Row(f"{name}, sealed vs open", *in_turn(lambda: work(ours), lambda: work(bare), rounds), aim)
    finally:
        ours.close(), bare.close()


def _grid(services: Services) -> object:
    return services.ask(boards.month_grid, month_grid.MONTH, "lunch")


def _backup(services: Services) -> None:
    made = make_backup(services.store, services.folders.backups, NOW)
    made.path.unlink()


def _quick_check(services: Services) -> None:
    check_file(services.store.path, services.store.key)


def _open_and_ask(folder: Path, key: Unlock | None) -> None:
    services = open_services(folder, ticks.TODAY, key)
    services.ask(lambda reading: reading.scalars("SELECT COUNT(*) FROM resident"))
    services.close()


def _stretch() -> None:
    """What a password costs on purpose (RFC 9106: 64 MiB, three passes, four lanes)."""
    stretch = Argon2id(salt=bytes(16), length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)
    stretch.derive(PASSWORD.encode("utf-8"))
