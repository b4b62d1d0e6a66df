"""Each thing the machine refuses has its own sentence: what, where, what to do."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from happyhome.files.environment import EnvironmentRefusal, explain, full, size_text

PAPER = Path("/media/u/就餐考勤表.xlsx")


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (errno.ENOSPC, "disk_full", "空间已满"),
        (errno.EROFS, "read_only", "写保护"),
        (errno.EIO, "device_error", "读写出错"),
        (errno.ENODEV, "device_gone", "拔出"),
        (errno.ENOENT, "device_gone", "拔出"),
        (errno.ECONNABORTED, "device_gone", "拔出"),
        (errno.EACCES, "no_permission", "权限"),
        (errno.ETXTBSY, "file_in_use", "Excel 或 WPS"),
        (errno.EFBIG, "file_too_big", "4 GB"),
        (errno.ENAMETOOLONG, "name_too_long", "太长"),
        (errno.EINVAL, "name_illegal", "不允许的字符"),
        (errno.EISDIR, "not_a_folder", "挡住"),
        (errno.EDOM, "environment", "系统报错"),
    ],
)
def test_an_error_of_the_system_is_told_in_words(number: int, code: str, words: str) -> None:
    told = explain(OSError(number, "so it says"), PAPER)
    assert told.code == code
    assert words in told.text
    assert "就餐考勤表.xlsx" in told.text
    assert "请" in told.text
    assert told.text.endswith("。")


@pytest.mark.parametrize(
    ("winerror", "code"),
    [
        (32, "file_in_use"),
        (33, "file_in_use"),
        (19, "read_only"),
        (21, "device_gone"),
        (112, "disk_full"),
        (1167, "device_gone"),
        (1117, "device_error"),
        (206, "name_too_long"),
        (123, "name_illegal"),
    ],
)
def test_windows_number_is_believed_before_the_errno_it_is_folded_into(winerror: int, code: str) -> None:
    assert explain(of_windows(winerror), PAPER).code == code


def test_access_denied_means_open_elsewhere_where_the_file_exists(tmp_path: Path) -> None:
    (tmp_path / "月报.xlsx").write_bytes(b"old")
    assert explain(of_windows(5), tmp_path / "月报.xlsx").code == "file_in_use"
    assert explain(of_windows(5), tmp_path / "新的.xlsx").code == "no_permission"


def test_a_full_disk_says_what_is_needed_and_what_is_free(tmp_path: Path) -> None:
    told = explain(OSError(errno.ENOSPC, "full"), tmp_path / "a.pdf", needed=3 << 20)
    assert "需要 3.0 MB" in told.text
    assert "只剩 " in told.text
    assert full(PAPER, 5 << 10, 100).text == (
        "“就餐考勤表.xlsx”没有写成：“/media/u”空间不够，需要 5 KB，只剩 100 字节。"
        "请删去不用的文件，或换一个 U 盘，再试一次。"
    )


def test_an_error_without_a_number_is_still_told() -> None:
    assert explain(OSError("odd"), PAPER).code == "environment"


def test_a_refusal_is_its_sentence() -> None:
    told = explain(OSError(errno.EROFS, "ro"), PAPER)
    assert isinstance(told, EnvironmentRefusal)
    assert str(told) == told.text
    assert told.path == PAPER


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 字节"), (1023, "1023 字节"), (1025, "2 KB"), (3 << 20, "3.0 MB"), (5 << 30, "5.0 GB")],
)
def test_sizes_read_as_a_clerk_reads_them(size: int, text: str) -> None:
    assert size_text(size) == text


def of_windows(winerror: int) -> OSError:
    """As Windows raises it; elsewhere OSError takes no winerror, so it is set."""
    error = PermissionError(errno.EACCES, "denied")
    error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
    return error
