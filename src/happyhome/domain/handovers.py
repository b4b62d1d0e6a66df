"""交接: what left the house, when, to where, and by what code it can be known again."""

from __future__ import annotations

from dataclasses import dataclass

from happyhome.domain.fields import Kind, Record, described


@dataclass(frozen=True, kw_only=True)
class HandOver(Record):
    """One month's folder written to a stick or folder and read back whole. ``size`` in bytes."""

    month: str = described("月份", Kind.MONTH, required=True)
    place: str = described("去处")
    folder: str = described("文件夹")
    files: int = described("文件数", Kind.NUMBER, default=0)
    size: int = described("字节", Kind.NUMBER, default=0)
    fingerprint: str = described("月份指纹")
    check_code: str = described("核对码")
    contents: str = described("内容", Kind.LONG_TEXT)
