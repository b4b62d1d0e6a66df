"""Where to write: the sticks that are plugged in, looked for every two seconds, or a folder chosen by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from happyhome.gui.jobs import Progress
from happyhome.gui.kit import files
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.row_list import Row, RowList
from happyhome.gui.kit.scaled import least, pad
from happyhome.gui.shell import Shell
from happyhome.services import handover

if TYPE_CHECKING:
    from happyhome.services.handover import Drive

LOOK_EVERY_MS: Final = 2000
_WAITING: Final = "插上 U 盘，几秒后会出现在这里。"


def drive_row(drive: Drive, *, by_hand: bool = False) -> Row:
    """A stick as the list shows it."""
    free = f"剩 {handover.size_words(drive.free_bytes)}，共 {handover.size_words(drive.total_bytes)}"
    pill = "只读" if drive.read_only else "文件夹" if by_hand else "U 盘"
    tone = "red" if drive.read_only else "stone" if by_hand else "green"
    return Row(str(drive.root), drive.label, free, pill=pill, tone=tone, tip=str(drive.root))


class Targets(QWidget):
    """``changed`` when another place is chosen, by hand or because a stick came or went."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self._shell = shell
        self._found: tuple[Drive, ...] = ()
        self._by_hand: Drive | None = None
        self._looking = False
        self.list = RowList("写到哪里", empty=_WAITING)
        self.list.chosen.connect(lambda _id: self.changed.emit())
        least(self.list, 0, 126)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = pad(QVBoxLayout(self), gap=8)
        column.addWidget(self.list)
        column.addWidget(button("选一个文件夹…", self.choose))
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)

    def drive(self) -> Drive | None:
        """The place chosen, None where there is none."""
        wanted = self.list.current_id()
        return next((one for one in self._places() if str(one.root) == wanted), None)

    def is_stick(self, drive: Drive) -> bool:
        """Whether it was found plugged in, and not chosen as a folder."""
        return any(one.root == drive.root for one in self._found)

    def look(self) -> None:
        """Look for sticks beside the window; one look at a time."""
        if self._looking:
            return
        self._looking = True

        def work(_progress: Progress) -> tuple[Drive, ...]:
            return handover.drives()

        self._shell.jobs.start("找 U 盘", work, self.show_drives, self._not_found, quiet=True)

    def _not_found(self, error: Exception) -> None:
        self._looking = False
        raise error

    def show_drives(self, found: Sequence[Drive]) -> None:
        """Show these; a new stick is chosen at once, since it was plugged in for that."""
        self._looking = False
        before, known = self.list.current_id(), {str(one.root) for one in self._found}
        self._found = tuple(found)
        self.list.set_rows([drive_row(one, by_hand=one is self._by_hand) for one in self._places()])
        fresh = [one for one in self._found if str(one.root) not in known and not one.read_only]
        if fresh:
            self.list.select(str(fresh[0].root))
        elif not self.list.current_id() and self._places():
            self.list.select(str(self._places()[0].root))
        if self.list.current_id() != before:
            self.changed.emit()

    def choose(self) -> None:
        """A folder chosen by hand."""
        folder = files.choose_folder(self, "写到哪个文件夹")
        if folder is not None:
            self.take_folder(folder)

    def take_folder(self, folder: Path) -> None:
        """Write into this folder."""
        self._by_hand = handover.folder_target(folder)
        self.list.set_rows([drive_row(one, by_hand=one is self._by_hand) for one in self._places()])
        self.list.select(str(self._by_hand.root))
        self.changed.emit()

    def _places(self) -> tuple[Drive, ...]:
        sticks = self._found
        if self._by_hand is None or any(one.root == self._by_hand.root for one in sticks):
            return sticks
        return (*sticks, self._by_hand)

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody looks."""
        super().showEvent(event)
        self.look()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """And rest otherwise."""
        super().hideEvent(event)
        self._clock.stop()
