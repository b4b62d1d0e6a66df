"""What an import changes against what the store knows; the same file again changes nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.people import Person
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.exchange.incoming.roster_plan import plan
from happyhome.exchange.incoming.sheets import Sheet
from tests.exchange.incoming.applied import applied
from tests.exchange.incoming.made import TODAY, codes, number, planned, read, sheet

ID_A, ID_B = number("19410305", 1), number("19410305", 3)
HEAD = ["姓名", "身份证号", "电话", "村民小组", "救助身份", "备注"]


def stored(name: str, id_number: str | None = None, place: int = 1, **rest: object) -> Person:
    return Person(Resident(id=f"p{place}", name=name, id_number=id_number, **rest))  # type: ignore[arg-type]


def test_one_id_with_one_name_twice_is_skipped_and_with_another_name_refused() -> None:
    result = planned(
        sheet(HEAD, ["张三丰", ID_A], ["张 三丰", ID_A], ["李四光", ID_A], ["王五全", ID_B]),
    )
    assert [row.outcome for row in result.rows] == ["new", "skipped", "refused", "new"]
    assert "duplicate_same" in codes(result, 3)
    conflict = next(item for item in result.problems if item.code == "duplicate_conflict")
    assert conflict.row == 4
    assert all(word in conflict.text for word in ("第 4 行", "第 2 行", "李四光", "张三丰"))


def test_an_id_that_the_store_gives_to_another_name_is_refused() -> None:
    result = planned(sheet(HEAD, ["李四光", ID_A]), people=[stored("张三丰", ID_A)])
    assert [row.outcome for row in result.rows] == ["refused"]
    assert "张三丰" in result.problems[0].text


def test_a_name_that_differs_only_by_dots_and_blanks_is_the_same() -> None:
    people = [stored("才让·卓玛", ID_A)]
    assert planned(sheet(HEAD, ["才让 卓玛", ID_A]), people=people).counts()["unchanged"] == 1


def test_two_of_one_name_with_two_ids_both_come_in() -> None:
    result = planned(sheet(HEAD, ["张三丰", ID_A], ["张三丰", ID_B]))
    assert [row.outcome for row in result.rows] == ["new", "new"]
    assert codes(result, 2) == codes(result, 3) == {"same_name"}


def test_a_blank_cell_never_erases() -> None:
    person = stored("张三丰", ID_A, phone="13900001111", group="一社", note="耳背")
    result = planned(sheet(HEAD, ["张三丰", ID_A, "", "", "", ""]), people=[person])
    assert [row.outcome for row in result.rows] == ["unchanged"]


def test_another_phone_is_a_changed_cell_and_a_first_one_a_new_cell() -> None:
    person = stored("张三丰", ID_A, phone="13900001111")
    result = planned(sheet(HEAD, ["张三丰", ID_A, "13900002222", "一社"]), people=[person])
    assert [(cell.label, cell.old, cell.new, cell.kind) for cell in result.rows[0].cells] == [
        ("村民小组", "", "一社", "new"),
        ("联系电话", "13900001111", "13900002222", "changed"),
    ]
    assert result.rows[0].resident.id == "p1"


def test_a_note_is_added_to_and_not_replaced() -> None:
    person = stored("张三丰", ID_A, note="耳背")
    after = applied(planned(sheet(HEAD, ["张三丰", ID_A, "", "", "", "腿疼"]), people=[person]), [person])
    assert after[0].resident.note == "耳背；腿疼"
    assert planned(sheet(HEAD, ["张三丰", ID_A, "", "", "", "腿疼"]), people=after).counts()["unchanged"] == 1


def test_a_first_aid_holds_since_nobody_knows_and_another_from_the_day_of_import() -> None:
    person = stored("张三丰", ID_A)
    first = planned(sheet(HEAD, ["张三丰", ID_A, "", "", "低保"]), people=[person])
    assert [(item.value, item.since) for item in first.rows[0].started] == [("low_income", None)]
    after = applied(first, [person])
    second = plan(read(sheet(HEAD, ["张三丰", ID_A, "", "", "特困"])), after, TODAY, date(2026, 10, 1))
    row = second.rows[0]
    assert [(item.value, item.since) for item in row.started] == [("destitute", date(2026, 10, 1))]
    assert [(item.value, item.until) for item in row.ended] == [("low_income", date(2026, 9, 30))]
    assert [(cell.old, cell.new, cell.kind) for cell in row.cells] == [("低保", "特困", "changed")]
    person = applied(second, after)[0]
    assert person.value("aid", date(2026, 9, 30)) == "low_income"
    assert person.value("aid", date(2026, 10, 1)) == "destitute"


def test_what_the_store_learnt_later_is_not_overruled_by_an_older_sheet() -> None:
    later = Status(id="s1", resident="p1", axis="aid", value="destitute", since=date(2026, 10, 1))
    person = Person(Resident(id="p1", name="张三丰", id_number=ID_A), (later,))
    result = plan(read(sheet(HEAD, ["张三丰", ID_A, "", "", "低保"])), [person], TODAY, date(2026, 9, 1))
    assert result.rows[0].outcome == "unchanged"
    assert codes(result, 2) == {"status_newer"}


def test_another_grade_of_one_disability_takes_its_place() -> None:
    head = ["姓名", "身份证号", "残疾情况"]
    people = applied(planned(sheet(head, ["张三丰", ID_A, "肢体三级、视力一级"])), ())
    after = applied(planned(sheet(head, ["张三丰", ID_A, "肢体二级"]), people=people), people)
    assert {row.value for row in after[0].on("disability", TODAY)} == {"physical_2", "visual_1"}


def test_a_supporter_known_by_name_gets_the_new_phone() -> None:
    contact = Contact(id="c1", resident="p1", role="supporter", name="张小丰", relation="儿子")
    person = Person(Resident(id="p1", name="张三丰", id_number=ID_A), (), (contact,))
    head = ["姓名", "身份证号", "赡养人姓名", "赡养人电话"]
    result = planned(sheet(head, ["张三丰", ID_A, "张小丰", "13900001111"]), people=[person])
    assert [(item.id, item.relation, item.phone) for item in result.rows[0].contacts] == [
        ("c1", "儿子", "13900001111")
    ]


def test_an_id_number_found_later_fills_in_sex_and_birthday() -> None:
    person = stored("张三丰", None, phone="13900001111")
    result = planned(sheet(HEAD, ["张三丰", ID_A, "13900001111"]), people=[person])
    assert result.rows[0].outcome == "changed"
    resident = result.rows[0].resident
    assert (resident.id, resident.id_number, resident.birthday) == ("p1", ID_A, date(1941, 3, 5))


def test_a_name_alone_is_nobody_where_two_have_it() -> None:
    people = [stored("张三丰", ID_A, 1), stored("张三丰", ID_B, 2)]
    result = planned(sheet(HEAD, ["张三丰", ""]), people=people)
    assert [row.outcome for row in result.rows] == ["refused"]
    assert "name_ambiguous" in codes(result, 2)


def test_a_name_alone_beside_one_with_an_id_is_not_guessed() -> None:
    result = planned(sheet(HEAD, ["张三丰", ""]), people=[stored("张三丰", ID_A)])
    assert [row.outcome for row in result.rows] == ["refused"]


def test_a_name_and_a_phone_that_agree_are_the_same_person() -> None:
    people = [stored("张三丰", ID_A, 1, phone="13900001111"), stored("张三丰", ID_B, 2, phone="13900002222")]
    result = planned(sheet(HEAD, ["张三丰", "", "13900002222", "三社"]), people=people)
    assert [row.outcome for row in result.rows] == ["changed"]
    assert result.rows[0].person == people[1]
    assert codes(result, 2) == set()


def test_a_name_that_hundreds_have_without_an_id_number_is_refused_beyond_what_can_be_told_apart() -> None:
    lines = [["王秀兰", "", f"1390000{place:04d}"] for place in range(150)]
    result = planned(sheet(HEAD, *lines, ["王秀兰", ID_A]))
    counts = result.counts()
    assert (counts["new"], counts["refused"]) == (101, 50)
    refused = next(item for item in result.problems if item.code == "name_ambiguous")
    assert refused.row == 102
    assert "姓名一栏" in refused.text


def test_a_row_with_an_id_number_is_the_one_of_its_name_who_has_none_yet() -> None:
    people = [stored("张三丰", ID_B, 1, phone="13900001111"), stored("张三丰", None, 2, phone="13900001111")]
    result = planned(sheet(HEAD, ["张三丰", ID_A, "13900001111"]), people=people)
    assert [(row.outcome, row.resident.id) for row in result.rows] == [("changed", "p2")]


def test_what_contradicts_is_another_person() -> None:
    people = [stored("张三丰", None, sex="female")]
    result = planned(sheet(["姓名", "性别", "电话"], ["张三丰", "男", "1390000111"]), people=people)
    assert [row.outcome for row in result.rows] == ["new"]
    assert "same_name" in codes(result, 2)


def test_a_stored_person_is_taken_by_one_row_only() -> None:
    people = [stored("张三丰", None, phone="13900001111")]
    result = planned(sheet(HEAD, ["张三丰", ID_A], ["张三丰", ID_B, "13900001111"]), people=people)
    assert [row.outcome for row in result.rows] == ["new", "changed"]


def test_a_death_that_is_registered_is_not_proposed_again() -> None:
    died = Status(id="s1", resident="p1", axis="leaving", value="died", since=date(2026, 7, 14))
    person = Person(Resident(id="p1", name="张三丰", id_number=ID_A, note="2026.7.14死亡"), (died,))
    result = planned(sheet(HEAD, ["张三丰", ID_A, "", "", "", "2026.7.14死亡"]), people=[person])
    assert result.problems == ()
    assert result.rows[0].outcome == "unchanged"


def test_a_list_that_still_has_a_person_who_died_is_told() -> None:
    died = Status(id="s1", resident="p1", axis="leaving", value="died", since=date(2026, 7, 14))
    person = Person(Resident(id="p1", name="张三丰", id_number=ID_A), (died,))
    result = planned(sheet(HEAD, ["张三丰", ID_A]), people=[person])
    assert codes(result, 2) == {"left_already"}
    assert "2026-07-14" in result.problems[0].text


def test_an_unknown_person_list_counts_add_up() -> None:
    result = planned(sheet(HEAD, ["张三丰", ID_A], ["张三丰", ID_A], ["", ID_B], ["李四光", "123"]))
    counts = result.as_json()
    outcomes = ("new", "changed", "unchanged", "skipped", "refused")
    assert counts["rows"] == sum(counts[key] for key in outcomes) == 4
    assert set(counts) == {"rows", *outcomes, "problems"}
    assert set(counts["problems"][0]) == {"sheet", "row", "column", "code", "level", "text"}


NAMES = st.sampled_from(["张三丰", "李四光", "买买提·艾力", "王 五", "赵(大)", "", "=1", "孙\t七"])
IDS = st.sampled_from(
    ["", ID_A, ID_B, number("19501231", 2), number("19501231", 4).lower(), "620321194103052111", 6.2e17, "无"]
)
CELLS = {
    "姓名": NAMES,
    "身份证号": IDS,
    "性别": st.sampled_from(["", "男", "女", "未知"]),
    "出生日期": st.sampled_from(["", "1941年3月5日", "1950.12", "1950.12.31", 15119.0]),
    "电话": st.sampled_from(["", "13900001111", 13900002222.0, "0935-7612345"]),
    "社": st.sampled_from(["", "1社", "二社", 3.0]),
    "银行账号": st.sampled_from(["", "6217851297319814113", 6.2e18, "6217 8512 9731 9814 000"]),
    "救助身份": st.sampled_from(["", "低保", "五保", "一般户", "说不清"]),
    "残疾情况": st.sampled_from(["", "肢体二级", "视力一级、肢体三级", "有"]),
    "赡养人姓名": st.sampled_from(["", "张小丰", "李小光"]),
    "备注": st.sampled_from(["", "耳背", "已故", "2026.7.14死亡", "耳"]),
}
LINES = st.lists(st.tuples(*CELLS.values()), min_size=1, max_size=8)


@given(LINES)
def test_any_file_taken_in_twice_changes_nothing_the_second_time(lines: list[tuple[object, ...]]) -> None:
    one = Sheet("表", (tuple(CELLS), *lines))  # type: ignore[arg-type]
    first = planned(one)
    people = applied(first, ())
    second = planned(one, people=people)
    assert applied(second, people) == people
    counts = second.counts()
    assert counts["new"] == counts["changed"] == 0
    assert counts["unchanged"] == first.counts()["new"]


@given(LINES, LINES)
def test_a_second_file_never_erases_and_never_touches_an_id_number(
    before: list[tuple[object, ...]], after: list[tuple[object, ...]]
) -> None:
    people = applied(planned(Sheet("甲", (tuple(CELLS), *before))), ())  # type: ignore[arg-type]
    result = planned(Sheet("乙", (tuple(CELLS), *after)), people=people)  # type: ignore[arg-type]
    now = {person.id: person for person in applied(result, people)}
    for person in people:
        old, new = person.resident, now[person.id].resident
        assert old.id_number in (None, new.id_number)
        assert all(getattr(new, name) for name in ("phone", "group", "bank_card") if getattr(old, name))
        assert len(now[person.id].statuses) >= len(person.statuses)
        if old.id_number:
            assert (old.sex, old.birthday) == (new.sex, new.birthday)
    numbers = [person.resident.id_number for person in now.values() if person.resident.id_number]
    assert len(numbers) == len(set(numbers))
