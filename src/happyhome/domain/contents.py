"""What a file or a paper holds of people: counted in what is really written, not taken from a list kept by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from happyhome.domain.idcard import birthday_in
from happyhome.domain.masking import mask_card, mask_id, mask_phone

NAME: Final = "姓名"
ID_NUMBER: Final = "身份证号"
CARD: Final = "银行卡号"
PHONE: Final = "电话"
PHOTO: Final = "照片"
CONTACT: Final = "联系人姓名"
ADDRESS: Final = "住址"
HEALTH: Final = "病史过敏"
_ORDER: Final = (NAME, ID_NUMBER, CARD, PHONE, CONTACT, ADDRESS, HEALTH, PHOTO)
_UNITS: Final = {NAME: "人", CONTACT: "人", PHOTO: "张", ADDRESS: "处", HEALTH: "条"}
_NUMBERS: Final = frozenset({ID_NUMBER, CARD, PHONE})
SHORTEST: Final = 11
"""Characters of the shortest number there is to mask, a mobile number."""
_LONG = re.compile(r"(?<![0-9A-Za-z])\d{15,19}[Xx]?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_BETWEEN = re.compile(r"(?<=\d)[ \u00a0](?=[\dXx])")
_CONTAINED_LEAST = 4  # characters; what is shorter (a group's name) counts only where it fills its cell


@dataclass(frozen=True, slots=True)
class Contents:
    """``counts`` are (kind of data, how many different ones), ``people`` how many elders at most it is about."""

    people: int = 0
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it is about nobody: a blank form, the home's own figures."""
        return not self.counts

    @property
    def has_numbers(self) -> bool:
        """Whether an ID number, a card or a telephone number stands in it in full."""
        return any(kind in _NUMBERS for kind, _ in self.counts)

    @property
    def text(self) -> str:
        """姓名 24 人、身份证号 24 个、电话 20 个."""
        return "、".join(f"{kind} {count} {_UNITS.get(kind, '个')}" for kind, count in self.counts)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of people: names with how many elders bear each, other values by kind, and
    numbers that are nobody's secret (the home's own telephone)."""

    names: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    public: frozenset[str] = frozenset()


def numbers_in(text: str) -> dict[str, set[str]]:
    """ID numbers, cards and mobile numbers in a text, by kind; masked ones are none."""
    found: dict[str, set[str]] = {}
    plain = _BETWEEN.sub("", text)
    for match in _LONG.finditer(plain):
        number = match[0].upper()
        if kind := _kind_of(number):
            found.setdefault(kind, set()).add(number)
    for match in _MOBILE.finditer(plain):
        found.setdefault(PHONE, set()).add(match[0])
    return found


def mask_numbers(text: str) -> str:
    """A sentence with each ID number, card and mobile number in it masked, as they are shown elsewhere."""

    def long(match: re.Match[str]) -> str:
        kind = _kind_of(match[0].upper())
        if kind == ID_NUMBER and len(match[0]) == 18:
            return mask_id(match[0])
        return mask_card(match[0]) if kind else match[0]

    return _MOBILE.sub(lambda match: mask_phone(match[0]), _LONG.sub(long, text))


def _kind_of(number: str) -> str:
    """18 characters with a possible birthday are an ID number, 16 to 19 digits else a card; "" for neither."""
    born = birthday_in(number) if len(number) == 18 else None
    if born is not None and 1880 <= born.year <= 2100:
        return ID_NUMBER
    if len(number) == 15 and birthday_in(f"{number[:6]}19{number[6:]}") is not None:
        return ID_NUMBER
    return CARD if number.isdigit() and 16 <= len(number) <= 19 else ""


def count_contents(blocks: Iterable[Sequence[str]], known: Known, photos: int = 0) -> Contents:
    """Count what stands in ``blocks``: the texts of one table, sheet or page each.

    Numbers are found by their form, whoever they belong to; names, addresses and health by what the store
    knows. Namesakes count as often as one block shows them.
    """
    names: Counter[str] = Counter()
    found: dict[str, set[str]] = {}
    contained = _matcher(known)
    for block in blocks:
        within = Counter(text.strip() for text in block)
        here = Counter({name: count for name, count in within.items() if name in known.names})
        for text in within:
            if not text or text in here:
                continue
            for kind, several in numbers_in(text).items():
                found.setdefault(kind, set()).update(several - known.public)
            for kind, value in _known_in(text, known, contained):
                if kind == NAME:
                    here[value] = max(here[value], 1)
                elif value not in known.public:
                    found.setdefault(kind, set()).add(value)
        names |= here
    counts = {kind: len(several) for kind, several in found.items() if several}
    named = sum(min(count, known.names[name]) for name, count in names.items())
    counts |= {kind: count for kind, count in ((NAME, named), (PHOTO, photos)) if count}
    people = max((counts.get(kind, 0) for kind in (NAME, ID_NUMBER, CARD)), default=0)
    return Contents(people, tuple((kind, counts[kind]) for kind in _ORDER if kind in counts))


def _matcher(known: Known) -> re.Pattern[str] | None:
    words = set(known.names)
    for kind, several in known.values.items():
        least = 2 if kind == CONTACT else _CONTAINED_LEAST
        words |= {value for value in several if len(value) >= least}
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest))) if longest else None


def _known_in(text: str, known: Known, contained: re.Pattern[str] | None) -> Iterable[tuple[str, str]]:
    for kind, several in known.values.items():
        if text in several:
            yield kind, text
            return
    if contained is None or len(text) < 2:
        return
    for match in contained.finditer(text):
        if match[0] in known.names:
            yield NAME, match[0]
        yield from ((kind, match[0]) for kind, several in known.values.items() if match[0] in several)
