"""What must hold of any facts, against a plain look at every day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from happyhome.domain.dates import Month
from happyhome.policy.conditions import AgeIs, AllOf, AnyOf, FactIs
from happyhome.policy.evaluation import Profile, value
from happyhome.policy.headers import Combine
from happyhome.policy.rules import AllowanceVersion, Group
from tests.policy.builders import (
    answer,
    band,
    facts,
    header,
    paid,
    scheme,
    status,
)

SPELLS = st.lists(
    st.tuples(
        st.sampled_from(["low_income", "destitute", "ordinary"]),
        st.integers(0, 1500),
        st.one_of(st.none(), st.integers(0, 500)),
    ),
    max_size=4,
)
BASE = date(2022, 1, 1)
SOME = AllOf(
    (
        AnyOf((FactIs("aid", frozenset({"low_income"})), FactIs("aid", frozenset({"destitute"}), months=3))),
        AgeIs(80, 92),
    )
)


@settings(max_examples=150, deadline=None)
@given(
    born=st.dates(date(1930, 1, 1), date(1948, 12, 31)),
    spells=SPELLS,
    died=st.one_of(st.none(), st.integers(0, 1500)),
)
def test_a_month_is_paid_exactly_where_one_of_its_days_qualifies(
    born: date, spells: list[tuple[str, int, int | None]], died: int | None
) -> None:
    rows = [
        status(
            "aid",
            value,
            BASE + timedelta(days=begin),
            None if length is None else BASE + timedelta(days=begin + length),
        )
        for value, begin, length in spells
    ]
    if died is not None:
        rows.append(status("leaving", "died", BASE + timedelta(days=died)))
    known = facts(born, *rows)
    made = scheme(AllowanceVersion(header(), Group(Combine.HIGHEST, (band("补贴", 100),)), condition=SOME))

    def qualifies(day: date) -> bool:
        alive = died is None or day <= BASE + timedelta(days=died)
        return alive and value(SOME, Profile(known.person), day) is True

    expected = {
        str(month): 100
        for month in (Month(2022, 1).plus(number) for number in range(60))
        if any(qualifies(day) for day in month.days())
    }
    assert paid(made, known, "2022-01", "2026-12") == expected
    assert paid(made, facts(born, *reversed(rows)), "2022-01", "2026-12") == expected


@settings(max_examples=60, deadline=None)
@given(
    born=st.dates(date(1925, 1, 1), date(1948, 12, 31)), first=st.integers(0, 40), length=st.integers(0, 40)
)
def test_each_month_is_answered_once_whatever_months_are_asked_for(
    born: date, first: int, length: int
) -> None:
    begin = Month(2021, 5).plus(first)
    rows = answer(scheme(), facts(born), str(begin), str(begin.plus(length)))
    months = [month for one in rows for month in _months(one.first, one.last)]
    assert months == [begin.plus(number) for number in range(length + 1)]
    whole = paid(scheme(), facts(born), "2021-01", "2029-12")
    assert paid(scheme(), facts(born), str(begin), str(begin.plus(length))) == {
        key: fen for key, fen in whole.items() if str(begin) <= key <= str(begin.plus(length))
    }


def _months(first: Month, last: Month) -> list[Month]:
    found = [first]
    while found[-1] < last:
        found.append(found[-1].plus(1))
    return found
