"""设置 · 餐价, and 今天补贴 on 今日."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages import SETTINGS
from happyhome.gui.pages.settings import SettingsPage
from happyhome.gui.pages.settings_prices import PriceSettings
from happyhome.gui.pages.today import TodayPage
from happyhome.services import meal_prices, schemes
from tests.gui.pages import desk
from tests.gui.pages.small_home import NAMES, TODAY, SmallHome, small_home


@pytest.fixture
def home(tmp_path: Path, qtbot: QtBot) -> Iterator[SmallHome]:
    made = small_home(tmp_path)
    yield made
    if made.window is not None:
        made.window.close()
    made.services.close()


def prices(home: SmallHome, qtbot: QtBot) -> PriceSettings:
    """The part in its window."""
    home.window = desk.window(home.services, (SETTINGS,))
    qtbot.addWidget(home.window)
    home.window.show()
    home.window.open_page("settings", target="prices")
    page = home.window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    return page.part("prices")


def kept(home: SmallHome) -> list[tuple[date, str, int, int]]:
    rows = home.services.ask(meal_prices.meal_prices)
    return [(row.since, row.slot, row.price, row.delivery_fee) for row in rows]


def test_a_price_is_typed_in_kept_and_listed(home: SmallHome, qtbot: QtBot) -> None:
    part = prices(home, qtbot)
    part.form.set_values({"since": TODAY, "price": 1250, "delivery_fee": 200})
    part.keep_button.click()
    assert kept(home) == [(TODAY, "lunch", 1250, 200)]
    assert len(part.table.rows()) == 1
    assert part.form.field("price").value() is None


def test_the_next_price_stands_above_and_the_one_before_it_remains(home: SmallHome, qtbot: QtBot) -> None:
    part = prices(home, qtbot)
    for since, price in (
        (TODAY - timedelta(days=40), 1000),
        (TODAY, 1200),
        (TODAY + timedelta(days=9), 1300),
    ):
        part.form.set_values({"since": since, "price": price})
        part.keep()
    model = part.table.model()
    states = [model.data(model.index(at, 5)) for at in range(model.rowCount())]
    assert [row.price for row in part.table.rows()] == [1300, 1200, 1000]
    assert states == ["还没到", "现行", ""]


def test_a_price_without_an_amount_is_refused_beside_its_field(home: SmallHome, qtbot: QtBot) -> None:
    part = prices(home, qtbot)
    part.keep()
    assert kept(home) == []
    part.form.set_values({"price": 9_999_900})
    part.keep()
    assert kept(home) == []
    assert "1000 元" in part.form.field("price").note.text()


def test_a_price_recorded_by_mistake_is_taken_away(
    home: SmallHome, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = prices(home, qtbot)
    part.form.set_values({"price": 1250})
    part.keep()
    monkeypatch.setattr(Ask, "ask", classmethod(lambda *_args, **_more: True))
    part.table.selectRow(0)
    part.remove_button.click()
    assert kept(home) == []


def test_todays_subsidy_stands_beside_the_figures_once_a_meal_scheme_is_in_use(
    home: SmallHome, qtbot: QtBot
) -> None:
    names = NAMES[:3]
    for name in names:
        home.add(name, birthday=date(1940, 1, 1))
    home.serve(TODAY, *names)
    page = home.show("today")
    assert isinstance(page, TodayPage)
    assert page.panel.figures.money.isHidden()
    home.services.run(schemes.use_scheme, scheme="wuhu_zhucan", since=Month(2026, 11))
    page.refresh(frozenset({"schemes"}))
    qtbot.waitUntil(lambda: page.panel.figures.money.figure.text() == "¥15")
    assert not page.panel.figures.money.isHidden()
