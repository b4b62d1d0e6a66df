"""What Qt has to say goes into the masked log, and not to a console that nobody sees."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("qt")
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# The platform that tests and pictures use says this of every window; it means nothing.
_NOISE: Final = "propagateSizeHints"


def install() -> None:
    """Hear Qt's messages from now on."""
    qInstallMessageHandler(_hear)


def _hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if _NOISE not in text:
        _log.log(_LEVELS.get(kind, logging.WARNING), "%s", text)
