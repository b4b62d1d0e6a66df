"""Papers about one elder: half a page of reasons, the slip, the application form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from happyhome.domain.dates import Month
from happyhome.policy.decisions import Reason, Verdict
from happyhome.reports import pdf
from happyhome.reports.document import Document
from happyhome.reports.fonts import bundled
from happyhome.reports.person_form import PersonForm
from happyhome.reports.person_forms import all_person_forms, person_form_named
from tests.reports.assessed import (
    GAOLING,
    REFERENCE,
    application,
    denied,
    granted,
    paper,
    scheme,
    several,
)
from tests.reports.books import HOME, ODD_NAMES, person
from tests.reports.golden import FOLDER, person_documents, rendered
from tests.reports.reading import pages_of, words_of

by_key = pytest.mark.parametrize("form", all_person_forms(), ids=lambda form: form.key)


@pytest.mark.parametrize("name", person_documents())
def test_a_paper_says_what_it_said_before(name: str) -> None:
    golden = FOLDER / f"{name}.txt"
    assert golden.exists(), "look at the paper, then: python -m tests.reports.golden"
    assert rendered(person_documents()[name]) == golden.read_text("utf-8")


def test_keys_are_unique_and_an_unknown_one_is_an_error() -> None:
    assert len({form.key for form in all_person_forms()}) == 3
    with pytest.raises(KeyError):
        person_form_named("no_such_paper")


@by_key
@pytest.mark.parametrize("number", range(len(ODD_NAMES) - 1))
def test_long_and_rare_names_keep_their_characters_on_one_sheet(form: PersonForm, number: int) -> None:
    document = form.build(paper(number, decisions=(granted(True),)))
    (page,) = pages_of(pdf.render(document, bundled()))
    assert ODD_NAMES[number] in page.replace("\n", "").replace("\r", "")


def test_two_half_pages_share_a_sheet_and_a_third_begins_another() -> None:
    both = _why(granted(), denied())
    assert _sheets(both) == [(595, 842)]
    assert [section.title for section in both.sections] == [
        "高龄老人生活补贴：为什么发、发多少",
        "高龄老人生活补贴：为什么不发",
    ]
    assert len(_sheets(_why(granted(), denied(), granted()))) == 2


def test_reasons_fit_half_a_page_and_more_go_on_below() -> None:
    long = replace(
        granted(True), reasons=(*granted().reasons, Reason("suspension", "失联满一个月，次月起暂停。" * 40))
    )
    pages = pages_of(pdf.render(_why(long), bundled()))
    assert "第 2 页 共 2 页" in pages[0]
    assert len(pages) == 1


def test_the_answer_names_amount_band_since_next_and_clause() -> None:
    words = words_of(_why(granted()))
    assert "享受，本月 200.00 元（95—99周岁），2024年4月起" in words
    assert "2030-01 起改为每月 500.00 元" in words
    assert "第五条，档次见第六条第二项" in words


def test_what_is_paid_once_a_year_is_not_said_to_be_nothing() -> None:
    yearly = Reason("band", "“医保代缴”档，每年 380.00 元", REFERENCE)
    other_month = replace(granted(), fen=0, band="医保代缴", reasons=(yearly,))
    assert "享受，本月不发（每年 380.00 元），2024年4月起" in words_of(_why(other_month))
    assert "医保代缴\n每年 380.00 元" in words_of(_slip(other_month))


def test_a_benefit_that_is_no_money_is_said_once() -> None:
    ride = replace(granted(), fen=0, band="70周岁以上", benefit="免费乘坐公交车（70周岁以上）")
    assert "享受，本月免费乘坐公交车（70周岁以上），2024年4月起" in words_of(_why(ride))


@pytest.mark.parametrize(
    ("verdict", "asked"),
    [
        (Verdict.DENIED, "为什么不发"),
        (Verdict.UNKNOWN, "为什么还定不下来"),
        (Verdict.NOT_APPLIED, "为什么还没有发"),
        (Verdict.SUSPENDED, "为什么暂停"),
        (Verdict.EXCLUDED, "为什么不能同时领"),
    ],
)
def test_why_not_is_answered_as_well_as_why(verdict: Verdict, asked: str) -> None:
    document = _why(replace(denied(), verdict=verdict))
    assert document.sections[0].title.endswith(asked)
    assert "2027-02-03 才满" in words_of(document)
    assert "2027-02 起发" in words_of(document)


def test_a_reason_from_another_paper_names_it() -> None:
    other = replace(REFERENCE, number="甘民发〔2025〕3号", article="第二条")
    decision = replace(
        granted(), reasons=(*granted().reasons, Reason("exclusion", "与护理补贴只享一项", other))
    )
    assert (
        "与护理补贴只享一项（金昌市民政局《高龄老人生活补贴发放办法》（甘民发〔2025〕3号）第二条）"
        in words_of(_why(decision))
    )


def test_a_run_of_payment_that_ends_says_its_last_month() -> None:
    ending = replace(granted(), until=Month(2026, 12))
    assert "2024年4月至2026年12月" in words_of(_why(ending))


@by_key
def test_no_paper_needs_more_than_a_name(form: PersonForm) -> None:
    bare = replace(person(0), statuses=(), contacts=())
    bare = replace(
        bare, resident=replace(bare.resident, id_number=None, birthday=None, phone="", bank_card="")
    )
    document = form.build(paper(person=bare, decisions=(), application=None, meals=None, drawn={}))
    assert pages_of(pdf.render(document, bundled()))


def test_a_sample_rule_is_marked_and_said_on_the_half_page_and_the_slip() -> None:
    section = _why(granted(True)).sections[0]
    assert section.mark == "样例"
    assert any("样例" in note for note in section.notes)
    slip = _slip(*several())
    assert slip.sections[0].mark == "样例"
    assert "经济困难老年人补贴*" in words_of(slip)
    assert _slip(granted()).sections[0].mark == ""


def test_the_slip_sums_money_and_lists_goods_rides_and_what_is_suspended() -> None:
    words = words_of(_slip(*several()))
    assert "260.00 元" in words
    assert "人民币贰佰陆拾元整" in words
    for part in ("30 袋", "免费乘坐市内公交车", "60.00 元（15 小时）", "暂停", "没有认证"):
        assert part in words


def test_the_slip_keeps_meals_beside_the_sum_and_leaves_out_what_nobody_draws() -> None:
    words = words_of(_slip(granted(), denied()))
    assert "助餐：本月用餐 18 次，补贴 54.00 元，个人应付 144.00 元" in words
    assert words.count("高龄老人生活补贴") == 1
    (page,) = pages_of(pdf.render(_slip(denied()), bundled()))
    assert "没有享受中的补贴" in page


def test_the_half_page_and_the_slip_hide_the_number_and_the_application_shows_it() -> None:
    number = person(0).resident.id_number or ""
    assert number not in words_of(_why(granted())) + words_of(_slip(granted()))
    assert number in words_of(person_form_named("application").build(paper()))


def test_the_application_prints_what_was_decided_and_leaves_room_where_nothing_was() -> None:
    form = person_form_named("application")
    done = words_of(form.build(paper()))
    assert "公示：2024年3月9日至2024年3月15日（7 天），公示无异议。" in done
    assert "从2024年4月起发" in done
    assert "赵强" in done
    pending = words_of(form.build(paper(application=application("pending"))))
    assert "□ 同意，从" in pending
    refused = replace(
        application("refused"), county_view="", county_on=date(2024, 4, 1), reason="户籍不在本县"
    )
    assert "不同意" in words_of(form.build(paper(application=replace(refused, start_month=""))))


def test_papers_to_bring_are_those_of_the_rule_until_some_were_handed_in() -> None:
    form = person_form_named("application")
    assert "□ 近期一寸照片" in words_of(form.build(paper(application=None)))
    assert "□ 近期一寸照片" not in words_of(form.build(paper()))


@pytest.mark.parametrize("chosen", [None, GAOLING, scheme("x", "经济困难的高龄、失能老年人养老服务补贴")])
def test_a_blank_application_names_nobody_and_is_one_page(chosen: object) -> None:
    blank = person_form_named("application").blank
    assert blank is not None
    document = blank(HOME, chosen)  # type: ignore[arg-type]
    (page,) = pages_of(pdf.render(document, bundled()))
    assert document.blank
    assert "赵" not in page


def _why(*decisions: object) -> Document:
    return person_form_named("why").build(paper(decisions=decisions))


def _slip(*decisions: object) -> Document:
    return person_form_named("benefit_slip").build(paper(decisions=decisions))


def _sheets(document: Document) -> list[tuple[int, int]]:
    """The size of each sheet in whole points."""
    opened = pdfium.PdfDocument(pdf.render(document, bundled()))
    found = [(round(page.get_width()), round(page.get_height())) for page in opened]
    opened.close()
    return found
