"""The last two steps: what will happen, said plainly before it does; and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.problems import Problem
from happyhome.gui.backup_words import moment
from happyhome.gui.dialogs.password import NewPassword
from happyhome.gui.dialogs.reason import ReasonField
from happyhome.gui.dialogs.restore_guide_inside import missing_words, warnings
from happyhome.gui.failures import counts_words
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.scaled import pad
from happyhome.services.backup_previews import Preview

if TYPE_CHECKING:
    from happyhome.services.restoring import Restored

_MOST_FAULTS: Final = 3


def promises(found: Preview, *, has_present: bool) -> tuple[str, ...]:
    """What restoring does, sentence by sentence."""
    kept = (
        "现在的数据另存为一个文件，放在数据文件夹里，不会删。不合适还可以再恢复回来。",
        "已有的备份一份也不少。",
        "恢复后是一份新的副本：以后从这里接着记，交给乡镇时分得清是哪一份。",
    )
    return kept if has_present else kept[1:]


class SayStep(QWidget):
    """What will happen; with the recovery code or the township's key, also who will have the password.

    ``submitted`` on Enter in the last field.
    """

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.title = label("", "heading", wrap=True)
        self.warned, self.lines = label("", "warned", wrap=True), label("", wrap=True)
        self.secret = Card("以后谁用什么密码打开")
        self.secret.body.addWidget(
            label("用恢复码或私钥打开的，要先给操作员设一个新密码，以后用它开锁。", "muted", wrap=True)
        )
        self.new: NewPassword | None = None
        card = Card()
        for widget in (self.title, self.warned, self.lines):
            card.body.addWidget(widget)
        inside = QWidget()
        column = pad(QVBoxLayout(inside), gap=12)
        column.addWidget(card)
        column.addWidget(self.secret)
        column.addStretch(1)
        pad(QVBoxLayout(self)).addWidget(scrolling(inside))

    def tell(self, found: Preview, operators: Sequence[str] | None, *, has_present: bool) -> None:
        """Say it for this copy. ``operators`` where a new password is to be set: the names there are."""
        when = moment(found.made_at) if found.made_at is not None else f"“{found.path.name}”"
        self.title.setText(f"恢复到 {when} 的备份")
        told = warnings(found)
        missing = missing_words(found) if found.missing else ""
        self.warned.setText("\n".join(part for part in (*told, missing) if part))
        self.warned.setVisible(bool(told or missing))
        numbered = enumerate(promises(found, has_present=has_present), 1)
        self.lines.setText("\n".join(f"{number}. {text}" for number, text in numbered))
        self.secret.setVisible(operators is not None)
        if operators is not None:
            self._ask_password(operators)

    def _ask_password(self, operators: Sequence[str]) -> None:
        if self.new is not None:
            self.new.hide()
            self.new.deleteLater()
        operator = ReasonField("operator", "操作员", operators)
        self.new = NewPassword(lambda: str(operator.value()), before=(operator,))
        self.new.form.submitted.connect(self.submitted)
        self.secret.body.addWidget(self.new)
        self.new.password.setFocus()

    def password(self) -> dict[str, Any] | None:
        """operator and password as typed; None where something is amiss, which is then said."""
        return self.new.values() if self.new is not None else None

    def show_problems(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Beside the fields; what belongs to none comes back."""
        return self.new.form.show_problems(problems) if self.new is not None else tuple(problems)


def fault_words(faults: Sequence[str]) -> str:
    """What of the copy's records is not as its audit wrote it; "" where all is."""
    if not faults:
        return ""
    more = f"\n……共 {len(faults)} 处" if len(faults) > _MOST_FAULTS else ""
    first = "\n".join(faults[:_MOST_FAULTS])
    return f"这份备份里有对不上操作记录的地方，请核对：\n{first}{more}"


class DoneStep(QWidget):
    """What was restored, and where the records of before are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.what, self.kept = label("", wrap=True), label("", wrap=True, select=True)
        self.next = label("", "muted", wrap=True)
        self.faults = label("", "warned", wrap=True)
        card = Card()
        card.body.addWidget(label("已经恢复", "done"))
        for widget in (self.what, self.faults, self.kept, self.next):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        pad(QVBoxLayout(self)).addWidget(card)

    def tell(self, found: Preview, done: Restored, kept: Path | None, operator: str) -> None:
        """Say how it went; ``kept`` is where the records of before are, where there were any."""
        warned = "\n".join(one for one in (fault_words(done.faults), done.still_open_text) if one)
        self.faults.setVisible(bool(warned))
        self.faults.setText(warned)
        when = moment(found.made_at) if found.made_at is not None else found.path.name
        self.what.setText(f"现在用的是 {when} 的备份：{found.home}，{counts_words(found.counts)}。")
        self.kept.setText(
            f"原来的数据另存为 {kept.name}，在“设置 → 备份与恢复”里能看到，可以再恢复回来。"
            if kept is not None
            else "这里原来没有数据，没有换掉什么。"
        )
        told = [f"以后“{operator}”用刚才的密码打开。"] if operator else []
        if found.last_day is not None:
            told.append(f"记到 {found.last_day.month}月{found.last_day.day}日，请从那天以后接着记。")
        self.next.setText("".join(told))
