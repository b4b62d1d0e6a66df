"""A workbook tells nothing of the moment it was saved, and is otherwise what it was."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from happyhome.reports.steady_zip import steady


def _saved(moment: datetime) -> bytes:
    book = Workbook()
    book.active["A1"] = "王㛃"
    book.properties.title = "月报表"
    book.properties.created = moment
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_workbooks_of_different_moments_become_the_same() -> None:
    early, late = (_saved(datetime(year, 1, 1)) for year in (2020, 2026))  # noqa: DTZ001
    assert early != late
    assert steady(early) == steady(late)


def test_no_moment_is_left_in_the_archive() -> None:
    with ZipFile(io.BytesIO(steady(_saved(datetime(2026, 11, 21))))) as archive:  # noqa: DTZ001
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        properties = archive.read("docProps/core.xml")
    assert b"2026" not in properties
    assert "月报表".encode() in properties


def test_what_was_written_is_still_there() -> None:
    assert load_workbook(io.BytesIO(steady(_saved(datetime(2026, 1, 1))))).active["A1"].value == "王㛃"  # noqa: DTZ001
