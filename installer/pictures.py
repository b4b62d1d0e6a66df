"""Makes the pictures of the README small: python -m installer.pictures FROM TO

Only those that the README shows are taken. A window is flat colour, so 256 colours look the same at a
third of the size; a picture that is still too large for a page is an error, not a slow page.
"""

from __future__ import annotations

import sys
from pathlib import Path

SHOWN = (
    "today", "person", "import", "meals", "allowances", "reports", "handover", "settings-backups", "settings-clerk_change",
)  # fmt: skip
MOST_BYTES = 200_000
_COLOURS = 256


def lighten(source: Path, target: Path) -> int:
    """Write a PNG with a palette of its own; the bytes it takes."""
    from PIL import Image

    with Image.open(source) as picture:
        flat = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    flat.save(target, optimize=True)
    return target.stat().st_size


def main(arguments: list[str]) -> int:
    """1 when a picture came out too large."""
    source, target = map(Path, arguments)
    target.mkdir(parents=True, exist_ok=True)
    sizes = {name: lighten(source / f"{name}.png", target / f"{name}.png") for name in SHOWN}
    for name, size in sizes.items():
        print(f"{name}.png  {size // 1000} KB")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
