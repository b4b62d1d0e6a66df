"""What may be seen on the wall of a roll: a view of it without a single secret field.

The notice is built from a ``PostedRoll`` only, so no ID number, card, phone, address, status or
explanation can reach it (个人信息保护法 art. 28, 51; domain facts 4.7).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from happyhome.domain.homes import Home
from happyhome.domain.month_book import MonthBook
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import RollLine
from happyhome.reports.document import Document, Section
from happyhome.reports.form import Build, Options
from happyhome.reports.posting import without_numbers
from happyhome.reports.roll_papers import months_of, of_rolls, scheme_words

HARDSHIP = "困难类"
# Words that tell a status the law calls sensitive: 特定身份 (aid, family planning) or 医疗健康.
_STATUS = re.compile(
    "特困|五保|低保|低收入|边缘|脱贫|监测|建档立卡|困难|残|失能|失智|半自理|不能自理|护理|认知|痴呆|"
    "计生|失独|独生子女|手术|并发症|孤儿|重病|患病|大病"
)
_AGES = re.compile(r"\d{2,3}(?:\s*(?:—|–|-|~|～|至|到)\s*\d{2,3})?\s*(?:周岁|岁)(?:及)?(?:以上|以下)?")


@dataclass(frozen=True, slots=True)
class PostedLine:
    """One elder as neighbours may read of them; ``born`` is year and month, amounts in 分."""

    name: str
    sex: str
    born: str
    group: str
    band: str
    months: int
    net: int
    note: str


@dataclass(frozen=True, slots=True)
class PostedRoll:
    """A roll as it may be posted. The home's own office phone is public. Days are None where nobody set them."""

    home: Home
    scheme: str
    period: str
    made_on: date
    posted_from: date | None
    posted_to: date | None
    objection: str
    reference: str
    lines: tuple[PostedLine, ...]

    @property
    def total(self) -> int:
        """分 of all lines."""
        return sum(line.net for line in self.lines)

    @classmethod
    def of(cls, book: MonthBook, one: RollBook, options: Options) -> PostedRoll:
        """Leave out everything that must not be posted."""
        first, last = _days(book, one, options)
        return cls(
            book.home,
            without_numbers(scheme_words(one)),
            one.roll.period,
            book.made_on,
            first,
            last,
            without_numbers(one.roll.objection),
            one.reference,
            tuple(_masked(one, line) for line in one.paid),
        )


def on_posted_rolls(words: str, build: Callable[[PostedRoll], Section]) -> Build:
    """A builder of a paper for the wall: it is handed only what may be posted of each roll of the month."""

    def built(book: MonthBook, options: Options) -> Document:
        document = of_rolls(book, options, words, lambda one: build(PostedRoll.of(book, one, options)))
        return replace(document, masked=True)

    return built


def public_band(band: str) -> str:
    """A band as it may be posted: one that names a status becomes 困难类, its ages stay."""
    if not _STATUS.search(band):
        return without_numbers(band)
    ages = _AGES.search(band)
    return f"{HARDSHIP}（{ages[0]}）" if ages else HARDSHIP


def _masked(one: RollBook, line: RollLine) -> PostedLine:
    """Names and groups are typed by hand: a number that slipped in there is hidden as well."""
    extra = [
        f"含{word} {len(months)} 个月"
        for kind, word in (("arrears", "补发"), ("recovery", "扣回"))
        if (months := months_of(one, line, kind))
    ]
    return PostedLine(
        without_numbers(line.name),
        without_numbers(line.sex),
        f"{line.birthday.year}年{line.birthday.month}月" if line.birthday else "",
        without_numbers(line.group),
        public_band(line.band),
        line.months,
        line.net,
        "、".join(extra),
    )


def _days(book: MonthBook, one: RollBook, options: Options) -> tuple[date | None, date | None]:
    """First and last day of posting: as chosen, as recorded, or as long as the rule wants from today."""
    first = options.posted_from or one.roll.posted_from
    last = options.posted_to or (None if options.posted_from else one.roll.posted_to)
    if first is None and one.posting_days:
        first = book.made_on
    if first is not None and last is None and one.posting_days:
        last = first + timedelta(days=one.posting_days - 1)
    return first, last
