"""The papers of rolls: they agree with the roll and with each other, and can be read."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from happyhome.domain.money import yuan
from happyhome.domain.month_book import MonthBook
from happyhome.domain.roll_book import RollBook
from happyhome.reports import forms, pdf, xlsx
from happyhome.reports.document import Document, RowKind, Table
from happyhome.reports.fonts import bundled
from happyhome.reports.form import Form, Options
from happyhome.reports.roll_papers import months_words, near_address, village_of
from happyhome.reports.roll_posting import public_band
from tests.reports.assessed import operating, rating
from tests.reports.books import HOME, OCTOBER, ODD_NAMES, book
from tests.reports.reading import cell, pages_of, tables_of, total_row, words_of
from tests.reports.rolls import items_of, line, quarter, roll_book, roll_month, with_rolls

KEYS = ("allowance_roll", "allowance_changes", "allowance_bands", "allowance_notice")
each_form = pytest.mark.parametrize("form", [forms.form_named(key) for key in KEYS], ids=KEYS)


@each_form
@pytest.mark.parametrize("persons", [0, 1, 200])
def test_a_roll_of_any_size_can_be_printed_and_opened(form: Form, persons: int) -> None:
    document = form.build(roll_month(persons), Options())
    pages = pages_of(pdf.render(document, bundled()))
    assert f"共 {len(pages)} 页" in pages[-1]
    assert all("A1B2-C3D4" in page for page in pages)
    assert load_workbook(io.BytesIO(xlsx.render(document))).sheetnames


@each_form
def test_a_month_without_rolls_says_so(form: Form) -> None:
    assert "本月没有发放名册" in words_of(form.build(book(3), Options()))


@pytest.mark.parametrize(("rows", "pages"), [(16, 1), (20, 1), (40, 2)])
def test_twenty_elders_with_short_words_stand_on_one_page_without_a_page_sum(rows: int, pages: int) -> None:
    one = roll_book(rows)
    short = [
        replace(found, name="王秀兰", band="80—89周岁", bank_name="农村信用社", collector="", change="",
                months=1, arrears=0, recovery=0, claim=0, due=5_000, net=5_000, standard=5_000,
                registered_address="金昌市金川区宁远堡镇清泉村一社")
        for found in one.lines
    ]  # fmt: skip
    made = with_rolls(book(3), replace(one, lines=tuple(short), items={}))
    found = pages_of(pdf.render(forms.form_named("allowance_roll").build(made, Options()), bundled()))
    assert len(found) == pages
    assert ("本页小计" in found[0]) is (pages > 1)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("金昌市金川区宁远堡镇清泉村一社", "宁远堡镇清泉村一社"),
        ("甘肃省永昌县河西堡镇", "甘肃省永昌县河西堡镇"),
        ("金川区", "金川区"),
        ("", ""),
    ],
)
def test_an_address_in_the_own_county_begins_with_the_township(address: str, words: str) -> None:
    assert near_address(replace(HOME, county="金川区"), address) == words
    assert near_address(replace(HOME, county=""), address) == address


@each_form
def test_each_roll_has_its_section_and_one_may_be_picked(form: Form) -> None:
    made = with_rolls(book(3), roll_book(3), quarter(roll_book(5)))
    assert len(form.build(made, Options()).sections) == 2
    (section,) = form.build(made, Options(roll="roll-2")).sections
    assert "困难老人补贴" in section.title
    assert "2026年8月至10月" in section.left + words_of(form.build(made, Options(roll="roll-2")))


@pytest.mark.parametrize(
    ("state", "is_sample", "mark", "note"),
    [
        ("draft", False, "草稿", "草稿"),
        ("draft", True, "样例　草稿", "草稿"),
        ("posted", False, "", "公示中"),
        ("locked", True, "样例", ""),
        ("paid", False, "", ""),
    ],
)
@each_form
def test_state_and_sample_stand_on_every_page(
    form: Form, state: str, is_sample: bool, mark: str, note: str
) -> None:
    document = form.build(roll_month(40, state=state, is_sample=is_sample), Options())
    (section,) = document.sections
    assert (section.mark, section.code_note) == (mark, note)
    for page in pages_of(pdf.render(document, bundled())):
        assert all(word in page for word in mark.split("　"))
    assert ("按样例政策计算" in words_of(document)) == is_sample


@st.composite
def rolls(draw: st.DrawFn) -> RollBook:
    """A roll of up to nine lines with any amounts that a roll can hold."""
    lines = []
    for number in range(draw(st.integers(0, 9))):
        due, arrears = draw(st.integers(0, 90_000)), draw(st.integers(0, 90_000))
        recovery = draw(st.integers(0, due + arrears))
        claim = draw(st.integers(0, 50_000))
        made = replace(line(number), due=due, arrears=arrears, recovery=recovery, claim=claim,
                       net=due + arrears - recovery, change=draw(st.sampled_from(["", "joined", "left", "changed"])))  # fmt: skip
        lines.append(made)
    whole = roll_book(0)
    return replace(whole, lines=tuple(lines), items={one.id: items_of(one) for one in lines})


@settings(max_examples=60)
@given(rolls())
def test_all_papers_of_a_roll_come_to_what_the_bank_pays(one: RollBook) -> None:
    made = with_rolls(book(1), one)
    net, people = sum(row.net for row in one.lines), sum(row.net > 0 for row in one.lines)
    (bands,) = _tables("allowance_bands", made)
    assert _in_total(bands, "all_money") == net
    assert _in_total(bands, "all_people") == people
    by_age = [column.key for column in bands.columns if column.key.endswith("_people")][:-1]
    assert sum(int(str(_in_total(bands, key))) for key in by_age) == people
    (notice,) = _tables("allowance_notice", made)
    assert (_in_total(notice, "net") if notice.rows else 0) == net
    roll = _tables("allowance_roll", made)[0]
    if any(row.due or row.arrears or row.recovery for row in one.lines):
        assert _in_total(roll, "net") == net
        assert f"合计实发 {people} 人，{yuan(net)} 元" in words_of(_build("allowance_roll", made))


def test_what_is_asked_back_stands_apart_and_in_no_total() -> None:
    roll, claims = _tables("allowance_roll", roll_month(12))
    assert "李𪚥" not in {row.subject for row in roll.rows}
    assert _in_total(roll, "net") == 216_000
    (row, _) = claims.rows
    assert row.cells[1] == "李𪚥"
    assert cell(claims, row, "months") == "8—9月"
    assert cell(claims, row, "claim") == 20_000


def test_a_payment_the_bank_sent_back_is_said_and_counted() -> None:
    whole = roll_book(3, state="paid")
    lines = (replace(whole.lines[0], state="failed", failure="账号已注销"), *whole.lines[1:])
    document = _build("allowance_roll", with_rolls(book(1), replace(whole, lines=lines)))
    assert "退回：账号已注销" in words_of(document)
    assert "银行退回 1 人、150.00 元" in words_of(document)


def test_every_change_is_explained_also_where_nobody_wrote_a_note() -> None:
    whole = roll_book(12)
    bare = tuple(replace(one, note="") for one in whole.lines)
    (table,) = _tables("allowance_changes", with_rolls(book(1), replace(whole, lines=bare)))
    told = [cell(table, row, "note") for row in table.rows if row.kind is RowKind.PLAIN]
    assert told[0] == "年满80周岁，2026年8月起每月 200.00 元。"
    assert "死亡，2026年8月起停发。" in told
    assert all(told)


def test_changes_count_who_came_and_went_and_what_is_made_up_or_asked_back() -> None:
    words = words_of(_build("allowance_changes", roll_month(12)))
    assert "合计：增 2 人、减 1 人、变 2 人；应补发 600.00 元，应追回 240.00 元" in words
    assert "上期（2026年9月）实发 10 人、900.00 元；本期（2026年10月）实发 11 人、2160.00 元" in words


def test_a_roll_without_changes_says_so() -> None:
    whole = roll_book(3)
    plain = replace(whole, lines=tuple(replace(one, change="") for one in whole.lines))
    words = words_of(_build("allowance_changes", with_rolls(book(1), plain)))
    assert "没有增减" in words


@pytest.mark.parametrize("key", ["allowance_roll", "allowance_changes"])
def test_numbers_stay_on_one_line_and_in_type_that_can_be_read(key: str) -> None:
    whole = roll_book(200)
    with_glyphs = replace(whole, lines=tuple(one for one in whole.lines if one.name != ODD_NAMES[-1]))
    rendered = pdf.render(_build(key, with_rolls(book(1), with_glyphs)), bundled())
    text = "\n".join(pages_of(rendered))
    shown = [one for one in with_glyphs.lines if key == "allowance_roll" or one.change]
    assert {one.id_number for one in shown} <= set(re.findall(r"\b\d{17}[\dX]\b", text))
    cards = {one.bank_card for one in shown if key == "allowance_changes" or one.net}
    assert cards <= set(re.findall(r"\b\d{19}\b", text))
    assert _smallest_digits(rendered) >= 7.49


def test_the_workbook_keeps_numbers_as_text() -> None:
    sheet = load_workbook(io.BytesIO(xlsx.render(_build("allowance_roll", roll_month(12))))).worksheets[0]
    values = {value.value: value for row in sheet.iter_rows() for value in row if value.value is not None}
    for text in (line(0).id_number, line(0).bank_card, line(0).phone):
        assert values[text].data_type == "s"
        assert values[text].number_format == "@"


def test_the_mark_prints_on_each_page_of_a_workbook() -> None:
    document = _build("allowance_roll", roll_month(12, state="draft", is_sample=True))
    for sheet in load_workbook(io.BytesIO(xlsx.render(document))).worksheets:
        assert sheet.oddHeader.center.text == "样例　草稿"
        assert "A1B2-C3D4（草稿）" in sheet.oddFooter.right.text


def test_the_notice_hangs_as_long_as_was_recorded_or_as_the_rule_wants() -> None:
    assert "公示期：2026年10月9日至2026年10月15日（7 天）" in words_of(
        _build("allowance_notice", roll_month(3))
    )
    draft = roll_month(3, state="draft")
    assert "公示期：2026年11月2日至2026年11月8日（7 天）" in words_of(_build("allowance_notice", draft))
    chosen = Options(posted_from=date(2026, 11, 3), posted_to=date(2026, 11, 5))
    words = words_of(forms.form_named("allowance_notice").build(draft, chosen))
    assert "公示期：2026年11月3日至2026年11月5日（3 天）" in words


def test_the_notice_leaves_days_open_that_no_rule_names() -> None:
    silent = replace(roll_book(3, state="draft"), posting_days=0)
    words = words_of(_build("allowance_notice", with_rolls(book(1), silent)))
    assert re.search(r"公示期：　+年　+月　+日至　+年　+月　+日。", words)


def test_the_notice_tells_how_objections_were_settled() -> None:
    whole = roll_book(3)
    heard = replace(whole, roll=replace(whole.roll, objection="李某反映年龄不符，经核户口簿无误"))
    assert "经核户口簿无误" in words_of(_build("allowance_notice", with_rolls(book(1), heard)))


@pytest.mark.parametrize(
    ("band", "public"),
    [
        ("80—89周岁", "80—89周岁"),
        ("低保、特困80周岁以上", "困难类（80周岁以上）"),
        ("重度残疾人护理", "困难类"),
        ("60岁以上失能", "困难类（60岁以上）"),
        ("两级手术并发症", "困难类"),
        ("百岁老人", "百岁老人"),
    ],
)
def test_a_band_that_names_a_status_is_posted_by_a_neutral_word(band: str, public: str) -> None:
    assert public_band(band) == public


def test_the_application_shows_the_sum_in_capitals_what_counts_and_what_is_missing() -> None:
    document = forms.form_named("operating_application").build(book(1), Options(operating=operating()))
    words = words_of(document)
    assert "24700.00 元　　大写：人民币贰万肆仟柒佰元整" in words
    assert "还没有填的：室外面积" in words
    assert "320 / —" in words
    assert "配备应急呼叫" in words
    table = next(table for table in tables_of(document) if table.caption)
    assert [cell(table, row, "counts") for row in table.rows] == ["✓", "✓", "不计", ""]
    assert document.sections[0].mark == ""


def test_an_assessment_by_a_sample_rule_is_marked() -> None:
    sample = forms.form_named("operating_application").build(book(1), Options(operating=operating(True)))
    assert sample.sections[0].mark == "样例"
    rated = forms.form_named("star_rating").build(book(1), Options(rating=rating(), mark="样张"))
    assert rated.sections[0].mark == "样张　样例"


def test_the_self_rating_adds_up_and_says_what_the_next_star_wants() -> None:
    document = forms.form_named("star_rating").build(book(1), Options(rating=rating()))
    (table,) = tables_of(document)
    assert cell(table, total_row(table), "points") == "71.5"
    assert [cell(table, row, "change") for row in table.rows[:4]] == ["", "−0.5", "−1", "−1.5"]
    assert cell(table, table.rows[6], "points") == "待评"
    notes = document.sections[0].notes
    assert "升到四星还差什么：" in notes
    assert "　　2．四星：建筑面积至少 400 平方米，现在 320。" in notes


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((), ""),
        ((0,), "10月"),
        ((-2, -1), "8—9月"),
        ((-3, -1, 0), "7月、9—10月"),
        ((-11, -10, -9, 0), "2025年11—12月，1月、10月"),
    ],
)
def test_months_are_said_shortly(months: tuple[int, ...], words: str) -> None:
    assert months_words([OCTOBER.plus(back) for back in months], 2026) == words


def test_the_village_is_that_of_the_home() -> None:
    assert village_of(HOME) == "清泉村"
    assert village_of(replace(HOME, name="宁远堡镇双湾村互助老人幸福院")) == "双湾村"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_prints_the_workbooks_of_rolls_with_their_words(tmp_path: Path) -> None:
    made, options = roll_month(12), Options(operating=operating(), rating=rating())
    found = [form for form in forms.all_forms() if form.only_with]
    for form in found:
        (tmp_path / f"{form.key}.xlsx").write_bytes(xlsx.render(form.build(made, options)))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    command += [str(path) for path in sorted(tmp_path.glob("*.xlsx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for form in found:
        pages = pages_of((tmp_path / f"{form.key}.pdf").read_bytes())
        assert len(pages) <= 3, form.key
        assert "宁远堡镇清泉村幸福院" in pages[0].replace("\n", "")


def _build(key: str, made: MonthBook) -> Document:
    return forms.form_named(key).build(made, Options())


def _tables(key: str, made: MonthBook) -> list[Table]:
    return tables_of(_build(key, made))


def _in_total(table: Table, key: str) -> object:
    return cell(table, total_row(table), key) or 0


def _smallest_digits(rendered: bytes) -> float:
    """The smallest type in which a digit is set on any page, in points."""
    opened = pdfium.PdfDocument(rendered)
    sizes = []
    for page in opened:
        text = page.get_textpage()
        sizes += [
            pdfium.raw.FPDFText_GetFontSize(text.raw, at)
            for at in range(text.count_chars())
            if chr(pdfium.raw.FPDFText_GetUnicode(text.raw, at)).isdigit()
        ]
        text.close()
    opened.close()
    return min(sizes)
