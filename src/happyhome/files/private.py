"""A folder or file that other accounts of the computer cannot look into."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

# Windows keeps a user's own folders from others by itself; a mode there would also keep a stick from the next computer.
_MODE: Final = 0o777 if os.name == "nt" else 0o700


def make_private(folder: Path) -> None:
    """Make ``folder``, and what is missing above it; one that is there stays as it is. Raises OSError."""
    folder.mkdir(_MODE, parents=True, exist_ok=True)


def keep_private(file: io.FileIO) -> None:
    """Let nobody but its owner read an open file, before anything is in it.

    On Windows the folder decides; a stick with FAT knows no owners.
    """
    if os.name != "nt":
        with suppress(OSError):
            os.fchmod(file.fileno(), 0o600)
