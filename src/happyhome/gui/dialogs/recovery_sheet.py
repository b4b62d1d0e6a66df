"""恢复单: shown once, printed or saved, and told to be on paper by typing its last group back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.dialogs.recover import CodePage
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.fields import TextField
from happyhome.gui.kit.pdf_view import PdfView
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.gui.printing import print_pdf
from happyhome.gui.reader import Reader
from happyhome.gui.shell import Shell
from happyhome.gui.waiting import waited_for
from happyhome.services import saving
from happyhome.services.protection import key_from_code, protection, ring_of
from happyhome.services.recovery_sheets import recovery_sheet
from happyhome.services.sheet_checks import confirm_sheet


class SheetDialog(QDialog):
    """Accepted: the sheet is on paper. The code goes with this dialog; it is kept nowhere."""

    def __init__(
        self,
        shell: Shell,
        code: str,
        parent: QWidget | None = None,
        take: Callable[[str], object] | None = None,
    ) -> None:
        """``take`` lets the code count once it is on paper, where it is to follow another; until then that one does."""
        super().__init__(parent)
        self.setWindowTitle("数据恢复单")
        self._shell, self._code, self._content, self._take = shell, code, b"", take
        self._sheet = recovery_sheet(shell.services, code)
        self._reader = Reader(shell, "排版")
        self.view = PdfView(shell.jobs)
        self.print_button = KeyButton("打印…", "Ctrl P", self.print, kind="primary")
        self.save_button = button("存为 PDF…", self.save)
        self.last = TextField("last", "恢复单最后一组 6 个数字", most=12)
        self.last.edit.setPlaceholderText("6 个数字")
        self.last.finished.connect(self.confirm)
        self.ready = button("纸上有了，锁进保险柜", self.confirm)
        self.later = button("以后再打印…", self.put_off, kind="link")
        column = pad(QVBoxLayout(self), 24, 18, 24, 16, gap=10)
        column.addWidget(label("打印恢复单，锁进保险柜", "title"))
        column.addWidget(
            label(
                "忘了密码，只能靠这张纸打开数据。恢复码只在这里显示这一次，电脑里不存；别拍照，别和电脑放在一起。",
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.view, 1)
        column.addWidget(self._confirming())
        least(self, 560, 420)
        most = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(px(800), most.width() - 20), min(px(720), most.height() - 40))
        self._offer(ready=False)
        self.view.show_message("正在排版…")
        self._reader.read(lambda _services: self._sheet.pdf(), self._show)

    def _confirming(self) -> Card:
        card = Card()
        prints = pad(QHBoxLayout(), gap=10)
        prints.addWidget(self.later)
        prints.addStretch(1)
        prints.addWidget(self.save_button)
        prints.addWidget(self.print_button)
        card.body.addLayout(prints)
        told = pad(QHBoxLayout(), gap=10)
        card.body.addWidget(label("拿到纸了？看着纸，把最后一组数字输进来：", wrap=True))
        told.addWidget(self.last, 1)
        told.addWidget(self.ready, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(told)
        return card

    def _show(self, content: bytes) -> None:
        self._content = content
        self.view.show_pdf(content)
        self._offer(ready=True)
        self.print_button.setFocus()

    def _offer(self, *, ready: bool) -> None:
        for each in (self.print_button, self.save_button):
            each.setEnabled(ready)

    def print(self) -> None:
        """On paper; the dialog stays until that is there."""
        from PySide6.QtPrintSupport import QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            lines = [
                "这台电脑上没有装打印机。请点“存为 PDF”存到 U 盘，拿到别处打印，打完把 U 盘上的文件删掉。",
                "也可以照着屏幕，把 8 组数字抄在纸上。",
            ]
            Ask.tell(self, "没有找到打印机", lines)
            return
        print_pdf(self._shell, self, self._content, self._sheet.file_name()[:-4])
        self.last.setFocus()

    def save(self) -> None:
        """As a file, best on a stick that is not kept beside the computer."""
        name = saving.proposed_name(self._sheet.file_name())
        path = files.save_file(self, "存恢复单：请存到 U 盘，打印后删掉", name, "PDF (*.pdf)")
        if path is not None:
            saving.save_file(path.with_suffix(".pdf"), self._content, is_secret=True)
            self.last.set_value("")
            self.last.show_hint(f"已存到“{path.parent}”。打印后请把文件删掉。")
            self.last.setFocus()

    def confirm(self) -> None:
        """Whether the last group stands on the paper as it stands in the code."""
        typed = unicodedata.normalize("NFKC", self.last.value()).replace(" ", "")
        if typed != self._code.rsplit("-", 1)[-1]:
            self.last.show_refusal("和恢复单最后一组不一样。请看着纸再输一遍。")
            self.last.setFocus()
            self.last.edit.selectAll()
            return
        take, code = self._take, self._code
        if take is not None and not waited_for("正在换上新的恢复码…", lambda: take(code)):
            return
        mark_checked(self._shell)
        self.accept()

    def put_off(self) -> None:
        """Go on without paper, knowing what that means."""
        if self._take is not None:
            lines = ["新的恢复码没有换上，保险柜里原来那张恢复单照样打得开。刚才打印的请撕掉。"]
            if Ask.ask(self, "恢复单不换了？", lines, "不换了", "回去打印"):
                super().reject()
            return
        lines = [
            "恢复码关掉以后就看不到了。现在忘了密码，数据就再也打不开。",
            "以后到“设置 → 保护”里点“换一张恢复单”，会出一张新的。打印以前，窗口下边会一直提醒。",
        ]
        if Ask.ask(self, "恢复单还没有打印", lines, "以后再打印", "回去打印", danger=True):
            super().reject()

    def reject(self) -> None:
        """Esc and the cross ask first."""
        self.put_off()

    def done(self, result: int) -> None:
        """Wait for no pages any more, and forget the code."""
        self._reader.forget()
        self._code, self._content = "", b""
        super().done(result)


class CheckSheet(QDialog):
    """Whether the sheet in the safe opens the records: typed in whole. Accepted: it does."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对恢复单")
        least(self, 600, 330)
        self._shell = shell
        self.page = CodePage("从保险柜里拿出恢复单，照着输入 8 组数字，看它打不打得开。")
        self.page.code.finished.connect(self.check)
        outer = pad(QVBoxLayout(self), 28, 20, 28, 18, gap=12)
        outer.addWidget(label("核对手里的恢复单", "title"))
        outer.addWidget(self.page, 1)
        line = pad(QHBoxLayout(), gap=10)
        line.addStretch(1)
        line.addWidget(button("取消", self.reject))
        line.addWidget(button("核对", self.check, kind="primary"))
        outer.addLayout(line)
        self.page.code.setFocus()

    def check(self) -> None:
        """Try it; nothing is changed by that."""
        ring = ring_of(self._shell.services.folders.store)
        if ring is None:
            return
        try:
            key_from_code(ring, self.page.code.code())
        except Refusal as refusal:
            self.page.code.refuse(refusal.problems[0].text)
            return
        mark_checked(self._shell)
        self.accept()
        self._shell.say("恢复单对，能打开这份数据。请放回保险柜。")


def mark_checked(shell: Shell) -> None:
    """Write down that the present sheet is on paper."""
    since = protection(shell.services.folders).recovery_since
    shell.run(confirm_sheet, quiet=True, since=since)
    shell.broadcast(frozenset({"protection"}))
