"""Runs the cases that stand beside the rules, and says of each that fails what was expected, what came, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from happyhome.domain.dates import Month
from happyhome.domain.meal_prices import MealPrice, PriceList
from happyhome.domain.meals import SLOTS
from happyhome.domain.money import yuan
from happyhome.policy.assessments import OperatingResult, RatingResult
from happyhome.policy.book import PolicyBook
from happyhome.policy.casebook import (
    Case,
    CaseResult,
    Expected,
    ExpectedHome,
    ExpectedMeals,
    HomeCase,
    MealCase,
    PersonCase,
)
from happyhome.policy.decisions import VERDICT_WORDS, Stretch, Verdict
from happyhome.policy.exclusion import entitlements
from happyhome.policy.home_rules import OperatingVersion, RatingVersion
from happyhome.policy.loaded import Loaded
from happyhome.policy.meals import Eaten, MealResult, meals_of
from happyhome.policy.metric_words import plain
from happyhome.policy.operating import work_out
from happyhome.policy.rating import rate
from happyhome.policy.rules import Scheme

__all__ = ["CaseResult", "run_cases"]

NOTHING = "无"


def run_cases(loaded: Loaded, book: PolicyBook) -> tuple[CaseResult, ...]:
    """Work out every case of a file against ``book`` (which holds the file's schemes, too)."""
    return tuple(run_case(case, book) for case in loaded.cases)


def run_case(case: Case, book: PolicyBook) -> CaseResult:
    """Work out one case. It fails, with a message, where a scheme it names is nowhere."""
    missing = [key for key in case.schemes if key not in book.schemes]
    if missing:
        messages = [f"没有编号是“{key}”的项目，算不了。" for key in missing]
    elif isinstance(case, PersonCase):
        messages = list(_person(case, book))
    elif isinstance(case, MealCase):
        messages = list(_meals(case, book))
    else:
        messages = list(_home(case, book.schemes[case.schemes[0]]))
    return CaseResult(case.title, case.line, not messages, tuple(messages))


def _person(case: PersonCase, book: PolicyBook) -> Iterator[str]:
    first, last = min(one.first for one in case.expected), max(one.last for one in case.expected)
    answers = entitlements(book, case.schemes, case.facts, first, last, case.today)
    several = len(case.schemes) > 1
    for expected in case.expected:
        stretches = answers.get(expected.scheme, ())
        failed = [
            (month, _differs(expected, month, stretches)) for month in expected.first.through(expected.last)
        ]
        for told, group in groupby(failed, key=lambda pair: pair[1]):
            months = [month for month, _ in group]
            if told:
                name = f"{book.schemes[expected.scheme].title} " if several else ""
                yield f"第 {expected.line} 行 {name}{_span(months[0], months[-1])}：{told}"


def _differs(expected: Expected, month: Month, stretches: Iterable[Stretch]) -> str:
    """What is not as expected in one month, and why; "" where all is."""
    one = next((stretch for stretch in stretches if stretch.covers(month)), None)
    if one is None:
        return "这个月没有算出结果。"
    granted = one.verdict is Verdict.GRANTED
    found = []
    fen = one.amount(month) if granted else 0
    if expected.fen is not None and fen != expected.fen:
        found.append(f"应发 {yuan(expected.fen)} 元，算出 {yuan(fen)} 元")
    quantity = one.units(month) if granted else 0
    if expected.quantity is not None and quantity != expected.quantity:
        found.append(f"应发数量 {expected.quantity}，算出 {quantity}")
    benefit = (one.benefit if granted else "") or NOTHING
    if expected.benefit and benefit != expected.benefit:
        found.append(f"应有待遇“{expected.benefit}”，算出“{benefit}”")
    reasons = [VERDICT_WORDS[one.verdict], *(reason.text for reason in one.reasons)]
    return _told(found, expected.words, reasons)


def _told(found: list[str], words: Iterable[str], reasons: Iterable[str]) -> str:
    text = "；".join(reason.rstrip("。") for reason in reasons if reason)
    found += [f"说明里应有“{word}”" for word in words if word not in text]
    return f"{'；'.join(found)}。说明是：{text or '（没有）'}。" if found else ""


def _span(first: Month, last: Month) -> str:
    return str(first) if first == last else f"{first}至{last}"


def _meals(case: MealCase, book: PolicyBook) -> Iterator[str]:
    schemes = [book.schemes[key] for key in case.schemes]
    eaten = [Eaten(meal.day, meal.slot, meal.mode) for meal in case.meals]
    found = meals_of(schemes, case.facts.person, eaten, _prices(case), book.exclusions)
    for expected in case.expected:
        meals = [meal for meal in found.meals if expected.since <= meal.day <= expected.until]
        told = _meals_differ(expected, meals, (*found.notes, *found.doubts))
        if told:
            span = (
                f"{expected.since}"
                if expected.since == expected.until
                else f"{expected.since}至{expected.until}"
            )
            yield f"第 {expected.line} 行 {span}：{told}"


def _prices(case: MealCase) -> PriceList:
    """The case's price for every slot since before its first meal; without one the rule's price counts."""
    if case.price is None or not case.meals:
        return PriceList(())
    since = min(meal.day for meal in case.meals)
    return PriceList(MealPrice(since=since, slot=slot.key, price=case.price) for slot in SLOTS)


def _meals_differ(expected: ExpectedMeals, meals: list[MealResult], notes: tuple[str, ...]) -> str:
    found = []
    subsidy = sum(meal.subsidy for meal in meals)
    if expected.subsidy is not None and subsidy != expected.subsidy:
        found.append(f"应补 {yuan(expected.subsidy)} 元，算出 {yuan(subsidy)} 元")
    shares = [meal.own for meal in meals if meal.own is not None]
    if expected.own is not None and len(shares) < len(meals):
        found.append(f"个人应付 {yuan(expected.own)} 元，但不知道餐价，算不出")
    elif expected.own is not None and sum(shares) != expected.own:
        found.append(f"个人应付 {yuan(expected.own)} 元，算出 {yuan(sum(shares))} 元")
    texts = dict.fromkeys((*(meal.text for meal in meals), *notes))
    return _told(found, expected.words, texts)


def _home(case: HomeCase, scheme: Scheme) -> Iterator[str]:
    version = scheme.on(case.day)
    if isinstance(version, OperatingVersion):
        made = work_out(scheme, version, case.metrics, "本期")
        told = _told(_amount(case.expected, made), case.expected.words, _why_operating(made))
    elif isinstance(version, RatingVersion):
        rated = rate(scheme, version, _metrics(case, version), "本期")
        told = _told(_grade(case.expected, rated), case.expected.words, _why_rating(rated))
    else:
        told = f"{case.day} 没有在执行的版本，算不了。"
    if told:
        yield f"第 {case.expected.line} 行：{told}"


def _metrics(case: HomeCase, version: RatingVersion) -> dict[str, Fraction | str]:
    """Figures, things to have as 有 or 无, and points by hand under the titles of their lines."""
    things = [thing for line in (*version.criteria, *version.bonus) for thing in line.things]
    has = case.things
    said = {} if has is None else {thing: "有" if thing in has else "无" for thing in things}
    return {**case.metrics, **said, **case.points}


def _amount(expected: ExpectedHome, made: OperatingResult) -> list[str]:
    if expected.fen is None or made.fen == expected.fen:
        return []
    return [f"应发 {yuan(expected.fen)} 元，算出 {yuan(made.fen)} 元"]


def _why_operating(made: OperatingResult) -> list[str]:
    missing = [f"没有填：{'、'.join(made.missing)}"] if made.missing else []
    return [*made.reasons, *(block for block in made.blocks if block not in "".join(made.reasons)), *missing]


def _grade(expected: ExpectedHome, made: RatingResult) -> list[str]:
    found = []
    if expected.points is not None and made.total != expected.points:
        found.append(f"应得 {plain(expected.points)} 分，算出 {plain(made.total)} 分")
    if expected.stars is not None and made.stars != expected.stars:
        found.append(f"应评 {expected.stars} 星，算出 {made.stars} 星")
    return found


def _why_rating(made: RatingResult) -> list[str]:
    scores = [f"{one.title}：{one.text}" for one in (*made.scores, *made.bonus)]
    missing = [f"没有填：{'、'.join(made.missing)}"] if made.missing else []
    return [made.star_title, *scores, *made.vetoed, *made.gaps, *missing]
