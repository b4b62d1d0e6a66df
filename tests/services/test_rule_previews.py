"""A rule file is looked at before it counts: whose money changes, from when, and what is wrong with it."""

from __future__ import annotations

from datetime import date

from happyhome.domain.dates import Month
from happyhome.resources import resource
from happyhome.services import audit, rule_previews, schemes
from tests.services.rules import KEY, elder, locked, rules, use_rules
from tests.services.village import TODAY, Village

NAME = "高龄津贴.yaml"


def test_a_faulty_file_is_refused_with_every_fault_and_changes_nothing(village: Village) -> None:
    broken = rules().replace("金额: 50", "金额: 五十").replace("金额: 100", "数额: 100")
    preview = village.ask(rule_previews.preview_rules, NAME, broken, TODAY)
    faults = preview.faults
    assert len([fault for fault in faults if fault.is_error]) >= 2
    before = village.content()
    outcome = village.try_to(rule_previews.import_rules, name=NAME, content=broken)
    assert {problem.code for problem in outcome.problems} == {"rules_faulty"}
    assert len(outcome.problems) == len([fault for fault in faults if fault.is_error])
    assert "第 " in outcome.text
    assert village.content() == before
    assert (preview.is_sound, preview.changes) == (False, ())


def test_it_tells_whose_amount_changes_from_when_before_and_after(village: Village) -> None:
    use_rules(village)
    old = elder(village, "王秀兰", date(1940, 5, 3))
    elder(village, "李大山", date(1930, 1, 1), order=881)
    soon = elder(village, "赵将满", date(1947, 4, 8), order=883)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))

    preview = village.ask(rule_previews.preview_rules, NAME, rules(raised=("2026-10-01", 60)), TODAY)

    told = {one.resident: (str(one.month), one.before, one.after) for one in preview.changes}
    assert told == {old: ("2026-10", 5000, 6000), soon: ("2027-04", 5000, 6000)}
    first = next(one for one in preview.changes if one.resident == old)
    assert first.sentence == "王秀兰“高龄津贴”自2026年10月起由每月 50.00 元改为每月 60.00 元。"
    assert first.total == 1000 * 14  # October 2026 to November 2027
    assert [one.key for one in preview.changed] == [KEY]


def test_a_file_whose_lines_only_moved_changes_nothing(village: Village) -> None:
    use_rules(village)
    elder(village, "王秀兰", date(1940, 5, 3))
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))
    preview = village.ask(rule_previews.preview_rules, NAME, "# 说明\n" + rules(), TODAY)
    assert (preview.changed, preview.changes, preview.added) == ((), (), ())


def test_a_new_scheme_is_told_of_and_nobodys_money_changes(village: Village) -> None:
    elder(village, "王秀兰", date(1940, 5, 3))
    preview = village.ask(rule_previews.preview_rules, NAME, rules(), TODAY)
    assert [one.key for one in preview.added] == [KEY]
    assert preview.changes == ()


def test_schemes_of_the_programs_own_files_may_be_named(village: Village) -> None:
    text = resource("policies", "jinchang.yaml").read_text("utf-8")
    assert "gansu_kunnan" in text
    preview = village.ask(rule_previews.preview_rules, "我的.yaml", text, TODAY)
    assert preview.faults == ()


def test_an_import_is_one_step_that_can_be_taken_back(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", date(1940, 5, 3))
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))
    before = village.content()
    made = village.do(rule_previews.import_rules, name=NAME, content=rules(raised=("2026-10-01", 60)))
    assert [one.resident for one in made.changes] == [who]
    village.do(audit.undo)
    assert village.content() == before


def test_a_case_that_comes_out_otherwise_is_asked_about(village: Village) -> None:
    case = """案例:
  - 名称: 满八十
    出处: 自己算的
    项目: gaoling
    老人: {出生: 1940-05-03}
    至: 2026-10
    应发: [{月: 2026-10, 金额: 70}]
"""
    outcome = village.try_to(rule_previews.import_rules, name=NAME, content=rules() + case)
    assert (outcome.asks, [problem.code for problem in outcome.problems]) == (True, ["case_failed"])
    assert "满八十" in outcome.text


def test_the_file_of_a_scheme_in_use_is_not_taken_away(village: Village) -> None:
    use_rules(village)
    elder(village, "王秀兰", date(1940, 5, 3))
    locked(village, "2026-10")
    assert village.codes(rule_previews.remove_rules, name=NAME) == ["rules_in_use"]
    assert village.codes(rule_previews.remove_rules, name="别的.yaml") == ["row_missing"]
    village.do(rule_previews.import_rules, name="另一份.yaml", content=rules().replace("gaoling", "other"))
    village.do(rule_previews.remove_rules, name="另一份.yaml")
    assert [row.name for row in village.ask(schemes.rule_files)] == [NAME]


def test_meals_on_record_are_counted_again_by_the_new_rules(village: Village) -> None:
    meal = rules().replace("类别: 现金", "类别: 助餐").replace("        起发: {方式: 符合条件}\n", "")
    meal = "\n".join(line for line in meal.split("\n") if "停发" not in line)
    meal = meal.replace("金额: 50", "金额: 5").replace("金额: 100", "金额: 6")
    meal = meal.replace(
        "对象: {年龄: 80以上}", "对象: {年龄: 80以上}\n        餐价: [{名称: 一荤两素, 金额: 11}]"
    )
    village.do(rule_previews.import_rules, name=NAME, content=meal)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))
    who = elder(village, "王秀兰", date(1940, 5, 3))
    other = elder(village, "李大山", date(1930, 1, 1), order=881)
    for day in (date(2026, 10, 9), date(2026, 11, 20)):
        village.lunch(who, other, day=day)
    preview = village.ask(rule_previews.preview_rules, NAME, meal.replace("金额: 5}", "金额: 7}"), TODAY)
    (change,) = preview.changes
    assert (change.resident, change.before, change.after, change.total) == (who, 500, 700, 400)
    assert change.sentence == "王秀兰“高龄津贴”2026年10月的餐补由 5.00 元改为 7.00 元。"


def test_what_is_paid_once_a_year_changes_by_the_year(village: Village) -> None:
    yearly = ("单位: 元/年", "整发: 10月")
    use_rules(village, *yearly)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))
    elder(village, "王秀兰", date(1940, 5, 3))
    changed = rules(*yearly).replace("金额: 50", "金额: 60")
    (change,) = village.ask(rule_previews.preview_rules, NAME, changed, TODAY).changes
    assert change.sentence == "王秀兰“高龄津贴”自2026年10月起由每年 50.00 元改为每年 60.00 元。"


def test_goods_that_change_are_told_in_pieces(village: Village) -> None:
    goods = rules("单位: 袋", "每: 日").replace("类别: 现金", "类别: 实物")
    goods = goods.replace("金额: 50", "数量: 1").replace("金额: 100", "数量: 1")
    village.do(rule_previews.import_rules, name=NAME, content=goods)
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 11))
    elder(village, "王秀兰", date(1940, 5, 3))
    changed = goods.replace("年龄: 80-89, 数量: 1", "年龄: 80-89, 数量: 2")
    (change,) = village.ask(rule_previews.preview_rules, NAME, changed, TODAY).changes
    assert change.sentence == "王秀兰“高龄津贴”自2026年11月起由每月 30 袋改为每月 60 袋。"
