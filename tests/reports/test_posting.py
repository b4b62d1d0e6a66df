"""What hangs on the wall says nothing that the law counts as sensitive."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from happyhome.domain.fields import fields_of
from happyhome.domain.people import Person
from happyhome.domain.residents import Resident
from happyhome.domain.roll_book import RollBook
from happyhome.reports import forms
from happyhome.reports.form import Options
from happyhome.reports.pdf import render as render_pdf
from happyhome.reports.xlsx import render as render_xlsx
from tests.reports.books import book
from tests.reports.reading import words_of
from tests.reports.rolls import line as roll_line
from tests.reports.rolls import roll_book, with_rolls

POSTED = [form for form in forms.all_forms() if form.posted]
_digits = st.text("0123456789", min_size=15, max_size=19)
_phone = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
_SECRET = [field.name for field in fields_of(Resident) if field.secret]


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Somebody whose every field, secret or not, may hold a card number or a phone."""
    number = st.one_of(_digits, _phone)
    secrets = {name: f"隐{draw(number)}私" for name in _SECRET}
    loose = {name: draw(st.one_of(st.just("三社"), number)) for name in ("group", "note", "ethnicity")}
    resident = Resident(
        id="r0000", name=f"王{draw(st.sampled_from(['秀英', *draw(st.lists(number))]))}", **secrets, **loose
    )
    return replace(book(1).people[0], resident=resident)


@given(people())
def test_a_posted_paper_holds_no_secret_whatever_was_typed_anywhere(person: Person) -> None:
    made = replace(book(1), people=(person,), rolls=(roll_of(person),))
    for form in POSTED:
        document = form.build(made, Options())
        words = words_of(document).replace(made.home.phone, "")
        assert "王" in words
        assert document.masked
        assert not re.search(r"\d{11,}", words)
        assert not any(getattr(person.resident, name) in words for name in _SECRET)


@given(st.integers(10**6, 10**7 - 1))
@settings(max_examples=12, deadline=None)
def test_no_secret_reaches_the_page_or_the_cells_of_a_posted_paper(seed: int) -> None:
    """The files themselves are read back: PDF text, and every part of the workbook."""
    marks = {name: f"8{seed}{place:02d}73916" for place, name in enumerate(_SECRET)}  # 15 digits each
    one = book(1).people[0]
    resident = replace(one.resident, name="王秀英", note=marks["phone"], group=marks["bank_card"], **marks)
    contacts = tuple(replace(other, phone=marks["phone"]) for other in one.contacts)
    person = replace(one, resident=resident, contacts=contacts)
    made = replace(book(1), people=(person,), rolls=(roll_of(person),))
    for form in POSTED:
        document = form.build(made, Options())
        for written in (pdf_text(render_pdf(document)), sheet_text(render_xlsx(document))):
            assert "王秀英" in written
            words = re.sub(r"\s", "", written)
            assert [name for name, mark in marks.items() if mark in words] == []


@pytest.mark.parametrize(
    "number",
    [
        "189 5597 4419", "189-5597-4419", "1 8 9 5 5 9 7 4 4 1 9", "189－5597－4419", "6217 8569 4114 5119 905",
        "6217-8569-4114-5119-905", "620321 19520913 551X", "620321-1952-09-13-551X", "１８９　５５９７　４４１９",
    ],
)  # fmt: skip
def test_a_number_typed_in_groups_is_hidden_wherever_it_was_typed(number: str) -> None:
    person = replace(book(1).people[0], resident=replace(book(1).people[0].resident, name=f"王秀英 {number}", group=f"五社 {number}"))  # fmt: skip
    paid = roll_of(person)
    paid = replace(
        paid, roll=replace(paid.roll, objection=f"李某（{number}）2026-11-03 13:20 反映，2026-11-04 已核实")
    )
    made = replace(book(1), people=(person,), rolls=(paid,))
    for form in POSTED:
        words = words_of(form.build(made, Options()))
        assert "王秀英 ****" in words
        assert number not in words
        assert number[-4:] not in words
    assert "（****）2026-11-03 13:20 反映，2026-11-04 已核实" in words


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def sheet_text(content: bytes) -> str:
    """Everything a workbook says, in the cells and around them."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return html.unescape("\n".join(parts.read(name).decode("utf-8") for name in parts.namelist()))


def roll_of(person: Person) -> RollBook:
    """A roll that pays this one, with everything that may stand on a line taken from them."""
    one = person.resident
    secrets = {name: getattr(one, name) for name in ("phone", "bank_card", "registered_address", "id_number")}
    note = f"{one.note}{one.phone}"
    whole = replace(roll_line(0), name=one.name, group=one.group, bank_name=one.bank_card, collector=one.phone,
                    note=note, why=note, cause=note, failure=note, **secrets)  # fmt: skip
    made = roll_book(1)
    roll = replace(made.roll, objection=f"有人反映 {one.phone} 打不通", reason=note)
    return replace(made, roll=roll, lines=(whole,))


def test_a_posted_paper_does_not_say_who_draws_aid() -> None:
    for form in POSTED:
        words = words_of(form.build(with_rolls(book(22), roll_book(30)), Options()))
        assert not any(word in words for word in ("特困", "低保", "残疾", "身份证"))


def test_there_is_a_paper_for_the_wall_and_it_says_how_long_it_hangs_and_whom_to_ask() -> None:
    words = words_of(forms.form_named("meal_notice").build(book(22), Options()))
    assert "公示期：2026年11月2日至2026年11月8日（7 天）" in words
    assert "李永福（电话 0935-8221190）" in words


def test_only_papers_for_the_wall_call_themselves_masked() -> None:
    assert {form.key for form in forms.all_forms() if form.build(book(1), Options()).masked} == {
        form.key for form in POSTED
    }
