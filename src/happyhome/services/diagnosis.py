"""What is kept of a bug: versions and the traceback, fit to be handed to strangers."""

from __future__ import annotations

import platform
import re
import traceback
from datetime import datetime
from pathlib import Path

from happyhome import __version__
from happyhome.domain.masking import mask_digits
from happyhome.files.writing import write_file

_CHINESE = re.compile("[\u00b7\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


# The same as Python and JSON write it in ASCII: \u5510, \xe5\x94\x90; and numbers as people group them.
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[89a-fA-F][0-9a-fA-F])+")
_GROUPED = re.compile(r"\d{3,}(?:[ \-]\d{2,})+[Xx]?")


def masked(text: str) -> str:
    """Without digits that tell a person, without Chinese (names come in messages), without the home folder."""
    bare = text.replace(str(Path.home()), "~")
    for pattern in (_CHINESE, _ESCAPED):
        bare = pattern.sub("〔…〕", bare)
    return mask_digits(_GROUPED.sub(_if_long, bare))


def _if_long(found: re.Match[str]) -> str:
    """A date of eight digits tells nobody; a telephone or card number has eleven or more."""
    return found[0] if sum(sign.isdigit() for sign in found[0]) < 9 else "******"


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
    """Keep it in ``folder`` (made where it is missing). Raises OSError or EnvironmentRefusal."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"diagnosis-{now:%Y%m%d-%H%M%S}.txt"
    return write_file(path, diagnosis(error).encode("utf-8", "backslashreplace")).path
