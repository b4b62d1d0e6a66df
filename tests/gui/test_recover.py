"""Coming back in: the sheet's code with the wrong group named, the township's private key, and a new password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from happyhome.gui.dialogs.recover import RecoverDialog
from happyhome.services.protection import new_identity, take_township_key, unlock
from tests.gui.sealed_home import LI, PASSWORDS, WANG, SealedHome

NEW = "桂花香飘十里路上"


@pytest.fixture
def box(sealed: SealedHome, qtbot: QtBot) -> Iterator[RecoverDialog]:
    made = RecoverDialog(sealed.ring, sealed.folders, sealed.clock)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.reject()


def mistyped(code: str, group: int) -> str:
    """One digit of one group (from 1) wrong."""
    groups = code.split("-")
    last = groups[group - 1][-1]
    groups[group - 1] = groups[group - 1][:-1] + str((int(last) + 1) % 10)
    return "-".join(groups)


@pytest.mark.parametrize("group", [1, 5, 8])
def test_the_mistyped_group_is_red_and_named(box: RecoverDialog, sealed: SealedHome, group: int) -> None:
    box.code.set_code(mistyped(sealed.code, group))
    assert [number for number, one in enumerate(box.code.boxes, 1) if one.property("refused") == "true"] == [
        group
    ]
    box.submit()
    assert f"第 {group} 组" in box.code.note.text()
    assert not box.new.isVisible()


def test_the_sheet_gives_an_operator_a_new_password(
    box: RecoverDialog, sealed: SealedHome, qtbot: QtBot
) -> None:
    box.code.set_code(sealed.code)
    box.submit()
    assert box.new.isVisible()
    box.new.form.set_values({"operator": LI, "password": NEW, "again": NEW})
    with qtbot.waitSignal(box.accepted, timeout=20_000):
        box.submit()
    assert box.found is not None
    assert box.found.operator == LI
    assert unlock(sealed.ring, LI, NEW).key == sealed.services.store.key
    assert unlock(sealed.ring, WANG, PASSWORDS[WANG]).key == sealed.services.store.key


def test_a_name_that_had_no_password_may_come_in(
    box: RecoverDialog, sealed: SealedHome, qtbot: QtBot
) -> None:
    box.code.set_code(sealed.code)
    box.submit()
    box.new.form.set_values({"operator": "赵新来", "password": NEW, "again": NEW})
    with qtbot.waitSignal(box.accepted, timeout=20_000):
        box.submit()
    assert sealed.ring.operators == (WANG, LI, "赵新来")


def test_two_different_passwords_are_not_taken(box: RecoverDialog, sealed: SealedHome) -> None:
    box.code.set_code(sealed.code)
    box.submit()
    box.new.form.set_values({"password": NEW, "again": NEW + "x"})
    box.submit()
    assert "两遍不一样" in box.new.again.note.text()
    assert box.result() != QDialog.DialogCode.Accepted


def test_a_password_that_a_neighbour_would_guess_is_said_while_typing(
    box: RecoverDialog, sealed: SealedHome
) -> None:
    box.code.set_code(sealed.code)
    box.submit()
    box.new.password.edit.setText("12345678")
    assert "太好猜" in box.new.password.note.text()
    box.new.password.edit.setText(NEW)
    assert "可以用" in box.new.password.note.text()


def test_the_townships_private_key_opens_too(sealed: SealedHome, tmp_path: Path, qtbot: QtBot) -> None:
    private, public = new_identity()
    take_township_key(sealed.services, public, "河西堡镇")
    file = tmp_path / "私钥.txt"
    file.write_text(f"# 河西堡镇\n{private}\n", encoding="utf-8")
    box = RecoverDialog(sealed.ring, sealed.folders, sealed.clock)
    qtbot.addWidget(box)
    box.show()
    box.take_file(file)
    assert box.new.isVisible()
    box.reject()


def test_a_key_that_does_not_fit_is_told_and_nothing_opens(box: RecoverDialog, tmp_path: Path) -> None:
    file = tmp_path / "私钥.txt"
    file.write_text(new_identity()[0], encoding="utf-8")
    box.take_file(file)
    assert "乡镇" in box.note.text()
    assert not box.new.isVisible()
    box.take_file(tmp_path / "gone.txt")
    assert "gone.txt" in box.note.text()
