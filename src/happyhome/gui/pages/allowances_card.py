"""One scheme in use: who draws, what this month comes to, what changes, and the way to its roll."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, bare, label, row
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.allowances_words import (
    STATE_TONES,
    STATE_WORDS,
    difference_pills,
    money,
    period_words,
    scheme_title,
)
from happyhome.policy.headers import MONTHLY
from happyhome.policy.rules import Version
from happyhome.services.allowance_glance import SchemeGlance

if TYPE_CHECKING:
    from happyhome.policy.meal_results import Sum

Act = Callable[[SchemeGlance], object]
_NEXT_WORDS = {"draft": "去公示", "posted": "去锁定", "locked": "登记发放"}


class SchemeCard(Card):
    """Made anew for each answer: there are a handful of them. ``primary`` is its filled button, None where nothing waits."""

    def __init__(self, glance: SchemeGlance, draft: Act, show: Act, take_over: Callable[[], object]) -> None:
        super().__init__(scheme_title(glance.scheme, glance.use.scheme), gap=8)
        self.glance = glance
        self.primary: QPushButton | None = None
        if is_sample(glance):
            self.head.insertWidget(1, Pill("样例", "amber"))
        if glance.roll is not None:
            state = glance.roll.state
            self.head.addWidget(label(f"{glance.roll.period}名册", "small"))
            self.head.addWidget(Pill(STATE_WORDS[state], STATE_TONES[state]))
        self._figures()
        self._changes(tuple(self._buttons(draft, show)))
        self._notes(take_over)

    def _figures(self) -> None:
        glance = self.glance
        if glance.scheme is not None and glance.scheme.kind not in MONTHLY:
            self._show(_meal_figures(glance.meals) if glance.meals is not None else [])
            return
        shown = [("在领", f"{glance.drawing}", "人"), ("本月应发", money(glance.fen), "元")]
        if glance.period is not None and not glance.is_settled:
            named = "本册实发" if glance.is_open else f"{period_words(*glance.period)}预计"
            shown.append((named, money(glance.total), f"元　{glance.people} 人"))
        self._show(shown)

    def _show(self, figures: Sequence[tuple[str, str, str]]) -> None:
        if figures:
            self.body.addWidget(Wrap(*(_figure(*one) for one in figures), gap=44))

    def _changes(self, buttons: tuple[QWidget, ...]) -> None:
        glance = self.glance
        if not glance.pays_out or glance.is_settled:
            self.body.addWidget(Wrap(label(_quiet_words(glance), "small"), right=buttons))
            return
        pills = difference_pills(glance.differences)
        first = glance.roll is None or (glance.is_open and not _has_earlier(glance))
        lead = label(_lead(glance, first=first), "small")
        words: list[QWidget] = [Pill(text, tone) for text, tone in pills]
        self.body.addWidget(Wrap(lead, *(words or [label("没有人员变动", "small")]), right=buttons, gap=8))

    def _notes(self, take_over: Callable[[], object]) -> None:
        glance = self.glance
        if glance.scheme is None:
            self.body.addWidget(
                label("这个项目的政策文件不在了，请在“政策”里重新导入。", "refusal", wrap=True)
            )
        if glance.is_stale:
            self.body.addWidget(label("造册以后资料有变，请重新起草，核对后再锁定。", "refusal", wrap=True))
        if glance.unknown:
            text = f"{glance.unknown} 人资料不全，算不出来（待核实），这一期先不发。"
            self.body.addWidget(label(text, "small", wrap=True))
        if glance.roll is None and glance.waiting and not glance.drawing:
            link = button("接续登记…", take_over, kind="link")
            told = label("已经在领的老人还没有登记，先接续登记，再造册。", "small")
            self.body.addLayout(row(told, link, stretch=True))

    def _buttons(self, draft: Act, show: Act) -> list[QWidget]:
        glance = self.glance
        made: list[QWidget] = []
        if glance.pays_out and glance.period is not None:
            period = period_words(*glance.period)
            if glance.is_stale:
                made.append(self._act(f"重新起草 {period}", draft))
            elif not glance.is_open and not glance.is_settled:
                made.append(self._act(f"造册 {period}", draft))
            elif glance.roll is not None and glance.roll.state in _NEXT_WORDS:
                made.append(self._act(_NEXT_WORDS[glance.roll.state], show))
        if glance.roll is not None:
            made.insert(0, button("看名册", lambda: show(glance)))
        return made

    def _act(self, text: str, act: Act) -> QPushButton:
        glance = self.glance
        self.primary = button(text, lambda: act(glance), kind="primary")
        return self.primary


def _lead(glance: SchemeGlance, *, first: bool) -> str:
    if glance.is_further:
        return "本期已锁定，补发册"
    return "第一期" if first else "和上一期比"


def _quiet_words(glance: SchemeGlance) -> str:
    if glance.is_settled:
        return "本期已经锁定，没有要补发、扣回的。"
    if glance.scheme is None:
        return ""
    if glance.meals is not None:
        return "按餐补，每天记用餐时就算好了，印在就餐考勤表上，不造发放名册。"
    return "给院里的，不造发放名册；在“设置”的“评估自填”里看算得怎样。"


def _meal_figures(meals: Sum) -> list[tuple[str, str, str]]:
    found = [("本月用餐", str(meals.meals), "餐"), ("本月补贴", money(meals.subsidy), "元")]
    return [*found, ("个人付", money(meals.own), "元")] if meals.own is not None else found


def is_sample(glance: SchemeGlance) -> bool:
    """Whether the amounts rest on a rule nobody has held against its paper."""
    version: Version | None = glance.scheme.versions[-1] if glance.scheme else None
    if glance.scheme is not None and glance.period is not None:
        version = glance.scheme.on(glance.period[1].last) or version
    return version is not None and version.header.is_sample


def _has_earlier(glance: SchemeGlance) -> bool:
    return glance.roll is not None and glance.roll.first > glance.use.since


def _figure(caption: str, figure: str, after: str) -> QWidget:
    made, column = bare(QVBoxLayout, gap=0)
    column.addWidget(label(caption, "small"))
    number, unit = label(figure, "figure"), label(after, "strong")
    unit.setAlignment(Qt.AlignmentFlag.AlignBottom)
    unit.setContentsMargins(0, 0, 0, 6)
    column.addLayout(row(number, unit, gap=6, stretch=True))
    pad(column, gap=0)
    made.setAccessibleName(f"{caption} {figure} {after}")
    return made
