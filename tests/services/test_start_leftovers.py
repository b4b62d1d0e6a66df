"""What was left half done goes at the next start, and nothing else does."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from happyhome.app import open_services, start
from happyhome.domain.problems import Refusal
from happyhome.services import backups, protection
from happyhome.services.session import Folders, Unlocked
from happyhome.services.start_leftovers import QUIET_S
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import is_open_text
from tests.services.village import TODAY, Village

PASSWORD = "白云深处有人家-8"


def _aged(path: Path) -> Path:
    then = time.time() - QUIET_S - 1
    os.utime(path, (then, then))
    return path


def _unlock(ring: Ring) -> Unlocked:
    return protection.unlock(ring, "王芳", PASSWORD)


def test_what_a_killed_program_was_writing_goes_and_what_is_being_written_stays(village: Village) -> None:
    folders = village.services.folders
    backups.back_up(village.services)
    village.services.close()
    for folder in (folders.data, folders.backups):
        for name in (".happyhome-0123abcd.tmp", ".happyhome-0123abcd.tmp-journal", "账.tmp"):
            (folder / name).write_bytes(b"half")
            _aged(folder / name)
        (folder / ".happyhome-4567cdef.tmp").write_bytes(b"a command is at it")
    start(folders.data, TODAY, None).end()
    for folder in (folders.data, folders.backups):
        left = {path.name for path in folder.iterdir() if "tmp" in path.name}
        assert left == {"账.tmp", ".happyhome-4567cdef.tmp"}


def test_a_sealing_that_was_cut_short_is_finished(village: Village) -> None:
    folders = village.services.folders
    made = backups.back_up(village.services)
    village.services.close()
    kept = shutil.copy(made.path, village.folder / "open.db")
    protection.seal_store(folders, "王芳", PASSWORD, village.clock())
    shutil.copy(kept, made.path)  # as if the power had gone before this one's turn
    shutil.copy(kept, folders.data / "happyhome.db.open-left")
    Path(kept).unlink()
    (folders.data / "happyhome.db-journal").write_bytes(bytes(512) + "王秀兰".encode())
    assert protection.protection(folders).open_copies
    start(folders.data, TODAY, _unlock).end()
    assert not is_open_text(made.path)
    assert protection.protection(folders).open_copies == ()
    assert not (folders.data / "happyhome.db-journal").exists()


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_paper_that_a_killed_window_had_opened_goes_with_the_next_command(
    village: Village, is_sealed: bool
) -> None:
    folders = village.services.folders
    village.services.close()
    if is_sealed:
        protection.seal_store(folders, "王芳", PASSWORD, village.clock())
    window = start(folders.data, TODAY, _unlock)
    folders.opened.mkdir(exist_ok=True)
    paper = folders.opened / "王秀兰 明白条.pdf"
    paper.write_bytes(b"%PDF")
    open_services(folders.data, TODAY, _unlock).close()
    assert paper.exists(), "somebody may be reading it"
    assert window.held is not None
    window.held.release(cleanly=False)  # as the system does for a killed one
    if is_sealed:
        with pytest.raises(Refusal):
            open_services(folders.data, TODAY)  # nobody there who knows the password
    else:
        open_services(folders.data, TODAY).close()
    assert not paper.exists()
    window.services.close()
    paper.write_bytes(b"%PDF")
    if is_sealed:
        with pytest.raises(Refusal):
            start(folders.data, TODAY, None)
        assert not paper.exists(), "not only once somebody has typed the password"


def test_the_second_name_of_a_store_that_stayed_open_goes(village: Village) -> None:
    folders = village.services.folders
    village.services.close()
    os.link(folders.store, folders.data / "happyhome.db.open-left")
    (folders.data / "happyhome.db-journal").write_bytes(bytes(512) + "王秀兰".encode())
    start(folders.data, TODAY, None).end()
    assert not (folders.data / "happyhome.db-journal").exists()
    assert not (folders.data / "happyhome.db.open-left").exists()
    assert is_open_text(folders.store)


def test_a_leftover_that_cannot_go_keeps_nobody_out(village: Village) -> None:
    folders = Folders(village.folder)
    village.services.close()
    odd = folders.data / ".happyhome-0123abcd.tmp"
    odd.mkdir()  # of our name, and no file of ours
    _aged(odd)
    start(folders.data, TODAY, None).end()
    assert odd.is_dir()
