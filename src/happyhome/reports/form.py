"""What a paper is to the rest of the program: a name, and how it is built from a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.month_book import MonthBook
from happyhome.policy.assessments import OperatingResult, RatingResult
from happyhome.policy.meal_results import MealMoney
from happyhome.reports.document import Document


@dataclass(frozen=True)
class Options:
    """What may be chosen when a paper is made; every choice has a default.

    ``day`` is for papers of one day, ``slot`` and ``activity`` (an id) pick one of several.
    ``posted_from`` and ``posted_to`` are the first and last day of posting. ``subsidies`` are the
    month's meals with price, subsidy and own share (None: left to be filled by hand). ``mark`` is
    drawn across each page (样张). ``roll`` (an id) picks one of the month's rolls. ``operating`` and
    ``rating`` are the year's assessments, for the papers that need them.
    """

    day: date | None = None
    slot: str = ""
    activity: str = ""
    posted_from: date | None = None
    posted_to: date | None = None
    subsidies: MealMoney | None = None
    mark: str = ""
    roll: str = ""
    operating: OperatingResult | None = None
    rating: RatingResult | None = None


Build = Callable[[MonthBook, Options], Document]
Blank = Callable[[Home, Month], Document]


@dataclass(frozen=True)
class Form:
    """One paper. ``asks`` names the options that a page should offer; ``posted`` means for the wall.

    ``blank`` makes the same paper for filling by hand, where that makes sense. ``needs`` names what
    is worked out for it beforehand (``subsidies``, ``operating``, ``rating``). ``only_with`` names
    what it is about where a month may lack that (``rolls``, ``operating``, ``rating``): the month's
    folder then leaves it out.
    """

    key: str
    title: str
    help: str
    order: int
    build: Build
    blank: Blank | None = None
    formats: tuple[str, ...] = ("pdf", "xlsx")
    landscape: bool = False
    posted: bool = False
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    only_with: str = ""
