"""设置 · 评估自填: what ratings and operating subsidies ask of the home, and what the answers come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from happyhome.gui.kit import fields
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.scaled import pad, px
from happyhome.gui.pages.settings_facts_results import operating_card, rating_card
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.policy.assessments import OperatingResult, RatingResult
from happyhome.policy.metric_words import plain
from happyhome.services import assessment, home_facts
from happyhome.services.home_facts import FLAG, NUMBER, POINTS, Asked
from happyhome.services.session import Services

_NONE: Final = (
    "启用的项目里没有运营补贴和星级评定，不用填。到“补贴”页的“政策”里启用以后，这里会列出要填的内容。"
)


class FlagChips(fields.FieldEdit):
    """有 or 无, or not answered yet: one press."""

    def __init__(self, key: str, caption: str) -> None:
        self.chips = Chips((("", "未填"), ("有", "有"), ("无", "无")))
        super().__init__(key, caption, self.chips)
        self.line.setContentsMargins(0, px(5), 0, 0)
        self.chips.chosen.connect(lambda _key: self.edited.emit())

    def value(self) -> str:
        """有, 无 or empty."""
        return self.chips.current()

    def set_value(self, value: Any) -> None:
        """Turn one on; another word counts as not answered."""
        self.chips.set_current(value if value in ("有", "无") else "")


@dataclass(frozen=True, slots=True)
class _Found:
    asked: tuple[Asked, ...]
    ratings: tuple[RatingResult, ...]
    operating: tuple[OperatingResult, ...]


class FactsSettings(QWidget):
    """Questions at the left, by the part of the table they belong to; at the right what they come to."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader = shell, Reader(shell, "算评估")
        self._asked: tuple[str, ...] = ()
        self._is_edited = False
        self.forms: list[Form] = []
        year = shell.today().year
        self.years = Chips([(str(year), f"{year}年"), (str(year - 1), f"{year - 1}年")])
        self.years.chosen.connect(lambda _year: self.refresh())
        self.save = button("保存", self.keep, kind="primary")
        self._none = label("正在看…", "muted", wrap=True)
        self._questions = Card("评估自填")
        self._forms, self._results = pad(QVBoxLayout(), gap=14), pad(QVBoxLayout(), gap=14)
        self._lay_out()

    def _lay_out(self) -> None:
        self._questions.body.addWidget(
            label(
                "记录里查不到、要自己填的。餐数、人数、活动、开放天数由记录算出，不用填。", "hint", wrap=True
            )
        )
        self._questions.body.addLayout(self._forms)
        foot = pad(QHBoxLayout())
        foot.addStretch(1)
        foot.addWidget(self.save)
        self._questions.body.addLayout(foot)
        self._questions.body.addStretch(1)
        right = QWidget()
        right.setProperty("role", "bare")
        column = pad(QVBoxLayout(right), gap=12)
        column.addWidget(Wrap(label("按现在的记录和自填", "heading"), right=(self.years,)))
        column.addLayout(self._results)
        column.addStretch(1)
        self._panes = Panes((Pane(self._questions), Pane(right)), narrow_below=0, fold_below=820)
        inside = QWidget()
        whole = pad(QVBoxLayout(inside), gap=12)
        whole.addWidget(self._none)
        whole.addWidget(self._panes, 1)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))
        self._panes.hide()

    # What is shown

    def refresh(self) -> None:
        """Ask anew; answers that are being typed are left alone."""
        today, year = self._shell.today(), int(self.years.current())

        def work(services: Services) -> _Found:
            return _Found(
                services.ask(home_facts.asked, today=today),
                services.ask(assessment.rating, year=year, today=today),
                services.ask(assessment.operating, year=year, today=today),
            )

        self._reader.read(work, self._show)

    def _show(self, found: _Found) -> None:
        has_any = bool(found.asked or found.ratings or found.operating)
        self._none.setText("" if has_any else _NONE)
        self._none.setVisible(not has_any)
        self._panes.setVisible(has_any)
        names = tuple(one.name for one in found.asked)
        if names != self._asked:
            self._rebuild(found.asked)
            self._asked = names
        if not self._is_edited:
            self._fill(found.asked)
        self._questions.setVisible(bool(found.asked))
        _emptied(self._results)
        for one in found.ratings:
            self._results.addWidget(rating_card(self._shell, one))
        for each in found.operating:
            self._results.addWidget(operating_card(self._shell, each))

    def _rebuild(self, asked: Sequence[Asked]) -> None:
        _emptied(self._forms)
        self.forms, self._is_edited = [], False
        for purpose, chapter, questions in _by_chapter(asked):
            self._forms.addWidget(
                label(" · ".join(part for part in (purpose, chapter) if part), "strong", wrap=True)
            )
            form = Form([_editor(one) for one in questions])
            form.edited.connect(lambda _key: self._edited())
            form.submitted.connect(self._onward)
            self._forms.addWidget(form)
            self.forms.append(form)

    def _edited(self) -> None:
        self._is_edited = True

    def _onward(self) -> None:
        """Enter in the last field of one part goes to the next part, at the end to 保存."""
        at = next((number for number, form in enumerate(self.forms) if form is self.sender()), -1)
        if 0 <= at < len(self.forms) - 1:
            self.forms[at + 1].focus_first()
        else:
            self.save.setFocus()

    def _fill(self, asked: Iterable[Asked]) -> None:
        values = {one.name: one.answer.value if one.answer else "" for one in asked}
        for form in self.forms:
            form.set_values(values)

    # What can be done

    def keep(self) -> None:
        """保存: all answers as one operation."""
        values: dict[str, str] = {}
        for form in self.forms:
            read = form.values()
            if read is None:
                return
            values |= {name: str(value or "") for name, value in read.items()}

        def beside(problems: Any) -> Any:
            for form in self.forms:
                problems = form.show_problems(problems)
            return problems

        before, self._is_edited = self._is_edited, False
        outcome = self._shell.run(home_facts.put_home_facts, inline=beside, values=values)
        if outcome.operation is None:
            self._is_edited = before and outcome.refused
            if not outcome.refused:
                self._shell.say("没有改动")


def _editor(one: Asked) -> fields.FieldEdit:
    if one.kind == FLAG:
        return FlagChips(one.name, one.name)
    hint = f"0 到 {plain(one.most)} 分" if one.kind == POINTS and one.most is not None else ""
    placeholder = "填数" if one.kind in (NUMBER, POINTS) else ""
    return fields.TextField(one.name, one.name, hint=hint, placeholder=placeholder, most=40)


def _by_chapter(asked: Iterable[Asked]) -> list[tuple[str, str, list[Asked]]]:
    """Questions of one part of one table, together, in the table's order."""
    found: dict[tuple[str, str], list[Asked]] = {}
    for one in asked:
        found.setdefault((one.purpose, one.chapter), []).append(one)
    return [(purpose, chapter, questions) for (purpose, chapter), questions in found.items()]


def _emptied(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
