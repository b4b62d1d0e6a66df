"""The month grid: selection, keys, and exchange with Excel."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from happyhome.gui.kit import theme, tsv
from happyhome.gui.kit.grid_data import Selection, cells_to_mark, pasted_cells
from happyhome.gui.kit.month_grid import GridRow, MonthGrid, MonthSheet

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def sheet(*, today: int = 20) -> MonthSheet:
    rows = tuple(
        GridRow(key, key, "普通", tuple(theme.DINE_IN if day <= filled else "" for day in range(1, 31)), "")
        for key, filled in (("a", 5), ("b", 0), ("c", 0))
    )
    return MonthSheet(30, rows, today, frozenset({7, 8}))


@pytest.fixture
def grid(qtbot: QtBot) -> Iterator[MonthGrid]:
    made = MonthGrid()
    qtbot.addWidget(made)
    made.resize(1150, 400)
    made.set_sheet(sheet())
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def heard(grid: MonthGrid) -> list[tuple]:
    all_heard: list[tuple] = []
    grid.marked.connect(lambda cells, mode: all_heard.append((cells, mode)))
    return all_heard


def test_shift_and_arrows_stretch_the_selection_and_keys_mark_it(
    grid: MonthGrid, heard: list, qtbot: QtBot
) -> None:
    grid.select(1, 1)
    qtbot.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(grid, Qt.Key.Key_2)
    assert heard == [([("b", 1), ("b", 2), ("c", 1), ("c", 2)], theme.DELIVERY)]


def test_a_range_leaves_out_closed_and_coming_days_but_one_cell_is_always_meant(
    grid: MonthGrid, heard: list, qtbot: QtBot
) -> None:
    grid.select(1, 6)
    grid.select(1, 9, extend=True)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    grid.select(1, 7)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    grid.select(1, 19)
    grid.select(1, 25, extend=True)
    qtbot.keyClick(grid, Qt.Key.Key_1)
    cells = [cells for cells, _mode in heard]
    assert cells == [[("b", 6), ("b", 9)], [("b", 7)], [("b", 19), ("b", 20)]]


def test_space_on_a_fully_marked_range_clears_it(grid: MonthGrid, heard: list, qtbot: QtBot) -> None:
    grid.select(0, 1)
    grid.select(0, 3, extend=True)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert heard[0][1] == theme.NOT_MARKED
    grid.select(0, 6, extend=True)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert heard[1][1] == theme.DINE_IN


def test_delete_clears(grid: MonthGrid, heard: list, qtbot: QtBot) -> None:
    grid.select(0, 2)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert heard == [([("a", 2)], theme.NOT_MARKED)]


def test_keys_are_heard_through_an_input_method(grid: MonthGrid, heard: list) -> None:
    grid.select(1, 3)
    event = QInputMethodEvent()
    event.setCommitString("３")
    QApplication.sendEvent(grid, event)
    assert heard == [([("b", 3)], theme.TAKEAWAY)]
    assert not grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_copy_and_paste_speak_excels_tabs(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.select(0, 4)
    grid.select(0, 6, extend=True)
    qtbot.keyClick(grid, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "✓\t✓\t"
    grid.select(1, 10)
    with qtbot.waitSignal(grid.pasted, timeout=1000) as pasted:
        qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert pasted.args == [[("b", 10, theme.DINE_IN), ("b", 11, theme.DINE_IN)]]


def test_pasting_reads_what_clerks_write_in_excel(grid: MonthGrid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("√\t送\t取\r\n１\t\t2\r\n")
    grid.select(0, 5)
    with qtbot.waitSignal(grid.pasted, timeout=1000) as pasted:
        grid.paste()
    assert pasted.args == [
        [
            ("a", 6, theme.DELIVERY),
            ("a", 7, theme.TAKEAWAY),
            ("b", 5, theme.DINE_IN),
            ("b", 7, theme.DELIVERY),
        ]
    ]


def test_one_copied_cell_fills_the_selection(grid: MonthGrid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("送")
    grid.select(1, 1)
    grid.select(2, 1, extend=True)
    with qtbot.waitSignal(grid.pasted, timeout=1000) as pasted:
        grid.paste()
    assert pasted.args == [[("b", 1, theme.DELIVERY), ("c", 1, theme.DELIVERY)]]


@pytest.mark.parametrize(
    ("text", "told"),
    [("✓\t好吃", "第 1 行第 2 格“好吃”看不懂"), ("✓\n✓\n✓\n✓", "4 行 1 列")],
)
def test_a_paste_that_cannot_be_read_or_does_not_fit_changes_nothing(
    grid: MonthGrid, qtbot: QtBot, text: str, told: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    grid.select(0, 1)
    with qtbot.assertNotEmitted(grid.pasted), qtbot.waitSignal(grid.refused, timeout=1000) as refused:
        grid.paste()
    assert told in refused.args[0]


def test_a_days_head_selects_its_column_and_a_name_its_row(grid: MonthGrid, qtbot: QtBot) -> None:
    head = grid.cell_centre(0, 3)
    head.setY(5)
    with qtbot.waitSignal(grid.day_clicked, timeout=1000) as clicked:
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert clicked.args == [3]
    assert (grid.selection().rows, grid.selection().days) == (range(3), range(3, 4))
    name = grid.cell_centre(1, 1)
    name.setX(5)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert (grid.selection().rows, grid.selection().days) == (range(1, 2), range(1, 31))


def test_the_selection_stays_on_the_resident_when_rows_change(grid: MonthGrid) -> None:
    grid.select(2, 4)
    before = grid.sheet()
    grid.set_sheet(MonthSheet(30, before.rows[1:], 20))
    assert grid.selection() == Selection(1, 4, 1, 4)
    grid.set_sheet(MonthSheet(28, ()))
    assert grid.selection().day <= 28


def test_an_empty_grid_hears_keys_and_says_what_to_do(grid: MonthGrid, heard: list, qtbot: QtBot) -> None:
    grid.set_sheet(MonthSheet(30))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    grid.paste()
    grid.copy()
    assert heard == []
    assert "请先" in grid.sheet().empty


marks = st.sampled_from((theme.NOT_MARKED, theme.DINE_IN, theme.DELIVERY, theme.TAKEAWAY))


@given(st.lists(st.lists(marks, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_is_copied_is_read_back_the_same(rows: list[list[str]]) -> None:
    assert tsv.read(tsv.write(rows)) == tuple(map(tuple, rows))


@given(st.integers(0, 2), st.integers(1, 30), st.integers(0, 2), st.integers(1, 30))
def test_marked_cells_always_lie_in_the_selection(row: int, day: int, other_row: int, other_day: int) -> None:
    selection = Selection(row, day, other_row, other_day)
    cells = cells_to_mark(sheet(), selection)
    assert cells
    assert all(cell[0] in selection.rows and cell[1] in selection.days for cell in cells)


def test_absences_in_the_clipboard_are_left_alone() -> None:
    assert pasted_cells(sheet(), Selection(0, 1, 0, 1), ((theme.AWAY, theme.DELIVERY),)) == [
        ("a", 2, theme.DELIVERY)
    ]
