"""恢复单: the recovery code on one page for the office safe, to be read at arm's length and typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from happyhome.domain.dates import long_day
from happyhome.domain.homes import Home
from happyhome.reports.document import Align, Document, Grid, GridCell, GridRow, Paragraph, Section
from happyhome.reports.wording import title_of

TITLE = "数据恢复单"
_ACROSS = 4
_SIZE = 12.5
_GAP = Paragraph("", 9)
_USES = (
    "忘了密码；电脑坏了、丢了，要在新电脑上从备份恢复；文书换了人，没有交下密码。",
    "没有它，又没有人记得密码，数据和备份谁也打不开，本程序的作者也不能。",
)
_STEPS = (
    (
        "1",
        "在新电脑上装好本程序，打开。\n（只是忘了密码、电脑还好的：在输密码处点“忘了密码”，直接做第 4 步。）",
    ),
    ("2", "第一次打开时，选“从备份恢复”。"),
    ("3", "插上存有备份的 U 盘，选最近的一份备份。"),
    ("4", "照上面输入 8 组恢复码，再给自己设一个新密码。输错的一组程序会指出来，对照改正就行。"),
)
_WARNING = (
    "谁拿到这张单子，又拿到一份备份或这台电脑，谁就能看到全部老人的身份证号和银行卡号。",
    "请锁进保险柜：不拍照，不复印，不和备份 U 盘放在一起，不在电脑里留这份文件。",
    "打印了这一张，以前的恢复单就作废了，请收回销毁。保管的人换了，请换一张新的。",
)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says: the code, the home (None before it has a name), the ring's id, the day of printing."""

    home: Home | None
    ring: str
    day: date
    code: str = field(repr=False)


def build(sheet: RecoverySheet) -> Document:
    """The page."""
    name = sheet.home.full_name if sheet.home else "幸福院"
    section = Section(
        title=title_of(sheet.home, TITLE) if sheet.home else TITLE,
        blocks=(
            *_code(sheet.code.split("-")),
            _GAP,
            Grid((0.9, 6.1), _which(sheet), _SIZE),
            _GAP,
            Paragraph("怎么用", _SIZE),
            Grid((0.35, 6.65), tuple(_step(number, text) for number, text in _STEPS), _SIZE),
            _GAP,
            Paragraph("请注意", _SIZE),
            Grid((1,), tuple(GridRow((GridCell(text),), 11) for text in _WARNING), _SIZE),
            _GAP,
            Grid((0.9, 2.6, 0.9, 2.6), _keepers(), _SIZE),
        ),
        left=f"打印日期：{long_day(sheet.day)}",
        right="锁进保险柜，不要张贴",
        name=TITLE,
    )
    return Document(TITLE, name, (section,))


def short_id(ring: str) -> str:
    """How people tell one ring from another: its first eight signs."""
    return ring[:8].upper()


def _code(groups: list[str]) -> tuple[Grid, ...]:
    """Two lines of four groups, each group's number small above it."""
    widths, found = (1.0,) * _ACROSS, []
    for first in range(0, len(groups), _ACROSS):
        line = groups[first : first + _ACROSS]
        numbers = tuple(
            GridCell(f"第 {number} 组", label=True, align=Align.CENTER)
            for number in range(first + 1, first + len(line) + 1)
        )
        digits = tuple(GridCell(group, align=Align.CENTER) for group in line)
        found += [Grid(widths, (GridRow(numbers, 7),), 11), Grid(widths, (GridRow(digits, 24),), 34)]
    return tuple(found)


def _which(sheet: RecoverySheet) -> tuple[GridRow, ...]:
    home = sheet.home
    village = f"（行政村代码 {home.village_code}）" if home and home.village_code else ""
    data = f"{home.full_name if home else ''}{village}，钥匙编号 {short_id(sheet.ring)}"
    return (
        GridRow((GridCell("哪份数据", label=True), GridCell(data)), 12),
        GridRow((GridCell("做什么用", label=True), GridCell("\n".join(_USES))), 18),
    )


def _step(number: str, text: str) -> GridRow:
    return GridRow((GridCell(number, label=True, align=Align.CENTER), GridCell(text)), 12)


def _keepers() -> tuple[GridRow, ...]:
    def line(*labels: str) -> GridRow:
        return GridRow(
            tuple(cell for one in labels for cell in (GridCell(one, label=True), GridCell(""))), 14
        )

    return (line("打印人", "保管人"), line("收存日期", "放在哪里"))
