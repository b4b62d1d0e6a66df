"""高龄津贴 of many elders for a year, with reasons, beside OpenFisca-core on the same allowance.

OpenFisca answers whole columns at once and gives amounts alone; ours answers person by person and
says why, which no vector can: the aim is that a township's year stays a matter of seconds. Both begin with
the people in memory and end with the year's total, which must agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from happyhome.domain.dates import Month
from happyhome.domain.people import gather
from happyhome.domain.residents import Resident, Status
from happyhome.policy.book import PolicyBook
from happyhome.policy.decisions import Verdict
from happyhome.policy.exclusion import entitlements
from happyhome.policy.facts import Facts
from tests.benchmarks.old_age_rule import old_age_rule
from tests.benchmarks.timing import Row, in_turn

YEAR = 2026
TODAY = date(YEAR, 12, 31)
BANDS = ((80, 5_000), (90, 10_000), (100, 30_000))


def villagers(count: int) -> list[Facts]:
    """Elders of 60 to 104, some of whom died or moved away in the year; the same each time."""
    found = []
    for number in range(count):
        born = date(1922, 1, 1) + timedelta(days=(number * 7_919) % 16_000)
        rows = []
        if number % 17 == 0:
            kind = "died" if number % 2 else "moved_out"
            on = date(YEAR, 1, 1) + timedelta(days=(number * 31) % 365)
            rows.append(Status(id=f"s{number}", resident=str(number), axis="leaving", value=kind, since=on))
        rows.append(Status(id=f"h{number}", resident=str(number), axis="household", value="local"))
        found.append(Facts(gather([Resident(id=str(number), name="老人", birthday=born)], rows)[0]))
    return found


def ours(people: Sequence[Facts]) -> Callable[[], int]:
    """The year's total in 分, every stretch with its sentences."""
    rule = old_age_rule(BANDS)
    book = PolicyBook({rule.key: rule})
    first, last = Month(YEAR, 1), Month(YEAR, 12)
    months = [first.plus(number) for number in range(12)]

    def run() -> int:
        total = 0
        for one in people:
            for stretch in entitlements(book, (rule.key,), one, first, last, TODAY)[rule.key]:
                assert stretch.reasons
                if stretch.verdict is Verdict.GRANTED:
                    total += sum(stretch.amount(month) for month in months if stretch.covers(month))
        return total

    return run


def rows() -> list[Row]:
    """5,000 elders beside OpenFisca, and how the time grows to 20 times as many."""
    try:
        from tests.benchmarks.openfisca_side import theirs
    except ImportError:
        print("rolls: OpenFisca-core is not installed here (Python 3.14), skipped")
        return []
    few, many = villagers(5_000), villagers(100_000)
    mine, other = ours(few), theirs(few, BANDS, YEAR)
    assert mine() == other(), "the two do not agree on the year's total"
    beside = Row(
        "5,000 elders x 12 months, reasons, beside OpenFisca", *in_turn(mine, other, rounds=5), aim=100
    )
    grown = Row("100,000 elders beside 20 times 5,000", *_grown(few, many), aim=1.2)
    return [beside, grown]


def _grown(few: Sequence[Facts], many: Sequence[Facts]) -> tuple[float, float]:
    large, small = in_turn(ours(many), ours(few), rounds=3)
    return large, small * len(many) / len(few)
