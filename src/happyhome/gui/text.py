"""Words that several places of the window write the same way, and reading of days as clerks type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from happyhome.domain.dates import weekday_name
from happyhome.services.lunar import lunar_text

_NEAR: Final = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1}
_PARTS: Final = re.compile(r"^(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?$")
_WHOLE: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")


def short_day(day: date) -> str:
    """11月20日."""
    return f"{day.month}月{day.day}日"


def day_said(day: date) -> str:
    """2026年11月3日 星期二: how a typed day was understood."""
    return f"{day.year}年{day.month}月{day.day}日 {weekday_name(day)}"


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as the half-width ones that they mean."""
    return unicodedata.normalize("NFKC", text).strip()


def lunar_day(day: date) -> str:
    """农历十月十二; a leap month is named 闰."""
    return lunar_text(day)


def read_day(typed: str, today: date) -> date:
    """A day as typed: 2026-11-3, 20261103, 2026年11月3日, 11.3 (this year), 昨天; full-width too.

    Raises ValueError with the sentence for the clerk.
    """
    text = unicodedata.normalize("NFKC", typed).replace(" ", "").replace("。", ".")
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    found = _WHOLE.match(text) or _PARTS.match(text)
    if not found:
        raise ValueError("看不懂这个日期。请写成 2026-11-3、20261103 或 11.3。")
    year = int(found[1]) if found[1] else today.year
    try:
        return date(year, int(found[2]), int(found[3]))
    except ValueError as error:
        raise ValueError(f"没有 {year}年{int(found[2])}月{int(found[3])}日 这一天，请改正。") from error


def group_id_number(number: str) -> str:
    """620321 19410305 8820: as people read it out."""
    return " ".join(part for part in (number[:6], number[6:14], number[14:]) if part)
