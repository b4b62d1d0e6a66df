"""补贴: who is 80, 90, 95 or 100, and who will be soon. Working the money out comes with the next version."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from happyhome.domain.residents import SEXES
from happyhome.gui import text as words
from happyhome.gui.kit.card import Card, Figures, label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.flow import Columns, Wrap
from happyhome.gui.kit.scaled import pad
from happyhome.gui.kit.table import Column, Table
from happyhome.gui.shell import Shell
from happyhome.services import ages
from happyhome.services.ages import BANDS, AgeBands, Aged, Reaching

_NEXT: Final = "本版先列名单；津贴金额、增减表和发放册由下一版计算。"
_CAPTIONS: Final = {80: "80—89 岁", 90: "90—94 岁", 95: "95—99 岁", 100: "100 岁以上"}
_SOON: Final = "三个月内到龄"
_WORDS: Final = {choice.key: choice.label for choice in SEXES}


class AllowancesPage(QWidget):
    """Read only; Enter or a double click opens the person."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._found: AgeBands | None = None
        self.figures = Figures((*_CAPTIONS.values(), _SOON))
        self.bands = Chips([("0", "全部"), *((str(band), _CAPTIONS[band]) for band in BANDS)])
        self.bands.chosen.connect(lambda _band: self._show())
        self.aged = Table(_aged_columns(), empty="名册里没有 80 周岁以上的老人。")
        self.reaching = Table(_reaching_columns(), empty="今后三个月没有人到龄。")
        self._unknown = label("", "hint", wrap=True)
        for table in (self.aged, self.reaching):
            table.opened.connect(self._open)
        columns = Columns(side_width=384, main_height=620)
        listed, soon = Card("高龄名单"), Card(_SOON)
        listed.body.addWidget(Wrap(self.bands))
        listed.body.addWidget(self.aged, 1)
        listed.body.addWidget(self._unknown)
        soon.body.addWidget(self.reaching, 1)
        soon.body.addWidget(
            label("到龄前备好户口本、身份证、社保卡；各县从哪个月起发，以当地规定为准。", "hint", wrap=True)
        )
        columns.main.addWidget(self.figures)
        columns.main.addWidget(label(_NEXT, "muted", wrap=True))
        columns.main.addWidget(listed, 1)
        columns.side.addWidget(soon, 1)
        pad(QVBoxLayout(self)).addWidget(columns)
        self.setFocusProxy(self.aged)

    def refresh(self, changed: frozenset[str]) -> None:
        """The register's ages of today."""
        if changed and not changed & {"residents"}:
            return
        self._found = self._shell.ask(ages.age_bands, today=self._shell.today())
        for band in BANDS:
            self.figures.show_figure(_CAPTIONS[band], str(self._found.count(band)), "人")
        self.figures.show_figure(_SOON, str(len(self._found.reaching)), "人")
        self.reaching.set_rows(self._found.reaching)
        unknown = self._found.unknown
        named = "、".join(unknown[:6]) + (f"等 {len(unknown)} 人" if len(unknown) > 6 else "")
        self._unknown.setText(f"出生日期待补，没有算在内：{named}。" if unknown else "")
        self._unknown.setVisible(bool(unknown))
        self._show()

    def _show(self) -> None:
        if self._found is not None:
            wanted = int(self.bands.current() or 0)
            self.aged.set_rows([one for one in self._found.aged if wanted in (0, one.band)])

    def _open(self, one: Aged | Reaching) -> None:
        self._shell.open_page("residents", target=one.resident)


def _aged_columns() -> tuple[Column, ...]:
    return (
        Column("姓名", lambda one: one.name, 6, stretch=True, bold=True),
        Column("年龄", lambda one: f"{one.age}岁", 3.5, align="right", sort=lambda one: one.age),
        Column("出生日期", lambda one: one.birthday.isoformat(), 6),
        Column("性别", lambda one: _WORDS.get(one.sex, ""), 2.5),
        Column("小组", lambda one: one.group, 4),
        Column("居住", lambda one: one.living, 5),
    )


def _reaching_columns() -> tuple[Column, ...]:
    return (
        Column("哪天", lambda one: words.short_day(one.day), 4.2, sort=lambda one: one.day),
        Column("姓名", lambda one: one.name, 5, stretch=True, bold=True),
        Column("满", lambda one: f"{one.age}岁", 2.8, sort=lambda one: one.age),
        Column("小组", lambda one: one.group, 3),
    )
