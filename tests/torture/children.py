"""A process that works until it is killed, and tells over a pipe what it has finished."""

from __future__ import annotations

import json
import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

PATIENCE_S = 120.0

Tell = Callable[..., None]


@dataclass
class Told:
    """What a child said before it ended: the words of each kind, in their order, and how long it worked."""

    said: list[dict[str, Any]] = field(default_factory=list)
    worked_s: float = 0.0
    killed: bool = False

    def all(self, word: str) -> list[Any]:
        """Everything told under a word."""
        return [one[word] for one in self.said if word in one]

    @property
    def ended(self) -> bool:
        """Whether it came to its end before the kill."""
        return bool(self.all("end"))


@contextmanager
def machine_unflushed() -> Iterator[None]:
    """A hand-over flushes every disk of the machine, which neither a kill nor a counted step needs."""
    flush = os.sync
    os.sync = lambda: None
    try:
        yield
    finally:
        os.sync = flush


def run(work: Callable[[Tell], None], delay_s: float | None = None) -> Told:
    """Do ``work(tell)`` in a forked child; kill it ``delay_s`` after it told ``begin`` (None: let it end).

    ``tell(word=value)`` is on its way when it returns. A child that raises tells ``error``.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _work(work, theirs)
    os.close(theirs)
    told, rest = Told(), b""
    try:
        rest = _until_begun(ours)
        began = time.monotonic()
        if delay_s is not None:
            time.sleep(delay_s)
            os.kill(child, signal.SIGKILL)
        rest += _all_of(ours)
        told.worked_s = time.monotonic() - began
    finally:
        os.close(ours)
        os.kill(child, signal.SIGKILL)  # nothing is left running whatever went wrong here
        _, status = os.waitpid(child, 0)
    told.said = [json.loads(line) for line in rest.splitlines()]
    told.killed = os.WIFSIGNALED(status) and not told.ended
    return told


def _work(work: Callable[[Tell], None], pipe: int) -> None:
    def tell(**words: Any) -> None:
        os.write(pipe, json.dumps(words).encode() + b"\n")

    try:
        work(tell)
        tell(end=True)
    except BaseException:  # noqa: BLE001  (the parent judges)
        tell(error=traceback.format_exc()[-1500:])
    finally:
        os._exit(0)


def _until_begun(pipe: int) -> bytes:
    """Everything up to the word ``begin``, or to the end where it never came."""
    got = b""
    while b'"begin"' not in got:
        if not select.select([pipe], [], [], PATIENCE_S)[0]:
            raise TimeoutError("the child does not begin")
        piece = os.read(pipe, 1 << 16)
        if not piece:
            break
        got += piece
    return got


def _all_of(pipe: int) -> bytes:
    got, end = b"", time.monotonic() + PATIENCE_S
    while time.monotonic() < end and select.select([pipe], [], [], PATIENCE_S)[0]:
        piece = os.read(pipe, 1 << 16)
        if not piece:
            return got
        got += piece
    raise TimeoutError("the child does not end")
