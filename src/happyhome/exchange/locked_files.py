"""Passwords on files that leave: a workbook as Excel and WPS lock it, a PDF as readers lock it (AES-256 both).

A locked file is other bytes each time, by design: its salt is random.
"""

from __future__ import annotations

import io
import unicodedata
from typing import Final

from happyhome.domain.problems import refuse

LEAST: Final = 6
_MOST: Final = 40  # characters; a PDF takes 127 bytes of UTF-8
LOCKABLE: Final = ("xlsx", "pdf")


def check_password(password: str) -> None:
    """Refuses (file_password_short, file_password_form) what protects nothing or cannot be typed again."""
    if len(password.strip()) < LEAST:
        raise refuse("file_password_short", f"文件密码至少要 {LEAST} 位。", "password")
    if len(password) > _MOST:
        raise refuse("file_password_form", f"文件密码最多 {_MOST} 位。", "password")
    if password != password.strip() or any(unicodedata.category(one)[0] == "C" for one in password):
        raise refuse("file_password_form", "文件密码的前后不能有空格，中间不能有看不见的字符。", "password")


def lock_file(data: bytes, ending: str, password: str) -> bytes:
    """``data`` with a password on it; ``ending`` is xlsx or pdf. Refuses (file_password_…)."""
    if ending not in LOCKABLE:
        raise refuse("file_not_lockable", f"“.{ending}”文件不能加密码，只有 Excel 和 PDF 能加。", "password")
    return (lock_workbook if ending == "xlsx" else lock_pdf)(data, password)


def lock_workbook(data: bytes, password: str) -> bytes:
    """An xlsx that Excel, WPS and LibreOffice open with the password alone (agile encryption, AES-256)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    check_password(password)
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, locked)
    return locked.getvalue()


def lock_pdf(data: bytes, password: str) -> bytes:
    """A PDF that opens with the password alone (AES-256, revision 6), and may then be printed."""
    import pikepdf

    check_password(password)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        # Owner and user alike: with another owner password there would be a second way in that nobody knows.
        pdf.save(locked, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return locked.getvalue()
