"""A document as a PDF: the one that is previewed, printed and handed in.

Drawn straight on the canvas. The same document always gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from happyhome.reports.block_strips import (
    grid_strips,
    paragraph_strips,
    picture_strips,
    signature_strip,
)
from happyhome.reports.document import (
    Align,
    Document,
    Grid,
    Paragraph,
    Pictures,
    Row,
    RowKind,
    Section,
    Table,
)
from happyhome.reports.fitting import Fitted, fit
from happyhome.reports.fonts import Fonts, fonts_here
from happyhome.reports.pen import MM, Pen
from happyhome.reports.strips import Strip, flow, gap
from happyhome.reports.table_strips import TablePainter

A4 = (210 * MM, 297 * MM)
_HALF = (210 * MM, 148.5 * MM)
_SIDE = 11 * MM
_TOP = 10 * MM
_FOOT = 12 * MM
_FOOT_LINE = 7 * MM
_TITLE = 9 * MM
_SUB_LINE = 6.5 * MM
_SIGN = 9.5 * MM
_CAPTION = 8 * MM
_SEAL = 15 * MM
_TITLE_SIZE = 17.0
_MARK_SIZE = 90.0


def render(document: Document, fonts: Fonts | None = None) -> bytes:
    """The PDF of a document, A4, fonts embedded."""
    from reportlab.pdfgen.canvas import Canvas

    chosen = fonts or fonts_here()
    size = _HALF if document.half else (A4[1], A4[0]) if document.landscape else A4
    sheet = A4 if document.half else size
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=sheet, invariant=1, pageCompression=1, lang="zh-CN")
    canvas.setTitle(document.title)
    canvas.setAuthor(document.home)
    canvas.setSubject(document.code)
    canvas.setCreator("happyhome")
    pages = [(section, page) for section in document.sections for page in _pages(section, chosen, size)]
    pen = Pen(canvas, chosen)
    for number, (section, page) in enumerate(pages, 1):
        is_upper = document.half and number % 2 == 1
        foot = sheet[1] - size[1] if is_upper else 0.0
        if is_upper:
            _draw_cut(canvas, foot, size[0])
        _draw_mark(canvas, section.mark or document.mark, chosen, size, foot)
        top = foot + size[1] - _TOP
        for strip in page:
            strip.draw(pen, top)
            top -= strip.height
        _draw_foot(pen, (section.code or document.code, section.code_note if section.code else document.code_note),
                   f"第 {number} 页 共 {len(pages)} 页", foot, size[0])  # fmt: skip
        if not is_upper or number == len(pages):
            pen.end_page()
    canvas.save()
    return buffer.getvalue()


def _pages(section: Section, fonts: Fonts, size: tuple[float, float]) -> list[list[Strip]]:
    """The strips of each page of a section, title and signatures included."""
    left, width = _SIDE, size[0] - 2 * _SIDE
    heading = _heading(section, fonts, left, width)
    capacity = size[1] - _TOP - _FOOT - heading.height
    each = _signatures(section, fonts, left, width, _SIGN) if section.sign_every_page else []
    capacity -= sum(strip.height for strip in each)
    painters: list[TablePainter] = []
    strips: list[Strip] = []
    for block in section.blocks:
        if isinstance(block, Table):
            painter = TablePainter(block, fonts, left, width)
            strips.extend(_caption(block, fonts, left, width))
            strips.extend(painter.strips())
            painters.append(painter)
        elif isinstance(block, Grid):
            strips.extend(grid_strips(block, fonts, left, width, capacity))
        elif isinstance(block, Pictures):
            strips.extend(picture_strips(block, fonts, left, width))
        else:
            strips.extend(paragraph_strips(block, fonts, left, width))
    strips.extend(_tail(section, fonts, left, width, _SIGN if size == _HALF else _SEAL))
    pages = _flowed(strips, capacity, painters)
    return [[heading, *page, *each] for page in pages]


def _caption(table: Table, fonts: Fonts, left: float, width: float) -> list[Strip]:
    """The words over a table that stands below another."""
    if not table.caption:
        return []
    words = fit(fonts, table.caption, 10.5, width, _CAPTION, bold=True)
    return [
        Strip(
            _CAPTION, lambda pen, top: pen.cell((left, top - 3, width, _CAPTION - 3), words, Align.LEFT, True)
        )
    ]


def _tail(section: Section, fonts: Fonts, left: float, width: float, seal: float) -> list[Strip]:
    """Notes and the last signatures, glued to what stands above them."""
    lines = [Strip(4.0, gap(4.0).draw, glued=True)] if section.notes else []
    for note in section.notes:
        for strip in paragraph_strips(Paragraph(note, section.note_size), fonts, left, width):
            lines.append(Strip(strip.height, strip.draw, glued=True))
    if section.signatures and not section.sign_every_page:
        lines.extend(_signatures(section, fonts, left, width, seal))
    return lines


def _signatures(section: Section, fonts: Fonts, left: float, width: float, height: float) -> list[Strip]:
    if not section.signatures:
        return []
    return [signature_strip(section.signatures, fonts, left, width, height, glued=True)]


def _heading(section: Section, fonts: Fonts, left: float, width: float) -> Strip:
    title = fit(fonts, section.title, _TITLE_SIZE, width, _TITLE, bold=True)
    title_height = max(_TITLE, title.height + 4)
    sub_line = _SUB_LINE if section.left or section.right else 2 * MM
    right = fit(fonts, section.right, 10.0, width * 0.45, _SUB_LINE)
    first = fit(fonts, section.left, 10.0, width * 0.55, _SUB_LINE)

    def draw(pen: Pen, top: float) -> None:
        pen.cell((left, top, width, title_height), title, Align.CENTER, bold=True)
        pen.cell((left, top - title_height, width, sub_line), first, Align.LEFT)
        pen.cell((left, top - title_height, width, sub_line), right, Align.RIGHT)

    return Strip(title_height + sub_line, draw)


def _flowed(strips: list[Strip], capacity: float, painters: Sequence[TablePainter]) -> list[list[Strip]]:
    """The strips by page, 本页小计 put in; a table that fits a page without it needs none and no room for it."""
    plain = flow([replace(strip, reserve=0.0) for strip in strips], capacity)
    if all(sum(bool(_plain_rows(page, one)) for page in plain) < 2 for one in painters if one.sums_pages):
        return plain
    pages = flow(strips, capacity)
    for painter in painters:
        _insert_page_sums(pages, painter)
    return pages


def _insert_page_sums(pages: list[list[Strip]], painter: TablePainter) -> None:
    """Put 本页小计 under the rows of each page, where a table has more than one page."""
    found = [(page, _plain_rows(page, painter)) for page in pages]
    found = [(page, rows) for page, rows in found if rows]
    if len(found) < 2 or not painter.sums_pages:
        return
    for page, rows in found:
        last = max(index for index, strip in enumerate(page) if strip.row is rows[-1])
        page.insert(last + 1, painter.page_sum(rows))


def _plain_rows(page: Sequence[Strip], painter: TablePainter) -> list[Row]:
    return [
        strip.row
        for strip in page
        if strip.head is painter.head and strip.row is not None and strip.row.kind is RowKind.PLAIN
    ]


def _draw_foot(pen: Pen, code: tuple[str, str], pages: str, foot: float, width: float) -> None:
    """The page's number, and the code with its note where there is one."""
    box = (_SIDE, foot + _FOOT, width - 2 * _SIDE, _FOOT_LINE)
    pen.cell(box, Fitted(8.5, (pages,)), Align.CENTER)
    if code[0]:
        note = f"（{code[1]}）" if code[1] else ""
        pen.cell(box, Fitted(8.5, (f"核对码 {code[0]}{note}",)), Align.RIGHT)


def _draw_cut(canvas: Any, y: float, width: float) -> None:
    """Where to cut a sheet that holds two halves."""
    canvas.saveState()
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 3)
    canvas.line(0, y, width, y)
    canvas.restoreState()


def _draw_mark(canvas: Any, mark: str, fonts: Fonts, size: tuple[float, float], foot: float) -> None:
    """样张 across the page, light enough to read through."""
    if not mark:
        return
    canvas.saveState()
    canvas.setFillGray(0.9)
    canvas.translate(size[0] / 2, foot + size[1] / 2)
    canvas.rotate(30)
    x = -fonts.width(mark, _MARK_SIZE, bold=True) / 2
    for run in fonts.set(mark, bold=True).runs:
        canvas.setFont(run.font, _MARK_SIZE * run.scale)
        canvas.drawString(x, -_MARK_SIZE / 3, run.text)
        x += canvas.stringWidth(run.text, run.font, _MARK_SIZE * run.scale)
    canvas.restoreState()
