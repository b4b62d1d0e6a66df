"""补贴 · 申请: from the elder's paper to the county's decision, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.gui.dialogs.application import EditApplication, NewApplication, ObjectionForm
from happyhome.gui.dialogs.application_returns import DecisionsQuestion
from happyhome.gui.dialogs.application_steps import DecisionForm, StepForm, WithdrawForm
from happyhome.gui.dialogs.application_takeover import TakeOver
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages.allowances_applications import ApplicationsPane
from happyhome.gui.shell import PageSpec
from happyhome.services import application_returns
from happyhome.services.register_sheets import sheet_bytes
from tests.gui.pages.allowance_home import TODAY, AllowanceHome, allowance_home
from tests.gui.pages.small_home import when_asked

PANE = PageSpec("allowances", "申请", "yuan", ApplicationsPane)


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Iterator[AllowanceHome]:
    made = allowance_home(tmp_path)
    yield made
    made.close()


def pane(home: AllowanceHome) -> ApplicationsPane:
    window = home.window or home.show(PANE)
    found = window.pages.page("allowances")
    assert isinstance(found, ApplicationsPane)
    return found


def states(shown: ApplicationsPane) -> list[str]:
    return [stage.state for stage in shown.card.stages.stages()]


def test_open_ones_stand_first_and_who_waits_too_long_is_red(home: AllowanceHome) -> None:
    home.apply("王大山", applied_on=date(2026, 9, 1))
    home.apply("孙二妹", applied_on=date(2026, 11, 10))
    rows = pane(home).list.rows()
    assert [(row.title, row.right, row.tone) for row in rows] == [
        ("王大山", "等了 80 天", "red"),
        ("孙二妹", "等了 10 天", "blue"),
    ]
    assert "缺 2 样材料" in rows[0].note


def test_one_that_came_back_says_so(home: AllowanceHome) -> None:
    home.apply("王大山", applied_on=date(2026, 11, 2), decision="returned", reason="身份证看不清")
    shown = pane(home)
    assert shown.list.rows()[0].pill == "退回补正"
    assert "身份证看不清" in [label.text() for label in shown.card.findChildren(QLabel)]


def test_an_application_goes_through_its_stages_by_enter(home: AllowanceHome, qtbot: QtBot) -> None:
    home.apply("王大山", applied_on=date(2026, 11, 2))
    shown = pane(home)
    assert states(shown) == ["done", "next", "ahead", "ahead", "ahead"]

    def step(day: date, **more: object) -> None:
        def fill(form: StepForm) -> None:
            form.form.set_values({"day": day} | more)
            form.submit()

        when_asked(StepForm, fill)
        qtbot.keyClick(shown.list, Qt.Key.Key_Return)
        home.settle()

    step(date(2026, 11, 3))
    step(date(2026, 11, 4), until=date(2026, 11, 11))
    step(date(2026, 11, 13), view="同意")
    assert states(shown) == ["done", "done", "done", "done", "next"]

    def decide(form: DecisionForm) -> None:
        form.form.set_values({"decision": "approved", "day": TODAY, "start": Month(2026, 11)})
        form.submit()

    when_asked(DecisionForm, decide)
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    home.settle()
    row = next(one.application for one in home.applications() if one.person.resident.name == "王大山")
    assert (row.decision, row.start_month, row.county_on) == ("approved", "2026-11", TODAY)
    assert row.township_view == "同意"
    assert shown.list.rows() == ()


def test_a_posting_ends_after_the_usual_days_unless_another_end_is_typed(
    home: AllowanceHome, qtbot: QtBot
) -> None:
    home.apply("王大山", applied_on=date(2026, 11, 2), accepted_on=date(2026, 11, 2))
    shown = pane(home)
    one = shown.chosen()
    assert one is not None
    assert home.window is not None
    form = StepForm(home.window.shell, one)
    qtbot.addWidget(form)
    form.form.set_values({"day": date(2026, 11, 10)})
    form.form.edited.emit("day")
    assert form.form.field("until").value() == date(2026, 11, 16)


def test_a_no_needs_its_reason(home: AllowanceHome, qtbot: QtBot) -> None:
    home.apply("王大山", applied_on=date(2026, 11, 2))
    one = pane(home).chosen()
    assert one is not None
    assert home.window is not None
    form = DecisionForm(home.window.shell, one)
    qtbot.addWidget(form)
    form.form.set_values({"decision": "refused"})
    form.submit()
    assert home.applications()[0].application.is_open
    assert "写明原因" in form.form.field("reason").note.text()
    form.form.set_values({"reason": "户籍不在本县"})
    form.submit()
    assert home.applications()[0].application.decision == "refused"


def test_papers_are_ticked_as_they_come_and_what_is_missing_is_said(home: AllowanceHome) -> None:
    home.apply("王大山", applied_on=date(2026, 11, 2), papers="户口本")
    shown = pane(home)
    assert shown.card.papers.value() == ("户口本",)
    assert shown.card._missing.text() == "还缺：身份证"
    shown.card.papers.boxes["身份证"].click()
    home.settle()
    assert home.applications()[0].missing == ()
    assert shown.card._missing.text() == ""
    assert home.window is not None
    home.window.undo()
    home.settle()
    assert shown.card.papers.value() == ("户口本",)


def test_a_new_application_is_pointed_at(home: AllowanceHome, qtbot: QtBot) -> None:
    home.apply("孙二妹", applied_on=date(2026, 10, 1))
    shown = pane(home)

    def fill(form: NewApplication) -> None:
        form.form.set_values({"resident": home.ids["王大山"], "scheme": "gaoling"})
        form.form.edited.emit("scheme")
        papers = form.form.field("papers")
        papers.set_value(("户口本",))
        form.submit()

    when_asked(NewApplication, fill)
    shown.primary_action()
    home.settle()
    one = shown.chosen()
    assert one is not None
    assert one.person.resident.name == "王大山"
    assert (one.application.applied_on, one.application.papers) == (TODAY, "户口本")


def test_seldom_acts_note_correct_withdraw_and_remove(home: AllowanceHome) -> None:
    home.apply("王大山", applied_on=date(2026, 11, 2))
    shown = pane(home)
    acts = {action.text(): action for action in shown.card.more().actions()}

    def write(form: ObjectionForm) -> None:
        form.form.set_values({"text": "有人反映不住本村，已核实住本村"})
        form.submit()

    when_asked(ObjectionForm, write)
    acts["记公示异议…"].trigger()

    def correct(form: EditApplication) -> None:
        form.form.set_values({"applied_on": date(2026, 11, 1)})
        form.submit()

    when_asked(EditApplication, correct)
    acts["改申请…"].trigger()
    row = home.applications()[0].application
    assert (row.applied_on, row.objection) == (date(2026, 11, 1), "有人反映不住本村，已核实住本村")
    when_asked(WithdrawForm, lambda form: form.submit())
    acts["本人撤回…"].trigger()
    assert home.applications()[0].application.decision == "withdrawn"
    home.settle()
    shown.filter._buttons["decided"].click()
    when_asked(Ask, Ask.accept)
    shown.card.remove()
    assert len(home.applications()) == 1


def test_everybody_who_draws_already_is_entered_at_once(home: AllowanceHome, qtbot: QtBot) -> None:
    pane(home)
    assert home.window is not None
    form = TakeOver(home.window.shell)
    qtbot.addWidget(form)
    home.settle()
    assert [one.person.resident.name for one in form.list.rows()] == ["王大山"]
    assert form.yes.text() == "登记 1 人"
    form.list.setCurrentIndex(form.list.rows_model.index(0, 1))
    qtbot.keyClick(form.list, Qt.Key.Key_Space)
    assert form.yes.text() == "登记 0 人"
    form.submit()
    assert len(home.applications()) == 1
    qtbot.keyClick(form.list, Qt.Key.Key_Space)
    form.form.set_values({"settled": Month(2026, 10), "start": Month(2024, 3)})
    form.submit()
    home.settle()
    row = next(one.application for one in home.applications() if one.person.resident.name == "王大山")
    assert (row.decision, row.settled_month, row.start_month) == ("approved", "2026-10", "2024-03")
    assert form.result() == QDialog.DialogCode.Accepted


def test_the_townships_file_is_shown_before_it_is_taken_in(home: AllowanceHome, tmp_path: Path) -> None:
    home.apply("王大山", applied_on=date(2026, 11, 2), accepted_on=date(2026, 11, 3))
    shown = pane(home)
    path = tmp_path / "结果.xlsx"
    path.write_bytes(sheet_bytes(home.services.ask(application_returns.application_sheet, TODAY)))
    _answer(path, "同意", "2026-11-18")
    seen: list[str] = []

    def look(question: DecisionsQuestion) -> None:
        seen.extend(one.outcome for one in question.list.rows())
        question.accept()

    when_asked(DecisionsQuestion, look)
    shown.files.read(path)
    home.settle()
    assert seen == ["changed"]
    row = next(one.application for one in home.applications() if one.person.resident.name == "王大山")
    assert (row.decision, row.county_on) == ("approved", date(2026, 11, 18))


def _answer(path: Path, decision: str, day: str) -> None:
    """Fill the columns that the county fills."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    line = heads["王大山"].row
    for words, value in ((("结果", "审批结果"), decision), (("县审批日期", "审批日期"), day)):
        cell = next(heads[word] for word in words if word in heads)
        sheet.cell(line, cell.column, value)
    book.save(path)
