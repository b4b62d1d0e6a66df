"""Hand a month's papers over: one whole folder on the stick, or nothing.

Everything is written and read back inside a temporary folder, the list last;
then two renames put it in its place. An earlier folder of the month is kept
under a dated name, and a write that was cut off is cleared away the next time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from happyhome.exchange import manifest as listing
from happyhome.exchange.filenames import LONGEST_PATH, safe_name, safe_names, units
from happyhome.exchange.manifest import Manifest, ManifestFile, ManifestInfo
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import explain, full, is_folder, refusal
from happyhome.files.writing import Written, sweep, temporary_file, temporary_folder, write_file

_LONGEST_FOLDER = 60  # UTF-16 units; leaves room for the date that an older folder is given
_CLUSTER = 32 << 10  # bytes; the largest usual unit of FAT32, so what a small file really takes
_SLACK = 256 << 10  # bytes; directory entries, and sticks that cannot be filled to the brim


class HandOverCancelled(Exception):
    """The clerk stopped it; the stick is as it was."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What now stands on the stick, flushed and read back.

    ``size`` in bytes, of all files with the lists. ``unchanged``: the very same was there already
    and has been read and found whole (已是最新). ``kept``: where the month's earlier folder went.
    """

    folder: Path
    files: tuple[Written, ...]
    size: int
    manifest: Manifest
    unchanged: bool = False
    kept: Path | None = None


def hand_over(
    folder_name: str,
    files: Mapping[str, bytes],
    target_root: Path,
    *,
    info: ManifestInfo,
    now: datetime,
    titles: Mapping[str, str] | None = None,
    disk: Disk = REAL,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> HandedOver:
    """Put ``files`` (name → content) and their list into ``target_root``/``folder_name``.

    Names are made fit for FAT32 and Windows; ``titles`` says what each file is, by the name given
    here. ``progress`` gets files done, files in all, and the name at hand. Raises
    EnvironmentRefusal or HandOverCancelled; the stick then holds what it held before.
    """
    final = target_root / safe_name(folder_name, _LONGEST_FOLDER)
    if not is_folder(target_root):
        raise refusal("device_gone", final)
    sweep(target_root, disk, shown=final)
    manifest, contents = _plan(files, titles or {}, info, now)
    _check_lengths(final, contents)
    if _stands_already(final, manifest, disk):
        return _unchanged(final, disk)
    _check_space(final, contents, disk)
    temporary = temporary_folder(target_root)
    try:
        written = _fill(temporary, final, contents, disk, progress, cancelled)
        kept = _put_in_place(temporary, final, now, disk)
    except BaseException:
        # The first failure is the news; a folder that cannot be removed now is swept next time.
        with suppress(OSError):
            disk.remove_folder(temporary)
        raise
    progress(len(contents), len(contents), final.name)
    return HandedOver(final, written, sum(file.size for file in written), manifest, kept=kept)


def _plan(
    files: Mapping[str, bytes], titles: Mapping[str, str], info: ManifestInfo, now: datetime
) -> tuple[Manifest, dict[str, bytes]]:
    names = safe_names(files, taken=(listing.MANIFEST, listing.MANIFEST_TEXT))
    rows = tuple(
        ManifestFile(names[name], titles.get(name, ""), len(data), hashlib.sha256(data).hexdigest())
        for name, data in files.items()
    )
    manifest = Manifest(info, now.replace(microsecond=0), rows)
    contents = {names[name]: data for name, data in files.items()}
    contents[listing.MANIFEST_TEXT] = listing.to_text(manifest)
    contents[listing.MANIFEST] = listing.to_json(manifest)  # last: where it stands, all stands
    return manifest, contents


def _check_lengths(final: Path, contents: Mapping[str, bytes]) -> None:
    root = final.absolute().parent
    folder = max(final.name, temporary_folder(root).name, key=units)
    for name in contents:
        longest = max(name, temporary_file(root).name, key=units)
        if units(str(root / folder / longest)) > LONGEST_PATH:
            raise refusal("name_too_long", root / name)


def _stands_already(final: Path, manifest: Manifest, disk: Disk) -> bool:
    """Whether the same month, home and files are there and read back whole."""
    try:
        present = listing.read_manifest(final, disk)
    except (FileNotFoundError, NotADirectoryError, listing.ManifestDamaged):
        return False
    ours, theirs = manifest.info, present.info
    same_home = (ours.month, ours.home, ours.village_code) == (theirs.month, theirs.home, theirs.village_code)
    return same_home and manifest.files == present.files and not listing.verify_folder(final, disk)


def _unchanged(final: Path, disk: Disk) -> HandedOver:
    present = listing.read_manifest(final, disk)
    files = tuple(Written(final / file.name, file.size, file.sha256) for file in present.files)
    return HandedOver(final, files, present.total, present, unchanged=True)


def _check_space(final: Path, contents: Mapping[str, bytes], disk: Disk) -> None:
    needed = _SLACK + sum(-(-len(data) // _CLUSTER) * _CLUSTER for data in contents.values())
    try:
        free = disk.free(final.parent)
    except OSError as error:
        raise explain(error, final) from error
    if needed > free:
        raise full(final, needed, free)


def _fill(
    temporary: Path,
    final: Path,
    contents: Mapping[str, bytes],
    disk: Disk,
    progress: Callable[[int, int, str], None],
    cancelled: Callable[[], bool],
) -> tuple[Written, ...]:
    try:
        disk.make_folder(temporary)
    except OSError as error:
        raise explain(error, final) from error
    written = []
    for done, (name, data) in enumerate(contents.items()):
        _stop_if(cancelled)
        progress(done, len(contents), name)
        file = write_file(temporary / name, data, disk=disk, shown=final.parent / name)
        written.append(Written(final / name, file.size, file.sha256))
    _stop_if(cancelled)
    return tuple(written)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise HandOverCancelled


def _put_in_place(temporary: Path, final: Path, now: datetime, disk: Disk) -> Path | None:
    """Rename into place; the path under which an earlier folder is kept."""
    kept = _older_name(final, now) if os.path.lexists(final) else None
    try:
        if kept:
            disk.rename_folder(final, kept)
        try:
            disk.rename_folder(temporary, final)
        except BaseException:
            if kept:
                with suppress(OSError):  # else both stay whole under their names: kept and swept
                    disk.rename_folder(kept, final)
            raise
        disk.sync_folder(final.parent)
        disk.sync_all()
    except OSError as error:
        raise explain(error, final) from error
    return kept


def _older_name(final: Path, now: datetime) -> Path:
    name = f"{final.name}(旧 {now:%Y-%m-%d %H%M})"
    number, path = 1, final.with_name(name)
    while os.path.lexists(path):
        number += 1
        path = final.with_name(f"{name} {number}")
    return path
