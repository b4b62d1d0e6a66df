"""What this machine's window remembers between two days: its zoom, and who opened it last.

These are no settings of the home: choosing them must neither stand in the audit nor be taken back by 撤销.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


class Remembered:
    """A small JSON file beside the store."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "window.json"

    def zoom(self) -> int:
        """Per cent; 100 where nothing sound is remembered."""
        found = self._read().get("zoom", 100)
        return found if isinstance(found, int) else 100

    def keep_zoom(self, zoom: int) -> None:
        """Remember it; a folder that takes no file costs only the remembering."""
        self._keep("zoom", zoom)

    def operator(self) -> str:
        """Who opened sealed records last, "" before the first; the key ring names them all anyway."""
        found = self._read().get("operator", "")
        return found if isinstance(found, str) else ""

    def keep_operator(self, name: str) -> None:
        """Remember who it was."""
        if name != self.operator():
            self._keep("operator", name)

    def _keep(self, what: str, value: object) -> None:
        from happyhome.files.environment import EnvironmentRefusal
        from happyhome.files.writing import write_file

        try:
            write_file(self._path, json.dumps(self._read() | {what: value}).encode("utf-8"))
        except EnvironmentRefusal as refused:
            _log.warning("%s not remembered: %s", what, refused.code)

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:  # cut off by a power cut, say: start with the defaults
            _log.warning("window.json not read: %s", type(error).__name__)
            return {}
        return found if isinstance(found, dict) else {}
