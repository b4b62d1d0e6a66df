"""Photos as paper needs them: upright, small, and told apart from files that are none."""

from __future__ import annotations

import io

_PHOTO_PIXELS = 1400


def can_be_shown(content: bytes) -> bool:
    """Whether these bytes begin as a picture that can be opened."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)):
            return True
    except (UnidentifiedImageError, OSError):
        return False


def photo_for_paper(content: bytes) -> tuple[bytes, float, float] | None:
    """A photo turned upright and made small enough for paper, with its size; None if it is none."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None
    image.thumbnail((_PHOTO_PIXELS, _PHOTO_PIXELS))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=82)
    return written.getvalue(), float(image.width), float(image.height)
