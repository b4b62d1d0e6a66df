"""The photos of an activity: thumbnails with a caption below, added by button or by dropping files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from happyhome.domain.problems import Problem, Refusal
from happyhome.gui.jobs import Progress
from happyhome.gui.kit import files, scaled, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label, scrolling
from happyhome.gui.kit.flow import Wrap, WrapLayout
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.gui.shell import Shell
from happyhome.services import activities
from happyhome.services.photos import Shot, read_photo

_WIDE: Final = 216
_TALL: Final = 162
_THUMB: Final = 480
_PICTURES: Final = (".jpg", ".jpeg", ".png")
_HINT: Final = "也可以把照片文件拖到这里。大照片会自动缩小，拍摄地点不会保存。"
_EMPTY: Final = "还没有照片。点“添加照片”，或把照片文件拖到这里。"


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo on the page: what will be kept, and its small picture."""

    shot: Shot
    thumb: QImage


def thumb_of(content: bytes) -> QImage:
    """A picture small enough to be painted at once; safe on the jobs thread."""
    whole = QImage.fromData(content)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return whole.scaled(QSize(_THUMB, _THUMB), keep, smooth) if not whole.isNull() else whole


class _Thumb(QWidget):
    """The picture in a frame of its own shape, on the warm grey of the desk."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image

    def sizeHint(self) -> QSize:
        """The same for all, so that they line up."""
        return QSize(px(_WIDE), px(_TALL))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Whole, never cropped."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.DESK))
        painter.drawRoundedRect(self.rect(), px(8), px(8))
        if self._image.isNull():
            painter.setPen(QColor(theme.MUTED))
            painter.setFont(scaled.font(14))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "正在读取…")
        else:
            fitted = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = self.rect()
            place.setSize(fitted)
            place.moveCenter(self.rect().center())
            painter.drawImage(place, self._image)
        painter.end()


class _PhotoCard(QWidget):
    """Thumbnail, caption, and 移去."""

    captioned = Signal(str)

    def __init__(self, shown: Shown, remove: Callable[[], object], *, locked: bool) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        column = pad(QVBoxLayout(self), gap=6)
        column.addWidget(_Thumb(shown.thumb))
        self.caption = QLineEdit(shown.shot.caption)
        self.caption.setPlaceholderText("照片说明，如：大家在做手指舞")
        self.caption.setAccessibleName(f"照片说明：{shown.shot.name}")
        self.caption.setMaxLength(60)
        self.caption.setReadOnly(locked)
        self.caption.textEdited.connect(self.captioned)
        least(self.caption, 0, 0, max_width=_WIDE)
        self.remove = button("移去", remove, kind="link")
        self.remove.setEnabled(not locked)
        self.remove.setAccessibleName(f"移去照片 {shown.shot.name}")
        column.addWidget(self.caption)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)


class Photos(QWidget):
    """``changed`` when photos or captions were changed by hand; ``shots`` is what an activity shall have."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._shell = shell
        self._shown: list[Shown] = []
        self._cards: list[_PhotoCard] = []
        self._edition = 0
        self._locked = False
        self.add_button = button("添加照片…", self._choose)
        self._hint = label(_HINT, "hint", wrap=True)
        inside = QWidget()
        self._flow = pad(WrapLayout(inside), 2, 2, 2, 2, gap=18)
        column = pad(QVBoxLayout(self), gap=10)
        column.addWidget(Wrap(self.add_button))
        column.addWidget(self._hint)
        column.addWidget(scrolling(inside), 1)
        self.setFocusProxy(self.add_button)
        self.setAcceptDrops(True)

    def shots(self) -> tuple[Shot, ...]:
        """The photos with their captions, in order."""
        return tuple(one.shot for one in self._shown)

    def set_locked(self, locked: bool) -> None:
        """Let nothing be added or taken away, for a closed month."""
        self._locked = locked
        self.add_button.setEnabled(not locked)
        self.setAcceptDrops(not locked)
        self._rebuild()

    def show_kept(self, kept: Sequence[tuple[Shot, str]]) -> None:
        """Show photos of the store, given with the SHA-256 of their bytes; pictures come when they are read."""
        self._edition += 1
        edition = self._edition
        self._shown = [Shown(shot, QImage()) for shot, _ in kept]
        self._rebuild()
        if not kept:
            return

        def work(progress: Progress) -> dict[str, QImage]:
            found = {}
            for shot, digest in kept:
                progress.check()
                found[shot.kept] = thumb_of(self._shell.ask(activities.photo_bytes, sha256=digest))
            return found

        self._shell.jobs.start("读取照片", work, lambda found: self._fill(edition, found), quiet=True)

    def _fill(self, edition: int, found: dict[str, QImage]) -> None:
        if edition == self._edition:
            self._shown = [replace(one, thumb=found.get(one.shot.kept, one.thumb)) for one in self._shown]
            self._rebuild()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Read, shrink and show these files; what cannot be taken is said by its name."""
        edition = self._edition

        def work(progress: Progress) -> tuple[list[Shown], list[Problem]]:
            added: list[Shown] = []
            wrong: list[Problem] = []
            for number, path in enumerate(paths):
                progress.report(number, len(paths), path.name)
                try:
                    shot = read_photo(path)
                except Refusal as refusal:
                    wrong.extend(refusal.problems)
                else:
                    added.append(Shown(shot, thumb_of(shot.content)))
            return added, wrong

        self._shell.jobs.start("添加照片", work, lambda result: self._added(edition, *result))

    def _added(self, edition: int, added: list[Shown], wrong: list[Problem]) -> None:
        if edition == self._edition and added:
            self._shown += added
            self._rebuild()
            self.changed.emit()
        if wrong:
            self._shell.tell(tuple(wrong))

    def _choose(self) -> None:
        chosen = files.open_files(self, "添加照片", "照片 (*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)")
        if chosen:
            self.add_files(chosen)

    def _remove(self, place: int) -> None:
        del self._shown[place]
        self._rebuild()
        self.changed.emit()

    def _caption(self, place: int, text: str) -> None:
        self._shown[place] = replace(self._shown[place], shot=replace(self._shown[place].shot, caption=text))
        self.changed.emit()

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._cards = []
        for place, shown in enumerate(self._shown):
            card = _PhotoCard(shown, partial(self._remove, place), locked=self._locked)
            card.captioned.connect(partial(self._caption, place))
            self._flow.addWidget(card)
            self._cards.append(card)
        self._hint.setText(_HINT if self._shown else _EMPTY)

    def cards(self) -> Sequence[_PhotoCard]:
        """One for each photo, in order."""
        return tuple(self._cards)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photo files may be dropped."""
        if any(url.toLocalFile().lower().endswith(_PICTURES) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped; other files are refused by name."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add_files(paths)
