"""Looking into one file of records on its own: whose it is, whether it is whole, how much it holds.

Nothing is taken from its size or name; every answer comes in bounded time, also for what is no file at all.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from happyhome.domain.problems import Refusal, refuse
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import is_open_text, read_ring, ring_in, ring_path
from happyhome.store.soundness import begins_sealed

COUNTED = ("resident", "status", "meal", "activity", "application", "roll", "attachment", "operation")
_LEAST = 512
"""Bytes of the smallest page SQLite knows."""
_SLACK = 1 << 20

Counts = tuple[tuple[str, int], ...]


def check_file(path: Path, key: bytes | None, own: str = "") -> Counts:
    """Open a file of records on its own, check it whole, and count it.

    ``own`` is the id of the ring that ``key`` is of. Refuses (file_missing, file_damaged, file_sealed,
    file_other_key, file_newer, ring_damaged).
    """
    with opened(path, key, own) as raw:
        verdict = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise _damaged(path)
        _read_texts(raw)
        return first_counts(raw)


def _read_texts(raw: Any) -> None:
    """Read every row once: SQLite keeps no check sums, and bytes that are no text any more are found only so."""
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        if name != "blob":  # photos have their own check sums
            for _ in raw.execute(f'SELECT * FROM "{name}"'):
                pass


@contextmanager
def opened(path: Path, key: bytes | None, own: str = "") -> Iterator[Any]:
    """A connection of the driver that only reads a file of records, backup or not; refuses as ``check_file``.

    An open-text file is opened without the key. What fails inside is told as a damaged file.
    """
    import sqlcipher3.dbapi2 as driver

    size = _regular(path)
    is_sealed = not is_open_text(path)
    ring = ring_with(path) if is_sealed else None
    if is_sealed:
        _check_key(path, key, ring, own)
    is_live = Path(f"{path}-wal").exists()
    try:
        # Without a log beside it nobody writes it, and nothing of ours may appear beside it.
        how = "mode=ro" if is_live else "mode=ro&immutable=1"
        raw = driver.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            if is_sealed and key is not None:
                raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            _check_ours(path, raw, size, is_live=is_live)
            yield raw
        finally:
            raw.close()
    except UnicodeDecodeError as error:  # the names of its tables are no text
        raise _damaged(path) from error
    except driver.DatabaseError as error:
        code = getattr(error, "sqlite_errorname", "") or ""
        if code == "SQLITE_NOTADB" and ring is not None and ring.id != own:
            raise _other_key(path) from error
        raise _damaged(path) from error


def ring_with(path: Path) -> Ring | None:
    """The ring at the end of a backup, or beside a file that was put aside; None where there is none."""
    ring, _ = ring_in(path)
    return ring or read_ring(ring_path(path))


def first_counts(raw: Any) -> Counts:
    """Rows of each counted register; a register that an older file does not have is left out."""
    names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tuple(
        (name, raw.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0])
        for name in COUNTED
        if name in names
    )


def _regular(path: Path) -> int:
    """The bytes of the records in a file; refuses what is no file, or too short for one."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise refuse(
            "file_missing", f"没有找到备份文件“{path}”。请核对路径，或重新插好 U 盘。", "file"
        ) from error
    if not stat.S_ISREG(found.st_mode):
        raise refuse("file_damaged", f"“{path.name}”不是文件，不能当备份用。请选择一份备份文件。")
    if found.st_size < _LEAST:
        raise refuse("file_damaged", f"文件 {path.name} 是空的，或不是本程序的数据，不能使用。请换一份备份。")
    return ring_in(path)[1]


def _check_key(path: Path, key: bytes | None, ring: Ring | None, own: str) -> None:
    if key is None and ring is not None:
        raise refuse(
            "file_sealed",
            f"备份 {path.name} 加了锁，没有钥匙打不开。请输入恢复单上的恢复码，或用做备份那时的密码。",
        )
    if key is None:
        raise _ringless(path) if begins_sealed(path) else _damaged(path)
    if ring is not None and own and ring.id != own:
        raise _other_key(path)


def _check_ours(path: Path, raw: Any, size: int, *, is_live: bool) -> None:
    """That the file is records of this program, of a version it knows, and as long as it says."""
    from happyhome.store.migrate import newest

    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        raise refuse("file_damaged", f"文件 {path.name} 是空的，或不是本程序的数据，不能使用。请换一份备份。")
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    said = int(pages) * int(raw.execute("PRAGMA page_size").fetchone()[0])
    if not is_live and not said <= size <= said + _SLACK:
        raise _damaged(path)
    version = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if version is None or not str(version[0]).isdigit():
        raise _damaged(path)
    if str(version[0]) > newest():
        raise refuse(
            "file_newer",
            f"文件 {path.name} 是新版程序写的（数据版本 {version[0]}，本程序到 {newest()}）。"
            "请安装新版程序后再用它，现在的数据没有动过。",
        )


def _damaged(path: Path) -> Refusal:
    return refuse(
        "file_damaged", f"文件 {path.name} 打不开：不是本程序的数据，或已损坏，不能使用。请换一份备份。"
    )


def _ringless(path: Path) -> Refusal:
    return refuse(
        "file_damaged",
        f"文件 {path.name} 像是加了锁的，可末尾带着的钥匙没有了，密码和恢复码都打不开它：可能没有拷完整。"
        f"请重新拷一次（旁边有 {ring_path(path).name} 的话一起拷），或换一份备份。",
    )


def _other_key(path: Path) -> Refusal:
    return refuse(
        "file_other_key",
        f"备份 {path.name} 是用另一把钥匙锁的，现在的密码打不开。请输入和这份备份同时的恢复单上的恢复码。",
    )
