"""A folder's list tells what arrived whole and names what did not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from happyhome.domain.dates import Month
from happyhome.exchange.manifest import (
    Manifest,
    ManifestDamaged,
    ManifestFile,
    ManifestInfo,
    read_manifest,
    to_json,
    to_text,
    verify_folder,
)
from happyhome.files.environment import EnvironmentRefusal

FILES = {"就餐考勤表.pdf": b"%PDF attendance", "月报表.xlsx": b"PK returns"}
INFO = ManifestInfo(Month(2026, 11), "清泉村幸福院", "620321102203", "0.1.0")
LIST = Manifest(
    INFO,
    datetime(2026, 11, 21, 10, 32, tzinfo=timezone(timedelta(hours=8))),
    tuple(
        ManifestFile(name, f"标题 {name[:3]}", len(data), hashlib.sha256(data).hexdigest())
        for name, data in FILES.items()
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "清单.json").write_bytes(to_json(LIST))
    (tmp_path / "清单.txt").write_bytes(to_text(LIST))
    return tmp_path


def test_the_list_reads_back_as_it_was_written(folder: Path) -> None:
    assert read_manifest(folder) == LIST
    record = json.loads((folder / "清单.json").read_text(encoding="utf-8"))
    assert record["count"] == 2
    assert record["month"] == "2026-11"
    assert record["files"][0]["sha256"] == hashlib.sha256(b"%PDF attendance").hexdigest()


def test_the_list_for_people_names_everything(folder: Path) -> None:
    raw = (folder / "清单.txt").read_bytes()
    text = raw.decode("utf-8-sig")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "清泉村幸福院　2026年11月　资料清单\r\n" in text
    for words in ["620321102203", "2026年11月21日 10:32", "0.1.0", "共 2 个", *FILES, LIST.files[1].sha256]:
        assert words in text
    assert LIST.check_code in text


def test_a_whole_folder_has_no_findings_whatever_systems_leave_in_it(folder: Path) -> None:
    for name in ["Thumbs.db", "desktop.ini", "~$月报表.xlsx", ".~lock.月报表.xlsx#"]:
        (folder / name).write_bytes(b"litter")
    assert verify_folder(folder) == ()


def test_missing_changed_and_extra_are_named(folder: Path) -> None:
    (folder / "就餐考勤表.pdf").unlink()
    (folder / "月报表.xlsx").write_bytes(b"PK Returns")
    (folder / "合同.doc").write_bytes(b"?")
    found = verify_folder(folder)
    assert [(finding.code, finding.name) for finding in found] == [
        ("missing", "就餐考勤表.pdf"),
        ("changed", "月报表.xlsx"),
        ("extra", "合同.doc"),
    ]
    assert "大小一样，内容不同" in found[1].text


def test_another_size_is_told_with_both(folder: Path) -> None:
    (folder / "月报表.xlsx").write_bytes(b"")
    (finding,) = verify_folder(folder)
    assert finding.text == "“月报表.xlsx”改动过：清单记的是 10 字节，现在是 0 字节。"


def test_a_folder_in_a_files_place_is_unreadable(folder: Path) -> None:
    (folder / "月报表.xlsx").unlink()
    (folder / "月报表.xlsx").mkdir()
    assert [finding.code for finding in verify_folder(folder)] == ["unreadable"]


def test_a_folder_without_a_list_says_so(tmp_path: Path) -> None:
    assert [finding.code for finding in verify_folder(tmp_path)] == ["manifest_missing"]


def test_a_pulled_stick_is_the_environment_not_a_finding(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusal) as caught:
        verify_folder(tmp_path / "gone")
    assert caught.value.code == "device_gone"


def test_no_flipped_bit_in_the_list_goes_unnoticed(folder: Path) -> None:
    whole = to_json(LIST)
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << (place % 8)
        (folder / "清单.json").write_bytes(flipped)
        try:
            read = read_manifest(folder)
        except ManifestDamaged:
            continue
        assert read == LIST, f"bit flipped at {place}"  # such as one kind of white space for another


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["format", "files", "month"]), inner),
    )
)
def test_whatever_stands_in_the_list_is_refused_in_words(folder: Path, content: object) -> None:
    (folder / "清单.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ManifestDamaged):
        read_manifest(folder)


@pytest.mark.parametrize("name", ["../秘密.txt", "/etc/passwd", "C:\\a", "..", "", "a\0b", "\ud800"])
def test_a_name_never_leads_out_of_the_folder(folder: Path, name: str) -> None:
    record = json.loads(to_json(LIST))
    record["files"][0]["name"] = name
    (folder / "清单.json").write_text(json.dumps(record), encoding="utf-8")
    assert [finding.code for finding in verify_folder(folder)] == ["manifest_damaged"]


def test_a_list_that_is_too_large_is_not_read(folder: Path) -> None:
    with (folder / "清单.json").open("wb") as file:
        file.truncate(5 << 20)
    with pytest.raises(ManifestDamaged, match="太大"):
        read_manifest(folder)


def test_the_check_code_changes_with_anything_in_the_list() -> None:
    other = replace(LIST, info=replace(INFO, home="别的村幸福院"))
    assert other.check_code != LIST.check_code
    assert len(LIST.check_code) == 9
