"""The search itself finds what it is to find; the lives are ``python -m tests.torture leaks``."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from happyhome.reports.document import Document, Section
from happyhome.reports.pdf import render
from happyhome.services import protection
from happyhome.services.session import Folders
from tests.torture.ground import OPERATOR, PASSWORD, open_ground, opened
from tests.torture.leak_search import ENCODINGS, SHORTEST, Search, people_words

WORDS = {"唐月娥": "name", "单勇": "name", "620321195301018821": "id_number"}


def _zip(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", content)


def _pdf(path: Path, content: bytes) -> None:
    path.write_bytes(b"%PDF-1.4\nstream\n" + zlib.compress(content) + b"\nendstream")


@pytest.mark.parametrize("keep", [Path.write_bytes, _zip, _pdf], ids=["plain", "zip", "pdf"])
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_word_is_found_wherever_it_stands(
    keep: Callable[[Path, bytes], object], word: str, encoding: str, tmp_path: Path
) -> None:
    keep(tmp_path / "left.bin", b"before " + word.encode(encoding) + b" after")
    assert len(list(Search(WORDS).found_in(tmp_path))) == 1


WRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "base64": lambda word: base64.b64encode(b"a" + word + b"bc"),
    "base64 once more": lambda word: base64.b64encode(word + b"b"),
    "hexadecimal": lambda word: word.hex().encode(),
    "capitals": lambda word: word.hex().upper().encode(),
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_however_it_is_written(written: str, word: str, tmp_path: Path) -> None:
    several = [one for one in ENCODINGS if "base64" not in written or len(word.encode(one)) >= SHORTEST]
    for encoding in several:  # four bytes in base64 are a handful of letters, which chance writes too often
        left = tmp_path / f"{encoding}.txt"
        left.write_bytes(b"-" + WRITTEN[written](word.encode(encoding)) + b"-")
    assert len(list(Search(WORDS).found_in(tmp_path))) == len(several)


@pytest.mark.parametrize("write", [ascii, json.dumps, quote, str], ids=["ascii", "json", "address", "plain"])
def test_a_word_is_found_in_escapes(write: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "left.txt").write_text(write("唐月娥"), "utf-8")
    assert len(list(Search(WORDS).found_in(tmp_path))) == 1


def test_a_word_is_found_in_a_paper_of_ours_and_in_a_book_within_a_zip(tmp_path: Path) -> None:
    page = Document("名册", "幸福院", (Section("唐月娥 620321195301018821", ()),))
    (tmp_path / "名册.pdf").write_bytes(render(page))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.xml", "单勇")
    _zip(tmp_path / "两层.zip", inner.getvalue())
    assert len(list(Search(WORDS).found_in(tmp_path))) >= 2


def test_a_word_in_a_files_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "唐月娥 申请表.pdf").write_bytes(b"")
    assert len(list(Search(WORDS).found_in(tmp_path))) == 1


def test_an_open_store_holds_its_people_and_a_sealed_one_does_not(tmp_path: Path) -> None:
    ground = open_ground(tmp_path / "data")
    services = opened(ground, ground.folder)
    search = Search(people_words(services))
    services.close()
    assert list(search.found_in(tmp_path))
    protection.seal_store(Folders(ground.folder), OPERATOR, PASSWORD, services.now())
    assert list(search.found_in(tmp_path)) == []
