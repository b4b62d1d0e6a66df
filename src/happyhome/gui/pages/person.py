"""One person's page: who they are, how they live, what happened, and everything that can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.domain.people import Person
from happyhome.domain.registers import register_named
from happyhome.domain.residents import Resident
from happyhome.gui.dialogs.leaving import LeavingForm, ReturnForm
from happyhome.gui.dialogs.record import RecordForm
from happyhome.gui.dialogs.resident_form import ResidentForm
from happyhome.gui.dialogs.status import EndForm, StatusForm
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, bare, label, scrolling
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.folding import Folding
from happyhome.gui.kit.scaled import pad
from happyhome.gui.kit.timeline import Moment, Timeline
from happyhome.gui.pages.person_allowances import AllowancesCard
from happyhome.gui.pages.person_identity import IdentityCard
from happyhome.gui.pages.person_photo import PhotoBox, small_jpeg
from happyhome.gui.pages.person_recent import RecentCard
from happyhome.gui.pages.person_statuses import ContactsCard, StatusesCard
from happyhome.gui.persons import is_gone
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.gui.showing import may_show
from happyhome.services import activities, profile
from happyhome.services.profile import Happening, Profile
from happyhome.services.registers import records

if TYPE_CHECKING:
    from happyhome.services.session import Services


class PersonPage(QWidget):
    """``back`` when the clerk wants the list again. ``show_person`` before it comes into sight."""

    back = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._profile: Profile | None = None
        self._around: tuple[str, ...] = ()
        self._reader = Reader(shell, "读经历")
        self._past: tuple[str, tuple[Happening, ...]] = ("", ())  # whose, and what allowances brought
        self.photo = PhotoBox()
        self.identity, self.recent = IdentityCard(shell, self.photo), RecentCard()
        self.statuses, self.contacts = StatusesCard(shell), ContactsCard(shell)
        self.allowances = AllowancesCard(shell)
        self.timeline = Timeline()
        self._make_buttons()
        self._lay_out()
        self.photo.given.connect(self._take_photo)
        self.photo.removed.connect(self._drop_photo)
        self.timeline.opened.connect(self._open_visit)
        keys: dict[str, Callable[[], object]] = {
            "Esc": self.back.emit,
            "F2": self.edit,
            "PgUp": lambda: self._step(-1),
            "PgDown": lambda: self._step(1),
        }
        for key, act in keys.items():
            hot = QShortcut(QKeySequence(key), self)
            hot.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            hot.activated.connect(act)

    def _make_buttons(self) -> None:
        self.to_list = KeyButton("‹ 老人名册", "Esc", self.back.emit, shortcut=False)
        self.before = KeyButton("上一位", "PgUp", lambda: self._step(-1), shortcut=False)
        self.after = KeyButton("下一位", "PgDn", lambda: self._step(1), shortcut=False)
        self._place = label("", "muted")
        self.edit_button = KeyButton("改资料", "F2", self.edit, shortcut=False)
        self.visit_button = button("记探访…", self.record_visit)
        self.away_button = button("外出/住院…", self.record_absence)
        self.leave_button = button("去世/迁出…", self.record_leaving, kind="danger")
        self.return_button = button("重新入院…", self.record_return)

    def _lay_out(self) -> None:
        left, left_column = bare(gap=14)
        left_column.addWidget(self.identity)
        left_column.addWidget(self.contacts)
        left_column.addStretch(1)
        right, right_column = bare(gap=14)
        life = Card("经历")
        life.body.addWidget(self.timeline)
        life.body.addStretch(1)
        for card in (self.allowances, self.recent, self.statuses):
            right_column.addWidget(card)
        right_column.addWidget(life, 1)
        both = Folding(fold_below=820, gap=16)
        both.add(left, width=394)
        both.add(right)
        column = pad(QVBoxLayout(self), gap=12)
        acts = (self.edit_button, self.visit_button, self.away_button, self.leave_button, self.return_button)
        column.addWidget(Wrap(self.to_list, self.before, self.after, self._place, right=acts))
        area = scrolling(both)
        column.addWidget(area, 1)
        self.setFocusProxy(area)

    # What is shown

    @property
    def person(self) -> Person | None:
        """Who is shown."""
        return self._profile.person if self._profile else None

    def show_person(self, resident: str, around: Sequence[str]) -> None:
        """Show somebody; ``around`` are the ids that PgUp and PgDn walk through."""
        self._around = tuple(around)
        self._profile = self._shell.ask(profile.profile, resident=resident, today=self._shell.today())
        self._show()

    def refresh(self) -> None:
        """Show the same person anew; back to the list when they are no longer there (an undone registration)."""
        if self._profile is None:
            return
        resident = self._profile.person.id
        known = {one.id for one in self._shell.ask(records, table="resident")}
        if resident not in known:
            self._profile = None
            self.allowances.forget()
            self._reader.forget()
            self.back.emit()
            return
        self.show_person(resident, self._around)

    def _show(self) -> None:
        assert self._profile is not None
        one, today = self._profile.person, self._shell.today()
        self.identity.show_person(one, today)
        self.recent.show_recent(self._profile.recent, today)
        self.statuses.show_person(one, today)
        self.allowances.show_person(one, today)
        self.contacts.show_person(one)
        self._show_life(one.id)
        sha = self._profile.photo
        self.photo.show_photo(self._shell.ask(activities.photo_bytes, sha256=sha) if sha else b"")
        self._show_buttons(one)

    def _show_life(self, resident: str) -> None:
        """What the page knows at once; what allowances brought is read beside the window and put in between."""
        assert self._profile is not None
        same, known = self._past[0] == resident, self._profile.happenings
        self._tell_life((*known, *self._past[1]) if same else known)

        def read(services: Services) -> tuple[Happening, ...]:
            from happyhome.services.person_history import allowance_history

            return services.ask(allowance_history, resident)

        def show(found: tuple[Happening, ...]) -> None:
            if self.person is not None and self.person.id == resident:
                self._past = (resident, found)
                self._tell_life((*known, *found))

        self._reader.read(read, show)

    def _tell_life(self, found: Sequence[Happening]) -> None:
        self.timeline.set_moments([_moment(entry) for entry in profile.in_order(found)])

    def _show_buttons(self, one: Person) -> None:
        gone = is_gone(one)
        away = one.on("whereabouts", self._shell.today())
        self.away_button.setVisible(not gone)
        self.away_button.setText(f"{away[-1].label}回来了…" if away else "外出/住院…")
        self.leave_button.setVisible(not gone)
        self.return_button.setVisible(gone and one.leaving is not None and one.leaving.value != "died")
        number = self._around.index(one.id) if one.id in self._around else -1
        self._place.setText(f"第 {number + 1} / {len(self._around)} 位" if number >= 0 else "")
        self.before.setEnabled(number > 0)
        self.after.setEnabled(0 <= number < len(self._around) - 1)

    def _step(self, by: int) -> None:
        if self.person is not None and self.person.id in self._around:
            number = self._around.index(self.person.id) + by
            if 0 <= number < len(self._around):
                self.show_person(self._around[number], self._around)

    # What can be done

    def edit(self) -> None:
        """改资料."""

        def ask(one: Person) -> None:
            if not _secrets(one.resident) or may_show(
                self._shell, one.id, f"改资料：{_secrets(one.resident)}"
            ):
                ResidentForm(self._shell, one.resident, self.window()).exec()

        self._with(ask)

    def record_visit(self) -> None:
        """记探访, with what is known filled in."""

        def ask(one: Person) -> None:
            who = one.resident.visitor or self._shell.services.operator
            known = {"resident": one.id, "day": self._shell.today(), "visitor": who}
            RecordForm(self._shell, register_named("visit"), parent=self.window(), filled=known).exec()

        self._with(ask)

    def record_absence(self) -> None:
        """外出 or 住院, or that somebody is back from it."""

        def ask(one: Person) -> None:
            away = one.on("whereabouts", self._shell.today())
            if away:
                EndForm(self._shell, one, away[-1], self.window()).exec()
            else:
                StatusForm(self._shell, one, "whereabouts", self.window()).exec()

        self._with(ask)

    def record_leaving(self) -> None:
        """去世, 迁出 or 退出."""
        self._with(lambda one: LeavingForm(self._shell, one, self.window()).exec())

    def record_return(self) -> None:
        """重新入院."""
        self._with(lambda one: ReturnForm(self._shell, one, self.window()).exec())

    def _with(self, act: Callable[[Person], object]) -> None:
        if self.person is not None:
            act(self.person)

    def _open_visit(self, row: str) -> None:
        if self._profile is not None:
            found = next((visit for visit in self._profile.visits if visit.id == row), None)
            if found is not None:
                RecordForm(self._shell, register_named("visit"), found, self.window()).exec()

    def _take_photo(self, path: Path) -> None:
        content = small_jpeg(path)
        if content is None:
            self._shell.say(f"“{path.name}”不是能看的照片。请选 JPG 或 PNG 文件。")
            return
        self._with(
            lambda one: self._shell.run(
                profile.set_portrait, resident=one.id, name=path.with_suffix(".jpg").name, content=content
            )
        )

    def _drop_photo(self) -> None:
        self._with(lambda one: self._shell.run(profile.remove_portrait, resident=one.id))


def _secrets(resident: Resident) -> str:
    """Which numbers correcting somebody's facts shows in full."""
    held = (("身份证号", resident.id_number), ("社保卡号", resident.bank_card), ("电话", resident.phone))
    return "、".join(word for word, number in held if number)


def _moment(entry: Happening) -> Moment:
    key = entry.row if entry.kind == "visit" else ""
    return Moment(entry.day.isoformat(), mask_numbers(entry.text), key, entry.is_over)
