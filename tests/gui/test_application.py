"""The application's set-up: fonts, language, input method."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from happyhome.gui import application
from happyhome.gui.kit import icons, scaled


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"QT_IM_MODULE": "ibus"}, "ibus"),
        ({}, None),
    ],
)
def test_fcitx_is_reached_through_ibus_on_linux(before: dict[str, str], after: str | None) -> None:
    environment = dict(before)
    application.settle_input_method(environment, "linux")
    assert environment.get("QT_IM_MODULE") == after


def test_other_systems_are_left_alone() -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    application.settle_input_method(environment, "win32")
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_the_bundled_font_is_the_one_in_use(qapp: QApplication) -> None:
    assert "Noto Sans SC" in QFontDatabase.families()
    assert QFontInfo(qapp.font()).family() == "Noto Sans SC"
    assert QFontInfo(scaled.font(16, bold=True)).bold()


def test_qts_own_words_are_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_sizes_follow_the_zoom(qapp: QApplication) -> None:
    application.apply_zoom(qapp, 150)
    assert scaled.px(100) == 150


def test_twenty_thousand_set_texts_survive(qtbot: QtBot) -> None:
    """PySide6 6.12 kills Python 3.11 after some thousands of calls that return None."""
    label = QLabel()
    qtbot.addWidget(label)
    for _ in range(20_000):
        label.setText("赵䶮")
    assert label.text() == "赵䶮"


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    from happyhome.resources import resource

    for file in resource("icons").glob("*.svg"):
        image = icons.pixmap(file.stem, "#1b5e4b", 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), file.name
