"""policy …: checking and testing rule files, and taking them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import Caller
from tests.policy.rule_texts import PLAIN, changed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound rule file."""
    return _written(tmp_path / "某县.yaml", PLAIN)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_sound_file_is_told_with_what_it_holds(call: Caller, file: Path) -> None:
    said = call("policy", "check", str(file))
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{file}：没有错误，1 个项目，1 个案例\n"


def test_each_fault_is_told_by_line_and_place(call: Caller, tmp_path: Path, file: Path) -> None:
    bad = _written(
        tmp_path / "坏.yaml", changed(("状态: 确认", "状态: 对"), ("年龄: 90以上", "年龄: 92以上"))
    )
    said = call.json("policy", "check", str(file), str(bad))
    assert said.code == 1
    assert [(one["ok"], one["schemes"]) for one in said.data["files"]] == [
        (True, ["mouxian_gaoling"]),
        (False, []),
    ]
    version = "项目[高龄津贴].版本[1]"
    assert [(one["line"], one["key"], one["level"]) for one in said.data["files"][1]["problems"]] == [
        (14, f"{version}.状态", "error"),
        (20, f"{version}.档次", "warning"),
    ]
    assert "[错误] 第 14 行" in call("policy", "check", str(bad)).out


def test_the_day_of_the_command_judges_when_a_rule_was_checked(call: Caller, file: Path) -> None:
    assert call.plain("--today", "2026-11-19", "policy", "check", str(file)).code == 1
    assert "请再和现行文件核对" in call.plain("--today", "2027-11-20", "policy", "check", str(file)).out


def test_cases_are_run_without_opening_any_records(call: Caller, file: Path) -> None:
    said = call.json("policy", "test", str(file))
    assert said.code == 0
    assert said.data == {
        "files": [{"file": str(file), "cases": 1, "passed": 1, "failed": [], "problems": []}]
    }
    assert not call.folder.exists()


def test_a_case_that_fails_is_told_with_what_came_and_why(call: Caller, tmp_path: Path) -> None:
    wrong = _written(tmp_path / "错.yaml", changed(("2024-06, 金额: 50", "2024-06, 金额: 60")))
    said = call.json("policy", "test", str(wrong))
    assert said.code == 1
    failed = said.data["files"][0]["failed"]
    assert [(one["title"], one["line"]) for one in failed] == [("三月满八十", 22)]
    assert "应发 60.00 元，算出 50.00 元" in failed[0]["messages"][0]
    assert "没有通过" in call("policy", "test", str(wrong)).out


def test_a_faulty_file_is_not_tested(call: Caller, tmp_path: Path) -> None:
    bad = _written(tmp_path / "坏.yaml", changed(("状态: 确认", "状态: 对")))
    said = call.json("policy", "test", str(bad))
    assert (said.code, said.data["files"][0]["cases"]) == (1, 0)
    assert said.data["files"][0]["problems"][0]["line"] == 14


def test_a_file_that_is_not_there_is_refused(call: Caller, tmp_path: Path) -> None:
    for place in (tmp_path / "没有.yaml", tmp_path):
        said = call.json("policy", "check", str(place))
        assert (said.code, said.error["code"]) == (1, "file_missing")


def test_a_file_is_looked_at_taken_in_and_taken_away(home: Caller, file: Path) -> None:
    seen = home.json("policy", "import", str(file))
    assert (seen.code, seen.data["imported"], seen.data["added"]) == (0, False, ["mouxian_gaoling"])
    assert home.json("policy", "list").data["own_files"] == []
    done = home.json("policy", "import", str(file), "--yes")
    assert (done.code, done.data["imported"]) == (0, True)
    assert home.json("policy", "list").data["own_files"] == ["某县.yaml"]
    assert home("policy", "remove", "某县.yaml").code == 0
    assert home.json("policy", "list").data["own_files"] == []


def test_whose_amount_changes_is_told_before_anything_is_taken_in(
    home: Caller, tmp_path: Path, file: Path
) -> None:
    assert home("policy", "import", str(file), "--yes").code == 0
    assert home("policy", "use", "mouxian_gaoling", "--from", "2026-01").code == 0
    assert (
        home(
            "residents", "status", "王㛃", "--axis", "household", "--value", "local", "--since", "2000-01-01"
        ).code
        == 0
    )
    raised = changed(("金额: 50}", "金额: 60}"), ("2024-06, 金额: 50", "2024-06, 金额: 60"))
    _written(file, raised)
    changes = home.json("policy", "import", str(file)).data["changes"]
    assert [(one["name"], one["from"], one["before"], one["after"]) for one in changes] == [
        ("王㛃", "2026-01", "50.00", "60.00")
    ]


def test_a_faulty_file_is_not_taken_in(home: Caller, tmp_path: Path) -> None:
    bad = _written(tmp_path / "坏.yaml", changed(("状态: 确认", "状态: 对")))
    said = home.json("policy", "import", str(bad), "--yes")
    assert (said.code, said.error["code"]) == (1, "rules_faulty")
    assert home.json("policy", "list").data["own_files"] == []


def test_a_scheme_is_taken_up_shown_and_stopped(home: Caller, file: Path) -> None:
    home("policy", "import", str(file), "--yes")
    assert home.json("policy", "use", "高龄津贴", "--from", "2026-01").data["scheme"] == "mouxian_gaoling"
    shown = home.json("policy", "show", "mouxian_gaoling").data
    assert [(one["since"], one["sample"]) for one in shown["versions"]] == [("2024-03-01", False)]
    assert home("policy", "stop", "mouxian_gaoling", "--until", "2026-10").code == 0
    first = home.json("policy", "list").data["schemes"][0]
    assert (first["key"], first["from"], first["until"]) == ("mouxian_gaoling", "2026-01", "2026-10")


def test_an_unknown_scheme_is_refused_with_those_there_are(home: Caller) -> None:
    said = home.json("policy", "use", "没有的补贴", "--from", "2026-01")
    assert (said.code, said.error["code"]) == (1, "scheme_unknown")


def test_a_corrected_file_of_another_name_takes_the_place_of_the_one_before(
    home: Caller, tmp_path: Path, file: Path
) -> None:
    assert home("policy", "import", str(file), "--yes").code == 0
    better = tmp_path / "改好的.yaml"
    _written(better, changed(("金额: 50}", "金额: 60}"), ("2024-06, 金额: 50", "2024-06, 金额: 60")))
    assert home("policy", "import", str(better), "--yes").code == 0
    assert home.json("policy", "list").data["own_files"] == ["某县.yaml"]
