"""Why a sheet is not opened, each in one sentence: what, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from happyhome.domain.problems import Refusal, refuse

if TYPE_CHECKING:
    from happyhome.exchange.incoming.kinds import Kind


def not_a_table(name: str) -> Refusal:
    """The refusal for a file that holds no table."""
    return refuse("file_kind", f"“{name}”不是表格文件。请选择 xlsx、xls、ods 或 csv 文件。")


def other_file(name: str, kind: Kind) -> Refusal:
    """The refusal for a file that is plainly something else: a web page, a letter, a picture."""
    return refuse("file_kind", f"“{name}”是{kind.what}，不能直接导入。{kind.do}")


def garbled(name: str) -> Refusal:
    """The refusal for a workbook of Excel 95 whose Chinese the reader would take apart byte by byte."""
    return refuse(
        "file_kind",
        f"“{name}”是 Excel 95 的旧格式，里面的汉字读不准。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。",
    )


def one_column(name: str) -> Refusal:
    """The refusal for a text without anything between its columns."""
    return refuse(
        "file_kind",
        f"“{name}”里是文字，没有用逗号或制表符分成几列，看不出是表格。请把内容放进 Excel 或 WPS 表格，存成 xlsx 后再导入。",
    )


def unknown_letters(name: str) -> Refusal:
    """The refusal for a text in an encoding that no Chinese program writes."""
    return refuse(
        "file_kind",
        f"“{name}”不是表格文件，或者是认不出的文字编码。请用 Excel 或 WPS 打开看看，另存为 xlsx 后再导入。",
    )


def only_pictures(name: str) -> Refusal:
    """The refusal for a workbook in which a list was pasted as a picture."""
    return refuse(
        "file_empty",
        f"“{name}”的格子里没有内容，只有图片，图片里的字读不了。请向对方要原来的表格，或照着录入。",
    )


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


def wordy(name: str, most: int) -> Refusal:
    """The refusal for a sheet with more text than any list of persons."""
    return refuse(
        "file_too_big",
        f"“{name}”里的字太多（一张表超过 {most // 10000} 万字），不像是花名册。请把要导入的行复制到一张新表，另存后再导入。",
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
