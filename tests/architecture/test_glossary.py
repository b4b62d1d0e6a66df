"""The glossary knows the words of the domain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import happyhome
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


_EXPLAINED = {
    "gui/dialogs/protect.py", "gui/pages/settings_protection.py",  # how locking is done, step by step
    "exchange/incoming/refusals.py",  # what WPS calls it in its menu
}  # fmt: skip


def test_the_clerk_meets_one_word_for_locked_records() -> None:
    """加锁 for the act, 保护 for its page; 加密 only where it is explained (加密码 gives a file a password)."""
    source = Path(happyhome.__file__).parent
    users = {
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        if re.search("加密(?!码)", file.read_text("utf-8"))
    }
    assert users == _EXPLAINED


def test_sentences_lead_to_a_page_of_the_settings_in_one_way() -> None:
    source = Path(happyhome.__file__).parent
    told = [str(file) for file in source.rglob("*.py") if re.search("“设置(、| · )", file.read_text("utf-8"))]
    assert not told, "write “设置 → 保护”"
