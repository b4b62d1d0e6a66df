"""The text of a rule file that somebody chose, whatever it turns out to be."""

from __future__ import annotations

from pathlib import Path

from happyhome.domain.problems import Refusal, refuse
from happyhome.files.environment import EnvironmentRefusal
from happyhome.files.reading import NotAFile, TooLong, is_gone, read_bounded
from happyhome.policy.nodes import MOST_BYTES


def rule_bytes(path: Path) -> bytes:
    """The bytes of a rule file. Refuses (file_missing, rules_no_text) what is none; raises EnvironmentRefusal."""
    try:
        content = read_bounded(path, MOST_BYTES)
    except TooLong as error:
        raise _no_text(path) from error
    except NotAFile as error:
        raise refuse("file_missing", f"“{path}”不是文件，请选择文件夹里面的政策文件。", "file") from error
    except OSError as error:
        if is_gone(error):
            raise refuse(
                "file_missing", f"找不到文件“{path}”。请核对文件名和文件夹，或重新插好 U 盘。", "file"
            ) from error
        code = "no_permission" if isinstance(error, PermissionError) else "device_error"
        text = f"“{path.name}”读不出来。请关闭正在打开它的程序，检查 U 盘是否插好，再试一次。"
        raise EnvironmentRefusal(code, text, path) from error
    if b"\0" in content[:4096]:
        raise _no_text(path)
    return content


def rule_text(path: Path) -> str:
    """The same as 记事本 writes it: UTF-8 with or without its mark, else GB 18030."""
    content = rule_bytes(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse("rules_no_text", f"“{path.name}”的文字读不出来。请用记事本打开，另存为 UTF-8，再导入。")


def _no_text(path: Path) -> Refusal:
    return refuse(
        "rules_no_text",
        f"“{path.name}”不是政策文件。政策文件是用记事本写的文本，不超过 1 MB，请重新选。",
        "file",
    )
