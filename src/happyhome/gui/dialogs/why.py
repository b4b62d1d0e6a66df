"""为什么: one decision in sentences, as the half page prints it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.dates import long_day
from happyhome.gui.decisions import amount_words
from happyhome.gui.dialogs.person_paper import WHY, PersonPaper
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.chips import Pill
from happyhome.gui.kit.scaled import least, open_at, pad
from happyhome.gui.shell import Shell
from happyhome.policy.decisions import Decision, Verdict

_TONES = {
    Verdict.GRANTED: "green",
    Verdict.SUSPENDED: "red",
    Verdict.NOT_APPLIED: "amber",
    Verdict.UNKNOWN: "amber",
}


class WhyDialog(QDialog):
    """Facts with their days, band, clause, amount, and what changes next; Esc closes, Ctrl P prints."""

    def __init__(
        self, shell: Shell, resident: str, name: str, decision: Decision, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shell, self._resident, self._decision = shell, resident, decision
        self.setWindowTitle(f"{name}：{decision.scheme.title} 为什么")
        column = pad(QVBoxLayout(self), 24, 18, 24, 16, gap=12)
        column.addWidget(label(f"{name}　{decision.scheme.title}", "title", wrap=True))
        column.addLayout(self._answer())
        card = Card()
        card.body.addLayout(self._reasons())
        holder = QWidget()
        pad(QVBoxLayout(holder)).addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(scrolling(holder), 1)
        line = pad(QHBoxLayout(), gap=10)
        line.addStretch(1)
        self.close_button = button("关闭", self.reject)
        self.print_button = KeyButton("打印…", "Ctrl P", self.print, kind="primary")
        line.addWidget(self.close_button)
        line.addWidget(self.print_button)
        column.addLayout(line)
        least(self, 460, 320)
        open_at(self, 660, 210 + 40 * len(self._lines()))
        self.close_button.setFocus()

    def _answer(self) -> QHBoxLayout:
        one = self._decision
        line = pad(QHBoxLayout(), gap=12)
        if one.verdict is Verdict.GRANTED:
            line.addWidget(label(amount_words(one), "figure"))
            when = [f"自 {one.since} 起" if one.since else "", f"发至 {one.until}" if one.until else ""]
            line.addWidget(
                label("，".join(part for part in when if part), "muted"), 0, Qt.AlignmentFlag.AlignBottom
            )
        else:
            line.addWidget(Pill(amount_words(one), _TONES.get(one.verdict, "stone")))
        line.addWidget(label(f"按 {long_day(one.on)} 的记录", "small"), 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        return line

    def _lines(self) -> list[tuple[str, str]]:
        """(word, sentence); a word that repeats stands once, and 依据 not again in its sentence."""
        one = self._decision
        found = [(word := reason.word, reason.text.removeprefix(f"{word} ")) for reason in one.reasons]
        if one.next is not None:
            found.append(("接下来", one.next.text))
        if one.is_sample:
            found.append(("注意", "这项政策还是样例，没有和县里文件核对过，金额以县里文件为准。"))
        before = [""] + [word for word, _ in found]
        return [
            (word if word != last else "", text) for (word, text), last in zip(found, before, strict=False)
        ]

    def _reasons(self) -> QGridLayout:
        grid = pad(QGridLayout(), gap=8)
        grid.setColumnStretch(1, 1)
        for number, (word, text) in enumerate(self._lines()):
            role = "strong" if word == "档次" else ""
            grid.addWidget(least(label(word, "muted"), 66), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, role, wrap=True, select=True), number, 1)
        return grid

    def print(self) -> None:
        """The half page."""
        PersonPaper(self._shell, WHY, self._resident, self, scheme=self._decision.scheme.key).exec()
