"""Starting in bad times: each is told by its code and a sentence, and the file stays as it was found."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from happyhome.domain.problems import Refusal
from happyhome.domain.safety_events import SafetyEvent
from happyhome.files.environment import EnvironmentRefusal
from happyhome.files.holding import Held, holder
from happyhome.services import backups, start_beside, starting
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.services.starting import NOTHING_ASKED, Accepted, Started
from happyhome.store.engine import connect
from happyhome.store.keys import sealing
from happyhome.store.keys.codes import new_code
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import keep_ring, read_ring, trailer_of
from tests.services.village import Clock, Village

PASSWORD = "宁远堡的春天2026"
CODE = new_code()
KILLED = """
import os, sys
from datetime import datetime
from pathlib import Path
from happyhome.services.session import Folders
from happyhome.services.starting import start
started = start(Folders(Path(sys.argv[1])), lambda: datetime(2026, 11, 21, 8, 5))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def closed(village: Village) -> Village:
    """A home with one elder, its program closed."""
    village.elder("王秀兰")
    village.services.close()
    return village


def begin(village: Village, accepted: Accepted = NOTHING_ASKED, clock: Clock | None = None) -> Started:
    return starting.start(Folders(village.folder), clock or village.clock, accepted=accepted)


def refused(village: Village, accepted: Accepted = NOTHING_ASKED, clock: Clock | None = None) -> str:
    """The code that a start is refused with; nothing is left held."""
    with pytest.raises(Refusal) as caught:
        begin(village, accepted, clock)
    left = holder(Folders(village.folder).lock)
    assert left is None or not left.is_alive
    return caught.value.problems[0].code


def store_of(village: Village) -> Path:
    return Folders(village.folder).store


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(services: Services) -> list[str]:
    return [one.name for one in services.ask(people)]


def people(reading: object) -> list[object]:
    from happyhome.domain.residents import Resident

    return list(reading.find(Resident))  # type: ignore[attr-defined]


@contextmanager
def window_elsewhere(village: Village) -> Iterator[subprocess.Popen[str]]:
    """A process that has the records open, until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(village.folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.kill()


# A good start, and one beside another


def test_a_good_start_has_nothing_to_say_and_ends_without_a_trace(closed: Village) -> None:
    started = begin(closed)
    assert (started.notices, started.events, started.is_checked) == ((), (), True)
    found = holder(Folders(closed.folder).lock)
    assert found is not None
    assert (found.is_alive, found.pid, found.program) == (True, os.getpid(), "window")
    started.end()
    assert holder(Folders(closed.folder).lock) is None


def test_a_second_window_is_told_who_has_it_open_and_may_be_wanted(closed: Village) -> None:
    with window_elsewhere(closed) as process:
        with pytest.raises(Held) as caught:
            begin(closed)
        assert caught.value.holder.pid == process.pid
        second = begin(closed, Accepted(beside=True))
        assert second.held is None
        assert names(second.services) == ["王秀兰"]
        second.end()
        assert holder(Folders(closed.folder).lock) == caught.value.holder


def test_two_computers_never_write_along(closed: Village) -> None:
    first = begin(closed)
    note = Folders(closed.folder).lock.with_suffix(".holder")
    note.write_text(note.read_text().replace('"machine": "', '"machine": "乡镇电脑'))
    with pytest.raises(Held):
        begin(closed, Accepted(beside=True))
    with pytest.raises(Refusal) as caught:
        start_beside.open_beside(Folders(closed.folder), closed.clock, None, lambda _text: None)
    assert caught.value.problems[0].code == "store_in_use"
    first.end()


def test_a_command_opens_beside_a_window(closed: Village) -> None:
    first = begin(closed)
    beside = start_beside.open_beside(Folders(closed.folder), closed.clock, None, pytest.fail)
    assert names(beside) == ["王秀兰"]
    beside.close()
    first.end()


# A killed predecessor


def test_after_a_killed_window_the_records_are_checked_told_of_and_written_down(closed: Village) -> None:
    with window_elsewhere(closed) as process:
        process.kill()
        process.wait()
    started = begin(closed)
    assert started.is_checked
    (notice,) = started.notices
    assert notice.code == "uncleanly_ended"
    assert "上次没有正常关闭" in notice.text
    assert "登记老人" in notice.text or "新增" in notice.text or "的“" in notice.text
    changed = starting.tell_events(started.services, started.events)
    assert "safety" in changed
    assert [one.event for one in started.services.ask(lambda reading: reading.find(SafetyEvent))] == [
        "uncleanly_ended"
    ]
    started.end()
    again = begin(closed)
    assert again.notices == ()
    again.end()


def test_an_unclean_end_is_not_forgotten_by_a_start_that_fails(closed: Village) -> None:
    begin(closed).end(cleanly=False)
    wrong = Clock(date(2026, 11, 2))
    assert refused(closed, clock=wrong) == "clock_behind"
    started = begin(closed)
    assert [one.code for one in started.notices] == ["uncleanly_ended"]
    started.end()


# The file


def torn(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 + 100])


def cut_at_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 9])


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096 * 3, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)


def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(5).randbytes(50_001))


def text(path: Path) -> None:
    path.write_bytes("这不是数据。".encode() * 900)


@pytest.mark.parametrize("harm", [torn, cut_at_a_page, flipped, random_bytes, text])
def test_a_damaged_file_is_refused_and_stays_as_it_is(closed: Village, harm: object) -> None:
    harm(store_of(closed))  # type: ignore[operator]
    before = fingerprint(store_of(closed))
    assert refused(closed) == "file_damaged"
    assert fingerprint(store_of(closed)) == before


@pytest.mark.parametrize("gone", [True, False])
def test_a_lost_or_empty_file_beside_backups_is_not_begun_anew(closed: Village, gone: bool) -> None:
    services = closed.open()
    backups.back_up(services)
    services.close()
    store = store_of(closed)
    store.unlink()
    if not gone:
        store.touch()
    assert refused(closed) == "file_lost"
    assert store.exists() is not gone
    assert not gone or not store.exists()


def test_a_folder_in_the_file_s_place_is_said(closed: Village) -> None:
    store_of(closed).unlink()
    store_of(closed).mkdir()
    with pytest.raises(EnvironmentRefusal, match="文件夹") as caught:
        begin(closed)
    assert caught.value.code == "not_a_folder"


def test_a_newer_file_is_not_touched(closed: Village) -> None:
    raw = connect(store_of(closed))
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = fingerprint(store_of(closed))
    assert refused(closed) == "file_newer"
    assert fingerprint(store_of(closed)) == before


def test_a_disk_that_is_not_there_is_not_made_as_a_folder() -> None:
    gone = Folders(Path("/media/nobody-was-here/STICK/幸福院"))
    with pytest.raises(FileNotFoundError):
        starting.start(gone, Clock())
    assert not Path("/media/nobody-was-here").exists()


# The clock


def day(year: int, month: int = 11, number: int = 21) -> Clock:
    return Clock(date(year, month, number))


@pytest.mark.parametrize(
    ("clock", "code"),
    [
        (day(2026, 11, 19), "clock_behind"),
        (day(2010, 1, 1), "clock_behind"),
        (day(2028, 3, 1), "clock_ahead"),
    ],
)
def test_a_clock_that_cannot_be_right_is_asked_about(closed: Village, clock: Clock, code: str) -> None:
    before = fingerprint(store_of(closed))
    assert refused(closed, clock=clock) == code
    assert fingerprint(store_of(closed)) == before


@pytest.mark.parametrize("clock", [day(2026, 11, 20), day(2026, 11, 21), day(2027, 12, 20)])
def test_a_day_back_or_a_year_ahead_is_nothing_to_ask_about(closed: Village, clock: Clock) -> None:
    begin(closed, clock=clock).end()


def test_an_empty_file_is_not_begun_before_the_program_was_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        starting.start(Folders(tmp_path), day(1970, 1, 1))
    assert caught.value.problems[0].code == "clock_before_release"


def test_records_of_a_wrong_clock_are_asked_about_once_and_lock_nobody_out(closed: Village) -> None:
    closed.clock.day = date(2031, 1, 1)
    services = closed.open()
    closed.services = services
    closed.elder("李建国")
    services.close()
    right = day(2026, 11, 22)
    assert refused(closed, clock=right) == "clock_behind"
    started = begin(closed, Accepted(clock=True), right)
    assert [one.event for one in started.events] == ["clock_accepted"]
    starting.tell_events(started.services, started.events)
    started.end()
    begin(closed, clock=right).end()
    begin(closed, clock=day(2026, 11, 23)).end()


# Room


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk in memory; skipped where one may not be mounted."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_with_little_room_is_said_before_anything_is_written(closed: Village, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 12) as disk:
        folders = Folders(disk / "data")
        with pytest.raises(EnvironmentRefusal, match="只剩") as caught:
            starting.start(folders, closed.clock)
        assert caught.value.code == "disk_low"
        assert not folders.store.exists()
        started = starting.start(folders, closed.clock, accepted=Accepted(little_room=True))
        started.end()
        (disk / "film").write_bytes(bytes(11 << 20))
        with pytest.raises(EnvironmentRefusal) as caught:
            starting.start(folders, closed.clock, accepted=Accepted(little_room=True))
        assert caught.value.code == "disk_full"


def test_a_read_only_folder_is_the_machine_s_trouble(closed: Village, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        (disk / "happyhome.db").write_bytes(store_of(closed).read_bytes())
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(OSError, match=r"happyhome\.db"):
            starting.start(Folders(disk), closed.clock)


def test_a_read_only_file_is_told_at_the_start_and_not_at_the_first_tick(
    closed: Village, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        store = disk / "happyhome.db"
        store.write_bytes(store_of(closed).read_bytes())
        subprocess.run(["mount", "--bind", str(store), str(store)], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", str(store)], check=True)
            with pytest.raises(PermissionError, match=r"happyhome\.db"):
                starting.start(Folders(disk), closed.clock)
        finally:
            subprocess.run(["umount", str(store)], check=True)


# The ring


@pytest.fixture
def sealed(closed: Village) -> tuple[Village, Ring, bytes]:
    """The same records sealed by hand, as the sealing leaves them, with one sealed backup."""
    ring, key = sealing.new_ring()
    ring = sealing.with_password(ring, key, "王会计", PASSWORD, datetime(2026, 11, 21))  # noqa: DTZ001
    folders = Folders(closed.folder)
    raw = connect(folders.store)
    other = folders.data / "sealed.db"
    raw.execute("ATTACH DATABASE ? AS sealed KEY ?", (str(other), f"x'{key.hex()}'"))
    raw.execute("SELECT sqlcipher_export('sealed')")
    raw.execute("DETACH DATABASE sealed")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    other.replace(folders.store)
    keep_ring(folders.ring, ring)
    folders.backups.mkdir(exist_ok=True)
    copy = folders.backups / "happyhome-20261120-080500-closing.db"
    copy.write_bytes(folders.store.read_bytes() + trailer_of(ring))
    return closed, ring, key


def opened(village: Village, ring: Ring, key: bytes) -> Started:
    def unlock(found: Ring) -> Unlocked:
        assert found == ring
        return Unlocked("王会计", key)

    return starting.start(Folders(village.folder), village.clock, unlock)


def test_a_sealed_store_asks_for_its_key_and_signs_with_the_operator(
    sealed: tuple[Village, Ring, bytes],
) -> None:
    village, _ring, _key = sealed
    started = opened(*sealed)
    assert names(started.services) == ["王秀兰"]
    found = holder(Folders(village.folder).lock)
    assert found is not None
    assert found.user == "王会计"
    started.end()
    assert refused(village) == "store_sealed"


def test_a_lost_ring_is_taken_from_the_newest_backup(sealed: tuple[Village, Ring, bytes]) -> None:
    village, _ring, _key = sealed
    folders = Folders(village.folder)
    folders.ring.unlink()
    started = opened(*sealed)
    assert [one.code for one in started.notices] == ["ring_from_backup"]
    assert "11月20日 8:05" in started.notices[0].text
    started.end()
    assert opened(*sealed).notices == ()


def test_a_damaged_ring_is_kept_aside_and_taken_from_a_backup(sealed: tuple[Village, Ring, bytes]) -> None:
    village, _ring, _key = sealed
    ring_file = Folders(village.folder).ring
    ring_file.write_bytes(ring_file.read_bytes()[:100])
    started = opened(*sealed)
    assert [one.code for one in started.notices] == ["ring_from_backup"]
    started.end()
    assert len((village.folder / "happyhome.keys.damaged").read_bytes()) == 100


def test_a_ring_with_a_rotten_slot_is_mended_by_a_backup(sealed: tuple[Village, Ring, bytes]) -> None:
    village, ring, _key = sealed
    folders = Folders(village.folder)
    rotten = folders.ring.read_bytes().replace(b'"passes": 3', b'"passes": 2')
    folders.ring.write_bytes(rotten)
    started = opened(*sealed)
    assert [one.code for one in started.notices] == ["ring_from_backup"]
    started.end()
    assert read_ring(folders.ring) == ring
    assert (village.folder / "happyhome.keys.damaged").read_bytes() == rotten


def test_a_rotten_slot_without_a_backup_is_told_and_the_other_ways_open(
    sealed: tuple[Village, Ring, bytes],
) -> None:
    village, ring, key = sealed
    folders = Folders(village.folder)
    keep_ring(folders.ring, sealing.with_recovery(ring, key, CODE, village.clock()))
    folders.ring.write_bytes(folders.ring.read_bytes().replace(b'"passes": 3', b'"passes": 2'))
    shutil.rmtree(folders.backups)

    def by_code(found: Ring) -> Unlocked:
        return Unlocked("王会计", sealing.key_by_recovery(found, CODE))

    started = starting.start(folders, village.clock, by_code)
    assert [one.code for one in started.notices] == ["ring_worn"]
    started.end()


def test_a_lost_ring_is_not_taken_from_a_newer_backup_of_another_village(
    sealed: tuple[Village, Ring, bytes],
) -> None:
    village, _ring, _key = sealed
    folders = Folders(village.folder)
    folders.ring.unlink()
    foreign, _its_key = sealing.new_ring()
    other = folders.backups / "happyhome-20261120-090000-stick.db"
    other.write_bytes(random.Random(5).randbytes(8192) + trailer_of(foreign))
    started = opened(*sealed)
    assert "11月20日 8:05" in started.notices[0].text
    started.end()


def test_an_open_file_in_the_place_of_a_sealed_one_is_told(
    sealed: tuple[Village, Ring, bytes], tmp_path: Path
) -> None:
    village, _ring, key = sealed
    store = Folders(village.folder).store
    swapped = connect(store, key)
    swapped.execute("ATTACH DATABASE ? AS open KEY ''", (str(tmp_path / "plain.db"),))
    swapped.execute("SELECT sqlcipher_export('open')")
    swapped.execute("DETACH DATABASE open")
    swapped.close()
    (tmp_path / "plain.db").replace(store)
    started = begin(village)
    assert [one.code for one in started.notices] == ["seal_gone"]
    assert names(started.services) == ["王秀兰"]
    started.end()


@pytest.mark.parametrize("harm", ["gone", "torn"])
def test_without_any_ring_the_way_on_is_said(sealed: tuple[Village, Ring, bytes], harm: str) -> None:
    village, _ring, _key = sealed
    folders = Folders(village.folder)
    for copy in folders.backups.iterdir():
        copy.unlink()
    if harm == "gone":
        folders.ring.unlink()
    else:
        folders.ring.write_bytes(b"{")
    assert refused(village) == {"gone": "ring_lost", "torn": "ring_damaged"}[harm]


def test_a_ring_without_its_store_is_not_begun_anew(sealed: tuple[Village, Ring, bytes]) -> None:
    village, _ring, _key = sealed
    folders = Folders(village.folder)
    for copy in folders.backups.iterdir():
        copy.unlink()
    folders.store.unlink()
    assert refused(village) == "file_lost"


def test_a_sealed_store_that_was_harmed_is_damaged(sealed: tuple[Village, Ring, bytes]) -> None:
    village, _ring, _key = sealed
    flipped(store_of(village))
    with pytest.raises(Refusal) as caught:
        opened(*sealed)
    assert caught.value.problems[0].code == "file_damaged"


def test_a_ring_beside_an_open_store_was_left_by_a_sealing_cut_short(closed: Village) -> None:
    ring, _key = sealing.new_ring()
    keep_ring(Folders(closed.folder).ring, ring)
    started = begin(closed)
    assert [one.code for one in started.notices] == ["sealing_unfinished"]
    assert names(started.services) == ["王秀兰"]
    started.end()
