"""Single words of a rule file made values: days, months, amounts, ages, limits.

Each reader takes the text as typed and raises ValueError with what is expected ("应写……").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from happyhome.domain.dates import Month
from happyhome.policy.rules import Limit, Unit

T = TypeVar("T")
MonthDay = tuple[int, int]

_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MONTH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_AMOUNT = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?\s*元?")
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_RATIO = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)%|([0-9]{1,6})/([0-9]{1,6})|([0-9]{1,6}(?:\.[0-9]{1,6})?)")
_AGES = re.compile(r"([0-9]{1,3})\s*[-—–~－至]+\s*([0-9]{1,3})(?:周?岁)?")
_AGES_FROM = re.compile(r"([0-9]{1,3})(?:周?岁)?(?:及)?以上")
_AGES_BELOW = re.compile(r"(?:不满|未满)([0-9]{1,3})(?:周?岁)?")
_BORN = re.compile(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(以前|以后)")
_SPAN = re.compile(r"([0-9]{1,3})\s*(个月|年)")
_STOP = re.compile(r"([0-9]{1,2})[日号]后照发")
OLDEST = 150


def day(text: str) -> date:
    """2024-02-21."""
    found = _DAY.fullmatch(text)
    try:
        if not found or not 1800 <= int(found[1]) <= 2999:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueError("应写日期，如 2024-02-21") from None


def month(text: str) -> Month:
    """2024-02."""
    try:
        return Month.parse(text)
    except ValueError:
        raise ValueError("应写月份，如 2024-02") from None


def months(text: str) -> tuple[Month, Month]:
    """2024-02, or 2024-01至2024-06."""
    first, _, last = text.partition("至")
    try:
        span = Month.parse(first.strip()), Month.parse(last.strip() or first.strip())
    except ValueError:
        raise ValueError("应写月份，如 2024-02，或 2024-01至2024-06") from None
    if span[1] < span[0]:
        raise ValueError("后一个月份应晚于前一个，如 2024-01至2024-06")
    return span


def days(text: str) -> tuple[date, date]:
    """2023-05-06, or 2023-05-01至2023-05-31."""
    first, _, last = text.partition("至")
    try:
        span = day(first.strip()), day(last.strip() or first.strip())
    except ValueError:
        raise ValueError("应写日期，如 2023-05-06，或 2023-05-01至2023-05-31") from None
    if span[1] < span[0]:
        raise ValueError("后一个日期应晚于前一个，如 2023-05-01至2023-05-31")
    return span


def month_day(text: str) -> MonthDay:
    """06-30, a day that every year has."""
    found = _MONTH_DAY.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        date(2001, int(found[1]), int(found[2]))  # a year without 29 February
    except ValueError:
        raise ValueError("应写每年都有的一天，如 06-30") from None
    return int(found[1]), int(found[2])


def yuan(text: str) -> int:
    """50, 50.5, 5010 元 -> 分."""
    found = _AMOUNT.fullmatch(text.replace(",", ""))
    if not found:
        raise ValueError("应写多少元，最多两位小数，如 50 或 12.50")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def number(text: str) -> Fraction:
    """240, 1.5, -3: exact."""
    if not _NUMBER.fullmatch(text):
        raise ValueError("应写数，如 240 或 1.5")
    return Fraction(text)


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number within limits."""

    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise ValueError(f"应写 {least} 到 {most} 的整数")
        return int(text)

    return read


def percent(text: str) -> int:
    """50%."""
    digits = text.removesuffix("%").strip()
    if not _WHOLE.fullmatch(digits) or not 1 <= int(digits) <= 100:
        raise ValueError("应写百分之几，如 50%")
    return int(digits)


def ratio(text: str) -> Fraction:
    """1/4, 35%, 1.3: exact."""
    found = _RATIO.fullmatch(text.replace(" ", ""))
    if found is None or (found[3] is not None and int(found[3]) == 0):
        raise ValueError("应写 1/4、35% 或 1.3 这样的倍数")
    if found[1] is not None:
        return Fraction(found[1]) / 100
    return Fraction(int(found[2]), int(found[3])) if found[2] is not None else Fraction(found[4])


def flag(text: str) -> bool:
    """是, 否."""
    if text not in ("是", "否"):
        raise ValueError("应写“是”或“否”")
    return text == "是"


def ages(text: str) -> tuple[int | None, int | None]:
    """80-89, 90以上, 不满60: full years, both included."""
    expected = "应写 80-89、90以上 或 不满60"
    low: int | None = None
    high: int | None = None
    if found := _AGES.fullmatch(text):
        low, high = int(found[1]), int(found[2])
    elif found := _AGES_FROM.fullmatch(text):
        low = int(found[1])
    elif found := _AGES_BELOW.fullmatch(text):
        high = int(found[1]) - 1
    else:
        raise ValueError(expected)
    if max(low or 0, high or 0) > OLDEST or (high is not None and high < (low or 0)):
        raise ValueError(f"{expected}，前一个岁数不大于后一个，不超过 {OLDEST}")
    return low, high


def born(text: str) -> tuple[date | None, date | None]:
    """1949-10-01以前, 1949-10-01以后: the day itself included."""
    found = _BORN.fullmatch(text.replace(" ", ""))
    if not found:
        raise ValueError("应写 1949-10-01以前 或 1949-10-01以后")
    on = day(found[1])
    return (None, on) if found[2] == "以前" else (on, None)


def span(text: str) -> int:
    """2年, 6个月 -> months."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError("应写 2年 或 6个月")
    return int(found[1]) * (12 if found[2] == "年" else 1)


def limit(nothing: str) -> Callable[[str], Limit]:
    """不补 (``nothing``), 本年, 24个月, 3年, 不限."""
    fixed = {nothing: Limit(Unit.NONE), "本年": Limit(Unit.THIS_YEAR), "不限": Limit(Unit.UNLIMITED)}

    def read(text: str) -> Limit:
        try:
            return fixed[text] if text in fixed else Limit(Unit.MONTHS, span(text))
        except ValueError:
            raise ValueError(f"应写 {nothing}、本年、24个月、3年 或 不限") from None

    return read


def stop(text: str) -> int | None:
    """当月照发 None, 当月不发 0, 15日后照发 15."""
    if text in ("当月照发", "当月不发"):
        return None if text == "当月照发" else 0
    found = _STOP.fullmatch(text)
    if not found or not 1 <= int(found[1]) <= 31:
        raise ValueError("应写 当月照发、当月不发 或 15日后照发")
    return int(found[1])


def one_of(choices: Mapping[str, T]) -> Callable[[str], T]:
    """One of a few words."""

    def read(text: str) -> T:
        if text not in choices:
            raise ValueError(f"应写：{'、'.join(choices)} 之一")
        return choices[text]

    return read


def any_text(text: str) -> str:
    """Any words at all, but some."""
    if not text:
        raise ValueError("应写文字")
    return text
