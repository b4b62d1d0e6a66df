"""补贴, before anything is in use: which rules this place goes by, from when, and who draws already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, line, row, scrolling
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.scaled import pad
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.policy.headers import MONTHLY
from happyhome.policy.rules import Scheme
from happyhome.services.areas import Nearness
from happyhome.services.schemes import Offer, offers

_STEPS = (
    "1. 选本地执行的政策：点“启用”，写明从哪个月起由本院造册。",
    "2. 已经在领的老人，点“接续登记…”一次登记，旧册发到哪个月写清楚，就不会重发。",
    "3. 回到“本月”点“造册”，名册、增减表和公示就都有了。",
)
_NONE_NEAR = "没有找到本地的。先看“设置”里的县区和村代码填了没有；没有现成的，请向县里要文件，照“政策”里的编写说明写一份。"
_MOST = 8


class StartPane(QWidget):
    """Suggested schemes with 启用; the rest of the province below; the way to one's own rule file."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell, self._reader = shell, Reader(shell, "读政策")
        self._first: Scheme | None = None
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=14)
        steps = Card("先选本地执行哪些政策")
        for text in _STEPS:
            steps.body.addWidget(label(text, wrap=True))
        steps.body.addLayout(
            row(
                button("接续登记…", self.take_over),
                button("看全部政策、导入自己的", lambda: shell.open_page("allowances", target="policies")),
                stretch=True,
            )
        )
        self.near, self.far = Card("本地的政策"), Card("本省别处的政策（可作参考）")
        for card in (steps, self.near, self.far):
            column.addWidget(card)
        column.addStretch(1)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))
        self._rows: dict[str, list[QWidget]] = {}

    def refresh(self) -> None:
        """Ask anew what there is."""
        self._reader.read(lambda services: services.ask(offers), self._show)

    def primary_action(self) -> None:
        """Use the first that is suggested."""
        if self._first is not None:
            self.use(self._first)

    def use(self, scheme: Scheme) -> None:
        """启用: from which month."""
        from happyhome.gui.dialogs.scheme_use import SchemeUseDialog

        SchemeUseDialog(self._shell, scheme, self.window()).exec()

    def take_over(self) -> None:
        """接续登记."""
        from happyhome.gui.dialogs.application_takeover import TakeOver

        TakeOver(self._shell, self.window()).exec()

    def _show(self, found: Sequence[Offer]) -> None:
        monthly = [one for one in found if one.scheme.kind in MONTHLY and not one.is_used]
        here = [one.scheme for one in monthly if one.nearness is Nearness.HERE]
        # The county's own paper stands before the city's, and that before the province's.
        near = sorted(here, key=lambda one: len(one.area), reverse=True)
        province = [one.scheme for one in monthly if one.nearness is Nearness.PROVINCE]
        far = province or ([] if near else [one.scheme for one in monthly])
        self._first = near[0] if near else None
        self._fill(self.near, "near", near, _NONE_NEAR)
        self._fill(self.far, "far", far[:_MOST], "")
        self.far.heading.setText(f"{'本省别处' if province else '别处'}的政策（可作参考）")
        self.far.setVisible(bool(far))

    def _fill(self, card: Card, key: str, schemes: Sequence[Scheme], empty: str) -> None:
        for old in self._rows.pop(key, []):
            old.hide()
            card.body.removeWidget(old)
            old.deleteLater()
        made: list[QWidget] = []
        for number, scheme in enumerate(schemes):
            if number:
                made.append(line())
            made.append(self._row(scheme, first=key == "near" and not number))
        if not schemes and empty:
            made.append(label(empty, "muted", wrap=True))
        for widget in made:
            card.body.addWidget(widget)
        self._rows[key] = made

    def _row(self, scheme: Scheme, *, first: bool) -> QWidget:
        made = QWidget()
        made.setProperty("role", "bare")
        words = pad(QVBoxLayout(), gap=2)
        title = row(label(scheme.title, "strong"), gap=8)
        if scheme.versions and scheme.versions[-1].header.is_sample:
            title.addWidget(Pill("样例", "amber"))
        title.addStretch(1)
        words.addLayout(title)
        about = "　".join(part for part in (scheme.area, scheme.kind.value, scheme.help) if part)
        words.addWidget(label(about, "small", wrap=True))
        across = row(gap=12)
        across.addLayout(words, 1)
        across.addWidget(button("启用…", lambda: self.use(scheme), kind="primary" if first else "plain"))
        made.setLayout(across)
        return made
