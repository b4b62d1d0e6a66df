"""改状态, 外出/住院, 结束: dated facts about one person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from happyhome.domain.axes import AXES, WHEREABOUTS, axis_named
from happyhome.domain.axis import Axis
from happyhome.domain.outcomes import Outcome
from happyhome.domain.people import Person
from happyhome.domain.residents import Status
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import fields
from happyhome.gui.kit.ask import Ask
from happyhome.gui.shell import Shell
from happyhome.services import residents

_BY_HAND = tuple(axis for axis in AXES if axis.key not in ("leaving", "whereabouts"))
_SOURCE_HINT = "批文号、证件、谁说的；写了以后报表和查问都用得上"


class StatusForm(FormDialog):
    """Records one fact: on which axis, what, from when, by what paper. The hint says what it will end."""

    def __init__(self, shell: Shell, one: Person, axis: str = "", parent: QWidget | None = None) -> None:
        self._shell, self._person = shell, one
        absence = axis == WHEREABOUTS.key
        axes = (WHEREABOUTS,) if absence else _BY_HAND
        name = one.resident.name
        super().__init__(
            f"{name}：外出或住院" if absence else f"{name}：改身份状态",
            (
                fields.ChoiceField("axis", "项目", [(one.key, one.label) for one in axes], required=True),
                fields.ChoiceField("value", "改为", [], required=True),
                fields.DayField("since", "从哪天起", shell.today, required=absence),
                fields.DayField("until", "到哪天止", shell.today, hint="还不知道就空着"),
                fields.TextField("source", "依据", hint="" if absence else _SOURCE_HINT),
                fields.TextField("note", "备注"),
            ),
            self._keep,
            parent,
        )
        self.form.set_shown("axis", not absence)
        self.form.edited.connect(self._edited)
        self.form.set_values({"axis": axis or axes[0].key, "since": shell.today()})
        self._edited("axis")
        self.form.field("value" if axis else "axis").setFocus()

    def _axis(self) -> Axis:
        return axis_named(self.form.field("axis").value())

    def _edited(self, key: str) -> None:
        if key == "axis":
            box = self.form.field("value")
            assert isinstance(box, fields.ChoiceField)
            options = [(choice.key, choice.label) for choice in self._axis().values]
            # Nothing is chosen beforehand: an Enter too many must not make somebody 特困.
            box.set_options(options, blank=self._axis() is not WHEREABOUTS)
            box.set_value("" if self._axis() is not WHEREABOUTS else options[0][0])
        if key in ("axis", "value", "since"):
            self.form.field("value").show_hint(self._what_it_ends())

    def _what_it_ends(self) -> str:
        axis, today = self._axis(), self._shell.today()
        running = self._person.words(axis.key, today)
        if not running or axis is WHEREABOUTS:
            return ""
        if axis.exclusive:
            return f"现在是“{running}”，会自动到前一天为止。"
        return f"已有“{running}”，这一条另外加上。"

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        values.setdefault("axis", WHEREABOUTS.key)
        return self._shell.run(
            residents.set_status, inline=self.show_problems, resident=self._person.id, **values
        )


class EndForm(FormDialog):
    """Gives a fact its last day; for somebody who was away, the last day away."""

    def __init__(self, shell: Shell, one: Person, row: Status, parent: QWidget | None = None) -> None:
        self._shell, self._row = shell, row
        away = row.axis == WHEREABOUTS.key
        title = f"{one.resident.name}回来了" if away else f"结束“{row.label}”"
        caption = f"{row.label}最后一天" if away else "最后一天"
        hint = "回来的前一天" if away else "从第二天起不再算"
        super().__init__(
            title,
            (fields.DayField("until", caption, shell.today, required=True, hint=hint),),
            self._keep,
            parent,
            width=460,
        )
        today = shell.today()
        yesterday = today - timedelta(days=1)
        began_today = row.since is not None and row.since > yesterday
        self.form.set_values({"until": yesterday if away and not began_today else today})
        self.form.field("until").setFocus()

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        return self._shell.run(
            residents.end_status, inline=self.show_problems, status=self._row.id, until=values["until"]
        )


def remove_mistake(shell: Shell, row: Status, parent: QWidget | None) -> None:
    """Ask, then take away a fact that was never so."""
    axis = axis_named(row.axis).label
    lines = [
        f"“{axis}：{row.label}”会整条去掉，像从来没有记过。",
        "如果以前是对的、只是现在变了，请用“改为别的”或“结束”。",
    ]
    if Ask.ask(parent, "删除误记", lines, "删除误记", danger=True):
        shell.run(residents.remove_status, status=row.id)
