"""导入: choose a file, look at what it would do, take it in as one operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.meals import SLOTS, slot_label
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Problem, Refusal
from happyhome.gui.dialogs.import_columns import ImportColumns
from happyhome.gui.dialogs.import_leavers import ImportLeavers
from happyhome.gui.errors import environment_text
from happyhome.gui.jobs import Cancelled
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.month_picker import MonthPicker
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.imports_choose import MEALS, ChooseFile
from happyhome.gui.pages.imports_preview import ImportPreview
from happyhome.gui.sending import Made, Sending, send
from happyhome.gui.shell import Shell
from happyhome.gui.showing import may_show
from happyhome.services import disclosures, import_lines, imports, leaving, meal_imports, residents
from happyhome.services.import_lines import Leaver, Lines
from happyhome.services.imports import RosterPreview
from happyhome.services.meal_imports import MealsPreview

if TYPE_CHECKING:
    from happyhome.services.session import Services


class ImportPage(QWidget):
    """``back`` when done or given up. ``read(path)`` starts with a file at hand."""

    back = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._preview: RosterPreview | MealsPreview | None = None
        self._lines: Lines | None = None
        self._by_hand: dict[str, Any] = {}
        self.choose, self.preview = ChooseFile(), ImportPreview(self._may_show)
        self.month = MonthPicker(Month.of(shell.today()), latest=Month.of(shell.today()))
        self.slots = Chips([(choice.key, choice.label) for choice in SLOTS])
        self._grid_head = Wrap(self.month, self.slots)
        self.preview.extra.addWidget(self._grid_head)
        self._stack = QStackedWidget()
        for part in (self.choose, self.preview):
            self._stack.addWidget(part)
        pad(QVBoxLayout(self)).addWidget(self._stack)
        self._connect()
        self.setFocusProxy(self.choose)

    def _connect(self) -> None:
        self.choose.chosen.connect(self.read)
        self.choose.back.connect(self.back)
        self.preview.back.connect(self.start)
        self.preview.columns_asked.connect(self.correct_columns)
        self.preview.problems_asked.connect(self.export_problems)
        self.preview.import_asked.connect(self.take_in)
        self.month.changed.connect(lambda _month: self._read_again())
        self.slots.chosen.connect(lambda _slot: self._read_again())
        hot = QShortcut(QKeySequence("Esc"), self)
        hot.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        hot.activated.connect(self._escape)

    def _escape(self) -> None:
        if self._stack.currentWidget() is self.preview:
            self.start()
        else:
            self.back.emit()

    def primary_action(self) -> None:
        """Take in what is shown, where that is possible."""
        if self._stack.currentWidget() is self.preview and self.preview.go.isEnabled():
            self.take_in()

    def start(self) -> None:
        """The first step, with nothing read."""
        self._preview, self._lines, self._by_hand = None, None, {}
        self.choose.show_trouble("")
        self._show(self.choose)

    # Reading

    def read(self, path: Path) -> None:
        """Read a file beside the window, then show what it would do."""
        self._by_hand = {}
        if self.choose.kind == MEALS:
            guess = import_lines.grid_guess(path.name, self._shell.today())
            self.month.set_month(guess.month)
            self.slots.set_current(guess.slot)
        self._start_reading(path, None)

    def _read_again(self) -> None:
        if self._preview is not None:
            self._start_reading(self._preview.path, self._preview.sheets)

    def _start_reading(self, path: Path, sheets: Any) -> None:
        self.choose.show_trouble("")
        self.preview.go.setEnabled(False)
        services, today = self._shell.services, self._shell.today()
        by_hand, month, slot = dict(self._by_hand), self.month.month(), self.slots.current()
        meals = self.choose.kind == MEALS

        def work(_progress: object) -> tuple[RosterPreview | MealsPreview, Lines]:
            if meals:
                grid = services.ask(
                    meal_imports.preview_meals, path, today, month=month, slot=slot, sheets=sheets
                )
                return grid, import_lines.meal_lines(grid)
            found = services.ask(
                imports.preview_residents, path, today, mappings=by_hand or None, sheets=sheets
            )
            return found, import_lines.roster_lines(found)

        self._shell.jobs.start(f"读“{path.name}”", work, self._read, self._not_read)

    def _read(self, found: tuple[RosterPreview | MealsPreview, Lines]) -> None:
        self._preview, self._lines = found
        meals = isinstance(self._preview, MealsPreview)
        self._grid_head.setVisible(meals)
        self.preview.columns.setVisible(not meals)
        title = f"导入：{self._preview.path.name}"
        self.preview.show_lines(self._lines, title, *self._words(self._lines, meals=meals))
        self._show(self.preview)

    def _words(self, lines: Lines, *, meals: bool) -> tuple[str, str]:
        counts = lines.counts
        if meals:
            what = f"{self.month.month().label}{slot_label(self.slots.current())}"
            said = f"{what}：认出 {counts['rows']} 人，要记 {lines.writes} 条。不认识或分不清的人不会猜。"
            return said, f"导入 {lines.writes} 条"
        said = (
            f"认出 {counts['rows']} 人：新增 {counts['new']}，变更 {counts['changed']}，不变 {counts['unchanged']}。"
            "绿底是新内容，黄底是改动（旧 → 新），白底原样；空格不会抹掉已有的。"
        )
        return said, f"导入 {lines.writes} 人"

    def _not_read(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._shell.say("已取消")
            return
        sentence = (
            "\n".join(problem.text for problem in error.problems)
            if isinstance(error, Refusal)
            else environment_text(error)
        )
        if not sentence:
            raise error
        if self._stack.currentWidget() is self.preview:
            # Another month or slot was asked for than the sheet is of: say it, and keep what was read.
            self._shell.tell((Problem("not_read", sentence),))
            self.preview.go.setEnabled(False)
            return
        self.choose.show_trouble(sentence)
        self._show(self.choose)

    # Acting

    def correct_columns(self) -> None:
        """Which column means what, by hand; then everything is read anew."""
        if not isinstance(self._preview, RosterPreview):
            return
        dialog = ImportColumns(import_lines.column_choices(self._preview), self.window())
        if dialog.exec() and dialog.changes:
            self._by_hand |= import_lines.corrected(self._preview, dialog.changes)
            self._read_again()

    def export_problems(self) -> None:
        """A copy of the sheets with each problem beside its row."""
        found = self._preview
        if found is None:
            return
        start = found.path.with_name(f"{found.path.stem}-问题.xlsx")
        rows = [sheet.rows for sheet in found.sheets]
        names = [line.name for line in self._lines.lines] if self._lines else []

        def make(services: Services) -> Made:
            outgoing = services.ask(disclosures.outgoing_sheets, "problems", "问题表", rows, names)
            return Made(outgoing, lambda: imports.problem_sheet(found.sheets, found.plan.problems))

        told = Sending("导出问题表", start, "xlsx", make, lambda path: f"问题表已写到“{path}”")
        send(self._shell, self, told)

    def _may_show(self) -> bool:
        """看全号 of a whole file is written down with the file's name and how many it is about."""
        found, lines = self._preview, self._lines
        if found is None or lines is None:
            return False
        return may_show(self._shell, "", f"导入文件“{found.path.name}”里的号码（{len(lines.lines)} 行）")

    def take_in(self) -> None:
        """导入. Remarks about deaths are asked about first; each one ticked is an operation of its own."""
        found, lines = self._preview, self._lines
        if found is None or lines is None:
            return
        chosen: tuple[Leaver, ...] = ()
        if lines.leavers:
            dialog = ImportLeavers(lines.leavers, self._shell.today, self.preview.go.text(), self.window())
            if not dialog.exec():
                return
            chosen = dialog.chosen
        services, source, by_hand = self._shell.services, found.path.name, tuple(self._by_hand.values())

        def work(_progress: object) -> Outcome:
            if isinstance(found, MealsPreview):
                return services.run(meal_imports.import_meals, reading=found.reading, source=source)
            return services.run(
                imports.import_residents, reading=found.reading, source=source, mappings=by_hand
            )

        self.preview.go.setEnabled(False)
        self._shell.jobs.start("导入", work, lambda outcome: self._taken_in(outcome, chosen, source))

    def _taken_in(self, outcome: Outcome, chosen: tuple[Leaver, ...], source: str) -> None:
        if outcome.refused:
            self._shell.tell(outcome.problems)
            return
        self._shell.broadcast(outcome.changed)
        for leaver in chosen:
            self._record_leaving(leaver, source)
        also = f"；另记离开 {len(chosen)} 位" if chosen else ""
        self._shell.toast(f"已{outcome.label}{also}", outcome.operation is not None)
        self.back.emit()
        if isinstance(self._preview, MealsPreview):
            self._shell.open_page("meals", month=self.month.month(), slot=self.slots.current())

    def _record_leaving(self, leaver: Leaver, source: str) -> None:
        who = leaver.resident or self._shell.ask(residents.resolve, text=leaver.id_number or leaver.name).id
        self._shell.run(
            leaving.leave, resident=who, kind=leaver.kind, day=leaver.day, source=f"{source}：{leaver.text}"
        )

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        part.setFocus()
