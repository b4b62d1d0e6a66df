"""Every paper: that it can be made, says what it said before, and agrees with its sisters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from happyhome.domain.dates import Month
from happyhome.domain.month_book import Correction, MonthBook
from happyhome.policy.meal_results import MealMoney
from happyhome.reports import forms, pdf
from happyhome.reports.document import CellKind, Row, RowKind, Table
from happyhome.reports.fonts import bundled
from happyhome.reports.form import Form, Options
from tests.reports.books import HOME, MADE_ON, OCTOBER, book, held, money, person, reopened
from tests.reports.golden import FOLDER, documents_of, rendered
from tests.reports.reading import cell, pages_of, tables_of, total_row, words_of

ALL = forms.all_forms()
by_key = pytest.mark.parametrize("form", ALL, ids=lambda form: form.key)


@by_key
def test_a_paper_says_what_it_said_before(form: Form) -> None:
    for name, document in documents_of(form).items():
        golden = FOLDER / f"{name}.txt"
        assert golden.exists(), "look at the paper, then: python -m tests.reports.golden"
        assert rendered(document) == golden.read_text("utf-8")


@pytest.mark.parametrize("persons", [0, 1, 200])
@by_key
def test_a_paper_can_be_made_for_a_home_of_any_size(form: Form, persons: int) -> None:
    document = form.build(book(persons), Options())
    pages = pages_of(pdf.render(document, bundled()))
    assert pages[-1].splitlines()[-1].startswith(f"第 {len(pages)} 页 共 {len(pages)} 页")
    assert document.landscape == form.landscape


@by_key
def test_a_paper_tells_the_title_the_code_and_who_signs_where(form: Form) -> None:
    made = book(22)
    pages = pages_of(pdf.render(form.build(made, Options()), bundled()))
    assert all("宁远堡镇清泉村幸福院" in page and made.code in page for page in pages)
    assert "：" in pages[-1]
    assert "2026年11月2日" in pages[-1]


@by_key
def test_a_blank_names_nobody_and_fits_on_one_page(form: Form) -> None:
    assert form.blank is not None
    document = form.blank(HOME, OCTOBER)
    (page,) = pages_of(pdf.render(document, bundled()))
    assert document.blank
    assert document.code == ""
    assert not any(one.resident.name in page for one in book(22).people)


def test_keys_are_unique_and_the_order_is_that_of_the_work() -> None:
    assert len({form.key for form in ALL}) == len(ALL)
    assert [form.order for form in ALL] == sorted(form.order for form in ALL)
    assert [forms.form_named(form.key) for form in ALL] == list(ALL)


def test_an_unknown_key_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        forms.form_named("no_such_paper")


@st.composite
def months(draw: st.DrawFn) -> MonthBook:
    """A month of up to six persons with any meals in any slots, any presence, any guests."""
    people = tuple(person(number) for number in range(draw(st.integers(0, 6))))
    key = st.tuples(st.integers(1, 31), st.sampled_from(["breakfast", "lunch", "supper"]))
    eaten = st.dictionaries(key, st.sampled_from(["dine_in", "delivery", "takeaway"]), max_size=25)
    return MonthBook(
        home=HOME,
        month=OCTOBER,
        made_on=MADE_ON,
        people=people,
        marks={one.id: draw(eaten) for one in people},
        presence={one.id: draw(st.frozensets(st.integers(1, 31), max_size=9)) for one in people},
        days=draw(st.dictionaries(st.integers(1, 31), st.booleans(), max_size=5)),
        guests=draw(st.dictionaries(key, st.integers(1, 9), max_size=4)),
        activities=tuple(
            held(number, tuple(one.id for one in people if draw(st.booleans())))
            for number in range(draw(st.integers(0, 3)))
        ),
    )


@settings(max_examples=60)
@given(months())
def test_all_papers_of_a_month_come_to_the_same_sums(made: MonthBook) -> None:
    meals = made.named_meals
    assert sum(_total(table, "total") for table in _of("meal_attendance", made)) == meals
    assert sum(_total(table, "total") for table in _of("meal_notice", made)) == meals
    assert _figure(made, "就餐人次") == meals
    assert sum(len(_plain(table)) for day in made.open_days for table in _of_day(made, day)) == meals
    assert _figure(made, "到院人次") == sum(_total(t, "total") for t in _of("presence_attendance", made))
    assert _figure(made, "活动参加") == sum(_total(table, "all") for table in _of("activity_year", made))


@settings(max_examples=60)
@given(months())
def test_a_total_is_the_sum_of_the_rows_above_it(made: MonthBook) -> None:
    for key in ("meal_attendance", "presence_attendance"):
        for table in _of(key, made):
            if not table.rows:
                continue
            total = total_row(table)
            assert _total(table, "total") == sum(row.cells[_at(table, "total")] for row in _plain(table))
            for index, column in enumerate(table.columns):
                if column.kind is CellKind.MARK:
                    marks = sum(bool(r.cells[index]) and index not in r.faint for r in _plain(table))
                    assert (total.cells[index] or 0) == marks


@settings(max_examples=60)
@given(months())
def test_classes_and_modes_each_add_up_to_all_meals(made: MonthBook) -> None:
    totals = made.totals
    assert sum(value for key, value in totals.items() if key.startswith("class_")) == totals["meals"]
    assert totals["dine_in"] + totals["delivery"] + totals["takeaway"] == totals["meals"]
    assert sum(value for key, value in totals.items() if key.startswith("care_")) == totals["staying"]


def test_planned_absence_is_grey_and_never_counted() -> None:
    (table,) = _of("meal_attendance", book(22))
    row = next(row for row in table.rows if row.subject == "王㛃")
    shown = {i - 3: mark for i, mark in enumerate(row.cells) if i in row.faint}
    assert shown == dict.fromkeys(range(13, 21), "院")
    assert cell(table, row, "total") == book(22).count("r0002")


def test_a_meal_recorded_during_an_absence_stays_visible() -> None:
    made = book(22)
    marks = {**made.marks, "r0002": {**made.marks["r0002"], (15, "lunch"): "delivery"}}
    (table,) = _of("meal_attendance", replace(made, marks=marks))
    row = next(row for row in table.rows if row.subject == "王㛃")
    assert cell(table, row, "day15") == "送"


def test_days_after_death_are_dashes_and_the_day_itself_is_not() -> None:
    (table,) = _of("meal_attendance", book(22))
    row = next(row for row in table.rows if row.cells[0] == 8)
    assert [cell(table, row, f"day{number}") == "—" for number in (20, 21, 22, 31)] == [
        False,
        False,
        True,
        True,
    ]


def test_a_day_recorded_closed_is_shaded_and_a_day_nobody_recorded_is_not() -> None:
    made = replace(book(3), days={4: False})
    (table,) = _of("meal_attendance", made)
    assert [column.key for column in table.columns if column.shaded] == ["day4"]


def test_subsidies_are_filled_in_where_they_are_known_and_left_empty_where_not() -> None:
    made = book(3)
    known = {**money(made, {"r0000": 300}, 500).people, **money(made, {"r0001": 500}).people}
    options = Options(subsidies=MealMoney(known))
    (table,) = tables_of(forms.form_named("meal_attendance").build(made, options))
    assert [cell(table, row, "subsidy") for row in table.rows] == [6600, 10500, None, 17100]
    assert [cell(table, row, "own") for row in table.rows] == [4400, None, None, 4400]


def test_a_sheet_is_made_for_each_slot_served_and_for_the_one_asked_for() -> None:
    made = book(2)
    both = replace(made, guests={(3, "supper"): 2, (3, "lunch"): 1})
    build = forms.form_named("meal_attendance").build
    assert [s.name for s in build(both, Options()).sections] == ["午餐", "晚餐"]
    assert [s.name for s in build(both, Options(slot="supper")).sections] == ["晚餐"]


def test_a_day_of_another_month_is_refused_by_the_day_sheet() -> None:
    with pytest.raises(ValueError, match="2026-09-30"):
        forms.form_named("meal_day").build(book(1), Options(day=date(2026, 9, 30)))


def test_a_late_record_of_an_activity_shows_when_it_was_typed_and_why() -> None:
    words = words_of(forms.form_named("activity_record").build(book(22), Options()))
    assert "2026-10-18 17:05　补录（停电，次日补记）" in words
    assert "2026-10-08 17:05" in words


def test_the_month_report_lists_what_differs_from_an_earlier_closing() -> None:
    tables = tables_of(forms.form_named("month_report").build(reopened(book(22)), Options()))
    differences = next(table for table in tables if table.caption == "与以前结账的差异")
    assert [row.cells for row in differences.rows] == [("就餐人次", 459, 455, "−4"), ("送餐", 50, 46, "−4")]


def test_the_month_report_lists_what_was_corrected_in_the_month_before() -> None:
    made = book(22)
    corrected = Correction(Month(2026, 9), {**made.totals, "meals": 450}, made.totals, ("漏记 5 日午餐",))
    document = forms.form_named("month_report").build(replace(made, corrected=corrected), Options())
    table = next(table for table in tables_of(document) if table.caption == "上月（2026年9月）结账后的更正")
    assert [row.cells for row in table.rows] == [("就餐人次", 450, 455, "+5")]
    assert "2026年9月结账后重开更正，原因：漏记 5 日午餐" in document.sections[0].notes


def test_a_first_month_has_no_last_month_and_says_so() -> None:
    (table, _) = _of("month_report", book(22))
    assert {row.cells[3] for row in _plain(table)} == {"—"}
    assert {row.cells[4] for row in _plain(table)} == {"—"}


def test_a_closed_month_prints_its_closing_code_and_an_open_one_says_it_is_open() -> None:
    form = forms.form_named("meal_attendance")
    assert form.build(book(1), Options()).code_note == "未结账"
    made = reopened(book(1))
    closed = form.build(made, Options())
    assert (closed.code, closed.code_note) == (made.code, "")


@pytest.mark.parametrize("month", [Month(2026, 2), Month(2028, 2), Month(2026, 4), Month(2026, 12)], ids=str)
def test_a_sheet_has_as_many_days_as_its_month(month: Month) -> None:
    blank = forms.form_named("meal_attendance").blank
    assert blank is not None
    (table,) = tables_of(blank(HOME, month))
    assert sum(column.key.startswith("day") for column in table.columns) == month.length


def _of(key: str, made: MonthBook) -> list[Table]:
    return tables_of(forms.form_named(key).build(made, Options()))


def _of_day(made: MonthBook, number: int) -> list[Table]:
    return tables_of(forms.form_named("meal_day").build(made, Options(day=made.day(number))))


def _plain(table: Table) -> list[Row]:
    return [row for row in table.rows if row.kind is RowKind.PLAIN]


def _at(table: Table, key: str) -> int:
    return [column.key for column in table.columns].index(key)


def _total(table: Table, key: str) -> int:
    if not table.rows:
        return 0
    value = cell(table, total_row(table), key)
    assert isinstance(value, int)
    return value


def _figure(made: MonthBook, words: str) -> object:
    (table, *_) = _of("month_report", made)
    return next(row.cells[2] for row in table.rows if row.cells[0] == words)


def test_the_day_sheet_and_the_months_report_say_the_money_too() -> None:
    made = book(3)
    options = Options(subsidies=money(made, {one.id: 300 for one in made.people}, 500), day=date(2026, 10, 5))
    (table,) = tables_of(forms.form_named("meal_day").build(made, options))
    assert {(cell(table, row, "charge"), cell(table, row, "subsidy")) for row in table.rows} == {(200, 300)}
    (section,) = forms.form_named("month_report").build(made, options).sections
    meals = made.named_meals
    assert section.notes[0].startswith(f"助餐补贴 {meals * 3}.00 元，个人应付 {meals * 2}.00 元；按类别：")
