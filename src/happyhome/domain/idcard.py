"""Citizen ID numbers by GB 11643-1999: check digit MOD 11-2, birthday and sex inside.

Region codes are not judged: old people's cards carry codes that no longer exist.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# What is typed for the X at the end: a times sign, the Cyrillic and the Greek letter. The check digit proves it.
_CROSSES = "×✕✖╳ХΧ"
_OLDEST = date(1880, 1, 1)


@dataclass(frozen=True, slots=True)
class IdReading:
    """What a typed ID number turned out to be.

    ``number`` is the sound 18-digit number, or "" where it cannot be trusted; ``code`` says
    why (id_missing, id_check, id_birth, id_form) and ``notes`` what was put right on the way
    (id_15, id_cleaned).
    """

    typed: str
    number: str
    code: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the number can be recorded."""
        return bool(self.number)


def check_digit(body: str) -> str:
    """The 18th character for the first 17 digits."""
    return _CHECKS[sum(map(mul, map(int, body), _WEIGHTS)) % 11]


def read_id(typed: str, today: date) -> IdReading:
    """Judge and clean a typed number; ``today`` bounds the birthday inside it."""
    cleaned = _clean(typed)
    if not cleaned:
        return IdReading(typed, "", "id_missing")
    notes: list[str] = []
    if cleaned != typed:
        notes.append("id_cleaned")
    if len(cleaned) == 15 and _digits(cleaned):
        cleaned = cleaned[:6] + "19" + cleaned[6:]
        cleaned += check_digit(cleaned)
        notes.append("id_15")
    if len(cleaned) != 18 or not _digits(cleaned[:17]) or cleaned[17] not in "0123456789X":
        return IdReading(typed, "", "id_form", tuple(notes))
    born = birthday_in(cleaned)
    if born is None or not _OLDEST <= born <= today:
        return IdReading(typed, "", "id_birth", tuple(notes))
    if check_digit(cleaned[:17]) != cleaned[17]:
        return IdReading(typed, "", "id_check", tuple(notes))
    return IdReading(typed, cleaned, "", tuple(notes))


def birthday_in(number: str) -> date | None:
    """The birthday an 18-digit number carries, or None where it names no day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_in(number: str) -> str:
    """male or female, from the 17th digit of an 18-digit number."""
    return "male" if int(number[16]) % 2 else "female"


def _digits(text: str) -> bool:
    """Whether all are 0 to 9; other scripts' digits are no ID number."""
    return text.isascii() and text.isdigit()


def _clean(typed: str) -> str:
    """Half-width, upper case, no blanks, no leading apostrophe, no invisible marks."""
    if typed.isascii() and typed.isalnum():
        return typed.upper()
    folded = unicodedata.normalize("NFKC", typed).upper().lstrip("'‘’`")
    plain = "".join(ch for ch in folded if not ch.isspace() and unicodedata.category(ch) not in ("Cf", "Cc"))
    return plain[:17] + "X" if len(plain) == 18 and plain[17] in _CROSSES else plain
