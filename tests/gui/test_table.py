"""The table: one model over frozen rows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from happyhome.gui.kit.table import RECORD, Column, Table, TableModel


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    age: int


PEOPLE = (Person("1", "赵䶮", 9), Person("2", "何录义", 86), Person("3", "罗桂花", 71))
COLUMNS = (
    Column("姓名", lambda person: person.name, 6, bold=True),
    Column("年龄", lambda person: str(person.age), 3, "right", sort=lambda person: person.age),
)


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, empty="还没有老人。请点“登记老人”。")
    qtbot.addWidget(made)
    made.set_rows(PEOPLE)
    return made


def test_the_model_keeps_qts_promises(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = TableModel(COLUMNS)
    model.set_rows(PEOPLE)
    qtmodeltester.check(model)


def test_numbers_sort_as_numbers_and_the_current_person_stays_current(table: Table) -> None:
    table.select_where(lambda person: person.id == "1")
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert [person.age for person in table.rows()] == [86, 71, 9]
    assert table.current() == PEOPLE[0]


def test_new_rows_keep_the_order_and_the_current_person(table: Table) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.select_where(lambda person: person.id == "3")
    older = Person("3", "罗桂花", 90)
    table.set_rows((PEOPLE[0], older, PEOPLE[1]))
    assert [person.age for person in table.rows()] == [9, 86, 90]
    assert table.current() == older


def test_enter_opens_the_current_record(table: Table, qtbot: QtBot) -> None:
    table.select_where(lambda person: person.id == "2")
    with qtbot.waitSignal(table.opened, timeout=1000) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [PEOPLE[1]]


def test_screen_readers_hear_the_column_with_the_text(table: Table) -> None:
    index = table.rows_model.index(1, 1)
    assert index.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "年龄：86"
    assert index.data(RECORD) is PEOPLE[1]


def test_a_table_without_rows_can_be_painted_and_walked(table: Table, qtbot: QtBot) -> None:
    table.set_rows(())
    table.resize(400, 200)
    assert not table.grab().isNull()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.current() is None


def test_rows_grow_where_a_sentence_needs_a_second_line(table: Table) -> None:
    one = table.verticalHeader().defaultSectionSize()
    table.set_lines(2)
    assert table.verticalHeader().defaultSectionSize() > one
    table.set_lines(1)
    assert table.verticalHeader().defaultSectionSize() == one
