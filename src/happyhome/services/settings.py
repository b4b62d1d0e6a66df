"""What this home has chosen: one remembered value per key, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from happyhome.domain.homes import Setting
from happyhome.domain.problems import refuse
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

DEFAULTS: dict[str, Any] = {
    "slots": ["lunch"],
    "return_day": 5,
    "unseen_days": 5,
    "notice_days": 7,
    "application_days": 30,
    "operator": "",
    "second_backup": "",
    "lock_minutes": 10,
}

_RANGES = {
    "return_day": (1, 28, "上报日"),
    "unseen_days": (1, 60, "未见天数"),
    "notice_days": (1, 60, "公示天数"),
    "application_days": (1, 365, "申请等待天数"),
    "lock_minutes": (0, 240, "锁屏分钟数"),
}


def setting(reading: Reading, key: str) -> Any:
    """The remembered value, or its default (None where there is none)."""
    found = reading.find(Setting, key=key)
    return json.loads(found[0].value) if found else DEFAULTS.get(key)


@operation("修改设置")
def choose(work: Work, *, key: str, value: Any) -> None:
    """Remember a value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    found = work.find(Setting, key=key)
    work.put(replace(found[0], value=text) if found else Setting(key=key, value=text))


@operation("修改设置")
def choose_all(work: Work, *, values: Mapping[str, Any]) -> None:
    """Remember several values as one operation; refuses what makes no sense, with the key as field."""
    if "slots" in values and not values["slots"]:
        raise refuse("slots_missing", "至少要有一餐。", "slots")
    for key, (least, most, words) in _RANGES.items():
        if key in values and not least <= int(values[key] or 0) <= most:
            raise refuse("out_of_range", f"{words}要在 {least} 到 {most} 之间。", key)
    for key, value in values.items():
        if setting(work, key) != value:
            choose(work, key=key, value=value)


def settings_of(reading: Reading, keys: Sequence[str]) -> dict[str, Any]:
    """Several values at once."""
    return {key: setting(reading, key) for key in keys}
