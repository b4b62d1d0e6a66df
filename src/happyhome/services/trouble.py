"""Telling the machine's trouble from a bug, whatever layer it comes out of."""

from __future__ import annotations

from pathlib import Path

from happyhome.exchange.environment import EnvironmentRefusal, explain, full, refusal
from happyhome.store.trouble import trouble_code

__all__ = ["EnvironmentRefusal", "environment_trouble"]

_IN_USE = "数据正被另一个“幸福院”窗口或命令占用。请关掉那一个（或等它做完），再试一次。"


def environment_trouble(error: BaseException, store: Path) -> EnvironmentRefusal | None:
    """The sentence for what the machine would not do; None where ``error`` is a bug.

    ``store`` is the store's file, for errors that name no file of their own.
    """
    if isinstance(error, EnvironmentRefusal):
        return error
    if isinstance(error, OSError):
        return explain(error, Path(error.filename) if isinstance(error.filename, str) else store)
    code = trouble_code(error)
    if code == "file_in_use":
        return EnvironmentRefusal(code, _IN_USE, store)
    if code == "disk_full":
        return full(store, None, None)
    return refusal(code, store) if code else None
