from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from zipfile import BadZipFile

import pikepdf
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook

from happyhome.domain.problems import Refusal
from happyhome.exchange.locked_files import lock_file, lock_pdf, lock_workbook
from happyhome.reports.document import Document, Paragraph, Section
from happyhome.reports.pdf import render

PASSWORD = "幸福院-2026"
NUMBER = "620321194103058820"


def a_workbook() -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.active["A1"] = NUMBER
    book.save(made)
    return made.getvalue()


def a_pdf() -> bytes:
    return render(Document("花名册", "清泉村幸福院", (Section("花名册", (Paragraph(NUMBER),)),)))


def opened(locked: bytes, password: str) -> bytes:
    file, plain = OOXMLFile(io.BytesIO(locked)), io.BytesIO()
    file.load_key(password=password, verify_password=True)
    file.decrypt(plain)
    return plain.getvalue()


def test_a_locked_workbook_opens_to_the_very_same_bytes() -> None:
    data = a_workbook()
    locked = lock_workbook(data, PASSWORD)
    assert opened(locked, PASSWORD) == data
    assert load_workbook(io.BytesIO(opened(locked, PASSWORD))).active["A1"].value == NUMBER


def test_a_wrong_password_opens_no_workbook() -> None:
    with pytest.raises(InvalidKeyError):
        opened(lock_workbook(a_workbook(), PASSWORD), PASSWORD + "！")


def test_nothing_of_a_locked_file_can_be_read_without_its_password() -> None:
    book, paper = lock_workbook(a_workbook(), PASSWORD), lock_pdf(a_pdf(), PASSWORD)
    for locked in (book, paper):
        assert NUMBER.encode() not in locked
        assert "幸福院".encode("utf-16-be") not in locked
    with pytest.raises(BadZipFile):
        load_workbook(io.BytesIO(book))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(paper))


def test_a_locked_pdf_is_aes_256_and_opens_with_its_password_alone() -> None:
    locked = lock_pdf(a_pdf(), PASSWORD)
    for wrong in ("", "123456", PASSWORD[:-1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(locked), password=wrong)
    with pikepdf.open(io.BytesIO(locked), password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.allow.print_highres
        assert len(pdf.pages) == 1


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
def test_another_reader_opens_the_pdf_with_the_password_only(tmp_path: Path) -> None:
    path = tmp_path / "花名册.pdf"
    path.write_bytes(lock_pdf(a_pdf(), PASSWORD))
    asked = ["pdftotext", "-upw", PASSWORD, str(path), "-"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert NUMBER in told.stdout
    refused = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert NUMBER not in refused.stdout


@pytest.mark.parametrize(
    ("password", "code"),
    [("12345", "file_password_short"), ("  1234  ", "file_password_short"), ("幸福院2026 ", "file_password_form"),
     ("a" * 41, "file_password_form"), ("幸福院\t2026", "file_password_form"), ("", "file_password_short")],
)  # fmt: skip
def test_a_password_that_protects_nothing_is_refused(password: str, code: str) -> None:
    for ending in ("xlsx", "pdf"):
        with pytest.raises(Refusal) as refused:
            lock_file(a_workbook() if ending == "xlsx" else a_pdf(), ending, password)
        assert refused.value.problems[0].code == code


def test_six_characters_of_any_script_are_enough() -> None:
    data = a_workbook()
    assert opened(lock_workbook(data, "清泉幸福院好"), "清泉幸福院好") == data


def test_another_kind_of_file_cannot_be_locked() -> None:
    with pytest.raises(Refusal) as refused:
        lock_file(b"x", "csv", PASSWORD)
    assert refused.value.problems[0].code == "file_not_lockable"
