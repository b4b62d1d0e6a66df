"""What the clerk does with a roll: each step, its papers, what the bank answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import RollLine
from happyhome.gui.beside import run_beside
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.pages.allowances_roll_papers import RollPapers
from happyhome.gui.pages.allowances_words import money
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.gui.text import day_said
from happyhome.services import bank_returns, claims, rolls

if TYPE_CHECKING:
    from happyhome.services.bank_returns import BankPreview
    from happyhome.services.claims import Claim

_LISTS: Final = "银行清单 (*.xlsx *.xls *.et *.ods *.csv *.txt);;所有文件 (*)"
_REOPEN_REASONS: Final = ("卡号有误", "漏报死亡", "身份有变", "公示有异议")
Acts = list[tuple[str, Callable[[], object]]]


class RollActs(QObject):
    """``page`` is what dialogs open over."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._shell, self._page = shell, page
        self._reader = Reader(shell, "读待追回")
        self.papers = RollPapers(shell, page)

    def next_step(self, book: RollBook) -> None:
        """公示, 锁定 or 发放, whichever comes next."""
        act = {"draft": self.post, "posted": self.lock, "locked": self.pay}.get(book.roll.state)
        if act is not None:
            act(book)

    def offer_papers(self, book: RollBook, under: QPushButton) -> None:
        """The menu of papers."""
        self._offer(self.papers.acts(book), under)

    def offer_more(self, book: RollBook, under: QPushButton) -> None:
        """The menu of everything else."""
        self._offer(self.more(book), under)

    def more(self, book: RollBook) -> Acts:
        """What else can be done with a roll as it stands."""
        state = book.roll.state
        if state in ("draft", "posted"):
            return [
                ("重新起草（按最新资料）", lambda: self.redraw(book)),
                ("改公示日期…", lambda: self.post(book)) if state == "posted" else ("直接锁定…", lambda: self.lock(book)),
                ("记异议及处理…", lambda: self.object(book)),
                ("删除草稿…", lambda: self.drop(book)),
            ]  # fmt: skip
        found: Acts = [("导入银行发放结果…", lambda: self.choose_bank(book))]
        if state == "locked":
            found.append(("重开…", lambda: self.reopen(book)))
        return found

    def _offer(self, acts: Acts, under: QPushButton) -> None:
        menu = QMenu(self._page)
        for word, act in acts:
            if not word:
                menu.addSeparator()
            else:
                menu.addAction(word).triggered.connect(lambda _on=False, act=act: act())
        menu.exec(under.mapToGlobal(under.rect().bottomLeft()))

    # The steps

    def post(self, book: RollBook) -> None:
        """公示: from when to when."""
        from happyhome.gui.dialogs.roll_post import PostDialog

        PostDialog(self._shell, book, self._page.window()).exec()

    def lock(self, book: RollBook) -> None:
        """锁定: said first what it means."""
        lines = [
            f"{len(book.paid)} 人，实发 {money(book.roll.total)} 元。",
            "锁定以后这本名册就不再变；以后查出多发少发的，在下一期补发或扣回。发放以前还可以写明原因重开。",
        ]
        posted = book.roll.posted_to
        if posted is not None and posted >= self._shell.today():
            lines.insert(0, f"公示写到 {day_said(posted)}，还没有满。没有特别要求，请等公示满了再锁定。")
        if Ask.ask(self._page, f"锁定 {book.roll.title} {book.roll.period}", lines, "锁定", "先不锁"):
            run_beside(self._shell, "锁定名册", rolls.lock_roll, roll=book.roll.id)

    def pay(self, book: RollBook) -> None:
        """发放: on which day."""
        from happyhome.gui.dialogs.roll_pay import PayDialog

        PayDialog(self._shell, book, self._page.window()).exec()

    def reopen(self, book: RollBook) -> None:
        """重开, with the reason."""
        from happyhome.gui.dialogs.reason import ReasonDialog

        dialog = ReasonDialog(
            f"重开 {book.roll.period}名册",
            "重开以后变回草稿，改好了要重新公示、锁定。原因和记录一起保存。",
            _REOPEN_REASONS,
            "重开",
            self._page.window(),
            preset=False,
        )
        if dialog.exec():
            run_beside(self._shell, "重开名册", rolls.reopen_roll, roll=book.roll.id, reason=dialog.reason)

    def redraw(self, book: RollBook) -> None:
        """Draw it up anew by what is known now."""
        first, last = book.roll.span
        run_beside(
            self._shell, "重新起草", rolls.draft_roll, self._redrawn, scheme=book.roll.scheme, first=first, last=last
        )  # fmt: skip

    def _redrawn(self, outcome: object) -> None:
        if getattr(outcome, "operation", None) is None:
            self._shell.say("资料没有变化，名册和原来一样。")

    def object(self, book: RollBook) -> None:
        """异议及处理."""
        from happyhome.gui.dialogs.roll_objection import ObjectionDialog

        ObjectionDialog(self._shell, book, self._page.window()).exec()

    def drop(self, book: RollBook) -> None:
        """Take a draft away."""
        title = f"删除草稿：{book.roll.title} {book.roll.period}"
        lines = ["只删这本草稿，老人的资料和以前的名册都不动。删了还可以撤销，也可以重新造册。"]
        if Ask.ask(self._page, title, lines, "删除", "不删", danger=True):
            run_beside(self._shell, "删除草稿", rolls.drop_draft, roll=book.roll.id)

    # What came of it

    def choose_bank(self, book: RollBook) -> None:
        """The bank's list: which file."""
        chosen = files.open_file(self._page, "选银行的发放结果清单", _LISTS)
        if chosen is None:
            return
        services, today, roll = self._shell.services, self._shell.today(), book.roll.id
        self._shell.jobs.start(
            f"读“{chosen.name}”",
            lambda _progress: services.ask(bank_returns.preview_bank, chosen, today, roll=roll),
            lambda found: self._offer_bank(found, chosen.name),
        )

    def _offer_bank(self, found: BankPreview, name: str) -> None:
        from happyhome.gui.dialogs.bank_result import BankDialog

        if BankDialog(found, name, self._page.window()).exec():
            run_beside(
                self._shell, "登记发放结果", bank_returns.apply_bank,
                reading=found.reading, roll=found.roll.id, source=name,
            )  # fmt: skip

    def mark(self, line: RollLine, state: str) -> None:
        """What became of one payment, by hand."""
        if state != "failed":
            run_beside(self._shell, "登记发放结果", rolls.mark_line, line=line.id, state=state)
            return
        from happyhome.gui.dialogs.reason import ReasonDialog

        dialog = ReasonDialog(
            f"{line.name}：银行退回",
            "退回的钱不再算已发，下一期名册里自动重发。",
            ("卡号与户名不符", "账户长期不动户", "已销户"),
            "记下",
            self._page.window(),
        )
        if dialog.exec():
            run_beside(
                self._shell, "登记发放结果", rolls.mark_line, line=line.id, state=state, failure=dialog.reason
            )

    def refund(self, scheme: str, line: RollLine) -> None:
        """记退款 for what this line's elder still owes."""
        today = self._shell.today()

        def show(found: tuple[Claim, ...]) -> None:
            claim = next((one for one in found if one.resident == line.resident), None)
            if claim is None:
                self._shell.say(f"{line.name}现在没有要退回的钱。")
                return
            from happyhome.gui.dialogs.refund import RefundDialog

            RefundDialog(self._shell, claim, self._page.window()).exec()

        self._reader.read(lambda services: services.ask(claims.outstanding, scheme, today), show)
