"""No garbage collection while the window comes up.

A start makes a hundred thousand objects that last and next to no rubbish; looking through them
again and again takes a quarter of it.
"""

from __future__ import annotations

import gc


def pause() -> None:
    """Collect nothing until ``resume``."""
    gc.disable()


def resume() -> None:
    """Collect again, but leave alone what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
