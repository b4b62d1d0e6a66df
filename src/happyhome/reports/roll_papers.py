"""What all papers made from rolls share: which rolls, their code and marks, months in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from happyhome.domain.dates import Month, long_day
from happyhome.domain.homes import Home
from happyhome.domain.month_book import MonthBook
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import ROLL_STATES, RollLine
from happyhome.reports.document import Document, Section
from happyhome.reports.form import Options
from happyhome.reports.wording import SAMPLE, SAMPLE_NOTE, marks, of_book, saying, sign_off, title_of

_HOME_WORDS = ("农村互助老人幸福院", "互助老人幸福院", "农村互助幸福院", "互助幸福院", "农村幸福院", "幸福院")
_TITLES = ("发放名册", "补发名册", "名册")
_NOTES = {"draft": "草稿", "posted": "公示中"}


def of_rolls(
    book: MonthBook,
    options: Options,
    words: str,
    section: Callable[[RollBook], Section],
    *,
    landscape: bool = False,
) -> Document:
    """One section for each roll of the month, or for the one asked for; one that says so where there is none."""
    chosen = [one for one in book.rolls if options.roll in ("", one.roll.id)]
    title = title_of(book.home, words)
    sections = [stamped(section(one), one, options) for one in chosen] or [_nothing(book, words)]
    return of_book(book, options, title, _named_apart(sections), landscape)


def stamped(section: Section, one: RollBook, options: Options) -> Section:
    """A section with the code, state and marks of its roll, and what 样例 means where it counts."""
    roll = one.roll
    return replace(
        section,
        code=one.code,
        code_note=_NOTES.get(roll.state, ""),
        mark=marks(options.mark, SAMPLE if roll.is_sample else "", "草稿" if roll.state == "draft" else ""),
        notes=(*section.notes, SAMPLE_NOTE) if roll.is_sample else section.notes,
    )


def _nothing(book: MonthBook, words: str) -> Section:
    return Section(
        title=title_of(book.home, words),
        blocks=(saying("本月没有发放名册。"),),
        left=book.month.label,
        signatures=sign_off(book.made_on, "制表人"),
        name=words,
    )


def _named_apart(sections: Sequence[Section]) -> list[Section]:
    """Sections called after their scheme, a number behind where two of one scheme stand side by side."""
    seen: dict[str, int] = {}
    found = []
    for section in sections:
        count = seen[section.name] = seen.get(section.name, 0) + 1
        found.append(replace(section, name=f"{section.name} {count}") if count > 1 else section)
    return found


def scheme_words(one: RollBook) -> str:
    """What the roll pays, as titles say it: its title without the period that may stand in it."""
    bare = one.roll.title.replace(one.roll.period, "").strip(" 　（）()")
    for ending in _TITLES:
        bare = bare.removesuffix(ending)
    return bare or "补贴"


def roll_words(one: RollBook) -> str:
    """高龄补贴发放花名册; 高龄补贴补发花名册 of a further roll for months that were paid already."""
    kind = "补发" if one.roll.title.endswith(_TITLES[1]) else "发放"
    return f"{scheme_words(one)}{kind}花名册"


def village_of(home: Home) -> str:
    """清泉村 of 清泉村幸福院."""
    bare = home.name.removeprefix(home.township)
    for words in _HOME_WORDS:
        bare = bare.removesuffix(words)
    return bare or home.name


def near_address(home: Home, address: str) -> str:
    """河西堡镇清泉村一社 of an address in the home's own county; any other in full."""
    rest = address.partition(home.county)[2] if home.county else ""
    return rest or address


def months_of(one: RollBook, line: RollLine, *kinds: str) -> tuple[Month, ...]:
    """The months for which a line holds items of these kinds, ascending, each once."""
    found = {item.month for item in one.items.get(line.id, ()) if item.kind in kinds and item.amount}
    return tuple(Month.parse(text) for text in sorted(found))


def items_sum(one: RollBook, line: RollLine, *kinds: str) -> int:
    """分 of a line's items of these kinds."""
    return sum(item.amount for item in one.items.get(line.id, ()) if item.kind in kinds)


def months_words(months: Iterable[Month], year: int) -> str:
    """9月、11—12月; a month of another year with that year before it: 2025年12月."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and runs[-1][-1].plus(1) == month and runs[-1][0].year == month.year:
            runs[-1].append(month)
        else:
            runs.append([month])
    words = []
    for of_year, group in groupby(runs, key=lambda run: run[0].year):
        texts = [
            f"{run[0].number}月" if len(run) == 1 else f"{run[0].number}—{run[-1].number}月" for run in group
        ]
        words.append(("" if of_year == year else f"{of_year}年") + "、".join(texts))
    return "，".join(words)


def state_words(one: RollBook) -> str:
    """草稿, 公示中, 已锁定（2026年11月12日）, 已发放（…）."""
    roll = one.roll
    label = next((choice.label for choice in ROLL_STATES if choice.key == roll.state), roll.state)
    day = roll.paid_on if roll.state == "paid" else roll.locked_on if roll.state == "locked" else None
    return f"{label}（{long_day(day)}）" if day else label
