"""report, month-end and demo, on the demo village."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from happyhome.exchange.manifest import verify_folder
from tests.cli.calls import Caller

FORMATS = {"pdf": b"%PDF", "xlsx": b"PK"}


@pytest.fixture(scope="module")
def village_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo of this module lies."""
    return tmp_path_factory.mktemp("village") / "data"


@pytest.fixture
def village(village_folder: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """A command line on the demo, which is built once; tests here do not change what they ask about."""
    call = Caller(village_folder, capsys, [])
    if not village_folder.exists():
        assert call("demo", "--out", str(village_folder.parent / "out")).code == 0
    return call


def test_the_demo_writes_its_latest_months_papers(village: Caller, tmp_path: Path) -> None:
    assert village.json("residents", "list").data["count"] > 60
    papers = sorted((village.folder.parent / "out").iterdir())
    assert len(papers) >= 13
    assert all("2026-10" in path.name for path in papers)
    assert all(path.read_bytes().startswith(FORMATS[path.suffix[1:]]) for path in papers)
    assert village("audit", "verify").code == 0


def test_the_demos_attendance_sheet_says_what_the_meals_are_subsidised_with(village: Caller) -> None:
    (sheet,) = (village.folder.parent / "out").glob("01 *.xlsx")
    rows = [[*row] for row in load_workbook(sheet).active.iter_rows(values_only=True)]
    total = next(row for row in rows if "合计" in row[:3] and row[-1] is None)
    assert [isinstance(amount, int | float) and amount > 0 for amount in total[-3:-1]] == [True, True]


def test_a_demo_may_be_built_anew_where_a_demo_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = Caller(tmp_path / "data", capsys, [])
    assert call("demo", "--out", str(tmp_path / "out")).code == 0
    call("undo")
    said = call.json("demo", "--out", str(tmp_path / "out"))
    assert said.code == 0
    assert said.data["month"] == "2026-10"
    assert said.data["warnings"] == []


def test_a_demo_never_takes_the_place_of_real_records(home: Caller, tmp_path: Path) -> None:
    said = home.json("demo", "--out", str(tmp_path / "out"))
    assert (said.code, said.error["code"]) == (1, "not_a_demo")
    assert home.json("residents", "list").data["count"] == 3
    other = tmp_path / "照片"
    other.mkdir()
    (other / "全家福.jpg").write_bytes(b"mine")
    said = home.plain("--data", str(other), "--json", "demo", "--out", str(tmp_path / "out"))
    assert (said.code, said.error["code"]) == (1, "folder_not_empty")
    assert [path.name for path in other.iterdir()] == ["全家福.jpg"]


def test_every_paper_of_the_list_is_written_in_each_of_its_forms(village: Caller, tmp_path: Path) -> None:
    listed = village.json("report", "list").data["papers"]
    assert {"meal_attendance", "roster", "month_report"} <= {one["key"] for one in listed}
    for one in listed:
        assert one["title"]
        for ending in one["formats"]:
            out = tmp_path / f"{one['key']}.{ending}"
            said = village.json("report", one["key"], "--month", "2026-10", "--out", str(out))
            assert said.code == 0, said.err
            assert said.data["size"] == out.stat().st_size
            assert out.read_bytes().startswith(FORMATS[ending])
        if one["blank"]:
            out = tmp_path / f"{one['key']}-blank.pdf"
            assert village("report", one["key"], "--month", "2026-10", "--out", str(out), "--blank").code == 0


def test_a_paper_that_is_not_there_or_not_in_that_form_is_refused(village: Caller, tmp_path: Path) -> None:
    said = village.json("report", "nope", "--month", "2026-10", "--out", str(tmp_path / "x.pdf"))
    assert (said.code, said.error["code"]) == (1, "paper_unknown")
    only_pdf = next(one for one in village.json("report", "list").data["papers"] if one["formats"] == ["pdf"])
    said = village.json("report", only_pdf["key"], "--month", "2026-10", "--out", str(tmp_path / "x.xlsx"))
    assert (said.code, said.error["code"]) == (1, "paper_format")


def test_a_folder_that_is_gone_is_the_environment(village: Caller, tmp_path: Path) -> None:
    gone = tmp_path / "stick" / "x"
    said = village.json("report", "roster", "--month", "2026-10", "--out", str(gone / "x.pdf"))
    assert (said.code, said.error["code"]) == (3, "device_gone")
    said = village.json("month-end", "2026-09", "--out", str(gone))
    assert (said.code, said.error["code"]) == (3, "device_gone")
    assert not gone.parent.exists()


def test_a_posted_paper_shows_no_id_number(village: Caller, tmp_path: Path) -> None:
    import pypdfium2

    out = tmp_path / "公示.pdf"
    posted = next(one for one in village.json("report", "list").data["papers"] if one["posted"])
    assert village("report", posted["key"], "--month", "2026-10", "--out", str(out)).code == 0
    pages = pypdfium2.PdfDocument(out)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    numbers = [one["id_number"] for one in village.json("residents", "list").data["residents"]]
    assert not any(number and number in text for number in numbers)


def test_a_months_folder_is_whole_and_says_when_the_month_is_still_open(
    village: Caller, tmp_path: Path
) -> None:
    said = village.json("month-end", "2026-10", "--out", str(tmp_path / "stick"))
    assert said.code == 0
    assert [one["code"] for one in said.data["warnings"]] == ["month_open"]
    folder = Path(said.data["folder"])
    named = {one["name"] for one in said.data["files"]}
    assert {path.name for path in folder.iterdir()} == named | {"清单.json", "清单.txt"}
    assert verify_folder(folder) == ()
    again = village.json("month-end", "2026-10", "--out", str(tmp_path / "stick"))
    assert again.data["unchanged"]
    assert again.data["files"] == said.data["files"]
    closed = village.json("month-end", "2026-09", "--out", str(tmp_path / "stick"))
    assert closed.data["warnings"] == []
    assert closed.data["check_code"] != said.data["check_code"]
