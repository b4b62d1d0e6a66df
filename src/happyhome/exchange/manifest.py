"""The list that goes with a month's folder: what is in it, and how to tell that it arrived whole."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from happyhome.domain.dates import Month, long_day
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, explain, is_folder, refusal, size_text
from happyhome.files.writing import digest

MANIFEST = "清单.json"
MANIFEST_TEXT = "清单.txt"
_FORMAT = "happyhome-manifest/1"
_LARGEST = 4 << 20  # bytes; a month has some dozens of files
# What Windows, macOS and an office program that has the file open leave of their own accord.
_LITTER = ("thumbs.db", "desktop.ini", ".ds_store")
_LITTER_STARTS = ("~$", ".~lock.", "._")


class ManifestDamaged(Exception):
    """The list cannot be read for what it was. ``text`` is a Chinese sentence."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class ManifestInfo:
    """Whose month it is. ``program`` is the program's version; ``instance`` the id of the copy of the records it
    comes from, so that the township can tell two lines of one village's records apart ("" by older programs).
    """

    month: Month
    home: str
    village_code: str
    program: str
    instance: str = ""


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """One file: its name in the folder, the paper's title, size in bytes, SHA-256 in hexadecimal."""

    name: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a month's folder holds, in the order of handing over."""

    info: ManifestInfo
    made_at: datetime
    files: tuple[ManifestFile, ...]

    @property
    def total(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over everything the list says, so that a damaged list is known as such."""
        return hashlib.sha256(_canonical(_record(self))).hexdigest()

    @property
    def check_code(self) -> str:
        """The fingerprint's start, short enough to compare over the telephone: 3F9A-2C1D."""
        return f"{self.fingerprint[:4]}-{self.fingerprint[4:8]}".upper()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the list says.

    Codes: missing, changed, extra, unreadable, manifest_missing, manifest_damaged.
    """

    code: str
    name: str
    text: str


def to_json(manifest: Manifest) -> bytes:
    """清单.json: for programs, and for :func:`read_manifest`."""
    record = {**_record(manifest), "fingerprint": manifest.fingerprint}
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def to_text(manifest: Manifest) -> bytes:
    """清单.txt: for people; with the mark and line ends that old Notepads want."""
    info, made = manifest.info, manifest.made_at
    lines = [
        f"{info.home}　{info.month.label}　资料清单",
        "",
        *([f"村（社区）代码：{info.village_code}"] if info.village_code else []),
        f"制作时间：{long_day(made.date())} {made:%H:%M}",
        f"程序版本：{info.program}",
        *([f"数据副本号：{info.instance[:8].upper()}"] if info.instance else []),
        f"文件：共 {len(manifest.files)} 个，合计 {size_text(manifest.total)}",
        f"文件夹核对码：{manifest.check_code}",
        "",
    ]
    for number, file in enumerate(manifest.files, start=1):
        lines += [f"{number}. {file.name}"]
        lines += [f"   内容：{file.title}"] if file.title else []
        lines += [f"   大小：{file.size:,} 字节", f"   SHA-256：{file.sha256}", ""]
    lines += ["文件写入后已逐个读出核对。收到后若 SHA-256 与上面不同，说明文件改动过或损坏了。", ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def read_manifest(folder: Path, disk: Disk = REAL) -> Manifest:
    """The list in ``folder``.

    Raises FileNotFoundError (NotADirectoryError) where there is none, ManifestDamaged where it cannot be
    trusted, EnvironmentRefusal where it cannot be read.
    """
    path = folder / MANIFEST
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ManifestDamaged(f"“{path}”不是文件，不是本程序写的清单。")
        if found.st_size > _LARGEST:
            raise ManifestDamaged(f"“{path}”太大，不是本程序写的清单。")
        content = b"".join(disk.read(path))
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        manifest, fingerprint = _parse(json.loads(content))
        whole = manifest.fingerprint == fingerprint
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ManifestDamaged(f"“{path}”已损坏，读不出来。请让对方重新拷贝一份。") from error
    if not whole:
        raise ManifestDamaged(f"“{path}”的内容改动过，与它自己的指纹不符。请让对方重新拷贝一份。")
    return manifest


def verify_folder(folder: Path, disk: Disk = REAL) -> tuple[Finding, ...]:
    """Read every file of ``folder`` and name what its list does not say; empty when all is well.

    Raises EnvironmentRefusal when the folder itself cannot be read.
    """
    try:
        present = {item.name for item in folder.iterdir()}
    except OSError as error:
        raise _unreadable(folder, error) from error
    try:
        manifest = read_manifest(folder, disk)
    except (FileNotFoundError, NotADirectoryError):
        return (Finding("manifest_missing", MANIFEST, f"缺少“{MANIFEST}”，无法核对这个文件夹。"),)
    except ManifestDamaged as damage:
        return (Finding("manifest_damaged", MANIFEST, damage.text),)
    findings = [found for file in manifest.files if (found := _check(folder, file, present, disk))]
    listed = {file.name for file in manifest.files} | {MANIFEST, MANIFEST_TEXT}
    findings += [
        Finding("extra", name, f"多出“{name}”：清单里没有它。")
        for name in sorted(present - listed)
        if not _is_litter(name)
    ]
    return tuple(findings)


def _check(folder: Path, file: ManifestFile, present: set[str], disk: Disk) -> Finding | None:
    if file.name not in present:
        return Finding("missing", file.name, f"缺少“{file.name}”。")
    try:
        size, sha256 = digest(folder / file.name, disk)
    except OSError as error:
        if not is_folder(folder):
            raise refusal("device_gone", folder / file.name) from error
        return Finding("unreadable", file.name, f"“{file.name}”读不出来，U 盘可能已经损坏。")
    if size != file.size:
        told = f"“{file.name}”改动过：清单记的是 {file.size:,} 字节，现在是 {size:,} 字节。"
        return Finding("changed", file.name, told)
    if sha256 != file.sha256:
        return Finding("changed", file.name, f"“{file.name}”改动过或已损坏：大小一样，内容不同。")
    return None


def _is_litter(name: str) -> bool:
    return name.lower() in _LITTER or name.startswith(_LITTER_STARTS)


def _unreadable(path: Path, error: OSError) -> EnvironmentRefusal:
    code = explain(error, path).code
    text = f"“{path}”读不出来，U 盘可能松动、被拔出或已经损坏。请重新插好 U 盘，再试一次。"
    if code in ("no_permission", "file_in_use"):
        text = f"“{path}”读不出来：没有权限，或正被别的程序打开。请关闭那个程序后再试一次。"
    return EnvironmentRefusal(code, text, path)


def _record(manifest: Manifest) -> dict[str, Any]:
    info = manifest.info
    return {
        "format": _FORMAT,
        "month": str(info.month),
        "home": info.home,
        "village_code": info.village_code,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "program": info.program,
        **({"instance": info.instance} if info.instance else {}),
        "count": len(manifest.files),
        "bytes": manifest.total,
        "files": [
            {"name": file.name, "title": file.title, "size": file.size, "sha256": file.sha256}
            for file in manifest.files
        ],
    }


def _canonical(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _parse(record: Any) -> tuple[Manifest, str]:
    if record["format"] != _FORMAT:
        raise ValueError(f"unknown format {record['format']!r}")
    texts = [record[key] for key in ("home", "village_code", "program", "fingerprint")]
    texts.append(record.get("instance", ""))
    files = tuple(_parse_file(row) for row in record["files"])
    if not all(isinstance(text, str) for text in texts) or len({file.name for file in files}) != len(files):
        raise ValueError("not a list of ours")
    home, village_code, program, fingerprint, instance = texts
    info = ManifestInfo(Month.parse(record["month"]), home, village_code, program, instance)
    manifest = Manifest(info, datetime.fromisoformat(record["made_at"]), files)
    if record["count"] != len(files) or record["bytes"] != manifest.total:
        raise ValueError("the totals do not agree")
    return manifest, fingerprint


def _parse_file(row: Any) -> ManifestFile:
    name, title, size, sha256 = row["name"], row["title"], row["size"], row["sha256"]
    texts_fit = all(isinstance(text, str) for text in (name, title, sha256))
    # The list comes from elsewhere: a name must not lead out of the folder.
    if (
        not texts_fit
        or type(size) is not int
        or size < 0
        or name in ("", ".", "..")
        or set(name) & set("/\\:\0")
    ):
        raise ValueError("not a file of ours")
    return ManifestFile(name, title, size, sha256)
