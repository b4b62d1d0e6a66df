"""Calling the command line as a script does, in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from happyhome.cli.main import main

TODAY = "2026-11-21"


@dataclass(frozen=True)
class Said:
    """What a call gave back."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as the one JSON object it must be."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error object of a call with --json."""
        return self.data["error"]


@dataclass
class Caller:
    """Calls with one data folder and one day."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    windows: list[tuple[Path | None, date | None]]

    def __call__(self, *arguments: str) -> Said:
        """happyhome --data … --today … ARGUMENTS."""
        return self.plain("--data", str(self.folder), "--today", TODAY, *arguments)

    def json(self, *arguments: str) -> Said:
        """The same with --json."""
        return self("--json", *arguments)

    def plain(self, *arguments: str) -> Said:
        """happyhome ARGUMENTS, nothing added."""
        self.capture.readouterr()
        code = main(arguments, self._window)
        said = self.capture.readouterr()
        return Said(code, said.out, said.err)

    def _window(self, data: Path | None, today: date | None) -> int:
        self.windows.append((data, today))
        return 0
