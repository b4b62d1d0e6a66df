"""The glossary knows the words of the domain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from happyhome.domain.axes import AXES
from happyhome.domain.axis import Axis
from happyhome.domain.fields import Choice
from happyhome.domain.meals import MODE_CHOICES, SLOTS
from happyhome.domain.people import DINER_CLASSES
from happyhome.domain.registers import REGISTERS, Register
from happyhome.domain.visits import WAYS

_GLOSSARY = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text("utf-8")


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.table)
def test_every_register_is_explained(register: Register) -> None:
    assert f"`{register.table}`" in _GLOSSARY


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.key)
def test_every_axis_is_explained_under_the_word_the_clerk_sees(axis: Axis) -> None:
    assert f"| {axis.label} | `{axis.key}` |" in _GLOSSARY


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.table)
def test_a_register_stands_under_its_title_or_under_the_word_for_its_axes(register: Register) -> None:
    assert f"| {register.title} | `{register.table}` |" in _GLOSSARY or register.table == "status"


@pytest.mark.parametrize("choice", [*SLOTS, *MODE_CHOICES, *WAYS], ids=lambda choice: choice.key)
def test_every_slot_mode_and_way_is_explained(choice: Choice) -> None:
    assert f"{choice.label} `{choice.key}`" in _GLOSSARY


@pytest.mark.parametrize(("key", "label"), DINER_CLASSES)
def test_every_diner_class_is_explained(key: str, label: str) -> None:
    assert f"{label} `{key}`" in _GLOSSARY


def test_every_code_word_is_explained_once() -> None:
    words = re.findall(r"^\| [^|]+ \| `(\w+)` \|", _GLOSSARY, flags=re.MULTILINE)
    assert sorted({word for word in words if words.count(word) > 1}) == []
