"""补贴 · 认证: who is to be seen by when, and marking many at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from happyhome.domain.certifications import Certification
from happyhome.gui.dialogs.certify import CertifyForm
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages.allowances_certifications import CertificationsPane
from happyhome.gui.shell import PageSpec
from happyhome.services import meals
from tests.gui.pages.allowance_home import TODAY, AllowanceHome, allowance_home
from tests.gui.pages.small_home import when_asked

PANE = PageSpec("allowances", "认证", "yuan", CertificationsPane)


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Iterator[AllowanceHome]:
    made = allowance_home(tmp_path)
    made.add("周四海", date(1940, 1, 1), aid="ordinary")
    made.apply("周四海", applied_on=date(2025, 2, 1), county_on=date(2025, 3, 1), decision="approved")
    yield made
    made.close()


def pane(home: AllowanceHome) -> CertificationsPane:
    window = home.window or home.show(PANE)
    found = window.pages.page("allowances")
    assert isinstance(found, CertificationsPane)
    return found


def names(shown: CertificationsPane) -> list[str]:
    return [one.person.resident.name for one in shown.list.rows()]


def recorded(home: AllowanceHome, name: str) -> list[Certification]:
    """One elder's certifications, the oldest first."""
    rows = home.services.ask(lambda reading: reading.find(Certification, resident=home.ids[name]))
    return sorted(rows, key=lambda row: row.day)


def test_the_round_tells_deadline_due_and_overdue(home: AllowanceHome) -> None:
    shown = pane(home)
    figures = {key: "".join(label.text() for label in pair) for key, pair in shown.figures._figures.items()}
    assert figures == {"认证截止": "12月31日还有 41 天", "已认证": "0人", "待认证": "1人", "逾期": "1人"}
    assert names(shown) == ["周四海", "李秀英"]
    assert shown.list.rows_model.columns()[4].text(shown.list.rows()[0]) == "2026-07 起暂停"


def test_a_meal_is_evidence_and_certifies_nobody(home: AllowanceHome) -> None:
    home.do(meals.record_meals, day=TODAY, slot="lunch", residents=[home.ids["李秀英"]], mode="dine_in")
    shown = pane(home)
    one = next(row for row in shown.list.rows() if row.person.resident.name == "李秀英")
    assert (one.state, one.seen) == ("due", "今天堂食")


def test_many_are_ticked_by_space_and_certified_at_once(home: AllowanceHome, qtbot: QtBot) -> None:
    shown = pane(home)
    shown.list.selectAll()
    qtbot.keyClick(shown.list, Qt.Key.Key_Space)
    assert len(shown.list.ticked()) == 2

    def fill(form: CertifyForm) -> None:
        assert form.form.field("way").value() == "phone"
        form.form.set_values({"day": date(2026, 11, 18), "certifier": "王芳"})
        form.submit()

    when_asked(CertifyForm, fill)
    qtbot.keyClick(shown.list, Qt.Key.Key_2)
    home.settle()
    for name in ("李秀英", "周四海"):
        row = recorded(home, name)[-1]
        assert (row.day, row.way, row.certifier, row.scheme) == (date(2026, 11, 18), "phone", "王芳", "")
    assert names(shown) == []
    assert shown.list.ticked() == ()


def test_the_one_in_sight_is_certified_by_one_key_and_undo_brings_them_back(
    home: AllowanceHome, qtbot: QtBot
) -> None:
    shown = pane(home)
    shown.list.select_where(lambda one: one.person.resident.name == "李秀英")
    when_asked(CertifyForm, lambda form: form.submit())
    qtbot.keyClick(shown.list, Qt.Key.Key_1)
    home.settle()
    assert names(shown) == ["周四海"]
    assert home.window is not None
    home.window.undo()
    home.settle()
    assert names(shown) == ["周四海", "李秀英"]


def test_a_certification_recorded_by_mistake_is_taken_away(home: AllowanceHome) -> None:
    home.certify("李秀英", date(2026, 11, 2))
    shown = pane(home)
    assert not shown.remove.isVisibleTo(shown)
    shown.filter._buttons["done"].click()
    shown.list.select_where(lambda one: one.person.resident.name == "李秀英")
    assert shown.remove.isVisibleTo(shown)
    when_asked(Ask, Ask.accept)
    shown.remove.click()
    home.settle()
    assert [row.day for row in recorded(home, "李秀英")] == [date(2026, 5, 20)]


def test_a_click_on_the_box_ticks_and_leaves_the_selection_alone(home: AllowanceHome, qtbot: QtBot) -> None:
    shown = pane(home)
    rect = shown.list.visualRect(shown.list.rows_model.index(1, 0))
    qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert [one.person.resident.name for one in shown.list.ticked()] == ["李秀英"]
    assert shown.list.current().person.resident.name == "周四海"


def test_without_a_scheme_that_asks_it_says_so(tmp_path: Path, qapp: object) -> None:
    from tests.gui.pages import desk

    services = desk.village(tmp_path, people=2)
    window = desk.window(services, (PANE,))
    window.show()
    window.open_page("allowances")
    desk.settle(window)
    shown = window.pages.page("allowances")
    assert isinstance(shown, CertificationsPane)
    assert "没有要生存认证的" in shown._nobody.text()
    assert not shown.list.isVisible()
    window.close()
    services.close()
