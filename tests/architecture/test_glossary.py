"""The glossary knows the words of the domain."""

from __future__ import annotations

from pathlib import Path

import pytest

from happyhome.domain.axes import AXES, Axis
from happyhome.domain.registers import REGISTERS, Register

_GLOSSARY = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text("utf-8")


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.table)
def test_every_register_is_explained(register: Register) -> None:
    assert f"`{register.table}`" in _GLOSSARY


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.key)
def test_every_axis_is_explained_under_the_word_the_clerk_sees(axis: Axis) -> None:
    assert f"| {axis.label} | `{axis.key}` |" in _GLOSSARY
