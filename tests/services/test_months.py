"""The month's book says what was recorded, and its sums agree with the rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.services import activities, closings, leaving, meals
from happyhome.services import presence as at_home
from tests.services.village import TODAY, Village

OCTOBER = Month(2026, 10)
CELLS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(1, 31), st.sampled_from(("breakfast", "lunch", "supper"))),
    st.sampled_from(("dine_in", "delivery", "takeaway")),
    max_size=25,
)


@settings(max_examples=20)
@given(cells=CELLS, marked=st.sets(st.tuples(st.integers(0, 3), st.integers(1, 31)), max_size=5))
def test_the_book_holds_every_meal_once_and_its_totals_add_up(
    named_home: Path, cells: dict[tuple[int, int, str], str], marked: set[tuple[int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        village = Village(Path(folder), copy_of=named_home)
        who = [village.elder(name) for name in "甲乙丙丁"]
        for slot in ("breakfast", "lunch", "supper"):
            marks = {
                (who[one], date(2026, 10, day)): mode for (one, day, at), mode in cells.items() if at == slot
            }
            village.do(meals.mark_meals, slot=slot, marks=marks, late_reason="补记")
        present = {(who[one], date(2026, 10, day)): True for one, day in marked}
        village.do(at_home.mark_presence, marks=present, late_reason="补记")
        book = village.ask(closings.book_of, OCTOBER, TODAY)
        found = {
            (who.index(one), day, slot): mode
            for one, row in book.marks.items()
            for (day, slot), mode in row.items()
        }
        assert found == cells
        ate_here = {(one, day) for (one, day, _), mode in cells.items() if mode == "dine_in"}
        assert {
            (who.index(one), day) for one, days in book.presence.items() for day in days
        } == ate_here | marked
        totals = book.totals
        assert totals["meals"] == totals["dine_in"] + totals["delivery"] + totals["takeaway"] == len(cells)
        assert sum(value for key, value in totals.items() if key.startswith("class_")) == len(cells)
        assert totals["presence"] == len(ate_here | marked)
        assert len(book.late) == len(cells)
        assert village.ask(closings.book_of, OCTOBER, TODAY).fingerprint == book.fingerprint
        village.services.close()


def test_people_of_a_month_are_those_admitted_and_not_gone(village: Village) -> None:
    always, later, gone = (village.elder(name) for name in ("甲", "乙", "丙"))
    village.status(later, "service", "用餐", date(2026, 11, 1))
    village.status(gone, "service", "用餐", date(2026, 10, 2))
    village.do(leaving.leave, resident=gone, kind="moved_out", day=date(2026, 10, 20))
    names = {
        str(month): {one.resident.name for one in village.ask(closings.book_of, month, TODAY).people}
        for month in (Month(2026, 9), OCTOBER, Month(2026, 11))
    }
    assert names == {"2026-09": {"甲"}, "2026-10": {"甲", "丙"}, "2026-11": {"甲", "乙"}}
    book = village.ask(closings.book_of, OCTOBER, TODAY)
    assert [(village.person(who).resident.name, day.day, word) for who, day, word in book.moves] == [
        ("丙", 2, "新增"),
        ("丙", 20, "迁出"),
    ]
    assert [one.id for one in book.staying] == [always]


def test_who_came_back_is_counted_as_new_so_that_the_sums_go_on(village: Village) -> None:
    who = village.elder("甲")
    village.status(who, "service", "用餐", date(2026, 8, 1))
    village.do(leaving.leave, resident=who, kind="withdrew", day=date(2026, 9, 20))
    village.do(leaving.come_back, resident=who, day=date(2026, 11, 1))
    books = [village.ask(closings.book_of, Month(2026, number), TODAY) for number in (8, 9, 10, 11)]
    assert [book.totals["moves_joined"] for book in books] == [1, 0, 0, 1]
    assert [book.totals["moves_withdrew"] for book in books] == [0, 1, 0, 0]
    assert [book.totals["staying"] for book in books] == [1, 0, 0, 1]


def test_activities_of_the_year_stand_beside_those_of_the_month_with_photos_on_demand(
    village: Village,
) -> None:
    who = village.elder()
    for day in (date(2026, 3, 5), date(2026, 10, 5)):
        made = Activity(day=day, title="包饺子", visitors=2)
        held = village.do(activities.record_activity, activity=made, residents=[who], late_reason="补记")
        village.do(activities.add_photo, owner=held.id, name="一.jpg", content=b"\xff\xd8\xff" + bytes(9))
    book = village.ask(closings.book_of, OCTOBER, TODAY)
    assert (len(book.activities), len(book.year_activities)) == (1, 2)
    assert (book.activities[0].attendance, book.activities[0].photo_count, book.activities[0].photos) == (
        3,
        1,
        (),
    )
    from happyhome.services.months import month_book

    pictured = village.ask(month_book, OCTOBER, TODAY, photos=True)
    assert [len(one.photos) for one in pictured.year_activities] == [0, 1]
    assert book.presence == {who: frozenset({5})}
