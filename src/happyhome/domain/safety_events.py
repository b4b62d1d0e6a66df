"""安全记录: what was done about the safety of the records themselves: sealing, passwords, restoring, drills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from happyhome.domain.fields import Choice, Kind, Record, described

EVENTS: Final = (
    Choice("sealed", "数据加锁"),
    Choice("operator_added", "添加操作员"),
    Choice("operator_removed", "停用操作员"),
    Choice("password_changed", "修改密码"),
    Choice("recovery_sheet", "换恢复单"),
    Choice("recovered", "用恢复码开锁"),
    Choice("township_key", "乡镇公钥"),
    Choice("restored", "恢复备份"),
    Choice("drill", "备份演练"),
    Choice("uncleanly_ended", "上次没有正常关闭"),
    Choice("clock_accepted", "确认电脑日期"),
    Choice("clerk_changed", "工作移交"),
)


@dataclass(frozen=True, kw_only=True)
class SafetyEvent(Record):
    """One act or finding. ``counts`` is JSON (register → rows) where something was counted; never a secret."""

    event: str = described("事项", Kind.CHOICE, choices=EVENTS, required=True)
    is_sound: bool = described("完好", Kind.FLAG, default=True)
    subject: str = described("对象")
    counts: str = described("数目", Kind.LONG_TEXT)
    note: str = described("说明", Kind.LONG_TEXT)
