"""Backups as witnesses: whoever rewrites the records and their audit together cannot reach the copies in a drawer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from happyhome.domain.problems import Refusal
from happyhome.store.backup.checking import opened
from happyhome.store.reading import Reading

_HEAD = "SELECT sequence, hash FROM operation ORDER BY sequence DESC LIMIT 1"
_LIFE = "SELECT id FROM instance ORDER BY number DESC LIMIT 1"
_LINE = "SELECT sequence, id, hash, verb FROM operation ORDER BY sequence"
_RESTORING = "note_restored"
"""The verb with which each life after the first begins; see ``services.restoring``."""


def contradicted(reading: Reading, backups: list[Path], key: bytes | None) -> Iterator[str]:
    """Each backup that contradicts the records' operations, as a sentence.

    One of this life of the records must end with an operation that stands in them. One of another life (before a
    restore) may have gone its own way, but only from a restoring on. A backup that does not open, is older than
    schema 0003, or is of other records says nothing here: looking after those is what checking backups is for.
    """
    life = reading.scalars(_LIFE)
    for path in backups:
        with suppress(Refusal, OSError), opened(path, key) as raw:
            tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            head = raw.execute(_HEAD).fetchone()
            if "instance" not in tables or head is None:
                continue
            is_same_life = [raw.execute(_LIFE).fetchone()[0]] == life
            if not is_same_life and not _parted_unexplained(reading, raw):
                continue
            if fault := _against(reading, path.name, *head):
                yield fault


def _parted_unexplained(reading: Reading, raw: Any) -> bool:
    """Whether two lines of one village's records differ first in something else than a restoring."""
    ours = {row[0]: row[1:] for row in reading.tuples(_LINE)}
    theirs = raw.execute(_LINE).fetchall()
    if ours.get(1, ("",))[0] != theirs[0][1]:  # other records altogether
        return False
    for sequence, *its in theirs:
        if (own := ours.get(sequence)) != tuple(its):
            return _RESTORING not in (its[2], own[2] if own else "")
    return False


def _against(reading: Reading, name: str, sequence: int, digest: str) -> str:
    found = reading.scalars("SELECT hash FROM operation WHERE sequence = ?", sequence)
    if not found:
        last = reading.scalars("SELECT COALESCE(MAX(sequence), 0) FROM operation")[0]
        return f"备份“{name}”里有第 {sequence} 号操作，现在只到第 {last} 号：后面的操作在程序外被删掉了。"
    if found[0] != digest:
        return f"第 {sequence} 号操作和备份“{name}”里的不一样：操作记录在备份以后被整个改写过。"
    return ""
