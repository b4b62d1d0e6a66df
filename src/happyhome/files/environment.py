"""What the machine refuses, said so that a clerk knows what to do.

A full disk, a pulled stick or a workbook that is open in Excel is neither a
mistake of the clerk's nor a bug. The command line ends with 3 for these.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path


class EnvironmentRefusal(Exception):
    """The machine would not do it. ``text`` is one Chinese sentence: what, where, what to do.

    Codes: disk_full, read_only, device_gone, device_error, file_in_use, no_permission,
    file_too_big, name_too_long, name_illegal, not_a_folder, environment.
    """

    def __init__(self, code: str, text: str, path: Path | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.path = path


_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EIO: "device_error",
    errno.ENODEV: "device_gone",
    errno.ENXIO: "device_gone",
    errno.ENOENT: "device_gone",
    errno.ENOTCONN: "device_gone",
    errno.ECONNABORTED: "device_gone",  # exFAT through FUSE, pulled while writing
    errno.ESTALE: "device_gone",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ETXTBSY: "file_in_use",
    errno.EBUSY: "file_in_use",
    errno.EFBIG: "file_too_big",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EINVAL: "name_illegal",
    errno.EILSEQ: "name_illegal",
    errno.ENOTDIR: "not_a_folder",
    errno.EISDIR: "not_a_folder",
    errno.EEXIST: "not_a_folder",
    errno.ENOTEMPTY: "not_a_folder",
}

# Windows folds many of these into EACCES or EINVAL, so its own number is looked at first.
# Source: winerror.h (system error codes).
_BY_WINERROR = {
    3: "device_gone",  # ERROR_PATH_NOT_FOUND
    15: "device_gone",  # ERROR_INVALID_DRIVE
    19: "read_only",  # ERROR_WRITE_PROTECT
    21: "device_gone",  # ERROR_NOT_READY
    23: "device_error",  # ERROR_CRC
    31: "device_error",  # ERROR_GEN_FAILURE
    32: "file_in_use",  # ERROR_SHARING_VIOLATION
    33: "file_in_use",  # ERROR_LOCK_VIOLATION
    39: "disk_full",  # ERROR_HANDLE_DISK_FULL
    55: "device_gone",  # ERROR_DEV_NOT_EXIST
    112: "disk_full",  # ERROR_DISK_FULL
    123: "name_illegal",  # ERROR_INVALID_NAME
    206: "name_too_long",  # ERROR_FILENAME_EXCED_RANGE
    223: "file_too_big",  # ERROR_FILE_TOO_LARGE
    433: "device_gone",  # ERROR_NO_SUCH_DEVICE
    1110: "device_gone",  # ERROR_MEDIA_CHANGED
    1112: "device_gone",  # ERROR_NO_MEDIA_IN_DRIVE
    1117: "device_error",  # ERROR_IO_DEVICE
    1167: "device_gone",  # ERROR_DEVICE_NOT_CONNECTED
    1224: "file_in_use",  # ERROR_USER_MAPPED_FILE
    1392: "device_error",  # ERROR_FILE_CORRUPT
}
_WIN_ACCESS_DENIED = 5

# Each follows “name”没有写成：
_SENTENCES = {
    "read_only": "“{place}”是只读的。请把 U 盘侧面的写保护开关拨开，或换一个能写的 U 盘，再试一次。",
    "device_gone": "“{place}”找不到了，U 盘可能已被拔出，或文件夹被移走。请重新插好 U 盘，再试一次。",
    "device_error": "“{place}”读写出错，U 盘可能松动、被拔出或已经损坏。"
    "请重新插好再试；若仍不行，请换一个 U 盘。",
    "file_in_use": "它正被别的程序打开（多半是 Excel 或 WPS）。请关闭后再试一次。",
    "no_permission": "没有在“{place}”写文件的权限。请换一个文件夹，或换一个 U 盘，再试一次。",
    "file_too_big": "文件太大，U 盘的格式（FAT32）一个文件不能超过 4 GB。"
    "请分成几份，或换一个 exFAT 格式的 U 盘。",
    "name_too_long": "文件名或文件夹的路径太长。请改短名称，或换一个层数少的文件夹，再试一次。",
    "name_illegal": '名称里有“{place}”不允许的字符（如 \\ / : * ? " < > |）。请改名后再试一次。',
    "not_a_folder": "“{place}”里有同名的文件或文件夹挡住了。请把它改名或移走，再试一次。",
    "environment": "“{place}”处系统报错（{detail}）。"
    "请换一个文件夹或 U 盘再试；若仍不行，请把这句话告诉维护的人。",
}


def refusal(code: str, path: Path, detail: str = "") -> EnvironmentRefusal:
    """The sentence of ``code`` for writing ``path``; disk_full is made by :func:`full`."""
    why = _SENTENCES[code].format(place=path.parent, detail=detail)
    return EnvironmentRefusal(code, f"“{path.name or path}”没有写成：{why}", path)


def full(path: Path, needed: int | None, free: int | None) -> EnvironmentRefusal:
    """No room for ``path``. Sizes in bytes; what is not known is not said."""
    facts = [] if needed is None else [f"需要 {size_text(needed)}"]
    facts += [] if free is None else [f"只剩 {size_text(free)}"]
    told = "，".join(["空间已满" if needed is None else "空间不够", *facts])
    text = (
        f"“{path.name or path}”没有写成：“{path.parent}”{told}。请删去不用的文件，或换一个 U 盘，再试一次。"
    )
    return EnvironmentRefusal("disk_full", text, path)


def explain(error: OSError, path: Path, needed: int | None = None) -> EnvironmentRefusal:
    """Put the system's ``error`` about writing ``path`` into words.

    ``needed`` is the bytes that were to be written, for a full disk.
    """
    code = _code(error, path)
    if code == "disk_full":
        return full(path, needed, _free(path.parent))
    return refusal(code, path, error.strerror or type(error).__name__)


def size_text(size: int) -> str:
    """Bytes as a clerk reads them: 812 字节, 12 KB, 3.4 MB, 1.2 GB."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024**2:
        return f"{-(-size // 1024)} KB"
    if size < 1024**3:
        return f"{size / 1024**2:.1f} MB"
    return f"{size / 1024**3:.1f} GB"


def is_folder(path: Path) -> bool:
    """Whether ``path`` is a folder that can be reached; a pulled stick answers with an error, so no."""
    try:
        return path.is_dir()
    except OSError:  # ENOTCONN, EIO: Path.is_dir() passes these on
        return False


def _code(error: OSError, path: Path) -> str:
    winerror: int | None = getattr(error, "winerror", None)
    if winerror == _WIN_ACCESS_DENIED:
        # Replacing a workbook that Excel holds is "access denied", like a folder one may not write.
        return "file_in_use" if _exists(path) else "no_permission"
    if winerror in _BY_WINERROR:
        return _BY_WINERROR[winerror]
    return _BY_ERRNO.get(error.errno or 0, "environment")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a pulled stick cannot be asked; the sentence for the folder is right then
        return False


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:  # the number is a help within another refusal, which is still given
        return None
