"""roll …: the same as in the window, for scripts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from happyhome.app import open_services
from happyhome.cli.rolls import a_period
from happyhome.domain.dates import Month
from happyhome.domain.residents import Resident
from happyhome.services.homes import set_home
from happyhome.services.residents import add_resident
from happyhome.services.rule_previews import import_rules
from tests.cli.calls import Caller
from tests.services.rules import rules
from tests.services.village import id_number


@pytest.fixture
def drawing(call: Caller) -> Caller:
    """A home with a rule, 王秀兰 of 86 and 李大山 of 80."""
    services = open_services(call.folder)
    services.run(set_home, name="清泉村幸福院")
    assert not services.run(import_rules, name="高龄.yaml", content=rules("发放: {公示天数: 7}")).refused
    for name, born, order in (("王秀兰", date(1940, 5, 3), 882), ("李大山", date(1946, 3, 5), 881)):
        one = Resident(
            name=name, id_number=id_number(born, order), birthday=born, bank_card="6217000011112222"
        )
        assert not services.run(add_resident, resident=one).refused
    services.close()
    return call


def test_a_roll_goes_its_way_from_draft_to_paid(drawing: Caller) -> None:
    made = drawing.json("roll", "draft", "高龄津贴", "2026-11")
    assert (made.code, made.data["roll"]["state"], made.data["roll"]["total"]) == (0, "draft", "100.00")
    assert any("由本院造册" in note for note in made.data["notes"])
    posted = drawing.json("roll", "post", "gaoling", "2026-11", "--from", "2026-11-21", "--to", "2026-11-27")
    assert posted.data["roll"]["state"] == "posted"
    locked = drawing.json("roll", "lock", "gaoling", "2026-11")
    assert [one["code"] for one in locked.data["warnings"]] == ["posting_not_over"]
    assert drawing.json("roll", "reopen", "gaoling", "2026-11", "--reason", "卡号有误").code == 0
    assert drawing("roll", "lock", "gaoling", "2026-11").code == 0
    paid = drawing.json("roll", "pay", "gaoling", "2026-11", "--on", "2026-11-21")
    assert paid.data["roll"]["state"] == "paid"
    shown = drawing.json("roll", "show", "gaoling", "2026-11").data
    assert [(one["name"], one["net"], one["state"]) for one in shown["lines"]] == [
        ("李大山", "50.00", "paid"),
        ("王秀兰", "50.00", "paid"),
    ]
    assert shown["lines"][0]["items"] == [{"month": "2026-11", "kind": "due", "amount": "50.00"}]


def test_a_roll_is_shown_for_people_with_numbers_masked(drawing: Caller) -> None:
    drawing("roll", "draft", "gaoling", "2026-11")
    said = drawing("roll", "show", "gaoling", "2026-11").out
    assert "高龄津贴发放名册 2026年11月  草稿  2 人  100.00 元" in said
    assert id_number(date(1940, 5, 3), 882) not in said
    assert "2026年11月  草稿" in drawing("roll", "list").out


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-11", "2026-11", "2026-11"),
        ("2026-Q4", "2026-10", "2026-12"),
        ("2026-H1", "2026-01", "2026-06"),
        ("2026-h2", "2026-07", "2026-12"),
        ("2026", "2026-01", "2026-12"),
    ],
)
def test_periods_as_they_are_typed(typed: str, first: str, last: str) -> None:
    assert a_period(typed) == (Month.parse(first), Month.parse(last))


@pytest.mark.parametrize("typed", ["2026-13", "2026-Q5", "11月", "2026-H3"])
def test_a_period_that_is_none_is_wrong_usage(drawing: Caller, typed: str) -> None:
    said = drawing("roll", "draft", "gaoling", typed)
    assert said.code == 2
    assert "2026-Q4" in said.err


def test_what_is_not_there_is_refused_with_what_there_is(drawing: Caller) -> None:
    assert drawing.json("roll", "draft", "没有这项", "2026-11").error["code"] == "scheme_unknown"
    drawing("roll", "draft", "gaoling", "2026-10")
    said = drawing.json("roll", "show", "gaoling", "2026-11")
    assert (said.code, said.error["code"]) == (1, "roll_unknown")
    assert "2026年10月" in said.err
    assert drawing("roll", "drop", "gaoling", "2026-10").code == 0
    assert drawing("roll", "list").out.strip() == "还没有名册。"


def test_the_banks_answers_and_a_refund(drawing: Caller, tmp_path: Path) -> None:
    for period in ("2026-09", "2026-10"):
        drawing("roll", "draft", "gaoling", period)
        drawing("roll", "lock", "gaoling", period)
    book = Workbook()
    assert book.active is not None
    for row in (("姓名", "金额", "结果", "原因"), ("李大山", 50, "失败", "销户"), ("赵六", 50, "成功", "")):
        book.active.append(row)
    path = tmp_path / "结果.xlsx"
    book.save(path)
    assert drawing.json("roll", "bank", str(path), "--dry-run").data["changed"] == 1
    told = drawing.json("roll", "bank", str(path)).data
    assert (told["failed"], told["changed"], [one["code"] for one in told["problems"]]) == (
        1,
        1,
        ["name_unknown"],
    )
    assert drawing.json("roll", "bank", str(path)).data["changed"] == 0
    assert drawing("residents", "died", "王秀兰", "--on", "2026-09-10").code == 0
    back = ("roll", "refund", "王秀兰", "gaoling", "--amount", "50", "--on", "2026-11-20")
    assert drawing.json(*back).data["months"] == [{"month": "2026-10", "amount": "50.00"}]
    assert drawing.json(*back).error["code"] == "refund_too_much"
    assert drawing("audit", "verify").code == 0


def test_of_several_rolls_of_a_period_each_can_be_named(drawing: Caller, tmp_path: Path) -> None:
    drawing("roll", "draft", "gaoling", "2026-10")
    drawing("roll", "lock", "gaoling", "2026-10")
    book = Workbook()
    assert book.active is not None
    for row in (("姓名", "结果", "原因"), ("李大山", "失败", "销户")):
        book.active.append(row)
    path = tmp_path / "结果.xlsx"
    book.save(path)
    named = ("roll", "bank", str(path), "--roll", "gaoling")
    assert drawing.json(*named, "2026-10", "--number", "1").data["failed"] == 1
    assert drawing.json(*named, "2026-10", "--number", "2").error["code"] == "roll_unknown"
    assert drawing(*named, "上个月").code == 2
    drawing("roll", "draft", "gaoling", "2026-10")
    drawing("roll", "lock", "gaoling", "2026-10")
    pay = ("roll", "pay", "gaoling", "2026-10", "--on", "2026-11-20")
    assert drawing.json(*pay, "--number", "1").data["roll"]["title"].endswith("发放名册")
    assert drawing.json(*pay).data["roll"]["title"].endswith("补发名册")
    assert drawing.json(*pay, "--number", "1").error["code"] == "roll_paid"
