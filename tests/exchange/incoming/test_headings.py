"""Whatever words and levels a head is made of, the columns are found."""

from __future__ import annotations

import pytest

from happyhome.exchange.incoming.headings import find_heading
from happyhome.exchange.incoming.mapping import ColumnMapping
from happyhome.exchange.incoming.roster import read_roster
from happyhome.exchange.incoming.sheets import Area, Cell
from tests.exchange.incoming.made import TODAY, number, read, sheet


def targets(*rows: list[object], merged: tuple[Area, ...] = ()) -> list[str]:
    heading = find_heading(sheet(*rows, merged=merged))  # type: ignore[arg-type]
    assert heading is not None
    width = max(len(row) for row in rows)
    found = {column.index: column.target for column in heading.mapping.columns}
    return [found.get(index, "-") for index in range(width)]


@pytest.mark.parametrize(
    ("word", "target"),
    [
        ("姓  名", "name"),
        ("姓\n名", "name"),
        ("*姓名", "name"),
        ("老年人姓名", "name"),
        ("身份证号码(18位)", "id_number"),
        ("公民身份号码", "id_number"),
        ("老人身份证号", "id_number"),
        ("年龄(岁)", "age"),
        ("周岁", "age"),
        ("所在社", "group"),
        ("家庭详细住址", "address"),
        ("户籍所在地", "registered_address"),
        ("手机号码", "phone"),
        ("本人联系电话", "phone"),
        ("社保卡（一卡通）账号", "bank_card"),
        ("银行账号", "bank_card"),
        ("开户银行", "bank_name"),
        ("出生年月", "birthday"),
        ("救助类别", "axis.aid"),
        ("家庭居住情况", "axis.living"),
        ("残疾类别及等级", "axis.disability"),
        ("生活自理能力", "axis.self_care"),
        ("是否低保", "flag.aid.low_income"),
        ("独居", "flag.living.alone"),
        ("是否残疾（类别等级）", "axis.disability"),
        ("赡养人姓名", "supporter.name"),
        ("赡养人电话", "supporter.phone"),
        ("赡养人及电话", "supporter.all"),
        ("紧急联系人", "emergency.name"),
        ("紧急联系人电话", "emergency.phone"),
        ("代领人", "collector.name"),
        ("备 注", "note"),
        ("家庭人口", ""),
        ("月标准(元)", ""),
        ("户主电话", ""),
        ("责任医生电话", ""),
    ],
)
def test_a_word_is_understood_in_every_spelling(word: str, target: str) -> None:
    if target == "name":
        assert targets([word, "性别"]) == ["name", "sex"]
    else:
        assert targets(["姓名", "民族", word])[2] == target


def test_titles_above_are_passed_over() -> None:
    rows = ["清泉村老年人花名册"], ["单位：清泉村", "", "日期：2026年9月"], [""], ["序号", "姓名", "性别"]
    assert targets(*map(list, rows)) == ["serial", "name", "sex"]


def test_two_levels_without_merged_ranges_are_kept_apart() -> None:
    upper = ["序号", "基本信息", "", "", "联系电话", "赡养人", "", "", "备注"]
    lower = ["", "姓名", "性别", "身份证号", "", "姓名", "关系", "电话", ""]
    assert targets(upper, lower) == [
        "serial", "name", "sex", "id_number", "phone",
        "supporter.name", "supporter.relation", "supporter.phone", "note",
    ]  # fmt: skip


def test_two_levels_with_the_name_in_the_upper_row() -> None:
    upper = ["序号", "姓名", "身份证号", "残疾情况", "", "紧急联系人", ""]
    lower = ["", "", "", "类别", "等级", "姓名", "电话"]
    merged = (Area(0, 3, 0, 4), Area(0, 5, 0, 6), Area(0, 1, 1, 1))
    assert targets(upper, lower, merged=merged) == [
        "serial", "name", "id_number", "axis.disability", "disability_grade",
        "emergency.name", "emergency.phone",
    ]  # fmt: skip


def test_the_householders_name_is_not_the_residents() -> None:
    upper = ["户主", "", "老人基本信息", "", ""]
    lower = ["姓名", "电话", "姓名", "性别", "电话"]
    merged = (Area(0, 0, 0, 1), Area(0, 2, 0, 4))
    assert targets(upper, lower, merged=merged) == ["", "", "name", "sex", "phone"]


def test_relation_and_phone_beside_a_supporter_are_the_supporters() -> None:
    found = targets(["姓名", "性别", "电话", "赡养人", "关系", "联系电话", "务工地"])
    assert found == [
        "name", "sex", "phone",
        "supporter.name", "supporter.relation", "supporter.phone", "supporter.workplace",
    ]  # fmt: skip


def test_the_better_of_two_columns_for_one_thing_is_taken_and_the_other_told() -> None:
    one = sheet(["户主姓名", "姓名", "性别", "手机", "联系电话"], ["王大", "张三丰", "男", "", "13900001111"])
    reading = read_roster([one], TODAY)
    assert [row.resident.name for row in reading.rows] == ["张三丰"]
    assert reading.rows[0].resident.phone == "13900001111"
    assert {(item.code, item.column) for item in reading.problems} == {
        ("column_twice", "户主姓名"), ("column_twice", "手机"),
    }  # fmt: skip


def test_a_mapping_put_right_by_hand_is_used_again_for_the_same_headings() -> None:
    one = sheet(["姓名", "性别", "档案"], ["张三丰", "男", "肾病"])
    mapping = read_roster([one], TODAY).mappings[0][1]
    mended = ColumnMapping.from_json(mapping.with_target(2, "illness").to_json())
    other = sheet(["姓 名", "性 别", "档案"], ["李四光", "男", "胃病"])
    rows = read_roster([other], TODAY, {mended.signature: mended}).rows
    assert [row.resident.illness for row in rows] == ["胃病"]


def test_a_target_given_by_hand_is_taken_from_the_column_that_had_it() -> None:
    one = sheet(["姓名", "性别", "手机", "备用"], ["张三丰", "男", "13900001111", "13900002222"])
    mapping = read_roster([one], TODAY).mappings[0][1].with_target(3, "phone")
    assert [column.target for column in mapping.columns] == ["name", "sex", "", "phone"]
    with pytest.raises(ValueError):
        mapping.with_target(3, "no such thing")
    with pytest.raises(ValueError):
        ColumnMapping.from_json("[]")


def test_a_second_table_below_with_other_columns_is_read_by_its_own_head() -> None:
    one = sheet(
        ["姓名", "性别", "电话"],
        ["张三丰", "男", "13900001111"],
        [""],
        ["二社名单"],
        ["序号", "姓名", "身份证号"],
        [1.0, "李秀英", number("19400101", 2)],
    )
    rows = read_roster([one], TODAY).rows
    assert [(row.row, row.resident.name) for row in rows] == [(2, "张三丰"), (6, "李秀英")]
    assert rows[1].resident.id_number == number("19400101", 2)


def test_a_number_in_an_upper_heading_does_not_make_it_a_title() -> None:
    one = sheet(
        ["序号", "基本信息", "", "身份证号（18位）", "组别"],
        ["", "老人姓名", "性别", "", ""],
        [1.0, "张三丰", "男", number("19410305"), "一队"],
        merged=[Area(0, 1, 0, 2)],
    )
    row = read(one).rows[0].resident
    assert (row.name, row.id_number, row.group) == ("张三丰", number("19410305"), "一队")


@pytest.mark.parametrize("word", ["姓名*", "对象姓名", "姓 名"])
def test_a_head_of_two_levels_printed_again_is_no_person(word: str) -> None:
    head: list[list[Cell]] = [["序号", "基本信息", "", "是否独居"], ["", word, "身份证号", ""]]
    again = [
        *head,
        [1.0, "张三丰", number("19410305", 1), "是"],
        ["本页小计", "1人"],
        *head,
        [2.0, "李四光", number("19410305", 3), "否"],
    ]
    merged = [Area(0, 1, 0, 2), Area(4, 1, 4, 2)]
    assert [row.resident.name for row in read(sheet(*again, merged=merged)).rows] == ["张三丰", "李四光"]


def test_a_group_line_right_under_the_head_is_no_second_level() -> None:
    one = sheet(["序号", "姓名", "身份证号"], ["一村民小组（共3人）"], [1.0, "张三丰", number("19410305")])
    assert [row.resident.group for row in read(one).rows] == ["一村民小组"]


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("低保类别", "flag.aid.low_income"),
        ("人员身份", "axis.aid"),
        ("是否失能", "flag.self_care.none"),
        ("是否失独", "flag.family_planning.lost_only_child"),
        ("是否退役军人", "flag.honour.veteran"),
        ("残疾证号/残疾等级", "axis.disability"),
        ("失能情况", "axis.self_care"),
        ("儿子电话", "supporter.phone"),
        ("老伴电话", ""),
        ("惠民惠农一卡通", "bank_card"),
        ("存折号", "bank_card"),
        ("婚否", "marital"),
        ("就餐方式", "usual_mode"),
    ],
)
def test_words_that_clerks_write_are_known(heading: str, target: str) -> None:
    assert targets(["姓名", "身份证号", heading], ["张三丰", number("19410305"), ""])[2] == target


def test_the_head_of_the_household_is_the_elder_only_where_no_other_name_stands() -> None:
    assert targets(["户主姓名", "老人姓名", "身份证号"]) == ["", "name", "id_number"]
    assert targets(["户主姓名", "身份证号"]) == ["name", "id_number"]
