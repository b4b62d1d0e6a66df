"""What a roll pays, takes off and asks back: all that is due by what is known today, less what was paid."""

from __future__ import annotations

from datetime import date

from happyhome.domain.applications import Application
from happyhome.domain.residents import Contact
from happyhome.services import applications, registers, residents, rolls, schemes
from tests.services.rules import (
    KEY,
    book,
    corrected,
    dies,
    draft,
    elder,
    items,
    line,
    locked,
    month,
    use_rules,
)
from tests.services.village import Village

BORN_1940 = date(1940, 5, 3)


def test_a_first_roll_pays_the_period_and_takes_the_scheme_up_from_it(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN_1940)
    elder(village, "赵年轻", date(1950, 1, 1))

    outcome = village.try_to(
        rolls.draft_roll, scheme="高龄津贴", first=month("2026-10"), last=month("2026-10")
    )

    assert items(village, outcome.value, who) == [("2026-10", "due", 5000)]
    assert [one.name for one in book(village, outcome.value).lines] == ["王秀兰"]
    assert village.ask(schemes.use_of, KEY).since == "2026-10"
    assert "scheme_adopted" in [problem.code for problem in outcome.problems]
    assert (outcome.value.total, outcome.value.people, outcome.value.state) == (5000, 1, "draft")


def test_a_quarter_pays_each_of_its_months_and_changes_the_band_where_the_age_does(village: Village) -> None:
    use_rules(village, "发放: {周期: 季}")
    who = elder(village, "张翠花", date(1936, 11, 7))

    roll = draft(village, "2026-10", "2026-12")

    assert items(village, roll, who) == [
        ("2026-10", "due", 5000),
        ("2026-11", "due", 10000),
        ("2026-12", "due", 10000),
    ]
    assert (line(village, roll, who).months, line(village, roll, who).net) == (3, 25000)
    assert roll.period == "2026年10月至12月"


def test_somebody_registered_late_gets_the_months_since_the_scheme_was_taken_up(village: Village) -> None:
    use_rules(village)
    elder(village, "王秀兰", BORN_1940)
    locked(village, "2026-07")
    locked(village, "2026-08", "2026-09")
    late = elder(village, "李大山", date(1946, 8, 20), order=881)

    made = line(village, draft(village, "2026-10"), late)

    assert (made.due, made.arrears, made.net) == (5000, 10000, 15000)
    assert (made.change, made.cause, made.changed_on) == ("joined", "年满80", date(2026, 8, 20))
    assert made.note == "1946-08-20 出生，2026-08 年满 80 周岁，自 2026-08 起发，补发 8月、9月 100.00 元。"


def test_a_death_reported_late_becomes_a_claim_and_is_never_taken_off(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN_1940)
    locked(village, "2026-08")
    locked(village, "2026-09")
    locked(village, "2026-10")
    dies(village, who, date(2026, 8, 10))

    roll = draft(village, "2026-11")

    made = line(village, roll, who)
    assert (made.due, made.claim, made.net, made.change) == (0, 10000, 0, "left")
    assert made.note == "2026-08-10 死亡，停发自 2026-09 起；9月、10月多发 100.00 元，应追回。"
    assert (made.cause, made.changed_on, made.start_stop) == ("死亡", date(2026, 8, 10), "2026-09")
    (claim,) = village.ask(rolls.outstanding, KEY, village.clock.day)
    assert (claim.fen, claim.is_dead, claim.since) == (10000, True, date(2026, 8, 10))


def test_a_death_in_the_month_just_paid_leaves_a_line_that_only_says_so(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN_1940)
    locked(village, "2026-10")
    dies(village, who, date(2026, 10, 31))

    made = line(village, draft(village, "2026-11"), who)

    assert (made.due, made.net, made.claim, made.change, made.standard) == (0, 0, 0, "left", 5000)


def test_too_much_is_taken_off_the_oldest_month_first_up_to_the_rules_share(village: Village) -> None:
    use_rules(village, "每期最多扣回: 50%")
    who = elder(village, "张翠花", date(1936, 8, 7))
    for text in ("2026-08", "2026-09"):
        locked(village, text)
    corrected(village, who, date(1937, 8, 7))

    first = locked(village, "2026-10")
    assert items(village, first, who) == [
        ("2026-08", "claim", -2500),
        ("2026-08", "recovery", -2500),
        ("2026-09", "claim", -5000),
        ("2026-10", "due", 5000),
    ]
    second = draft(village, "2026-11")
    assert items(village, second, who) == [
        ("2026-08", "recovery", -2500),
        ("2026-09", "claim", -5000),
        ("2026-11", "due", 5000),
    ]
    assert line(village, first, who).note == (
        "按更正后的资料，月标准由 100.00 元改为 50.00 元，自 2026-08 起；8月、9月多发 100.00 元，本期扣回 25.00 元，余 75.00 元以后各期扣回。"
    )


def test_a_standard_raised_for_the_past_is_paid_as_arrears(village: Village) -> None:
    use_rules(village)
    who = elder(village, "王秀兰", BORN_1940)
    locked(village, "2026-08")
    locked(village, "2026-09")
    use_rules(village, raised=("2026-09-01", 60))

    made = line(village, draft(village, "2026-10"), who)

    assert (made.due, made.arrears, made.standard) == (6000, 1000, 6000)
    assert (made.change, made.cause, made.changed_on) == ("changed", "标准调整", date(2026, 9, 1))
    assert made.note == "标准调整，月标准由 50.00 元改为 60.00 元，自 2026-09 起，补发 9月 10.00 元。"


def test_arrears_beyond_the_limit_are_shown_and_not_paid(village: Village) -> None:
    use_rules(village, "补发期限: 2个月")
    elder(village, "王秀兰", BORN_1940)
    for text in ("2026-06", "2026-07", "2026-08", "2026-09"):
        locked(village, text)
    late = elder(village, "李大山", date(1939, 1, 1), order=881)

    roll = draft(village, "2026-10")

    assert items(village, roll, late) == [
        ("2026-06", "barred", 5000),
        ("2026-07", "barred", 5000),
        ("2026-08", "arrears", 5000),
        ("2026-09", "arrears", 5000),
        ("2026-10", "due", 5000),
    ]
    assert line(village, roll, late).net == 15000
    assert "6月、7月 100.00 元超过补发期限，不补" in line(village, roll, late).note


def test_this_year_as_a_limit_reaches_back_to_january_and_not_taking_back_takes_nothing(
    village: Village,
) -> None:
    use_rules(village, "补发期限: 本年", "扣回期限: 不扣")
    village.clock.day = date(2026, 2, 20)
    who = elder(village, "张翠花", date(1935, 1, 7))
    locked(village, "2025-11", "2025-12")
    locked(village, "2026-01")
    late = elder(village, "李大山", date(1939, 1, 1), order=881)
    corrected(village, who, date(1938, 1, 7))

    roll = draft(village, "2026-02")

    assert [kind for _, kind, _ in items(village, roll, late)] == ["barred", "barred", "arrears", "due"]
    assert {kind for _, kind, fen in items(village, roll, who) if fen < 0} == {"barred"}
    assert line(village, roll, who).net == 5000
    assert "超过扣回期限，不扣" in line(village, roll, who).note


def test_an_application_begins_before_the_scheme_was_taken_up_where_it_says_so_and_after_what_was_settled(
    village: Village,
) -> None:
    use_rules(village, "需申请: 是")
    first, second = elder(village, "王秀兰", BORN_1940), elder(village, "李大山", BORN_1940, order=881)
    day = date(2026, 10, 10)
    for who, named in (
        (first, {"start_month": "2026-08"}),
        (second, {"start_month": "2026-08", "settled_month": "2026-09"}),
    ):
        made = Application(
            resident=who,
            scheme=KEY,
            applied_on=day,
            accepted_on=day,
            county_on=day,
            decision="approved",
            **named,
        )
        village.services.run(applications.put_application, confirmed=True, application=made)

    roll = draft(village, "2026-10")

    assert [(text, kind) for text, kind, _ in items(village, roll, first)] == [
        ("2026-08", "arrears"),
        ("2026-09", "arrears"),
        ("2026-10", "due"),
    ]
    assert items(village, roll, second) == [("2026-10", "due", 5000)]


def test_a_year_paid_at_once_goes_on_without_being_called_a_stop(village: Village) -> None:
    village.clock.day = date(2027, 1, 15)
    use_rules(village, "单位: 元/年", "整发: 是")
    who = elder(village, "王秀兰", BORN_1940)
    assert line(village, locked(village, "2026-01", "2026-11"), who).due == 5000
    later = locked(village, "2026-12")

    made = line(village, draft(village, "2027-01"), who)

    assert (made.due, made.change) == (5000, "")
    assert later.total == 0


def test_a_missing_and_a_shared_card_are_named(village: Village) -> None:
    use_rules(village)
    elder(village, "王秀兰", BORN_1940, bank_card="")
    elder(village, "李大山", BORN_1940, order=881, bank_card="6217000011112222")
    elder(village, "张翠花", BORN_1940, order=884, bank_card="6217000011112222")

    outcome = village.try_to(rolls.draft_roll, scheme=KEY, first=month("2026-11"), last=month("2026-11"))

    said = {problem.code: problem.text for problem in outcome.problems}
    assert said["card_missing"].startswith("王秀兰没有社保卡号")
    assert said["card_shared"].startswith("李大山、张翠花的社保卡号相同")


def test_a_line_is_a_snapshot_that_later_corrections_do_not_touch(village: Village) -> None:
    use_rules(village, state="样例")
    who = elder(village, "王秀兰", BORN_1940, sex="female", bank_name="农商行")
    collector = Contact(resident=who, role="collector", name="王小明", relation="儿子", phone="13900000000")
    village.do(residents.put_contact, contact=collector)
    roll = locked(village, "2026-10")
    before = book(village, roll)
    corrected(village, who, date(1936, 1, 1))
    dies(village, who, date(2026, 9, 1))

    assert book(village, roll) == before
    made = before.lines[0]
    assert (made.sex, made.bank_name, made.collector) == ("女", "农商行", "王小明（儿子）")
    assert made.phone == "13900000000"
    assert made.id_number
    assert made.bank_card
    assert made.band == "80—89周岁"
    assert made.reference == "试办县民政局《高龄津贴办法》（民发〔2026〕1号）第五条"
    assert "1940-05-03 出生" in made.why
    assert before.roll.is_sample
    assert (before.bands, before.posting_days) == (("80—89周岁", "90周岁以上"), 0)


def test_the_same_facts_recorded_in_another_order_give_the_same_fingerprint(village: Village) -> None:
    use_rules(village)
    people = [("王秀兰", 882), ("王秀兰", 884), ("李大山", 881)]
    prints = []
    for order in (people, people[::-1]):
        made = [elder(village, name, BORN_1940, order=number) for name, number in order]
        prints.append(draft(village, "2026-10").fingerprint)
        village.do(rolls.drop_draft, roll=village.ask(rolls.rolls_of)[0].id)
        for who in made:
            village.do(registers.remove_record, table="resident", row=who)
    assert prints[0] == prints[1]


def test_drawing_up_again_without_news_changes_nothing(village: Village) -> None:
    use_rules(village)
    elder(village, "王秀兰", BORN_1940)
    first = draft(village, "2026-10")
    lines = book(village, first).lines

    again = village.try_to(rolls.draft_roll, scheme=KEY, first=month("2026-10"), last=month("2026-10"))

    assert again.operation is None
    assert again.value == first
    assert book(village, first).lines == lines
