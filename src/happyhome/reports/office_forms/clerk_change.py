"""交接单: what the leaving clerk hands to the next, to be gone through together and signed by three."""

from __future__ import annotations

from happyhome.domain.clerk_changes import ClerkChange, Left
from happyhome.domain.dates import long_day
from happyhome.reports.document import (
    Align,
    Column,
    Document,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    Row,
    Section,
    Signature,
    Table,
)
from happyhome.reports.wording import title_of

TITLE = "文书工作交接单"
_WIDTHS = (1.0, 2.4, 1.0, 2.4)
_TO_WRITE = "　　　　　　　　　"
_LEFT = (
    Column("number", ("序号",), 10),
    Column("tag", ("类别",), 16),
    Column("text", ("事项",), 78, align=Align.LEFT),
    Column("detail", ("现状",), 66, align=Align.LEFT),
    Column("seen", ("接手人核对",), 20),
)
_KEYS = (
    Column("number", ("序号",), 10),
    Column("tag", ("类别",), 20),
    Column("text", ("内容",), 70, align=Align.LEFT),
    Column("detail", ("怎么交",), 70, align=Align.LEFT),
    Column("seen", ("已交",), 20),
)
_COPIES = (
    Column("number", ("序号",), 10),
    Column("tag", ("类别",), 20),
    Column("text", ("在哪里",), 70, align=Align.LEFT),
    Column("detail", ("最近一份",), 70, align=Align.LEFT),
    Column("seen", ("看过",), 20),
)
_STEPS = (
    Column("number", ("序号",), 10),
    Column("text", ("接手当天要做的",), 160, align=Align.LEFT),
    Column("seen", ("做完",), 20),
)


def build(change: ClerkChange) -> Document:
    """The paper: who to whom, how much there is, what is open, where copies lie, what to hand over."""
    section = Section(
        title=title_of(change.home, TITLE),
        blocks=(
            _head(change),
            _table("一、还没有办完的事", _LEFT, change.matters, "没有"),
            _table("二、没有结账、没有上交的月份", _LEFT, change.returns, "都已结账并上交"),
            _table("三、没有锁定、没有发放的名册，和待追回的钱", _LEFT, change.rolls, "没有"),
            _table("四、备份", _COPIES, change.backups, "还没有备份"),
            _table("五、要交的钥匙、密码和东西", _KEYS, change.keys, "没有"),
            Table(
                _STEPS,
                tuple(Row((str(number), step, "")) for number, step in enumerate(change.steps, 1)),
                row_height=8.0,
                size=10,
                caption="六、接手当天要做的",
            ),
            Paragraph("", 4),
            Paragraph(_proof(change), 10),
        ),
        left=f"移交日期：{long_day(change.day)}",
        right=f"没有办完的共 {change.open_things} 件",
        notes=("一式三份，移交人、接手人、村委会各存一份。上面写着老人的姓名，请和档案一起保管，不要张贴。",),
        note_size=10,
        signatures=(
            Signature("移交人"),
            Signature("接手人"),
            Signature("监交人（盖章）"),
            Signature("日期", "　　　　年　　月　　日"),
        ),
        name="交接单",
    )
    return Document(TITLE, change.home.full_name, (section,))


def _head(change: ClerkChange) -> Grid:
    rows = [
        _pairs(("移交人", change.leaving or _TO_WRITE), ("接手人", change.taking or _TO_WRITE)),
        _pairs(
            ("监交人", change.witness or _TO_WRITE),
            ("数据保护", "已加锁" if change.is_sealed else "没有加锁"),
        ),
    ]
    counts = [*change.counts, *([("", "")] if len(change.counts) % 2 else [])]
    rows += [_pairs(counts[at], counts[at + 1]) for at in range(0, len(counts), 2)]
    return Grid(_WIDTHS, tuple(rows), size=10.5)


def _pairs(one: tuple[str, str], other: tuple[str, str]) -> GridRow:
    cells = [GridCell(text, label=at % 2 == 0) for at, text in enumerate((*one, *other))]
    return GridRow(tuple(cells), 8)


def _table(caption: str, columns: tuple[Column, ...], things: tuple[Left, ...], nothing: str) -> Table:
    rows = tuple(
        Row((str(number), one.tag, one.text, one.detail, "")) for number, one in enumerate(things, 1)
    )
    return Table(columns, rows, row_height=8.0, size=10, caption=caption, empty_text=nothing, least=8.5)


def _proof(change: ClerkChange) -> str:
    if not change.operations:
        return f"数据副本号 {change.instance}，还没有任何操作记录。"
    return (
        f"截至移交，操作记录共 {change.operations:,} 步，最后一步的核对码 {change.head}，数据副本号 {change.instance}。"
        "以后谁做的每一步，都在“操作记录”里写着名字。"
    )
