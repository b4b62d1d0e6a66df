"""The files that come with the program."""

from __future__ import annotations

import pytest

from happyhome.resources import FONT_BOLD, FONT_REGULAR, font_path, resource


@pytest.mark.parametrize("name", [FONT_REGULAR, FONT_BOLD])
def test_each_font_is_a_static_truetype_file_that_reportlab_can_embed(name: str) -> None:
    from fontTools.ttLib import TTFont

    tables = TTFont(font_path(name)).keys()
    assert "glyf" in tables
    assert "fvar" not in tables


def test_a_missing_resource_is_refused_in_chinese() -> None:
    with pytest.raises(FileNotFoundError, match="缺少 fonts/没有"):
        resource("fonts", "没有")
