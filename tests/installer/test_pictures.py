"""The pictures of the README: small enough for a page, and the same to the eye."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image, ImageChops

from installer import pictures


def _window(folder: Path, name: str) -> Path:
    """Something like a window: flat areas and a few hundred shades of text."""
    made = Image.new("RGB", (400, 300), "#f5f3ee")
    made.paste("#1c5e49", (0, 0, 90, 300))
    for shade in range(200):
        made.putpixel((100 + shade, 20), (shade, shade, shade))
    made.save(folder / f"{name}.png")
    return folder / f"{name}.png"


def test_a_lightened_picture_looks_the_same(tmp_path: Path) -> None:
    source = _window(tmp_path, "today")
    pictures.lighten(source, tmp_path / "light.png")
    with Image.open(source) as before, Image.open(tmp_path / "light.png") as after:
        extremes = ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getextrema()
    assert max(most for _, most in extremes) <= 16


def test_a_picture_too_large_for_a_page_is_an_error(tmp_path: Path) -> None:
    made, shown = tmp_path / "made", tmp_path / "shown"
    made.mkdir()
    for name in pictures.SHOWN:
        _window(made, name)
    assert pictures.main([str(made), str(shown)]) == 0
    noise = random.Random(1).randbytes(900 * 700 * 3)
    Image.frombytes("RGB", (900, 700), noise).save(made / f"{pictures.SHOWN[0]}.png")
    assert pictures.main([str(made), str(shown)]) == 1
