"""近 30 天: meals, activities, visits, and when somebody was last met."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from happyhome.domain.meals import mode_label
from happyhome.gui import text as words
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.scaled import pad
from happyhome.services.profile import Recent


class RecentCard(Card):
    """Four small columns: what, and how often."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = pad(QGridLayout(), gap=2)
        self._texts: dict[str, QLabel] = {}
        captions = {"用餐": "用餐，近 30 天", "活动": "活动", "探访": "探访", "最近见到": "最近见到"}
        for number, (key, caption) in enumerate(captions.items()):
            self._texts[key] = label("", "strong", wrap=True)
            self._grid.addWidget(label(caption, "small"), 0, number)
            self._grid.addWidget(self._texts[key], 1, number, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(number, {"活动": 2, "探访": 5}.get(key, 4))
        self.body.addLayout(self._grid)

    def show_recent(self, recent: Recent, today: date) -> None:
        """Show these figures."""
        modes = [f"{mode_label(mode)} {count}" for mode, count in recent.modes.items() if mode != "dine_in"]
        self._texts["用餐"].setText(f"{recent.meals} 次" + (f"（{'，'.join(modes)}）" if modes else ""))
        self._texts["活动"].setText(f"{recent.activities} 次")
        self._texts["探访"].setText(f"{recent.visits} 次{_last_visit(recent)}")
        self._texts["最近见到"].setText(_seen(recent, today))


def _last_visit(recent: Recent) -> str:
    if recent.last_visit is None:
        return "，还没有探访过"
    who = f" {recent.last_visit.visitor}" if recent.last_visit.visitor else ""
    return f"，上次 {words.short_day(recent.last_visit.day)}{who}"


def _seen(recent: Recent, today: date) -> str:
    if recent.seen_on is None:
        return "还没有任何记录"
    back = (today - recent.seen_on).days
    near = {0: "今天", 1: "昨天", 2: "前天"}
    day = near.get(back) or f"{words.short_day(recent.seen_on)}（{back} 天前）"
    clock = f" {recent.seen_at:%H:%M}" if recent.seen_at else ""
    return f"{day}{clock} {recent.seen}"
