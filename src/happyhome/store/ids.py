"""Row ids unique in the world and growing with time (UUIDv7, RFC 9562), so villages can be merged."""

from __future__ import annotations

import secrets
import threading
import time

_ORDER = threading.Lock()
_LAST = [0]


def new_id() -> str:
    """A fresh UUIDv7 as text; ids made by one process sort in the order they were made."""
    stamp = time.time_ns() // 1_000_000
    with _ORDER:
        # The 12 bits after the version count ids within a millisecond (RFC 9562 6.2 method 1).
        ticket = max(stamp << 12, _LAST[0] + 1)
        _LAST[0] = ticket
    value = (ticket >> 12) << 80 | 0x7 << 76 | (ticket & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
