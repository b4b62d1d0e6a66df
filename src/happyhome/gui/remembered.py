"""What this machine's window remembers between two days: its zoom, who opened it last, what papers are saved for.

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

    def purpose(self, paper: str) -> str:
        """What this paper was last saved for, "" before the first time."""
        return self._terms(paper)[0]

    def is_locked(self, paper: str) -> bool:
        """Whether it had a password then."""
        return self._terms(paper)[1]

    def keep_terms(self, paper: str, purpose: str, *, is_locked: bool) -> None:
        """Remember both for this paper; never the password."""
        if (purpose, is_locked) != self._terms(paper):
            found = self._read().get("terms", {})
            self._keep("terms", (found if isinstance(found, dict) else {}) | {paper: [purpose, is_locked]})

    def _terms(self, paper: str) -> tuple[str, bool]:
        found = self._read().get("terms", {})
        known = found.get(paper) if isinstance(found, dict) else None
        if isinstance(known, list) and len(known) == 2 and isinstance(known[0], str):
            return known[0], known[1] is True
        return "", False

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
