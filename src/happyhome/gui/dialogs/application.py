"""新申请, 改申请, 异议: what an elder handed in, written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.domain.fields import Kind, fields_of
from happyhome.domain.outcomes import Outcome
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.dialogs.record import referred_residents
from happyhome.gui.kit import fields
from happyhome.gui.kit.described import ReferenceField, editor_for, record_values
from happyhome.gui.kit.month_field import MonthField
from happyhome.gui.kit.paper_ticks import PaperTicks
from happyhome.gui.shell import Shell
from happyhome.policy.rules import AllowanceVersion, Scheme
from happyhome.services import application_lists, applications
from happyhome.services.application_checks import APPLIED_FOR
from happyhome.services.application_lists import Pending, papers_needed
from happyhome.services.schemes import schemes_in_use


def schemes_applied_for(shell: Shell) -> tuple[Scheme, ...]:
    """What elders can apply for here: the schemes in use of these kinds, those that ask for it first."""
    today = shell.today()
    found = shell.ask(schemes_in_use, month=Month.of(today), kinds=APPLIED_FOR)
    return tuple(sorted(found, key=lambda one: not _asks_for_it(one.on(today))))


def _asks_for_it(version: object) -> bool:
    return isinstance(version, AllowanceVersion) and version.asks_application


class NewApplication(FormDialog):
    """``made`` is the application once kept. ``resident`` and ``scheme`` (a key) are known where it is opened."""

    def __init__(
        self, shell: Shell, parent: QWidget | None = None, *, resident: str = "", scheme: str = ""
    ) -> None:
        self._shell = shell
        self.made: Application | None = None
        self._schemes = {one.key: one for one in schemes_applied_for(shell)}
        options = [(key, one.title) for key, one in self._schemes.items()]
        super().__init__(
            "新申请",
            (
                ReferenceField("resident", "老人", referred_residents(shell), required=True),
                fields.ChoiceField("scheme", "项目", options, required=True, blank=len(options) != 1),
                fields.DayField("applied_on", "申请日期", shell.today, required=True),
                PaperTicks(hint="交来的打勾，缺的以后可以补"),
                fields.DayField(
                    "accepted_on", "受理日期", shell.today, hint="村里当场受理就填；还没受理就空着"
                ),
            ),
            self._keep,
            parent,
            intro="" if options else "还没有启用能申请的补贴项目。请先到“补贴”页的“政策”里启用。",
            width=640,
        )
        self.form.edited.connect(self._edited)
        self.form.set_values({"resident": resident, "applied_on": shell.today()})
        self.form.set_values({"scheme": scheme if scheme in self._schemes else ""})
        self._edited("scheme")
        first = "resident" if not resident else "scheme" if scheme not in self._schemes else "papers"
        self.form.field(first).setFocus()

    def _edited(self, key: str) -> None:
        if key in ("scheme", "applied_on"):
            scheme = self._schemes.get(self.form.field("scheme").value())
            box = self.form.field("papers")
            assert isinstance(box, PaperTicks)
            box.set_papers(papers_needed(scheme, self._shell.today()) if scheme else ())
            self.form.set_shown("papers", bool(box.boxes))

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        wanted = Application(**(values | {"papers": "、".join(values.get("papers", ()))}))
        outcome = self._shell.run(applications.put_application, inline=self.show_problems, application=wanted)
        self.made = outcome.value if outcome.operation else None
        return outcome


def _as_it_is(shell: Shell, pending: Pending) -> Application:
    """The application as it is kept now: the list beside may be a moment older, and must not come back."""
    found: Pending = shell.ask(
        application_lists.application, application=pending.application.id, today=shell.today()
    )
    return found.application


_SHOWN_ELSEWHERE = ("resident", "scheme")


class EditApplication(FormDialog):
    """改申请: everything that was written down, to correct it."""

    def __init__(self, shell: Shell, pending: Pending, parent: QWidget | None = None) -> None:
        self._shell, self._row = shell, _as_it_is(shell, pending)
        self._described = [
            field
            for field in fields_of(Application)
            if not field.hidden and field.name not in _SHOWN_ELSEWHERE
        ]
        super().__init__(
            f"改申请：{pending.person.resident.name} {pending.title}",
            [
                MonthField(field.name, field.label, shell.today)
                if field.kind is Kind.MONTH
                else editor_for(field, shell.today)
                for field in self._described
            ],
            self._keep,
            parent,
            width=640,
        )
        self.form.set_values({field.name: getattr(self._row, field.name) for field in self._described})
        self.form.focus_first()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        months = {
            field.name: str(values[field.name] or "") for field in self._described if field.kind is Kind.MONTH
        }
        known = record_values(self._described, values | months)
        return self._shell.run(
            applications.put_application, inline=self.show_problems, application=replace(self._row, **known)
        )


class ObjectionForm(FormDialog):
    """记异议: what was said against it while it was posted, and how that was settled."""

    def __init__(self, shell: Shell, pending: Pending, parent: QWidget | None = None) -> None:
        self._shell, self._row = shell, _as_it_is(shell, pending)
        super().__init__(
            f"公示异议：{pending.person.resident.name} {pending.title}",
            (fields.LongTextField("text", "异议及处理", hint="谁、哪天、说什么，怎么查的，结果怎样"),),
            self._keep,
            parent,
            width=600,
        )
        self.form.set_values({"text": self._row.objection})
        self.form.focus_first()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        return self._shell.run(
            applications.note_application_objection,
            inline=self.show_problems,
            application=self._row.id,
            text=values["text"],
        )
