"""Setting up the home."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from happyhome.domain.homes import Home
from happyhome.domain.problems import refuse
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

_CODE = re.compile(r"[0-9]{12}")


@operation("设置幸福院")
def set_home(work: Work, /, **values: Any) -> Home:
    """Name the home or change what is known of it (fields of ``Home``); unnamed fields stay."""
    present = work.home_or_none
    home = replace(present or Home(name=""), **values)
    home = replace(home, name=home.name.strip())
    if not home.name:
        raise refuse("home_name", "请填写幸福院名称，例如：清泉村幸福院。", "name")
    if home.village_code and not _CODE.fullmatch(home.village_code):
        raise refuse(
            "village_code",
            f"行政村代码应为 12 位数字，现在是“{home.village_code}”。可先留空。",
            "village_code",
        )
    return work.put(home)


def home_of(reading: Reading) -> Home | None:
    """The home, or None before it was set up."""
    return reading.home_or_none
