"""评估自填: what ratings and operating subsidies ask about the home that no record tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from happyhome.domain.dates import Month, long_day
from happyhome.domain.home_facts import HomeFact
from happyhome.domain.problems import refuse
from happyhome.policy.headers import Kind
from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.metric_words import METRICS
from happyhome.policy.rules import Scheme, Version
from happyhome.services.schemes import schemes_begun
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

FLAG, NUMBER, TEXT, POINTS = "有无", "数", "文字", "得分"
STAR_RATING = "星级"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the home. ``kind``: 有无, 数, 文字, or 得分 with at most ``most`` points.

    ``purpose`` is the scheme and ``chapter`` the part of its table; ``answer`` the latest, None where nobody answered.
    """

    name: str
    kind: str
    purpose: str
    chapter: str = ""
    most: Fraction | None = None
    answer: HomeFact | None = None


@operation("评估自填")
def put_home_fact(work: Work, *, name: str, value: str, day: date | None = None) -> HomeFact | None:
    """Answer one question as of a day (today); another answer of that day is replaced, an empty one taken away.

    Refuses a day to come, and what is no number or none of 有, 无 where a scheme in use asks for that.
    """
    name, value, on = name.strip(), value.strip(), day or work.today
    if not name:
        raise refuse("field_missing", "请写明填的是哪一项。", "name")
    if on > work.today:
        raise refuse("day_future", f"{long_day(on)} 还没到。", "day")
    if value:
        _check(name, value, asked(work, work.today))
    present = next(iter(work.find(HomeFact, name=name, day=on)), None)
    work.label = f"评估自填：{name} {value}" if value else f"评估自填：清除{name}"
    if not value:
        if present is not None:
            work.delete(present)
        return None
    return work.put(replace(present or HomeFact(name=name, day=on), value=value))


@operation("评估自填")
def put_home_facts(work: Work, *, values: dict[str, str], day: date | None = None) -> None:
    """Several answers as one operation; those that are so already stay untouched."""
    known = latest_facts(work, day or work.today)
    changed = {
        name: value
        for name, value in values.items()
        if value.strip() != (known[name].value if name in known else "")
    }
    for name, value in changed.items():
        put_home_fact(work, name=name, value=value, day=day)
    work.label = f"评估自填：{len(changed)} 项" if len(changed) != 1 else work.label


def _check(name: str, value: str, questions: Iterable[Asked]) -> None:
    kinds = {one.kind: one for one in questions if one.name == name}
    if FLAG in kinds and value not in ("有", "无"):
        raise refuse("value_unknown", f"“{name}”请填“有”或“无”。", name)
    if not kinds.keys() & {NUMBER, POINTS}:
        return
    try:
        number = Fraction(value.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        raise refuse("not_a_number", f"“{name}”要填一个数，现在是“{value}”。", name) from None
    most = kinds[POINTS].most if POINTS in kinds else None
    if number < 0 or (most is not None and number > most):
        raise refuse("out_of_range", f"“{name}”应在 0 到 {most if most is not None else '…'} 之间。", name)


def latest_facts(reading: Reading, day: date) -> dict[str, HomeFact]:
    """The answer to each question as of a day; one given only later counts where there is none by then."""
    found: dict[str, HomeFact] = {}
    for row in sorted(reading.find(HomeFact), key=lambda row: row.day):
        if row.name not in found or row.day <= day:
            found[row.name] = row
    return found


def asked(reading: Reading, today: date) -> tuple[Asked, ...]:
    """What the schemes in use ask of the home, each once, with its latest answer."""
    answers = latest_facts(reading, today)
    found: dict[str, Asked] = {}
    for scheme in assessed_schemes(reading, Month.of(today)):
        version = scheme.on(today)
        for one in _questions(scheme, version) if version is not None else ():
            found.setdefault(one.name, replace(one, answer=answers.get(one.name)))
    return tuple(found.values())


def assessed_schemes(reading: Reading, month: Month) -> tuple[Scheme, ...]:
    """The schemes of 运营 and 评定 in use in a month. Rules are read only where any scheme is in use."""
    return schemes_begun(reading, month, (Kind.OPERATING, Kind.RATING))


def _questions(scheme: Scheme, version: Version) -> Iterator[Asked]:
    if isinstance(version, RatingVersion):
        for line in (*version.criteria, *version.bonus):
            chapter = f"{line.chapter} · {line.title}" if line.chapter else line.title
            for thing in line.things:
                yield Asked(thing, FLAG, scheme.title, chapter)
            if line.by_hand:
                yield Asked(line.title, POINTS, scheme.title, line.chapter, line.full)
    if isinstance(version, OperatingVersion):
        tests = (*version.gates, *version.vetoes, *(test for part in version.parts for test in part.gates))
        if STAR_RATING in {*(test.metric for test in tests), *(part.metric for part in version.parts)}:
            yield Asked(STAR_RATING, NUMBER, scheme.title, "评定的星级，没填按自评")
    if isinstance(version, OperatingVersion | RatingVersion):
        for name, kind in version.asks.items():
            if name not in METRICS:
                yield Asked(name, kind, scheme.title)
