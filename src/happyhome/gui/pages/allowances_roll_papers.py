"""The papers of one roll: printed, or kept as PDF or Excel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from happyhome.domain.dates import Month
from happyhome.domain.roll_book import RollBook
from happyhome.gui.jobs import Progress
from happyhome.gui.kit.ask import Ask
from happyhome.gui.printing import print_pdf
from happyhome.gui.sending import KINDS, Made, Sending, send
from happyhome.gui.shell import Shell
from happyhome.services import papers, saving, settings
from happyhome.services.papers import Paper

if TYPE_CHECKING:
    from happyhome.services.session import Services

PAPERS: Final = (
    ("allowance_roll", "发放名册"),
    ("allowance_changes", "增减变动表"),
    ("allowance_notice", "公示"),
)


class RollPapers(QObject):
    """Built and drawn beside the window."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._shell, self._page = shell, page

    def acts(self, book: RollBook) -> list[tuple[str, Callable[[], object]]]:
        """The lines of the menu; an empty word is a line across."""

        def printing(key: str) -> Callable[[], object]:
            return lambda: self.print(book, key)

        def saving_as(key: str, ending: str) -> Callable[[], object]:
            return lambda: self.save(book, key, ending)

        found: list[tuple[str, Callable[[], object]]] = [
            (f"打印{word}", printing(key)) for key, word in PAPERS
        ]
        found.append(("", lambda: None))
        found += [(f"{word}存 Excel…", saving_as(key, "xlsx")) for key, word in PAPERS[:2]]
        found += [(f"{word}存 PDF…", saving_as(key, "pdf")) for key, word in PAPERS]
        if book.roll.state in ("locked", "paid"):
            month = Month.parse(book.roll.last)
            found += [
                ("", lambda: None),
                (
                    "在“报表”里看",
                    lambda: self._shell.open_page("reports", month=month, paper="allowance_roll"),
                ),
            ]
        return found

    def print(self, book: RollBook, key: str) -> None:
        """Print one of its papers."""

        def done(made: tuple[Paper, bytes]) -> None:
            paper, content = made
            if self._agreed(paper, "照样打印"):
                print_pdf(
                    self._shell, self._page, content, paper.form.title,
                    holds=lambda services: services.ask(papers.outgoing_paper, paper),
                )  # fmt: skip

        def work(_progress: Progress) -> tuple[Paper, bytes]:
            paper = self._build(book, key)
            return paper, paper.pdf()

        self._shell.jobs.start("排版", work, done)

    def save(self, book: RollBook, key: str, ending: str) -> None:
        """Keep one of its papers where the clerk says."""
        title, word = dict(PAPERS)[key], KINDS[ending]
        name = saving.proposed_name(f"{book.roll.period} {book.roll.title}{title}.{ending}")

        def make(services: Services) -> Made:
            paper = self._build(book, key)
            outgoing = services.ask(papers.outgoing_paper, paper, purpose="township")
            return Made(outgoing, paper.pdf if ending == "pdf" else paper.xlsx)

        send(self._shell, self._page, Sending(f"{title}存 {word}", name, ending, make))

    def _build(self, book: RollBook, key: str) -> Paper:
        roll, services = book.roll, self._shell.services
        chosen: dict[str, Any] = {"roll": roll.id}
        if key == "allowance_notice":
            days = int(services.ask(settings.setting, "notice_days"))
            first = roll.posted_from or services.today()
            chosen["posted_from"] = first
            chosen["posted_to"] = roll.posted_to or first + timedelta(days=days - 1)
        return services.ask(
            papers.build_paper, key, Month.parse(roll.last), services.today(), options=papers.options(**chosen)
        )  # fmt: skip

    def _agreed(self, paper: Paper, yes: str) -> bool:
        texts = [problem.text for problem in paper.problems]
        return not texts or Ask.ask(self._page, "有的字纸上显示不出来", texts, yes, "先不要")
