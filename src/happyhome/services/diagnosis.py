"""What is kept of a bug: versions and the traceback, fit to be handed to strangers."""

from __future__ import annotations

import platform
import re
import traceback
from datetime import datetime
from pathlib import Path

from happyhome import __version__
from happyhome.domain.masking import mask_digits

_CHINESE = re.compile("[\u00b7\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def masked(text: str) -> str:
    """Without digits that tell a person, without Chinese (names come in messages), without the home folder."""
    return _CHINESE.sub("〔…〕", mask_digits(text.replace(str(Path.home()), "~")))


def diagnosis(error: BaseException, *parts: str) -> str:
    """Versions (of ``parts`` too, such as the window's library) and traceback, never values of variables."""
    versions = (
        f"happyhome {__version__}",
        f"Python {platform.python_version()}",
        *parts,
        platform.platform(),
    )
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return "\n".join(versions) + "\n\n" + masked("".join(lines))


def save_diagnosis(folder: Path, error: BaseException, now: datetime) -> Path:
    """Keep it in ``folder`` (made where it is missing). Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"diagnosis-{now:%Y%m%d-%H%M%S}.txt"
    path.write_text(diagnosis(error), "utf-8")
    return path
