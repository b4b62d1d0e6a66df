"""How the command line speaks of backups."""

from __future__ import annotations

from typing import Any

from happyhome.services.backup_memory import HERE
from happyhome.services.backup_places import Place

COUNTED = {
    "resident": "老人",
    "status": "身份与状态",
    "meal": "用餐",
    "activity": "活动",
    "application": "申请",
    "roll": "名册",
    "attachment": "附件",
    "operation": "操作",
}


def counted(counts: dict[str, int]) -> str:
    """老人 24，用餐 812: what is there."""
    return "，".join(f"{word} {counts[key]}" for key, word in COUNTED.items() if key in counts)


def place_line(place: Place) -> str:
    """One place and what was last saved there."""
    title = "本机备份" if place.key == HERE else "第二处备份"
    if place.path is None:
        return f"{title}：没有设"
    newest = place.newest
    told = f"最近 {newest.made_at:%Y-%m-%d %H:%M}" if newest else "还没有"
    checked = "，已核对" if place.is_verified else ""
    away = "" if place.is_reachable or place.key == HERE else "（现在没有插上）"
    missed = f"，{place.missed_since:%Y-%m-%d %H:%M} 起没有写到" if place.missed_since else ""
    return f"{title}：{place.path}{away}，{told}{checked}{missed}"


def place_data(place: Place) -> dict[str, Any]:
    """The same for scripts."""
    newest = place.newest
    return {
        "place": place.key,
        "path": str(place.path) if place.path else None,
        "reachable": place.is_reachable,
        "newest": newest.path.name if newest else None,
        "made_at": newest.made_at.isoformat() if newest else None,
        "counts": dict(newest.counts) if newest else {},
        "verified": place.is_verified,
        "count": place.count,
        "free": place.free,
        "missed_since": place.missed_since.isoformat() if place.missed_since else None,
        "trouble": place.trouble or None,
        "same_disk": place.is_same_disk,
    }
