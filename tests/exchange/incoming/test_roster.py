"""Which lines of a sheet are persons, and what their cells say."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from happyhome.domain.problems import Level, Refusal
from happyhome.exchange.incoming.roster_row import RosterRow
from happyhome.exchange.incoming.sheets import Area, Sheet
from tests.exchange.incoming.made import codes, number, planned, read, sheet

HEAD = ["序号", "姓名", "性别", "身份证号", "联系电话", "备注"]


def person(name: str, serial: int = 1, note: str = "") -> list[object]:
    return [float(serial), name, "", number("19410305", serial), "", note]


def rows(*lines: list[object], merged: tuple[Area, ...] = ()) -> tuple[RosterRow, ...]:
    return read(sheet(HEAD, *lines, merged=merged)).rows  # type: ignore[arg-type]


def test_titles_groups_blanks_totals_and_signatures_are_no_persons() -> None:
    found = rows(
        ["一社(共2人)"],
        person("张三丰", 1),
        [],
        ["", "", "", "", "", ""],
        person("李四光", 3),
        ["小计", "2人"],
        ["第二社"],
        HEAD,
        person("王五全", 5),
        ["", "合  计", "", "3人"],
        ["合计：3人"],
        ["制表人：", "", "审核人：", "", "2026年9月30日"],
        ["说明：本表一式两份"],
        ["注:1.按户口簿填写"],
        ["清泉村老年人花名册(续)"],
        person("赵六顺", 7),
    )
    assert [(row.row, row.resident.name, row.resident.group) for row in found] == [
        (3, "张三丰", "一社"),
        (6, "李四光", "一社"),
        (10, "王五全", "二社"),
        (17, "赵六顺", "二社"),
    ]


def test_a_persons_own_group_goes_before_the_line_above() -> None:
    one = sheet(["姓名", "身份证号", "社"], ["一社"], ["张三丰", number("19410305"), "三社"])
    assert read(one).rows[0].resident.group == "三社"


@pytest.mark.parametrize(
    ("typed", "heading", "group"),
    [
        ("1社", "社", "一社"),
        ("第三组", "村民小组", "三组"),
        (12.0, "组", "十二组"),
        ("3", "所在社", "三社"),
        ("清泉村二社", "村组", "二社"),
        ("２组", "小组", "二组"),
        ("王家庄", "自然村", "王家庄"),
    ],
)
def test_a_group_has_one_spelling(typed: object, heading: str, group: str) -> None:
    one = sheet(["姓名", "身份证号", heading], ["张三丰", number("19410305"), typed])  # type: ignore[list-item]
    assert read(one).rows[0].resident.group == group


def test_a_sheet_named_after_a_group_gives_its_persons_that_group() -> None:
    sheets = [
        sheet(HEAD, person(name, place), name=f"{place}社")  # type: ignore[arg-type]
        for place, name in enumerate(["张三丰", "李四光"], 1)
    ]
    assert [row.resident.group for row in read(*sheets).rows] == ["一社", "二社"]


def test_a_person_without_a_name_is_refused_and_counted() -> None:
    result = planned(sheet(HEAD, person(""), person("张三丰", 3)))  # type: ignore[arg-type]
    assert result.counts()["refused"] == 1
    assert codes(result, 2) == {"name_refused"}


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "张三2", 123.0, "+张三", "@张"])
def test_a_name_that_is_a_formula_or_has_digits_is_refused(name: object) -> None:
    line = [1.0, name, "男", number("19410305"), "", ""]
    result = planned(sheet(HEAD, line))  # type: ignore[arg-type]
    assert [row.outcome for row in result.rows] == ["refused"]
    assert codes(result, 2) == {"name_refused"}


def test_prefilled_lines_without_anybody_are_passed_over() -> None:
    assert rows(person("张三丰"), [2.0, "", "", "", "", ""], [3.0]) == rows(person("张三丰"))


def test_a_person_of_whom_only_the_name_is_known_comes_in() -> None:
    assert [row.resident.name for row in rows([1.0, "张三丰"], ["", "李四光"])] == ["张三丰", "李四光"]


@pytest.mark.parametrize(
    ("typed", "code", "level"),
    [
        (6.20321196110224e17, "id_rounded", Level.WARNING),
        (620321196110224000, "id_rounded", Level.WARNING),
        ("6.20321E+17", "id_rounded", Level.WARNING),
        ("620321196110224000", "id_rounded", Level.WARNING),
        ("620321194103052111", "id_check", Level.WARNING),
        ("620321194102302111", "id_birth", Level.WARNING),
        ("", "id_missing", Level.WARNING),
        ("办理中", "id_missing", Level.WARNING),
        ("620321410305211", "id_15", Level.INFO),
        (620321410305211.0, "id_15", Level.INFO),
        ("'" + number("19410305"), "id_cleaned", Level.INFO),
        (number("19410305") + "\t", "id_cleaned", Level.INFO),
    ],
)
def test_an_id_number_is_judged_and_never_repaired_by_guess(typed: object, code: str, level: Level) -> None:
    result = planned(sheet(HEAD, [1.0, "张三丰", "", typed, "", ""]))  # type: ignore[list-item]
    assert [(item.code, item.level) for item in result.problems] == [(code, level)]
    assert result.counts()["new"] == 1
    stored = result.rows[0].resident.id_number
    assert (stored is None) == (level is Level.WARNING)


def test_cards_and_phones_in_number_cells() -> None:
    head = ["姓名", "身份证号", "银行账号", "电话"]
    one = sheet(
        head,
        ["张三丰", number("19410305", 1), 6.21785657867336e18, 15304717459.0],
        ["李四光", number("19410305", 3), "6.21786E+18", "0935-7612345"],
        ["王五全", number("19410305", 5), 123456789012.0, "153-0471-7459"],
        ["赵六顺", number("19410305", 7), " 6217 8512 9731 9814 113", "13900001111/13900002222"],
    )
    result = planned(one)
    assert [row.resident.bank_card for row in result.rows] == [
        "", "", "123456789012", "6217851297319814113",
    ]  # fmt: skip
    assert [row.resident.phone for row in result.rows] == [
        "15304717459", "0935-7612345", "15304717459", "13900001111/13900002222",
    ]  # fmt: skip
    assert [(item.row, item.code) for item in result.problems] == [(2, "card_rounded"), (3, "card_rounded")]


@pytest.mark.parametrize(
    ("typed", "birthday"),
    [
        ("1941年5月23日", date(1941, 5, 23)),
        ("1941.5.23", date(1941, 5, 23)),
        ("1941/05/23", date(1941, 5, 23)),
        ("1941-5-23", date(1941, 5, 23)),
        ("19410523", date(1941, 5, 23)),
        (19410523.0, date(1941, 5, 23)),
        (date(1941, 5, 23), date(1941, 5, 23)),
        (datetime.combine(date(1941, 5, 23), time()), date(1941, 5, 23)),
        (15119.0, date(1941, 5, 23)),
        ("1941/5/23 0:00:00", date(1941, 5, 23)),
        ("一九四一年五月二十三日", date(1941, 5, 23)),
        ("1941.05", None),
        ("1941年5月", None),
        (1941.0, None),
        ("农历1941年5月23日", None),
        ("1941.2.30", None),
        ("2041.2.3", None),
    ],
)
def test_a_birthday_is_read_in_every_way_of_writing_it(typed: object, birthday: date | None) -> None:
    result = planned(sheet(["姓名", "性别", "出生日期"], ["张三丰", "男", typed]))  # type: ignore[list-item]
    assert result.rows[0].resident.birthday == birthday
    assert ("birthday_unclear" in codes(result, 2)) == (birthday is None)


def test_the_id_number_wins_over_sex_age_and_birthday() -> None:
    head = ["姓名", "性别", "年龄", "出生日期", "身份证号"]
    result = planned(sheet(head, ["张三丰", "女", "70", "1942.3", number("19410305", 1)]))
    resident = result.rows[0].resident
    assert (resident.sex, resident.birthday) == ("male", date(1941, 3, 5))
    assert codes(result, 2) == {"sex_conflict", "age_stale", "birthday_conflict"}


def test_an_age_one_year_off_is_no_news() -> None:
    head = ["姓名", "年龄", "身份证号"]
    assert planned(sheet(head, ["张三丰", "84岁", number("19410305")])).problems == ()


@pytest.mark.parametrize(
    ("heading", "typed", "axis", "value"),
    [
        ("救助身份", "特困（五保）", "aid", "destitute"),
        ("救助身份", "低保(二类)", "aid", "low_income"),
        ("是否低保", "是", "aid", "low_income"),
        ("独居", "√", "living", "alone"),
        ("居住情况", "独居老人", "living", "alone"),
        ("残疾情况", "肢体残疾二级", "disability", "physical_2"),
        ("残疾情况", "肢体（2级）", "disability", "physical_2"),
        ("残疾情况", "二级肢体", "disability", "physical_2"),
        ("残疾情况", "肢体/二级", "disability", "physical_2"),
        ("残疾证号/残疾等级", number("19410305") + "42", "disability", "physical_2"),
        ("救助身份", "低保二类", "aid", "low_income"),
        ("自理情况", "半失能", "self_care", "partial"),
        ("优抚对象", "退伍军人", "honour", "veteran"),
    ],
)
def test_dated_facts_are_understood(heading: str, typed: str, axis: str, value: str) -> None:
    found = read(sheet(["姓名", "身份证号", heading], ["张三丰", number("19410305"), typed])).rows[0]
    assert found.statuses == ((axis, value),)
    assert found.problems == ()


def test_two_disabilities_in_one_cell_and_kind_and_grade_in_two() -> None:
    one = read(sheet(["姓名", "性别", "残疾情况"], ["张三丰", "男", "视力一级、肢体二级"])).rows[0]
    assert one.statuses == (("disability", "visual_1"), ("disability", "physical_2"))
    two = read(sheet(["姓名", "性别", "残疾类别", "残疾等级"], ["张三丰", "男", "肢体", "二级"])).rows[0]
    assert two.statuses == (("disability", "physical_2"),)


def test_what_is_not_known_stays_in_the_note() -> None:
    head = ["姓名", "身份证号", "救助身份", "居住状况", "备注"]
    result = planned(sheet(head, ["张三丰", number("19410305"), "建档立卡一般", "住庙里", "耳背"]))
    note = result.rows[0].resident.note
    assert all(word in note for word in ("建档立卡一般", "住庙里", "耳背"))
    assert {(item.code, item.level) for item in result.problems} == {
        ("aid_unknown", Level.WARNING), ("value_unknown", Level.INFO),
    }  # fmt: skip
    assert result.rows[0].started == ()


@pytest.mark.parametrize("nothing", ["", "无", "/", "-", "否"])
def test_nothing_said_is_nothing_recorded(nothing: str) -> None:
    head = ["姓名", "身份证号", "残疾情况", "优抚对象", "联系电话", "民族"]
    found = read(sheet(head, ["张三丰", number("19410305"), nothing, nothing, nothing.strip("否"), ""])).rows[
        0
    ]
    assert found.statuses == ()
    assert found.problems == ()
    assert found.given == {"name", "id_number"}


@pytest.mark.parametrize(
    ("remark", "kind", "day"),
    [
        ("2026.7.14死亡", "died", date(2026, 7, 14)),
        ("7月14日去世", "died", date(2026, 7, 14)),
        ("12月25日去世", "died", date(2025, 12, 25)),
        ("2026年7月病故", "died", None),
        ("已故", "died", None),
        ("2025年3月1日户口迁出", "moved_out", date(2025, 3, 1)),
    ],
)
def test_a_remark_that_reports_leaving_is_proposed(remark: str, kind: str, day: date | None) -> None:
    found = rows(person("张三丰", note=remark))[0]
    assert [(item.kind, item.day) for item in found.proposals] == [(kind, day)]
    assert [item.code for item in found.problems] == ["death_proposed" if kind == "died" else "move_proposed"]
    assert found.resident.note == remark


@pytest.mark.parametrize("remark", ["老伴去世", "儿子已故，独居", "未迁出", "身份证办理中", "丧偶"])
def test_a_remark_about_someone_else_proposes_nothing(remark: str) -> None:
    assert rows(person("张三丰", note=remark))[0].proposals == ()


def test_a_death_behind_the_name_or_in_the_state_column_is_proposed() -> None:
    found = read(sheet(["姓名", "身份证号", "状态"], ["张三丰(已故)", number("19410305"), "正常"])).rows[0]
    assert found.resident.name == "张三丰"
    assert [item.kind for item in found.proposals] == ["died"]
    found = read(sheet(["姓名", "身份证号", "状态"], ["张三丰", number("19410305"), "死亡"])).rows[0]
    assert [item.kind for item in found.proposals] == ["died"]


def test_a_contact_in_one_cell_is_taken_apart() -> None:
    found = read(sheet(["姓名", "性别", "赡养人及电话"], ["张三丰", "男", "张小丰（儿子）13900001111"])).rows[
        0
    ]
    contact = found.contacts[0]
    assert (contact.role, contact.name, contact.relation, contact.phone) == (
        "supporter", "张小丰", "儿子", "13900001111",
    )  # fmt: skip


def test_minority_and_rare_names_keep_every_character() -> None:
    names = ["买买提·艾力", "王𬱖", "李㛃", "才让•卓玛", "阿依古丽.买买提"]
    found = rows(*(person(name, place) for place, name in enumerate(names)))
    assert [row.resident.name for row in found] == [
        "买买提·艾力", "王𬱖", "李㛃", "才让·卓玛", "阿依古丽·买买提",
    ]  # fmt: skip


def test_hidden_sheets_and_sheets_of_notes_are_told_and_not_read() -> None:
    hidden = Sheet("旧", sheet(HEAD, person("李四光", 3)).rows, (), visible=False)  # type: ignore[arg-type]
    notes = sheet(["1.身份证号码须为18位。"], name="填表说明")
    empty = sheet(name="Sheet3")
    reading = read(sheet(HEAD, person("张三丰")), hidden, notes, empty)  # type: ignore[arg-type]
    assert len(reading.rows) == 1
    assert {(item.sheet, item.code) for item in reading.problems} == {
        ("旧", "sheet_ignored"), ("填表说明", "sheet_ignored"),
    }  # fmt: skip


def test_a_file_without_a_list_of_persons_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read(sheet(["项目", "金额"], ["水费", 12.0]))
    assert caught.value.problems[0].code == "no_roster"


def test_as_above_repeats_what_stands_above() -> None:
    head = ["姓名", "身份证号", "家庭住址"]
    found = read(
        sheet(
            head,
            ["张三丰", number("19410305", 1), "清泉村12号"],
            ["李四光", number("19410305", 3), "同上"],
            ["二社"],
            ["王五全", number("19410305", 5), "〃"],
        )
    )
    assert {row.resident.address for row in found.rows} == {"清泉村12号"}


def test_a_card_that_ends_in_excels_noughts_is_not_taken() -> None:
    head = ["姓名", "身份证号", "银行账号"]
    result = planned(sheet(head, ["张三丰", number("19410305"), "6217856578673360000"]))
    assert codes(result, 2) == {"card_rounded"}
    assert result.rows[0].resident.bank_card == ""


def test_words_where_a_number_should_be_stay_in_the_note() -> None:
    head = ["姓名", "身份证号", "银行账号", "联系电话"]
    resident = planned(sheet(head, ["张三丰", number("19410305"), "未办", "儿子代接"])).rows[0].resident
    assert (resident.bank_card, resident.phone) == ("", "")
    assert "未办" in resident.note
    assert "儿子代接" in resident.note


def test_a_second_supporter_below_a_person_belongs_to_that_person() -> None:
    head = ["姓名", "身份证号", "赡养人", "关系", "电话"]
    found = read(
        sheet(
            head,
            ["张三丰", number("19410305", 1), "张大", "儿子", "13900001111"],
            ["", "", "张二", "儿子", "13900002222"],
            ["李四光", number("19410305", 3), "李大", "女儿", ""],
        )
    )
    assert [[item.name for item in row.contacts] for row in found.rows] == [["张大", "张二"], ["李大"]]
    assert found.rows[0].contacts[1].phone == "13900002222"


def test_a_group_merged_over_several_rows_is_everybodys_there() -> None:
    one = sheet(
        ["村民小组", "姓名", "身份证号"],
        ["一社", "张三丰", number("19410305", 1)],
        ["", "李四光", number("19410305", 3)],
        ["二社", "王五全", number("19410305", 5)],
        ["", "赵六顺", number("19410305", 7)],
        merged=(Area(1, 0, 2, 0), Area(3, 0, 4, 0)),
    )
    assert [row.resident.group for row in read(one).rows] == ["一社", "一社", "二社", "二社"]


def test_a_cell_with_an_error_says_nothing() -> None:
    head = ["姓名", "身份证号", "联系电话", "民族"]
    found = read(sheet(head, ["张三丰", number("19410305"), "#N/A", "#REF!"])).rows[0]
    assert found.given == {"name", "id_number"}
