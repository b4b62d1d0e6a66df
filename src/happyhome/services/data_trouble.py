"""What to do where the disk that holds the records themselves refuses: advice about sticks is of no use there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

STORE_NAME: Final = "happyhome.db"
_ADVICE: Final = {
    "disk_full": ("磁盘满了", "请删去不用的文件（下载、视频、回收站），再{again}。"),
    "read_only": ("数据文件夹不能写", "它在只读的盘上。请换一个能写的位置，或请懂电脑的人看看这个文件夹的权限。"),
    "no_permission": ("数据文件夹不能写", "这个账号没有写它的权限。请用平时的账号登录，或请懂电脑的人放开权限。"),
    "device_error": ("磁盘读写出错", "硬盘可能坏了。请先不要再写东西，找人看看硬盘；备份在另一个盘上的话，可以在别的电脑恢复。"),
    "device_gone": ("数据文件夹不见了", "它所在的盘可能被拔出，或文件夹被移走。请插好那个盘或移回原处，再{again}。"),
    "not_a_folder": ("数据文件夹打不开", "那个位置上有一个同名的文件挡住了。请把它改名或移走，再{again}。"),
}  # fmt: skip


def data_advice(code: str, again: str) -> tuple[str, str] | None:
    """(title, what to do) for a code of ``files.environment``; ``again`` is how to try again."""
    found = _ADVICE.get(code)
    return None if found is None else (found[0], found[1].format(again=again))


def names_store(path: object) -> bool:
    """Whether an error names the records' own file, or the ones SQLite keeps beside it."""
    return isinstance(path, str | Path) and Path(path).name.startswith(STORE_NAME)
