"""Single words of a rule file made values: days, months, amounts, ages, limits.

Each reader takes the text as typed and raises ValueError with what is expected ("应写……").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from happyhome.domain.dates import Month
from happyhome.policy.rules import Limit, Unit

T = TypeVar("T")
MonthDay = tuple[int, int]

_DAY = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})[日号]?")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})月?")
_MONTHS = re.compile(rf"({_MONTH.pattern})\s*(?:[至到~—–-]+)\s*({_MONTH.pattern}|([0-9]{{1,2}})月)")
_DAYS = re.compile(rf"({_DAY.pattern})\s*(?:[至到~—–-]+)\s*({_DAY.pattern})")
_MONTH_DAY = re.compile(r"([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})[日号]?")
_AMOUNT = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?\s*元?")
_TEN_THOUSANDS = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,6})?)\s*万元?")
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_RATIO = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)%|([0-9]{1,6})/([0-9]{1,6})|([0-9]{1,6}(?:\.[0-9]{1,6})?)")
_YEARS = r"([0-9]{1,3})(?:周?岁)?"
_AGES = re.compile(rf"{_YEARS}[-—–~至到]+{_YEARS}")
_AGES_FROM = re.compile(rf"{_YEARS}(?:(?:及其?)?以上|\+)|(?:年?满|≥|>=){_YEARS}(?:(?:及其?)?以上)?")
_AGES_BELOW = re.compile(rf"(?:不满|未满|<){_YEARS}")
_AGES_UNCLEAR = re.compile(rf"{_YEARS}(?:及其?)?以下")
_BORN = re.compile(r"(.+?)(以前|以后)")
_SPAN = re.compile(r"([0-9]{1,3}|[一二两三四五六七八九十]{1,3})(个月|年)")
_STOP = re.compile(r"([0-9]{1,2})[日号](?:以?后)照发")
_IN_MONTH = re.compile(r"([0-9]{1,2})月份?")
_CHINESE = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_YES = frozenset(("是", "true", "yes", "y", "需要", "要"))
_NO = frozenset(("否", "false", "no", "n", "不", "不需要", "不要", "不用"))
_SAME_MONTH = frozenset(("当月照发", "次月停发", "次月起停发", "次月不发", "次月起不发"))
_NOT_THAT_MONTH = frozenset(("当月不发", "当月停发", "当月起停发", "当月起不发"))
OLDEST = 150


def plain(text: str) -> str:
    """Full-width digits and signs as half-width ones, as a Chinese keyboard leaves them."""
    return unicodedata.normalize("NFKC", text).strip()


def day(text: str) -> date:
    """2024-02-21, 2024/2/21, 2024年2月21日."""
    found = _DAY.fullmatch(plain(text))
    try:
        if not found or not 1800 <= int(found[1]) <= 2999:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueError("应写日期，如 2024-02-21") from None


def month(text: str) -> Month:
    """2024-02, 2024年2月."""
    found = _MONTH.fullmatch(plain(text))
    if not found:
        raise ValueError("应写月份，如 2024-02")
    return _month(found[1], found[2], "应写月份，如 2024-02")


def _month(year: str, number: str, expected: str) -> Month:
    try:
        return Month.parse(f"{year}-{int(number):02d}")
    except ValueError:
        raise ValueError(expected) from None


def months(text: str) -> tuple[Month, Month]:
    """2024-02, or 2024-01至2024-06."""
    expected = "应写月份，如 2024-02，或 2024-01至2024-06"
    one, several = _MONTH.fullmatch(plain(text)), _MONTHS.fullmatch(plain(text))
    if one:
        alone = _month(one[1], one[2], expected)
        return alone, alone
    if not several:
        raise ValueError(expected)
    first = _month(several[2], several[3], expected)
    last = _month(several[5] or several[2], several[6] or several[7], expected)
    if last < first:
        raise ValueError("后一个月份应晚于前一个，如 2024-01至2024-06")
    return first, last


def days(text: str) -> tuple[date, date]:
    """2023-05-06, or 2023-05-01至2023-05-31."""
    found = _DAYS.fullmatch(plain(text))
    try:
        span = (day(found[1]), day(found[5])) if found else (day(text), day(text))
    except ValueError:
        raise ValueError("应写日期，如 2023-05-06，或 2023-05-01至2023-05-31") from None
    if span[1] < span[0]:
        raise ValueError("后一个日期应晚于前一个，如 2023-05-01至2023-05-31")
    return span


def month_day(text: str) -> MonthDay:
    """06-30, 6月30日: a day that every year has."""
    found = _MONTH_DAY.fullmatch(plain(text))
    try:
        if not found:
            raise ValueError(text)
        date(2001, int(found[1]), int(found[2]))  # a year without 29 February
    except ValueError:
        raise ValueError("应写每年都有的一天，如 06-30") from None
    return int(found[1]), int(found[2])


def yuan(text: str) -> int:
    """50, 50.5, 5010 元, 1.5万元 -> 分."""
    typed = plain(text).replace(",", "")
    found, great = _AMOUNT.fullmatch(typed), _TEN_THOUSANDS.fullmatch(typed)
    if great:
        return int(Fraction(great[1]) * 1_000_000)
    if "元/" in typed or "元每" in typed or typed.startswith("每"):
        raise ValueError("应只写多少元，如 50；按月还是按年，写在“单位”里")
    if not found:
        raise ValueError("应写多少元，最多两位小数，如 50 或 12.50")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def number(text: str) -> Fraction:
    """240, 1.5, -3: exact."""
    typed = plain(text)
    if not _NUMBER.fullmatch(typed):
        raise ValueError("应写数，如 240 或 1.5")
    return Fraction(typed)


def whole(least: int, most: int, *units: str) -> Callable[[str], int]:
    """A whole number within limits; one of ``units`` may stand behind it (15日)."""

    def read(text: str) -> int:
        typed = plain(text)
        unit = next((one for one in units if typed.endswith(one)), "")
        digits = typed.removesuffix(unit).strip()
        if not _WHOLE.fullmatch(digits) or not least <= int(digits) <= most:
            raise ValueError(f"应写 {least} 到 {most} 的整数")
        return int(digits)

    return read


def percent(text: str) -> int:
    """50%."""
    digits = plain(text).removesuffix("%").strip()
    if not _WHOLE.fullmatch(digits) or not 1 <= int(digits) <= 100:
        raise ValueError("应写百分之几，如 50%")
    return int(digits)


def ratio(text: str) -> Fraction:
    """1/4, 35%, 1.3: exact."""
    found = _RATIO.fullmatch(plain(text).replace(" ", ""))
    if found is None or (found[3] is not None and int(found[3]) == 0):
        raise ValueError("应写 1/4、35% 或 1.3 这样的倍数")
    if found[1] is not None:
        return Fraction(found[1]) / 100
    return Fraction(int(found[2]), int(found[3])) if found[2] is not None else Fraction(found[4])


def flag(text: str) -> bool:
    """是, 否; true and false as other programs write them."""
    typed = plain(text).lower()
    if typed not in _YES | _NO:
        raise ValueError("应写“是”或“否”")
    return typed in _YES


def at_once(text: str) -> tuple[bool, int]:
    """是, 否, or 10月: whether, and in which month of the year (0: the first one)."""
    found = _IN_MONTH.fullmatch(plain(text))
    if found and 1 <= int(found[1]) <= 12:
        return True, int(found[1])
    try:
        return flag(text), 0
    except ValueError:
        raise ValueError("应写“是”、“否”，或每年哪个月，如 10月") from None


def ages(text: str) -> tuple[int | None, int | None]:
    """80-89, 90以上, 不满60: full years, both included."""
    expected = "应写 80-89、90以上 或 不满60"
    typed = plain(text).replace(" ", "")
    low: int | None = None
    high: int | None = None
    if found := _AGES.fullmatch(typed):
        low, high = int(found[1]), int(found[2])
    elif found := _AGES_FROM.fullmatch(typed):
        low = int(found[1] or found[2])
    elif found := _AGES_BELOW.fullmatch(typed):
        high = int(found[1]) - 1
    elif found := _AGES_UNCLEAR.fullmatch(typed):
        raise ValueError(
            f"“以下”含不含 {found[1]} 岁说不清，应写 不满{found[1]}（不含）或 0-{found[1]}（含）"
        )
    else:
        raise ValueError(expected)
    if max(low or 0, high or 0) > OLDEST or (high is not None and high < (low or 0)):
        raise ValueError(f"{expected}，前一个岁数不大于后一个，不超过 {OLDEST}")
    return low, high


def born(text: str) -> tuple[date | None, date | None]:
    """1949-10-01以前, 1949-10-01以后: the day itself included."""
    found = _BORN.fullmatch(plain(text).replace(" ", ""))
    try:
        on = day(found[1]) if found else None
    except ValueError:
        on = None
    if found is None or on is None:
        raise ValueError("应写 1949-10-01以前 或 1949-10-01以后")
    return (None, on) if found[2] == "以前" else (on, None)


def span(text: str) -> int:
    """2年, 两年, 半年, 6个月 -> months."""
    typed = plain(text).replace(" ", "")
    found = _SPAN.fullmatch(typed)
    if typed == "半年":
        return 6
    if not found:
        raise ValueError("应写 2年 或 6个月")
    count = int(found[1]) if found[1].isdigit() else _chinese(found[1])
    return count * (12 if found[2] == "年" else 1)


def _chinese(text: str) -> int:
    """两, 十二, 二十四."""
    tens, ten, ones = text.rpartition("十")
    known = all(not part or part in _CHINESE for part in (tens, ones))
    if not known or not text:
        raise ValueError("应写 2年 或 6个月")
    return (_CHINESE.get(tens, 1) * 10 if ten else 0) + _CHINESE.get(ones, 0)


def limit(nothing: str) -> Callable[[str], Limit]:
    """不补 (``nothing``), 本年, 24个月, 3年, 不限."""
    this_year = Limit(Unit.THIS_YEAR)
    fixed = {nothing: Limit(Unit.NONE), "本年": this_year, "当年": this_year, "不限": Limit(Unit.UNLIMITED)}

    def read(text: str) -> Limit:
        try:
            return fixed[text] if text in fixed else Limit(Unit.MONTHS, span(text))
        except ValueError:
            raise ValueError(f"应写 {nothing}、本年、24个月、3年 或 不限") from None

    return read


def stop(text: str) -> int | None:
    """当月照发 (次月停发) None, 当月不发 0, 15日后照发 15."""
    typed = plain(text)
    if typed in _SAME_MONTH | _NOT_THAT_MONTH:
        return None if typed in _SAME_MONTH else 0
    found = _STOP.fullmatch(typed)
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
