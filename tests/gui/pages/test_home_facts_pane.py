"""设置 · 评估自填: answers, the self-rating they come to, and what is missing for the next star."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from happyhome.gui import pages
from happyhome.gui.pages.settings import SettingsPage
from happyhome.gui.pages.settings_facts import FactsSettings
from happyhome.services import home_facts
from tests.gui.pages import desk
from tests.gui.pages.allowance_home import TODAY, AllowanceHome, Elsewhere, allowance_home


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Iterator[AllowanceHome]:
    made = allowance_home(tmp_path)
    yield made
    made.close()


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def facts(home: AllowanceHome, elsewhere: Elsewhere) -> FactsSettings:
    window = home.show(pages.SETTINGS, elsewhere.page("reports"))
    window.open_page("settings", target="facts")
    home.settle()
    page = window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    return page.part("facts")


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def answer(facts: FactsSettings, name: str, value: str) -> None:
    form = next(form for form in facts.forms if name in form._fields)
    form.set_values({name: value})
    form.edited.emit(name)


def answers(home: AllowanceHome) -> dict[str, str]:
    return {name: row.value for name, row in home.services.ask(home_facts.latest_facts, day=TODAY).items()}


def test_answers_are_kept_together_and_the_rating_follows(home: AllowanceHome, facts: FactsSettings) -> None:
    assert "还没有到星级" in texts(facts)
    for name, value in (("厨房", "有"), ("餐厅", "有"), ("标识", "3")):
        answer(facts, name, value)
    facts.save.click()
    home.settle()
    assert answers(home) == {"厨房": "有", "餐厅": "有", "标识": "3"}
    shown = texts(facts)
    assert "一星" in shown
    assert any("7 分，满分 10" in text for text in shown)
    assert any("还差 3 分" in text for text in shown)
    assert home.window is not None
    home.window.undo()
    home.settle()
    assert answers(home) == {}
    assert "还没有到星级" in texts(facts)


def test_points_beyond_the_table_are_refused_beside_their_field(
    home: AllowanceHome, facts: FactsSettings
) -> None:
    answer(facts, "标识", "9")
    facts.save.click()
    home.settle()
    form = next(form for form in facts.forms if "标识" in form._fields)
    assert "0 到 6" in form.field("标识").note.text()
    assert form.field("标识").value() == "9"
    assert answers(home) == {}


def test_what_is_being_typed_outlasts_a_change_elsewhere(home: AllowanceHome, facts: FactsSettings) -> None:
    answer(facts, "标识", "5")
    facts.refresh()
    home.settle()
    form = next(form for form in facts.forms if "标识" in form._fields)
    assert form.field("标识").value() == "5"


def test_the_rating_leads_to_its_paper(
    home: AllowanceHome, facts: FactsSettings, elsewhere: Elsewhere
) -> None:
    from happyhome.services.papers import all_papers

    link = next(each for each in facts.findChildren(QPushButton) if each.text() == "看自评表")
    link.click()
    ((page, target),) = elsewhere.opened
    assert page == "reports"
    assert target["paper"] in {form.key for form in all_papers()}


def test_a_home_whose_schemes_ask_nothing_is_told_so(tmp_path: Path, qapp: object) -> None:
    services = desk.village(tmp_path, people=1)
    window = desk.window(services, (pages.SETTINGS,))
    window.show()
    window.open_page("settings", target="facts")
    desk.settle(window)
    page = window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    assert any("不用填" in text for text in texts(page.part("facts")))
    window.close()
    services.close()
