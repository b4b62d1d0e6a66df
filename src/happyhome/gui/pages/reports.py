"""报表: the month's papers, each as it will print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.gui.jobs import Job, Progress
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.card import Card
from happyhome.gui.kit.month_picker import MonthPicker
from happyhome.gui.kit.panes import Trio
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.reports_options import PaperOptions
from happyhome.gui.pages.reports_preview import Preview
from happyhome.gui.pages.reports_side import PaperActs, check_entries, standing_words
from happyhome.gui.printing import print_pdf
from happyhome.gui.sending import KINDS, Made, Sending, send
from happyhome.gui.shell import Shell
from happyhome.services import closings, handover, month_states, papers, saving, settings
from happyhome.services.papers import Paper

if TYPE_CHECKING:
    from happyhome.services.checks import Check
    from happyhome.services.handover import Standing
    from happyhome.services.month_states import MonthState
    from happyhome.services.session import Services


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper that was built and drawn."""

    paper: Paper
    content: bytes


class ReportsPage(QWidget):
    """``open(month=…, paper=…, activity=…)`` shows one paper."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._ready: Ready | None = None
        self._job: Job | None = None
        self._blank = False
        self._forms = {form.key: form for form in papers.all_papers()}
        self.picker = MonthPicker(self._first_month(), latest=Month.of(shell.today()))
        self.picker.changed.connect(lambda _month: self._turned())
        self.list = RowList("报表")
        self.list.set_rows([self._row(key) for key in self._forms])
        self.list.select(next(iter(self._forms)))
        self.list.chosen.connect(lambda _key: self._chose())
        self.options = PaperOptions(shell.today)
        self.options.changed.connect(self._draw)
        self.preview = Preview(shell.jobs, self.options)
        self.acts = PaperActs(
            on_print=self.print, on_pdf=lambda: self.save("pdf"), on_xlsx=lambda: self.save("xlsx"),
            on_blank=self.toggle_blank, on_hand_over=self._to_hand_over,
        )  # fmt: skip
        self._lay_out()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        left = Card()
        pad(left.body, 12, 12, 12, 12, gap=8)
        left.body.addWidget(self.picker)
        left.body.addWidget(self.list, 1)
        pad(QVBoxLayout(self)).addWidget(Trio(left, self.preview, self.acts))

    def _row(self, key: str) -> Row:
        form = self._forms[key]
        formats = " / ".join(KINDS[one] for one in form.formats)
        return Row(key, form.title, formats, pill="公示" if form.posted else "", tone="amber", tip=form.help)

    def _first_month(self) -> Month:
        """Last month while its papers are the ones that matter, else this one."""
        today = self._shell.today()
        before = Month.of(today).plus(-1)
        states: tuple[MonthState, ...] = self._shell.ask(month_states.month_states, today=today)
        recorded = {state.month for state in states}
        if before not in recorded:
            return Month.of(today)
        latest = self._shell.ask(handover.latest, month=before)
        return before if latest is None else Month.of(today)

    # What others ask

    def open(
        self, month: Month | None = None, paper: str = "", activity: str = "", target: str = "", **_more: Any
    ) -> None:
        """From another page: a paper of a month."""
        if month is not None:
            self.picker.set_month(month)
        wanted = paper or target
        if wanted in self._forms:
            self.list.select(wanted)
        self._blank = False
        self._offer()
        if activity:
            self.options.choose_activity(activity)
        self._draw()
        self._check()

    def primary_action(self) -> None:
        """Print."""
        self.print()

    def refresh(self, changed: frozenset[str]) -> None:
        """Draw anew: nearly every record stands in some paper."""
        if changed and changed <= {"handovers"}:
            self._check()
            return
        self.picker.set_latest(Month.of(self._shell.today()))
        self._turned()

    def _turned(self) -> None:
        self._offer()
        self._draw()
        self._check()

    def _chose(self) -> None:
        self._blank = False
        self._offer()
        self._draw()

    def _offer(self) -> None:
        form = self._forms[self.list.current_id()]
        self.preview.help.setText(form.help)
        found = self._shell.ask(papers.choices, month=self.picker.month())
        days = self._shell.ask(settings.setting, key="notice_days")
        self.options.offer(() if self._blank else form.asks, found, posting_days=int(days))

    # The preview

    def _draw(self) -> None:
        """Build and draw beside the window; a paper asked for before is given up."""
        if self._job is not None:
            self._job.silence()
        key, month, blank, today = (
            self.list.current_id(),
            self.picker.month(),
            self._blank,
            self._shell.today(),
        )
        options = papers.options(**self.options.values())
        self._ready = None
        self._offer_acts()
        self.preview.show_busy()

        def work(progress: Progress) -> Ready:
            paper = self._shell.services.ask(
                papers.build_paper, key, month, today, blank=blank, options=options
            )
            progress.check()
            content = paper.pdf()
            progress.check()
            self._note_seen(paper)
            return Ready(paper, content)

        self._job = self._shell.jobs.start("排版", work, self._drawn, self._failed, quiet=True)

    def _note_seen(self, paper: Paper) -> None:
        """A paper with full numbers is looked at: kept once a day, on the jobs thread."""
        from happyhome.services import disclosures

        services = self._shell.services
        outgoing = services.ask(papers.outgoing_paper, paper)
        disclosures.note_listed(services, f"看纸样：{paper.month.label} {outgoing.title}", outgoing.contents)

    def _drawn(self, ready: Ready) -> None:
        self._ready = ready
        self.preview.show_paper(ready.content, ready.paper.problems)
        self._offer_acts()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.preview.show_sentence("\n".join(problem.text for problem in error.problems))

    def _offer_acts(self) -> None:
        form = self._forms[self.list.current_id()]
        self.acts.offer(
            form.formats, has_blank=form.blank is not None, blank=self._blank, ready=self._ready is not None
        )

    def _check(self) -> None:
        month, today = self.picker.month(), self._shell.today()

        def work(_progress: Progress) -> tuple[tuple[Check, ...], MonthState | None, Standing]:
            services = self._shell.services
            states = services.ask(month_states.month_states, today)
            state = next((one for one in states if one.month == month), None)
            standing = services.ask(handover.standing, month, today)
            return services.ask(closings.checks, month, today), state, standing

        def show(found: tuple[tuple[Check, ...], MonthState | None, Standing]) -> None:
            if month == self.picker.month():
                self.acts.checks.set_entries(check_entries(found[0]))
                self.acts.standing.setText(standing_words(found[1], found[2]))

        self._shell.jobs.start("自查", work, show, self._failed_check, quiet=True)

    def _failed_check(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.acts.checks.set_entries(())
        self.acts.standing.setText("\n".join(problem.text for problem in error.problems))

    # What the clerk does

    def toggle_blank(self) -> None:
        """The blank form of this paper, or the month's own again."""
        self._blank = not self._blank
        self._offer()
        self._draw()

    def print(self) -> None:
        """Print what is in sight; what it cannot show is said first."""
        ready = self._ready
        if ready is not None and self._agreed(ready, "照样打印"):
            print_pdf(
                self._shell, self, ready.content, ready.paper.form.title,
                holds=lambda services: services.ask(papers.outgoing_paper, ready.paper),
            )  # fmt: skip

    def save(self, ending: str) -> None:
        """Save what is in sight where the clerk says."""
        ready = self._ready
        if ready is None or ending not in ready.paper.form.formats or not self._agreed(ready, "照样保存"):
            return
        paper, content = ready.paper, ready.content
        name = saving.proposed_name(paper.file_name(ending))

        def make(services: Services) -> Made:
            outgoing = services.ask(papers.outgoing_paper, paper)
            return Made(outgoing, (lambda: content) if ending == "pdf" else paper.xlsx)

        send(self._shell, self, Sending(f"存 {KINDS[ending]}", name, ending, make))

    def _agreed(self, ready: Ready, yes: str) -> bool:
        texts = [problem.text for problem in ready.paper.problems]
        return not texts or Ask.ask(self, "有的字纸上显示不出来", texts, yes, "先不要")

    def _to_hand_over(self) -> None:
        self._shell.open_page("handover", month=self.picker.month())
