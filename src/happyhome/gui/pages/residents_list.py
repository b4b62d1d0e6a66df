"""The register of elders: chips, group and typing narrow it down; Enter opens one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from happyhome.domain.masking import mask_id, mask_phone
from happyhome.domain.people import Person
from happyhome.gui import text as words
from happyhome.gui.kit import theme
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import Card, label
from happyhome.gui.kit.chips import Chips
from happyhome.gui.kit.empty import Empty
from happyhome.gui.kit.flow import Wrap
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.kit.steady import ChoiceBox
from happyhome.gui.kit.table import Column, Table
from happyhome.gui.persons import is_gone, sex_word, state_words
from happyhome.gui.shell import Shell
from happyhome.services import order, registers, residents

EVERY_GROUP: Final = "全部小组"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register as it is shown, sorted and searched."""

    id: str
    name: str
    pinyin: str
    initials: str
    sex: str
    age: int | None
    group: str
    living: str
    aid: str
    service: str
    phone: str
    id_number: str
    state: str
    gone: bool


def row_of(one: Person, today: date) -> Row:
    """A person as a line of the register."""
    resident = one.resident
    return Row(
        resident.id, resident.name, resident.pinyin, resident.initials, sex_word(resident),
        resident.age_on(today), resident.group, one.words("living", today), one.words("aid", today),
        one.words("service", today), resident.phone, resident.id_number or "", state_words(one, today),
        is_gone(one),
    )  # fmt: skip


FILTERS: Final[tuple[tuple[str, str, Callable[[Row], bool]], ...]] = (
    ("here", "在册", lambda row: not row.gone),
    ("pending", "待补身份证", lambda row: not row.gone and not row.id_number),
    ("aged", "80 岁以上", lambda row: not row.gone and row.age is not None and row.age >= 80),
    ("alone", "独居空巢", lambda row: not row.gone and row.living in ("独居", "空巢", "留守")),
    ("aided", "特困低保", lambda row: not row.gone and row.aid in ("特困", "低保", "低保边缘")),
    ("away", "外出住院", lambda row: not row.gone and row.state != "在册"),
    ("gone", "去世迁出", lambda row: row.gone),
    ("all", "全部", lambda _row: True),
)

COLUMNS: Final = (
    Column("姓名", lambda row: row.name, 6, bold=True, sort=lambda row: row.pinyin),
    Column("性别", lambda row: row.sex, 2.4),
    Column("年龄", lambda row: "" if row.age is None else str(row.age), 2.4, align="right",
           sort=lambda row: row.age or 0),
    Column("小组", lambda row: row.group, 4, sort=lambda row: (*order.group_order(row.group), row.pinyin)),
    Column("居住状况", lambda row: row.living, 6.4, tone=lambda row: theme.DANGER if row.living == "独居" else ""),
    Column("救助身份", lambda row: row.aid, 4.6),
    Column("服务方式", lambda row: row.service, 4),
    Column("电话", lambda row: mask_phone(row.phone), 6.4),
    Column("身份证号", lambda row: mask_id(row.id_number) if row.id_number else "待补", 10.2,
           tone=lambda row: "" if row.id_number else theme.DANGER),
    Column("状态", lambda row: row.state, 7.6, stretch=True, tone=lambda row: theme.MUTED if row.gone else ""),
)  # fmt: skip


def matches(row: Row, typed: str) -> bool:
    """Whether a line has what was typed: characters, pinyin, initials, or the tail of ID number or phone."""
    word = words.half_width(typed).replace(" ", "")
    if not word:
        return True
    latin = word.lower()
    if word in row.name or word.replace(".", "·") in row.name:
        return True
    spelled = f" {row.pinyin} {row.initials}"
    tails = row.id_number.upper().endswith(word.upper()) or row.phone.endswith(word)
    return f" {latin}" in spelled or (len(word) >= 2 and tails)


class _Typed(QLineEdit):
    """A field in which Down and Enter lead into the table."""

    into = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.into.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ResidentsList(QWidget):
    """``opened(id)``, ``new_asked``, ``import_asked``, ``register_asked(table)``."""

    opened = Signal(str)
    new_asked = Signal()
    import_asked = Signal()
    register_asked = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._shell = shell
        self._rows: tuple[Row, ...] = ()
        self.chips = Chips([(key, word) for key, word, _ in FILTERS])
        self.typed, self.groups = _Typed(), ChoiceBox()
        self.table = Table(COLUMNS, empty="没有符合条件的老人。换一个筛选，或清空查找。")
        self._count = label("", "muted")
        self._head()
        self._body()
        self.chips.chosen.connect(lambda _key: self._narrow())
        self.groups.activated.connect(lambda _index: self._narrow())
        self.typed.textChanged.connect(lambda _text: self._narrow())
        self.typed.into.connect(self._into_table)
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.setFocusProxy(self.table)

    def _head(self) -> None:
        self.new_button = KeyButton("登记老人", "Ctrl N", self.new_asked.emit, kind="primary")
        self.import_button = button("导入名册…", self.import_asked.emit)
        self.others_button = button("其他登记 ▾", self._show_registers)
        least(self.typed, 220, 0, max_width=300)
        self.typed.setPlaceholderText("在名册里查找")
        self.typed.setAccessibleName("在名册里查找：姓名、拼音首字母、身份证或电话尾号")
        self.groups.setAccessibleName("村民小组")
        column = pad(QVBoxLayout(self), gap=12)
        column.addWidget(
            Wrap(
                label("老人", "title"), self.typed, self.groups, self._count,
                right=(self.others_button, self.import_button, self.new_button),
            )
        )  # fmt: skip
        column.addWidget(self.chips)

    def _body(self) -> None:
        self._card = Card()
        pad(self._card.body, 8, 6, 8, 8, gap=0)
        self._card.body.addWidget(self.table)
        self._nobody = Empty(
            "people", "名册还是空的", "导入名册…", self.import_asked.emit,
            more="有 Excel 名册就直接导入，乱一点也不要紧；没有就点右上角“登记老人”一位一位记。",
        )  # fmt: skip
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self._card, 1)
        layout.addWidget(self._nobody, 1)
        least(self.table, 0, 180)

    # What is shown

    def refresh(self) -> None:
        """Ask anew."""
        today = self._shell.today()
        people = sorted(self._shell.ask(residents.people), key=order.village_order)
        self._rows = tuple(row_of(one, today) for one in people)
        self.chips.set_options([(key, f"{word} {sum(map(fits, self._rows))}") for key, word, fits in FILTERS])
        self._offer_groups()
        for part in (self._card, self.chips, self._count, self.typed):
            part.setVisible(bool(self._rows))
        self._nobody.setVisible(not self._rows)
        self._narrow()

    def show_filter(self, key: str) -> None:
        """Narrow down to one of FILTERS, with nothing else in the way."""
        self.chips.set_current(key)
        self.typed.clear()
        self.groups.setCurrentIndex(0)
        self._narrow()

    def shown(self) -> tuple[str, ...]:
        """The ids in the order they stand there."""
        return tuple(row.id for row in self.table.rows())

    def point_at(self, resident: str) -> None:
        """Make somebody's line the current one."""
        self.table.select_where(lambda row: row.id == resident)

    def _offer_groups(self) -> None:
        before = self.groups.currentText()
        names = sorted({row.group for row in self._rows if row.group}, key=order.group_order)
        self.groups.clear()
        self.groups.addItems([EVERY_GROUP, *names])
        self.groups.setCurrentIndex(max(0, self.groups.findText(before)))
        self.groups.setVisible(len(names) > 1)

    def _narrow(self) -> None:
        fits = next(fits for key, _, fits in FILTERS if key == self.chips.current())
        group = self.groups.currentText() if self.groups.currentIndex() > 0 else ""
        typed = self.typed.text()
        found = [row for row in self._rows if fits(row) and matches(row, typed) and group in ("", row.group)]
        self.table.set_rows(found)
        if found and self.table.current() is None:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._count.setText(f"{len(found)} 人")

    def _into_table(self) -> None:
        self.table.setFocus()
        if len(self.table.rows()) == 1:
            self.opened.emit(self.table.rows()[0].id)

    def _show_registers(self) -> None:
        menu = QMenu(self)
        for register in registers.listed_registers():
            chosen = menu.addAction(f"{register.title}记录")
            chosen.triggered.connect(lambda _on=False, table=register.table: self.register_asked.emit(table))
        menu.exec(self.others_button.mapToGlobal(self.others_button.rect().bottomLeft()))
