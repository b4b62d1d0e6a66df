"""Who can open a sealed village: changing, adding, recovering; each told in the audit under its operator's name."""

from __future__ import annotations

import errno
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from happyhome.app import open_services
from happyhome.domain.problems import Refusal
from happyhome.domain.safety_events import SafetyEvent
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services import protection, residents
from happyhome.services.audit import operations, verify_audit
from happyhome.services.passwords import check_password
from happyhome.services.recovery_sheets import recovery_sheet
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.store.backup import check_file, list_backups
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import ring_in
from tests.exchange.faults import PowerCut, Steps, steps_of
from tests.services.sealed_village import NOW, OPERATOR, PASSWORD, opened
from tests.services.village import TODAY, Village

OTHER, OTHERS_PASSWORD = "李强", "门前站着两棵枣树"
FRESH = "换成一句别的话了"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A sealed folder, and its recovery code."""
    village = Village(tmp_path_factory.mktemp("sealed"))
    village.home()
    village.elder("王秀兰")
    village.services.close()
    return village.folder, protection.seal_store(Folders(village.folder), OPERATOR, PASSWORD, NOW).code


@pytest.fixture
def code(made: tuple[Path, str]) -> str:
    return made[1]


@pytest.fixture
def services(made: tuple[Path, str], tmp_path: Path) -> Iterator[Services]:
    found = opened(Path(shutil.copytree(made[0], tmp_path / "data")))
    yield found
    found.close()


def code_of(work: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        work(*arguments)
    return refusal.value.problems[0].code


def opens(services: Services, operator: str, password: str) -> bool:
    ring = protection.ring_of(services.folders.store)
    assert ring is not None
    try:
        return protection.unlock(ring, operator, password).key == services.store.key
    except Refusal:
        return False


def newest_event(services: Services) -> tuple[str, str]:
    (last,) = services.ask(operations, 1)
    return last.label, last.operator


def test_a_changed_password_opens_and_the_old_one_does_not(services: Services) -> None:
    store = services.folders.store.read_bytes()[:4096]
    protection.change_password(services, OPERATOR, PASSWORD, FRESH)
    assert not opens(services, OPERATOR, PASSWORD)
    assert opens(services, OPERATOR, FRESH)
    assert services.folders.store.read_bytes()[:4096] == store, "only the ring is written"
    assert newest_event(services) == ("修改密码", OPERATOR)
    assert list_backups(services.folders.backups)[0].reason == "before-password"
    services.close()
    again = opened(services.folders.data, OPERATOR, FRESH)
    assert again.operator == OPERATOR
    assert again.ask(verify_audit) == ()
    again.close()


def test_passwords_that_are_wrong_poor_or_the_same_change_nothing(services: Services) -> None:
    ring = services.folders.ring.read_bytes()
    change = protection.change_password
    assert code_of(change, services, OPERATOR, FRESH, FRESH) == "password_wrong"
    assert code_of(change, services, OTHER, PASSWORD, FRESH) == "operator_unknown"
    assert code_of(change, services, OPERATOR, PASSWORD, "短") == "password_short"
    assert code_of(change, services, OPERATOR, PASSWORD, PASSWORD) == "password_same"
    assert services.folders.ring.read_bytes() == ring


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("王芳最好了", "password_short"),
        ("一" * 201, "password_long"),
        ("我是王芳我怕谁", "password_short"),
        ("我是王芳我怕谁呀", "password_name"),
        ("wangfang1965", "password_name"),
        ("WangFang!2026", "password_name"),
        ("12345678", "password_common"),
        ("88888888", "password_common"),
        ("abcd1234", "password_common"),
        ("qwertyuiop", "password_common"),
        ("1qaz2wsx", "password_common"),
        ("19650312", "password_common"),
        ("wf19650312", "password_name"),
        ("13993512345", "password_common"),
        ("Password1", "password_common"),
        ("１２３４５６７８", "password_common"),
        ("啊啊啊啊啊啊啊啊", "password_common"),
    ],
)
def test_what_a_neighbour_would_guess_is_refused(password: str, code: str) -> None:
    assert code_of(check_password, OPERATOR, password) == code


@pytest.mark.parametrize(
    "password", [PASSWORD, FRESH, "门前有2棵大枣树", "x9k2p7w4", "correct horse battery"]
)
def test_a_sentence_or_a_random_word_will_do(password: str) -> None:
    check_password(OPERATOR, password)


def test_a_password_typed_in_another_composition_is_the_same(services: Services) -> None:
    typed = "Crème brûlée 3 fois"
    protection.add_operator(services, OTHER, unicodedata.normalize("NFD", typed))
    assert opens(services, OTHER, unicodedata.normalize("NFC", typed))


def test_operators_come_and_go_and_the_last_one_stays(services: Services) -> None:
    assert code_of(protection.remove_operator, services, OPERATOR) == "operator_last"
    protection.add_operator(services, f" {OTHER} ", OTHERS_PASSWORD)
    assert newest_event(services) == ("添加操作员", OPERATOR)
    assert code_of(protection.add_operator, services, OTHER, FRESH) == "operator_known"
    assert code_of(protection.add_operator, services, " ", FRESH) == "name_missing"
    assert code_of(protection.remove_operator, services, OPERATOR) == "operator_self"
    assert code_of(protection.remove_operator, services, "没有") == "operator_unknown"
    services.close()
    by_other = opened(services.folders.data, OTHER, OTHERS_PASSWORD)
    assert not by_other.run(residents.add_resident, resident=residents.Resident(name="赵玉梅")).refused
    assert newest_event(by_other)[1] == OTHER, "the audit carries who is at the keyboard"
    protection.remove_operator(by_other, OPERATOR)
    assert not opens(by_other, OPERATOR, PASSWORD)
    assert protection.protection(by_other.folders).operators == (OTHER,)
    subjects = [one.subject for one in by_other.ask(lambda reading: reading.find(SafetyEvent))]
    assert sorted(subjects) == sorted([OPERATOR, OTHER, OPERATOR])
    by_other.close()


def test_a_lost_password_is_replaced_with_the_code_of_the_sheet(services: Services, code: str) -> None:
    services.close()
    ring = protection.ring_of(services.folders.store)
    assert ring is not None
    key = protection.key_from_code(ring, code.replace("-", "  "))
    unlocked = protection.recover(services.folders, key, OPERATOR, FRESH, NOW)
    assert unlocked.operator == OPERATOR
    assert not opens(services, OPERATOR, PASSWORD)
    again = opened(services.folders.data, OPERATOR, FRESH)
    assert newest_event(again) == ("用恢复码开锁", OPERATOR)
    assert "before-recovery" in {one.reason for one in list_backups(services.folders.backups)}
    again.close()


def test_a_new_clerk_comes_in_by_the_code_under_an_own_name(services: Services, code: str) -> None:
    services.close()
    ring = protection.ring_of(services.folders.store)
    assert ring is not None
    key = protection.key_from_code(ring, code)
    assert code_of(protection.recover, services.folders, key, OTHER, "lq", NOW) == "password_short"
    assert code_of(protection.recover, services.folders, bytes(32), OTHER, FRESH, NOW) in (
        "file_damaged",
        "file_other_key",
    )
    protection.recover(services.folders, key, OTHER, FRESH, NOW)
    assert protection.protection(services.folders).operators == (OPERATOR, OTHER)


def test_a_new_sheet_makes_the_old_one_useless(services: Services, code: str) -> None:
    fresh = protection.new_code()
    protection.take_recovery_code(services, fresh)
    ring = protection.ring_of(services.folders.store)
    assert ring is not None
    assert code_of(protection.key_from_code, ring, code) == "code_wrong"
    assert protection.key_from_code(ring, fresh) == services.store.key
    assert newest_event(services) == ("换恢复单", OPERATOR)
    assert protection.protection(services.folders).recovery_since == "2026-11-21T12:00:02"
    sheet = recovery_sheet(services, fresh)
    assert fresh not in repr(sheet)
    assert sheet.file_name() == "数据恢复单 2026-11-21.pdf"


def test_the_township_opens_until_its_key_is_taken_away(services: Services) -> None:
    identity, recipient = protection.new_identity()
    assert code_of(protection.take_township_key, services, identity, "宁远堡镇") == "township_key"
    protection.take_township_key(services, f"# 乡镇公钥\r\n{recipient}\r\n", "宁远堡镇")
    ring = protection.ring_of(services.folders.store)
    assert ring is not None
    assert protection.key_from_township(ring, identity) == services.store.key
    found = protection.protection(services.folders)
    assert (found.township, found.recipient) == ("宁远堡镇", recipient)
    protection.drop_township_key(services)
    ring = protection.ring_of(services.folders.store)
    assert ring is not None
    assert code_of(protection.key_from_township, ring, identity) == "township_none"
    assert code_of(protection.drop_township_key, services) == "township_none"


def test_a_backup_carries_the_ring_of_its_day(services: Services) -> None:
    protection.change_password(services, OPERATOR, PASSWORD, FRESH)
    before = list_backups(services.folders.backups)[0]
    ring, _ = ring_in(before.path)
    assert ring is not None
    check_file(before.path, protection.unlock(ring, OPERATOR, PASSWORD).key)


def test_an_open_store_has_no_passwords_to_manage(village: Village) -> None:
    assert protection.protection(village.services.folders) == protection.Protection(False)
    assert code_of(protection.change_password, village.services, OPERATOR, PASSWORD, FRESH) == "not_sealed"
    assert code_of(protection.add_operator, village.services, OTHER, FRESH) == "not_sealed"
    assert code_of(protection.take_recovery_code, village.services, protection.new_code()) == "not_sealed"
    assert code_of(recovery_sheet, village.services, "1") == "not_sealed"


# Ring and records change together, wherever it fails


FULL = OSError(errno.ENOSPC, "full")
TURNS: dict[str, tuple[str, Callable[[Services, Disk], object]]] = {
    "password": (
        "password_changed",
        lambda services, disk: protection.change_password(services, OPERATOR, PASSWORD, FRESH, disk),
    ),
    "added": (
        "operator_added",
        lambda services, disk: protection.add_operator(services, OTHER, OTHERS_PASSWORD, disk),
    ),
    "code": (
        "recovery_sheet",
        lambda services, disk: protection.take_recovery_code(services, protection.new_code(), disk),
    ),
    "recovered": (
        "recovered",
        lambda services, disk: protection.recover(
            services.folders, services.store.key or b"", OTHER, OTHERS_PASSWORD, NOW, disk
        ),
    ),
}


def _told_of(services: Services, event: str) -> int:
    return len(services.ask(lambda reading: reading.find(SafetyEvent, event=event)))


def _ring(services: Services) -> Ring:
    ring = protection.ring_of(services.folders.store)
    assert ring is not None
    return ring


def _reopened(services: Services) -> Services:
    """As the next start of the program finds it, by whoever has the key."""
    services.close()
    again = open_services(
        services.folders.data, TODAY, lambda _ring: Unlocked(OPERATOR, services.store.key or b"")
    )
    assert again.ask(verify_audit) == ()
    assert _ring(again).untold == ()
    return again


@pytest.mark.parametrize(
    ("act", "error"),
    [("added", FULL), ("added", PowerCut()), ("recovered", FULL), ("password", PowerCut()), ("code", FULL)],
)
def test_whichever_step_fails_ring_and_records_agree_and_so_does_what_was_said(
    made: tuple[Path, str], tmp_path: Path, act: str, error: BaseException
) -> None:
    event, turn = TURNS[act]
    counted = opened(Path(shutil.copytree(made[0], tmp_path / "counted")))
    steps = steps_of(lambda disk: turn(counted, disk))
    counted.close()
    assert len(steps) > 10
    for at in range(len(steps)):
        services = opened(Path(shutil.copytree(made[0], tmp_path / str(at))))
        before, said = _ring(services), "done"
        try:
            turn(services, Steps(at, error).disk())
        except EnvironmentRefusal:
            said = "failed"
        except PowerCut:
            said = "nothing"
        again = _reopened(services)
        is_new = _ring(again).slots != before.slots
        assert _told_of(again, event) == is_new, (at, steps[at])
        assert said == "nothing" or is_new == (said == "done"), (at, steps[at])
        again.close()


@pytest.mark.skipif(os.name == "nt", reason="no limit of a file's size there")
@pytest.mark.parametrize("act", TURNS)
def test_where_the_records_cannot_be_written_after_the_ring_was_the_next_opening_tells_it(
    services: Services, act: str
) -> None:
    import resource

    event, turn = TURNS[act]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = _ring(services)

    def flushed(folder: Path) -> None:
        """The ring stands; from here on no file takes a byte."""
        REAL.sync_folder(folder)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))

    try:
        turn(services, replace(REAL, sync_folder=flushed))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert _ring(services).slots != before.slots
    assert len(_ring(services).untold) == 1
    assert _told_of(services, event) == 0
    again = _reopened(services)
    (told,) = again.ask(lambda reading: reading.find(SafetyEvent, event=event))
    assert "补记" in told.note
    again.close()
    again = _reopened(again)
    assert _told_of(again, event) == 1
    again.close()
