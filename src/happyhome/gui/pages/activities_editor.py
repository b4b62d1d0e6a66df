"""One activity: what it was, who came, its photos; saved as one operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from happyhome.domain.activities import Activity, ActivityTemplate
from happyhome.domain.dates import Month
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Chips, Pill
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.panes import Stack
from happyhome.gui.pages.activities_facts import ActivityFacts
from happyhome.gui.pages.activities_people import Participants
from happyhome.gui.pages.activities_photos import Photos
from happyhome.gui.shell import Shell
from happyhome.services import activities
from happyhome.services.activities import Listed
from happyhome.services.photos import Shot

FACTS: Final = ("title", "day", "late_reason", "start", "end", "kind", "place", "organizer", "volunteers",
                "visitors", "safety", "content")  # fmt: skip
_PARTS: Final = ("facts", "people", "photos")


class ActivityEditor(Card):
    """``saved(activity id)`` and ``removed`` after the operation; ``print_asked(activity)``."""

    saved = Signal(str)
    removed = Signal()
    print_asked = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, gap=12)
        self._shell = shell
        self._activity = Activity(day=shell.today())
        self._dirty = self._locked = False
        self.facts = ActivityFacts(shell.today)
        self.people = Participants(self._came_last_time)
        self.photos = Photos(shell)
        self._make_head()
        self.parts = Chips([(key, key) for key in _PARTS])
        self._stack = Stack()
        for part in (scrolling(self.facts), self.people, self.photos):
            self._stack.addWidget(part)
        self._entered = label("", "hint")
        self.body.addWidget(self._head)
        self.body.addWidget(Wrap(self.parts))
        self.body.addWidget(self._stack, 1)
        foot = Wrap(
            self._entered,
            label("Alt 1 2 3 换栏", "hint"),
            right=(self.template_button, self.remove_button),
            gap=16,
        )
        self.body.addWidget(foot)
        self._connect()

    def _make_head(self) -> None:
        self.title = label("", "title", wrap=True)
        self._late, self._shut = Pill("补录", "amber"), Pill("已结账", "stone")
        self.save_button = KeyButton("保存", "Ctrl S", self.save, kind="primary")
        self.remove_button = button("删除", self.remove, kind="danger")
        self.print_button = button("打印记录表", lambda: self.print_asked.emit(self._activity))
        self.template_button = button("存为模板", self._keep_as_template)
        right = (self.print_button, self.save_button)
        self._head = Wrap(self.title, self._late, self._shut, right=right)

    def _connect(self) -> None:
        self.parts.chosen.connect(self.show_part)
        self.facts.edited.connect(self._edited)
        self.facts.submitted.connect(lambda: self.show_part("people"))
        self.people.changed.connect(lambda: self._edited("people"))
        self.photos.changed.connect(lambda: self._edited("photos"))
        for number, key in enumerate(_PARTS, 1):
            hot = QShortcut(QKeySequence(f"Alt+{number}"), self)
            hot.activated.connect(lambda key=key: self.show_part(key))

    # What is shown

    @property
    def activity(self) -> Activity:
        """The activity as it was last shown or saved."""
        return self._activity

    @property
    def dirty(self) -> bool:
        """Whether there is something that is not saved yet."""
        return self._dirty

    def show_new(self, activity: Activity) -> None:
        """Begin one that is not recorded yet."""
        self._show(activity, (), ())
        self.show_part("facts")
        self.facts.start_typing()

    def show_listed(self, listed: Listed, *, locked: bool) -> None:
        """Show a recorded one; a closed month is only looked at."""
        kept = [(Shot(one.name, one.caption, kept=one.id), one.sha256) for one in listed.photos]
        self._show(listed.activity, listed.residents, kept, locked=locked)

    def _show(
        self, activity: Activity, residents: Sequence[str], kept: Sequence[tuple[Shot, str]], *, locked: bool = False
    ) -> None:  # fmt: skip
        self._activity, self._dirty, self._locked = activity, False, locked
        self.facts.show_values({name: getattr(activity, name) for name in FACTS})
        self.people.set_chosen(residents)
        self.reload_people()
        self.photos.show_kept(kept)
        for part in (self.facts, self.people, self.photos):
            part.set_locked(locked)
        self._show_state()

    def reload_people(self) -> None:
        """Offer who is here on the day of the activity."""
        day = self.facts.day() or self._shell.today()
        self.people.show_people(
            self._shell.ask(activities.candidates, day=day, also=self.people.all_chosen())
        )
        self._show_counts()

    def show_part(self, key: str) -> None:
        """活动情况, 参加的老人 or 照片."""
        self.parts.set_current(key)
        self._stack.setCurrentIndex(_PARTS.index(key))
        part: QWidget = (self.facts, self.people, self.photos)[_PARTS.index(key)]
        if key == "facts":
            self.facts.start_typing()
        else:
            part.setFocus()

    def _show_counts(self) -> None:
        people, photos = len(self.people.chosen()), len(self.photos.shots())
        self.parts.set_options(
            (("facts", "活动情况"), ("people", f"参加的老人 {people} 人"), ("photos", f"照片 {photos} 张"))
        )

    def _show_state(self) -> None:
        self._show_counts()
        recorded = bool(self._activity.id)
        title = self.facts.title() or "新的活动"
        self.title.setText(f"{title}（未保存）" if self._dirty else title)
        self._late.setVisible(self._is_late())
        self._shut.setVisible(self._locked)
        self.save_button.setEnabled(not self._locked and (self._dirty or not recorded))
        self.remove_button.setVisible(recorded and not self._locked)
        self.print_button.setVisible(recorded)
        self.template_button.setVisible(recorded)
        at = self._activity.recorded_at
        when = f"录入时间 {at:%Y-%m-%d %H:%M}（不能改）" if at else "录入时间在保存时自动记下"
        locked = "本月已结账，只能看；要更正请到“交接”页重开" if self._locked else ""
        self._entered.setText(locked or when)

    def _is_late(self) -> bool:
        day = self.facts.day()
        return (
            bool(self._activity.late_reason) if self._activity.id else bool(day and day < self._shell.today())
        )

    # What the clerk does

    def _edited(self, key: str) -> None:
        if self._locked:
            return
        self._dirty = True
        if key == "day" and self.facts.day() is not None:
            self.reload_people()
        self._show_state()

    def _came_last_time(self) -> Sequence[str]:
        day = self.facts.day() or self._shell.today()
        found: Sequence[str] = self._shell.ask(activities.came_last_time, title=self.facts.title(), day=day)
        return found

    def save(self) -> bool:
        """Keep everything at once; False when something has to be put right first."""
        values = self.facts.read()
        if values is None:
            self.show_part("facts")
            return False
        made = replace(self._activity, **values)
        outcome = self._shell.run(
            activities.record_activity,
            inline=self.facts.show_problems,
            activity=made,
            residents=self.people.all_chosen(),
            photos=self.photos.shots(),
        )
        if outcome.refused:
            self.show_part("facts")
        if outcome.refused or outcome.asks:
            return False
        self._dirty = False
        self.saved.emit((outcome.value or made).id)
        return True

    def remove(self) -> None:
        """Take it away; 撤销 brings it back."""
        outcome = self._shell.run(activities.remove_activity, activity=self._activity.id)
        if outcome.operation is not None:
            self._dirty = False
            self.removed.emit()

    def _keep_as_template(self) -> None:
        one = self._activity
        made = ActivityTemplate(
            title=one.title, kind=one.kind, weekday=one.day.weekday(), start=one.start, end=one.end,
            place=one.place, organizer=one.organizer, content=one.content,
        )  # fmt: skip
        self._shell.run(activities.put_template, said=f"已存为模板：{one.title}", template=made)

    def month(self) -> Month:
        """The month of the activity shown."""
        return Month.of(self._activity.day)


def new_activity(day: date) -> Activity:
    """An empty one for a day."""
    return Activity(day=day)
