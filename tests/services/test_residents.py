"""Registering and correcting elders, their dated facts, and finding them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from happyhome.domain.axes import AXES
from happyhome.domain.problems import Refusal
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.services import leaving, residents
from tests.services.village import TODAY, Village, id_number

BORN = date(1941, 3, 5)
WOMAN = id_number(BORN, 882)


def test_an_id_number_fills_sex_and_birthday_and_is_cleaned(village: Village) -> None:
    one = village.person(village.elder(" 王 秀兰", id_number=f" {WOMAN[:6]} {WOMAN[6:]}".lower())).resident
    assert (one.name, one.id_number, one.sex, one.birthday) == ("王秀兰", WOMAN, "female", BORN)
    assert (one.pinyin.split()[0], one.initials.split()[0]) == ("wangxiulan", "wxl")


def test_the_id_number_wins_over_what_was_typed_beside_it(village: Village) -> None:
    one = village.person(village.elder(id_number=WOMAN, sex="male", birthday=date(1940, 1, 1))).resident
    assert (one.sex, one.birthday) == ("female", BORN)


def test_with_a_reason_the_household_book_is_believed_instead(village: Village) -> None:
    book = date(1940, 12, 30)
    kept = village.elder(id_number=WOMAN, sex="male", birthday=book, id_override="户口本为 1940 年底")
    one = village.person(kept).resident
    assert (one.id_number, one.sex, one.birthday) == (WOMAN, "male", book)
    village.do(residents.edit_resident, resident=replace(one, phone="13800000000"))
    assert village.person(kept).resident.birthday == book


def test_blanks_are_no_reason_and_what_the_book_leaves_out_comes_from_the_number(village: Village) -> None:
    blank = village.person(village.elder(id_number=WOMAN, sex="male", id_override="  ")).resident
    assert (blank.sex, blank.id_override) == ("female", "")
    other = id_number(date(1945, 6, 7), 881)
    part = village.person(village.elder("李建国", id_number=other, sex="female", id_override="性别登记有误"))
    assert (part.resident.sex, part.resident.birthday) == ("female", date(1945, 6, 7))


def test_a_reason_does_not_let_a_wrong_number_in(village: Village) -> None:
    wrong = WOMAN[:-1] + ("0" if WOMAN[-1] != "0" else "1")
    made = Resident(name="王秀兰", id_number=wrong, id_override="就是这个号")
    assert village.codes(residents.add_resident, resident=made) == ["id_check"]


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"name": ""}, "name_refused"),
        ({"name": "=1+1"}, "name_refused"),
        ({"name": "王3"}, "name_refused"),
        ({"id_number": "123"}, "id_form"),
        ({"id_number": "620321194113058820"}, "id_birth"),
        ({"birthday": TODAY + timedelta(days=1)}, "birthday_future"),
        ({"sex": "女"}, "value_unknown"),
        ({"usual_mode": "fly"}, "value_unknown"),
    ],
)
def test_what_cannot_be_recorded_is_refused_beside_its_field(
    village: Village, known: dict[str, Any], code: str
) -> None:
    outcome = village.try_to(residents.add_resident, resident=Resident(**{"name": "王秀兰", **known}))
    assert [(problem.code, problem.field) for problem in outcome.problems] == [(code, *known)]


def test_one_id_number_is_one_elder_and_many_may_wait_for_theirs(village: Village) -> None:
    village.elder(id_number=WOMAN)
    outcome = village.try_to(residents.add_resident, resident=Resident(name="王秀蓝", id_number=WOMAN))
    assert [problem.code for problem in outcome.problems] == ["duplicate_conflict"]
    assert "“王秀兰”" in outcome.text
    for name in ("甲", "乙"):
        assert village.person(village.elder(name, id_number=" ")).resident.id_number is None


def test_an_elder_comes_with_facts_and_people_around_them(village: Village) -> None:
    made = village.do(
        residents.add_resident,
        resident=Resident(name="王秀兰"),
        statuses=(Status(axis="救助身份", value="低保户"), Status(axis="service", value="用餐", since=TODAY)),
        contacts=(Contact(name="李 明", relation="儿子"),),
    )
    one = village.person(made.id)
    assert [(row.axis, row.value) for row in one.statuses] == [("aid", "low_income"), ("service", "meals")]
    assert [contact.name for contact in one.contacts] == ["李明"]


def test_facts_that_contradict_each_other_are_put_in_order_as_anywhere_else(village: Village) -> None:
    statuses = (Status(axis="aid", value="低保"), Status(axis="aid", value="特困", since=date(2026, 3, 1)))
    made = village.do(residents.add_resident, resident=Resident(name="王秀兰"), statuses=statuses)
    assert village.person(made.id).value("aid", date(2026, 2, 28)) == "low_income"
    assert len(village.person(made.id).on("aid", TODAY)) == 1


def test_somebody_who_died_can_be_entered_for_past_papers(village: Village) -> None:
    gone = date(2026, 10, 3)
    statuses = (Status(axis="aid", value="low_income"), Status(axis="leaving", value="died", since=gone))
    made = village.do(residents.add_resident, resident=Resident(name="王秀兰"), statuses=statuses)
    one = village.person(made.id)
    assert one.leaving.since == gone
    assert one.on("aid", TODAY) == ()


# ---- dated facts


def test_a_new_value_ends_the_one_before_it_the_day_before(village: Village) -> None:
    who = village.elder()
    village.status(who, "aid", "低保", None)
    village.status(who, "aid", "特困", date(2026, 9, 1))
    rows = village.person(who).statuses
    assert [(row.label, row.until) for row in rows] == [("低保", date(2026, 8, 31)), ("特困", None)]


def test_history_recorded_late_stops_where_the_present_begins(village: Village) -> None:
    who = village.elder()
    village.status(who, "aid", "特困", date(2023, 6, 1))
    village.status(who, "aid", "低保", date(2020, 1, 1), date(2023, 12, 31))
    village.status(who, "aid", "普通", None)
    rows = village.person(who).statuses
    assert [(row.label, row.since, row.until) for row in rows] == [
        ("普通", None, date(2019, 12, 31)),
        ("低保", date(2020, 1, 1), date(2023, 5, 31)),
        ("特困", date(2023, 6, 1), None),
    ]


def test_a_value_of_the_same_day_replaces_the_one_typed_wrongly(village: Village) -> None:
    who = village.elder()
    village.status(who, "aid", "低保", date(2026, 9, 1))
    village.status(who, "aid", "特困", date(2026, 9, 1))
    assert [row.label for row in village.person(who).statuses] == ["特困"]


EXCLUSIVE = [axis for axis in AXES if axis.exclusive and axis.key not in ("leaving",)]
DAYS = st.dates(date(2026, 8, 1), date(2026, 9, 15))
STEPS = st.tuples(
    st.sampled_from(["set", "end", "remove"]),
    st.integers(0, 6),
    st.none() | DAYS,
    st.none() | DAYS,
)


@settings(max_examples=40)
@given(axis=st.sampled_from(EXCLUSIVE), steps=st.lists(STEPS, min_size=1, max_size=9))
def test_at_most_one_value_of_an_exclusive_axis_holds_on_any_day_however_it_was_recorded(
    named_home: Path, axis: Any, steps: list[tuple[str, int, date | None, date | None]]
) -> None:
    with TemporaryDirectory() as folder:
        village = Village(Path(folder), copy_of=named_home)
        who = village.elder()
        for verb, number, since, until in steps:
            _step(village, who, axis, verb, number, since, until)
            one = village.person(who)
            for offset in range(50):
                assert len(one.on(axis.key, date(2026, 7, 30) + timedelta(days=offset))) <= 1
            assert all(not row.since or not row.until or row.since <= row.until for row in one.statuses)
        village.services.close()


def _step(
    village: Village, who: str, axis: Any, verb: str, number: int, since: date | None, until: date | None
) -> None:
    rows = village.person(who).statuses
    if verb == "set" or not rows:
        value = axis.values[number % len(axis.values)].key
        arguments = {"axis": axis.key, "value": value, "since": since, "until": until}
        outcome = village.try_to(residents.set_status, resident=who, **arguments)
        if outcome.operation and since:
            assert village.person(who).value(axis.key, since) == value
    elif verb == "end":
        village.try_to(residents.end_status, status=rows[number % len(rows)].id, until=until or TODAY)
    else:
        village.do(residents.remove_status, status=rows[number % len(rows)].id)


def test_a_status_is_not_lengthened_into_the_next(village: Village) -> None:
    who = village.elder()
    village.status(who, "aid", "低保", None)
    village.status(who, "aid", "特困", date(2026, 9, 1))
    low = village.person(who).statuses[0]
    assert village.codes(residents.end_status, status=low.id, until=date(2026, 9, 1)) == ["status_overlap"]
    village.do(residents.end_status, status=low.id, until=date(2026, 7, 31))


def test_absences_do_not_overlap(village: Village) -> None:
    who = village.elder()
    village.status(who, "whereabouts", "住院", date(2026, 11, 1), date(2026, 11, 10))
    arguments = {"resident": who, "axis": "whereabouts", "value": "外出"}
    for since, until in ((date(2026, 11, 10), None), (date(2026, 10, 1), date(2026, 11, 1)), (None, None)):
        assert village.codes(residents.set_status, **arguments, since=since, until=until) == [
            "absence_overlap"
        ]
    village.status(who, "whereabouts", "外出", date(2026, 11, 11))
    hospital = village.person(who).statuses[0]
    assert village.codes(residents.end_status, status=hospital.id, until=TODAY) == ["absence_overlap"]


def test_several_disabilities_stand_side_by_side_but_one_is_not_recorded_twice(village: Village) -> None:
    who = village.elder()
    village.status(who, "disability", "肢体二级", None)
    village.status(who, "disability", "视力一级", None)
    assert village.person(who).words("disability", TODAY) == "肢体二级、视力一级"
    arguments = {"resident": who, "axis": "disability", "value": "肢体残疾2级", "since": date(2026, 1, 1)}
    assert village.codes(residents.set_status, **arguments) == ["already_so"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"axis": "身高"}, "axis_unknown"),
        ({"value": "富裕"}, "value_unknown"),
        ({"until": date(2026, 8, 31)}, "until_before_since"),
        ({"axis": "leaving", "value": "died"}, "use_leaving"),
        ({"resident": "nobody"}, "resident_missing"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(village: Village, change: dict[str, Any], code: str) -> None:
    arguments = {"resident": village.elder(), "axis": "aid", "value": "低保", "since": date(2026, 9, 1)}
    assert village.codes(residents.set_status, **{**arguments, **change}) == [code]
    assert village.content()["status"] == []


def test_of_somebody_who_left_only_the_time_before_is_recorded(village: Village) -> None:
    who = village.elder()
    village.do(leaving.leave, resident=who, kind="died", day=date(2026, 11, 5))
    late = {"resident": who, "axis": "aid", "value": "低保", "since": date(2026, 11, 6)}
    assert village.codes(residents.set_status, **late) == ["already_left"]
    village.status(who, "aid", "低保", date(2026, 1, 1))
    assert village.person(who).on("aid", TODAY) == ()
    gone = village.person(who).leaving
    assert village.codes(residents.end_status, status=gone.id, until=TODAY) == ["use_come_back"]


def test_records_that_are_gone_are_told_so(village: Village) -> None:
    assert village.codes(residents.end_status, status="x", until=TODAY) == ["row_missing"]
    assert village.codes(residents.remove_status, status="x") == ["row_missing"]
    assert village.codes(residents.edit_resident, resident=Resident(id="x", name="王")) == ["row_missing"]


def test_contacts_are_added_corrected_and_taken_away(village: Village) -> None:
    who = village.elder()
    son = village.do(residents.put_contact, contact=Contact(resident=who, name=" 李 明"))
    village.do(residents.put_contact, contact=replace(son, phone="13900000000"))
    assert [(one.name, one.phone) for one in village.person(who).contacts] == [("李明", "13900000000")]
    assert village.codes(residents.put_contact, contact=Contact(resident=who, name="")) == ["name_refused"]
    village.do(residents.remove_contact, contact=son.id)
    assert village.person(who).contacts == ()


# ---- finding


NAMES = {
    "单桂英": ["单", "桂英", "shanguiying", "dangui", "sgy", "dgy", "SGY", "shan gui ying"],
    "仇大山": ["qiudashan", "qds", "choudashan", "仇 大山"],
    "曾有福": ["zengyou", "zyf", "cengyoufu", "cyf"],
    "尉迟恭": ["yuchi", "ycg", "weichigong"],
    "阿卜杜·买买提": ["阿卜杜", "买买提", "阿卜杜·买买提", "阿卜杜.买买提", "阿卜杜・买", "abodu", "abdmmt"],
    "张𠅤": ["张𠅤", "𠅤", "zhang"],
    "王长乐": ["wangzhangle", "wangchangle", "wangzhangyue", "wcl"],
}


@pytest.mark.parametrize("name", NAMES)
def test_an_elder_is_found_by_every_way_the_name_is_typed(village: Village, name: str) -> None:
    for other in NAMES:
        village.elder(other)
    for typed in NAMES[name]:
        assert name in [one.name for one in village.ask(residents.search, typed)], typed


def test_an_elder_is_found_by_the_tail_of_id_number_or_phone(village: Village) -> None:
    village.elder(
        "王秀兰", id_number="620321194103058820"[:17] + id_number(BORN, 882)[17], phone="15012341192"
    )
    village.elder("李建国", id_number="62032119400101881" + id_number(date(1940, 1, 1), 881)[17])
    tail = id_number(BORN, 882)[-4:]
    for typed in (tail, tail.lower(), "1192"):
        assert [one.name for one in village.ask(residents.search, typed)] == ["王秀兰"]
    assert village.ask(residents.search, "0321") == ()


@pytest.mark.parametrize("typed", ["", "  ", "%", "_"])
def test_nothing_typed_lists_everybody_by_pinyin(village: Village, typed: str) -> None:
    for name in ("王秀兰", "阿卜杜·买买提", "李建国"):
        village.elder(name)
    assert [one.name for one in village.ask(residents.search, typed)] == ["阿卜杜·买买提", "李建国", "王秀兰"]
    assert len(village.ask(residents.search, typed, 2)) == 2


def test_a_script_means_one_elder_or_is_told_why_not(village: Village) -> None:
    one = village.elder("王秀兰", id_number=WOMAN)
    village.elder("李建国")
    village.elder("李建国")
    for text in (one, WOMAN.lower(), "王秀兰"):
        assert village.ask(residents.resolve, text).id == one
    for text, code in (("李建国", "name_ambiguous"), ("赵云", "resident_missing")):
        with pytest.raises(Refusal) as refused:
            village.ask(residents.resolve, text)
        assert [problem.code for problem in refused.value.problems] == [code]


def test_an_id_number_is_judged_while_it_is_typed(village: Village) -> None:
    one = village.elder(id_number=WOMAN)
    hint = lambda number, who="": village.ask(residents.id_hint, number, TODAY, who)  # noqa: E731
    assert hint("") is None
    assert hint(WOMAN, one) is None
    assert hint(WOMAN).code == "duplicate_conflict"
    assert hint(WOMAN[:-1]).code == "id_form"
