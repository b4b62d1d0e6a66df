"""What stood in the way of a job, and what a copy holds, in the clerk's words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from happyhome.domain.problems import Refusal
from happyhome.gui.jobs import Cancelled
from happyhome.services import handover
from happyhome.services.trouble import environment_trouble

_COUNTED: Final = {
    "resident": "老人",
    "meal": "用餐",
    "activity": "活动",
    "operation": "操作",
    "status": "身份状态",
}


def counts_words(counts: Sequence[tuple[str, int]]) -> str:
    """老人 24，用餐 812，活动 6: what a backup holds."""
    return "，".join(f"{_COUNTED[name]} {count:,}" for name, count in counts if name in _COUNTED)


def failure_text(error: Exception, place: Path) -> str:
    """The sentence for what stood in the way; "" where the clerk took it back. A bug is raised again."""
    if isinstance(error, Cancelled | handover.HandOverCancelled):
        return ""
    if isinstance(error, Refusal):
        return "\n".join(problem.text for problem in error.problems)
    found = environment_trouble(error, place)
    if found is None:
        raise error
    return found.text
