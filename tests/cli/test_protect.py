"""protect …, township keygen, and how a sealed store is opened on the command line."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from happyhome.services.protection import new_identity
from happyhome.store.keys.ring import SlotKind
from happyhome.store.keys.ring_files import keep_ring, read_ring
from tests.cli.calls import Caller, Said

PASSWORD, FRESH = "春暖花开的幸福院", "换成一句别的话了"
LUNCH = ("meals", "record", "--day", "2026-11-21", "--slot", "lunch", "--residents", "王㛃")


@pytest.fixture
def secret(tmp_path: Path) -> Callable[[str], str]:
    """A text in a file of its own; gives the path."""
    made: Iterator[int] = iter(range(99))

    def write(text: str) -> str:
        path = tmp_path / f"secret-{next(made)}.txt"
        path.write_text(text, "utf-8")
        return str(path)

    return write


@pytest.fixture
def sealed(home: Caller, secret: Callable[[str], str]) -> tuple[Caller, str]:
    """A sealed home, and its recovery code."""
    said = home.json("protect", "on", "--operator", "王芳", "--new-password-file", secret(f"{PASSWORD}\r\n"))
    assert said.code == 0, said.err
    return home, said.data["recovery_code"]


def status(call: Caller) -> dict[str, object]:
    found: dict[str, object] = call.json("protect", "status").data
    return found


def by(call: Caller, password_file: str, *arguments: str, operator: str = "王芳") -> Said:
    return call.json("--operator", operator, "--password-file", password_file, *arguments)


def test_an_open_home_says_so(home: Caller) -> None:
    said = home("protect", "status")
    assert "没有加锁" in said.out
    assert status(home)["is_sealed"] is False
    assert home.json("protect", "copies").error["code"] == "not_sealed"
    assert home.json("protect", "recover", "--operator", "王芳", "--code", "1").error["code"] == "not_sealed"


def test_sealing_gives_the_code_once_and_the_sheet(
    home: Caller, secret: Callable[[str], str], tmp_path: Path
) -> None:
    sheet = tmp_path / "恢复单.pdf"
    said = home(
        "protect", "on", "--operator", "王芳", "--new-password-file", secret(PASSWORD), "--sheet", str(sheet)
    )
    assert said.code == 0
    (line,) = [one for one in said.out.splitlines() if "只显示这一次" in one]
    assert len(line.rpartition("：")[2].split("-")) == 8
    assert sheet.read_bytes().startswith(b"%PDF")
    assert os.name == "nt" or sheet.stat().st_mode & 0o077 == 0, "the code is on it"
    assert status(home)["operators"] == ["王芳"]
    assert status(home)["open_copies"] == []
    again = home.json("protect", "on", "--operator", "王芳", "--new-password-file", secret(PASSWORD))
    assert (again.code, again.error["code"]) == (1, "already_sealed")


def test_a_sheet_that_cannot_be_saved_hides_no_code(
    home: Caller, secret: Callable[[str], str], tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone" / "恢复单.pdf")
    said = home.json(
        "protect", "on", "--operator", "王芳", "--new-password-file", secret(PASSWORD), "--sheet", gone
    )
    assert said.code == 0
    assert said.data["recovery_code"]
    assert said.data["sheet"] is None
    assert "恢复单没有存成" in said.data["sheet_problem"]


def test_a_sealed_home_opens_by_file_by_variable_and_by_typing(
    sealed: tuple[Caller, str], secret: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call, _ = sealed
    shut = call.json(*LUNCH)
    assert (shut.code, shut.error["code"]) == (1, "store_sealed")
    assert "--password-file" in shut.error["text"]
    assert by(call, secret(PASSWORD), *LUNCH).code == 0
    assert call.json("--password-file", secret(f"\ufeff{PASSWORD}\n"), "check").data["counts"]["meal"] == 1
    wrong = by(call, secret("春暖花开的养老院"), "check")
    assert (wrong.code, wrong.error["code"]) == (1, "password_wrong")
    assert by(call, secret(PASSWORD), "check", operator="李强").error["code"] == "operator_unknown"
    assert by(call, "/nowhere/secret", "check").error["code"] == "secret_file"
    monkeypatch.setenv("HAPPYHOME_PASSWORD", PASSWORD)
    assert call.json("audit", "verify").data["sound"]
    monkeypatch.delenv("HAPPYHOME_PASSWORD")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: PASSWORD)
    assert call.json("check").code == 0


def test_a_password_is_in_no_answer(sealed: tuple[Caller, str], secret: Callable[[str], str]) -> None:
    call, code = sealed
    wrong = "春暖花开的养老院"
    for said in (
        by(call, secret(wrong), "check"),
        by(call, secret(PASSWORD), "protect", "password", "--new-password-file", secret("短")),
        by(call, secret(PASSWORD), "protect", "status"),
        call.json(
            "protect",
            "recover",
            "--operator",
            "王芳",
            "--code",
            code[:-1] + "x",
            "--new-password-file",
            secret(FRESH),
        ),
    ):
        for hidden in (wrong, PASSWORD, FRESH, code[:20]):
            assert hidden not in said.out + said.err


def test_operators_and_passwords_change_hands(
    sealed: tuple[Caller, str], secret: Callable[[str], str]
) -> None:
    call, _ = sealed
    first, second = secret(PASSWORD), secret(FRESH)
    assert by(call, first, "protect", "add-operator", "李强", "--new-password-file", second).data[
        "operators"
    ] == [
        "王芳",
        "李强",
    ]
    assert call.json("--password-file", second, "check").error["code"] == "operator_needed"
    assert by(call, second, "check", operator="李强").code == 0
    third = secret("又换成了第三句话")
    assert by(call, second, "protect", "password", "--new-password-file", third, operator="李强").code == 0
    assert by(call, second, "check", operator="李强").error["code"] == "password_wrong"
    assert by(call, third, "protect", "remove-operator", "王芳", operator="李强").data["operators"] == [
        "李强"
    ]
    assert (
        by(call, third, "protect", "remove-operator", "李强", operator="李强").error["code"]
        == "operator_last"
    )


def test_a_new_sheet_and_coming_back_in_with_it(
    sealed: tuple[Caller, str], secret: Callable[[str], str], tmp_path: Path
) -> None:
    call, old = sealed
    said = by(call, secret(PASSWORD), "protect", "sheet", "--out", str(tmp_path / "新.pdf"))
    code = said.data["recovery_code"]
    assert code != old
    back = ("protect", "recover", "--operator", "王芳", "--new-password-file", secret(FRESH))
    assert call.json(*back, "--code", old).error["code"] == "code_wrong"
    typo = f"{(int(code[0]) + 1) % 10}{code[1:]}"
    assert "第 1 组" in call.json(*back, "--code", typo).error["text"]
    assert call.json(*back, "--code-file", secret(code)).code == 0
    assert by(call, secret(FRESH), "check").code == 0
    assert call.json(*back).code == 2


def test_the_township_makes_its_keys_and_opens_with_them(
    sealed: tuple[Caller, str], secret: Callable[[str], str], tmp_path: Path
) -> None:
    call, _ = sealed
    made = call.json("township", "keygen", "--out", str(tmp_path)).data
    again = call.json("township", "keygen", "--out", str(tmp_path))
    assert (again.code, again.error["code"]) == (1, "file_present")
    public, private = Path(made["public"]), Path(made["private"])
    assert (public.name, private.name) == ("乡镇公钥.txt", "乡镇私钥.txt")
    assert os.name == "nt" or private.stat().st_mode & 0o077 == 0, "for nobody else on this computer"
    assert "不要发给任何人" in private.read_text("utf-8-sig")
    assert "AGE-SECRET-KEY" not in public.read_text("utf-8-sig")
    password = secret(PASSWORD)
    assert by(call, password, "protect", "township-key", str(private)).error["code"] == "township_key"
    assert by(call, password, "protect", "township-key", str(public), "--name", "宁远堡镇").code == 0
    assert status(call)["township"] == "宁远堡镇"
    back = ("protect", "recover", "--operator", "王芳", "--new-password-file", secret(FRESH), "--identity")
    assert call.json(*back, secret(new_identity()[0])).error["code"] == "identity_wrong"
    assert call.json(*back, str(private)).code == 0
    fresh = secret(FRESH)
    assert by(call, fresh, "protect", "township-key", "--remove").code == 0
    assert status(call)["township"] is None
    assert by(call, fresh, "protect", "township-key").error["code"] == "township_key"


def test_where_nobody_has_a_password_it_is_said_what_to_do(
    sealed: tuple[Caller, str], secret: Callable[[str], str]
) -> None:
    call, _code = sealed
    path = call.folder / "happyhome.keys"
    ring = read_ring(path)
    assert ring is not None
    keep_ring(path, ring.without(SlotKind.PASSWORD, "王芳"))
    for said in (call.json("check"), by(call, secret(PASSWORD), "check")):
        assert (said.code, said.error["code"]) == (1, "operator_none")
        assert "protect recover" in said.error["text"]


def test_without_a_terminal_a_new_password_needs_its_file(
    home: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = home.json("protect", "on", "--operator", "王芳")
    assert (said.code, said.error["code"]) == (2, "usage")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    typed = iter((PASSWORD, FRESH))
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed))
    assert home.json("protect", "on", "--operator", "王芳").error["code"] == "password_twice"
    assert status(home)["is_sealed"] is False
