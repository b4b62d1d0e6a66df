"""Words for dated facts: each means one thing, and people's own words find it."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from happyhome.domain.axes import AXES, axis_named
from happyhome.domain.axis import Axis

each_axis = pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.key)


@each_axis
def test_no_word_means_two_values(axis: Axis) -> None:
    words = Counter(word for choice in axis.values for word in {choice.key, choice.label, *choice.synonyms})
    assert [word for word, count in words.items() if count > 1] == []


@each_axis
def test_every_word_finds_its_value_in_any_width(axis: Axis) -> None:
    for choice in axis.values:
        for word in (choice.key, choice.label, *choice.synonyms):
            wide = word.replace("(", "（").replace(")", "）")
            assert {axis.value_of(word), axis.value_of(f" {wide}\u3000")} == {choice.key}, word
            assert unicodedata.normalize("NFKC", word) == word, "could never be found"
        assert axis.label_of(choice.key) == choice.label


@each_axis
def test_an_unknown_word_is_not_guessed(axis: Axis) -> None:
    assert axis.value_of("从没听说过") == ("从没听说过" if axis.is_open else None)
    assert axis.label_of("old_key") == "old_key"


def test_no_heading_means_two_axes() -> None:
    words = Counter(word for axis in AXES for word in {axis.key, axis.label, *axis.synonyms})
    assert [word for word, count in words.items() if count > 1] == []


def test_every_heading_finds_its_axis() -> None:
    for axis in AXES:
        assert {axis_named(word) for word in (axis.key, axis.label, *axis.synonyms)} == {axis}
    with pytest.raises(KeyError):
        axis_named("身高")
