"""活动 as a clerk uses it: from a template, people by their initials, photos, one save."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from happyhome.domain.dates import Month
from happyhome.gui.dialogs.templates import TemplatesDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.main_window import MainWindow
from happyhome.gui.pages import ACTIVITIES
from happyhome.gui.pages.activities import ActivitiesPage
from happyhome.services import activities, closings
from happyhome.services.activities import Listed
from happyhome.services.session import Services
from tests.gui.pages import desk
from tests.gui.pages.desk import TODAY


@dataclass
class Desk:
    services: Services
    window: MainWindow

    @property
    def page(self) -> ActivitiesPage:
        page = self.window.pages.page("activities")
        assert isinstance(page, ActivitiesPage)
        return page

    def recorded(self, first: date = TODAY, last: date = TODAY) -> tuple[Listed, ...]:
        return self.services.ask(activities.activities_between, first, last)

    def type_into(self, key: str, text: str) -> None:
        form = (
            self.page.editor.facts._left
            if key in ("title", "day", "start", "end")
            else self.page.editor.facts._right
        )
        edit = form.field(key).editor
        edit.setFocus()
        edit.selectAll()  # type: ignore[attr-defined]
        QTest.keyClicks(edit, text)


@pytest.fixture
def at_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    services = desk.village(tmp_path)
    window = desk.window(services, (ACTIVITIES,))
    qtbot.addWidget(window)
    window.show()
    window.open_page("activities")
    yield Desk(services, window)
    window.close()
    services.close()


def test_an_activity_of_a_template_is_recorded_with_people_ticked_by_initials(at_desk: Desk) -> None:
    made = desk.template(at_desk.services, "手指舞")
    at_desk.window.open_page("activities", target=made.id)
    page = at_desk.page
    page.editor.show_part("people")
    board = page.editor.people.board
    for keys in ("lgh", "ycx"):
        QTest.keyClicks(board, keys)
        QTest.keyClick(board, Qt.Key.Key_Space)
        board.forget_letters()
    page.editor.save_button.click()
    (one,) = at_desk.recorded()
    assert (one.activity.title, one.activity.start, one.activity.place) == ("手指舞", "14:30", "活动室")
    names = {c.resident: c.name for c in at_desk.services.ask(activities.candidates, day=TODAY)}
    assert {names[who] for who in one.residents} == {"罗桂花", "杨彩霞"}
    assert [row.right for row in page.list.rows()] == ["2 人"]


def test_times_are_read_as_clerks_type_them(at_desk: Desk) -> None:
    at_desk.page.start_new()
    at_desk.type_into("title", "Yoga")
    at_desk.type_into("start", "930")
    at_desk.type_into("end", "10.5")
    at_desk.page.editor.save_button.click()
    assert at_desk.recorded() == ()
    assert not at_desk.page.editor.facts._left.field("end").note.isHidden()
    at_desk.type_into("end", "1015")
    at_desk.page.editor.save_button.click()
    (one,) = at_desk.recorded()
    assert (one.activity.start, one.activity.end) == ("09:30", "10:15")


def test_a_past_day_asks_for_its_reason_and_is_marked(at_desk: Desk) -> None:
    page = at_desk.page
    page.start_new()
    at_desk.type_into("title", "Tai")
    at_desk.type_into("day", "2026-11-18")
    reason = page.editor.facts._left.field("late_reason")
    assert not reason.isHidden()
    page.editor.save_button.click()
    assert at_desk.recorded(date(2026, 11, 18)) == ()
    reason.set_value("停电")
    page.editor.save_button.click()
    (one,) = at_desk.recorded(date(2026, 11, 18))
    assert one.activity.late_reason == "停电"
    assert [row.pill for row in page.list.rows()] == ["补录"]


def test_what_the_service_refuses_stands_beside_its_field(at_desk: Desk) -> None:
    page = at_desk.page
    page.start_new()
    at_desk.type_into("title", "Tai")
    at_desk.type_into("start", "15:30")
    at_desk.type_into("end", "14:30")
    page.editor.save_button.click()
    assert "结束时间 14:30" in page.editor.facts._left.field("end").note.text()
    assert page.editor.dirty


def test_same_as_last_time_takes_over_who_came_then(at_desk: Desk) -> None:
    desk.hold(at_desk.services, "手指舞", TODAY - timedelta(days=7), came=4)
    at_desk.window.broadcast(frozenset())
    page = at_desk.page
    page.start_new()
    page.editor.facts._left.field("title").set_value("手指舞")
    page.editor.people.again.click()
    assert len(page.editor.people.chosen()) == 4
    assert "4 人" in page.editor.people._said.text()


def test_deleting_is_taken_back_with_undo(at_desk: Desk) -> None:
    kept = desk.hold(at_desk.services, "手指舞", TODAY, came=3, shots=1)
    at_desk.window.broadcast(frozenset())
    at_desk.page.list.select(kept.id)
    at_desk.page.open(activity=kept.id)
    at_desk.page.editor.remove_button.click()
    assert at_desk.recorded() == ()
    at_desk.window.undo()
    (one,) = at_desk.recorded()
    assert (len(one.residents), len(one.photos)) == (3, 1)
    assert [row.id for row in at_desk.page.list.rows()] == [kept.id]


def test_dropped_photos_are_shown_captioned_and_saved(at_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    files = [tmp_path / "一.jpg", tmp_path / "二.jpg"]
    for file in files:
        file.write_bytes(desk.picture(2400, 1200))
    page = at_desk.page
    page.start_new()
    at_desk.type_into("title", "Tai")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.editor.photos.dropEvent(drop)
    qtbot.waitUntil(lambda: len(page.editor.photos.cards()) == 2)
    QTest.keyClicks(page.editor.photos.cards()[0].caption, "all")
    page.editor.photos.cards()[1].remove.click()
    page.editor.save_button.click()
    (one,) = at_desk.recorded()
    assert [(shot.name, shot.caption) for shot in one.photos] == [("一.jpg", "all")]
    assert one.photos[0].size < files[0].stat().st_size * 4


def test_what_is_no_photo_is_said_and_the_rest_is_taken(
    at_desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Ask, "tell", classmethod(lambda _cls, _parent, _title, lines: told.extend(lines)))
    (tmp_path / "通知.jpg").write_bytes(b"%PDF-1.7")
    (tmp_path / "好.jpg").write_bytes(desk.picture())
    page = at_desk.page
    page.start_new()
    page.editor.photos.add_files([tmp_path / "通知.jpg", tmp_path / "好.jpg", tmp_path / "没有.jpg"])
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "通知.jpg" in told[0]
    assert "没有.jpg" in told[1]
    assert [shot.name for shot in page.editor.photos.shots()] == ["好.jpg"]


def test_unsaved_words_are_not_lost_by_a_click(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = desk.hold(at_desk.services, "手指舞", TODAY)
    at_desk.window.broadcast(frozenset())
    asked: list[str] = []

    def no(_cls: type[Ask], _parent: object, title: str, *_more: object, **_rest: object) -> bool:
        asked.append(title)
        return False

    monkeypatch.setattr(Ask, "ask", classmethod(no))
    page = at_desk.page
    page.start_new()
    at_desk.type_into("title", "Tai")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert len(asked) == 1
    assert page.editor.facts.title() == "Tai"
    assert page.list.current_id() != kept.id


def test_looking_at_one_after_another_asks_nothing(at_desk: Desk) -> None:
    for title in ("手指舞", "健康讲座"):
        desk.hold(at_desk.services, title, TODAY)
    at_desk.window.broadcast(frozenset())
    page = at_desk.page
    page.list.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up):
        QTest.keyClick(page.list, key)
        assert page.editor.activity.id == page.list.current_id()
    assert not page.editor.dirty


def test_an_activity_of_a_closed_month_is_only_looked_at(at_desk: Desk) -> None:
    kept = desk.hold(at_desk.services, "重阳节", date(2026, 10, 18))
    outcome = at_desk.services.run(closings.close_month, month=Month(2026, 10), confirmed=True)
    assert outcome.operation
    page = at_desk.page
    page.picker.set_month(Month(2026, 10))
    at_desk.window.broadcast(frozenset())
    page.open(activity=kept.id)
    assert not page.editor.save_button.isEnabled()
    assert page.editor.remove_button.isHidden()
    before = page.editor.people.chosen()
    page.editor.show_part("people")
    QTest.keyClick(page.editor.people.board, Qt.Key.Key_Space)
    assert page.editor.people.chosen() == before
    assert not page.editor.dirty


def test_templates_are_made_changed_and_forgotten(at_desk: Desk, qtbot: QtBot) -> None:
    dialog = TemplatesDialog(at_desk.window.shell, at_desk.window)
    qtbot.addWidget(dialog)
    dialog.form.set_values({"title": "理发", "weekday": "4", "start": "900"})
    dialog.save()
    (kept,) = at_desk.services.ask(activities.templates)
    assert (kept.title, kept.weekday, kept.start) == ("理发", 4, "09:00")
    assert at_desk.page._templates.count() == 2
    dialog.form.set_values({"title": "理发、修脚"})
    dialog.save()
    assert [row.title for row in dialog.list.rows()] == ["理发、修脚"]
    dialog.remove()
    assert at_desk.services.ask(activities.templates) == ()


def test_an_activity_becomes_a_template(at_desk: Desk) -> None:
    kept = desk.hold(at_desk.services, "手指舞", TODAY)
    at_desk.window.broadcast(frozenset())
    at_desk.page.open(activity=kept.id)
    at_desk.page.editor.template_button.click()
    (made,) = at_desk.services.ask(activities.templates)
    assert (made.title, made.weekday) == ("手指舞", TODAY.weekday())


def test_an_activity_of_another_month_is_brought_into_sight(at_desk: Desk) -> None:
    kept = desk.hold(at_desk.services, "重阳节", date(2026, 10, 18))
    at_desk.window.open_page("activities", activity=kept.id)
    assert at_desk.page.picker.month() == Month(2026, 10)
    assert at_desk.page.list.current_id() == kept.id
    assert at_desk.page.editor.facts.title() == "重阳节"
