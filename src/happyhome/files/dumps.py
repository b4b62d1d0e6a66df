"""No dump of the program's memory is left behind by a crash: names and the data key stand in it in the clear."""

from __future__ import annotations

import sys

_NOT_EVEN_PIPED = 1
"""Bytes. Linux writes no file so short, and takes this very figure as a word not to call a collector either
(fs/coredump.c), which 0 does not say."""


def forbid_dumps() -> None:
    """For this process and those it starts. Windows keeps dumps only where somebody asked it to."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    bound = _NOT_EVEN_PIPED if most == resource.RLIM_INFINITY else min(_NOT_EVEN_PIPED, most)
    resource.setrlimit(resource.RLIMIT_CORE, (bound, most))
