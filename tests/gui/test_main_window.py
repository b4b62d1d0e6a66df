"""The window: pages when asked for, one way to write, undo, zoom, search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Level, Problem, warn
from happyhome.gui import application
from happyhome.gui.application import Zoom
from happyhome.gui.frame.bars import Dot, StatusLine
from happyhome.gui.kit import scaled
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.card import label
from happyhome.gui.kit.search_box import Hit
from happyhome.gui.main_window import MainWindow, Surroundings
from happyhome.gui.shell import PageSpec, Shell, Truth
from tests.gui.conftest import Village

CTRL = Qt.KeyboardModifier.ControlModifier


class Page(QWidget):
    """A page that remembers what it was told."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.refreshed: list[frozenset[str]] = []
        self.opened: list[dict[str, object]] = []
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(label("一页"))
        column.addWidget(self.field)

    def refresh(self, changed: frozenset[str]) -> None:
        self.refreshed.append(changed)

    def open(self, **target: object) -> None:
        self.opened.append(target)


@dataclass
class Around:
    """What the window found around itself, and what it asked for."""

    undone: list[Outcome] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    helped: list[str] = field(default_factory=list)
    remembered: list[int] = field(default_factory=list)

    def surroundings(self) -> Surroundings:
        hits = (Hit("1", "唐月娥", "82岁"), Hit("2", "田大山", "71岁"))
        return Surroundings(
            home=lambda: "清泉村幸福院",
            operator=lambda: "李会计",
            truths=lambda: (Truth("备份：今天 11:32 已核对", "good"), Truth("开放月份：2026年11月")),
            search=lambda text: [hit for hit in hits if text in hit.title or text == "t"],
            found=lambda _shell, person: self.found.append(person),
            undo=lambda: self.undone.pop(0) if self.undone else Outcome("撤销"),
            redo=lambda: Outcome("记录就餐", "3", frozenset({"meals"})),
            help=lambda _parent, key: self.helped.append(key),
        )


@pytest.fixture
def around() -> Around:
    return Around()


@pytest.fixture
def window(qtbot: QtBot, village: Village, around: Around) -> Iterator[MainWindow]:
    keys = ("today", "residents", "meals")
    pages = [PageSpec(key, key, "home", Page) for key in keys]
    pages.append(PageSpec("settings", "设置", "gear", Page, at_bottom=True))
    made = MainWindow(village, pages, around.surroundings(), Zoom(100, around.remembered.append))
    qtbot.addWidget(made)
    made.open_page("today")
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()


def page(window: MainWindow, key: str) -> Page:
    found = window.pages.page(key)
    assert isinstance(found, Page)
    return found


def click(words: str, seen: list[str]) -> None:
    """Answer the question that is about to open."""

    def answer() -> None:
        box = next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, Ask) and each.isVisible()
        )
        seen.append(box.windowTitle())
        next(each for each in (box.yes, box.no) if each.text() == words).click()

    QTimer.singleShot(50, answer)


def test_pages_are_made_when_first_opened_and_keys_lead_to_them(window: MainWindow, qtbot: QtBot) -> None:
    assert window.pages.made() == ("today",)
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.pages.key == "residents"
    qtbot.keyClick(window, Qt.Key.Key_4, CTRL)
    assert window.pages.key == "settings"
    assert window.pages.made() == ("today", "residents", "settings")


def test_a_page_is_told_its_target(window: MainWindow) -> None:
    window.shell.open_page("residents", resident="1")
    assert page(window, "residents").opened == [{"resident": "1"}]


def test_a_success_refreshes_what_is_in_sight_and_says_so_with_undo(
    window: MainWindow, around: Around, qtbot: QtBot
) -> None:
    window.open_page("residents")
    window.open_page("today")
    today, residents = page(window, "today"), page(window, "residents")
    today.refreshed.clear()
    residents.refreshed.clear()
    window.shell.run("record_meals", said="已记：唐月娥 堂食", day="2026-11-20")
    assert today.refreshed == [frozenset({"meals"})]
    assert residents.refreshed == []
    assert window.toast.text() == "已记：唐月娥 堂食"
    window.open_page("residents")
    assert residents.refreshed == [frozenset({"meals"})]
    around.undone.append(Outcome("撤销：记录就餐", "2", frozenset({"meals"})))
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.toast.text() == "已撤销：记录就餐"
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert window.toast.text() == "已恢复：记录就餐"


def test_the_line_never_takes_the_focus_and_its_link_undoes(
    window: MainWindow, around: Around, qtbot: QtBot
) -> None:
    page(window, "today").field.setFocus()
    window.shell.run("record_meals")
    assert page(window, "today").field.hasFocus()
    around.undone.append(Outcome("记录就餐", "2", frozenset({"meals"})))
    window.toast.undo_asked.emit()
    assert window.toast.text() == "已撤销：记录就餐"


def test_with_nothing_to_undo_it_says_so(window: MainWindow) -> None:
    window.undo()
    assert window.toast.text() == "没有可以撤销的"


def test_ctrl_z_in_a_field_undoes_the_typing_not_the_village(
    window: MainWindow, around: Around, qtbot: QtBot
) -> None:
    around.undone.append(Outcome("记录就餐", "2"))
    edit = page(window, "today").field
    edit.setFocus()
    qtbot.keyClicks(edit, "abc")
    qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL)
    assert edit.text() == ""
    assert len(around.undone) == 1


def test_a_warning_is_asked_once_and_then_done(window: MainWindow, village: Village) -> None:
    asks = Outcome("记录就餐", problems=(warn("meals.away", "刘淼 外出中。"),))
    village.answers["record_meals"] = [asks]
    seen: list[str] = []
    click("照样做", seen)
    outcome = window.shell.run("record_meals", resident="1")
    assert outcome.operation == "op"
    assert village.done == [
        ("record_meals", {"resident": "1"}),
        ("record_meals", {"resident": "1", "confirmed": True}),
    ]
    assert seen == ["记录就餐：请先看一下"]


def test_a_no_to_a_warning_does_nothing(window: MainWindow, village: Village) -> None:
    village.answers["record_meals"] = [Outcome("记录就餐", problems=(warn("meals.away", "刘淼 外出中。"),))]
    click("不做了", [])
    window.shell.run("record_meals")
    assert len(village.done) == 1
    assert window.toast.text() == ""


def test_a_refusal_goes_beside_fields_first_and_the_rest_is_told(
    window: MainWindow, village: Village
) -> None:
    own, other = Problem("a", "甲", Level.REFUSED, "name"), Problem("b", "乙", Level.REFUSED)
    village.answers["add"] = [
        Outcome("登记老人", problems=(own,)),
        Outcome("登记老人", problems=(own, other)),
    ]
    placed: list[Problem] = []

    def inline(problems: tuple[Problem, ...]) -> list[Problem]:
        placed.extend(problem for problem in problems if problem.field)
        return [problem for problem in problems if not problem.field]

    assert window.shell.run("add", inline=inline).refused
    seen: list[str] = []
    click("知道了", seen)
    assert window.shell.run("add", inline=inline).refused
    assert (placed, seen) == ([own, own], ["没有做成"])


def test_f5_refreshes_everything_and_f1_helps_with_this_page(
    window: MainWindow, around: Around, qtbot: QtBot
) -> None:
    page(window, "today").refreshed.clear()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert page(window, "today").refreshed == [frozenset()]
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert around.helped == ["today"]


def test_zoom_makes_everything_larger_and_is_remembered(
    window: MainWindow, around: Around, qtbot: QtBot
) -> None:
    rail_before, font_before = window.rail.sizeHint().width(), QApplication.font().pixelSize()
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert around.remembered == [110, 125, 150]
    assert QApplication.font().pixelSize() == round(font_before * 1.5)
    window.resize(2400, 1300)
    assert window.rail.sizeHint().width() > rail_before * 1.3
    qtbot.keyClick(window, Qt.Key.Key_0, CTRL)
    assert around.remembered[-1] == 100
    qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
    assert around.remembered[-1] == 100
    assert QApplication.font().pixelSize() == font_before


def test_search_finds_by_keys_alone(window: MainWindow, around: Around, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "t")
    qtbot.waitUntil(lambda: len(window.search.hits()) == 2)
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert around.found == ["2"]
    assert window.search.hits() == ()


def test_search_hears_what_an_input_method_commits_and_enter_need_not_wait(
    window: MainWindow, around: Around, qtbot: QtBot
) -> None:
    window.search.setFocus()
    event = QInputMethodEvent()
    event.setCommitString("月娥")
    QApplication.sendEvent(window.search, event)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert around.found == ["1"]


def test_search_that_finds_nothing_says_so_and_enter_does_nothing(
    window: MainWindow, around: Around, qtbot: QtBot
) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "xyz")
    qtbot.waitUntil(lambda: bool(window.search.hits()))
    assert window.search.hits()[0].title == "没有找到"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert around.found == []
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.hits() == ()


@pytest.mark.parametrize("zoom", [100, 150])
def test_the_window_fits_small_screens(window: MainWindow, qtbot: QtBot, zoom: int) -> None:
    while QApplication.font().pixelSize() < 16 * zoom // 100:
        qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    window.resize(1280, 720)
    assert (window.width(), window.height()) == (1280, 720)
    assert window.rail.geometry().bottom() <= 720


def test_only_one_window_is_open(window: MainWindow) -> None:
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [window]


def test_at_twice_the_size_nothing_in_the_top_bar_overlaps(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1366, 768)
    for _ in range(6):
        window.zoom.step(1)
    parts = [part for part in window._top.children() if isinstance(part, QWidget) and part.isVisible()]
    places = sorted((part.geometry().left(), part.geometry().right()) for part in parts)
    assert all(before[1] < after[0] for before, after in pairwise(places))
    assert places[-1][1] <= window._top.width()


def test_undo_works_from_the_empty_search_box(window: MainWindow, around: Around, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(window.search, override)
    assert not override.isAccepted()
    qtbot.keyClicks(window.search, "t")
    QApplication.sendEvent(window.search, override)
    assert override.isAccepted()


def test_tab_does_not_stray_into_the_search_box(window: MainWindow) -> None:
    assert not window.search.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_no_truth_of_the_status_line_is_cut_where_letters_are_large(qtbot: QtBot, qapp: QApplication) -> None:
    application.apply_zoom(qapp, 150)
    line = StatusLine()
    qtbot.addWidget(line)
    truths = (
        Truth("备份：今天 11:32 已核对（只在本机）", "good", "settings", "backups"),
        Truth("数据没有加锁", "due", "settings", "protection"),
        Truth("10月月报未上交，已过 11 月 5 日，请补交", "due"),
        Truth("开放月份：2026年10月"),
    )
    line.show_truths(truths, "李会计")
    line.resize(1366, line.heightForWidth(1366))
    line.show()
    for dot in line.findChildren(Dot):
        assert dot.width() >= scaled.px(9)
    told = [*line.findChildren(QLabel), *line.findChildren(QPushButton)]
    for one in told:
        assert one.width() >= one.sizeHint().width(), one.text()
        assert line.rect().contains(one.mapTo(line, one.rect().bottomRight()))
