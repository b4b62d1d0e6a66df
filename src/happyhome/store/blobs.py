"""Bytes of photos and scans, inside the store so that they are backed up and protected with it.

They stand outside the audit, which knows each by the SHA-256 in its attachment: a blob is only ever
added, and is proved by that hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from happyhome.domain.problems import refuse
from happyhome.store.reading import Reading
from happyhome.store.work import Work


def keep(work: Work, content: bytes) -> str:
    """Put bytes away once; returns their SHA-256, by which they are found again."""
    digest = hashlib.sha256(content).hexdigest()
    work.write("INSERT OR IGNORE INTO blob (sha256, content) VALUES (?, ?)", (digest, content))
    return digest


def fetch(reading: Reading, sha256: str) -> bytes:
    """The bytes kept under a SHA-256; refuses (photo_lost) where the file has lost them."""
    found = reading.scalars("SELECT content FROM blob WHERE sha256 = ?", sha256)
    if not found:
        names = reading.scalars("SELECT name FROM attachment WHERE sha256 = ?", sha256)
        named = f"“{names[0]}”" if names else ""
        raise refuse(
            "photo_lost",
            f"照片{named}的内容不见了，数据文件受过损。请用备份恢复，或删去这张照片再重新添加。",
            "photo",
        )
    return bytes(found[0])


def lost(reading: Reading) -> Iterator[str]:
    """Each attachment whose bytes are not there, as a Chinese sentence."""
    for row_id, name in reading.tuples(
        "SELECT a.id, a.name FROM attachment AS a"
        " WHERE NOT EXISTS (SELECT 1 FROM blob AS b WHERE b.sha256 = a.sha256) ORDER BY a.id"
    ):
        yield f"附件“{name}”的内容不见了（编号 {row_id}）。"


def altered(reading: Reading) -> Iterator[str]:
    """Each attachment whose bytes are not those that were kept; reads every photo there is."""
    for sha256, content in reading.stream("SELECT sha256, content FROM blob"):
        if hashlib.sha256(content).hexdigest() != sha256:
            for row_id, name in reading.tuples("SELECT id, name FROM attachment WHERE sha256 = ?", sha256):
                yield f"附件“{name}”的内容被改动过（编号 {row_id}）。"
