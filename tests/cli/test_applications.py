"""apply, certify, upcoming and explain, as scripts call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import Caller

SCHEME = "xiahe_gaoling"
WHO = "王㛃"


@pytest.fixture
def adopted(home: Caller) -> Caller:
    """王㛃 is 82; the home handles the allowance of 夏河县 and that of 范县, which certifies."""
    for key in (SCHEME, "fanxian_gaoling"):
        assert home("policy", "use", key, "--from", "2026-09").code == 0
    for axis, value in (("household", "本村"), ("residence", "本村常住")):
        call = ("residents", "status", WHO, "--axis", axis, "--value", value, "--since", "2015-01-01")
        assert home(*call).code == 0
    return home


def _approved(call: Caller, scheme: str = SCHEME) -> None:
    said = call(
        "apply", WHO, "--scheme", scheme, "--on", "2026-09-20", "--accepted", "2026-09-25",
        "--county", "2026-10-10", "--decision", "approved",
    )  # fmt: skip
    assert said.code == 0, said.err


def test_an_application_moves_on_call_by_call(adopted: Caller) -> None:
    first = adopted.json("apply", WHO, "--scheme", "夏河县高龄津贴", "--on", "2026-10-08").data
    assert (first["name"], first["application"]["scheme"], first["application"]["decision"]) == (
        WHO,
        SCHEME,
        "pending",
    )
    assert first["missing"] == ["户口本", "身份证", "社保卡"]
    again = adopted.json("apply", WHO, "--scheme", SCHEME, "--on", "2026-10-08").data
    assert (again["operation"], again["application"]["id"]) == (None, first["application"]["id"])
    done = adopted.json(
        "apply", WHO, "--scheme", SCHEME, "--on", "2026-10-08", "--accepted", "2026-10-09",
        "--posted-from", "2026-10-10", "--posted-to", "2026-10-17", "--township", "2026-10-20",
        "--county", "2026-10-28", "--decision", "同意", "--start", "2026-11",
    ).data  # fmt: skip
    row = done["application"]
    assert (row["id"], row["stage"], row["start"], row["county_on"]) == (
        first["application"]["id"],
        "同意",
        "2026-11",
        "2026-10-28",
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--on", "2026-11-22"), "day_future"),
        (("--on", "2026-10-08", "--accepted", "2026-10-07"), "stage_order"),
        (("--on", "2026-10-08", "--decision", "refused", "--start", "2026-10"), "not_approved"),
    ],
)
def test_what_cannot_be_applied_for_is_refused(adopted: Caller, more: tuple[str, ...], code: str) -> None:
    said = adopted.json("apply", WHO, "--scheme", SCHEME, *more)
    assert (said.code, said.error["code"]) == (1, code)


def test_an_explanation_has_what_scripts_rely_on(adopted: Caller) -> None:
    _approved(adopted)
    data = adopted.json("explain", WHO, "--scheme", "夏河县高龄津贴", "--on", "2026-11-15").data
    assert set(data) == {
        "resident", "name", "scheme", "title", "on", "month", "verdict", "verdict_text", "amount", "band",
        "since", "until", "reasons", "reference", "sample", "next",
    }  # fmt: skip
    assert (data["scheme"], data["month"], data["on"]) == (SCHEME, "2026-11", "2026-11-15")
    assert (data["verdict"], data["verdict_text"], data["amount"]) == ("granted", "享受", 2500)
    assert (data["since"], data["sample"]) == ("2026-09", True)
    assert data["next"]["month"] == "2034-03"
    assert all(set(one) == {"kind", "text", "reference"} for one in data["reasons"])
    assert "1944-03-15 出生" in [one["text"] for one in data["reasons"]]


def test_an_explanation_for_people_says_so_in_lines_and_on_paper(adopted: Caller, tmp_path: Path) -> None:
    said = adopted("explain", WHO, "--scheme", SCHEME, "--on", "2026-11-15")
    assert said.out.startswith(f"{WHO}  夏河县高龄津贴  2026年11月：未申请")
    path = tmp_path / "为什么.pdf"
    data = adopted.json("explain", WHO, "--scheme", SCHEME, "--on", "2026-11-15", "--out", str(path)).data
    assert data["path"] == str(path)
    assert path.read_bytes().startswith(b"%PDF")
    assert adopted("explain", WHO, "--scheme", SCHEME, "--on", "2026-11-15", "--out", "a.xlsx").code == 2
    assert (
        adopted.json("explain", WHO, "--scheme", "没有的", "--on", "2026-11-15").error["code"]
        == "scheme_unknown"
    )


def test_certifying_shows_in_what_is_due(adopted: Caller) -> None:
    _approved(adopted, "fanxian_gaoling")
    (due,) = adopted.json("certify", "due").data["rounds"]
    assert (due["scheme"], due["deadline"]) == ("fanxian_gaoling", "2026-12-30")
    assert [(one["name"], one["state"]) for one in due["people"]] == [
        (WHO, "done")
    ]  # seen when it was accepted
    said = adopted.json("certify", WHO, "--on", "2026-11-20", "--way", "video", "--by", "李会计")
    assert [(one["day"], one["way"]) for one in said.data["certified"]] == [("2026-11-20", "video")]
    assert adopted.json("certify", WHO, "--on", "2026-11-20", "--way", "video").data["operation"] is None
    assert adopted.json("certify", WHO, "--on", "2026-11-22", "--way", "video").error["code"] == "day_future"
    assert adopted("certify", WHO, "--on", "2026-11-20").code == 2
    assert adopted("certify", WHO, "--on", "2026-11-20", "--way", "dream").code == 2


def test_upcoming_lists_who_did_not_apply(adopted: Caller) -> None:
    found = adopted.json("upcoming", "--months", "1").data["upcoming"]
    assert ("unclaimed", WHO, SCHEME) in [(one["kind"], one["name"], one["scheme"]) for one in found]
    assert f"{WHO} 符合“夏河县高龄津贴”，还没有申请" in adopted("upcoming").out
    assert adopted("upcoming", "--months", "-1").code == 2
