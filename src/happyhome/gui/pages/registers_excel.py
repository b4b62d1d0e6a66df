"""Excel out and in for the page of a plain register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from happyhome.domain.registers import Register
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.scaled import px
from happyhome.gui.sending import Made, Sending, send
from happyhome.gui.shell import Shell
from happyhome.services import disclosures, register_sheets
from happyhome.services.register_sheets import RegisterPreview

if TYPE_CHECKING:
    from happyhome.services.session import Services

_SHEETS = "表格 (*.xlsx *.xls *.et *.ods *.csv);;所有文件 (*)"
_MOST_TOLD = 6
_WIDTH = 720


class RegisterExcel(QObject):
    """What the two buttons of a register's page do; ``page`` is that page."""

    def __init__(self, shell: Shell, register: Register, page: QWidget) -> None:
        super().__init__(page)
        self._shell, self._register, self._page = shell, register, page
        self.export_button = button("导出 Excel ▾", self._offer)
        self.import_button = button("导入 Excel", self.choose)

    def menu(self) -> QMenu:
        """All records, or the form to fill in."""
        menu = QMenu(self._page)
        menu.addAction("全部记录").triggered.connect(lambda: self.export(blank=False))
        menu.addAction("空表（照着填好，再导入）").triggered.connect(lambda: self.export(blank=True))
        return menu

    def _offer(self) -> None:
        corner = self.export_button.rect().bottomLeft()
        self.menu().exec(self.export_button.mapToGlobal(corner))

    def export(self, *, blank: bool) -> None:
        """Ask where to, and write beside the window."""
        title = self._register.title
        name = f"{title}空表.xlsx" if blank else f"{title}登记表 {self._shell.today()}.xlsx"
        table = self._register.table

        def make(services: Services) -> Made:
            sheet = services.ask(register_sheets.register_sheet, table, blank=blank)
            outgoing = services.ask(disclosures.outgoing_of, f"register.{table}", f"{title}登记表", sheet)
            return Made(outgoing, lambda: register_sheets.sheet_bytes(sheet))

        told = Sending(f"导出{title}", name, "xlsx", make, lambda path: f"{title}已写到“{path}”")
        send(self._shell, self._page, told)

    def choose(self) -> None:
        """Ask for a file, read it beside the window, and say what it would do."""
        title = f"选要导入的{self._register.title}表"
        chosen = files.open_file(self._page, title, _SHEETS)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """The same for a file at hand."""
        services, today, table = self._shell.services, self._shell.today(), self._register.table
        self._shell.jobs.start(
            f"读“{path.name}”",
            lambda _progress: services.ask(register_sheets.preview_register, path, today, table=table),
            self._offer_import,
        )

    def _offer_import(self, found: RegisterPreview) -> None:
        question = ImportQuestion(
            self._register, found, self._page.window(), lambda: self._keep_problems(found)
        )
        if question.exec() == QDialog.DialogCode.Accepted and question.new:
            self._shell.run(register_sheets.import_register, reading=found.reading)

    def _keep_problems(self, found: RegisterPreview) -> None:
        start = found.path.with_name(f"{found.path.stem}-问题.xlsx")
        problems, rows = found.plan.problems, [sheet.rows for sheet in found.sheets]

        def make(services: Services) -> Made:
            outgoing = services.ask(disclosures.outgoing_sheets, "problems", "问题表", rows)
            return Made(
                outgoing, lambda: register_sheets.register_problems(found.sheets, found.reading, problems)
            )

        told = Sending("导出问题表", start, "xlsx", make, lambda path: f"问题表已写到“{path}”")
        send(self._shell, self._page, told)


class ImportQuestion(Ask):
    """What a file would do, the first problems in words, and the way to see all beside their rows."""

    def __init__(
        self, register: Register, found: RegisterPreview, parent: QWidget | None, keep: Callable[[], object]
    ) -> None:
        counts = found.plan.counts()
        self.new = counts["new"]
        problems = found.plan.problems
        lines = [
            f"共 {counts['rows']} 条：新的 {self.new}，已经有的 {counts['unchanged']}，"
            f"重复的 {counts['skipped']}，不能导入的 {counts['refused']}。"
        ]
        lines += [f"第 {problem.row} 行：{problem.text}" for problem in problems[:_MOST_TOLD]]
        if len(problems) > _MOST_TOLD:
            lines.append(f"……另有 {len(problems) - _MOST_TOLD} 处，请导出问题表看。")
        title = f"导入{register.title}：{found.path.name}"
        yes, no = (f"导入 {self.new} 条", "不了") if self.new else ("知道了", "")
        super().__init__(title, lines, yes, no, parent=parent)
        if problems:
            self.keep_button = button("导出问题表…", keep)
            self.body.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        # Sentences that wrap ask for their height only once the width is known.
        layout = self.layout()
        assert layout is not None
        self.resize(px(_WIDTH), layout.totalHeightForWidth(px(_WIDTH)))
