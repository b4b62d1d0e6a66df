"""What the set-up tells the person in front of it: each line in Chinese, then in English."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """The machine lacks something that only its owner can give; the text says what to do."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


def ready_output() -> None:
    """Lets a console that lacks Chinese characters show question marks rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", line_buffering=True)


def say(chinese: str, english: str) -> None:
    """One line in both languages."""
    print(f"{chinese}  |  {english}")


@contextmanager
def step(chinese: str, english: str) -> Iterator[None]:
    """Says what is being done now and, when it took a while, how long."""
    say(f"… {chinese}", english)
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    if seconds >= 1:
        say(f"  用了 {seconds:.0f} 秒", f"took {seconds:.0f} s")
