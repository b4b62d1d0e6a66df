"""Names that FAT32, Windows and Linux all take, and that a clerk still recognises."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.exchange.filenames import LONGEST_NAME, safe_name, safe_names, units


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2026年11月 就餐考勤表.pdf", "2026年11月 就餐考勤表.pdf"),
        ("用餐:堂食/送餐?.xlsx", "用餐：堂食／送餐？.xlsx"),
        ('<a>|"b"\\*.txt', "＜a＞｜＂b＂＼＊.txt"),
        ("买买提·艾力.pdf", "买买提·艾力.pdf"),
        ("王𬱖.pdf", "王𬱖.pdf"),
        ("con.pdf", "_con.pdf"),
        ("COM¹", "_COM¹"),
        ("NUL .tar.gz", "_NUL .tar.gz"),
        ("CONSTANT.pdf", "CONSTANT.pdf"),
        ("月报. . .", "月报"),
        ("  月报.pdf ", "月报.pdf"),
        ("月报\u202efdp.exe\n", "月报fdp.exe"),
        ("...", "未命名"),
        ("", "未命名"),
        ("../../etc/passwd", "..／..／etc／passwd"),
    ],
)
def test_a_name_keeps_what_it_can(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_at_its_stem_and_shows_it() -> None:
    safe = safe_name("清泉村互助幸福院老年人就餐考勤表" * 20 + ".xlsx")
    assert safe.startswith("清泉村互助幸福院")
    assert safe.endswith("….xlsx")


@given(st.text(st.characters(), max_size=400))
def test_every_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < units(safe) <= LONGEST_NAME
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in safe)
    assert not safe.endswith((".", " "))
    assert safe_name(safe) == safe


@given(
    st.lists(
        st.sampled_from(["a.pdf", "A.pdf", "a?.pdf", "a？.pdf", "é", "e\u0301", "长" * 200 + ".x"]),
        unique=True,
    )
)
def test_no_two_names_are_one_on_the_stick(names: list[str]) -> None:
    safe = safe_names(names, taken=["清单.json"])
    assert list(safe) == names
    keys = {unicodedata.normalize("NFC", name).casefold() for name in safe.values()}
    assert len(keys) == len(names)
    assert all(units(name) <= LONGEST_NAME and len(name.encode()) <= 255 for name in safe.values())


def test_names_that_would_meet_are_numbered_and_the_lists_name_stays_free() -> None:
    assert safe_names(["月报.pdf", "月报.PDF", "月报.pdf "], taken=["清单.json"]) == {
        "月报.pdf": "月报.pdf",
        "月报.PDF": "月报(2).PDF",
        "月报.pdf ": "月报(3).pdf",
    }
    assert safe_names(["清单.json"], taken=["清单.json"]) == {"清单.json": "清单(2).json"}
