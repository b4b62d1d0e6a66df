"""A paper about one elder as it will print: 为什么, 明白条, 申请审批表."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.pdf_view import PdfView
from happyhome.gui.kit.scaled import least, open_at, pad
from happyhome.gui.printing import print_pdf
from happyhome.gui.reader import Reader
from happyhome.gui.sending import Made, Sending, send
from happyhome.gui.shell import Shell
from happyhome.services import person_papers, saving

if TYPE_CHECKING:
    from happyhome.services.person_papers import BuiltPersonPaper
    from happyhome.services.session import Services

WHY: Final = "why"
SLIP: Final = "benefit_slip"
APPLICATION: Final = "application"


class PersonPaper(QDialog):
    """Built and drawn beside the window; 打印 and 存 PDF once it is there."""

    def __init__(
        self, shell: Shell, key: str, resident: str, parent: QWidget | None = None, *, scheme: str = ""
    ) -> None:
        """``scheme`` is the key of the one it is about; without it the paper is about all in use."""
        super().__init__(parent)
        self._shell, self._reader = shell, Reader(shell, "排版")
        self._ready: tuple[BuiltPersonPaper, bytes] | None = None
        self.view = PdfView(shell.jobs)
        self.heading, self._warned = label("", "title"), label("", "refusal", wrap=True)
        self.print_button = KeyButton("打印…", "Ctrl P", self.print, kind="primary")
        self.save_button = button("存 PDF…", self.save)
        column = pad(QVBoxLayout(self), 24, 18, 24, 16, gap=10)
        for widget in (self.heading, self._warned):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        line = pad(QHBoxLayout(), gap=10)
        line.addStretch(1)
        for each in (button("关闭", self.reject), self.save_button, self.print_button):
            line.addWidget(each)
        column.addLayout(line)
        least(self, 520, 420)
        open_at(self, 760, 640)
        self._offer(None)
        self._read(key, resident, scheme)

    def _read(self, key: str, resident: str, scheme: str) -> None:
        self.view.show_message("正在排版…")
        today = self._shell.today()

        def work(services: object) -> tuple[BuiltPersonPaper, bytes]:
            made = self._shell.services.ask(
                person_papers.build_person_paper, key, resident, today, scheme=scheme
            )
            return made, made.pdf()

        self._reader.read(work, self._show, self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.view.show_message("\n".join(problem.text for problem in error.problems))

    def _show(self, ready: tuple[BuiltPersonPaper, bytes]) -> None:
        made, content = ready
        self.view.show_pdf(content)
        self._warned.setText("\n".join(problem.text for problem in made.problems))
        self._offer(ready)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, ready: tuple[BuiltPersonPaper, bytes] | None) -> None:
        self._ready = ready
        title = f"{ready[0].subject}：{ready[0].form.title}" if ready else "请稍等"
        self.setWindowTitle(title)
        self.heading.setText(title)
        self._warned.setVisible(bool(self._warned.text()))
        for each in (self.print_button, self.save_button):
            each.setEnabled(ready is not None)

    def print(self) -> None:
        """Ask for a printer; the dialog stays for a second copy."""
        self._with(
            lambda made, content: print_pdf(
                self._shell, self, content, made.file_name()[:-4],
                holds=lambda services: services.ask(person_papers.outgoing_person_paper, made),
            )
        )  # fmt: skip

    def save(self) -> None:
        """Ask where to, and write."""

        def keep(made: BuiltPersonPaper, content: bytes) -> None:
            title = made.form.title
            name = saving.proposed_name(made.file_name())

            def make(services: Services) -> Made:
                return Made(services.ask(person_papers.outgoing_person_paper, made), lambda: content)

            told = Sending(f"存{title}", name, "pdf", make, lambda path: f"{title}已存到“{path}”")
            send(self._shell, self, told)

        self._with(keep)

    def _with(self, act: Callable[[BuiltPersonPaper, bytes], object]) -> None:
        if self._ready is not None:
            act(*self._ready)

    def done(self, result: int) -> None:
        """Wait for no pages any more."""
        self._reader.forget()
        super().done(result)
