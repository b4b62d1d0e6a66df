"""Printing: the pages that were previewed, drawn at 300 dpi, onto whatever printer the clerk chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from happyhome.gui.jobs import Progress
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.pdf_view import draw_page, page_sizes
from happyhome.gui.shell import Shell
from happyhome.services import saving

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from happyhome.gui.dialogs.print_paper import Wish
    from happyhome.services.disclosures import Outgoing
    from happyhome.services.session import Services

Holds = Callable[["Services"], "Outgoing"]
"""Counts what a paper holds of people; asked on the jobs thread."""
DOTS_PER_INCH: Final = 300
_POINTS: Final = 72


def print_pdf(
    shell: Shell, parent: QWidget, content: bytes, title: str, *, holds: Holds | None = None
) -> None:
    """Ask for a printer and print in the background; where there is none, say so and offer the PDF.

    ``holds`` says what the paper holds of people: that it was printed is then written down, quietly.
    """
    from PySide6.QtPrintSupport import QPrinterInfo

    from happyhome.gui.dialogs.print_paper import PrintPaper

    known = QPrinterInfo.availablePrinterNames()
    if not known:
        lines = ["这台电脑上没有装打印机。可以先打开 PDF 看，或存到 U 盘拿到别处打印。"]
        if Ask.ask(parent, "没有找到打印机", lines, "打开 PDF", "先不打"):
            open_pdf(shell, content, title, holds=holds)
        return
    pages = len(page_sizes(content))
    dialog = PrintPaper(title, pages, known, QPrinterInfo.defaultPrinterName(), parent)
    if not dialog.exec() or dialog.wish is None:
        return
    printer = printer_for(dialog.wish, content, title)

    def work(progress: Progress) -> int:
        count = paint_pages(printer, content, progress)
        _note(shell, holds, title)
        return count

    shell.jobs.start(
        "打印",
        work,
        lambda count: shell.say(f"已送到打印机 {printer.printerName()}：{title} {count} 页"),
    )


def printer_for(wish: Wish, content: bytes, title: str) -> QPrinter:
    """Set as the clerk wishes it."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(wish.printer)
    printer.setDocName(title)
    printer.setCopyCount(wish.copies)
    printer.setFromTo(wish.first, wish.last)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    if wish.on_both_sides:
        printer.setDuplex(QPrinter.DuplexMode.DuplexAuto)
    set_page(printer, content)
    return printer


def set_page(printer: QPrinter, content: bytes) -> None:
    """A4, turned as the document is, up to the paper's edge: the PDF has its own margins."""
    wide, tall = page_sizes(content)[0]
    way = QPageLayout.Orientation.Landscape if wide > tall else QPageLayout.Orientation.Portrait
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(way)
    printer.setFullPage(True)


def paint_pages(printer: QPrinter, content: bytes, progress: Progress) -> int:
    """Draw the chosen pages, one by one; how many. Safe on the jobs thread, which is made for it.

    Raises OSError where the printer takes nothing, Cancelled where the clerk took it back.
    """
    sizes = page_sizes(content)
    first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
    numbers = range(first - 1, min(last, len(sizes)))
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(f"打印机 {printer.printerName()} 没有反应")
    try:
        for done, number in enumerate(numbers):
            if progress.cancelled:
                printer.abort()
            progress.report(done, len(numbers), f"第 {number + 1} 页")
            if done:
                printer.newPage()
            image = draw_page(content, number, round(sizes[number][0] * DOTS_PER_INCH / _POINTS))
            if printer.colorMode() == printer.ColorMode.GrayScale:
                image = image.convertToFormat(QImage.Format.Format_Grayscale8)
            area = printer.paperRect(printer.Unit.DevicePixel).toRect()
            area.moveTo(0, 0)
            painter.drawImage(area, image)
    finally:
        painter.end()
    return len(numbers)


def _note(shell: Shell, holds: Holds | None, title: str) -> None:
    if holds is not None:
        from happyhome.services import disclosures

        disclosures.note_printed(shell.services, holds(shell.services), title)


def open_pdf(
    shell: Shell,
    content: bytes,
    title: str,
    opener: Callable[[QUrl], bool] | None = None,
    *,
    holds: Holds | None = None,
) -> None:
    """Open the PDF in the machine's own program, which may print it."""
    _note(shell, holds, title)
    path = saving.copy_to_open(shell.services, f"{title}.pdf", content)
    if not (opener or QDesktopServices.openUrl)(QUrl.fromLocalFile(str(path))):
        shell.say(f"没有能打开 PDF 的程序。文件在 {path}")
