"""去世/迁出: one act, which says first what it will end and what may have been recorded too much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.axes import LEAVING
from happyhome.domain.outcomes import Outcome
from happyhome.domain.people import Person
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import fields
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services import leaving

_SOURCES = {
    "died": "如：死亡证明、家属告知、派出所销户",
    "moved_out": "如：户口迁移证、家属告知",
    "withdrew": "如：本人申请",
}


_FORETOLD: Final = 250
"""Room for what is foretold, which comes a moment later than the dialog."""


class LeavingForm(FormDialog):
    """The sentences below the form follow the kind and the day as they are changed."""

    def __init__(self, shell: Shell, one: Person, parent: QWidget | None = None) -> None:
        self._shell, self._person, self._reader = shell, one, Reader(shell, "看会停什么")
        self._said: tuple[str, ...] = ()
        super().__init__(
            f"{one.resident.name}：去世、迁出或退出",
            (
                fields.ChoiceField("kind", "怎么离开的", [(c.key, c.label) for c in LEAVING.values]),
                fields.DayField("day", "哪一天", shell.today, required=True),
                fields.TextField("source", "依据"),
                fields.TextField("note", "备注"),
            ),
            self._keep,
            parent,
            yes="确认记录",
            danger=True,
            width=620,
        )
        self._preview = pad(QVBoxLayout(), gap=6)
        card = Card("会发生什么")
        card.body.addLayout(self._preview)
        card.body.addStretch(1)
        self.body.addWidget(least(card, 0, _FORETOLD))
        self.body.addStretch(1)
        # A heavy act is not done by an Enter meant for something else.
        self.form.submitted.disconnect()
        self.form.submitted.connect(self.yes.setFocus)
        self.form.edited.connect(lambda _key: self._foretell())
        self.form.set_values({"kind": "died", "day": shell.today()})
        self._foretell()
        self.form.field("kind").setFocus()

    def sentences(self) -> tuple[str, ...]:
        """What is foretold just now; empty while the day cannot be read, or the answer is awaited."""
        return self._said

    def _foretell(self) -> None:
        """Anew for the kind and day that stand in the form, beside the window: the rules are asked."""
        kind = self.form.field("kind").value()
        self.form.field("source").show_hint(_SOURCES[kind])
        try:
            day = self.form.field("day").value()
        except fields.Unread:
            day = None
        self._said = ()
        if day is None:
            self._reader.forget()
            self._show([("先写明是哪一天。", "muted")])
            return
        who, today = self._person.id, self._shell.today()
        self._reader.read(
            lambda services: services.ask(
                leaving.preview_leaving, resident=who, kind=kind, day=day, today=today
            ),
            self._told,
        )

    def _told(self, ending: leaving.Ending) -> None:
        """One line each; money that was paid too much stands out."""
        self._said = ending.sentences
        overpaid = {stop.sentence for stop in ending.stops if stop.overpaid}
        self._show([(text, "warned" if text in overpaid else "") for text in ending.sentences])

    def _show(self, lines: Sequence[tuple[str, str]]) -> None:
        while (item := self._preview.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, role in lines:
            self._preview.addWidget(label(text, role, wrap=True))

    def done(self, result: int) -> None:
        """Wait for no answer any more."""
        self._reader.forget()
        super().done(result)

    def _keep(self, values: dict[str, Any]) -> None:
        self.keep_beside(self._shell, "记离开", leaving.leave, resident=self._person.id, **values)


class ReturnForm(FormDialog):
    """重新入院: somebody who had moved out or withdrawn is here again."""

    def __init__(self, shell: Shell, one: Person, parent: QWidget | None = None) -> None:
        self._shell, self._person = shell, one
        super().__init__(
            f"{one.resident.name}：重新入院",
            (
                fields.DayField("day", "从哪天起", shell.today, required=True),
                fields.TextField("source", "依据"),
            ),
            self._keep,
            parent,
            intro="从这天起重新出现在名单里。服务方式、救助身份等请随后在“身份与状态”里重新记上。",
            width=520,
        )
        self.form.set_values({"day": shell.today()})

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        return self._shell.run(
            leaving.come_back, inline=self.show_problems, resident=self._person.id, **values
        )
