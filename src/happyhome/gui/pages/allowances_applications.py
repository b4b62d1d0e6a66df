"""补贴 · 申请: what is on its way, how long it waits, and the next step of the one in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.dialogs.application import NewApplication
from happyhome.gui.dialogs.application_steps import StepForm, stage_word
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.allowances_application import ApplicationCard
from happyhome.gui.pages.allowances_application_files import ApplicationFiles
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services.application_lists import Pending, application_list

_FILTERS: Final = {"open": "未办结", "late": "等久了", "decided": "已办结"}
_TOUCHED: Final = frozenset({"applications", "residents", "schemes", "settings", "rules"})
_BACK: Final = "退回补正"
_TONES: Final = {"同意": "green", "不同意": "stone", "本人撤回": "stone", _BACK: "red"}


class ApplicationsPane(QWidget):
    """A tab of the allowances page; ``open(target)`` points at an application (its id).

    Keys: ↑ ↓ walk, Enter does the next step, Ctrl Enter is a new application.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader = shell, Reader(shell, "读申请")
        self._all: tuple[Pending, ...] = ()
        self._wanted = ""
        self._read = False
        self.filter = Chips(list(_FILTERS.items()))
        self.filter.chosen.connect(lambda _key: self._show())
        self.list = RowList("申请", empty="正在读…")
        self.list.chosen.connect(lambda _row: self._show_chosen())
        self.list.opened.connect(lambda _row: self.next_step())
        self.card = ApplicationCard(shell, self.next_step)
        self.new = KeyButton("新申请…", "Ctrl Enter", self.primary_action, kind="primary", shortcut=False)
        self.take_over = button("接续登记…", self.register_drawing)
        self.files = ApplicationFiles(shell, self)
        self._lay_out()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        left = Card()
        pad(left.body, 12, 12, 12, 12, gap=10)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(label("↑ ↓ 选人 · 回车 办下一步", "hint"))
        panes = Panes(
            (Pane(left, 392, 276, 300), Pane(self.card, stacked_height=420)),
            narrow_below=1000,
            fold_below=660,
        )
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=12)
        buttons = (self.files.export_button, self.files.import_button, self.take_over, self.new)
        column.addWidget(Wrap(self.filter, right=buttons))
        column.addWidget(panes, 1)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))

    # What is shown

    def open(self, target: str = "") -> None:
        """Point at an application."""
        self._wanted = target
        if self._read:
            self._show()

    def refresh(self, changed: frozenset[str]) -> None:
        """Read the applications anew, beside the window."""
        if self._read and changed and not changed & _TOUCHED:
            return
        today = self._shell.today()
        self._reader.read(lambda services: services.ask(application_list, today=today), self._take)

    def _take(self, found: tuple[Pending, ...]) -> None:
        self._all, self._read = found, True
        self._show()
        self._wanted = ""

    def _of(self, key: str) -> list[Pending]:
        if key == "decided":
            return [one for one in self._all if not one.application.is_open]
        opened = [one for one in self._all if one.application.is_open]
        return [one for one in opened if one.is_late] if key == "late" else opened

    def _show(self) -> None:
        self.filter.set_options([(key, f"{word} {len(self._of(key))}") for key, word in _FILTERS.items()])
        if self._wanted:
            self._choose_filter_of(self._wanted)
        shown = self._of(self.filter.current())
        self.list.set_rows([self._row(one) for one in shown])
        ids = [one.application.id for one in shown]
        chosen = self._wanted if self._wanted in ids else self.list.current_id() or (ids[0] if ids else "")
        if self._wanted in ids:
            self._wanted = ""
        self.list.select(chosen)
        self.list.set_empty(self._empty())
        self._show_chosen()

    def _choose_filter_of(self, wanted: str) -> None:
        if wanted not in {one.application.id for one in self._of(self.filter.current())}:
            found = next((key for key in _FILTERS if wanted in {o.application.id for o in self._of(key)}), "")
            if found:
                self.filter.set_current(found)

    def _empty(self) -> str:
        if not self._all:
            return "还没有登记过申请。老人交来材料就点“新申请…”；早就在领的，用“接续登记…”一次记上。"
        return {"open": "没有在办的申请。", "late": "没有等得太久的申请。"}.get(
            self.filter.current(), "还没有办结的。"
        )

    def _row(self, one: Pending) -> Row:
        row = one.application
        missing = f"缺 {len(one.missing)} 样材料" if one.missing else ""
        note = " · ".join(part for part in (one.title, one.person.resident.group, missing) if part)
        waits = f"等了 {one.waiting} 天" if row.is_open and one.since else ""
        since = one.since.isoformat() if one.since and not row.is_open else waits
        stage = _BACK if row.decision == "returned" else one.stage
        tone = "red" if one.is_late else _TONES.get(stage, "blue")
        return Row(row.id, one.person.resident.name, note, since, stage, tone, tip=note)

    def chosen(self) -> Pending | None:
        """The application in sight."""
        return next((one for one in self._all if one.application.id == self.list.current_id()), None)

    def _show_chosen(self) -> None:
        one = self.chosen()
        self.card.show_application(one, self._shell.today())

    # What can be done

    def primary_action(self) -> None:
        """新申请."""
        form = NewApplication(self._shell, self.window())
        if form.exec() and form.made is not None:
            self.open(form.made.id)

    def next_step(self) -> None:
        """The next stage of the one in sight; after the township comes what the county says."""
        one = self.chosen()
        if one is None:
            return
        if stage_word(one.next_stage) and one.next_stage not in ("applied_on", "county_on"):
            StepForm(self._shell, one, self.window()).exec()
        elif one.next_stage == "applied_on":
            self.card.edit()
        else:
            self.card.decide()

    def register_drawing(self) -> None:
        """接续登记: everybody who draws already, on the day a home begins."""
        from happyhome.gui.dialogs.application_takeover import TakeOver

        TakeOver(self._shell, self.window()).exec()
