"""Who has a folder open: a lock that dies with its process, and a note that outlives it."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from happyhome.files.holding import Held, Holder, hold, holder

NOW = datetime(2026, 11, 20, 8, 5)  # noqa: DTZ001  the village's clock on the wall
OTHER = """
import sys
from datetime import datetime
from pathlib import Path
from happyhome.files.holding import hold
held = hold(Path(sys.argv[1]), program="window", now=datetime(2026, 11, 20, 8, 5), user="王会计")
print("held", flush=True)
sys.stdin.read()
held.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "happyhome.lock"


@contextmanager
def another(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_nobody_holds_a_fresh_folder_and_nobody_after_a_clean_end(path: Path) -> None:
    assert holder(path) is None
    held = hold(path, program="window", now=NOW)
    assert held.before is None
    held.release()
    assert holder(path) is None
    assert [one.name for one in path.parent.iterdir()] == ["happyhome.lock"]


def test_another_process_is_named_with_who_and_since_when(path: Path) -> None:
    with another(path) as process:
        with pytest.raises(Held) as caught:
            hold(path, program="check", now=NOW)
        found = caught.value.holder
        assert (found.user, found.program, found.pid, found.since) == ("王会计", "window", process.pid, NOW)
        assert found.is_alive
        assert found.is_here
        assert holder(path) == found
        told = found.told(NOW.replace(hour=10))
        assert told == f"王会计的窗口从 8:05 起开着（本机，进程 {process.pid}）"


def test_a_killed_one_blocks_nobody_and_is_known_by_its_note(path: Path) -> None:
    with another(path) as process:
        process.kill()
        process.wait()
        left = holder(path)
        assert left is not None
        assert (left.is_alive, left.pid) == (False, process.pid)
        held = hold(path, program="window", now=NOW)
        assert held.before == left
        held.release()
    assert holder(path) is None


def test_one_that_ends_by_itself_leaves_nothing(path: Path) -> None:
    with another(path) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0
    assert holder(path) is None


def test_asking_does_not_loosen_the_lock_of_one_s_own_process(path: Path) -> None:
    held = hold(path, program="window", now=NOW)
    found = holder(path)
    assert found is not None
    assert found.is_alive
    with pytest.raises(Held):
        hold(path, program="window", now=NOW)
    held.release()


def test_an_end_that_was_not_clean_is_told_to_the_next(path: Path) -> None:
    held = hold(path, program="window", now=NOW)
    held.sign("李出纳")
    held.release(cleanly=False)
    found = holder(path)
    assert found is not None
    assert (found.user, found.is_alive) == ("李出纳", False)


@pytest.mark.parametrize("torn", ["", "{", '{"pid": 12}', "[]", "\x00" * 40, "[" * 100_000])
def test_a_torn_note_is_an_unclean_end_of_nobody_known(path: Path, torn: str) -> None:
    path.with_suffix(".holder").write_text(torn, encoding="utf-8")
    path.touch()
    assert holder(path) == Holder(is_alive=False)


def test_where_no_lock_can_be_nobody_is_kept_out_and_nothing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "happyhome.lock"
    held = hold(path, program="window", now=NOW)
    assert not held.is_real
    assert held.before is None
    held.release()
    assert holder(path) is None


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (Holder("window", "", "", 0, NOW), "窗口从 8:05 起开着（本机）"),
        (Holder("restore", "王会计", platform.node(), 7, NOW), "王会计的命令 restore 从 8:05 起开着（本机，进程 7）"),
        (Holder("window", "王会计", "乡镇电脑", 7, NOW.replace(day=18)), "王会计的窗口从 11月18日 8:05 起开着（电脑 乡镇电脑，进程 7）"),
        (Holder(), "窗口开着（本机）"),
    ],
)  # fmt: skip
def test_it_is_told_as_people_say_it(known: Holder, told: str) -> None:
    assert known.told(NOW) == told
