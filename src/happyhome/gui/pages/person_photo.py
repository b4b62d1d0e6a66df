"""The portrait: click or drop a picture to add it; it is made small before it goes into the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QImageReader,
    QImageWriter,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from happyhome.gui.kit import files, scaled, theme
from happyhome.gui.kit.scaled import px

LONGEST_SIDE = 900
_QUALITY = 88
KINDS = "照片 (*.jpg *.jpeg *.png *.bmp)"


def small_jpeg(path: Path) -> bytes | None:
    """The picture upright and at most 900 pixels long, as JPEG; None where it is no picture."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return None
    if max(image.width(), image.height()) > LONGEST_SIDE:
        image = image.scaled(
            QSize(LONGEST_SIDE, LONGEST_SIDE),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    return bytes(content.data())


class PhotoBox(QAbstractButton):
    """``given(path)`` when the clerk chose a file, ``removed`` when the portrait is to go."""

    given = Signal(object)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._photo = QPixmap()
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        self.show_photo(b"")

    def show_photo(self, content: bytes) -> None:
        """Show these bytes; none show the empty place."""
        self._photo = QPixmap()
        self._photo.loadFromData(content)
        word = "换照片" if content else "添加照片"
        self.setToolTip(f"{word}：点这里选文件，或把照片拖到这里")
        self.setAccessibleName(word)
        self.update()

    def has_photo(self) -> bool:
        """Whether there is one."""
        return not self._photo.isNull()

    def sizeHint(self) -> QSize:
        """As in the mock-up."""
        return QSize(px(74), px(104))

    minimumSizeHint = sizeHint

    def _clicked(self) -> None:
        if not self.has_photo():
            self._choose()
            return
        menu = QMenu(self)
        acts: dict[str, Callable[[], object]] = {"换一张…": self._choose, "删除照片": self.removed.emit}
        for word, act in acts.items():
            menu.addAction(word).triggered.connect(lambda _on=False, act=act: act())
        menu.exec(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self) -> None:
        chosen = files.open_file(self, "选照片", KINDS)
        if chosen is not None:
            self.given.emit(chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        event.acceptProposedAction()
        self.given.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture filling the frame, or the word 照片."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        frame = QPainterPath()
        frame.addRoundedRect(box, px(6), px(6))
        painter.fillPath(frame, QColor(theme.STONE))
        if self.has_photo():
            painter.setClipPath(frame)
            cover = self._photo.scaled(
                self.size(),
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawPixmap(
                (self.width() - cover.width()) // 2, (self.height() - cover.height()) // 2, cover
            )
            painter.setClipping(False)
        else:
            painter.setPen(QColor(theme.MUTED))
            painter.setFont(scaled.font(15))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "照片")
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.PERSIMMON), 2))
            painter.drawPath(frame)
        painter.end()
