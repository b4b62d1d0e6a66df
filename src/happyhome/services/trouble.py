"""Telling the machine's trouble from a bug, whatever layer it comes out of."""

from __future__ import annotations

from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.files.environment import EnvironmentRefusal, explain
from happyhome.services.data_trouble import data_advice, names_store

__all__ = ["EnvironmentRefusal", "environment_trouble"]

_IN_USE = ("store_busy", "store_in_use")
"""Refusals of the store whose cause is another program at the same file, and no fault of what was asked."""


def _of_records(found: EnvironmentRefusal, store: Path) -> EnvironmentRefusal:
    """The records' own disk is no stick: another sentence where it is what refused."""
    path = found.path
    if path is None or not (names_store(path) or path in (store.parent, *store.parent.parents)):
        return found
    told = data_advice(found.code, "试一次")
    if told is None:
        return found
    return EnvironmentRefusal(found.code, f"{told[0]}：{told[1]}（位置：{path}）", path)


def environment_trouble(error: BaseException, store: Path) -> EnvironmentRefusal | None:
    """The sentence for what the machine would not do; None where ``error`` is a refusal or a bug.

    ``store`` is the store's file, for errors that name no file of their own.
    """
    if isinstance(error, EnvironmentRefusal):
        return error
    if isinstance(error, OSError):
        return _of_records(
            explain(error, Path(error.filename) if isinstance(error.filename, str) else store), store
        )
    if isinstance(error, Refusal) and error.problems[0].code in _IN_USE:
        return EnvironmentRefusal(error.problems[0].code, error.problems[0].text, store)
    return None
