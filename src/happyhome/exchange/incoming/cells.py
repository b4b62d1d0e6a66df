"""What one cell says: numbers that are not numbers, words for sex, group and yes.

Excel keeps 15 digits. A number cell of 1e15 or more has lost some, and they are never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time
from functools import lru_cache
from typing import NamedTuple

from happyhome.exchange.incoming.sheets import Cell

MOST_EXACT = 10**15
_POWER = re.compile(r"\d(\.\d+)?[eE]\+?\d{1,3}")
_DASHES = re.compile("[‐‑‒–—―－−]+")
_POINT_ZERO = re.compile(r"\d+\.0+")
_NOTHING = frozenset(
    {"", "/", "//", "\\", "-", "--", "—", "——", "无", "空", "暂无", "没有", "不详", "未知"}
    | {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
)
_YES = frozenset({"是", "√", "✓", "✔", "☑", "1", "有", "对", "Y", "y", "YES", "yes", "∨", "V", "v"})
_NO = frozenset({"否", "×", "x", "X", "0", "无", "没有", "不是", "非", "N", "n", "✗", "✘", "-", "/"})
_MALE = frozenset({"男", "男性", "M", "m", "1", "男士", "♂"})
_FEMALE = frozenset({"女", "女性", "F", "f", "2", "女士", "♀"})
_DIGITS = "零一二三四五六七八九"
_GROUP = re.compile(
    r"^第?([0-9]{1,2}|[〇零一二三四五六七八九十]{1,3})(村民小组|居民小组|小组|合作社|社|组|队|村|号)$"
)
_VILLAGE = re.compile(r"^[一-鿿]{1,12}?村(?!民|小组|组)(?=.)(?:[一-鿿]*村(?!民|小组|组)(?=.))?")
# The part of a village in 清泉村张家庄; 民小组 is the rest of 东村民小组.
_HAMLET = re.compile(r"^(?!民)[一-鿿]{1,6}(社|组|队|庄|湾|沟|屯|寨|堡|坪)$")


class NumberReading(NamedTuple):
    """A long number as it was typed; ``rounded`` when digits were lost in the file."""

    text: str
    rounded: bool = False


def text_of(value: Cell) -> str:
    """Any cell as the text people see in it, without blanks around."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < MOST_EXACT else repr(value)
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else str(value)
    return str(value)


def folded(text: str) -> str:
    """Half-width and without any blank, for comparing words."""
    if text.isascii() or (len(text) == 1 and "一" <= text <= "鿿"):
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: /, -, 无."""
    return text in _NOTHING


def long_number(value: Cell) -> NumberReading:
    """An ID number, card or phone: the digits as typed, or as typed and ``rounded``."""
    if isinstance(value, str) and value.isdigit() and value.isascii():
        return NumberReading(value)
    if isinstance(value, bool):
        return NumberReading(text_of(value))
    if isinstance(value, int | float):
        if abs(value) >= MOST_EXACT:
            return NumberReading(repr(value), rounded=True)
        return NumberReading(text_of(value))
    text = text_of(value)
    if _POWER.fullmatch(text):
        number = float(text)
        if number < MOST_EXACT and number.is_integer() and len(text.split("E")[0].split("e")[0]) > 10:
            return NumberReading(str(int(number)))
        return NumberReading(text, rounded=True)
    return NumberReading(text[: text.index(".")] if _POINT_ZERO.fullmatch(text) else text)


def card_number(text: str) -> str:
    """The card or account without the blanks and hyphens people set between its digits."""
    if text.isdigit() and text.isascii():
        return text
    plain = folded(text).lstrip("'‘’`").replace("-", "")
    return plain if plain.isdigit() else text


def rounded_card(text: str) -> bool:
    """Whether a card of 19 digits ends as Excel's 15 digits and four noughts do."""
    return len(text) == 19 and text.endswith("0000")


def phone_number(text: str) -> str:
    """A mobile number as 11 digits; a landline or several numbers as they are written."""
    if text.isdigit() and text.isascii():
        return text
    parts = text.split()
    if len(parts) > 1 and all(sum(ch.isdigit() for ch in part) >= 7 for part in parts):
        return "/".join(phone_number(part) for part in parts)
    plain = _DASHES.sub("-", folded(text).lstrip("'‘’`"))
    digits = plain.replace("-", "").removeprefix("+86")
    return digits if digits.isdigit() and len(digits) == 11 and digits[0] == "1" else plain


def age_of(value: Cell) -> int | None:
    """Full years: 69, "69岁", 69.0; None where it is no age."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and 0 <= value < 1000 else None
    text = folded(text_of(value)).removesuffix("周岁").removesuffix("岁")
    if text.isascii() and text.isdigit() and len(text) <= 3:
        return int(text)
    return None


@lru_cache(maxsize=1024)
def sex_of(text: str) -> str:
    """male, female, or "" where the word is not known."""
    word = folded(text)
    return "male" if word in _MALE else "female" if word in _FEMALE else ""


@lru_cache(maxsize=1024)
def ethnicity_of(text: str) -> str:
    """汉 for 汉 and 汉族, as the ID card prints it."""
    word = folded(text)
    return word[:-1] if len(word) > 1 and word.endswith("族") else word


def yes_or_no(text: str) -> bool | None:
    """Whether a mark means yes; None where it says neither."""
    word = folded(text)
    return True if word in _YES else False if word in _NO else None


@lru_cache(maxsize=1024)
def group_of(value: Cell, unit: str = "社") -> str:
    """A village group in one spelling: 一社 for 1社, 第一社, 清泉村一社, and for the number 1.

    ``unit`` is the word for a bare number.
    """
    word = folded(text_of(value))
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return f"{in_chinese(int(word))}{unit}"
    # 清泉村一社, and 清泉村一村民小组, where the last 村 is not the village's.
    tail = _VILLAGE.sub("", word)
    for candidate in (word, tail):
        found = _GROUP.match(candidate)
        if found:
            number = in_chinese(int(found[1])) if found[1].isascii() else found[1]
            return f"{number}{found[2]}"
    return tail if tail != word and _HAMLET.match(tail) else word


def is_group_name(text: str) -> bool:
    """Whether a word is a numbered group: 一社, 第3组, 四队."""
    return bool(_GROUP.match(text))


def in_chinese(number: int) -> str:
    """12 as 十二, for 0 to 99."""
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
