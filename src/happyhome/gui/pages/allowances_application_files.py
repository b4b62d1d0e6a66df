"""导出汇总表, 导入结果: applications out to the township, its decisions back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from happyhome.gui.beside import run_beside
from happyhome.gui.kit import files
from happyhome.gui.kit.buttons import button
from happyhome.gui.sending import Made, Sending, send
from happyhome.gui.shell import Shell
from happyhome.services import application_returns, disclosures, register_sheets

if TYPE_CHECKING:
    from happyhome.services.application_returns import DecisionsPreview
    from happyhome.services.session import Services

_SHEETS = "表格 (*.xlsx *.xls *.et *.ods *.csv);;所有文件 (*)"


class ApplicationFiles(QObject):
    """The two buttons; ``page`` is the pane they stand on."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._shell, self._page = shell, page
        self.export_button = button("导出汇总表…", self.export)
        self.import_button = button("导入结果…", self.choose)

    def export(self) -> None:
        """Ask where to, and write beside the window."""
        name, today = f"补贴申请汇总表 {self._shell.today()}.xlsx", self._shell.today()

        def make(services: Services) -> Made:
            sheet = services.ask(application_returns.application_sheet, today)
            outgoing = services.ask(
                disclosures.outgoing_of, "applications", "补贴申请汇总表", sheet, purpose="township"
            )
            return Made(outgoing, lambda: register_sheets.sheet_bytes(sheet))

        told = Sending("导出申请汇总表", name, "xlsx", make, lambda path: f"在办的申请已写到“{path}”")
        send(self._shell, self._page, told)

    def choose(self) -> None:
        """Ask for the township's file."""
        chosen = files.open_file(self._page, "选乡镇发回的结果表", _SHEETS)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Read it beside the window, and show what it would do."""
        services, today = self._shell.services, self._shell.today()
        self._shell.jobs.start(
            f"读“{path.name}”",
            lambda _progress: services.ask(application_returns.preview_decisions, path, today),
            self._offer,
        )

    def _offer(self, found: DecisionsPreview) -> None:
        from happyhome.gui.dialogs.application_returns import DecisionsQuestion

        question = DecisionsQuestion(found, self._page.window())
        if question.exec() == QDialog.DialogCode.Accepted and found.changed:
            run_beside(self._shell, "登记审批结果", application_returns.apply_decisions, preview=found)
