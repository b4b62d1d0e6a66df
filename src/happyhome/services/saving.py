"""Files that leave the store by hand: a paper saved, a list exported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from happyhome.exchange.filenames import safe_name
from happyhome.files.writing import Written, write_file
from happyhome.services import disclosures
from happyhome.services.disclosures import Outgoing, Terms
from happyhome.services.session import Folders, Services


def save_file(path: Path, data: bytes, *, is_secret: bool = False) -> Written:
    """Make ``path`` hold ``data``, read back and compared, or leave it as it was.

    ``is_secret``: a key or a code is in it, so no other account of the computer may read it.
    Raises EnvironmentRefusal with the sentence for the clerk: open in Excel, disk full, stick gone.
    """
    return write_file(path, data, is_private=is_secret)


def send_out(services: Services, path: Path, data: bytes, outgoing: Outgoing, terms: Terms) -> Written:
    """Save what holds people's data, under its password where it has one, and keep who took it where to and what for.

    Raises EnvironmentRefusal (nothing left) or Refusal: file_password_…, purpose_unknown (nothing left),
    not_noted (the file stands there, unrecorded).
    """
    disclosures.check_purpose(terms.purpose)
    locked = protected(data, path, terms.password)
    written = write_file(path, locked)
    note_sent(services, path, written.size, outgoing, terms)
    return written


def protected(data: bytes, path: Path, password: str) -> bytes:
    """``data`` under ``password``, itself where that is ""."""
    if not password:
        return data
    from happyhome.exchange.locked_files import lock_file

    return lock_file(data, path.suffix.lower().removeprefix("."), password)


def check_file_password(password: str) -> None:
    """Refuses (file_password_…) what cannot be a file's password."""
    from happyhome.exchange.locked_files import check_password

    check_password(password)


def note_sent(services: Services, path: Path, size: int, outgoing: Outgoing, terms: Terms) -> None:
    """Keep that a file left; what is about nobody leaves no trace."""
    if outgoing.contents.is_empty:
        return
    place, device = disclosures.place_of(path.parent)
    purpose = terms.purpose if outgoing.needs_purpose else "posting"
    disclosures.note(
        services, "saved", outgoing.contents, files=path.name, place=place, device=device, size=size,
        purpose=purpose, is_locked=bool(terms.password),
    )  # fmt: skip


def copy_to_open(services: Services, name: str, data: bytes) -> Path:
    """A copy for another program to open (打开 PDF), beside the store and not in a place that others read.

    It stands there in the clear until ``clear_opened``; copies older than a day go now already.
    Raises EnvironmentRefusal or OSError.
    """
    folder = services.folders.opened
    folder.mkdir(parents=True, exist_ok=True)
    yesterday = services.now() - timedelta(days=1)
    _clear(old for old in folder.iterdir() if datetime.fromtimestamp(old.stat().st_mtime) < yesterday)  # noqa: DTZ006
    path = folder / safe_name(name)
    write_file(path, data)
    return path


def clear_opened(folders: Folders) -> tuple[Path, ...]:
    """Remove every copy that was made to be opened; those another program still holds (Windows) stay, and are told.

    For the window's start and end, and before sealing: what a seal is to hide must not lie beside it.
    """
    try:
        copies = sorted(folders.opened.iterdir())
    except FileNotFoundError:
        return ()
    return _clear(copies)


def _clear(copies: Iterable[Path]) -> tuple[Path, ...]:
    held = []
    for copy in copies:
        try:
            copy.unlink()
        except OSError:  # still open in the other program: it goes another time
            held.append(copy)
    return tuple(held)


def proposed_name(name: str) -> str:
    """A file name that Windows and every stick take, as readable as before."""
    return safe_name(name)
