"""The recovery code: a slip is found and named, and how it is written down does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.problems import Refusal
from happyhome.store.keys.codes import GROUPS, code_bytes, new_code

CODE = new_code()


def test_a_code_is_eight_groups_of_six_digits_and_never_the_same() -> None:
    assert [len(group) for group in CODE.split("-")] == [6] * GROUPS
    assert len({new_code() for _ in range(50)}) == 50


@pytest.mark.parametrize("between", ["", " ", "-", "－", "\n", "　", "、", " – ", "\u200b-\ufeff"])
def test_what_stands_between_the_groups_does_not_matter(between: str) -> None:
    assert code_bytes(between.join(CODE.split("-"))) == code_bytes(CODE)


def test_full_width_digits_are_digits() -> None:
    assert code_bytes(CODE.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})) == code_bytes(CODE)


@given(st.integers(0, 47), st.integers(1, 9))
def test_one_wrong_digit_is_found_and_its_group_is_named(place: int, by: int) -> None:
    digits = CODE.replace("-", "")
    wrong = f"{digits[:place]}{(int(digits[place]) + by) % 10}{digits[place + 1 :]}"
    with pytest.raises(Refusal) as refusal:
        code_bytes(wrong)
    assert refusal.value.problems[0].code == "code_group"
    assert f"第 {place // 6 + 1} 组" in refusal.value.problems[0].text


@given(st.integers(0, 7), st.integers(0, 4))
def test_two_digits_that_changed_places_are_found(group: int, place: int) -> None:
    groups = CODE.split("-")
    one = groups[group]
    groups[group] = one[:place] + one[place + 1] + one[place] + one[place + 2 :]
    if groups[group] == one:
        assert code_bytes("-".join(groups)) == code_bytes(CODE)
        return
    with pytest.raises(Refusal) as refusal:
        code_bytes("-".join(groups))
    assert f"第 {group + 1} 组" in refusal.value.problems[0].text


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_code_or_refused(text: str) -> None:
    try:
        made = code_bytes(text)
    except Refusal as refusal:
        told = refusal.problems[0]
    else:
        assert len(made) == 16
        return
    assert told.code in ("code_length", "code_group")
    assert len(text) < 6 or text not in told.text


@pytest.mark.parametrize("typed", [f"{CODE[:-1]}O", f"{CODE}x", CODE.replace("-", "٣", 1), f"{CODE[:-1]}㊀"])
def test_what_is_no_digit_is_told_as_such_and_not_counted(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        code_bytes(typed)
    told = refusal.value.problems[0]
    assert told.code == "code_length"
    assert "不是数字" in told.text
    assert "现在是" not in told.text


def test_a_digit_too_few_is_counted() -> None:
    with pytest.raises(Refusal, match="现在是 47 位数字"):
        code_bytes(CODE[:-1])
