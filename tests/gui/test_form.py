"""Forms: values, refusals beside the field, Enter."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.domain.problems import Level, Problem
from happyhome.gui.kit import fields
from happyhome.gui.kit.form import Form

TODAY = date(2026, 11, 20)


def check(number: str) -> tuple[str, bool]:
    return ("女，85 岁", False) if len(number) == 18 else (f"还差 {18 - len(number)} 位", True)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form((
        fields.TextField("name", "姓名", required=True),
        fields.IdNumberField("id_number", "身份证号", check),
        fields.DayField("since", "来院日期", lambda: TODAY),
        fields.MoneyField("fee", "每餐自付"),
        fields.NumberField("guests", "来客"),
        fields.ChoiceField("way", "服务方式", (("meal", "用餐"), ("live", "入住"))),
        fields.FlagField("alone", "居住", "独居"),
    ))  # fmt: skip
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_values_come_back_as_they_were_set(form: Form) -> None:
    values = {
        "name": "买买提·艾力", "id_number": "62032119410305882X", "since": date(2025, 9, 1), "fee": 1250, "guests": 2,
        "way": "live", "alone": True,
    }  # fmt: skip
    form.set_values(values)
    assert form.values() == values


def test_a_required_field_left_empty_says_so_and_gets_the_focus(form: Form) -> None:
    form.set_values({"name": ""})
    assert form.values() is None
    assert form.field("name").note.text() == "请填写姓名。"
    assert form.field("name").editor.hasFocus()


def test_empty_is_none_not_zero(form: Form) -> None:
    form.set_values({"name": "赵䶮"})
    values = form.values()
    assert values is not None
    assert (values["since"], values["fee"], values["guests"]) == (None, None, None)


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("fee", "十元", "12.50"),
        ("fee", "1.234", "两位小数"),
        ("since", "2026-2-30", "没有"),
        ("guests", "-1", "不小于"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field(form: Form, key: str, typed: str, told: str) -> None:
    form.set_values({"name": "赵䶮"})
    form.field(key).set_value(None)
    form.field(key).editor.setText(typed)  # type: ignore[attr-defined]
    assert form.values() is None
    assert told in form.field(key).note.text()


def test_full_width_amounts_are_read(form: Form) -> None:
    form.set_values({"name": "赵䶮"})
    form.field("fee").editor.setText("１２．５")  # type: ignore[attr-defined]
    assert (form.values() or {})["fee"] == 1250


def test_problems_go_to_their_fields_and_the_others_come_back(form: Form) -> None:
    own = Problem("id_number.checksum", "身份证号的校验位不对。", Level.REFUSED, "id_number")
    other = Problem("month.closed", "10 月已结账。", Level.REFUSED)
    assert form.show_problems((own, other)) == (other,)
    assert form.field("id_number").note.text() == own.text
    assert form.field("id_number").editor.accessibleDescription() == own.text


def test_typing_clears_a_refusal(form: Form, qtbot: QtBot) -> None:
    form.field("name").show_refusal("请填写姓名。")
    qtbot.keyClick(form.field("name").editor, Qt.Key.Key_A)
    assert form.field("name").note.text() == ""


def test_enter_moves_on_and_submits_at_the_end(form: Form, qtbot: QtBot) -> None:
    form.field("name").editor.setFocus()
    qtbot.keyClick(form.field("name").editor, Qt.Key.Key_Return)
    assert form.field("id_number").editor.hasFocus()
    with qtbot.waitSignal(form.submitted, timeout=1000):
        qtbot.keyClick(form.field("alone").editor, Qt.Key.Key_Return)


def test_hidden_fields_are_not_read(form: Form) -> None:
    form.set_shown("name", False)
    values = form.values()
    assert values is not None
    assert "name" not in values


def test_an_id_number_groups_itself_and_is_checked_as_it_is_typed(form: Form, qtbot: QtBot) -> None:
    field = form.field("id_number")
    qtbot.keyClicks(field.editor, "6203211941")
    assert field.editor.text() == "620321 1941"  # type: ignore[attr-defined]
    assert field.note.text() == "还差 8 位"
    qtbot.keyClicks(field.editor, "0305882x")
    assert field.value() == "62032119410305882X"
    assert field.note.text() == "女，85 岁"


def test_a_digit_put_into_the_middle_leaves_the_cursor_behind_it(form: Form, qtbot: QtBot) -> None:
    edit = form.field("id_number").editor
    qtbot.keyClicks(edit, "6203211941")
    edit.setCursorPosition(3)  # type: ignore[attr-defined]
    qtbot.keyClick(edit, Qt.Key.Key_9)
    assert edit.text() == "620932 11941"  # type: ignore[attr-defined]
    assert edit.cursorPosition() == 4  # type: ignore[attr-defined]


def test_names_typed_through_an_input_method_arrive(form: Form) -> None:
    edit = form.field("name").editor
    event = QInputMethodEvent()
    event.setCommitString("王𬱖")
    QApplication.sendEvent(edit, event)
    assert form.field("name").value() == "王𬱖"


def test_the_weekday_stands_behind_a_day(form: Form, qtbot: QtBot) -> None:
    field = form.field("since")
    assert isinstance(field, fields.DayField)
    qtbot.keyClicks(field.editor, "11.3")
    assert field.weekday_text() == "2026年11月3日 星期二"
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert (field.editor.text(), field.weekday_text()) == ("2026-11-03", "星期二")  # type: ignore[attr-defined]


def test_no_part_of_a_form_is_a_window_of_its_own(qtbot: QtBot) -> None:
    before = set(QApplication.topLevelWidgets())
    made = Form(
        (fields.DayField("day", "日期", lambda: TODAY, hint="说明"), fields.LongTextField("note", "备注"))
    )
    qtbot.addWidget(made)
    assert [widget for widget in set(QApplication.topLevelWidgets()) - before if widget.isVisible()] == []
