"""What a paper says, before anything knows how it will be drawn.

A ``Document`` holds no Qt, no reportlab and no sheet: forms build it, renderers read it. All sums
of the month are already in it; only 本页小计 is left to the renderer, which alone knows the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | date | None
"""One cell. Money is whole 分 in a MONEY column. None and "" are left empty."""


class CellKind(StrEnum):
    """What a column holds; it decides how a cell is written on paper and in a sheet."""

    TEXT = "text"
    NUMBER = "number"
    MARK = "mark"
    MONEY = "money"
    DAY = "day"


class Align(StrEnum):
    """Where a text stands in its cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(StrEnum):
    """What a row of a table is."""

    PLAIN = "plain"
    GROUP = "group"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``head`` has one level or two; equal first levels side by side are merged.

    ``width`` is in mm as wished: a renderer stretches all columns to the page in proportion.
    ``size`` is the type size in points, 0 for that of the table. ``choices`` become a drop-down.
    """

    key: str
    head: tuple[str, ...]
    width: float
    align: Align = Align.CENTER
    kind: CellKind = CellKind.TEXT
    size: float = 0.0
    shaded: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row in the order of the columns; ``faint`` are indices printed in grey.

    ``subject`` is the name of the person it is about, for messages. A GROUP row has one cell.
    """

    cells: tuple[Value, ...]
    kind: RowKind = RowKind.PLAIN
    faint: frozenset[int] = frozenset()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that may run over pages, its head on each of them.

    ``page_sums`` are the keys of columns summed in 本页小计 (marks are counted, faint ones not).
    ``row_height`` is the least height in mm: 7.5 or more where somebody signs. ``least`` is the
    smallest type in points that a cell may shrink to (0: as small as the program ever goes).
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_height: float = 7.0
    size: float = 9.0
    page_sums: tuple[str, ...] = ()
    empty_text: str = "本月没有记录"
    caption: str = ""
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a form-like paper; a label is set on grey, a value on white.

    ``down``: how many rows it is high; only the last cell of a row may be higher than one, and the
    rows beside it leave its columns out (a place for a photo).
    """

    text: str = ""
    span: int = 1
    label: bool = False
    align: Align = Align.LEFT
    down: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """Cells whose spans fill the grid's width; ``height`` in mm is the least one."""

    cells: tuple[GridCell, ...]
    height: float = 9.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A bordered form of labels and values, ``widths`` in proportion."""

    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    size: float = 10.5


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it was filed, with what is written under it."""

    name: str
    caption: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos side by side."""

    pictures: tuple[Picture, ...]
    per_row: int = 2
    height: float = 70.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    size: float = 10.5
    align: Align = Align.LEFT
    indent: bool = False


Block = Table | Grid | Pictures | Paragraph


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: 村委会（盖章）. ``value`` is what is printed there already (a date)."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What begins on a page of its own (in a workbook: on a sheet of its own).

    ``sheet_blocks`` replace ``blocks`` in a workbook, where paper has to fold its columns.
    ``code``, ``code_note`` and ``mark`` are its own where it is about something that has them (a
    roll); "" leaves it those of the document.
    """

    title: str
    blocks: tuple[Block, ...]
    left: str = ""
    right: str = ""
    notes: tuple[str, ...] = ()
    note_size: float = 9.0
    signatures: tuple[Signature, ...] = ()
    sign_every_page: bool = False
    name: str = ""
    sheet_blocks: tuple[Block, ...] = ()
    code: str = ""
    code_note: str = ""
    mark: str = ""

    @property
    def for_sheet(self) -> tuple[Block, ...]:
        """The blocks a workbook shows."""
        return self.sheet_blocks or self.blocks


@dataclass(frozen=True, slots=True)
class Document:
    """One paper. ``code`` is the 核对码 of the month it was made from, "" on blank forms.

    ``masked`` says that it holds nothing secret and may be posted. ``mark`` is drawn large and
    light across each page (样张, 草稿). ``half``: each page is half an A4, two on a sheet.
    """

    title: str
    home: str
    sections: tuple[Section, ...]
    landscape: bool = False
    code: str = ""
    code_note: str = ""
    masked: bool = False
    mark: str = ""
    blank: bool = False
    half: bool = False


def shown(value: Value, kind: CellKind) -> str:
    """A cell as it is printed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if kind is CellKind.MONEY:
        return f"{'-' if value < 0 else ''}{abs(int(value)) // 100}.{abs(int(value)) % 100:02d}"
    return str(value)


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every text that gets printed, with where it stands: a person's name, or the section."""
    yield document.title, ""
    yield document.home, ""
    for section in document.sections:
        place = section.name or section.title
        for text in (section.title, section.left, section.right, *section.notes):
            yield text, place
        for signature in section.signatures:
            yield signature.label + signature.value, place
        for block in (*section.blocks, *section.sheet_blocks):
            yield from _texts_of(block, place)


def _texts_of(block: Block, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(block, Table):
        yield block.caption, place
        for column in block.columns:
            yield from ((head, place) for head in column.head)
        for row in block.rows:
            yield from ((cell, row.subject or place) for cell in row.cells if isinstance(cell, str))
    elif isinstance(block, Grid):
        yield from ((cell.text, place) for row in block.rows for cell in row.cells)
    elif isinstance(block, Pictures):
        yield from ((picture.caption, place) for picture in block.pictures)
    else:
        yield block.text, place


def text_blocks(document: Document) -> Iterator[list[str]]:
    """The texts of each table, grid or paragraph, and of what stands around them: what is counted together."""
    for section in document.sections:
        yield [
            section.title,
            section.left,
            section.right,
            *section.notes,
            *(one.value for one in section.signatures),
        ]
        for block in (*section.blocks, *section.sheet_blocks):
            yield [text for text, _ in _texts_of(block, "")]


def photos(document: Document) -> Iterator[tuple[str, bytes, str]]:
    """Every photo: its file name, its bytes, and the section it stands in."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Pictures):
                for picture in block.pictures:
                    yield picture.name, picture.content, section.name or section.title
