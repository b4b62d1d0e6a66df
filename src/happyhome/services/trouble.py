"""Telling the machine's trouble from a bug, whatever layer it comes out of."""

from __future__ import annotations

from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.files.environment import EnvironmentRefusal, explain

__all__ = ["EnvironmentRefusal", "environment_trouble"]

_IN_USE = ("store_busy", "store_in_use")
"""Refusals of the store whose cause is another program at the same file, and no fault of what was asked."""


def environment_trouble(error: BaseException, store: Path) -> EnvironmentRefusal | None:
    """The sentence for what the machine would not do; None where ``error`` is a refusal or a bug.

    ``store`` is the store's file, for errors that name no file of their own.
    """
    if isinstance(error, EnvironmentRefusal):
        return error
    if isinstance(error, OSError):
        return explain(error, Path(error.filename) if isinstance(error.filename, str) else store)
    if isinstance(error, Refusal) and error.problems[0].code in _IN_USE:
        return EnvironmentRefusal(error.problems[0].code, error.problems[0].text, store)
    return None
