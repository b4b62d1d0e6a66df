"""交接: what is on the stick is what the store remembers to have handed in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.exchange.manifest import read_manifest
from happyhome.services import audit, backups, closings, handover, restoring
from happyhome.store import engine
from tests.services.month_ends import hand_over_month
from tests.services.village import TODAY, Village

OCTOBER = Month(2026, 10)


@pytest.fixture
def eaten(village: Village) -> str:
    """Somebody who ate once in October."""
    who = village.elder("王秀兰")
    village.lunch(who, day=date(2026, 10, 9))
    return who


def _reports() -> tuple[handover.Planned, ...]:
    return tuple(one for one in handover.planned_files(OCTOBER) if one.key == "month_report")


def test_a_month_handed_over_is_current_until_it_changes(
    village: Village, eaten: str, tmp_path: Path
) -> None:
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    stick = tmp_path / "stick"
    stick.mkdir()
    done = hand_over_month(village.services, OCTOBER, stick, chosen=_reports())
    assert handover.verify(done.folder) == ()
    assert village.ask(handover.standing, OCTOBER, TODAY).is_current
    assert village.ask(handover.latest, OCTOBER).check_code == done.manifest.check_code
    village.do(closings.reopen_month, month=OCTOBER, reason="漏记 10 日午餐")
    village.lunch(eaten, day=date(2026, 10, 10))
    assert not village.ask(handover.standing, OCTOBER, TODAY).is_current
    village.do(closings.close_month, month=OCTOBER, confirmed=True)
    assert [line.redo for line in village.ask(handover.month_lines, TODAY) if line.month == OCTOBER] == [True]


def test_a_hand_over_that_was_not_remembered_is_no_success(
    village: Village, eaten: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window writes for too long: the stick is whole, but the store does not know of it."""
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 20)
    village.reopen()
    stick = tmp_path / "stick"
    stick.mkdir()
    other = engine.connect(village.services.store.path)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Refusal) as refused:
            hand_over_month(village.services, OCTOBER, stick, chosen=_reports())
    finally:
        other.close()
    assert [one.code for one in refused.value.problems] == ["not_remembered"]
    assert village.ask(handover.latest, OCTOBER) is None
    assert hand_over_month(village.services, OCTOBER, stick, chosen=_reports()).unchanged
    assert village.ask(handover.latest, OCTOBER) is not None


def test_undo_passes_over_a_hand_over_since_the_folder_stays_on_its_stick(
    village: Village, eaten: str, tmp_path: Path
) -> None:
    hand_over_month(village.services, OCTOBER, tmp_path, chosen=_reports())
    undone = village.do(audit.undo)
    assert undone.verb != "remember_hand_over"
    assert village.ask(handover.latest, OCTOBER) is not None


def test_the_list_says_which_copy_of_the_records_it_comes_from(
    village: Village, eaten: str, tmp_path: Path
) -> None:
    """After a restore two lines of one village's records may exist, and the township has to see it."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    done = hand_over_month(village.services, OCTOBER, first, chosen=_reports())
    restoring.restore_into(village.services, backups.back_up(village.services).path)
    again = hand_over_month(village.services, OCTOBER, second, chosen=_reports())
    assert "" not in (done.manifest.info.instance, again.manifest.info.instance)
    assert done.manifest.info.instance != again.manifest.info.instance
    assert read_manifest(again.folder).info == again.manifest.info
