"""The heaviest paper, 300 elders by 31 days, against drawing it by hand and against LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from happyhome.domain.meals import MARKS
from happyhome.domain.month_book import MonthBook
from happyhome.reports import pdf, xlsx
from happyhome.reports.document import Document
from happyhome.reports.form import Options
from happyhome.reports.forms import form_named
from tests.benchmarks.timing import Row, in_turn
from tests.reports.books import book

_ROWS_A_PAGE = 19


def rows() -> list[Row]:
    """PDF, workbook, and the whole way from the month's book, against bare tools."""
    month = book(300)
    document = form_named("meal_attendance").build(month, Options())
    cells = _cells(month)
    ours, bare = in_turn(lambda: pdf.render(document), lambda: _drawn_by_hand(cells))
    ours_xlsx, bare_xlsx = in_turn(lambda: xlsx.render(document), lambda: _bare_openpyxl(cells))
    found = [
        Row("attendance PDF 300x31 vs reportlab by hand", ours, bare, 1.3),
        Row("attendance workbook 300x31 vs bare openpyxl", ours_xlsx, bare_xlsx, 1.3),
    ]
    office = shutil.which("soffice")
    if office:
        found.append(Row("attendance PDF 300x31 vs LibreOffice", ours, _by_office(office, document), 0.1))
    return found


def _cells(month: MonthBook) -> list[list[str]]:
    """What the sheet says, as plain text."""
    found = []
    for number, person in enumerate(month.people, 1):
        marks = month.marks[person.id]
        days = [MARKS.get(marks.get((day, "lunch"), ""), "") for day in range(1, 32)]
        age = str(person.resident.age_on(month.month.last))
        found.append([str(number), person.resident.name, age, "低保", *days, str(len(marks)), "", "", "", ""])
    return found


def _drawn_by_hand(cells: list[list[str]]) -> bytes:
    """The shortest honest program: a string in each cell, a line on each edge, the same fonts."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written, pagesize=landscape(A4), invariant=1)
    widths = [22, 65, 23, 34, *[14.2] * 31, 25, 30, 35, 35, 70]
    edges = [30.0]
    for width in widths:
        edges.append(edges[-1] + width)
    for start in range(0, len(cells), _ROWS_A_PAGE):
        page = cells[start : start + _ROWS_A_PAGE]
        canvas.setFont("NotoSansSC-Bold", 17)
        canvas.drawCentredString(420, 550, "宁远堡镇清泉村幸福院老年人就餐考勤表")
        canvas.setFont("NotoSansSC", 9)
        canvas.setLineWidth(0.4)
        y = 500.0
        for row in [
            ["序号", "姓名", "年龄", "类别", *map(str, range(1, 32)), "合计", "", "", "", "签字"],
            *page,
        ]:
            for left, right, text in zip(edges, edges[1:], row, strict=False):
                if text:
                    canvas.drawCentredString((left + right) / 2, y + 7, text)
            y -= 21.3
        height = 21.3 * (len(page) + 1)
        canvas.grid(edges, [521.3 - 21.3 * line for line in range(len(page) + 2)])
        canvas.drawString(30, 521 - height - 20, "管理员：")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _bare_openpyxl(cells: list[list[str]]) -> bytes:
    """The same cells with the shared-style trick, and nothing a clerk would want."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    side = Side(style="thin")
    model = sheet.cell(1, 1)
    model.font = Font(name="宋体", size=10)
    model.border = Border(left=side, right=side, top=side, bottom=side)
    model.alignment = Alignment(horizontal="center", vertical="center")
    for number, row in enumerate(cells, 3):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, text)
            cell._style = model._style
        sheet.row_dimensions[number].height = 21.5
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _by_office(office: str, document: Document) -> float:
    """Seconds that LibreOffice takes to make the PDF from our own workbook, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sheet.xlsx")
        source.write_bytes(xlsx.render(document))
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)  # makes its profile
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return time.perf_counter() - started
