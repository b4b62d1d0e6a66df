"""The bank's list held against a roll: what is sure is marked, what is not is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from happyhome.domain.problems import Refusal
from happyhome.services import bank_returns, rolls
from happyhome.services.bank_returns import BankPreview
from tests.services.rules import KEY, book, elder, locked, use_rules
from tests.services.village import Village

BORN = date(1940, 5, 3)
HEADS = ("序号", "收款人姓名", "身份证号码", "收款账号", "金额(元)", "处理结果", "失败原因")


@pytest.fixture
def paid(village: Village) -> Village:
    """A locked roll of 王秀兰, 李大山, two persons called 张翠花, and 刘老大 of 90."""
    use_rules(village)
    elder(village, "王秀兰", BORN)
    elder(village, "李大山", BORN, order=881)
    elder(village, "张翠花", BORN, order=884)
    elder(village, "张翠花", date(1941, 5, 3), order=886)
    elder(village, "刘老大", date(1936, 1, 1), order=883)
    locked(village, "2026-10")
    return village


def people(village: Village) -> dict[str, Any]:
    return {one.name: one for one in village.content()["resident"]}


def sheet(folder: Path, *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS, title: str = "") -> Path:
    made = Workbook()
    page = made.active
    assert page is not None
    for row in ((title or "代发结果明细", "", ""), heads, *rows):
        page.append(row)
    path = folder / "银行结果.xlsx"
    made.save(path)
    return path


def seen(village: Village, path: Path) -> BankPreview:
    found: BankPreview = village.ask(bank_returns.preview_bank, path, village.clock.day)
    return found


def take(village: Village, path: Path) -> Any:
    found = seen(village, path)
    given = {"reading": found.reading, "roll": found.roll.id, "source": path.name}
    return village.services.run(bank_returns.apply_bank, **given)


def states(village: Village) -> dict[str, tuple[str, str]]:
    (roll,) = village.ask(rolls.rolls_of, KEY)
    return {one.name: (one.state, one.failure) for one in book(village, roll).lines}


def test_rows_are_matched_by_number_by_card_and_by_a_name_only_one_has(paid: Village, tmp_path: Path) -> None:
    who = people(paid)
    path = sheet(
        tmp_path,
        (1, "王秀兰", who["王秀兰"].id_number, "", 50, "交易成功", ""),
        (2, "李大山", "", who["李大山"].bank_card, "50.00", "失败", "账号状态异常"),
        (3, "刘老大", "", "", "100", "成功", ""),
        ("合计", "", "", "", 200, "", ""),
    )
    outcome = take(paid, path)
    assert states(paid) == {
        "王秀兰": ("paid", ""),
        "李大山": ("failed", "账号状态异常"),
        "刘老大": ("paid", ""),
        "张翠花": ("", ""),
    }
    assert outcome.value.problems == ()
    assert [one.name for one in outcome.value.untold] == ["张翠花", "张翠花"]


def test_the_same_list_again_changes_nothing(paid: Village, tmp_path: Path) -> None:
    path = sheet(tmp_path, (1, "王秀兰", people(paid)["王秀兰"].id_number, "", 50, "失败", "销户"))
    assert take(paid, path).operation is not None
    before = paid.content()
    assert take(paid, path).operation is None
    assert paid.content() == before


def test_what_is_not_sure_is_listed_and_not_guessed(paid: Village, tmp_path: Path) -> None:
    who = people(paid)
    path = sheet(
        tmp_path,
        (1, "张翠花", "", "", 50, "成功", ""),
        (2, "赵六", "", "", 50, "成功", ""),
        (3, "王秀兰", who["王秀兰"].id_number, "", 60, "成功", ""),
        (4, "李大川", who["李大山"].id_number, "", 50, "成功", ""),
        (5, "刘老大", "", "", 100, "处理中", ""),
        (6, "刘老大", "", "", "一百", "成功", ""),
        (7, "刘老大", who["刘老大"].id_number, "", 100, "成功", ""),
        (8, "刘老大", who["刘老大"].id_number, "", 100, "失败", "重复"),
        (9, "李大山", who["李大山"].id_number, "", 50, "成功", ""),
    )
    found = seen(paid, path)
    assert [(one.row, one.code) for one in found.problems] == [
        (7, "state_unknown"),
        (8, "amount_unknown"),
        (3, "name_ambiguous"),
        (4, "name_unknown"),
        (5, "amount_differs"),
        (6, "name_differs"),
        (10, "row_conflict"),
    ]
    assert [mark.line.name for mark in found.marks] == ["李大山"]


def test_a_number_of_nobody_is_not_taken_for_somebody_of_the_same_name(paid: Village, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        (1, "王秀兰", "620321193801018820", "", 50, "失败", ""),
        (2, "李大山", "", people(paid)["李大山"].bank_card, 50, "成功", ""),
    )
    found = seen(paid, path)
    assert [one.code for one in found.problems] == ["name_unknown"]
    assert [one.line.name for one in found.marks] == ["李大山"]


def test_numbers_whose_middle_the_bank_hides_count_with_the_name(paid: Village, tmp_path: Path) -> None:
    number = next(one for one in paid.content()["resident"] if one.birthday == date(1941, 5, 3)).id_number
    masked = f"{number[:6]}********{number[-4:]}"
    (mark,) = seen(paid, sheet(tmp_path, (1, "张翠花", masked, "", 50, "成功", ""))).marks
    assert mark.line.birthday == date(1941, 5, 3)


@pytest.mark.parametrize(
    ("heads", "row", "title", "state"),
    [
        (("姓名", "卡号", "金额", "原因"), ("王秀兰", "", 50, ""), "", "paid"),
        (("姓名", "卡号", "金额", "原因"), ("王秀兰", "", 50, "卡号不符"), "", "failed"),
        (("姓名", "卡号", "金额"), ("王秀兰", "", 50), "代发失败清单", "failed"),
        (("户名", "账号", "状态"), ("王秀兰", "", "未到账"), "", "failed"),
        (("户名", "代发金额（元）", "状态"), ("王秀兰", 50, "未到账"), "", "failed"),
    ],
)
def test_lists_of_other_layouts_are_understood(
    paid: Village, tmp_path: Path, heads: tuple[str, ...], row: tuple[Any, ...], title: str, state: str
) -> None:
    (mark,) = seen(paid, sheet(tmp_path, row, heads=heads, title=title)).marks
    assert (mark.line.name, mark.state) == ("王秀兰", state)


@pytest.mark.parametrize(
    ("heads", "code"),
    [(("村", "户数"), "no_bank_list"), (("姓名", "金额"), "no_bank_state")],
)
def test_a_list_that_says_nothing_of_results_is_refused(
    paid: Village, tmp_path: Path, heads: tuple[str, ...], code: str
) -> None:
    path = sheet(tmp_path, ("王秀兰", 50), heads=heads)
    assert refused(paid, path) == [code]


def refused(village: Village, path: Path) -> list[str]:
    try:
        seen(village, path)
    except Refusal as refusal:
        return [problem.code for problem in refusal.problems]
    return []


def test_a_list_of_strangers_fits_no_roll(paid: Village, tmp_path: Path) -> None:
    assert refused(paid, sheet(tmp_path, (1, "赵六", "", "", 50, "成功", ""))) == ["bank_no_roll"]


def test_the_roll_that_fits_best_is_found(paid: Village, tmp_path: Path) -> None:
    locked(paid, "2026-11")
    new = elder(paid, "孙老五", BORN, order=888)
    third = locked(paid, "2026-11")
    path = sheet(tmp_path, (1, "孙老五", paid.person(new).resident.id_number, "", 100, "成功", ""))
    assert seen(paid, path).roll.id == third.id


def test_the_list_of_a_month_is_not_taken_for_that_of_a_later_one_with_more_people(
    paid: Village, tmp_path: Path
) -> None:
    (october,) = paid.ask(rolls.rolls_of, KEY)
    elder(paid, "孙老五", BORN, order=888)
    locked(paid, "2026-11")
    rows = [(line.name, line.id_number, "成功") for line in book(paid, october).paid]
    assert seen(paid, sheet(tmp_path, *rows, heads=("姓名", "证件号码", "结果"))).roll.id == october.id


def test_an_amount_under_a_heading_with_its_unit_is_held_against_the_roll(
    paid: Village, tmp_path: Path
) -> None:
    path = sheet(tmp_path, ("王秀兰", 999, "成功"), heads=("收款人姓名", "代发金额（元）", "处理结果"))
    assert refused(paid, path) == ["bank_no_roll"]


def test_a_failure_paid_again_since_is_not_taken_back_by_an_older_list(paid: Village, tmp_path: Path) -> None:
    number = people(paid)["王秀兰"].id_number
    take(paid, sheet(tmp_path, (1, "王秀兰", number, "", 50, "失败", "销户")))
    first = paid.ask(rolls.rolls_of, KEY)[0]
    locked(paid, "2026-11")
    path = sheet(tmp_path, (1, "王秀兰", number, "", 50, "成功", ""))
    found = paid.ask(bank_returns.preview_bank, path, paid.clock.day, roll=first.id)
    assert [one.code for one in found.problems] == ["paid_again"]
    assert found.marks == ()
