"""打印: which printer, how many copies, which pages. Ours and not the system's, which would stay usable above a locked
window, and does not follow the size of letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import refuse
from happyhome.gui.dialogs.form_dialog import FormDialog
from happyhome.gui.kit.fields import ChoiceField, FlagField, NumberField

_MOST_COPIES: Final = 99
_ALL, _SOME = "all", "some"
_HINT: Final = "颜色、纸盒照打印机自己的设置。"


@dataclass(frozen=True, slots=True)
class Wish:
    """``first`` and ``last`` count from 1."""

    printer: str
    copies: int
    first: int
    last: int
    on_both_sides: bool


class PrintPaper(FormDialog):
    """``wish`` once the clerk agreed; Enter at the printer prints at once."""

    def __init__(
        self, title: str, pages: int, printers: Sequence[str], usual: str, parent: QWidget | None = None
    ) -> None:
        """``printers`` are names, ``usual`` the one to begin with; ``pages`` is how many the paper has."""
        self.wish: Wish | None = None
        self._pages = pages
        self.printer = ChoiceField("printer", "打印机", [(name, name) for name in printers], hint=_HINT)
        self.copies = NumberField("copies", "份数", least_value=1, required=True)
        self.which = ChoiceField("which", "打哪几页", [(_ALL, f"全部 {pages} 页"), (_SOME, "只打其中几页")])
        self.first = NumberField("first", "从第几页", least_value=1, required=True)
        self.last = NumberField("last", "到第几页", least_value=1, required=True)
        self.sides = FlagField("sides", "双面", "正反两面都印")
        super().__init__(
            f"打印：{title}", [self.printer, self.copies, self.which, self.first, self.last, self.sides],
            self._take, parent, yes="打印", width=520,
        )  # fmt: skip
        self.printer.finished.disconnect()  # Enter passes: what is usual is chosen already
        self.printer.finished.connect(self.submit)
        self.which.edited.connect(self._show_pages)
        self.set_values({"copies": 1, "which": _ALL, "first": 1, "last": pages})
        self.printer.set_value(usual if usual in printers else next(iter(printers), ""))
        for key in ("which", "sides"):
            self.form.set_shown(key, pages > 1)
        self._show_pages()
        self.printer.setFocus()

    def _show_pages(self) -> None:
        for key in ("first", "last"):
            self.form.set_shown(key, self.which.value() == _SOME)
        if self.isVisible():
            self.resize(self.width(), self.sizeHint().height())
        if self.which.value() == _SOME:
            self.first.setFocus()

    def _take(self, values: dict[str, Any]) -> Outcome | None:
        first, last = 1, self._pages
        if values.get("which") == _SOME:
            first, last = values["first"], values["last"]
        if not first <= last <= self._pages:
            text = f"这张表共 {self._pages} 页，请写 1 到 {self._pages} 之间，前小后大。"
            self.show_problems(refuse("pages_wrong", text, "last").problems)
            return None
        if values["copies"] > _MOST_COPIES:
            self.show_problems(refuse("copies_many", f"一次最多打 {_MOST_COPIES} 份。", "copies").problems)
            return None
        self.wish = Wish(values["printer"], values["copies"], first, last, bool(values.get("sides")))
        return Outcome("")
