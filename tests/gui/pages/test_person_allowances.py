"""正在享受 on the person's page: amounts, why, what is held up, and what can be applied for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from happyhome.gui import pages
from happyhome.gui.dialogs.application import NewApplication
from happyhome.gui.dialogs.certify import CertifyForm
from happyhome.gui.dialogs.leaving import LeavingForm
from happyhome.gui.dialogs.person_paper import SLIP, WHY, PersonPaper
from happyhome.gui.dialogs.status import StatusForm
from happyhome.gui.dialogs.why import WhyDialog
from happyhome.gui.pages.person_allowances import AllowancesCard
from happyhome.gui.pages.residents import ResidentsPage
from happyhome.services import person_papers, residents, rule_previews
from tests.gui.pages.allowance_home import TODAY, AllowanceHome, Elsewhere, allowance_home
from tests.gui.pages.small_home import when_asked
from tests.services.county_rules import RULES

LOST = "暂停: [{名称: 失联, 条件: {联系情况: 失联}, 满月: 1, 恢复后: 补发}]}"


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Iterator[AllowanceHome]:
    made = allowance_home(tmp_path)
    yield made
    made.close()


def card(home: AllowanceHome, name: str) -> AllowancesCard:
    window = home.window or home.show(pages.RESIDENTS, Elsewhere().page("allowances"))
    window.open_page("residents", target=home.ids[name])
    home.settle()
    page = window.pages.page("residents")
    assert isinstance(page, ResidentsPage)
    return page.person.allowances


def texts(widget: QWidget) -> list[str]:
    found = widget.findChildren(QLabel)
    return [label.text() for label in found if label.text() and label.isVisibleTo(widget)]


def press(widget: QWidget, word: str) -> None:
    found = [each for each in widget.findChildren(QPushButton) if each.text() == word]
    next(each for each in found if each.isVisibleTo(widget)).click()


def test_a_drawn_scheme_shows_amount_band_since_and_the_next_change(home: AllowanceHome) -> None:
    shown = texts(card(home, "李秀英"))
    assert "高龄津贴" in shown
    assert "每月 50.00 元" in shown
    detail = next(text for text in shown if "自 2024-06 起" in text)
    assert detail.startswith("80—89周岁档")
    assert "2032-05 起改为每月 100.00 元" in detail
    assert "认证 12月31日到期" in detail


def test_the_sentence_stands_under_the_mouse_at_the_amount(home: AllowanceHome) -> None:
    shown = card(home, "李秀英")
    amount = next(label for label in shown.findChildren(QLabel) if label.text() == "每月 50.00 元")
    assert "1942-05-03 出生" in amount.toolTip()
    assert "第五条" in amount.toolTip()


def test_why_says_facts_band_clause_and_prints_the_half_page(home: AllowanceHome) -> None:
    shown, seen = card(home, "李秀英"), []

    def read(dialog: WhyDialog) -> None:
        seen.extend(texts(dialog))
        dialog.reject()

    when_asked(WhyDialog, read)
    press(shown, "为什么")
    assert "每月 50.00 元" in seen
    assert any("户籍：本村" in text for text in seen)
    assert any("某民发〔2024〕12号" in text for text in seen)
    assert any("2032-05" in text for text in seen)


@pytest.mark.parametrize("key", [WHY, SLIP])
def test_the_papers_of_the_page_can_be_built(home: AllowanceHome, key: str, qtbot: QtBot) -> None:
    window = home.show(pages.RESIDENTS)
    assert key in {form.key for form in person_papers.person_papers()}
    dialog = PersonPaper(window.shell, key, home.ids["李秀英"], scheme="gaoling" if key == WHY else "")
    qtbot.addWidget(dialog)
    assert not dialog.print_button.isEnabled()
    home.settle()
    assert dialog.print_button.isEnabled()
    assert "李秀英" in dialog.heading.text()
    dialog.reject()


def test_who_is_entitled_and_has_not_applied_is_told_and_led_there(home: AllowanceHome) -> None:
    shown, values = card(home, "王大山"), []
    assert any("条件符合，还没有申请，需要户口本、身份证" in text for text in texts(shown))

    def look(form: NewApplication) -> None:
        values.append((form.form.field("resident").value(), form.form.field("scheme").value()))
        form.submit()

    when_asked(NewApplication, look)
    press(shown, "去申请")
    assert values == [(home.ids["王大山"], "gaoling")]
    home.settle()
    assert any("申请，已等 0 天" in text for text in texts(shown))


def test_who_was_not_certified_is_suspended_and_can_be_certified_here(tmp_path: Path, qapp: object) -> None:
    home = allowance_home(tmp_path, certified=False)
    shown = card(home, "李秀英")
    assert any("认证" in text for text in texts(shown.todo))
    when_asked(CertifyForm, lambda form: form.submit())
    press(shown, "去认证")
    home.settle()
    assert "每月 50.00 元" in texts(shown)
    assert texts(shown.todo) == [] or shown.todo.isHidden()
    home.close()


def test_why_nothing_else_is_drawn_is_told_on_request_only(home: AllowanceHome) -> None:
    shown = card(home, "孙二妹")
    assert not any("2026-12-09" in text for text in texts(shown))
    press(shown, "其他项目为什么没有（3）")
    assert any("2026-12-09" in text and "80" in text for text in texts(shown))
    press(shown, "收起")
    assert not any("2026-12-09" in text for text in texts(shown))


def test_a_fact_that_nobody_recorded_leads_to_recording_it(home: AllowanceHome) -> None:
    home.add("钱三", date(1950, 1, 1))
    shown = card(home, "钱三")
    assert any("救助身份" in text for text in texts(shown.todo))
    asked = when_asked(StatusForm, QDialog.reject)
    press(shown, "补登记")
    assert asked == ["钱三：改身份状态"]


def test_who_was_lost_is_recorded_as_reached_in_one_step(home: AllowanceHome) -> None:
    held = RULES.replace("材料: [户口本, 身份证]}", "材料: [户口本, 身份证],\n         " + LOST)
    home.do(rule_previews.import_rules, name="某县.yaml", content=held)
    home.fact("李秀英", "reach", "lost", date(2026, 9, 1))
    shown = card(home, "李秀英")
    assert any("失联" in text for text in texts(shown.todo))
    when_asked(StatusForm, lambda form: form.submit())
    press(shown, "记联系上了")
    home.settle()
    one = home.services.ask(residents.person, resident=home.ids["李秀英"])
    assert one.value("reach", TODAY) == "reached"
    assert "每月 50.00 元" in texts(shown)


def test_a_change_of_the_person_changes_what_is_shown(home: AllowanceHome) -> None:
    shown = card(home, "赵有福")
    assert "每月 80.00 元" in texts(shown)
    assert home.window is not None
    home.window.shell.run(
        residents.set_status,
        resident=home.ids["赵有福"],
        axis="aid",
        value="ordinary",
        since=date(2026, 10, 1),
    )
    home.settle()
    assert "每月 80.00 元" not in texts(shown)


def test_a_death_tells_beforehand_which_allowance_stops(home: AllowanceHome, qtbot: QtBot) -> None:
    window = home.show(pages.RESIDENTS)
    one = home.services.ask(residents.person, resident=home.ids["李秀英"])
    form = LeavingForm(window.shell, one)
    qtbot.addWidget(form)
    form.form.set_values({"kind": "died", "day": date(2026, 11, 3)})
    form.form.edited.emit("day")
    home.settle()
    assert "“高龄津贴”发到 2026年11月，从 2026年12月起停发。" in form.sentences()
    form.reject()


def test_a_rare_fact_is_found_apart_and_an_open_one_offers_the_words_of_the_rules(
    home: AllowanceHome, qtbot: QtBot
) -> None:
    window = home.show(pages.RESIDENTS)
    one = home.services.ask(residents.person, resident=home.ids["赵有福"])
    form = StatusForm(window.shell, one)
    qtbot.addWidget(form)
    box = form.form.field("axis").editor
    assert [box.itemData(n) for n in range(box.count())][-1] == "others"  # type: ignore[attr-defined]
    assert box.count() == 10  # type: ignore[attr-defined]  nine common ones and the door to the rare
    form.form.set_values({"axis": "others", "rare": "tag"})
    form.form.edited.emit("axis")
    home.settle()
    assert "失地农民" in form.form.field("word").note.text()
    form.form.set_values({"word": "失地农民", "since": date(2026, 1, 1)})
    form.submit()
    assert home.services.ask(residents.person, resident=one.id).value("tag", date(2026, 11, 1)) == "失地农民"
