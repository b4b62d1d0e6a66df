"""Pictures made to hurt: large when unpacked, cut off, of other kinds under a camera's name."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image


def jpeg(mode: str = "RGB", size: tuple[int, int] = (640, 480), **how: object) -> bytes:
    """A noisy picture of one kind."""
    return _saved(Image.effect_noise(size, 60).convert(mode), "JPEG", **how)


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int, height: int, depth: int = 1, colour: int = 0, more: bytes = b"", rows: int | None = None
) -> bytes:
    """A picture of nothing: ``rows`` lines of noughts behind a head that says ``width`` and ``height``."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = bytes(1 + (width * depth * channels + 7) // 8)
    packer, body = zlib.compressobj(9), b""
    for _ in range(height if rows is None else rows):
        body += packer.compress(line)
    body += packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + more + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _size_said(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose head says another size."""
    changed = bytearray(data)
    at = next(data.find(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if data.find(mark) >= 0)
    struct.pack_into(">HH", changed, at + 5, height, width)
    return bytes(changed)


def _many_scans(times: int, size: tuple[int, int]) -> bytes:
    """A progressive JPEG that goes over all of the picture again and again."""
    data = _saved(Image.new("RGB", size, "grey"), "JPEG", progressive=True)
    last = data.rfind(b"\xff\xda")
    return data[:last] + data[last:-2] * times + data[-2:]


def _frames(times: int) -> bytes:
    pictures = [Image.new("RGB", (800, 600), (n % 255, 0, 0)) for n in range(times)]
    return _saved(pictures[0], "PNG", save_all=True, append_images=pictures[1:])


def _long_exif() -> bytes:
    data = jpeg()
    piece = b"\xff\xe1\xff\xff" + b"Exif\0\0" + bytes(65527)
    return data[:2] + piece * 300 + data[2:]


def _deep_exif() -> bytes:
    exif = (
        b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + bytes(4)
    )
    data = jpeg()
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


NASTY: dict[str, Callable[[], bytes]] = {
    "png of 30,000 by 30,000": lambda: png(30_000, 30_000),
    "png of 13,000 by 13,000": lambda: png(13_000, 13_000),
    "png of 9,000 by 9,000 in colour": lambda: png(9_000, 9_000, 8, 6),
    "png of 9,000 by 9,000 with 16 bit": lambda: png(9_000, 9_000, 16, 6),
    "png of 65,535 by 65,535, a few lines": lambda: png(65_535, 65_535, rows=10),
    "png of no width": lambda: png(0, 10),
    "png long and thin": lambda: png(1, 60_000),
    "png with long text": lambda: png(
        10, 10, more=_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000)))
    ),
    "png with many texts": lambda: png(10, 10, more=_chunk(b"tEXt", b"a\0b") * 100_000),
    "png with profile": lambda: png(
        10, 10, more=_chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(90_000_000)))
    ),
    "png cut": lambda: png(500, 500, 8, 2)[:-400],
    "png without lines": lambda: png(500, 500, rows=0),
    "png of 16 bit": lambda: _saved(Image.new("I;16", (300, 300)), "PNG"),
    "png with palette": lambda: _saved(Image.new("P", (300, 300)), "PNG"),
    "png without palette": lambda: png(100, 100, 8, 3),
    "png with transparency": lambda: _saved(Image.new("LA", (300, 300)), "PNG"),
    "png of many frames": lambda: _frames(60),
    "jpg of 65,000 by 65,000": lambda: _size_said(jpeg(), 65_000, 65_000),
    "jpg of 12,000 by 12,000": lambda: _saved(Image.new("L", (12_000, 12_000)), "JPEG"),
    "jpg of 12,000 by 12,000 progressive": lambda: _saved(
        Image.new("RGB", (12_000, 12_000)), "JPEG", progressive=True
    ),
    "jpg progressive, said 12,000 by 12,000": lambda: _size_said(_many_scans(5, (64, 64)), 12_000, 12_000),
    "jpg of a telephone, 8,000 by 6,000": lambda: _saved(Image.new("RGB", (8_000, 6_000), "red"), "JPEG"),
    "jpg with many scans": lambda: _many_scans(3_000, (3_000, 3_000)),
    "jpg with exif of 20 MB": _long_exif,
    "jpg with exif in a circle": _deep_exif,
    "jpg cut": lambda: jpeg()[:9_000],
    "jpg head alone": lambda: jpeg()[:30],
    "jpg of CMYK": lambda: jpeg("CMYK"),
    "jpg in grey": lambda: jpeg("L"),
    "jpg with a zip behind": lambda: jpeg() + b"PK\x03\x04" + bytes(5_000) + b"PK\x05\x06" + bytes(18),
    "jpg with a page inside": lambda: jpeg() + b"<script>alert(1)</script>",
    "gif": lambda: _saved(Image.new("P", (30, 30)), "GIF"),
    "webp": lambda: _saved(Image.new("RGB", (30, 30)), "WEBP"),
    "heic": lambda: b"\0\0\0\x24ftypheic" + bytes(3_000),
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "tiff": lambda: _saved(Image.new("RGB", (30, 30)), "TIFF"),
    "bmp": lambda: _saved(Image.new("RGB", (30, 30)), "BMP"),
    "jpg mark, png within": lambda: b"\xff\xd8\xff" + png(10, 10),
    "tiff after a jpg mark": lambda: b"\xff\xd8\xff\xd9" + _saved(Image.new("RGB", (30, 30)), "TIFF"),
}
