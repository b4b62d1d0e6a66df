"""活动: the month's activities at the left, the one being written at the right."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.activities import Activity, ActivityTemplate
from happyhome.domain.dates import Month, weekday_name
from happyhome.gui.dialogs.templates import TemplatesDialog
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.empty import Empty
from happyhome.gui.kit.flow import Wrap, WrapLayout
from happyhome.gui.kit.month_picker import MonthPicker
from happyhome.gui.kit.panes import Pane, Panes, Stack
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.activities_editor import ActivityEditor, new_activity
from happyhome.gui.shell import Shell
from happyhome.services import activities, closings
from happyhome.services.activities import Listed

_SUBJECTS = frozenset({"activities", "attachments", "residents", "closings"})


def listed_row(one: Listed) -> Row:
    """An activity as the month's list shows it."""
    activity, photos = one.activity, len(one.photos)
    day = f"{activity.day.day}日 {weekday_name(activity.day)}"
    note = " · ".join(part for part in (day, activity.start, f"照片 {photos}" if photos else "") if part)
    late = bool(activity.late_reason)
    tip = f"补录：{activity.late_reason}" if late else ""
    return Row(
        activity.id, activity.title, note, f"{len(one.residents)} 人", "补录" if late else "", "amber", tip
    )


class ActivitiesPage(QWidget):
    """``open(target=template id)`` begins one of a template; ``open(activity=…)`` shows one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._listed: dict[str, Listed] = {}
        month = Month.of(shell.today())
        self.picker = MonthPicker(month, latest=month)
        self.picker.changed.connect(self._turned)
        self._sum = label("", "muted")
        self.new_button = KeyButton("记一次活动", "Ctrl N", lambda: self.start_new())
        head = Wrap(
            self.picker, self._sum, right=(button("活动模板…", self.manage_templates), self.new_button)
        )
        self.list = RowList("本月活动", empty="这个月还没有活动。")
        self.list.chosen.connect(self._picked)
        self.editor = ActivityEditor(shell)
        self.editor.saved.connect(self._saved)
        self.editor.removed.connect(self._removed)
        self.editor.print_asked.connect(self._print)
        column = pad(QVBoxLayout(self), gap=12)
        column.addWidget(head)
        column.addWidget(self._make_template_row())
        column.addWidget(self._make_panes(), 1)
        self.setFocusProxy(self.list)

    def _make_template_row(self) -> QWidget:
        self._template_row = QWidget()
        self._template_row.setProperty("role", "bare")
        self._templates = pad(WrapLayout(self._template_row), gap=8)
        return self._template_row

    def _make_panes(self) -> QWidget:
        left = Card()
        pad(left.body, 10, 10, 10, 10, gap=0)
        left.body.addWidget(self.list, 1)
        nothing = Card()
        nothing.body.addWidget(
            Empty("activity", "点左边的活动来看，或者记一次新的", "记一次活动", lambda: self.start_new(),
                  more="照片和参加的老人一起保存，月底就能打印活动记录表。"), 1
        )  # fmt: skip
        self._right = Stack()
        self._right.addWidget(nothing)
        self._right.addWidget(self.editor)
        panes = (Pane(left, 310, 236, 220), Pane(self._right, stacked_height=560))
        return Panes(panes, narrow_below=900, fold_below=620)

    # What others ask

    def open(self, target: str = "", activity: str = "", day: date | None = None, **_more: Any) -> None:
        """From another page: a template of today (``target``), an activity, or a new one on a day."""
        if activity:
            self._open_one(activity)
        elif target:
            self.start_from(target)
        elif day is not None:
            self.start_new(day)

    def _open_one(self, activity: str) -> None:
        found: Listed | None = self._shell.ask(activities.one_activity, activity=activity)
        if found is None or not self._may_leave():
            return
        month = Month.of(found.activity.day)
        if month != self.picker.month():
            self.picker.set_month(month)
            self._reload()
        self._show(activity)

    def primary_action(self) -> None:
        """Save what is being written; begin a new one where nothing is."""
        if self._right.currentIndex() == 1 and self.editor.save_button.isEnabled():
            self.editor.save()
        else:
            self.start_new()

    def refresh(self, changed: frozenset[str]) -> None:
        """Show anew; what is being typed stays."""
        if changed and not changed & _SUBJECTS:
            return
        self.picker.set_latest(Month.of(self._shell.today()))
        self._reload()
        if self.editor.dirty:
            self.editor.reload_people()
        elif self.editor.activity.id:
            self._show(self.editor.activity.id)
        elif self._right.currentIndex() == 0 and self._listed:
            self._show(next(iter(self._listed)))

    def _reload(self) -> None:
        month = self.picker.month()
        found: tuple[Listed, ...] = self._shell.ask(
            activities.activities_between, first=month.first, last=month.last
        )
        self._listed = {one.activity.id: one for one in reversed(found)}
        self.list.set_rows([listed_row(one) for one in self._listed.values()])
        came = sum(len(one.residents) for one in found)
        photos = sum(len(one.photos) for one in found)
        self._sum.setText(f"{len(found)} 次 · {came} 人次 · 照片 {photos} 张" if found else "")
        self._show_templates()

    def _show_templates(self) -> None:
        while (item := self._templates.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        today = self._shell.today()
        due: tuple[ActivityTemplate, ...] = self._shell.ask(activities.templates_due, day=today)
        self._template_row.setVisible(bool(due))
        if due:
            self._templates.addWidget(label(f"今天{weekday_name(today)}，可照模板记：", "muted"))
        for one in due:
            chip = button(f"{one.start} {one.title}".strip(), partial(self.start_from, one.id), kind="chip")
            self._templates.addWidget(chip)
        self._template_row.updateGeometry()

    # What the clerk does

    def start_new(self, day: date | None = None) -> None:
        """An empty activity on a day; today where nothing is said."""
        if self._may_leave():
            self._begin(new_activity(day or self._shell.today()))

    def start_from(self, template: str) -> None:
        """An activity of a template, today."""
        if not self._may_leave():
            return
        made, _came = self._shell.ask(activities.from_template, template=template, day=self._shell.today())
        self._begin(made)

    def _begin(self, activity: Activity) -> None:
        self.list.select("")
        self._right.setCurrentIndex(1)
        self.editor.show_new(activity)

    def manage_templates(self) -> None:
        """The dialog of templates; one may be used at once."""
        dialog = TemplatesDialog(self._shell, self)
        if dialog.exec() and dialog.used:
            self.start_from(dialog.used)

    def _picked(self, activity: str) -> None:
        if self._may_leave():
            self._show(activity)
        else:
            self.list.select(self.editor.activity.id)

    def _show(self, activity: str) -> None:
        found = self._listed.get(activity)
        if found is None:
            self._right.setCurrentIndex(0)
            self.editor.show_new(new_activity(self._shell.today()))
            self.list.select("")
            return
        locked = self._shell.ask(closings.month_closed, month=Month.of(found.activity.day))
        self.editor.show_listed(found, locked=locked)
        self._right.setCurrentIndex(1)
        self.list.select(activity)

    def _turned(self, _month: Month) -> None:
        if self.editor.dirty:
            self._reload()
            return
        self._reload()
        self._show(next(iter(self._listed), ""))

    def _saved(self, activity: str) -> None:
        month = Month.of(self.editor.facts.day() or self._shell.today())
        if month != self.picker.month():
            self.picker.set_month(month)
        self._reload()
        self._show(activity)

    def _removed(self) -> None:
        self._reload()
        self._show(next(iter(self._listed), ""))

    def _print(self, activity: Activity) -> None:
        self._shell.open_page(
            "reports", month=Month.of(activity.day), paper="activity_record", activity=activity.id
        )

    def _may_leave(self) -> bool:
        """Whether what is being written may be dropped; asked only when something would be lost."""
        if not self.editor.dirty or self._right.currentIndex() == 0:
            return True
        title = self.editor.facts.title() or "新的活动"
        return Ask.ask(
            self, "刚才写的还没有保存", [f"“{title}”有改动没有保存。换过去的话，这些改动就没有了。"],
            "不要了，换过去", "留下继续写", danger=True,
        )  # fmt: skip
