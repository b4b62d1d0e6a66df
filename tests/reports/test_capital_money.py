"""Amounts in capital numerals, as the rules of payment write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.reports.capital_money import capital_money

_VALUES = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (120_000, "壹仟贰佰元整"),
        (100_503, "壹仟零伍元零叁分"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (1_000_000, "壹万元整"),
        (10_700_053, "壹拾万零柒仟元伍角叁分"),
        (10_000_500, "壹拾万零伍元整"),
        (100_000_000_00, "壹亿元整"),
        (100_030_000_00, "壹亿零叁万元整"),
        (-2_500, "负贰拾伍元整"),
    ],
)
def test_an_amount_is_written_as_the_rules_of_payment_say(fen: int, words: str) -> None:
    assert capital_money(fen) == f"人民币{words}"


@given(st.integers(0, 10**12))
def test_the_words_read_back_are_the_amount(fen: int) -> None:
    assert _read(capital_money(fen).removeprefix("人民币")) == fen


def _read(words: str) -> int:
    found = re.fullmatch(r"(?:(.*)元)?(?:零)?(?:(.)角)?(?:(.)分)?整?", words)
    assert found is not None
    return _yuan(found[1] or "零") * 100 + _VALUES[found[2] or "零"] * 10 + _VALUES[found[3] or "零"]


def _yuan(words: str) -> int:
    total = 0
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in words:
            head, words = words.split(unit, 1)
            total += _group(head) * size
    return total + _group(words)


def _group(words: str) -> int:
    total, digit = 0, 0
    for word in words:
        if word in _VALUES:
            digit = _VALUES[word]
        else:
            total, digit = total + digit * _PLACES[word], 0
    return total + digit
