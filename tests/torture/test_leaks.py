"""The search itself finds what it is to find; the lives are ``python -m tests.torture leaks``."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from happyhome.services import protection
from happyhome.services.session import Folders
from tests.torture.ground import OPERATOR, PASSWORD, open_ground, opened
from tests.torture.leaks import ENCODINGS, Search, people_words

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
