"""Single words of a rule file: what they mean, and that nothing else is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.dates import Month
from happyhome.policy import words
from happyhome.policy.rules import Limit, Unit


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (words.day, "2024-02-21", date(2024, 2, 21)),
        (words.day, "2024-2-1", date(2024, 2, 1)),
        (words.months, "2024-01至2024-06", (Month(2024, 1), Month(2024, 6))),
        (words.months, "2024-01", (Month(2024, 1), Month(2024, 1))),
        (words.month_day, "06-30", (6, 30)),
        (words.yuan, "50", 5000),
        (words.yuan, "50.5", 5050),
        (words.yuan, "0.05 元", 5),
        (words.ratio, "1/4", Fraction(1, 4)),
        (words.ratio, "35%", Fraction(35, 100)),
        (words.ratio, "1.3", Fraction(13, 10)),
        (words.ages, "80-89", (80, 89)),
        (words.ages, "80—89周岁", (80, 89)),
        (words.ages, "90以上", (90, None)),
        (words.ages, "不满60", (None, 59)),
        (words.born, "1949-10-01以前", (None, date(1949, 10, 1))),
        (words.born, "1949-10-01以后", (date(1949, 10, 1), None)),
        (words.span, "2年", 24),
        (words.limit("不补"), "不补", Limit(Unit.NONE)),
        (words.limit("不补"), "本年", Limit(Unit.THIS_YEAR)),
        (words.limit("不补"), "3年", Limit(Unit.MONTHS, 36)),
        (words.stop, "15日后照发", 15),
        (words.stop, "当月不发", 0),
        (words.percent, "100%", 100),
        (words.flag, "否", False),
        (words.whole(1, 31), "010", 10),
        (words.day, "2024/02/21", date(2024, 2, 21)),
        (words.day, "2024.2.21", date(2024, 2, 21)),
        (words.day, "2024年2月21日", date(2024, 2, 21)),
        (words.day, "２０２４－０２－２１", date(2024, 2, 21)),
        (words.month, "2024年2月", Month(2024, 2)),
        (words.months, "2024-01—2024-06", (Month(2024, 1), Month(2024, 6))),
        (words.months, "2024年1月至6月", (Month(2024, 1), Month(2024, 6))),
        (words.days, "2023-05-01~2023-05-31", (date(2023, 5, 1), date(2023, 5, 31))),
        (words.month_day, "6月30日", (6, 30)),
        (words.yuan, "５０元", 5000),
        (words.yuan, "1,200", 120_000),
        (words.yuan, "0.7万元", 700_000),
        (words.percent, "50％", 50),
        (words.flag, "true", True),
        (words.flag, "No", False),
        (words.ages, "80～89", (80, 89)),
        (words.ages, "８０至８９岁", (80, 89)),
        (words.ages, "80岁-89岁", (80, 89)),
        (words.ages, "年满90周岁", (90, None)),
        (words.ages, "≥90", (90, None)),
        (words.ages, "90周岁及以上", (90, None)),
        (words.born, "1949年10月1日以前", (None, date(1949, 10, 1))),
        (words.span, "两年", 24),
        (words.span, "二十四个月", 24),
        (words.span, "半年", 6),
        (words.stop, "次月起停发", None),
        (words.stop, "当月停发", 0),
        (words.whole(1, 31, "日"), "15日", 15),
    ],
)
def test_a_word_is_read(reader: Callable[[str], Any], text: str, value: Any) -> None:
    assert reader(text) == value


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (words.day, "2024-02-30"),
        (words.month_day, "02-29"),
        (words.month_day, "6-31"),
        (words.yuan, "50.005"),
        (words.yuan, "-1"),
        (words.yuan, "1e3"),
        (words.ratio, "1/0"),
        (words.ages, "80"),
        (words.ages, "89-80"),
        (words.ages, "80以上-90"),
        (words.percent, "0%"),
        (words.percent, "33.3%"),
        (words.limit("不补"), "不扣"),
        (words.months, "2024-06至2024-01"),
        (words.stop, "32日后照发"),
        (words.whole(1, 31), "32"),
        (words.whole(0, 24, "个月"), "15日"),
        (words.months, "2024-04-06"),
        (words.month, "2024-13"),
        (words.yuan, "50元/月"),
        (words.ages, "60岁以下"),
        (words.span, "一年半"),
        (words.flag, "也许"),
    ],
)
def test_anything_else_is_refused_with_what_is_expected(reader: Callable[[str], Any], text: str) -> None:
    with pytest.raises(ValueError, match="应"):
        reader(text)


@given(st.integers(0, 10**10))
def test_an_amount_is_the_same_分_however_it_is_written(fen: int) -> None:
    assert words.yuan(f"{fen // 100}.{fen % 100:02d}") == fen
