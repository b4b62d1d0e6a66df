"""The bundled fonts hold what a village's names and papers need."""

from __future__ import annotations

import hashlib

import pytest
from fontTools.ttLib import TTFont

from installer import fonts

PAPER_SYMBOLS = "✓×○·–—…“”《》〔〕￥¥√℃№Ⅰ①⑳→←↑↓▲●■□〇"


def _characters(name: str) -> set[int]:
    return set(TTFont(fonts.FONTS / name).getBestCmap())


@pytest.mark.parametrize("name", sorted(fonts.MEMBERS))
def test_a_font_is_the_file_its_script_makes(name: str) -> None:
    assert hashlib.sha256((fonts.FONTS / name).read_bytes()).hexdigest() == fonts.RESULT_SHA256[name]


@pytest.mark.parametrize("name", sorted(fonts.MEMBERS))
def test_a_font_has_every_standard_character_and_paper_symbol(name: str) -> None:
    needed = fonts.standard_characters() | fonts.gb2312_characters() | set(map(ord, PAPER_SYMBOLS))
    assert [chr(code) for code in sorted(needed - _characters(name))] == []


def test_the_regular_font_has_rare_name_characters() -> None:
    assert set(map(ord, "䶮㛃𬱖𠅤喆堃犇淼㐆𫍯")) <= _characters("NotoSansSC-Regular.ttf")


def test_there_are_8105_standard_characters() -> None:
    assert len(fonts.standard_characters()) == 8105
