"""The dialog around a form, as it opens."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import TextField


def opened(qtbot: QtBot, count: int) -> FormDialog:
    lines = [TextField(f"f{number}", f"第{number}项") for number in range(count)]
    box = FormDialog("登记", lines, lambda _values: Outcome(""))
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    box.activateWindow()
    return box


def test_typing_begins_in_the_first_field(qtbot: QtBot) -> None:
    box = opened(qtbot, 3)
    first = box.form.field("f0").editor
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)


def test_it_opens_at_the_height_of_what_it_asks_where_the_screen_has_room(qtbot: QtBot) -> None:
    box = opened(qtbot, 4)
    assert box.height() == box.sizeHint().height()
    last = box.form.field("f3")
    assert last.height() >= last.sizeHint().height()


def test_fields_are_not_squeezed_where_the_screen_has_no_room(qtbot: QtBot) -> None:
    box = opened(qtbot, 30)
    field = box.form.field("f9")
    assert field.height() >= field.sizeHint().height()


def test_what_is_hidden_before_it_opens_takes_no_room(qtbot: QtBot) -> None:
    def asking(hidden: int) -> int:
        lines = [TextField(f"f{number}", f"第{number}项") for number in range(4 + hidden)]
        box = FormDialog("登记", lines, lambda _values: Outcome(""))
        qtbot.addWidget(box)
        box.sizeHint()
        for number in range(4, 4 + hidden):
            box.form.set_shown(f"f{number}", False)
        with qtbot.waitExposed(box):
            box.show()
        return box.height()

    assert asking(3) - asking(0) < 40
