"""Nothing that identifies a person survives masking."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.masking import mask_card, mask_digits, mask_id, mask_phone

NUMBERS = st.text(st.sampled_from("0123456789"), min_size=1, max_size=24)


@given(st.text(st.sampled_from("0123456789Xx王 ,-５"), max_size=60))
def test_no_run_of_six_digits_survives_in_a_log(text: str) -> None:
    assert not re.search(r"\d{6}", mask_digits(text))


@given(st.text(st.sampled_from("0123456789"), min_size=17, max_size=17), st.sampled_from("0123456789X"))
def test_a_masked_id_number_tells_no_birthday(body: str, check: str) -> None:
    masked = mask_id(body + check)
    assert len(masked) == 18
    assert masked[6:14] == "*" * 8
    assert mask_digits(f"证件 {body}{check}。") == "证件 ******。"


@given(NUMBERS)
def test_a_masked_card_or_phone_shows_at_most_seven_digits(number: str) -> None:
    assert sum(map(str.isdigit, mask_card(number))) <= 4
    assert sum(map(str.isdigit, mask_phone(number))) <= 7
