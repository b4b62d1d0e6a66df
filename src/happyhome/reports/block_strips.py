"""Everything that is not a table as strips: forms, running text, photos, places to sign."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from happyhome.reports.document import Align, Grid, GridRow, Paragraph, Picture, Pictures, Signature
from happyhome.reports.fitting import LEADING, Fitted, fit, smallest_of, wrap
from happyhome.reports.fonts import Fonts
from happyhome.reports.pen import MM, Pen
from happyhome.reports.photos import photo_for_paper
from happyhome.reports.strips import Strip, gap
from happyhome.reports.table_strips import HEAD_GREY

_PADDING = 3.0
SIGNATURE_SIZE = 10.0


def paragraph_strips(paragraph: Paragraph, fonts: Fonts, left: float, width: float) -> list[Strip]:
    """One strip a line, so that long text may run over pages."""
    text = ("　　" if paragraph.indent else "") + paragraph.text
    size = paragraph.size
    step = size * LEADING * (1.25 if paragraph.indent else 1.05)

    def draw(line: str, pen: Pen, top: float) -> None:
        pen.cell((left, top, width, step), Fitted(size, (line,)), paragraph.align)

    return [Strip(step, partial(draw, line)) for line in wrap(fonts, text, size, width)]


def grid_strips(grid: Grid, fonts: Fonts, left: float, width: float, tallest: float) -> list[Strip]:
    """One strip a row; a row higher than a page is continued in further strips."""
    total = sum(grid.widths)
    edges = [left + width * sum(grid.widths[:count]) / total for count in range(len(grid.widths) + 1)]
    found: list[Strip] = []
    rows = list(grid.rows)
    while rows:
        down = rows[0].cells[-1].down
        if down > 1:
            found.append(_beside_tall(rows[:down], grid.size, edges, fonts, tallest))
        else:
            found.extend(_grid_row(rows[0], grid.size, edges, fonts, tallest))
        del rows[:down]
    return found


def _beside_tall(
    rows: Sequence[GridRow], size: float, edges: Sequence[float], fonts: Fonts, tallest: float
) -> Strip:
    """Rows beside one cell as high as all of them together (a place for a photo), never cut."""
    tall = rows[0].cells[-1]
    beside = [GridRow(rows[0].cells[:-1], rows[0].height), *rows[1:]]
    strips = [strip for row in beside for strip in _grid_row(row, size, edges, fonts, tallest)]
    height = sum(strip.height for strip in strips)
    x = edges[-1 - tall.span]
    width = edges[-1] - x
    words = fit(fonts, tall.text, size, width - 2 * _PADDING, height - 4)

    def draw(pen: Pen, top: float) -> None:
        pen.box(x, top, width, height)
        pen.cell((x + _PADDING, top, width - 2 * _PADDING, height), words, Align.CENTER)
        for strip in strips:
            strip.draw(pen, top)
            top -= strip.height

    return Strip(height, draw)


def _grid_row(row: GridRow, size: float, edges: Sequence[float], fonts: Fonts, tallest: float) -> list[Strip]:
    boxes: list[tuple[float, float]] = []
    column = 0
    for cell in row.cells:
        boxes.append((edges[column], edges[column + cell.span] - edges[column]))
        column += cell.span
    least = row.height * MM
    fitted = [
        fit(fonts, cell.text, size, box[1] - 2 * _PADDING, max(least, tallest * 0.6) - 4)
        if not cell.label and len(row.cells) <= 2
        else fit(fonts, cell.text, size, box[1] - 2 * _PADDING, least - 4)
        for cell, box in zip(row.cells, boxes, strict=True)
    ]
    strips: list[Strip] = []
    while fitted:
        most = [int((tallest - 6) // (one.size * LEADING)) for one in fitted]
        now = [Fitted(one.size, one.lines[:limit]) for one, limit in zip(fitted, most, strict=True)]
        later = [Fitted(one.size, one.lines[limit:]) for one, limit in zip(fitted, most, strict=True)]
        height = max([least, *(one.height + 5 for one in now)])
        strips.append(Strip(height, partial(_draw_grid_row, row, boxes, now, height)))
        fitted = later if any(one.lines for one in later) else []
    return strips


def _draw_grid_row(
    row: GridRow,
    boxes: list[tuple[float, float]],
    fitted: list[Fitted],
    height: float,
    pen: Pen,
    top: float,
) -> None:
    for cell, (x, width), one in zip(row.cells, boxes, fitted, strict=True):
        if cell.label:
            pen.fill(x, top, width, height, HEAD_GREY)
        pen.box(x, top, width, height)
        align = Align.CENTER if cell.label else cell.align
        pen.cell((x + _PADDING, top, width - 2 * _PADDING, height), one, align, grey=0.0)


def picture_strips(block: Pictures, fonts: Fonts, left: float, width: float) -> list[Strip]:
    """One strip for each row of photos with their captions."""
    found = [gap(6)]
    for start in range(0, len(block.pictures), block.per_row):
        row = block.pictures[start : start + block.per_row]
        found.append(_picture_row(row, block, fonts, left, width))
    return found


def _picture_row(row: Sequence[Picture], block: Pictures, fonts: Fonts, left: float, width: float) -> Strip:
    cell = width / block.per_row
    height = block.height * MM
    caption = 14.0

    def draw(pen: Pen, top: float) -> None:
        for index, picture in enumerate(row):
            x = left + index * cell
            _place_picture(pen, picture, (x + 4, top - 2, cell - 8, height - 4))
            line = fit(fonts, picture.caption or picture.name, 9, cell - 8, caption)
            pen.cell((x + 4, top - height, cell - 8, caption), line, Align.CENTER)

    return Strip(height + caption + 4, draw)


def _place_picture(pen: Pen, picture: Picture, box: tuple[float, float, float, float]) -> None:
    """Draw a photo as large as its box (left, top, width, height) allows, upright."""
    left, top, width, height = box
    prepared = photo_for_paper(picture.content)
    if prepared is None:
        pen.box(left, top, width, height)
        words = fit(pen.fonts, f"照片打不开：{picture.name}", 10, width - 8, height)
        pen.cell((left + 4, top, width - 8, height), words, Align.CENTER)
        return
    jpeg, across, down = prepared
    scale = min(width / across, height / down)
    across, down = across * scale, down * scale
    pen.picture(left + (width - across) / 2, top - (height + down) / 2, across, down, jpeg)


def signature_strip(
    signatures: Sequence[Signature], fonts: Fonts, left: float, width: float, height: float, glued: bool
) -> Strip:
    """Places to sign side by side, as wide as their words ask for."""
    texts = [f"{one.label}：{one.value}" for one in signatures]
    needs = [fonts.width(text, SIGNATURE_SIZE) for text in texts]
    size = min(SIGNATURE_SIZE, max(smallest_of(SIGNATURE_SIZE), SIGNATURE_SIZE * width / (sum(needs) or 1)))
    free = max(0.0, width - sum(needs) * size / SIGNATURE_SIZE)
    open_ends = sum(not one.value for one in signatures) or 1

    def draw(pen: Pen, top: float) -> None:
        x = left
        for one, text, need in zip(signatures, texts, needs, strict=True):
            pen.cell((x, top, width, height), Fitted(size, (text,)), Align.LEFT)
            x += need * size / SIGNATURE_SIZE + (0 if one.value else free / open_ends)

    return Strip(height, draw, glued)
