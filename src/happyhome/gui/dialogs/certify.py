"""生存认证: who was seen or spoken to, how, by whom, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.certifications import CERTIFIED_BY
from happyhome.domain.outcomes import Outcome
from happyhome.domain.people import Person
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import fields
from happyhome.gui.shell import Shell
from happyhome.services import certifications
from happyhome.services.session import chosen_operator

_MOST_NAMED = 8


class CertifyForm(FormDialog):
    """For one or many at once; ``scheme`` (a key) is the round it was opened from."""

    def __init__(
        self, shell: Shell, people: Sequence[Person], scheme: str, parent: QWidget | None = None, *,
        way: str = "in_person",
    ) -> None:  # fmt: skip
        self._shell, self._people, self._scheme = shell, tuple(people), scheme
        names = "、".join(one.resident.name for one in self._people[:_MOST_NAMED])
        more = f"等 {len(self._people)} 人" if len(self._people) > _MOST_NAMED else ""
        super().__init__(
            "生存认证",
            (
                fields.ChoiceField("way", "怎么认证的", [(one.key, one.label) for one in CERTIFIED_BY]),
                fields.DayField("day", "哪一天", shell.today, required=True),
                fields.TextField("certifier", "认证人", required=True, most=20, hint="谁见到或联系上的"),
                fields.TextField("note", "备注"),
                fields.FlagField("everything", "算在哪里", "本人领的各项补贴都算认证过"),
            ),
            self._keep,
            parent,
            yes=f"认证 {len(self._people)} 人" if len(self._people) > 1 else "认证",
            intro=names + more,
            width=560,
        )
        self.form.set_values(
            {
                "way": way,
                "day": shell.today(),
                "certifier": _usual(shell),
                "everything": True,
            }
        )
        self.form.set_shown("everything", bool(scheme))
        self.form.field("way").setFocus()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        everything = values.pop("everything", True)
        return self._shell.run(
            certifications.certify,
            inline=self.show_problems,
            residents=[one.id for one in self._people],
            scheme="" if everything else self._scheme,
            **values,
        )


def _usual(shell: Shell) -> str:
    """The name the clerk goes by; the machine's user (Administrator) has certified nobody."""
    services = shell.services
    return services.operator if services.is_named else shell.ask(chosen_operator)
