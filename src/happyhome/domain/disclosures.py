"""资料去向: who saw or took what of the elders' personal data, where it went and what for (个人信息保护法 art. 51, 55)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from happyhome.domain.fields import Choice, Kind, Record, described

ACTS: Final = (
    Choice("shown", "看全号"),
    Choice("copied", "复制号码"),
    Choice("saved", "存成文件"),
    Choice("printed", "打印"),
    Choice("handed_over", "交接写盘"),
    Choice("backed_up", "备份到别处"),
)
PURPOSES: Final = (
    Choice("township", "报乡镇民政办"),
    Choice("check", "核对资料"),
    Choice("posting", "村里公示"),
    Choice("filing", "存档"),
    Choice("family", "给老人本人或家属"),
    Choice("other", "其他"),
)


@dataclass(frozen=True, kw_only=True)
class Disclosure(Record):
    """One time that personal data was shown in full, or left the store.

    ``person`` is a resident's id where it was about one elder. ``contents`` says in words which columns of
    how many people; ``place`` is the stick's or folder's name, ``device`` what tells that stick from
    another; ``size`` in bytes. ``is_locked``: the files had a password.
    """

    act: str = described("做了什么", Kind.CHOICE, choices=ACTS, required=True)
    person: str = described("老人编号")
    contents: str = described("内容", Kind.LONG_TEXT)
    files: str = described("文件", Kind.LONG_TEXT)
    people: int = described("人数", Kind.NUMBER, default=0)
    purpose: str = described("用途")
    place: str = described("去处")
    device: str = described("盘号")
    size: int = described("字节", Kind.NUMBER, default=0)
    is_locked: bool = described("有密码", Kind.FLAG, default=False)
