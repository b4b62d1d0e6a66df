"""The PDF as it lies on the desk: pages, heads, sums, fonts, signatures, and names that break sheets."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from happyhome.reports import pdf
from happyhome.reports.document import Column, Document, Paragraph, Row, Section, Signature, Table
from happyhome.reports.fonts import bundled, check, fonts_here
from happyhome.reports.form import Form, Options
from happyhome.reports.forms import all_forms, form_named
from tests.reports.books import HOME, OCTOBER, book, money
from tests.reports.reading import left_edges, pages_of

ATTENDANCE = form_named("meal_attendance")


def _render(document: Document) -> bytes:
    return pdf.render(document, bundled())


def test_the_same_document_gives_the_same_bytes() -> None:
    document = ATTENDANCE.build(book(22, photos=True), Options())
    assert _render(document) == _render(document)


def test_a_long_sheet_repeats_its_title_and_head_at_the_same_place() -> None:
    rendered = _render(ATTENDANCE.build(book(200), Options()))
    pages = pages_of(rendered)
    assert len(pages) == 11
    for words in ("宁远堡镇清泉村幸福院老年人就餐考勤表", "签字(手印)", "合计", "管理员："):
        assert len(set(left_edges(rendered, words))) == 1, words


def test_every_elder_stands_once_and_in_order() -> None:
    text = "\n".join(pages_of(_render(ATTENDANCE.build(book(200), Options()))))
    numbers = re.findall(r"^(\d{1,3}) (?=\D+ \d{2,3} )", text, flags=re.MULTILINE)
    found = [int(number) for number in numbers]
    assert found == sorted(set(found))
    assert found[-1] == 200


def test_the_page_sums_add_up_to_the_total() -> None:
    pages = pages_of(_render(ATTENDANCE.build(book(60), Options())))
    sums = [int(found) for page in pages for found in re.findall(r"^本页小计 .* (\d+)$", page, re.MULTILINE)]
    (total,) = (int(found) for page in pages for found in re.findall(r"^合计 .* (\d+)$", page, re.MULTILINE))
    assert len(sums) == len(pages)
    assert sum(sums) == total == book(60).named_meals


def test_money_is_summed_on_each_page_where_it_is_filled_in() -> None:
    made = book(40)
    options = Options(subsidies=money(made, {one.id: 500 for one in made.people}))
    pages = pages_of(_render(ATTENDANCE.build(made, options)))
    sums = [found for page in pages for found in re.findall(r"^本页小计 .* (\d+\.\d\d)$", page, re.MULTILINE)]
    assert len(sums) == len(pages)
    assert sum(round(float(found) * 100) for found in sums) == 500 * made.named_meals


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.key)
def test_a_home_with_a_very_long_name_and_nothing_else_filled_in_still_gets_its_papers(form: Form) -> None:
    home = replace(HOME, name="很长很长名字的农村互助幸福院" * 4, township="", director="", phone="")
    assert form.blank is not None
    for document in (form.build(replace(book(3), home=home), Options()), form.blank(home, OCTOBER)):
        text = pages_of(_render(document))[0].replace("\n", "")
        assert home.name in text


def test_one_page_needs_no_page_sum() -> None:
    (page,) = pages_of(_render(ATTENDANCE.build(book(5), Options())))
    assert "本页小计" not in page


@pytest.mark.parametrize("persons", range(15, 24))
def test_signatures_are_never_alone_on_a_page(persons: int) -> None:
    for key in ("meal_attendance", "presence_attendance", "roster", "meal_notice", "month_report"):
        last = pages_of(_render(form_named(key).build(book(persons), Options())))[-1]
        assert re.search(r"^\d+ |合计|人次", last, flags=re.MULTILINE), key


def test_rows_to_be_signed_are_high_enough_for_a_thumb() -> None:
    for key in ("meal_attendance", "presence_attendance", "meal_day"):
        for section in form_named(key).build(book(5), Options()).sections:
            assert all(block.row_height >= 7.5 for block in section.blocks if isinstance(block, Table)), key


def test_papers_are_a4_and_carry_their_title_and_home() -> None:
    opened = pdfium.PdfDocument(_render(ATTENDANCE.build(book(5), Options())))
    width, height = opened[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    assert opened.get_metadata_dict()["Title"] == "宁远堡镇清泉村幸福院老年人就餐考勤表（2026年10月）"
    assert opened.get_metadata_dict()["Author"] == HOME.full_name


def test_every_font_is_embedded() -> None:
    rendered = _render(ATTENDANCE.build(book(22), Options()))
    assert rendered.count(b"/FontFile2") == rendered.count(b"/Type /FontDescriptor") >= 2


def test_rare_names_copy_out_of_the_paper_as_they_are() -> None:
    text = "\n".join(pages_of(_render(ATTENDANCE.build(book(22), Options()))))
    assert all(name in text for name in ("赵䶮", "王㛃", "王𬱖", "阿依古丽·买买提"))


def test_a_very_long_name_is_wrapped_and_loses_nothing() -> None:
    long_name = book(5).people[4].resident.name
    for key in ("meal_attendance", "meal_notice", "meal_day", "roster"):
        text = "".join(pages_of(_render(form_named(key).build(book(5), Options())))).replace("\n", "")
        assert long_name in text, key


def test_a_character_no_font_has_is_printed_as_its_code_and_reported_with_the_name() -> None:
    document = ATTENDANCE.build(book(22), Options())
    (problem,) = check(document, bundled())
    assert "李𪚥" in problem.text
    assert "U+2A6A5" in problem.text
    assert "李〔U+2A6A5〕" in "\n".join(pages_of(_render(document)))


@pytest.mark.skipif(bool(fonts_here().unprintable("𪚥")), reason="no font of this machine has Extension B")
def test_a_font_of_the_machine_stands_in_for_what_ours_lacks() -> None:
    document = ATTENDANCE.build(book(22), Options())
    assert check(document) == ()
    rendered = pdf.render(document)
    assert "李𪚥" in "\n".join(pages_of(rendered))
    assert rendered.count(b"/FontFile2") == rendered.count(b"/Type /FontDescriptor") >= 3


def test_a_paper_of_ordinary_names_has_nothing_to_report() -> None:
    assert check(ATTENDANCE.build(book(4), Options()), bundled()) == ()


def test_a_photo_that_does_not_open_is_reported_and_leaves_a_marked_box() -> None:
    made = book(22, photos=True)
    held = made.activities[0]
    broken = replace(held, photos=(replace(held.photos[0], content=b"no picture"),))
    document = form_named("activity_record").build(replace(made, activities=(broken,)), Options())
    assert any(problem.code == "photo_unreadable" for problem in check(document, bundled()))
    assert "照片打不开：IMG_1.jpg" in pages_of(_render(document))[0]


def test_a_very_long_record_runs_over_pages_and_loses_nothing() -> None:
    made = book(200)
    held = made.activities[0]
    content = "".join(f"第{number}段，老人们一起包饺子。" for number in range(700))
    long = replace(held, activity=replace(held.activity, content=content))
    document = form_named("activity_record").build(replace(made, activities=(long,)), Options())
    text = "".join(pages_of(_render(document))).replace("\n", "")
    assert "第699段，老人们一起包饺子。" in text
    assert all(f"第{number}段" in text for number in range(0, 700, 50))


def test_a_sample_is_marked_across_each_page() -> None:
    pages = pages_of(_render(ATTENDANCE.build(book(60), Options(mark="样张"))))
    assert all("样张" in page for page in pages)


def test_a_document_without_rows_still_has_its_head_and_its_places_to_sign() -> None:
    table = Table((Column("number", ("序号",), 10), Column("name", ("姓名",), 30)), ())
    section = Section("标题", (Paragraph("说明"), table), signatures=(Signature("盖章"),))
    (page,) = pages_of(_render(Document("标题", "某院", (section,))))
    assert all(words in page for words in ("序号", "姓名", "本月没有记录", "盖章："))


def test_a_row_higher_than_others_does_not_push_the_next_one_over_the_edge() -> None:
    columns = (Column("number", ("序号",), 10), Column("note", ("备注",), 60))
    rows = tuple(Row((number, "很长的备注" * (number % 40))) for number in range(1, 120))
    rendered = _render(Document("标题", "某院", (Section("标题", (Table(columns, rows),)),)))
    opened = pdfium.PdfDocument(rendered)
    for page in opened:
        text = page.get_textpage()
        lowest = min(text.get_charbox(index)[1] for index in range(text.count_chars()))
        assert lowest > 8
        text.close()


def test_blank_months_show_the_right_weekdays() -> None:
    assert ATTENDANCE.blank is not None
    (page,) = pages_of(_render(ATTENDANCE.blank(HOME, OCTOBER)))
    assert "1\n四\n2\n五\n3\n六\n4\n日" in page
