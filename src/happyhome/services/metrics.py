"""指标: the figures that operating subsidies and ratings ask about, counted from the home's own records."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from happyhome.domain.dates import day_after
from happyhome.domain.people import Person
from happyhome.services.home_facts import latest_facts
from happyhome.store import counts
from happyhome.store.reading import Reading
from happyhome.store.residents import people

_CLASSES = {"destitute": "特困人次", "low_income": "低保人次", "aged_80": "高龄人次"}


def metrics(reading: Reading, year: int, today: date) -> dict[str, Fraction | str]:
    """Every figure of a calendar year, up to today, and what the home filled in itself.

    What nobody filled in is missing, not 0. 星级 is there only where it was filled in.
    """
    return metrics_between(reading, date(year, 1, 1), min(date(year, 12, 31), today))


def metrics_between(reading: Reading, first: date, last: date) -> dict[str, Fraction | str]:
    """The same of any stretch of days, both ends included; all 0 where it has not begun."""
    found: dict[str, Fraction | str] = {**_counted(reading, first, last)}
    found |= {name: read_answer(row.value) for name, row in latest_facts(reading, last).items()}
    return found


def read_answer(text: str) -> Fraction | str:
    """A filled-in answer: a number where it is one, else the word."""
    try:
        return Fraction(text.strip().replace(",", ""))
    except (ValueError, ZeroDivisionError):
        return text.strip()


def _counted(reading: Reading, first: date, last: date) -> dict[str, Fraction]:
    opened, canteen = counts.open_days(reading, first, last), counts.canteen_days(reading, first, last)
    modes = counts.meals_by_mode(reading, first, last)
    meals = sum(modes.values())
    held, came = counts.activities_held(reading, first, last)
    everybody = people(reading)
    capacity = reading.home.capacity
    whole = {
        "开放天数": opened.days,
        "开放月数": opened.months,
        "就餐人次": meals,
        "堂食人次": modes["dine_in"],
        "送餐人次": modes["delivery"],
        "来客人次": counts.guest_meals(reading, first, last),
        "食堂开放月数": canteen.months,
        "活动场次": held,
        "活动人次": came,
        "探访人次": counts.visits(reading, first, last),
        "服务老人": counts.served(reading, first, last),
        "在册老人": _registered(everybody, last),
        **_by_class(reading, everybody, first, last),
        **({"核定人数": capacity} if capacity else {}),
    }
    return {
        **{name: Fraction(value) for name, value in whole.items()},
        "日均就餐人数": Fraction(meals, opened.days or 1),
        "月均就餐人次": Fraction(meals, canteen.months or 1),
    }


def _registered(everybody: tuple[Person, ...], day: date) -> int:
    """Those on the register when the day ended."""
    after = day_after(day)
    return sum(one.left_by(after) is None and one.admitted_by(day) is not False for one in everybody)


def _by_class(reading: Reading, everybody: tuple[Person, ...], first: date, last: date) -> dict[str, int]:
    """Meals of some diner classes, each judged on its day: only those who change class are looked into."""
    eaten = counts.meals_by_resident(reading, first, last)
    found: Counter[str] = Counter()
    for one in everybody:
        if not eaten[one.id]:
            continue
        if one.class_changes(first, last):
            for day, meals in counts.meal_days_of(reading, one.id, first, last).items():
                found[one.diner_class(day)] += meals
        else:
            found[one.diner_class(last)] += eaten[one.id]
    return {name: found[key] for key, name in _CLASSES.items()}
