"""The figures below the month grid are those of the month's report."""

from __future__ import annotations

from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.people import DINER_CLASSES
from happyhome.gui.pages.meals_sheet import view_of
from happyhome.services import boards, closings
from tests.services.conftest import named_home, village
from tests.services.village import TODAY, Village

__all__ = ["named_home", "village"]

OCTOBER = Month(2026, 10)


def test_who_changes_category_within_the_month_is_counted_as_in_the_report(village: Village) -> None:
    turns_80 = village.elder("王秀兰", birthday=date(1946, 10, 15))
    poor = village.elder("李建国", birthday=date(1950, 1, 1))
    village.status(poor, "aid", "低保", date(2026, 10, 20))
    for day in (1, 14, 15, 19, 20, 30):
        village.lunch(turns_80, poor, day=date(2026, 10, day))
    found = view_of(village.ask(boards.month_grid, OCTOBER, "lunch"), TODAY).by_category()
    totals = village.ask(closings.book_of, OCTOBER, TODAY).totals
    assert found == {label: totals[f"class_{key}"] for key, label in DINER_CLASSES}
    assert (found["80+"], found["低保"], found["普通"]) == (4, 2, 6)
