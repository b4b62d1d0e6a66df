"""Rosters of other villages: their group lines, remarks, words and pages."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.exchange.incoming.roster_row import RosterRow
from happyhome.exchange.incoming.sheets import Cell
from tests.exchange.incoming.made import codes, number, planned, read, sheet

HEAD: list[Cell] = ["序号", "姓名", "性别", "身份证号", "联系电话", "备注"]


def person(name: str, serial: int = 1, note: str = "") -> list[Cell]:
    return [float(serial), name, "", number("19410305", serial), "", note]


def rows(*lines: list[Cell]) -> tuple[RosterRow, ...]:
    return read(sheet(HEAD, *lines)).rows


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("东社 12人", "东社"),
        ("（东社）", "东社"),
        ("【第二组】", "二组"),
        ("一、二社", "一、二社"),
        ("第1、2组（共8人）", "1、2组"),
        ("二社 合计12人", "二社"),
        ("三社（9户18人）", "三社"),
        ("南社老人名单", "南社"),
        ("清泉村张家庄", "张家庄"),
        ("第三村民小组", "三村民小组"),
        ("一　社", "一社"),
        ("清泉村一、二社", "一、二社"),
        ("清泉村一村民小组", "一村民小组"),
        ("河西堡镇清泉村二社", "二社"),
    ],
)
def test_a_line_over_a_group_is_understood_in_every_style(line: str, group: str) -> None:
    assert [row.resident.group for row in rows([line], person("张三丰"))] == [group]


@pytest.mark.parametrize(
    "total", [["东社小计", "7人"], ["二社小计：3人"], ["", "一组合计", "", "9"], ["本组小计"]]
)
def test_a_total_of_a_group_is_no_person_wherever_its_count_stands(total: list[Cell]) -> None:
    head: list[Cell] = ["姓名", "身份证号", "性别", "联系电话"]
    one = sheet(head, ["张三丰", number("19410305")], total)
    assert [row.resident.name for row in read(one).rows] == ["张三丰"]


def test_a_title_on_the_next_page_under_the_column_of_phones_is_no_person() -> None:
    head: list[Cell] = ["电话", "身份证号", "姓名"]
    one = sheet(head, ["", number("19410305"), "张三丰"], ["清泉村花名册（续）"], ["【一社】"])
    assert len(read(one).rows) == 1


@pytest.mark.parametrize(
    ("typed", "name", "note"),
    [
        ("李四（户主）", "李四", "姓名旁注：户主"),
        ("(五保)李四", "李四", "姓名旁注：五保"),
        ("李四【大】", "李四", "姓名旁注：大"),
        ("李四*", "李四", ""),
        ("★ 李四", "李四", ""),
    ],
)
def test_a_remark_beside_a_name_goes_to_the_note(typed: str, name: str, note: str) -> None:
    result = planned(sheet(HEAD, person(typed)))
    assert (result.rows[0].resident.name, result.rows[0].resident.note) == (name, note)
    assert codes(result, 2) == {"name_cleaned"}


@pytest.mark.parametrize("typed", ["张三丰(已故)", "张三丰[去世]", "张三丰 已故", "张三丰（2026.3.4去世）"])
def test_a_death_beside_a_name_is_proposed_in_every_style(typed: str) -> None:
    found = rows(person(typed))[0]
    assert (found.resident.name, [item.kind for item in found.proposals]) == ("张三丰", ["died"])


def test_two_names_in_one_cell_are_refused() -> None:
    assert codes(planned(sheet(HEAD, person("张三、李四"))), 2) == {"name_refused"}


@pytest.mark.parametrize(
    "remark",
    [
        "今年三月老了",
        "人走了",
        "已注销户口",
        "2026.5亡",
        "已殁",
        "老伴去世；本人2026年3月病故",
        "已死亡，死亡证明未交",
        "8.12故",
    ],
)
def test_other_words_for_a_death_are_heard(remark: str) -> None:
    assert [item.kind for item in rows(person("张三丰", note=remark))[0].proposals] == ["died"]


@pytest.mark.parametrize(
    "remark",
    [
        "配偶李某某于2015年12月因病医治无效去世",
        "已故老党员遗属",
        "年纪老了行动不便",
        "低保没了",
        "未注销",
        "儿子车祸身亡",
    ],
)
def test_a_death_of_someone_else_is_not_heard(remark: str) -> None:
    assert rows(person("张三丰", note=remark))[0].proposals == ()


def test_the_crosses_typed_for_the_last_x_are_cleaned_and_letters_for_digits_never() -> None:
    sound = next(one for one in (number("19410305", serial) for serial in range(99)) if one.endswith("X"))
    for cross in "x×хХΧ✕":
        result = planned(sheet(HEAD, [1.0, "张三丰", "", sound[:17] + cross]))
        assert (result.rows[0].resident.id_number, codes(result, 2)) == (sound, {"id_cleaned"})
    for wrong in (sound.replace("0", "O", 1), sound.replace("1", "l", 1), sound[1:], sound + "/" + sound):
        result = planned(sheet(HEAD, [1.0, "张三丰", "", wrong]))
        assert (result.rows[0].resident.id_number, codes(result, 2)) == (None, {"id_form"})


def test_the_class_of_a_low_income_household_means_low_income() -> None:
    one = sheet(
        ["姓名", "身份证号", "低保类别"],
        ["张三丰", number("19410305"), "二类"],
        ["李四光", number("19410305", 3), "无"],
    )
    first, second = read(one).rows
    assert (first.statuses, first.resident.note) == ((("aid", "low_income"),), "低保类别：二类")
    assert (second.statuses, second.resident.note) == ((), "")


def test_two_lists_beside_each_other_are_both_read() -> None:
    head: list[Cell] = ["序号", "姓名", "身份证号"]
    found = read(
        sheet(
            ["清泉村花名册"],
            [*head, *head],
            [1.0, "张三丰", number("19410305", 1), 3.0, "王五全", number("19410305", 5)],
            [2.0, "李四光", number("19410305", 3)],
            ["合计", "3人"],
        )
    )
    assert [(row.row, row.resident.name) for row in found.rows] == [
        (3, "张三丰"),
        (4, "李四光"),
        (3, "王五全"),
    ]
    assert found.problems == ()


def test_a_supporters_own_id_number_makes_no_second_list() -> None:
    head: list[Cell] = ["姓名", "身份证号", "赡养人姓名", "身份证号"]
    found = read(sheet(head, ["张三丰", number("19410305", 1), "张小丰", number("19710305", 5)]))
    assert [row.resident.name for row in found.rows] == ["张三丰"]


def test_two_phones_in_one_cell_stay_two() -> None:
    head: list[Cell] = ["姓名", "身份证号", "电话"]
    typed = ["13900001111 13900002222", "13900001111\n0935-7612345", "139 0000 1111", "0935—7612345"]
    lines = [["张三丰", number("19410305", 1 + 2 * place), one] for place, one in enumerate(typed)]
    assert [row.resident.phone for row in read(sheet(head, *lines)).rows] == [
        "13900001111/13900002222", "13900001111/0935-7612345", "13900001111", "0935-7612345",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["身份证号", "老伴：李四", "(已故)", "张三丰\n李秀英"])
def test_what_is_no_name_of_one_person_is_refused(name: str) -> None:
    result = planned(sheet(["序号", "姓名", "性别"], [1.0, name, "男"]))
    assert codes(result, 2) == {"name_refused"}


@pytest.mark.parametrize(
    ("heading", "typed", "gone"),
    [("是否健在", "否", True), ("是否健在", "是", False), ("是否去世", "是", True), ("是否死亡", "×", False)],
)
def test_whether_somebody_lives_is_asked_both_ways_round(heading: str, typed: str, gone: bool) -> None:
    one = read(sheet(["姓名", "身份证号", heading], ["张三丰", number("19410305"), typed])).rows[0]
    assert bool(one.proposals) == gone


def test_of_two_reports_of_a_death_the_dated_one_goes_first() -> None:
    head: list[Cell] = ["姓名", "身份证号", "是否健在", "死亡时间"]
    one = read(sheet(head, ["张三丰", number("19410305"), "否", "2026.3.1"])).rows[0]
    assert one.proposals[0].day == date(2026, 3, 1)
