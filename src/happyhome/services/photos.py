"""Photos of a record: made small and bare before they are kept, and kept with the record in one operation."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome.domain.activities import Attachment
from happyhome.domain.problems import refuse
from happyhome.files.reading import NotAFile, TooLong, read_bounded
from happyhome.store import blobs
from happyhome.store.work import Work

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 1600
"""Pixels. Two of them side by side on A4 print sharp at this size, and a year of them fits a stick."""
LARGEST = 8_000_000
LARGEST_READ = 40_000_000
"""Bytes of a file; a telephone's largest pictures have some 30 MB."""
MOST_PIXELS = 40_000_000
MOST_PIXELS_DRAFTED = 250_000_000
"""Of a plain JPEG, which is decoded at a fraction of its size."""
_MOST_SCANS = 100
_KINDS = ("JPEG", "PNG")
_SCAN = b"\xff\xda"
_EXIF, _MOST_EXIFS = b"Exif\0\0", 30
_QUALITY = 85


# All that Pillow was seen to raise for a picture that is cut off, altered, or another than it says.
_DAMAGE = (
    *(OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError, ZeroDivisionError),
    *(struct.error, zlib.error),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo as a record shall have it: one kept already (``kept`` is its id), or a new one's bytes."""

    name: str
    caption: str = ""
    kept: str = ""
    content: bytes = b""


def media_type_of(content: bytes) -> str:
    """image/jpeg or image/png by the first bytes; "" for anything else."""
    if content[:3] == b"\xff\xd8\xff":
        return "image/jpeg"
    return "image/png" if content[:4] == b"\x89PNG" else ""


def prepared(name: str, content: bytes, caption: str = "") -> Shot:
    """A photo ready to be kept: upright, at most LONGEST_SIDE pixels, without what the camera wrote into it.

    Telephones write the place into each picture; that leaves no home. Refuses (photo_kind, photo_broken)
    what is no JPEG or PNG, or cannot be read.
    """
    if not media_type_of(content):
        raise refuse("photo_kind", f"“{name}”不是 JPG 或 PNG 照片，没有添加。", "photo")
    try:
        return Shot(name, caption, content=_small(name, content))
    except _DAMAGE as error:
        raise refuse(
            "photo_broken", f"“{name}”打不开，照片可能没有拷完整。请重新拷贝后再添加。", "photo"
        ) from error


def _small(name: str, content: bytes) -> bytes:
    from PIL import Image, ImageOps

    side = LONGEST_SIDE
    if content.count(_EXIF) > _MOST_EXIFS:
        raise OSError("more notes than a camera makes")
    with _unwarned(), Image.open(io.BytesIO(content), formats=_KINDS) as image:
        width, height = image.size
        plain = image.format != "PNG" and "progressive" not in image.info
        if width * height > (MOST_PIXELS_DRAFTED if plain else MOST_PIXELS):
            text = f"“{name}”有 {width}×{height} 点，太大了，没有打开。请先在手机或电脑上缩小，再添加。"
            raise refuse("photo_large", text, "photo")
        if content.count(_SCAN) > _MOST_SCANS:
            raise OSError("more scans than a camera makes")
        image.draft(image.mode, (side, side))  # a JPEG is decoded no larger than needed
        shown = _eight_bits(image) if image.mode.startswith("I") else image
        shown.thumbnail((side, side), Image.Resampling.LANCZOS)
        upright = ImageOps.exif_transpose(shown)
        return _encoded(upright, image.format == "PNG")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A scan of 16 bits a dot in the 256 greys that screens and papers have."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


@contextmanager
def _unwarned() -> Iterator[None]:
    """Pillow's own limit is another than ours, and it warns on the console."""
    from PIL import Image

    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def read_photo(path: Path) -> Shot:
    """A photo file as a shot; refuses (photo_unreadable) where the card or the telephone does not give it."""
    try:
        content = read_bounded(path, LARGEST_READ)
    except TooLong as error:
        text = f"“{path.name}”超过 {LARGEST_READ // 1_000_000} MB，不像照片，没有打开。请先缩小再添加。"
        raise refuse("photo_large", text, "photo") from error
    except NotAFile as error:
        raise refuse("photo_kind", f"“{path.name}”不是 JPG 或 PNG 照片，没有添加。", "photo") from error
    except OSError as error:
        raise refuse(
            "photo_unreadable",
            f"“{path.name}”读不出来，存放照片的卡或手机可能松动了。请重新插好，再添加一次。",
            "photo",
        ) from error
    return prepared(path.name, content)


def _encoded(image: object, as_png: bool) -> bytes:
    from PIL import Image

    assert isinstance(image, Image.Image)
    made = io.BytesIO()
    if as_png and image.mode in ("P", "1", "L"):  # a scan or a drawing: lines stay sharp, and it is small
        image.save(made, "PNG", optimize=True)
    else:
        flat = image.convert("RGBA")
        ground = Image.new("RGB", flat.size, "white")
        ground.paste(flat, mask=flat.getchannel("A"))
        ground.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()


def insert_photo(work: Work, owner: str, shot: Shot) -> Attachment:
    """Keep one new photo with a record; refuses what is no JPEG or PNG and what is over 8 MB."""
    media_type = media_type_of(shot.content)
    if not media_type:
        raise refuse("photo_kind", f"“{shot.name}”不是 JPG 或 PNG 照片，没有添加。", "photo")
    if len(shot.content) > LARGEST:
        size = len(shot.content) // 1_000_000
        raise refuse("photo_large", f"“{shot.name}”有 {size} MB，超过 8 MB。请先缩小再添加。", "photo")
    return work.insert(
        Attachment(
            owner=owner,
            name=shot.name,
            caption=shot.caption.strip(),
            media_type=media_type,
            sha256=blobs.keep(work, shot.content),
            size=len(shot.content),
        )
    )


def set_photos(work: Work, owner: str, shots: Sequence[Shot]) -> None:
    """Give a record exactly these photos: new ones are kept, captions corrected, the others taken off."""
    present = {row.id: row for row in work.find(Attachment, owner=owner)}
    wanted = {shot.kept: shot for shot in shots if shot.kept}
    for photo, row in present.items():
        shot = wanted.get(photo)
        if shot is None:
            work.delete(row)
        elif shot.caption.strip() != row.caption:
            work.update(replace(row, caption=shot.caption.strip()))
    for shot in shots:
        if not shot.kept:
            insert_photo(work, owner, shot)
