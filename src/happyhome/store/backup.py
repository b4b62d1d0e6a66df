"""Backups that were opened, checked and counted before they are called so."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from happyhome.domain.problems import refuse
from happyhome.store.engine import Store, connect, told_apart

_NAME = re.compile(r"^happyhome-(\d{8}-\d{6})-([a-z-]+)(?:-\d+)?\.db$")
IN_USE_MILLISECONDS = 2_000
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
        before, after = _copy(store, temporary)
        _flush(temporary)
        found = check_file(temporary, store.key)
        if not _counted_between(before, dict(found), after):
            raise refuse("backup_unsound", "备份写完后核对不一致，已作废。请换一个文件夹再备份一次。")
        temporary.replace(path)
        _flush(folder)
    finally:
        for leftover in (temporary, *_beside(temporary)):
            leftover.unlink(missing_ok=True)
    return Backup(path, now.replace(microsecond=0), reason, found)


def _copy(store: Store, path: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Write the copy; what the store held just before and just after, since others may be writing."""
    with told_apart(path, store.path), store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        before = dict(_counts(raw))
        raw.execute("VACUUM INTO ?", (str(path),))
        return before, dict(_counts(raw))


def _counted_between(before: dict[str, int], found: dict[str, int], after: dict[str, int]) -> bool:
    """Whether a copy holds what the store held at some moment between two counts."""
    if before == after:
        return found == before
    return before.get("operation", 0) <= found.get("operation", 0) <= after.get("operation", 0)


def check_file(path: Path, key: bytes | None) -> tuple[tuple[str, int], ...]:
    """Open a store file on its own, check it whole, and count it; refuses (file_damaged) otherwise."""
    import sqlcipher3.dbapi2 as driver

    try:
        raw = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            if key is not None:
                raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            verdict = raw.execute("PRAGMA quick_check").fetchone()[0]
            if verdict != "ok":
                raise refuse("file_damaged", f"文件 {path.name} 已损坏，不能使用。请换一份备份。")
            found = _counts(raw)
            if not found:
                raise refuse(
                    "file_damaged", f"文件 {path.name} 是空的，或不是本程序的数据，不能使用。请换一份备份。"
                )
            return found
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
            when = datetime.fromisoformat(named[1].replace("-", "T"))
            found.append(Backup(path, when, named[2]))
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def thin(
    folder: Path, now: datetime, keep_days: int = 14, keep_weeks: int = 10, keep_months: int = 24
) -> list[Path]:
    """Remove old backups, keeping all of two days, then one a day, a week, a month, a year.

    The last of every month of ``keep_months`` stays, whatever week it falls in. Returns the removed.
    """
    kept: set[tuple[str, object]] = set()
    removed = []
    for one in list_backups(folder):
        age = (now - one.made_at).days
        if age < 2:
            continue
        month: tuple[str, object] = ("month", (one.made_at.year, one.made_at.month))
        if age < keep_days:
            slots = {month, ("day", one.made_at.date())}
        elif age < keep_weeks * 7:
            slots = {month, ("week", one.made_at.isocalendar()[:2])}
        elif age < keep_months * 31:
            slots = {month}
        else:
            slots = {("year", one.made_at.year)}
        if slots <= kept:
            one.path.unlink()
            removed.append(one.path)
        kept |= slots
    return removed


def restore(source: Path, target: Path, key: bytes | None, now: datetime) -> Path | None:
    """Put a checked copy of ``source`` in place of ``target``; the present file is kept beside it.

    The caller has closed the store. Returns where the present file went, None where there was none.
    """
    check_file(source, key)
    temporary = target.with_suffix(".restoring")
    try:
        shutil.copyfile(source, temporary)
        _flush(temporary)
        check_file(temporary, key)
        kept = _keep_present(target, key, now) if target.exists() else None
        # One rename puts it in place: whenever the power goes, there is a whole file of this name.
        temporary.replace(target)
        _flush(target.parent)
        return kept
    finally:
        for leftover in (temporary, *_beside(temporary)):
            leftover.unlink(missing_ok=True)


def _keep_present(target: Path, key: bytes | None, now: datetime) -> Path:
    """A second name, or a copy, of the present file and its log; the file itself stays where it is."""
    settle(target, key)
    kept = _free_name(target.parent, now, "replaced")
    try:
        os.link(target, kept)
    except OSError:  # a file system without links, such as FAT on a stick
        shutil.copyfile(target, kept)
        _flush(kept)
    for log, kept_log in zip(_beside(target), _beside(kept), strict=True):
        if log.exists():
            log.replace(kept_log)  # a log left behind would be read into the restored file
    return kept


def put_back(kept: Path | None, target: Path) -> None:
    """Undo a restoring: what was put aside is the store again; without any there is none, as before."""
    for log in _beside(target):
        log.unlink(missing_ok=True)  # written while the wrong file was looked at
    if kept is None:
        target.unlink(missing_ok=True)
        return
    kept.replace(target)
    for kept_log, log in zip(_beside(kept), _beside(target), strict=True):
        if kept_log.exists():
            kept_log.replace(log)
    _flush(target.parent)


def _beside(path: Path) -> tuple[Path, Path]:
    """SQLite's own two files beside a store."""
    return Path(f"{path}-wal"), Path(f"{path}-shm")


def settle(path: Path, key: bytes | None) -> None:
    """Fold the write-ahead log into the file, so that the one file is the whole store.

    Refuses (store_in_use) where another program has the store open: it would go on writing into
    the file that was put aside.
    """
    import sqlcipher3.dbapi2 as driver

    try:
        raw = connect(path, key)
        try:
            raw.execute(f"PRAGMA busy_timeout = {IN_USE_MILLISECONDS}")
            raw.execute("PRAGMA journal_mode = DELETE")
        finally:
            raw.close()
    except driver.OperationalError as error:
        raise refuse(
            "store_in_use", "本程序还有窗口开着同一份数据，现在不能恢复。请先把它们都关掉，再试一次。"
        ) from error
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
