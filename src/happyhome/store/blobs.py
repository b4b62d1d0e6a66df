"""Bytes of photos and scans, inside the store so that they are backed up and protected with it."""

from __future__ import annotations

import hashlib

from happyhome.store.reading import Reading
from happyhome.store.work import Work


def keep(work: Work, content: bytes) -> str:
    """Put bytes away once; returns their SHA-256, by which they are found again."""
    digest = hashlib.sha256(content).hexdigest()
    work.write("INSERT OR IGNORE INTO blob (sha256, content) VALUES (?, ?)", (digest, content))
    return digest


def fetch(reading: Reading, sha256: str) -> bytes:
    """The bytes kept under a SHA-256; raises KeyError where there are none."""
    found = reading.scalars("SELECT content FROM blob WHERE sha256 = ?", sha256)
    if not found:
        raise KeyError(sha256)
    return bytes(found[0])
