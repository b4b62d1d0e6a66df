"""Sizes that follow the zoom, and windows that stay on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from happyhome.gui import application
from happyhome.gui.kit.scaled import least, open_at, px, rescale


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_a_window_never_asks_for_more_than_the_screen_has(
    qtbot: QtBot, qapp: QApplication, zoom: int
) -> None:
    box = least(QDialog(), 900, 600)
    qtbot.addWidget(box)
    application.apply_zoom(qapp, zoom)
    rescale(box)
    open_at(box, 900, 600)
    box.show()
    screen = box.screen().availableSize()
    assert box.minimumHeight() <= box.height() < screen.height()
    assert box.minimumWidth() <= box.width() < screen.width()


def test_a_part_of_a_window_keeps_its_size(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    part = QWidget(around)
    least(part, 0, 2000)
    assert part.minimumHeight() == px(2000)
