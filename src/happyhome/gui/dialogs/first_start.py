"""The first start: the home's name, one of three ways to begin, and the offer to seal the records."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from happyhome.gui.dialogs.unlock import PROMISE, heading
from happyhome.gui.jobs import Jobs
from happyhome.gui.kit import fields, icons, theme
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.scaled import least, pad
from happyhome.services import homes
from happyhome.services.session import Services


class Beginning(Enum):
    """What the clerk wants to begin with."""

    EMPTY = "empty"
    ROSTER = "roster"
    DEMO = "demo"


class FirstStart(QDialog):
    """Accepted, ``beginning`` says how to go on, with ``services``; rejected, the program ends.

    The demo needs no name. Once the home has one, sealing is offered, and may be left for later.
    """

    def __init__(self, services: Services, *, with_demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.beginning = Beginning.EMPTY
        self.setWindowTitle("幸福院")
        least(self, 740, 650)
        self.form = Form(
            (
                fields.TextField(
                    "name", "幸福院名称", required=True, placeholder="例如：清泉村幸福院", most=50
                ),
                fields.TextField("township", "乡镇", placeholder="例如：河西堡镇", most=30),
                fields.TextField("county", "县区", placeholder="例如：永昌县", most=30),
                fields.TextField("director", "负责人", most=50),
                fields.TextField(
                    "village_code", "行政村代码", most=12, hint="12 位，民政口径；不知道就空着，以后再填"
                ),
            )
        )
        inside = QWidget()
        column = pad(QVBoxLayout(inside), 44, 30, 44, 26, gap=16)
        column.addLayout(self._welcome())
        card = Card("先写下这是哪一个幸福院")
        card.body.addWidget(label("名称会印在每一张表的抬头上。以后可以在“设置”里改。", "muted", wrap=True))
        card.body.addWidget(self.form)
        column.addWidget(card)
        column.addLayout(self._ways())
        if with_demo:
            column.addLayout(self._demo())
        column.addLayout(self._moved())
        column.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolling(inside))
        self._pages.addWidget(self._offer())
        pad(QVBoxLayout(self)).addWidget(self._pages)
        self.form.submitted.connect(self.roster.setFocus)
        self.form.field("name").setFocus()

    @staticmethod
    def _welcome() -> QHBoxLayout:
        line = pad(QHBoxLayout(), gap=16)
        sign = label()
        sign.setPixmap(icons.pixmap("home", theme.GREEN, 44))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = pad(QVBoxLayout(), gap=2)
        words.addWidget(label("您好", "name"))
        words.addWidget(
            label(
                "这里记老人、用餐、活动，月底出表、写 U 盘。不用联网，数据只在这台电脑上。",
                "muted",
                wrap=True,
            )
        )
        line.addWidget(sign)
        line.addLayout(words, 1)
        return line

    def _ways(self) -> QHBoxLayout:
        line = pad(QHBoxLayout(), gap=12)
        self.roster = button("下一步：导入名册…", self._asking(Beginning.ROSTER), kind="primary")
        self.empty = button("从空白开始", self._asking(Beginning.EMPTY))
        line.addWidget(self.roster)
        line.addWidget(self.empty)
        line.addStretch(1)
        return line

    def _demo(self) -> QHBoxLayout:
        line = pad(QHBoxLayout(), gap=12)
        self.demo = button("先看示范村", self._to_demo, kind="link")
        line.addWidget(self.demo)
        line.addWidget(
            label("一个编出来的村，有一年的记录，随便试，不影响真正的数据。", "muted", wrap=True), 1
        )
        return line

    def _moved(self) -> QHBoxLayout:
        line = pad(QHBoxLayout(), gap=12)
        self.restored = button("从备份恢复", self._restore, kind="link")
        line.addWidget(self.restored)
        line.addWidget(label("换了电脑或重装过：用 U 盘上的备份接着记。", "muted", wrap=True), 1)
        return line

    def _restore(self) -> None:
        """A copy of the records takes the place of these empty ones; the home's name comes with it."""
        from happyhome.gui.dialogs.restore import guide_on  # once in a computer's life

        jobs = Jobs(_raised)
        guide = guide_on(self.services, jobs, self._go_on_with, self)
        try:
            is_restored = bool(guide.exec())
        finally:
            jobs.close()
            guide.deleteLater()
        if not is_restored:
            return
        if self.services.ask(homes.home_of) is None:
            Ask.tell(self, "这份备份是空的", ["里面还没有写幸福院的名称。请在上面写下名称，再开始。"])
            return
        self.beginning = Beginning.EMPTY
        self.accept()

    def _go_on_with(self, services: Services) -> None:
        self.services = services

    def _asking(self, beginning: Beginning) -> Callable[[], None]:
        def go() -> None:
            values = self.form.values()
            if values is not None and self._named(values):
                self.beginning = beginning
                self._pages.setCurrentIndex(1)
                self.protect.setFocus()

        return go

    def _offer(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "bare")
        column = pad(QVBoxLayout(page), 44, 40, 44, 26, gap=16)
        column.addLayout(heading("给数据加锁", "这里会记下老人的身份证号和银行卡号，最好加上锁。"))
        card = Card()
        for sentence in PROMISE:
            card.body.addWidget(label(sentence, wrap=True))
        column.addWidget(card)
        line = pad(QHBoxLayout(), gap=12)
        self.protect = button("现在设密码…", self._protect, kind="primary")
        self.no_lock = button("以后再说", self.accept)
        line.addWidget(self.protect)
        line.addWidget(self.no_lock)
        line.addWidget(label("设置里随时可以开。", "muted"))
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        return page

    def _protect(self) -> None:
        from happyhome.gui.dialogs.protect import seal, shell_without_window, show_sheet

        jobs = Jobs(_raised)
        try:
            sealed = seal(self.services, jobs, "", self)
            if sealed is None:
                return
            self.services = self.services.opened_with(sealed.unlocked)
            shell = shell_without_window(self.services, jobs)
            show_sheet(shell, sealed.code, self, sealed.still_open)
        finally:
            jobs.close()
        self.accept()

    def _named(self, values: dict[str, Any]) -> bool:
        outcome = self.services.run(homes.set_home, **values)
        self.form.show_problems(outcome.problems)
        return not outcome.refused

    def _to_demo(self) -> None:
        self.beginning = Beginning.DEMO
        self.accept()


def _raised(error: Exception) -> None:
    raise error
