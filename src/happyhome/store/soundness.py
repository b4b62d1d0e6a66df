"""Looking a store over before it is used, and what is known of it from outside."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from happyhome.domain.problems import refuse
from happyhome.store.engine import Store

_PAGE: Final = 4096
_SIGNS: Final = 240
"""Of 256 byte values: a page of a sealed store has nearly all, text and figures far fewer."""


def check_sound(store: Store) -> None:
    """SQLite's quick check of an open store; refuses (file_damaged). About 0.4 s for 100 MB."""
    with store.reading() as connection:
        verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if verdict != "ok":
        raise refuse(
            "file_damaged",
            f"数据文件 {store.path.name} 已损坏：里面有一部分读不出来。请先不要再记，用最近的备份恢复。",
        )


def looks_sealed(path: Path) -> bool:
    """Whether a file that is no open store may be a sealed one: whole pages, and no order in the first.

    Raises OSError.
    """
    size = path.stat().st_size
    return size > 0 and size % _PAGE == 0 and begins_sealed(path)


def begins_sealed(path: Path) -> bool:
    """Whether the first page has no order, whatever became of the file's end. Raises OSError."""
    with path.open("rb") as file:
        return len(set(file.read(_PAGE))) >= _SIGNS
