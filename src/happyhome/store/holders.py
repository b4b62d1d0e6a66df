"""Naming who stands in the way where a store has to be had alone."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from happyhome.domain.problems import Refusal, refuse
from happyhome.files.holding import holder


def in_use(store: Path, act: str, now: datetime | None = None) -> Refusal:
    """The refusal (store_in_use) of ``act``, a verb such as 恢复, naming the window that has the store open."""
    found = holder(store.with_suffix(".lock"))
    if found is not None and found.is_alive and found.pid != os.getpid():
        return refuse("store_in_use", f"{found.told(now)}，现在不能{act}。请先把它关掉，再试一次。")
    return refuse(
        "store_in_use", f"本程序还有窗口开着同一份数据，现在不能{act}。请先把它们都关掉，再试一次。"
    )
