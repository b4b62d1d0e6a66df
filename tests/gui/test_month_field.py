"""A month as clerks type it."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.gui.kit.fields import Unread
from happyhome.gui.kit.month_field import MonthField


def typed(qtbot: QtBot, text: str) -> MonthField:
    made = MonthField("month", "起发月", lambda: date(2026, 11, 20))
    qtbot.addWidget(made)
    made.edit.setText(text)
    return made


@pytest.mark.parametrize(
    "text", ["2026-11", "202611", "2026.11", "2026年11月", "11", "11月", "２０２６－１１", "2026 - 11"]
)
def test_a_month_is_read_in_many_ways(qtbot: QtBot, text: str) -> None:
    assert typed(qtbot, text).value() == Month(2026, 11)


@pytest.mark.parametrize("text", ["2026", "13", "2026-00", "十一月", "2026-11-20"])
def test_what_is_no_month_is_not_guessed(qtbot: QtBot, text: str) -> None:
    with pytest.raises(Unread, match="2026-11"):
        typed(qtbot, text).value()


def test_nothing_typed_is_no_month_and_a_month_is_shown_as_it_is_kept(qtbot: QtBot) -> None:
    field = typed(qtbot, "")
    assert field.value() is None
    field.set_value(Month(2026, 3))
    assert field.edit.text() == "2026-03"
    field.set_value("2025-12")
    assert field.value() == Month(2025, 12)
