"""Options, exit codes, and what stands on which stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from happyhome.cli import residents
from happyhome.cli.session import Session
from happyhome.services.diagnosis import masked
from tests.cli.calls import Caller

EVERY_COMMAND = (
    "demo", "home set", "import residents", "import meals", "residents list", "residents status", "residents died",
    "residents moved-out", "meals record", "meals clear", "report", "month-end", "undo", "audit verify", "backup", "restore", "check",
)  # fmt: skip


def test_without_a_command_the_window_opens_on_the_folder_and_day(call: Caller) -> None:
    assert call().code == 0
    assert call.windows == [(call.folder, date(2026, 11, 21))]


def test_json_without_a_command_is_wrong_usage(call: Caller) -> None:
    said = call.json()
    assert said.code == 2
    assert said.error["code"] == "usage"
    assert call.windows == []


@pytest.mark.parametrize("command", EVERY_COMMAND)
def test_every_command_explains_itself_in_chinese(call: Caller, command: str) -> None:
    said = call(*command.split(), "--help")
    assert said.code == 0
    assert "用法：" in said.out
    assert "选项:" in said.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nope",), "没有"),
        (("home",), "还缺"),
        (("home", "set"), "--name"),
        (("residents", "list", "--on", "2026-02-30"), "2026-02-30"),
        (("residents", "list", "--on", "２０２６-01-01"), "看不懂"),
        (("month-end", "2026-13", "--out", "x"), "2026-13"),
        (("meals", "record", "--day", "2026-11-21", "--slot", "tea", "--residents", "x"), "lunch（午餐）"),
        (("report", "roster"), "--month、--out"),
        (("report", "roster", "--month", "2026-09", "--out", "x.doc"), ".xlsx"),
        (("undo", "--json"), "写在命令前面"),
        (("undo", "twice"), "多写了：twice"),
        (("backup", "--to"), "后面要跟一个值"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_the_form_it_should_have(
    call: Caller, arguments: tuple[str, ...], said: str
) -> None:
    told = call(*arguments)
    assert told.code == 2
    assert said in told.err.splitlines()[0]
    assert told.err.startswith("命令写得不对：")
    assert "用法：" in told.err
    assert not call.folder.exists()


def test_wrong_usage_is_one_json_object_with_json(call: Caller) -> None:
    said = call.json("meals", "record")
    assert said.code == 2
    assert set(said.data) == {"error"}
    assert said.error["text"].splitlines()[0] in said.err


def test_a_refusal_is_a_sentence_on_standard_error_and_an_object_with_json(home: Caller) -> None:
    plain = home("residents", "died", "李四", "--on", "2026-11-20")
    assert (plain.code, plain.out) == (1, "")
    assert "李四" in plain.err
    said = home.json("residents", "died", "李四", "--on", "2026-11-20")
    assert said.code == 1
    assert said.error["code"] == "resident_missing"
    assert said.error["text"] in said.err
    assert said.error["problems"][0]["level"] == "refused"


def test_before_the_home_is_named_a_write_says_how_to_name_it(call: Caller, tmp_path: Path) -> None:
    sheet = tmp_path / "名册.csv"
    sheet.write_text("姓名,身份证号\n王㛃,620321194403151229\n", "utf-8")
    said = call.json("import", "residents", str(sheet))
    assert (said.code, said.error["code"]) == (1, "home_missing")


def test_a_folder_that_cannot_be_is_the_environment(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    said = call.plain("--data", str(tmp_path / "file" / "data"), "--json", "undo")
    assert said.code == 3
    assert said.error["text"] in said.err


def test_a_file_that_is_no_store_is_refused(call: Caller) -> None:
    call.folder.mkdir()
    (call.folder / "happyhome.db").write_bytes(b"nothing of ours " * 400)
    said = call.json("check")
    assert said.code == 1
    assert "损坏" in said.error["text"]


def test_a_bug_ends_with_70_and_a_diagnosis_without_persons(
    home: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(session: Session, day: date) -> None:
        raise KeyError("王㛃 620321194403151229")

    monkeypatch.setattr(residents, "people_on", broken)
    said = home.json("residents", "list")
    assert (said.code, said.error["code"]) == (70, "bug")
    kept = Path(said.error["diagnosis"])
    assert kept.parent == home.folder / "logs"
    text = kept.read_text("utf-8")
    assert "KeyError" in text
    assert "王㛃" not in text
    assert "194403" not in text


def test_masking_leaves_file_names_and_lines() -> None:
    assert masked("main.py line 12: 李四 15012345678") == "main.py line 12: 〔…〕 ******"


def test_masking_knows_what_python_and_json_write_in_ascii() -> None:
    assert masked(repr("唐".encode("gb18030"))) == masked(repr("唐".encode())) == "b'〔…〕'"
    assert "\\u" not in masked(ascii("唐月娥"))


def test_masking_knows_numbers_as_people_group_them() -> None:
    assert masked("6217 0031 2345 6789, 138-0931-2231") == "******, ******"


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    clean.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "happyhome", *arguments],
        capture_output=True,
        env=clean | environment,
        check=False,
    )


def test_as_a_process_it_speaks_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    done = _process(
        "--data", str(tmp_path), "--json", "home", "set", "--name", "𬱖村幸福院", LC_ALL="C", PYTHONUTF8="0"
    )
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["home"]["name"] == "𬱖村幸福院"
    assert done.stderr == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so() -> None:
    done = _process()
    assert done.returncode == 3
    assert "没有屏幕" in done.stderr.decode("utf-8")


def test_a_reader_that_stops_reading_is_no_fault(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.argv[1:] = ['--data', {str(tmp_path)!r}, 'report', 'list'];"
        "from happyhome.__main__ import main; sys.exit(main())"
    )
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", script], stdout=pipe, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")
