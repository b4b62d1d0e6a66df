"""One rule, read out: for whom, how much, from when and until when, by which paper; and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, line, scrolling
from happyhome.gui.kit.chips import Chips, Pill
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.pages.allowances_policy_acts import CHECK_AGAIN, PolicyActs
from happyhome.gui.pages.person_statuses import emptied
from happyhome.policy.headers import MONTHLY
from happyhome.policy.rule_words import band_rows, clauses
from happyhome.policy.rules import Scheme, Version
from happyhome.services.schemes import Offer


class PolicyCard(Card):
    """Versions as chips, the newest on; the bands as a table; every clause as a sentence."""

    def __init__(self, acts: PolicyActs, today: Callable[[], date]) -> None:
        super().__init__(gap=10)
        self._acts, self._today = acts, today
        self._offer: Offer | None = None
        self.title = label("", "title", wrap=True)
        self._sample, self._stale, self._own = (
            Pill("样例", "amber"),
            Pill("请核对", "red"),
            Pill("自己的", "blue"),
        )
        self._stale.setToolTip("离上次和文件核对已经满一年，请向县里问一问有没有变")
        self._about = label("", "small", wrap=True)
        self.use_button = button("启用…", lambda: self._with(acts.use), kind="primary")
        self.since_button = button("改造册起月…", lambda: self._with(acts.change_since))
        self.stop_button = button("停用…", lambda: self._with(acts.stop), kind="danger")
        self.export_button = button("存一份照着改…", lambda: self._with(acts.export))
        self.remove_button = button("删除这份文件…", lambda: self._with(acts.remove), kind="danger")
        self.versions = Chips()
        self.versions.chosen.connect(lambda _key: self._show_version())
        self._bands, self._clauses = pad(QGridLayout(), gap=14), pad(QGridLayout(), gap=10)
        self._bands.setColumnStretch(1, 1)
        self._clauses.setColumnStretch(1, 1)
        self._lay_out()
        self.show_offer(None)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = pad(QVBoxLayout(inside), 0, 0, 14, 0, gap=12)
        column.addWidget(Wrap(self.title, self._sample, self._stale, self._own))
        column.addWidget(self._about)
        column.addWidget(
            Wrap(self.use_button, self.since_button, self.stop_button, self.export_button, self.remove_button)
        )
        column.addWidget(self.versions)
        column.addLayout(self._bands)
        column.addWidget(line())
        column.addLayout(self._clauses)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside))

    def show_offer(self, offer: Offer | None) -> None:
        """Show a scheme; None shows that none is chosen."""
        same = offer is not None and self._offer is not None and offer.scheme.key == self._offer.scheme.key
        self._offer = offer
        monthly = offer is not None and offer.scheme.kind in MONTHLY
        used = offer is not None and offer.is_used
        self.use_button.setVisible(offer is not None and not used)
        self.since_button.setVisible(used and monthly)
        self.stop_button.setVisible(used)
        self.export_button.setVisible(offer is not None)
        self.remove_button.setVisible(offer is not None and offer.scheme.is_own)
        self._own.setVisible(offer is not None and offer.scheme.is_own)
        if offer is None:
            self.title.setText("请在左边选一项政策")
            for part in (self._sample, self._stale, self._about, self.versions):
                part.setVisible(False)
            emptied(self._bands)
            emptied(self._clauses)
            return
        scheme = offer.scheme
        self.title.setText(scheme.title)
        used_since = f"{offer.since.label}起在用" if offer.is_used and offer.since else ""
        stopped = f"已停用，到{offer.until.label}为止" if offer.until else ""
        parts = (
            scheme.area,
            f"{scheme.kind.value}类",
            used_since,
            stopped,
            f"文件 {scheme.source}",
            scheme.help,
        )
        self._about.setText("　".join(part for part in parts if part))
        self._about.setVisible(True)
        self._offer_versions(scheme, same=same)
        self._show_version()

    def _offer_versions(self, scheme: Scheme, *, same: bool) -> None:
        options = [(str(number), _span(one)) for number, one in enumerate(scheme.versions)]
        before = self.versions.current()
        self.versions.set_options(options)
        self.versions.setVisible(len(options) > 1)
        current = scheme.on(self._today())
        chosen = scheme.versions.index(current) if current in scheme.versions else len(options) - 1
        if options:
            self.versions.set_current(before if same and before in dict(options) else str(chosen))

    def _show_version(self) -> None:
        if self._offer is None or not self._offer.scheme.versions:
            return
        scheme = self._offer.scheme
        version = scheme.versions[int(self.versions.current() or 0)]
        self._sample.setVisible(version.header.is_sample)
        self._stale.setVisible(self._today() - version.header.checked_on > CHECK_AGAIN)
        self._show_bands(scheme, version)
        grid = emptied(self._clauses)
        for number, one in enumerate(clauses(scheme, version)):
            grid.addWidget(label(one.caption, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(one.text, wrap=True, select=True), number, 1)

    def _show_bands(self, scheme: Scheme, version: Version) -> None:
        grid, rows = emptied(self._bands), band_rows(scheme, version)
        if not rows:
            return
        for place, word in enumerate(("档次", "给谁", "多少")):
            grid.addWidget(label(word, "small"), 0, place)
        for number, one in enumerate(rows, 1):
            grid.addWidget(
                label(one.title, "strong", wrap=len(one.title) > 14), number, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(label(one.who, wrap=True), number, 1)
            grid.addWidget(label(one.amount, "strong"), number, 2, Qt.AlignmentFlag.AlignTop)

    def text(self) -> str:
        """All that is read out, for tests."""
        said = [self.title.text(), self._about.text()]
        for grid in (self._bands, self._clauses):
            items = (grid.itemAt(number) for number in range(grid.count()))
            said += [one.text() for item in items if item and isinstance(one := item.widget(), QLabel)]
        return "\n".join(said)

    def _with(self, act: Callable[[Offer], object]) -> None:
        if self._offer is not None:
            act(self._offer)


def _span(version: Version) -> str:
    header = version.header
    until = f"—{header.until.isoformat()}" if header.until else " 起"
    return f"{header.since.isoformat()}{until}"
