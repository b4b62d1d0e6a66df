"""Reading papers back, as a test or a township desk would."""

from __future__ import annotations

import re

import pypdfium2 as pdfium

from happyhome.reports.document import Document, Row, RowKind, Table, texts

_CODE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    opened = pdfium.PdfDocument(pdf)
    found = []
    for page in opened:
        text = page.get_textpage()
        found.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
    opened.close()
    return found


def left_edges(pdf: bytes, words: str) -> list[float]:
    """Where these words begin on each page, in points; nan where a page lacks them."""
    opened = pdfium.PdfDocument(pdf)
    found = []
    for page in opened:
        text = page.get_textpage()
        hit = text.search(words, match_case=True).get_next()
        found.append(round(text.get_charbox(hit[0])[0], 1) if hit else float("nan"))
        text.close()
    opened.close()
    return found


def golden_text(pdf: bytes) -> str:
    """All pages as text for a golden file; the 核对码 is blotted out, for it stands for every byte."""
    return "\n\f\n".join(_CODE.sub("####-####", page) for page in pages_of(pdf)) + "\n"


def words_of(document: Document) -> str:
    """Every text of a document in one string."""
    return "\n".join(text for text, _ in texts(document))


def tables_of(document: Document) -> list[Table]:
    """The tables of all sections."""
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def total_row(table: Table) -> Row:
    """The last total of a table."""
    return [row for row in table.rows if row.kind is RowKind.TOTAL][-1]


def cell(table: Table, row: Row, key: str) -> object:
    """The value under a column's key."""
    return row.cells[[column.key for column in table.columns].index(key)]
