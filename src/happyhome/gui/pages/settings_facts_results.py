"""What a self-rating and an operating subsidy come to, each on a card with the way to its paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt

from happyhome.domain.money import yuan
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, row
from happyhome.gui.shell import Shell
from happyhome.policy.assessments import OperatingResult, RatingResult
from happyhome.policy.metric_words import plain

RATING_PAPER: Final = "star_rating"
OPERATING_PAPER: Final = "operating_application"
_MOST_GAPS: Final = 8


def rating_card(shell: Shell, found: RatingResult) -> Card:
    """星级自评: stars, points, and what is missing for the next star."""
    card = _card(shell, found.scheme.title, "看自评表", RATING_PAPER)
    full = sum((score.full for score in found.scores), start=0 * found.total)
    stars = found.star_title if found.stars else "还没有到星级"
    points = label(f"{plain(found.total)} 分，满分 {plain(full)}　{found.period}", "muted", wrap=True)
    card.body.addLayout(row(label(stars, "figure"), stretch=True))
    card.body.addWidget(points)
    _say(card, "一票否决", found.vetoed, "warned")
    _say(card, f"到{found.next_title}还缺" if found.next_title else "还可以提高的", found.gaps[:_MOST_GAPS])
    return card


def operating_card(shell: Shell, found: OperatingResult) -> Card:
    """运营补贴: the amount, how it is worked out, and what holds it up."""
    card = _card(shell, found.scheme.title, "看申请表", OPERATING_PAPER)
    card.body.addLayout(row(label(f"{yuan(found.fen)} 元", "figure"), stretch=True))
    card.body.addWidget(label(found.period, "muted"))
    _say(card, "卡住的地方", found.blocks, "warned")
    _say(card, "还没有填", ("、".join(found.missing),) if found.missing else ())
    _say(card, "怎么算的", found.reasons)
    return card


def _card(shell: Shell, title: str, act: str, paper: str) -> Card:
    card = Card(title, gap=8)
    card.head.addWidget(
        button(act, lambda: shell.open_page("reports", paper=paper), kind="link"),
        0,
        Qt.AlignmentFlag.AlignRight,
    )
    return card


def _say(card: Card, heading: str, lines: Iterable[str], role: str = "") -> None:
    said = [one for one in lines if one]
    if said:
        card.body.addWidget(label(heading, "strong"))
        for one in said:
            card.body.addWidget(label(f"· {one}", role, wrap=True))
