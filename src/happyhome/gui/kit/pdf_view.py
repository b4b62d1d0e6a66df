"""The page as it will print: pdfium draws on the worker thread, pages lie on a warm grey desk.

Only pages in sight and their neighbours are kept as pictures, so that forty pages cost no more than four.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from happyhome.gui.jobs import Jobs, Progress
from happyhome.gui.kit import scaled, theme

_KEPT: Final = 6
_MARGIN: Final = 20
_REST_MS: Final = 120
_ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
Sizes = tuple[tuple[float, float], ...]
PDFIUM: Final = Lock()
"""pdfium knows no threads: two calls at once draw nonsense or end the process. A page is measured for the printer
on the window's thread while the preview is drawn on another."""


def page_sizes(content: bytes) -> Sizes:
    """Width and height of each page in points."""
    with PDFIUM:
        return _sizes(content)


def draw_page(content: bytes, number: int, width: int) -> QImage:
    """Page ``number`` (from 0) as a picture ``width`` pixels wide. Call it on the jobs thread."""
    with PDFIUM:
        return _drawn(content, number, width)


def _sizes(content: bytes) -> Sizes:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return tuple(tuple(document.get_page_size(number)) for number in range(len(document)))
    finally:
        document.close()


def _drawn(content: bytes, number: int, width: int) -> QImage:
    """In a function of its own: what pdfium made ends with it, before the next may begin."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        page = document[number]
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
        made = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return made.copy()
    finally:
        document.close()


class PdfView(QAbstractScrollArea):
    """``page_changed(page, pages)`` counts from 1. Ctrl and the wheel zoom; ``fit_width`` goes back."""

    page_changed = Signal(int, int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._content = b""
        self._sizes: Sizes = ()
        self._zoom = 1.0
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._edition = 0
        self._message = ""
        self._page = 0
        # While the window is being drawn larger, old pictures are stretched: one new drawing when it rests.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.viewport().update)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._told())

    def show_pdf(self, content: bytes) -> None:
        """Show a document; the old one stays until the new one is measured, so that nothing flickers."""
        self._edition += 1
        edition = self._edition
        self._jobs.start(
            "预览",
            lambda _progress: page_sizes(content),
            lambda sizes: self._measured(edition, content, sizes),
            quiet=True,
        )

    def show_message(self, text: str) -> None:
        """Show a sentence instead of pages."""
        self._edition += 1
        self._content, self._sizes, self._message = b"", (), text
        self._pictures.clear()
        self._lay_out()

    def page_count(self) -> int:
        """How many pages."""
        return len(self._sizes)

    def picture_count(self) -> int:
        """How many pages are kept as pictures."""
        return len(self._pictures)

    def go_to(self, page: int) -> None:
        """Scroll to a page, counted from 1."""
        boxes = self._boxes()
        if 1 <= page <= len(boxes):
            self.verticalScrollBar().setValue(boxes[page - 1].top() - scaled.px(_MARGIN))

    def fit_width(self) -> None:
        """As wide as the desk."""
        self._set_zoom(1.0)

    def zoom(self, step: int) -> None:
        """One step larger or smaller."""
        place = min(range(len(_ZOOMS)), key=lambda index: abs(_ZOOMS[index] - self._zoom)) + step
        self._set_zoom(_ZOOMS[max(0, min(place, len(_ZOOMS) - 1))])

    def _set_zoom(self, zoom: float) -> None:
        where = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._zoom = zoom
        self._lay_out()
        self.verticalScrollBar().setValue(round(where * self.verticalScrollBar().maximum()))

    def _measured(self, edition: int, content: bytes, sizes: Sizes) -> None:
        if edition != self._edition:
            return
        self._content, self._sizes, self._message = content, sizes, ""
        self._pictures.clear()
        self._asked.clear()
        self._lay_out()
        self._page = 0
        self._told()

    def _boxes(self) -> list[QRect]:
        margin = scaled.px(_MARGIN)
        widest = max((size[0] for size in self._sizes), default=1.0)
        room = max(100, self.viewport().width() - margin * 2) * self._zoom
        boxes, top = [], margin
        for width, height in self._sizes:
            wide = round(room * width / widest)
            left = max(margin, (self.viewport().width() - wide) // 2)
            boxes.append(QRect(left, top, wide, round(wide * height / width)))
            top = boxes[-1].bottom() + margin
        return boxes

    def _lay_out(self) -> None:
        boxes, margin, view = self._boxes(), scaled.px(_MARGIN), self.viewport().size()
        tall = boxes[-1].bottom() + margin if boxes else 0
        wide = max((box.right() + margin for box in boxes), default=0)
        self.verticalScrollBar().setRange(0, max(0, tall - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(scaled.px(60))
        self.horizontalScrollBar().setRange(0, max(0, wide - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    def _told(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next(
            (number for number, box in enumerate(self._boxes(), 1) if box.bottom() >= middle),
            len(self._sizes),
        )
        if page != self._page:
            self._page = page
            self.page_changed.emit(page, len(self._sizes))

    def _picture(self, number: int, width: int) -> QImage | None:
        key = (number, width)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if key not in self._asked and not self._rest.isActive():
            self._asked.add(key)
            content, edition = self._content, self._edition

            def work(_progress: Progress) -> QImage:
                return draw_page(content, number, width)

            self._jobs.start("预览", work, lambda image: self._drawn(edition, key, image), quiet=True)
        return next((image for (other, _), image in self._pictures.items() if other == number), None)

    def _drawn(self, edition: int, key: tuple[int, int], image: QImage) -> None:
        self._asked.discard(key)
        if edition != self._edition:
            return
        self._pictures[key] = image
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The desk, and the pages that lie in sight."""
        painter = QPainter(self.viewport())
        view = self.viewport().rect()
        painter.fillRect(view, QColor(theme.DESK))
        ratio = self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, box in enumerate(self._boxes()):
            place = box.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            if not place.intersects(view):
                continue
            painter.setPen(QColor(theme.FIELD_LINE))
            painter.setBrush(QColor(theme.CARD))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
            picture = self._picture(number, round(box.width() * ratio))
            if picture is not None:
                painter.drawImage(place, picture)
        if self._message:
            painter.setPen(QColor(theme.MUTED))
            painter.setFont(scaled.font(18))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(view.adjusted(30, 30, -30, -30), flags, self._message)
        painter.end()

    def sizeHint(self) -> QSize:
        """Some of a page: the view takes what room there is."""
        return QSize(scaled.px(480), scaled.px(300))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._rest.start()
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """A zoom comes as a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()
