"""改状态, 外出/住院, 结束: dated facts about one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QCompleter, QWidget

from happyhome.domain.axes import AXES, WHEREABOUTS, axis_named
from happyhome.domain.axis import Axis
from happyhome.domain.outcomes import Outcome
from happyhome.domain.people import Person
from happyhome.domain.problems import Problem
from happyhome.domain.residents import Status
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit import fields
from happyhome.gui.kit.ask import Ask
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.services import residents
from happyhome.services.asked_facts import asked_words

_BY_HAND = tuple(axis for axis in AXES if axis.key not in ("leaving", "whereabouts"))
_COMMON = tuple(axis for axis in _BY_HAND if not axis.rare)
_RARE = tuple(axis for axis in _BY_HAND if axis.rare)
_OTHERS = "others"
"""Stands for the rare ones in the list of the common: a rule of some county asks for these, most never do."""
_SOURCE_HINT = "批文号、证件、谁说的；写了以后报表和查问都用得上"
_WORD_HINT = "一个词，和政策里写的一样"


class StatusForm(FormDialog):
    """Records one fact: on which axis, what, from when, by what paper. The hint says what it will end."""

    def __init__(
        self, shell: Shell, one: Person, axis: str = "", parent: QWidget | None = None, *, value: str = ""
    ) -> None:
        """``value`` is what the clerk came to record, where that is known."""
        self._shell, self._person, self._reader = shell, one, Reader(shell, "看政策问到什么")
        self._is_absence = axis == WHEREABOUTS.key
        name = one.resident.name
        super().__init__(
            f"{name}：外出或住院" if self._is_absence else f"{name}：改身份状态",
            self._fields(),
            self._keep,
            parent,
        )
        self.form.set_shown("axis", not self._is_absence)
        self.form.edited.connect(self._edited)
        rare = axis in {other.key for other in _RARE}
        known = {"rare": axis, "axis": _OTHERS} if rare else {"axis": axis or _COMMON[0].key}
        self.form.set_values(known | {"since": shell.today()})
        self._edited("axis")
        if value:
            self.form.set_values({"value": value})
        self.form.field(("word" if self._axis().is_open else "value") if axis else "axis").setFocus()

    def _fields(self) -> tuple[fields.FieldEdit, ...]:
        today = self._shell.today
        axes = [(WHEREABOUTS.key, WHEREABOUTS.label)] if self._is_absence else _options(_COMMON)
        if not self._is_absence:
            axes.append((_OTHERS, f"其他（{'、'.join(other.label for other in _RARE[:3])}等）"))
        return (
            fields.ChoiceField("axis", "项目", axes, required=True),
            fields.ChoiceField("rare", "哪一项", _options(_RARE), required=True),
            fields.ChoiceField("value", "改为", [], required=True),
            fields.TextField("word", "写明", required=True, most=20, hint=_WORD_HINT),
            fields.DayField("since", "从哪天起", today, required=self._is_absence),
            fields.DayField("until", "到哪天止", today, hint="还不知道就空着"),
            fields.TextField("source", "依据", hint="" if self._is_absence else _SOURCE_HINT),
            fields.TextField("note", "备注"),
        )

    def _axis(self) -> Axis:
        if self._is_absence:
            return WHEREABOUTS
        chosen = self.form.field("axis").value()
        return axis_named(self.form.field("rare").value() if chosen == _OTHERS else chosen)

    def _edited(self, key: str) -> None:
        if key in ("axis", "rare"):
            self._offer_values()
        if key in ("axis", "rare", "value", "word", "since"):
            self._value_field().show_hint(self._what_it_ends())

    def _offer_values(self) -> None:
        axis, box = self._axis(), self.form.field("value")
        assert isinstance(box, fields.ChoiceField)
        self.form.set_shown("rare", self.form.field("axis").value() == _OTHERS)
        self.form.set_shown("value", not axis.is_open)
        self.form.set_shown("word", axis.is_open)
        options = [(choice.key, choice.label) for choice in axis.values]
        # Nothing is chosen beforehand: an Enter too many must not make somebody 特困.
        box.set_options(options, blank=axis is not WHEREABOUTS)
        box.set_value("" if axis is not WHEREABOUTS else options[0][0])
        if axis.is_open:
            self._ask_for_words(axis)

    def _ask_for_words(self, axis: Axis) -> None:
        today = self._shell.today()
        self._reader.read(
            lambda services: services.ask(asked_words, axis=axis.key, today=today), self._offer_words
        )

    def _offer_words(self, found: tuple[str, ...]) -> None:
        box = self.form.field("word")
        assert isinstance(box, fields.TextField)
        box.edit.setCompleter(QCompleter(list(found), box.edit))
        box.show_hint(f"启用的政策问到：{'、'.join(found)}" if found else _WORD_HINT)

    def _value_field(self) -> fields.FieldEdit:
        return self.form.field("word" if self._axis().is_open else "value")

    def _what_it_ends(self) -> str:
        axis, today = self._axis(), self._shell.today()
        running = self._person.words(axis.key, today)
        if not running or axis is WHEREABOUTS:
            return ""
        if axis.exclusive:
            return f"现在是“{running}”，会自动到前一天为止。"
        return f"已有“{running}”，这一条另外加上。"

    def _keep(self, values: dict[str, Any]) -> Outcome | None:
        value = values.pop("word", None) or values.pop("value", "")
        kept = {key: given for key, given in values.items() if key not in ("axis", "rare", "value")}
        return self._shell.run(
            residents.set_status,
            inline=self._show_refusals,
            resident=self._person.id,
            axis=self._axis().key,
            value=value,
            **kept,
        )

    def _show_refusals(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """What is wrong with a value stands beside the field it was written in."""
        key = self._value_field().key
        return self.show_problems(
            [replace(one, field=key) if one.field == "value" else one for one in problems]
        )

    def done(self, result: int) -> None:
        """Wait for no words any more."""
        self._reader.forget()
        super().done(result)


def _options(axes: Sequence[Axis]) -> list[tuple[str, str]]:
    return [(axis.key, axis.label) for axis in axes]


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
