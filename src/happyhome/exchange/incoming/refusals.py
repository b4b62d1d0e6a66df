"""Why a sheet is not opened, each in one sentence: what, and what to do."""

from __future__ import annotations

from happyhome.domain.problems import Refusal, refuse


def not_a_table(name: str) -> Refusal:
    """The refusal for a file that holds no table."""
    return refuse("file_kind", f"“{name}”不是表格文件。请选择 xlsx、xls、ods 或 csv 文件。")


def password(name: str) -> Refusal:
    """The refusal for a file that asks for a password."""
    return refuse(
        "file_password",
        f"“{name}”设了密码，读不了。请在 WPS 里打开，点“文件→文档加密→密码加密”，把密码清空后保存，再导入"
        "（Excel 是“文件→信息→保护工作簿→用密码进行加密”）。",
    )


def damaged(name: str) -> Refusal:
    """The refusal for a file that is cut off or broken."""
    return refuse(
        "file_damaged", f"“{name}”已损坏或没有复制完整。请用 Excel 或 WPS 打开看看，重新复制或另存后再导入。"
    )


def swollen(name: str) -> Refusal:
    """The refusal for a file that unpacks to far more than a list of persons."""
    return refuse(
        "file_too_big",
        f"“{name}”展开后大得不正常，为安全起见没有打开。请把有用的内容复制到一张新表，另存后再导入。",
    )


def far(name: str, where: str) -> Refusal:
    """The refusal for a sheet with a stray cell in the farthest corner."""
    return refuse(
        "file_too_big",
        f"“{name}”的表里，很远的格子（{where}）也有内容或格式。请把有用的行列复制到一张新表，再导入。",
    )


def too_big(name: str, rows: int, columns: int) -> Refusal:
    """The refusal for a sheet with more rows or columns than can be taken in at once."""
    return refuse(
        "file_too_big",
        f"“{name}”的表太大（超过 {rows // 10000} 万行或 {columns} 列）。"
        "请删去多余的行列，或按村、按社分成几个文件再导入。",
    )


def many_sheets(name: str, sheets: int) -> Refusal:
    """The refusal for a workbook with more sheets than anybody keeps."""
    return refuse(
        "file_too_big",
        f"“{name}”里有 {sheets} 张工作表，太多了。请把要导入的工作表另存成一个文件，再导入。",
    )


def crowded(name: str, sheet: str, rows: int, most: int) -> Refusal:
    """The refusal for a sheet with more filled rows than a town has elders."""
    return refuse(
        "file_too_big",
        f"“{name}”的工作表“{sheet}”有 {rows} 行内容，一次最多导入 {most} 行。请按村或按社分成几个文件，再逐个导入。",
    )


def unsafe(name: str) -> Refusal:
    """The refusal for a file with definitions of its own, which no office program writes."""
    return refuse(
        "file_unsafe",
        f"“{name}”里有正常表格没有的内容（自带的定义），为安全起见没有打开。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。",
    )


def other_kind(name: str, kind: str) -> Refusal:
    """The refusal for a workbook of a kind that is not read: xlsb."""
    return refuse(
        "file_kind", f"“{name}”是 {kind} 格式，读不了。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。"
    )
