"""What is kept of a bug: versions and the traceback, fit to be handed to strangers."""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from happyhome import __version__
from happyhome.files.private import make_private
from happyhome.files.rolling import keep_newest
from happyhome.files.writing import write_file
from happyhome.services.message_masks import masked_message
from happyhome.services.plain_masks import masked

__all__ = ["diagnosis", "masked", "save_diagnosis", "trace"]

_FRAMES = 40
_KEPT = 20
"""Diagnoses in the folder: a bug that comes at each start must not fill the disk."""
_CHAIN = 8
"""Errors behind errors that are told."""


def diagnosis(error: BaseException, *parts: str) -> str:
    """Versions (of ``parts`` too, such as the window's library) and traceback, never values of variables."""
    versions = (
        f"happyhome {__version__}",
        f"Python {platform.python_version()}",
        *parts,
        platform.platform(),
    )
    return "\n".join(versions) + "\n\n" + trace(error)


def trace(error: BaseException) -> str:
    """The places in the code, from the first cause on, each error with what may be kept of its message."""
    return "\n".join(line for one in reversed(list(_causes(error))) for line in _told(one))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came out of."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen and len(seen) < _CHAIN:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _told(error: BaseException) -> Iterator[str]:
    frames = traceback.extract_tb(error.__traceback__)
    if len(frames) > _FRAMES:
        yield f"  … {len(frames) - _FRAMES} more"
    for frame in frames[-_FRAMES:]:
        yield f'  File "{_short(frame.filename)}", line {frame.lineno}, in {frame.name}'
        if frame.line:
            yield f"    {masked(frame.line)}"
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}: {masked_message(_text(error))}".removeprefix("builtins.")


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception as broken:  # noqa: BLE001  an error that cannot tell of itself is told by that
        return type(broken).__name__


def _short(path: str) -> str:
    """A file within its package: the folders above it are the user's."""
    steps = re.split(r"[\\/]", path)
    for start, skipped in (("site-packages", 1), ("happyhome", 0)):
        if start in steps:
            place = len(steps) - 1 - steps[::-1].index(start) + skipped
            return "/".join(steps[place:])
    return steps[-1]


def save_diagnosis(folder: Path, error: BaseException, now: datetime) -> Path:
    """Keep it in ``folder`` (made where it is missing, within a private one), and of the older ones the newest.

    Raises OSError or EnvironmentRefusal.
    """
    make_private(folder.parent)
    folder.mkdir(exist_ok=True)
    path = folder / f"diagnosis-{now:%Y%m%d-%H%M%S}.txt"
    keep_newest(folder, "diagnosis-*.txt", _KEPT - 1)
    return write_file(path, diagnosis(error).encode("utf-8", "backslashreplace")).path
