"""Damage of any kind of file, drawn by a seed: what sticks, cables and half copies do, and worse."""

from __future__ import annotations

import io
import random
import re
import zipfile

from tests.torture.input_books import packed

NASTY_TEXTS = (
    "\u202e张三\u202c", "张\u200b三", "张\u0000三", "=1+1", "=cmd|'/C calc'!A0", "@SUM(1)", "\ufeff张三", "张" * 40_000,
    "e" + "\u0301" * 3000, "\u2066李四\u2069", "-1", "1e308", "NaN", "inf", "9999-99-99", "1900-02-29", "0", "\x07\x1b[31m",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "\ue000", "\U000e0100", "''", "#REF!", "\t\n\r",
    "<script>", "&amp;", "%s%n", "../../etc", "1/0", "２０２６", "𠮷野", "\ufffe", "\uffff", "1" * 400, "同上", "〃",
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """(what was done, the damaged bytes)."""
    ways = [_cut, _flip, _flips, _junk, _zeros, _repeat, _swap, _longer, _insert, _head]
    if data.startswith(b"PK"):
        ways += [_part, _part, _part_text, _part_text, _lost_part, _numbers, _numbers, _zip_head]
    elif data.startswith(b"\xd0\xcf"):
        ways += [_words, _words, _records, _records]
    else:
        ways += [_text, _text]
    way = chance.choice(ways)
    return way.__name__.strip("_"), way(data, chance)


def _at(data: bytes, chance: random.Random) -> int:
    return chance.randrange(max(1, len(data)))


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _at(data, chance)]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    changed[_at(data, chance)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _flips(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(2, 200)):
        changed[_at(data, chance)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _junk(data: bytes, chance: random.Random) -> bytes:
    at, junk = _at(data, chance), chance.randbytes(chance.randrange(1, 64))
    return data[:at] + junk + data[at + len(junk) :]


def _zeros(data: bytes, chance: random.Random) -> bytes:
    at, size = _at(data, chance), chance.choice((16, 512, 4096))
    return data[:at] + bytes(min(size, len(data) - at)) + data[at + size :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + data[at : at + chance.randrange(1, 5000)] * chance.randrange(2, 5) + data[at:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    size = 512
    one, other = (chance.randrange(0, max(1, len(data) // size)) * size for _ in range(2))
    one, other = min(one, other), max(one, other)
    if other - one < size:
        return data[::-1][: len(data) // 2]
    middle = data[one + size : other]
    return data[:one] + data[other : other + size] + middle + data[one : one + size] + data[other + size :]


def _longer(data: bytes, chance: random.Random) -> bytes:
    return data + chance.randbytes(chance.choice((1, 100, 70_000)))


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + chance.randbytes(chance.randrange(1, 9)) + data[at:]


def _head(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 520)) + data[chance.choice((0, 1, 8, 512)) :]


def _words(data: bytes, chance: random.Random) -> bytes:
    """Numbers of two or four bytes at even places become the ends of what there is."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = _at(data, chance) & ~1
        wrong = chance.choice(
            (b"\xff\xff", b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\0\0\0\x80", b"\0\0", b"\0\1\0\0")
        )
        changed[at : at + len(wrong)] = wrong
    return bytes(changed[: len(data)])


def _records(data: bytes, chance: random.Random) -> bytes:
    """The kind or length of something that looks like a record of an old workbook."""
    found = [hit.start() for hit in re.finditer(rb"[\x03-\xfd][\x00\x02]..", data, re.DOTALL)]
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        at = chance.choice(found)
        changed[at + chance.randrange(0, 12) if at + 12 < len(data) else at] = chance.choice(
            (0, 1, 0x7F, 0x80, 0xFF)
        )
    return bytes(changed)


def _opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _chosen(parts: dict[str, bytes], chance: random.Random) -> str:
    telling = [
        name for name in parts if "sheet" in name or "haredStrings" in name or name.endswith("content.xml")
    ]
    return chance.choice(telling if telling and chance.random() < 0.7 else list(parts))


def _part(data: bytes, chance: random.Random) -> bytes:
    """One part inside is damaged, and its check sum right."""
    parts = _opened(data)
    name = _chosen(parts, chance)
    way = chance.choice((_cut, _flip, _flips, _junk, _zeros, _repeat, _insert))
    parts[name] = way(parts[name] or b"x", chance)
    return packed(parts)


def _lost_part(data: bytes, chance: random.Random) -> bytes:
    parts = _opened(data)
    parts.pop(chance.choice(list(parts)))
    return packed(parts)


def _part_text(data: bytes, chance: random.Random) -> bytes:
    """Texts between marks are put in place of others."""
    parts = _opened(data)
    name = _chosen(parts, chance)
    said = [hit.span(1) for hit in re.finditer(rb">([^<>]+)<", parts[name])]
    if said:
        start, end = chance.choice(said)
        text = chance.choice(NASTY_TEXTS).encode("utf-8", "surrogatepass")
        parts[name] = parts[name][:start] + text + parts[name][end:]
    return packed(parts)


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Numbers in marks become others: rows, columns, styles, counts, indexes."""
    parts = _opened(data)
    name = _chosen(parts, chance)
    said = [hit.span(1) for hit in re.finditer(rb'="([A-Z]{0,3}-?\d+)"', parts[name])]
    for start, end in sorted(chance.sample(said, min(len(said), chance.randrange(1, 4))), reverse=True):
        wrong = (
            b"-1",
            b"0",
            b"1048576",
            b"1048577",
            b"99999999999",
            b"XFD1048576",
            b"ZZZZ9",
            b"AAA65536",
            b"4294967295",
            b"",
        )
        parts[name] = parts[name][:start] + chance.choice(wrong) + parts[name][end:]
    return packed(parts)


def _zip_head(data: bytes, chance: random.Random) -> bytes:
    """A size, a place, a way of packing or a name in a head of the container."""
    heads = [hit.start() for hit in re.finditer(rb"PK(?:\x03\x04|\x01\x02|\x05\x06)", data)]
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        at = chance.choice(heads) + chance.randrange(4, 46)
        if at < len(changed):
            changed[at] = chance.choice((0, 1, 8, 9, 12, 14, 0x7F, 0xFF))
    return bytes(changed)


def _text(data: bytes, chance: random.Random) -> bytes:
    """A word somewhere in the middle of a text file."""
    at = _at(data, chance)
    return data[:at] + chance.choice(NASTY_TEXTS).encode("utf-8", "surrogatepass") + data[at:]
