"""设置 · 保护: whether the records are sealed, who can open them, the recovery sheet, and when the window locks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.gui import text as words
from happyhome.gui.around import operator_of
from happyhome.gui.dialogs.unlock import PROMISE
from happyhome.gui.failures import failure_text
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card, label, scrolling
from happyhome.gui.kit.entries import Entries, Entry
from happyhome.gui.kit.fields import NumberField
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.panes import Pane, Panes
from happyhome.gui.kit.scaled import pad
from happyhome.gui.shell import Shell
from happyhome.services import demo, homes, protection, settings
from happyhome.services.protection import Protection
from happyhome.services.sheet_checks import sheet_is_missing

CHANGED: Final = frozenset({"protection"})
_OPEN_MORE: Final = (
    "现在谁打开这台电脑，或拿到备份，都能看到老人的身份证号、银行卡号。",
    "加锁要先备份，再加密，再逐行核对，一般不到一分钟，做完接着用。",
)
_SEALED_MORE: Final = "数据、照片、备份都加了密。离开时按 Ctrl L 锁屏；时间到了也会自己锁。"
_LENT: Final = (
    "示范村不用加锁：这里的人都是编的。",
    "自己的数据要加锁的，回到自己的数据，在这一页点“给数据加锁”。",
)
_MOST_BYTES: Final = 64 << 10


class ProtectionSettings(QWidget):
    """Cards in two columns; what does not apply is not shown."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self.state_card, self.people_card, self.think_card = self._state(), self._people(), self._think()
        self.sheet_card, self.township_card, self.open_card = self._sheet(), self._township(), self._open()
        panes = Panes(
            (
                Pane(_column(self.state_card, self.people_card)),
                Pane(_column(self.think_card, self.sheet_card, self.township_card, self.open_card)),
            ),
            narrow_below=0,
            fold_below=760,
        )
        pad(QVBoxLayout(self)).addWidget(scrolling(panes))

    # The cards

    def _state(self) -> Card:
        card = Card("数据保护")
        self.state, self.more = label("", "strong", wrap=True), label("", "muted", wrap=True)
        self.turn_on = button("给数据加锁…", self.protect, kind="primary")
        self.minutes = Form(
            (NumberField("lock_minutes", "离开几分钟就锁屏", hint="没人动键盘和鼠标才算；填 0 表示不自动锁"),)
        )
        self.minutes.submitted.connect(self._keep_minutes)
        self.keep_minutes = button("保存", self._keep_minutes)
        for widget in (self.state, self.more, self.minutes):
            card.body.addWidget(widget)
        card.body.addWidget(Wrap(self.turn_on, self.keep_minutes))
        return card

    @staticmethod
    def _think() -> Card:
        card = Card("加锁以前先想好")
        for sentence in PROMISE:
            card.body.addWidget(label(sentence, wrap=True))
        card.body.addWidget(label("加了锁就不能再拆掉；密码可以随时改。", "hint", wrap=True))
        return card

    def _people(self) -> Card:
        card = Card("操作员")
        self.people = Entries()
        card.body.addWidget(self.people)
        card.body.addWidget(
            Wrap(button("修改我的密码…", self._change_password), button("添加操作员…", self._add))
        )
        return card

    def _sheet(self) -> Card:
        card = Card("恢复单")
        self.sheet = label("", wrap=True)
        card.body.addWidget(self.sheet)
        card.body.addWidget(label("忘了密码，用恢复单打开；换电脑恢复备份，也用它。", "hint", wrap=True))
        self.check_sheet = button("核对手里的恢复单…", self._check_sheet)
        card.body.addWidget(Wrap(self.check_sheet, button("换一张恢复单…", self._new_sheet)))
        return card

    def _township(self) -> Card:
        card = Card("乡镇的钥匙")
        self.township = label("", wrap=True, select=True)
        card.body.addWidget(self.township)
        self.drop = button("取消", self._drop_township)
        card.body.addWidget(Wrap(button("从公钥文件添加…", self._choose_township), self.drop))
        return card

    def _open(self) -> Card:
        card = Card("还没有加锁的旧文件")
        self.open_copies = label("", "small", wrap=True, select=True)
        card.body.addWidget(
            label(
                "这些旧文件谁都能打开。可以再试着加锁；用不着的请删掉，U 盘上的也别忘了。"
                "别的幸福院的备份，只能由他们自己加锁。",
                wrap=True,
            )
        )
        card.body.addWidget(self.open_copies)
        card.body.addWidget(Wrap(button("再试着加锁", self._seal_copies)))
        return card

    # Showing

    def refresh(self) -> None:
        """Ask the ring anew."""
        services = self._shell.services
        found = protection.protection(services.folders)
        for card in (self.people_card, self.sheet_card, self.township_card):
            card.setVisible(found.is_sealed)
        self.open_card.setVisible(bool(found.open_copies))
        is_lent = demo.is_lent(services)
        self.turn_on.setVisible(not found.is_sealed and not is_lent)
        self.think_card.setVisible(not found.is_sealed)
        for widget in (self.minutes, self.keep_minutes):
            widget.setVisible(found.is_sealed)
        self.state.setText("数据加了锁，没有密码打不开。" if found.is_sealed else "数据没有加锁。")
        self.more.setText(_SEALED_MORE if found.is_sealed else "\n".join(_LENT if is_lent else _OPEN_MORE))
        if found.is_sealed:
            self._show_sealed(found)

    def _show_sealed(self, found: Protection) -> None:
        me = operator_of(self._shell.services)
        self.minutes.set_values(self._shell.ask(settings.settings_of, keys=("lock_minutes",)))
        self.people.set_entries(
            [
                Entry("现在", "green", name)
                if name == me
                else Entry("", "", name, act="停用…", do=lambda name=name: self._remove(name))  # type: ignore[misc]
                for name in found.operators
            ]
        )
        missing = sheet_is_missing(self._shell.services)
        self.sheet.setText(
            f"{_day(found.recovery_since)}的那一张"
            + ("还没有打印。找不到纸的，请换一张。" if missing else "有效，打印后核对过。")
        )
        self.township.setText(
            f"{found.township}的私钥也能打开这份数据。\n公钥：{found.recipient}"
            if found.township
            else "没有。有了乡镇的公钥，恢复单丢了还可以请乡镇来打开。"
        )
        self.drop.setVisible(bool(found.township))
        self.open_copies.setText("\n".join(str(path) for path in found.open_copies))

    # Acts

    def protect(self) -> None:
        """Turn it on; the window goes on with the sealed records."""
        from happyhome.gui.desk import HomeWindow
        from happyhome.gui.dialogs.protect import seal, show_sheet

        window, services = self.window(), self._shell.services
        if not isinstance(window, HomeWindow):
            return
        known = str(self._shell.ask(settings.setting, key="operator"))
        sealed = seal(services, self._shell.jobs, known, window)
        if sealed is None:
            return
        window.go_on_with(services.opened_with(sealed.unlocked))
        self._shell.broadcast(CHANGED)
        window.guard.measure()
        show_sheet(self._shell, sealed.code, window, sealed.still_open)
        self._shell.broadcast(CHANGED)

    def _keep_minutes(self) -> None:
        values = self.minutes.values()
        if values is not None:
            wanted = {"lock_minutes": values["lock_minutes"] or 0}
            self._shell.run(
                settings.choose_all, said="已存设置", inline=self.minutes.show_problems, values=wanted
            )

    def _change_password(self) -> None:
        from happyhome.gui.dialogs.password import change_password

        change_password(self._shell, operator_of(self._shell.services), self.window())

    def _add(self) -> None:
        from happyhome.gui.dialogs.password import add_operator

        add_operator(self._shell, self.window())

    def _remove(self, name: str) -> None:
        lines = [
            f"“{name}”的密码从现在起打不开这份数据。以前做的记录都在，名字不变。",
            "以前的备份还认旧密码：不放心的，请换一张恢复单以后再备份一次，把旧备份收好。",
        ]
        if Ask.ask(self, f"停用“{name}”？", lines, "停用", "不停用", danger=True):
            self._do(
                "停用操作员", lambda: protection.remove_operator(self._shell.services, name), f"已停用 {name}"
            )

    def _check_sheet(self) -> None:
        from happyhome.gui.dialogs.recovery_sheet import CheckSheet

        CheckSheet(self._shell, self.window()).exec()

    def _new_sheet(self) -> None:
        lines = [
            "会出一张新的恢复单，要马上打印。照纸输入最后一组数字以后，旧的那张就打不开现在的数据了，请撕掉。"
        ]
        if not Ask.ask(self, "换一张恢复单？", lines, "换一张", "不换"):
            return
        from happyhome.gui.dialogs.recovery_sheet import SheetDialog

        services = self._shell.services
        take = partial(protection.take_recovery_code, services)
        SheetDialog(self._shell, protection.new_code(), self.window(), take).exec()
        self._shell.broadcast(CHANGED)

    def _choose_township(self) -> None:
        path = files.open_file(self, "乡镇给的公钥文件", "公钥 (*.txt *.pub *.age);;全部文件 (*)")
        if path is not None:
            self.take_township(path)

    def take_township(self, path: Path) -> None:
        """Let the key in this file open the records, too."""
        services = self._shell.services

        def work() -> None:
            with path.open("rb") as file:
                text = file.read(_MOST_BYTES).decode("utf-8", "replace")
            home = services.ask(homes.home_of)
            name = home.township if home is not None and home.township else "乡镇民政办"
            protection.take_township_key(services, text, name)

        self._do("添加乡镇公钥", work, "乡镇的私钥也能打开了")

    def _drop_township(self) -> None:
        lines = ["乡镇的私钥从现在起打不开这份数据。以前的备份还认它。"]
        if Ask.ask(self, "取消乡镇的钥匙？", lines, "取消它", "留着", danger=True):
            self._do(
                "取消乡镇公钥", lambda: protection.drop_township_key(self._shell.services), "已取消乡镇的钥匙"
            )

    def _seal_copies(self) -> None:
        services = self._shell.services

        def done(left: tuple[Path, ...]) -> None:
            self._shell.broadcast(CHANGED)
            self._shell.say(f"还有 {len(left)} 个没加上锁" if left else "都加上锁了")

        self._shell.jobs.start(
            "给旧备份加锁", lambda _progress: protection.seal_copies(services), done, self._not_done
        )

    def _do(self, title: str, work: Callable[[], Any], said: str) -> None:
        def done(_none: object) -> None:
            self._shell.broadcast(CHANGED)
            self._shell.say(said)

        self._shell.jobs.start(title, lambda _progress: work(), done, self._not_done)

    def _not_done(self, error: Exception) -> None:
        Ask.tell(self, "没有做成", [failure_text(error, self._shell.services.folders.ring)])


def _day(moment: str) -> str:
    day = datetime.fromisoformat(moment).date() if moment else None
    return f"{day.year}年{words.short_day(day)} " if day else ""


def _column(*cards: Card) -> QWidget:
    made = QWidget()
    made.setProperty("role", "bare")
    column = pad(QVBoxLayout(made), gap=12)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return made
