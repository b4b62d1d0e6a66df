"""活动模板: what the home's activities usually look like, kept so that each is typed once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.activities import ACTIVITY_KINDS, ActivityTemplate
from happyhome.domain.dates import WEEKDAYS
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.clock import ClockField
from happyhome.gui.kit.fields import ChoiceField, LongTextField, TextField
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.gui.shell import Shell
from happyhome.services import activities

_FIELDS = ("title", "kind", "start", "end", "place", "organizer", "content")


def weekday_word(weekday: int) -> str:
    """每周三; 不定期 for none."""
    return f"每周{WEEKDAYS[weekday]}" if 0 <= weekday <= 6 else "不定期"


class TemplatesDialog(QDialog):
    """List at the left, the template at the right. ``used`` is the id to make an activity of, or empty."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("活动模板")
        self._shell = shell
        self._templates: dict[str, ActivityTemplate] = {}
        self._shown = ActivityTemplate(title="")
        self.used = ""
        self.list = RowList("活动模板", empty="还没有模板。填好右边，点“保存模板”。")
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._use)
        self.form = self._make_form()
        self.save_button = KeyButton("保存模板", "Ctrl S", self.save, shortcut=False)
        self.remove_button = button("删除", self.remove, kind="danger")
        self.use_button = button("用它记一次", lambda: self._use(self._shown.id), kind="primary")
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        self.reload()

    def _make_form(self) -> Form:
        kinds = [(choice.key, choice.label) for choice in ACTIVITY_KINDS]
        days = [(str(number), weekday_word(number)) for number in (*range(7), -1)]
        form = Form(
            (
                TextField("title", "活动名称", required=True, most=60),
                ChoiceField("weekday", "哪天", days),
                ClockField("start", "开始"),
                ClockField("end", "结束"),
                ChoiceField("kind", "类型", kinds),
                TextField("place", "地点", most=60),
                TextField("organizer", "组织者", most=60),
                LongTextField("content", "内容", rows=3),
            )
        )
        form.submitted.connect(self.save)
        return form

    def _lay_out(self) -> None:
        outer = pad(QVBoxLayout(self), 24, 20, 24, 18, gap=14)
        outer.addWidget(label("活动模板", "title"))
        across = pad(QHBoxLayout(), gap=16)
        left, right = Card(), Card()
        least(left, 240, 0, max_width=300)
        left.body.addWidget(self.list, 1)
        left.body.addWidget(button("新模板", self.start_new))
        inside = QWidget()
        column = pad(QVBoxLayout(inside), 2, 2, 2, 2)
        column.addWidget(self.form)
        column.addStretch(1)
        right.body.addWidget(scrolling(inside), 1)
        buttons = pad(QHBoxLayout(), gap=10)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        right.body.addLayout(buttons)
        across.addWidget(left)
        across.addWidget(right, 1)
        outer.addLayout(across, 1)
        foot = pad(QHBoxLayout(), gap=10)
        foot.addWidget(label("设了星期几的模板，当天会列在“今日”和“活动”页上。", "hint"))
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        foot.addWidget(self.use_button)
        outer.addLayout(foot)
        screen = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(px(860), screen.width() - 20), min(px(640), screen.height() - 60))

    def reload(self, wanted: str = "") -> None:
        """Show the templates of now."""
        found: tuple[ActivityTemplate, ...] = self._shell.ask(activities.templates)
        self._templates = {one.id: one for one in found}
        self.list.set_rows(
            [
                Row(
                    one.id,
                    one.title,
                    " · ".join(filter(None, (weekday_word(one.weekday), one.start, one.place))),
                )
                for one in found
            ]
        )
        first = wanted or (found[0].id if found else "")
        if first:
            self.list.select(first)
            self._show(first)
        else:
            self.start_new()

    def start_new(self) -> None:
        """An empty form."""
        self.list.select("")
        self._fill(ActivityTemplate(title=""))
        self.form.field("title").setFocus()

    def _show(self, template: str) -> None:
        self._fill(self._templates[template])

    def _fill(self, template: ActivityTemplate) -> None:
        self._shown = template
        values = {name: getattr(template, name) for name in _FIELDS}
        self.form.set_values({**values, "weekday": str(template.weekday)})
        self.remove_button.setEnabled(bool(template.id))
        self.use_button.setEnabled(bool(template.id))

    def save(self) -> None:
        """Keep what stands in the form."""
        values = self.form.values()
        if values is None:
            return
        made = replace(self._shown, **{**values, "weekday": int(values["weekday"])})
        outcome = self._shell.run(
            activities.put_template,
            said=f"已存模板：{made.title}",
            inline=self.form.show_problems,
            template=made,
        )
        if not outcome.refused:
            self.reload(outcome.value.id)

    def remove(self) -> None:
        """Forget the template shown."""
        self._shell.run(
            activities.remove_template, said=f"已删除模板：{self._shown.title}", template=self._shown.id
        )
        self.reload()

    def _use(self, template: str) -> None:
        if template:
            self.used = template
            self.accept()
