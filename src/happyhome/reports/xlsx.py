"""A document as a workbook: a sheet for each table, ready to be filled on and printed on A4.

Numbers are numbers, days are days, and whatever was typed stays text: ID numbers, cards, phones,
and names that begin with = + - @.
"""

from __future__ import annotations

import io
import math
import re
from typing import Any

from happyhome.reports.document import Document, Paragraph, Section, Table
from happyhome.reports.steady_zip import steady
from happyhome.reports.xlsx_sheet import SheetWriter
from happyhome.reports.xlsx_styles import Styles

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_A4 = 9
_MOST_SHRINK = 1.8
_MARK_SIZE = 20
_MARK_COLOUR = "999999"


def render(document: Document) -> bytes:
    """The workbook (.xlsx) of a document; raises ValueError for a paper that has no table."""
    from openpyxl import Workbook

    workbook = Workbook()
    scratch = workbook.active
    styles = Styles(scratch.cell(1, 1))
    names: set[str] = set()
    for section in document.sections:
        _write_section(workbook, section, document, styles, names)
    if not names:
        raise ValueError(f"{document.title} has no table to put on a sheet")
    workbook.remove(scratch)
    workbook.properties.title = document.title
    workbook.properties.creator = document.home
    written = io.BytesIO()
    workbook.save(written)
    return steady(written.getvalue())


def _write_section(
    workbook: Any, section: Section, document: Document, styles: Styles, names: set[str]
) -> None:
    """A sheet for each table; notes and signatures stand on the first."""
    tables = [block for block in section.for_sheet if isinstance(block, Table)]
    paragraphs = [block for block in section.for_sheet if isinstance(block, Paragraph)]
    for number, table in enumerate(tables):
        sheet = workbook.create_sheet(_sheet_name(table.caption or section.name or section.title, names))
        title = f"{section.title}　{table.caption}" if table.caption else section.title
        writer = SheetWriter(sheet, table, styles)
        writer.write(section, title, () if number else paragraphs, with_foot=number == 0)
        _set_page(sheet, document, section, writer.width_mm)


def _set_page(sheet: Any, document: Document, section: Section, width_mm: float) -> None:
    """A4, as many pages wide as keep the type readable."""
    sheet.page_setup.orientation = "landscape" if document.landscape else "portrait"
    sheet.page_setup.paperSize = _A4
    page_mm = 277 if document.landscape else 190
    sheet.page_setup.fitToWidth = math.ceil(width_mm / (page_mm * _MOST_SHRINK))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.45, 0.6, 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    code = section.code or document.code
    if code:
        words = section.code_note if section.code else document.code_note
        sheet.oddFooter.right.text = f"核对码 {code}（{words}）" if words else f"核对码 {code}"
    mark = section.mark or document.mark
    if mark:
        sheet.oddHeader.center.text = mark
        sheet.oddHeader.center.size = _MARK_SIZE
        sheet.oddHeader.center.color = _MARK_COLOUR
        margins.top, margins.header = 0.75, 0.25


def _sheet_name(wished: str, taken: set[str]) -> str:
    """A name that Excel accepts and no other sheet has."""
    clean = _NOT_IN_SHEET_NAMES.sub("", wished).strip(" '")[:_LONGEST_SHEET_NAME] or "表"
    name, number = clean, 1
    while name.casefold() in taken:
        number += 1
        tail = f" {number}"
        name = clean[: _LONGEST_SHEET_NAME - len(tail)] + tail
    taken.add(name.casefold())
    return name
