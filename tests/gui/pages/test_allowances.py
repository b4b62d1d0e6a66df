"""补贴: the month at a glance, and a roll from its draft to the day it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.rolls import Roll
from happyhome.gui import pages
from happyhome.gui.dialogs.bank_result import BankDialog
from happyhome.gui.dialogs.reason import ReasonDialog
from happyhome.gui.dialogs.refund import RefundDialog
from happyhome.gui.dialogs.roll_pay import PayDialog
from happyhome.gui.dialogs.roll_post import PostDialog
from happyhome.gui.dialogs.scheme_use import SchemeUseDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages.allowances import AllowancesPage
from happyhome.gui.pages.allowances_month import MonthPane
from happyhome.gui.pages.allowances_policies import PoliciesPane
from happyhome.gui.pages.allowances_rolls import RollsPane
from happyhome.services import homes, leaving, residents, rolls, schemes
from tests.gui.choosing import choosing
from tests.gui.pages import desk
from tests.gui.pages.allowance_home import TODAY, AllowanceHome, allowance_home
from tests.gui.pages.small_home import when_asked

NOVEMBER = Month(2026, 11)
P = TypeVar("P", bound=QWidget)


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Iterator[AllowanceHome]:
    """李秀英 draws 50 yuan, 赵有福 80; nothing was paid before November."""
    made = allowance_home(tmp_path)
    for key in ("gaoling", "kunnan"):
        made.do(schemes.use_scheme, scheme=key, since=NOVEMBER)
    for key in ("hujian", "xingji"):
        made.do(schemes.stop_using, scheme=key, until=Month(2026, 10))
    yield made
    made.close()


def page(home: AllowanceHome) -> AllowancesPage:
    window = home.window or home.show(pages.ALLOWANCES, pages.RESIDENTS)
    found = window.pages.page("allowances")
    assert isinstance(found, AllowancesPage)
    return found


def tab(home: AllowanceHome, target: str, kind: type[P]) -> P:
    page(home).open(target=target)
    home.settle()
    found = page(home).pane()
    assert isinstance(found, kind)
    return found


def newest(home: AllowanceHome, scheme: str = "gaoling") -> Roll:
    found: Roll = home.services.ask(rolls.rolls_of, scheme)[0]
    return found


def drafted(home: AllowanceHome, scheme: str = "gaoling") -> Roll:
    made: Roll = home.do(rolls.draft_roll, scheme=scheme, first=NOVEMBER, last=NOVEMBER)
    return made


def locked(home: AllowanceHome, scheme: str = "gaoling") -> Roll:
    made: Roll = home.do(rolls.lock_roll, roll=drafted(home, scheme).id)
    return made


def said(home: AllowanceHome) -> str:
    assert home.window is not None
    return home.window.toast.text()


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_with_nothing_in_use_the_page_leads_to_the_first_scheme(tmp_path: Path, qapp: object) -> None:
    bare = AllowanceHome(desk.village(tmp_path, people=2))
    bare.do(
        homes.set_home,
        name="清泉村幸福院",
        county="金昌市金川区",
        village_code="620302101203",
        code_year=2026,
    )
    month = tab(bare, "month", MonthPane)
    assert "先选本地执行哪些政策" in words(month.start)
    assert "金昌市高龄补贴" in words(month.start)
    asked = when_asked(SchemeUseDialog, lambda box: box.submit())
    page(bare).primary_action()
    bare.settle()
    assert asked == ["启用：金昌市高龄补贴"]  # the city before the province
    assert [card.glance.use.since for card in month.cards] == ["2026-11"]
    bare.close()


def test_a_card_says_who_draws_and_what_the_next_roll_would_be(home: AllowanceHome) -> None:
    month = tab(home, "month", MonthPane)
    old, needy = month.cards
    assert "在领\n1\n人\n本月应发\n50.00\n元" in words(old)
    assert old.primary is not None
    assert old.primary.text() == "造册 2026年11月"
    assert "80.00" in words(needy)
    assert "王大山" in words(month.waiting)


def test_ctrl_enter_draws_the_roll_up_and_leads_to_it(home: AllowanceHome) -> None:
    tab(home, "month", MonthPane)
    assert home.window is not None
    QTest.keyClick(home.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home.settle()
    shown = page(home).pane()
    assert isinstance(shown, RollsPane)
    assert shown.book is not None
    assert (shown.book.roll.period, shown.book.roll.state) == ("2026年11月", "draft")
    assert said(home).startswith("已起草名册")
    assert "没有社保卡号" in said(home)
    home.window.undo()
    home.settle()
    assert home.services.ask(rolls.rolls_of, "gaoling") == ()
    assert shown.book is None
    assert shown.view.next_button.isHidden()


def test_a_roll_goes_from_draft_to_paid_by_its_green_button(home: AllowanceHome) -> None:
    drafted(home)
    shown = tab(home, "rolls:gaoling", RollsPane)
    posted = when_asked(PostDialog, lambda box: (box.set_values({"days": 1}), box.submit()))
    shown.primary_action()
    home.settle()
    assert posted
    assert newest(home).posted_to == TODAY
    sure = when_asked(Ask, lambda box: box.accept())
    shown.primary_action()
    home.settle()
    assert sure
    assert newest(home).state == "locked"
    paid = when_asked(PayDialog, lambda box: box.submit())
    shown.primary_action()
    home.settle()
    assert paid
    assert newest(home).state == "paid"
    assert shown.view.steps.text().endswith("现在：发放")
    assert shown.view.next_button.isHidden()


def test_changed_lines_stand_first_and_an_amount_tells_why(home: AllowanceHome) -> None:
    home.add("周四海", date(1940, 1, 1), aid="ordinary")
    home.apply("周四海", applied_on=date(2025, 2, 1), county_on=date(2025, 3, 1), decision="approved")
    home.certify("周四海", date(2026, 5, 20))
    locked(home)
    home.do(leaving.leave, resident=home.ids["李秀英"], kind="died", day=date(2026, 10, 30))
    home.do(rolls.draft_roll, scheme="gaoling", first=NOVEMBER, last=NOVEMBER)
    lines = tab(home, "rolls:gaoling", RollsPane).view.lines
    first = lines.table.rows()[0]
    assert (first.name, first.claim) == ("李秀英", 5_000)
    column = [one.label for one in lines.table.rows_model.columns()].index("待追回")
    tip = lines.table.rows_model.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == first.why
    assert "2026-10-30" in tip
    assert "待追回 50.00 元" in lines.sums()


def test_filters_keep_what_they_name_and_sums_follow(home: AllowanceHome) -> None:
    drafted(home, "kunnan")
    lines = tab(home, "rolls:kunnan", RollsPane).view.lines
    assert "实发 80.00 元" in lines.sums()
    lines.filter.set_current("failed")
    lines.filter.chosen.emit("failed")
    assert lines.table.rows() == ()
    assert lines.sums().startswith("0 行")


def test_one_line_shows_its_months_and_reasons(home: AllowanceHome) -> None:
    drafted(home)
    shown = tab(home, "rolls:gaoling", RollsPane)
    text = shown.line.text()
    assert text.startswith("李秀英")
    assert "2026年11月 本期应发 50.00" in text
    assert "1942-05-03 出生" in text
    assert shown.line.failed_button.isHidden()


def test_a_payment_sent_back_by_the_bank_is_marked_by_hand(home: AllowanceHome) -> None:
    locked(home)
    shown = tab(home, "rolls:gaoling", RollsPane)
    why = when_asked(ReasonDialog, lambda box: box.submit())
    shown.line.failed_button.click()
    home.settle()
    assert why == ["李秀英：银行退回"]
    assert shown.book is not None
    assert [line.state for line in shown.book.lines] == ["failed"]
    assert not shown.line.paid_button.isHidden()
    month = tab(home, "month", MonthPane)
    again = month.cards[0]
    assert (again.glance.is_further, again.glance.total) == (True, 5_000)
    assert again.primary is not None
    assert again.primary.text() == "造册 2026年11月"


def test_a_draft_that_no_longer_fits_asks_to_be_drawn_up_anew(home: AllowanceHome) -> None:
    drafted(home)
    known = home.services.ask(residents.person, home.ids["李秀英"]).resident
    home.do(residents.edit_resident, resident=replace(known, birthday=date(1936, 5, 3)))
    card = tab(home, "month", MonthPane).cards[0]
    assert card.primary is not None
    assert card.primary.text() == "重新起草 2026年11月"
    shown = tab(home, "rolls:gaoling", RollsPane)
    refused: list[str] = []

    def sure(box: Ask) -> None:
        box.accept()
        when_asked(Ask, lambda told: (refused.append(words(told)), told.accept()))

    when_asked(Ask, sure)
    assert shown.book is not None
    shown.acts.lock(shown.book)
    home.settle()
    assert "请重新起草" in refused[0]
    assert newest(home).state == "draft"


def test_a_family_pays_back_what_was_paid_after_a_death(home: AllowanceHome) -> None:
    locked(home)
    home.do(leaving.leave, resident=home.ids["李秀英"], kind="died", day=date(2026, 10, 30))
    month = tab(home, "month", MonthPane)
    assert "李秀英　50.00 元" in words(month.claims)
    claim = month.cards[0].glance.claims[0]
    asked = when_asked(
        RefundDialog, lambda box: (box.set_values({"amount": 9_000}), box.submit(), box.reject())
    )
    month._refund(claim)
    assert asked == ["记退款：李秀英"]
    assert home.services.ask(rolls.outstanding, "gaoling", TODAY)
    when_asked(RefundDialog, lambda box: box.submit())
    month._refund(claim)
    home.settle()
    assert home.services.ask(rolls.outstanding, "gaoling", TODAY) == ()
    assert month._owing.isHidden()


def test_the_notice_of_a_posted_roll_is_kept_before_it_is_locked(
    home: AllowanceHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted(home)
    shown = tab(home, "rolls:gaoling", RollsPane)
    file = tmp_path / "公示.pdf"
    choosing(monkeypatch, file)
    assert shown.book is not None
    acts = dict(shown.acts.papers.acts(shown.book))
    acts["公示存 PDF…"]()
    home.settle()
    assert file.read_bytes().startswith(b"%PDF")
    assert said(home).startswith("已存好并核对")


def test_what_can_be_done_fits_the_state_of_the_roll(home: AllowanceHome) -> None:
    drafted(home)
    shown = tab(home, "rolls:gaoling", RollsPane)
    assert shown.book is not None
    assert [word for word, _ in shown.acts.more(shown.book)] == [
        "重新起草（按最新资料）", "直接锁定…", "记异议及处理…", "删除草稿…",
    ]  # fmt: skip
    home.do(rolls.lock_roll, roll=shown.book.roll.id)
    assert home.window is not None
    home.window.broadcast(frozenset({"rolls"}))
    home.settle()
    assert [word for word, _ in shown.acts.more(shown.book)] == ["导入银行发放结果…", "重开…"]


def test_tabs_are_walked_by_keys_and_led_to_by_name(home: AllowanceHome) -> None:
    shown = page(home)
    first = shown.tabs.findChildren(QWidget)[0]
    assert not isinstance(shown.pane(), PoliciesPane)
    shown.open(target="policies:gaoling")
    home.settle()
    assert shown.tabs.current() == "policies"
    shown.open(target="nowhere:at-all")
    assert shown.tabs.current() == "policies"
    assert first.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_parts_are_changed_as_excel_changes_sheets(home: AllowanceHome) -> None:
    shown = page(home)
    shown.open(target="month")
    shown.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert shown.tabs.current() == "rolls"
    home.settle()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(shown, Qt.Key.Key_PageDown, control)
    assert shown.tabs.current() == "applications"
    QTest.keyClick(shown, Qt.Key.Key_PageUp, control)
    assert shown.tabs.current() == "rolls"
    home.settle()


def test_the_banks_list_is_looked_at_and_taken_in(
    home: AllowanceHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll = locked(home)
    (line,) = home.services.ask(rolls.roll_book, roll.id).lines
    file = tmp_path / "代发结果.csv"
    file.write_text(f"姓名,身份证号,金额,结果,失败原因\n{line.name},,50.00,失败,已销户\n", "utf-8")
    shown = tab(home, "rolls:gaoling", RollsPane)
    choosing(monkeypatch, file)
    asked = when_asked(BankDialog, lambda box: (told.append(words(box)), box.submit()))
    told: list[str] = []
    assert shown.book is not None
    shown.acts.choose_bank(shown.book)
    home.settle()
    assert asked == ["银行发放结果：代发结果.csv"]
    assert "退回 1 人" in told[0]
    assert shown.book.lines[0].failure == "已销户"
    assert "银行退回：已销户" in words(shown.line)


def test_in_a_narrow_window_rolls_are_chosen_from_a_drop_down_above_the_table(home: AllowanceHome) -> None:
    october = NOVEMBER.plus(-1)
    home.do(schemes.use_scheme, scheme="gaoling", since=october)
    made = home.do(rolls.draft_roll, scheme="gaoling", first=october, last=october)
    home.do(rolls.lock_roll, roll=made.id)
    home.do(rolls.draft_roll, scheme="gaoling", first=NOVEMBER, last=NOVEMBER)
    pane = tab(home, f"rolls:{made.id}", RollsPane)
    assert pane.list.isVisible()
    assert not pane.pick.isVisible()
    assert home.window is not None
    home.window.resize(760, 700)
    home.settle()
    assert pane.pick.isVisible()
    assert not pane.list.isVisible()
    assert pane.pick.currentData() == made.id
    assert pane.view.y() < 150
    pane.pick.setCurrentIndex(0)
    pane.pick.activated.emit(0)
    home.settle()
    assert pane.book is not None
    assert pane.book.roll.first == str(NOVEMBER)
