"""Putting a file of records in place of the present one, which stays beside it with its log and its ring."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk
from happyhome.files.writing import write_file
from happyhome.store.alone import alone
from happyhome.store.backup.kept import REASON, beside
from happyhome.store.backup.names import free_name
from happyhome.store.keys.next_ring import drop_waiting
from happyhome.store.keys.ring_files import is_open_text, ring_in, ring_path

_CHUNK = 1 << 20


def copy_records(source: Path, made: Path, shown: Path, disk: Disk = REAL) -> None:
    """The records of a backup, without the ring at its end, flushed and read back. Raises EnvironmentRefusal."""
    size = ring_in(source)[1]

    def produce(stream: object) -> None:
        rest = size
        with source.open("rb") as file:
            while rest and (piece := file.read(min(rest, _CHUNK))):
                stream.write(piece)  # type: ignore[attr-defined]
                rest -= len(piece)

    write_file(made, produce, disk=disk, shown=shown)


def seal_records(source: Path, made: Path, key: bytes) -> None:
    """A sealed copy of an open backup, with nothing open written on the way; refuses (sealing_unsound)."""
    import sqlcipher3.dbapi2 as driver

    from happyhome.store.engine import told_apart
    from happyhome.store.sealed_copy import same_content

    with told_apart(made, source):
        target = driver.connect(made.absolute().as_uri(), uri=True, isolation_level=None)
        try:
            target.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            target.execute("ATTACH DATABASE ? AS open KEY ''", (f"{source.absolute().as_uri()}?mode=ro",))
            target.execute("SELECT sqlcipher_export('main', 'open')")
            for pragma in ("user_version", "application_id"):
                (value,) = target.execute(f"PRAGMA open.{pragma}").fetchone()
                target.execute(f"PRAGMA main.{pragma} = {int(value)}")
            target.execute("DETACH DATABASE open")
        finally:
            target.close()
        raw = driver.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        try:
            same_content(raw, made, key)
        finally:
            raw.close()


def keep_present(target: Path, key: bytes | None, now: datetime, held: ExitStack, disk: Disk = REAL) -> Path:
    """A second name, or a copy, of the present file, its log and its ring; the file itself stays where it is.

    Until ``held`` is closed nobody else reads or writes it: what a command recorded between here and the rename
    would be in a log that belongs to the one file and has the name of the other's. Undoes itself where it fails.
    Refuses (store_in_use); raises OSError, EnvironmentRefusal.
    """
    is_open = is_open_text(target)
    held.enter_context(_held(target, None if is_open else key))
    kept = free_name(target.parent, now, REASON)
    try:
        _second_name(target, kept, held, disk)
        if ring_path(target).exists() and not is_open:
            write_file(ring_path(kept), ring_path(target).read_bytes(), disk=disk)
        for log, kept_log in zip(beside(target), beside(kept), strict=True):
            if log.exists():
                log.replace(kept_log)  # a log left behind would be read into the restored file
        disk.sync_folder(target.parent)
    except Exception:
        put_back(kept, target)
        raise
    return kept


def keep_ring_alone(target: Path, ring: bytes, now: datetime, disk: Disk = REAL) -> Path:
    """Put aside the ring of records that are not there, before another takes its place; where it is now.

    Its records may have been moved by hand, and no backup of theirs may have come along.
    """
    kept = ring_path(free_name(target.parent, now, REASON))
    write_file(kept, ring, disk=disk)
    return kept


def _second_name(target: Path, kept: Path, held: ExitStack, disk: Disk) -> None:
    try:
        os.link(target, kept)
    except OSError:  # a file system without links, such as FAT on a stick
        source = held.enter_context(target.open("rb"))  # closing it would give SQLite's lock away (POSIX)
        write_file(kept, lambda stream: shutil.copyfileobj(source, stream), disk=disk)


def undo_exchange(target: Path, kept: Path | None, ring: bytes | None) -> None:
    """As before: the present file and the bytes of its ring, or none. Raises OSError, EnvironmentRefusal."""
    if kept is None:
        target.unlink(missing_ok=True)
    else:
        put_back(kept, target)
    with suppress(OSError):  # it counts for nothing without its store, and the next start drops it
        drop_waiting(target)
    if ring is None:
        ring_path(target).unlink(missing_ok=True)
    elif ring_path(target).read_bytes() != ring:
        write_file(ring_path(target), ring)


def put_back(kept: Path, target: Path) -> None:
    """Undo it, whole or begun: what was put aside is the store again. Raises OSError.

    ``target`` is the store still, or what took its place.
    """
    if kept.exists() and not _is_same(target, kept):
        for log in beside(target):
            log.unlink(missing_ok=True)  # of the wrong file
        kept.replace(target)
    for kept_log, log in zip(beside(kept), beside(target), strict=True):
        if kept_log.exists():
            kept_log.replace(log)
    kept.unlink(missing_ok=True)
    ring_path(kept).unlink(missing_ok=True)


def _is_same(target: Path, kept: Path) -> bool:
    """Two names of one file: renaming one onto the other would do nothing."""
    return target.exists() and target.samefile(kept)


def settle(path: Path, key: bytes | None) -> None:
    """Fold the write-ahead log into the file, so that the one file is the whole store. Refuses (store_in_use)."""
    with _held(path, None if is_open_text(path) else key):
        pass


@contextmanager
def _held(path: Path, key: bytes | None) -> Iterator[None]:
    """The store alone. A damaged one, or one whose key nobody has, is left as it is, with its log: for that it is kept."""
    with ExitStack() as held:
        try:
            held.enter_context(alone(path, key, "恢复"))
        except Refusal as refused:
            if refused.problems[0].code != "file_damaged":
                raise
        yield
