"""Numbers on the clipboard: pasted as text, wiped after a minute, wherever in the window they were copied.

Excel and WPS take the HTML, whose cell is marked as text, so that no digit of an ID number is lost; the plain
text is for everything else. Whatever the program itself puts there is looked at (a label, a form's field), so
that no place can forget to. What another program copied is never touched.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

from happyhome.domain.contents import CARD, ID_NUMBER, numbers_in

KEPT_MS: Final = 60_000
_MARK: Final = "application/x-happyhome-secret"
# What tells clipboard histories to leave it out: KDE's and UOS's, and Windows 10's.
_NO_HISTORY: Final = (
    ("x-kde-passwordManagerHint", b"secret"),
    ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"\1"),
    ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', b"\0\0\0\0"),
)
_CELL: Final = """<td style="mso-number-format:'\\@'" sdnum="2052;0;@">{}</td>"""


class SecretClipboard(QObject):
    """One for the window. ``copied(numbers by kind)`` is told before a number stays there; where it raises,
    nothing does. ``say`` gets the quiet line."""

    def __init__(
        self,
        copied: Callable[[dict[str, set[str]]], object],
        say: Callable[[str], object],
        parent: QObject | None = None,
        *,
        kept_ms: int = KEPT_MS,
    ) -> None:
        super().__init__(parent)
        self._copied, self._say = copied, say
        self._held = ""
        self.timer = QTimer(self, interval=kept_ms, singleShot=True)
        self.timer.timeout.connect(self._time_out)
        QGuiApplication.clipboard().dataChanged.connect(self._look)
        _ALL.append(self)
        self.destroyed.connect(lambda: _forget(self))  # a window that is gone wipes nothing any more

    @property
    def holds(self) -> bool:
        """Whether a number of ours is on the clipboard still."""
        return bool(self._held) and QGuiApplication.clipboard().text() == self._held

    def clear(self) -> bool:
        """Wipe the clipboard where it still holds our number; whether it did."""
        held, self._held = self.holds, ""
        self.timer.stop()
        if held:
            QGuiApplication.clipboard().clear()
        return held

    def _look(self) -> None:
        board = QGuiApplication.clipboard()
        data = cast("QMimeData | None", board.mimeData())  # none at all once it was cleared
        if data is None or data.hasFormat(_MARK) or not _is_ours(board):
            return
        text = data.text()
        found = {kind: several for kind, several in numbers_in(text).items() if kind in (ID_NUMBER, CARD)}
        if not found:
            return
        board.clear()  # what cannot be written down does not stay
        self._copied(found)
        self._keep(text, found)

    def _keep(self, text: str, found: dict[str, set[str]]) -> None:
        """Put it back as text that spreadsheets leave alone; a lone number without the blanks it is shown with."""
        alone = text.replace(" ", "").replace("\u00a0", "").strip().upper()
        self._held = alone if any(alone in several for several in found.values()) else text
        QGuiApplication.clipboard().setMimeData(secret_mime(self._held))
        if QGuiApplication.clipboard().supportsSelection():
            QGuiApplication.clipboard().clear(QClipboard.Mode.Selection)
        self.timer.start()
        seconds = self.timer.interval() // 1000
        self._say(f"号码已复制，{seconds} 秒后自动从剪贴板清除。")

    def _time_out(self) -> None:
        if self.clear():
            self._say("剪贴板里的号码已清除。")


def _is_ours(board: QClipboard) -> bool:
    """Whether this program put there what is on it; the platform of the tests has no other program and cannot tell."""
    return board.ownsClipboard() or QGuiApplication.platformName() == "offscreen"


_ALL: list[SecretClipboard] = []


def _forget(one: SecretClipboard) -> None:
    if one in _ALL:
        _ALL.remove(one)


def clear_secrets() -> bool:
    """Wipe our numbers off the clipboard now: at locking and at closing. Whether there were any."""
    return sum(one.clear() for one in tuple(_ALL)) > 0


def secret_mime(text: str) -> QMimeData:
    """``text`` for pasting: rows and cells as they are, each cell marked as text."""
    data = QMimeData()
    data.setText(text)
    rows = [[html.escape(cell) for cell in line.split("\t")] for line in text.splitlines()]
    cells = "".join(f"<tr>{''.join(map(_CELL.format, row))}</tr>" for row in rows)
    data.setHtml(f'<html><head><meta charset="utf-8"></head><body><table>{cells}</table></body></html>')
    data.setData(_MARK, b"1")
    for name, value in _NO_HISTORY:
        data.setData(name, value)
    return data
