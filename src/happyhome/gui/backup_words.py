"""How the window speaks of copies of the records: why one was made, when, how large."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from happyhome.files.environment import size_text
from happyhome.gui import text as words
from happyhome.services.backups import Backup

_REASONS: Final = {
    "manual": "手动",
    "auto": "自动",
    "closing": "关闭时",
    "before-import": "导入前",
    "before-policy": "改政策前",
    "before-migration": "升级前",
    "before-restore": "恢复前",
    "before-sealing": "加锁前",
    "before-password": "换密码前",
    "before-recovery": "凭恢复单设密码前",
    "monthly": "月底",
    "stick": "存到 U 盘",
    "replaced": "恢复前留下的原文件",
}
_NEAR: Final = {0: "今天", 1: "昨天", 2: "前天"}


def reason_word(reason: str) -> str:
    """自动, 关闭时, 导入前: why a copy was made; a newer program's reason as it stands in the name."""
    return _REASONS.get(reason, reason)


def moment(when: datetime) -> str:
    """2026年11月20日 10:32."""
    return f"{when.year}年{words.short_day(when.date())} {when:%H:%M}"


def near_moment(when: datetime, today: date) -> str:
    """今天 10:32, 昨天 17:05, 11月15日 09:00; the year where it is another one."""
    back = (today - when.date()).days
    if back in _NEAR:
        return f"{_NEAR[back]} {when:%H:%M}"
    return moment(when) if when.year != today.year else f"{words.short_day(when.date())} {when:%H:%M}"


def size_word(one: Backup) -> str:
    """1.8 MB; "" where the file cannot be asked."""
    try:
        return size_text(one.path.stat().st_size)
    except OSError:  # a stick that was pulled since the list was made
        return ""
