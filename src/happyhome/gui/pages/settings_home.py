"""设置 · 幸福院: the home's own data, from its descriptor, and how this home works."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.fields import fields_of
from happyhome.domain.homes import Home
from happyhome.domain.meals import SLOTS
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.described import editor_for
from happyhome.gui.kit.fields import FieldEdit, NumberField, TextField
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.scaled import pad
from happyhome.gui.shell import Shell
from happyhome.services import homes, settings

_WAYS: Final = ("slots", "return_day", "unseen_days", "notice_days", "operator")
_HINTS: Final = {"code_year": "代码是哪一年的，如 2025", "capacity": "超过会在送审前自查里提醒；不知道填 0"}


class SlotsField(FieldEdit):
    """Which meals the home serves."""

    def __init__(self, key: str, caption: str) -> None:
        box = QWidget()
        box.setProperty("role", "bare")
        super().__init__(key, caption, box)
        line = pad(QHBoxLayout(box), 0, 6, 0, 6, gap=18)
        self.boxes = {slot.key: QCheckBox(slot.label) for slot in SLOTS}
        for one in self.boxes.values():
            one.clicked.connect(lambda _on: self.edited.emit())
            line.addWidget(one)
        line.addStretch(1)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> list[str]:
        """The keys of the slots served, in the order of the day."""
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def set_value(self, value: Any) -> None:
        """Tick these."""
        for key, box in self.boxes.items():
            box.setChecked(key in (value or ()))


class HomeSettings(QWidget):
    """Two cards side by side, each with its own 保存."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        described = [field for field in fields_of(Home) if not field.hidden]
        self.home = Form([editor_for(field, shell.today) for field in described])
        for key, hint in _HINTS.items():
            self.home.field(key).show_hint(hint)
        self.ways = Form(
            (
                SlotsField("slots", "供哪几餐"),
                NumberField("return_day", "每月上报日", least_value=1, hint="次月几号前要交，到期前会提醒"),
                NumberField("unseen_days", "几天未见就提醒", least_value=1, hint="独居的排在前面"),
                NumberField("notice_days", "公示天数", least_value=1),
                TextField("operator", "操作员姓名", most=20, hint="每一步操作都会记下是谁做的"),
            )
        )
        self.save_home = button("保存", self._keep_home, kind="primary")
        self.save_ways = button("保存", self._keep_ways)
        self.home.submitted.connect(self._keep_home)
        self.ways.submitted.connect(self._keep_ways)
        left = self._card("幸福院资料", "印在每张表的抬头和落款上。", self.home, self.save_home)
        right = self._card("日常习惯", "", self.ways, self.save_ways)
        panes = Panes((Pane(left), Pane(right)), narrow_below=0, fold_below=760)
        pad(QVBoxLayout(self)).addWidget(scrolling(panes))

    @staticmethod
    def _card(title: str, intro: str, form: Form, save: QWidget) -> Card:
        card = Card(title)
        if intro:
            card.body.addWidget(label(intro, "hint", wrap=True))
        card.body.addWidget(form)
        foot = pad(QHBoxLayout(), gap=8)
        foot.addStretch(1)
        foot.addWidget(save)
        card.body.addLayout(foot)
        card.body.addStretch(1)
        return card

    def refresh(self) -> None:
        """Show what is kept now."""
        home = self._shell.ask(homes.home_of) or Home(name="")
        self.home.set_values({field.name: getattr(home, field.name) or None for field in fields_of(Home)})
        self.ways.set_values(self._shell.ask(settings.settings_of, keys=_WAYS))
        # Sealed records know who opened them.
        self.ways.set_shown("operator", not self._shell.services.is_named)

    def _keep_home(self) -> None:
        values = self.home.values()
        if values is not None:
            numbers = {key: values[key] or 0 for key in ("code_year", "capacity")}
            self._shell.run(
                homes.set_home, said="已存幸福院资料", inline=self.home.show_problems, **values | numbers
            )

    def _keep_ways(self) -> None:
        values = self.ways.values()
        if values is not None:
            self._shell.run(
                settings.choose_all, said="已存设置", inline=self.ways.show_problems, values=values
            )
