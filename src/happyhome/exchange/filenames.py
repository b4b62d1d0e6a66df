"""File names that Windows, FAT32 and Linux all take.

Source of the rules: Microsoft, Naming Files, Paths, and Namespaces; FAT long
names and Windows paths count UTF-16 units, most Linux file systems UTF-8 bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

LONGEST_NAME = 120  # UTF-16 units
LONGEST_PATH = 240  # UTF-16 units; Windows programs stop at 259, and our temporary names want room
_LONGEST_IN_BYTES = 240  # ext4 and its like stop at 255

# Full-width twins keep 就餐：11月.pdf readable where a colon is forbidden.
_TWINS = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])(\s*\..*)?", re.IGNORECASE)


def safe_name(name: str, longest: int = LONGEST_NAME) -> str:
    """``name`` as every system takes it, readable as before; too long a name is cut at its stem.

    ``longest`` counts UTF-16 units. A name of which nothing is left becomes 未命名.
    """
    plain = unicodedata.normalize("NFC", name).translate(_TWINS)
    # Controls, lone surrogates, and the marks that turn the direction of writing.
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    plain = plain.strip().rstrip(". ") or "未命名"
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return _shorten(plain, longest)


def safe_names(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Each name with its safe one; those that a stick would hold for the same are numbered.

    ``taken`` are names that must stay free, such as the manifest's.
    """
    used = {_key(name) for name in taken}
    result: dict[str, str] = {}
    for name in names:
        safe, number = safe_name(name), 1
        while _key(safe) in used:
            number += 1
            safe = _numbered(safe_name(name), number)
        used.add(_key(safe))
        result[name] = safe
    return result


def units(text: str) -> int:
    """Length in UTF-16 units, as FAT and Windows count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _numbered(name: str, number: int) -> str:
    path, mark = PurePath(name), f"({number})"
    stem = _shorten(path.stem, LONGEST_NAME - units(path.suffix + mark), len((path.suffix + mark).encode()))
    return f"{stem}{mark}{path.suffix}"


def _shorten(name: str, longest: int, reserved_bytes: int = 0) -> str:
    room = _LONGEST_IN_BYTES - reserved_bytes

    def fits(text: str) -> bool:
        return units(text) <= longest and len(text.encode()) <= room

    if fits(name):
        return name
    suffix = PurePath(name).suffix
    if units(suffix) > 10:  # 第3.5版本之后的说明: not an extension
        suffix = ""
    stem = name.removesuffix(suffix)
    while stem and not fits(f"{stem}…{suffix}"):
        stem = stem[:-1]
    return f"{stem.rstrip('. ')}…{suffix}"
