"""Boxes under the wheel; and the frame around the cursor of board and grid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from happyhome.gui.kit.board import Board, Tile
from happyhome.gui.kit.fields import TextField
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.steady import ChoiceBox, NumberBox
from happyhome.gui.kit.tiles import TilePainter


def turn_wheel(over: QWidget) -> None:
    centre = QPointF(over.rect().center())
    event = QWheelEvent(
        centre, over.mapToGlobal(centre), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(over, event)


@pytest.mark.parametrize("made", [ChoiceBox, NumberBox])
def test_the_wheel_over_a_box_changes_nothing_even_when_it_has_the_focus(
    made: type[QComboBox | QSpinBox], qtbot: QtBot
) -> None:
    box = made()
    if isinstance(box, QComboBox):
        box.addItems(["民族", "现居住地"])
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    before = box.currentText() if isinstance(box, QComboBox) else box.text()
    turn_wheel(box)
    assert (box.currentText() if isinstance(box, QComboBox) else box.text()) == before


class Counted(Board):
    """Counts how often it was painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        super().paintEvent(event)


def test_the_board_frames_its_cursor_anew_when_the_focus_comes_back(qtbot: QtBot) -> None:
    whole = QWidget()
    column = QVBoxLayout(whole)
    board, line = Counted(), QLineEdit()
    column.addWidget(board)
    column.addWidget(line)
    board.set_tiles((Tile("1", "赵䶮", "一社"),))
    qtbot.addWidget(whole)
    with qtbot.waitExposed(whole):
        whole.show()
    whole.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.waitUntil(lambda: board.painted > 0)
    before = board.painted
    board.setFocus()
    qtbot.waitUntil(lambda: board.painted > before)


def test_captions_stay_beside_their_fields_in_a_window_higher_than_the_form(qtbot: QtBot) -> None:
    form = Form([TextField("name", "姓名"), TextField("group", "小组")])
    qtbot.addWidget(form)
    form.resize(400, 600)
    with qtbot.waitExposed(form):
        form.show()
    first, second = form.field("name"), form.field("group")
    assert second.y() - first.y() < 2 * first.sizeHint().height()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("阿依古丽·买买提", ("阿依古丽·", "买买提")),
        ("古丽·阿不都热合曼", ("古丽·", "阿不都热合曼")),
        ("欧阳诸葛上官司马", ("欧阳诸葛上官", "司马")),
    ],
)
def test_a_long_name_is_parted_after_its_dot(name: str, parts: tuple[str, str], qapp: QApplication) -> None:
    painter = TilePainter()
    assert painter.in_two(name, painter.long_metrics.horizontalAdvance("六个字长的行")) == parts


def test_a_choice_too_long_for_its_box_ends_in_dots_and_is_told_whole(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["金昌市经济困难老年人补贴发放名册", "午餐"])
    box.setFixedWidth(180)
    box.show()
    box.grab()
    assert box.shown_text().endswith("…")
    assert box.toolTip() == "金昌市经济困难老年人补贴发放名册"
    box.setCurrentIndex(1)
    box.grab()
    assert (box.shown_text(), box.toolTip()) == ("午餐", "")
