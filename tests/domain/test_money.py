"""Money goes to text and back without losing a 分."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.money import read_yuan, yuan


@given(st.integers(-(10**13), 10**13))
def test_every_amount_reads_back_from_its_text(fen: int) -> None:
    assert read_yuan(yuan(fen)) == fen
    assert read_yuan(f" {yuan(fen)} 元 ") == fen


@pytest.mark.parametrize(
    ("text", "fen"), [("12", 1200), ("12.5", 1250), ("1,200.05元", 120005), ("-0.01", -1)]
)
def test_amounts_are_read_as_people_write_them(text: str, fen: int) -> None:
    assert read_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "元", "1.005", "十二", "1e3", ".5", "12.", "NaN", "1 2"])
def test_what_is_no_amount_or_finer_than_a_fen_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        read_yuan(text)
