"""Codes as people mistype them, rings and keys as no program of ours writes them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from tests.torture.input_nasty import Nasty, _bytes

GOOD_CODE = "-".join(["000011"] * 8)
"""Groups that can be right, of nobody's sheet."""


def _slot(**other: Any) -> dict[str, Any]:
    sealed = base64.b64encode(bytes(60)).decode()
    return {
        "kind": "password", "name": "周会计", "made_at": "2026-11-21T12:00:00", "sealed": sealed,
        "salt": base64.b64encode(bytes(16)).decode(), "memory": 65536, "passes": 3, "lanes": 4, "recipient": "",
    } | other  # fmt: skip


def _ring(*slots: Any, **other: Any) -> bytes:
    return json.dumps({"format": 1, "ring": "x", "slots": list(slots)} | other).encode()


def _each(target: tuple[str, ...], name: str, made: dict[str, Callable[[], bytes]]) -> tuple[Nasty, ...]:
    return tuple(_bytes(f"{target[0]}: {label}", name, make, target) for label, make in made.items())


_CODES = _each(("code",), "恢复码.txt", {
    "of nobody": lambda: GOOD_CODE.encode(),
    "one digit short": lambda: GOOD_CODE[:-1].encode(),
    "one digit long": lambda: (GOOD_CODE + "1").encode(),
    "a group short": lambda: GOOD_CODE[7:].encode(),
    "twice": lambda: (GOOD_CODE * 2).encode(),
    "letters for digits": lambda: GOOD_CODE.replace("0", "O").encode(),
    "Chinese digits": lambda: GOOD_CODE.replace("1", "一").encode(),
    "Arabic digits": lambda: GOOD_CODE.replace("1", "\u0661").encode(),
    "raised digits": lambda: GOOD_CODE.replace("1", "\u00b9").encode(),
    "circled digits": lambda: GOOD_CODE.replace("1", "\u2460").encode(),
    "full width": lambda: GOOD_CODE.translate({ord(str(n)): 0xFF10 + n for n in range(10)}).encode(),
    "no multiple of 11": lambda: GOOD_CODE.replace("11", "12", 1).encode(),
    "too large a group": lambda: ("999999-" + GOOD_CODE[7:]).encode(),
    "right to left": lambda: ("\u202e" + GOOD_CODE).encode(),
    "with a NUL": lambda: b"\0" + GOOD_CODE.encode(),
    "in UTF-16": lambda: GOOD_CODE.encode("utf-16"),
    "a photo": lambda: b"\xff\xd8\xff\xe0" + bytes(900),
    "60 KB of digits": lambda: b"1" * 60_000,
    "60 KB of commas": lambda: b"," * 60_000,
    "90 KB": lambda: b"1" * 90_000,
    "nothing": lambda: b"",
    "blanks": lambda: b" \r\n" * 90,
    "an ID number": lambda: b"620321194001010019",
    "a password": lambda: "白云深处有人家-8".encode(),
})  # fmt: skip
_RINGS = _each(("ring",), "happyhome.keys.given", {
    "nothing": lambda: b"",
    "noughts": lambda: bytes(2000),
    "a list": lambda: b"[]",
    "null": lambda: b"null",
    "nested": lambda: b"[" * 900_000,
    "of 3 MB": lambda: b" " * (3 << 20) + b"{}",
    "UTF-16": lambda: _ring(_slot()).decode().encode("utf-16"),
    "no slots": lambda: _ring(),
    "another's": lambda: _ring(_slot()),
    "slots of numbers": lambda: _ring(1, 2),
    "slots no list": lambda: _ring(slots=7),
    "kind unknown": lambda: _ring(_slot(kind="finger")),
    "most memory": lambda: _ring(_slot(memory=256 << 10, passes=8, lanes=8)),
    "too much memory": lambda: _ring(_slot(memory=1 << 40)),
    "memory below": lambda: _ring(_slot(memory=-1)),
    "no memory": lambda: _ring(_slot(memory=0)),
    "no lanes": lambda: _ring(_slot(lanes=0)),
    "a part of a pass": lambda: _ring(_slot(passes=2.5)),
    "endless passes": lambda: _ring(_slot()).replace(b'"passes": 3', b'"passes": Infinity'),
    "no number": lambda: _ring(_slot()).replace(b'"passes": 3', b'"passes": NaN'),
    "long number": lambda: _ring(_slot()).replace(b'"passes": 3', b'"passes": ' + b"9" * 6000),
    "no salt": lambda: _ring(_slot(salt="")),
    "long salt": lambda: _ring(_slot(salt=base64.b64encode(bytes(300_000)).decode())),
    "nothing sealed": lambda: _ring(_slot(sealed="")),
    "a little sealed": lambda: _ring(_slot(sealed="AAAA")),
    "no base64": lambda: _ring(_slot(sealed="周")),
    "newer": lambda: _ring(_slot(), format=2),
    "untold of words": lambda: _ring(_slot(), untold="一"),
    "untold of numbers": lambda: _ring(_slot(), untold=[1]),
    "untold of nothing": lambda: _ring(_slot(), untold=[{}]),
    "untold without end": lambda: _ring(_slot(), untold=[{"id": "1", "event": "x" * 900_000}]),
    "format of words": lambda: _ring(_slot(), format="一"),
    "format a list": lambda: _ring(_slot(), format=[1]),
    "many slots": lambda: _ring(*[_slot(name=f"周{n}") for n in range(3000)]),
    "same names": lambda: _ring(*[_slot()] * 100),
    "no name": lambda: _ring(_slot(name="")),
    "a surrogate's name": lambda: _ring(_slot(name="\ud800")),
    "township without age": lambda: _ring(_slot(kind="township", recipient="age1x")),
    "a workbook": lambda: b"PK\x03\x04" + bytes(3000),
    "a store": lambda: b"SQLite format 3\0" + bytes(3000),
})  # fmt: skip
_KEYS = {
    "nothing": lambda: b"",
    "blanks": lambda: b" \r\n",
    "only remarks": lambda: "# 乡镇公钥\r\n# 没有\r\n".encode(),
    "age1 alone": lambda: b"age1",
    "AGE-SECRET-KEY-1 alone": lambda: b"AGE-SECRET-KEY-1",
    "age1 of blanks": lambda: b"age1 " + b" " * 900,
    "not its check sum": lambda: b"age1" + b"q" * 58,
    "capitals": lambda: b"AGE1" + b"Q" * 58,
    "ssh": lambda: b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDIhz2GK/XCUj4i6Q5yQJNL1MKMY1PxzPBrQxEK1 a@b",
    "a plugin": lambda: b"age1yubikey1qwerty",
    "PGP": lambda: b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n",
    "UTF-16": lambda: ("age1" + "q" * 58).encode("utf-16"),
    "GB18030": lambda: "# 乡镇公钥\nage1".encode("gb18030") + b"q" * 58,
    "NUL": lambda: b"age1\0" + b"q" * 58,
    "60 KB": lambda: b"age1" + b"q" * 60_000,
    "90 KB": lambda: b"age1" + b"q" * 90_000,
    "many lines": lambda: b"age1q\n" * 9_000,
    "a photo": lambda: b"\xff\xd8\xff\xe0" + bytes(900),
    "right to left": lambda: ("\u202eage1" + "q" * 58).encode(),
}
KEY_NASTY: tuple[Nasty, ...] = (
    *_CODES,
    *_RINGS,
    *_each(("public",), "乡镇公钥.txt", _KEYS),
    *_each(("private",), "乡镇私钥.txt", _KEYS),
)
