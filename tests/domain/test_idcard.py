"""ID numbers: what is sound, what is put right, and what is refused with which code."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.idcard import birthday_in, check_digit, read_id, sex_in

TODAY = date(2026, 11, 21)
BODIES = st.builds(
    lambda region, born, order: f"{region:06d}{born:%Y%m%d}{order:03d}",
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


@given(BODIES)
def test_any_17_digits_with_a_real_birthday_and_their_check_digit_are_sound(body: str) -> None:
    number = body + check_digit(body)
    reading = read_id(number, TODAY)
    assert (reading.sound, reading.number, reading.notes) == (True, number, ())
    assert birthday_in(number) == date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    assert sex_in(number) == ("male" if int(body[16]) % 2 else "female")


@given(BODIES, st.integers(0, 17), st.integers(1, 9))
def test_one_changed_digit_is_always_noticed(body: str, place: int, step: int) -> None:
    number = body + check_digit(body)
    old = 10 if number[place] == "X" else int(number[place])
    new = (old + step) % (11 if place == 17 else 10)
    changed = number[:place] + ("X" if new == 10 else str(new)) + number[place + 1 :]
    reading = read_id(changed, TODAY)
    assert not reading.sound
    assert reading.code in {"id_check", "id_birth"}


@given(BODIES)
def test_full_width_blanks_lower_x_and_apostrophe_are_cleaned_and_said(body: str) -> None:
    number = body + check_digit(body)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number.lower())
    reading = read_id(f"'{wide[:6]} {wide[6:14]}\u3000{wide[14:]}\t\u200b", TODAY)
    assert (reading.number, reading.notes) == (number, ("id_cleaned",))


def test_a_15_digit_card_becomes_18_digits_of_the_last_century() -> None:
    reading = read_id("620321410305882", TODAY)
    assert reading.number == "62032119410305882" + check_digit("62032119410305882")
    assert reading.notes == ("id_15",)


@pytest.mark.parametrize("region", ["620321", "622301", "229901", "000000"])
def test_region_codes_that_are_gone_or_never_were_are_not_judged(region: str) -> None:
    body = f"{region}19410305882"
    assert read_id(body + check_digit(body), TODAY).sound


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "id_missing"),
        ("   ", "id_missing"),
        ("62032119410305882", "id_form"),
        ("6203211941030588200", "id_form"),
        ("6203211941030588AB", "id_form"),
        ("٦٢٠٣٢١١٩٤١٠٣٠٥٨٨٢٠", "id_form"),
        ("6.20321E+17", "id_form"),
        ("620321194102305882", "id_birth"),
        ("620321202611225885", "id_birth"),
        ("620321187901015885", "id_birth"),
    ],
)
def test_what_cannot_be_an_id_number_says_why(typed: str, code: str) -> None:
    reading = read_id(typed, TODAY)
    assert (reading.sound, reading.code) == (False, code)


def test_somebody_born_today_is_possible_and_tomorrow_is_not() -> None:
    today, tomorrow = "62032120261121882", "62032120261122882"
    assert read_id(today + check_digit(today), TODAY).sound
    assert read_id(tomorrow + check_digit(tomorrow), TODAY).code == "id_birth"
