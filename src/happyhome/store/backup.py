"""Backups that were opened, checked and counted before they are called so."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from happyhome.domain.problems import refuse
from happyhome.store.engine import Store, connect

_NAME = re.compile(r"^happyhome-(\d{8}-\d{6})-([a-z-]+)(?:-\d+)?\.db$")
COUNTED = ("resident", "status", "meal", "activity", "operation")


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy: where, of when, why, and how many rows of each counted register."""

    path: Path
    made_at: datetime
    reason: str
    counts: tuple[tuple[str, int], ...] = ()


def make_backup(store: Store, folder: Path, now: datetime, reason: str = "manual") -> Backup:
    """Copy the store by VACUUM INTO, flush, open the copy, check and count it.

    Raises OSError where the folder cannot take it, Refusal (backup_unsound) where the copy
    differs; what was half-written is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = _free_name(folder, now, reason)
    temporary = path.with_suffix(".part")
    try:
        with store.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("VACUUM INTO ?", (str(temporary),))
            expected = _counts(raw)
        _flush(temporary)
        found = check_file(temporary, store.key)
        if dict(found) != dict(expected):
            raise refuse("backup_unsound", "备份写完后核对不一致，已作废。请换一个文件夹再备份一次。")
        temporary.replace(path)
        _flush(folder)
    finally:
        for leftover in (temporary, Path(f"{temporary}-wal"), Path(f"{temporary}-shm")):
            leftover.unlink(missing_ok=True)
    return Backup(path, now.replace(microsecond=0), reason, found)


def check_file(path: Path, key: bytes | None) -> tuple[tuple[str, int], ...]:
    """Open a store file on its own, check it whole, and count it; refuses (file_damaged) otherwise."""
    import sqlcipher3.dbapi2 as driver

    try:
        raw = driver.connect(f"file:{path}?mode=ro", uri=True)
        try:
            if key is not None:
                raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            verdict = raw.execute("PRAGMA quick_check").fetchone()[0]
            if verdict != "ok":
                raise refuse("file_damaged", f"文件 {path.name} 已损坏，不能使用。请换一份备份。")
            return _counts(raw)
        finally:
            raw.close()
    except driver.DatabaseError as error:
        raise refuse(
            "file_damaged", f"文件 {path.name} 打不开：不是本程序的数据，或已损坏。请换一份备份。"
        ) from error


def list_backups(folder: Path) -> list[Backup]:
    """The backups in a folder by their names, newest first; nothing is opened."""
    found = []
    for path in folder.glob("happyhome-*.db") if folder.is_dir() else ():
        named = _NAME.match(path.name)
        if named:
            when = datetime.strptime(named[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 (the village's own clock)
            found.append(Backup(path, when, named[2]))
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def thin(
    folder: Path, now: datetime, keep_days: int = 14, keep_weeks: int = 10, keep_months: int = 24
) -> list[Path]:
    """Remove old backups, keeping all of two days, then one a day, a week, a month; returns the removed."""
    kept: set[tuple[str, object]] = set()
    removed = []
    for one in list_backups(folder):
        age = (now - one.made_at).days
        year, week, _ = one.made_at.isocalendar()
        if age < 2:
            continue
        if age < keep_days:
            slot: tuple[str, object] = ("day", one.made_at.date())
        elif age < keep_weeks * 7:
            slot = ("week", (year, week))
        elif age < keep_months * 31:
            slot = ("month", (one.made_at.year, one.made_at.month))
        else:
            slot = ("year", one.made_at.year)
        if slot in kept:
            one.path.unlink()
            removed.append(one.path)
        kept.add(slot)
    return removed


def restore(source: Path, target: Path, key: bytes | None, now: datetime) -> Path | None:
    """Put a checked copy of ``source`` in place of ``target``; the present file is kept beside it.

    The caller has closed the store. Returns where the present file went, None where there was none.
    """
    check_file(source, key)
    temporary = target.with_suffix(".restoring")
    try:
        temporary.write_bytes(source.read_bytes())
        _flush(temporary)
        check_file(temporary, key)
        kept = None
        if target.exists():
            settle(target, key)
            kept = _free_name(target.parent, now, "replaced")
            target.rename(kept)
        temporary.rename(target)
        _flush(target.parent)
        return kept
    finally:
        temporary.unlink(missing_ok=True)


def settle(path: Path, key: bytes | None) -> None:
    """Fold the write-ahead log into the file, so that the one file is the whole store."""
    import sqlcipher3.dbapi2 as driver

    try:
        raw = connect(path, key)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
    except driver.DatabaseError:
        # A damaged present file is kept as it is, with its log: that is what it is kept for.
        return


def _counts(raw: object) -> tuple[tuple[str, int], ...]:
    ask = raw.execute  # type: ignore[attr-defined]
    names = {row[0] for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tuple(
        (name, ask(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]) for name in COUNTED if name in names
    )


def _free_name(folder: Path, now: datetime, reason: str) -> Path:
    stem = f"happyhome-{now:%Y%m%d-%H%M%S}-{reason}"
    path, number = folder / f"{stem}.db", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.db", number + 1
    return path


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows flushes folders by itself and cannot open them
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
