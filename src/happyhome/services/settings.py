"""What this home has chosen: one remembered value per key, as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from happyhome.domain.homes import Setting
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

DEFAULTS: dict[str, Any] = {
    "slots": ["lunch"],
    "prices": {"breakfast": 0, "lunch": 0, "supper": 0},
    "return_day": 5,
    "unseen_days": 5,
    "notice_days": 7,
    "zoom": 100,
    "operator": "",
    "second_backup": "",
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
