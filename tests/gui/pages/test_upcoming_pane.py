"""补贴 · 将要变化: what comes in three months, and who is entitled and does not draw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from happyhome.gui.dialogs.application import NewApplication
from happyhome.gui.pages.allowances_upcoming import UpcomingPane
from happyhome.gui.shell import PageSpec
from tests.gui.pages.allowance_home import AllowanceHome, Elsewhere, allowance_home
from tests.gui.pages.small_home import when_asked

PANE = PageSpec("upcoming", "临近", "yuan", UpcomingPane)


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Iterator[AllowanceHome]:
    made = allowance_home(tmp_path)
    yield made
    made.close()


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


def pane(home: AllowanceHome, elsewhere: Elsewhere) -> UpcomingPane:
    window = home.window or home.show(PANE, elsewhere.page("allowances"), elsewhere.page("residents"))
    found = window.pages.page("upcoming")
    assert isinstance(found, UpcomingPane)
    return found


def test_a_birthday_tells_money_and_papers(home: AllowanceHome, elsewhere: Elsewhere) -> None:
    shown = pane(home, elsewhere)
    row = next(row for row in shown.coming.list.rows() if row.pill == "满 80")
    assert "孙二妹" in row.title
    assert "50.00 元" in row.note
    assert "户口本" in row.note
    assert row.right == "12月9日"


def test_enter_leads_to_where_it_is_settled(home: AllowanceHome, elsewhere: Elsewhere, qtbot: QtBot) -> None:
    waiting = home.apply("王大山", applied_on=date(2026, 9, 1))
    shown = pane(home, elsewhere)

    def led(pill: str) -> tuple[str, dict[str, object]]:
        row = next(row for row in shown.coming.list.rows() if row.pill == pill)
        shown.coming.list.select(row.id)
        qtbot.keyClick(shown.coming.list, Qt.Key.Key_Return)
        assert home.window is not None
        home.window.open_page("upcoming")
        return elsewhere.opened[-1]

    assert led("满 80") == ("residents", {"target": home.ids["孙二妹"]})
    assert led("认证") == ("allowances", {"target": "certify:gaoling"})
    assert led("申请") == ("allowances", {"target": f"applications:{waiting.id}"})


def test_a_deadline_of_many_is_one_row(home: AllowanceHome, elsewhere: Elsewhere) -> None:
    for name in ("周四海", "吴五"):
        home.add(name, date(1940, 1, 1), aid="ordinary")
        home.apply(name, applied_on=date(2025, 8, 1), county_on=date(2025, 8, 20), decision="approved")
        home.certify(name, date(2026, 6, 1))
    shown = pane(home, elsewhere)
    rows = [row for row in shown.coming.list.rows() if row.pill == "认证"]
    assert len(rows) == 1
    assert "等 3 人" in rows[0].title


def test_who_is_entitled_and_does_not_draw_is_led_to_the_application(
    home: AllowanceHome, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    shown = pane(home, elsewhere)
    assert [row.title for row in shown.unclaimed.list.rows()] == ["王大山 符合“高龄津贴”"]
    assert "100.00 元" in shown.unclaimed.list.rows()[0].note
    when_asked(NewApplication, lambda form: form.submit())
    qtbot.keyClick(shown.unclaimed.list, Qt.Key.Key_Return)
    home.settle()
    assert shown.unclaimed.list.rows() == ()


def test_kinds_narrow_the_list(home: AllowanceHome, elsewhere: Elsewhere) -> None:
    shown = pane(home, elsewhere)
    shown.open("certify")
    assert {row.pill for row in shown.coming.list.rows()} == {"认证"}
