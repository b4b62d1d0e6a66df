"""Backups as witnesses: whoever rewrites the records and their audit together cannot reach the copies in a drawer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.store.backup.checking import opened
from happyhome.store.reading import Reading

_HEAD = "SELECT sequence, hash FROM operation ORDER BY sequence DESC LIMIT 1"
_LIFE = "SELECT id FROM instance ORDER BY number DESC LIMIT 1"


def contradicted(reading: Reading, backups: list[Path], key: bytes | None) -> Iterator[str]:
    """Each backup of this life of the records whose last operation does not stand in them as it was, as a sentence.

    A backup that does not open, is older than schema 0003, or belongs to another life (before a restore, another
    copy) says nothing here: looking after those is what checking backups is for.
    """
    life = reading.scalars(_LIFE)
    for path in backups:
        with suppress(Refusal, OSError), opened(path, key) as raw:
            tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "instance" not in tables or [raw.execute(_LIFE).fetchone()[0]] != life:
                continue
            head = raw.execute(_HEAD).fetchone()
            if head is not None and (fault := _against(reading, path.name, *head)):
                yield fault


def _against(reading: Reading, name: str, sequence: int, digest: str) -> str:
    found = reading.scalars("SELECT hash FROM operation WHERE sequence = ?", sequence)
    if not found:
        last = reading.scalars("SELECT COALESCE(MAX(sequence), 0) FROM operation")[0]
        return f"备份“{name}”里有第 {sequence} 号操作，现在只到第 {last} 号：后面的操作在程序外被删掉了。"
    if found[0] != digest:
        return f"第 {sequence} 号操作和备份“{name}”里的不一样：操作记录在备份以后被整个改写过。"
    return ""
