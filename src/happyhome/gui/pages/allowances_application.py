"""One application: its stages, its papers, objections and the decision, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from happyhome.domain.applications import STAGES, Application
from happyhome.domain.dates import Month
from happyhome.gui.dialogs.application import EditApplication, ObjectionForm
from happyhome.gui.dialogs.application_steps import DecisionForm, WithdrawForm, stage_word
from happyhome.gui.dialogs.person_paper import APPLICATION, PersonPaper
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.paper_ticks import PaperTicks
from happyhome.gui.kit.scaled import pad
from happyhome.gui.kit.stage_line import Stage, StageLine
from happyhome.gui.persons import age_word, sex_word
from happyhome.gui.shell import Shell
from happyhome.gui.text import short_day
from happyhome.services import applications
from happyhome.services.application_lists import Pending, papers_needed

_REFUSED = ("refused", "withdrawn")


class ApplicationCard(Card):
    """Shows one; ``next_step`` is what its filled button does."""

    def __init__(self, shell: Shell, next_step: Callable[[], object]) -> None:
        super().__init__()
        self._shell = shell
        self._shown: Pending | None = None
        self.name, self._about = label("", "title"), label("", "muted", wrap=True)
        self.stages = StageLine()
        self.papers = PaperTicks()
        self.papers.edited.connect(self._keep_papers)
        self._papers_head, self._missing = label("材料", "strong"), label("", "small", wrap=True)
        self._facts = pad(QGridLayout(), gap=6)
        self._facts.setColumnStretch(1, 1)
        self.next_button = button("办到下一步…", next_step, kind="primary")
        self.decide_button = button("县里结果…", self.decide)
        self.print_button = button("打印审批表…", self.print)
        self.more_button = button("更多 ▾", self._offer_more)
        self.person_button = button("看老人", self._to_person, kind="link")
        self._none = label("选一份申请，这里看办到哪一步、缺什么材料。", "empty", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.show_application(None, shell.today())

    def _lay_out(self) -> None:
        self._inside = QWidget()
        column = pad(QVBoxLayout(self._inside), gap=14)
        column.addWidget(Wrap(self.name, right=(self.person_button,)))
        for widget in (self._about, self.stages, self._papers_head, self.papers, self._missing):
            column.addWidget(widget)
        column.addLayout(self._facts)
        column.addStretch(1)
        self._inside.setProperty("role", "bare")
        self.body.addWidget(self._inside, 1)
        self.body.addWidget(self._none, 1)
        self._acts = Wrap(self.more_button, self.print_button, right=(self.decide_button, self.next_button))
        self.body.addWidget(self._acts)

    # What is shown

    def show_application(self, one: Pending | None, today: date) -> None:
        """Show an application; None where there is none to show."""
        self._shown = one
        for widget in (self._inside, self._acts):
            widget.setVisible(one is not None)
        self._none.setVisible(one is None)
        if one is None:
            return
        row, resident = one.application, one.person.resident
        self.name.setText(f"{resident.name}　{one.title}")
        said = (sex_word(resident), age_word(resident, today), resident.group, _waits(one))
        self._about.setText(" · ".join(part for part in said if part))
        self.stages.set_stages(_stages(row, one.next_stage))
        self._show_papers(one)
        self._show_facts(one)
        self.next_button.setVisible(row.is_open)
        self.next_button.setText(_next_words(one))
        self.decide_button.setText("县里结果…" if row.is_open else "改结果…")
        self.decide_button.setVisible(one.next_stage not in ("county_on", "") or not row.is_open)

    def _show_papers(self, one: Pending) -> None:
        wanted = (
            papers_needed(one.scheme, one.application.applied_on or self._shell.today()) if one.scheme else ()
        )
        given = [part for part in one.application.papers.split("、") if part]
        self.papers.set_papers((*wanted, *(paper for paper in given if paper not in wanted)))
        self.papers.set_value(
            tuple(paper for paper in self.papers.boxes if paper not in one.missing and _has(given, paper))
        )
        has_any = bool(self.papers.boxes)
        self.papers.setVisible(has_any)
        self._papers_head.setVisible(has_any)
        self._missing.setText(f"还缺：{'、'.join(one.missing)}" if one.missing else "")
        self._missing.setVisible(bool(one.missing))
        self.papers.setEnabled(one.application.is_open)

    def _show_facts(self, one: Pending) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for number, (word, text) in enumerate(_facts(one.application)):
            self._facts.addWidget(label(word, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(text, "", wrap=True, select=True), number, 1)

    # What can be done

    def decide(self) -> None:
        """县里结果."""
        self._with(lambda one: DecisionForm(self._shell, one, self.window()).exec())

    def edit(self) -> None:
        """改申请."""
        self._with(lambda one: EditApplication(self._shell, one, self.window()).exec())

    def print(self) -> None:
        """申请审批表, filled as far as it went."""

        def show(one: Pending) -> None:
            row = one.application
            PersonPaper(self._shell, APPLICATION, row.resident, self.window(), scheme=row.scheme).exec()

        self._with(show)

    def more(self) -> QMenu:
        """What is done seldom."""
        menu = QMenu(self)
        menu.addAction("记公示异议…").triggered.connect(
            lambda: self._with(lambda one: ObjectionForm(self._shell, one, self.window()).exec())
        )
        menu.addAction("改申请…").triggered.connect(self.edit)
        if self._shown is not None and self._shown.application.is_open:
            menu.addAction("本人撤回…").triggered.connect(
                lambda: self._with(lambda one: WithdrawForm(self._shell, one, self.window()).exec())
            )
        menu.addAction("删除误记…").triggered.connect(self.remove)
        return menu

    def _offer_more(self) -> None:
        self.more().exec(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def remove(self) -> None:
        """Ask, then take away an application that was never made."""

        def act(one: Pending) -> None:
            lines = [
                f"{one.person.resident.name}的“{one.title}”申请会整份去掉，像从来没有记过。随时可以撤销。"
            ]
            if Ask.ask(self, "删除误记", lines, "删除误记", danger=True):
                self._shell.run(applications.remove_application, application=one.application.id)

        self._with(act)

    def _keep_papers(self) -> None:
        if self._shown is not None:
            self._shell.run(
                applications.hand_in_papers,
                application=self._shown.application.id,
                papers=self.papers.value(),
            )

    def _to_person(self) -> None:
        self._with(lambda one: self._shell.open_page("residents", target=one.person.id))

    def _with(self, act: Callable[[Pending], object]) -> None:
        if self._shown is not None:
            act(self._shown)


def _has(given: list[str], paper: str) -> bool:
    return any(paper in part for part in given)


def _next_words(one: Pending) -> str:
    if one.next_stage in ("county_on", ""):
        return "县里结果…"
    return f"{stage_word(one.next_stage)}…"


def _waits(one: Pending) -> str:
    if not one.application.is_open or one.since is None:
        return ""
    return f"{short_day(one.since)}起等了 {one.waiting} 天" + ("，超过了一般的天数" if one.is_late else "")


def _stages(row: Application, following: str) -> list[Stage]:
    found = []
    for name, title in STAGES:
        day = getattr(row, name)
        state = "done" if day is not None else "next" if name == following else "ahead"
        if name == "county_on" and row.decision in _REFUSED:
            state = "stopped"
        said = day.isoformat() if day else ""
        if name == "posted_from" and day and row.posted_to:
            said = f"{day.month}.{day.day}—{row.posted_to.month}.{row.posted_to.day}"
        found.append(Stage(title, said, state))
    return found


def _facts(row: Application) -> list[tuple[str, str]]:
    """(word, text) of what was thought and decided."""
    found = [
        ("村委会意见", row.village_view),
        ("公示异议", row.objection),
        ("乡镇意见", row.township_view),
        ("县级意见", row.county_view),
        (
            "结果",
            "" if row.is_open and row.decision == "pending" else row.stage if not row.is_open else "退回补正",
        ),
        ("理由", row.reason),
        ("批准起发月", _month(row.start_month)),
        ("旧册已发至", _month(row.settled_month)),
    ]
    return [(word, text) for word, text in found if text]


def _month(text: str) -> str:
    return Month.parse(text).label if text else ""
