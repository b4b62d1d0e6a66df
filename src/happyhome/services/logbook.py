"""The log in the data folder: masked, small, and never in the way of the work."""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from happyhome.files.rolling import add_line

NAME: Final = "happyhome.log"
_log = logging.getLogger(__name__)


class MaskedFormatter(logging.Formatter):
    """Moment, weight, who says it, and what may be kept of it; a traceback without values."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and more below it where there is a traceback."""
        # What masks is compiled when there is something to mask, and not at each start.
        from happyhome.services.message_masks import masked_message

        try:
            text = record.getMessage()
        except (TypeError, ValueError, KeyError):  # arguments that do not fit their text
            text = str(record.msg)
        at = datetime.fromtimestamp(record.created)  # noqa: DTZ006  the village's own clock
        line = f"{at:%Y-%m-%d %H:%M:%S} {record.levelname} {record.name}: {masked_message(text)}"
        if record.exc_info and record.exc_info[1] is not None:
            from happyhome.services.diagnosis import trace

            line = f"{line}\n{trace(record.exc_info[1])}"
        return line


class Logbook(logging.Handler):
    """Writes to ``folder`` what weighs as much as a warning; what the disk will not take is lost."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = folder / NAME
        self.setFormatter(MaskedFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Opened for each line: there are few, and a stick can be pulled between two."""
        with suppress(OSError):
            add_line(self._path, self.format(record))


def begin_log(folder: Path) -> None:
    """Log into ``folder`` from now on, and nowhere else."""
    root = logging.getLogger()
    for one in [each for each in root.handlers if isinstance(each, Logbook)]:
        root.removeHandler(one)
    root.addHandler(Logbook(folder))


def hear_everything() -> None:
    """Have warnings, and what escapes in threads and destructors, go into the log.

    On a desktop the console is a file that the system keeps, where nothing would be masked.
    """
    logging.captureWarnings(True)
    threading.excepthook = _of_thread
    sys.unraisablehook = _of_destructor


def _of_thread(escaped: threading.ExceptHookArgs) -> None:
    if escaped.exc_value is not None:
        _log.error("escaped in a thread", exc_info=escaped.exc_value)


def _of_destructor(escaped: Any) -> None:
    _log.error("escaped where nothing can be raised", exc_info=escaped.exc_value)
