"""What 设置 · 备份 shows, read in one go beside the window, and its sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from happyhome.domain.safety_events import SafetyEvent
from happyhome.gui.backup_words import moment, near_moment, reason_word
from happyhome.gui.failures import counts_words
from happyhome.services import audit, backup_places, backups, handover
from happyhome.services.backup_copies import HOUSEKEEPING
from happyhome.services.backup_places import Place
from happyhome.services.backup_shelves import Shelf, shelves
from happyhome.services.handover import Drive
from happyhome.services.session import Services

Counts = tuple[tuple[str, int], ...]
_MANY: Final = 1000


@dataclass(frozen=True, slots=True)
class LastDrill:
    """The last trial of a backup, as it was kept."""

    on: datetime
    is_sound: bool
    note: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class State:
    """Places for backups (here, second), operations in none yet, the copies, the sticks, and the last trial."""

    here: Place
    second: Place
    unsaved: int
    shelves: tuple[Shelf, ...]
    sticks: tuple[Drive, ...]
    drill: LastDrill | None
    is_sealed: bool


def read_state(services: Services) -> State:
    """Ask for all of it; slow where a stick is."""
    here, second = backup_places.places(services)
    return State(
        here,
        second,
        _unsaved(services, here),
        shelves(services.folders, second.path),
        handover.drives(),
        _last_drill(services),
        services.store.key is not None,
    )


def _unsaved(services: Services, here: Place) -> int:
    if backups.unsaved_since(services) is None:
        return 0
    found = [one for one in services.ask(audit.operations, limit=_MANY) if one.verb not in HOUSEKEEPING]
    since = here.newest.made_at if here.newest is not None else None
    return max(1, sum(since is None or one.at > since for one in found))


def _last_drill(services: Services) -> LastDrill | None:
    found = services.ask(lambda reading: reading.find(SafetyEvent, event="drill"))
    kept = sorted(
        ((one.recorded_at, one) for one in found if one.recorded_at is not None), key=lambda pair: pair[0]
    )
    if not kept:
        return None
    on, last = kept[-1]
    counts = json.loads(last.counts) if last.counts else {}
    return LastDrill(on, last.is_sound, last.note, tuple(counts.items()))


def last_words(state: State, today: date) -> tuple[str, str]:
    """(heading, what is in it) of the last backup here."""
    newest = state.here.newest
    if newest is None:
        return "还没有备份", "点“现在备份”，半分钟就好。"
    told = [
        f"{reason_word(newest.reason)}备份，{'写完打开核对过' if state.here.is_verified else '还没有核对过'}"
    ]
    if newest.counts:
        told.append(f"里面有 {counts_words(newest.counts)}")
    return f"最后一份备份：{near_moment(newest.made_at, today)}", "。".join(told) + "。"


def where_words(state: State, today: date) -> tuple[str, bool]:
    """Where copies lie, and whether that is well."""
    second = state.second
    if second.path is None:
        return "只在本机。硬盘坏了、电脑丢了，就都没有了。请设一个第二处。", False
    newest = second.newest
    last = f"，最后一份是 {near_moment(newest.made_at, today)} 的" if newest is not None else "，还没有备份"
    if second.trouble and second.is_reachable:
        return f"本机有，第二处最近没有写成：{second.trouble}", False
    if not second.is_reachable:
        return f"本机有。第二处现在没有插着{last}。", False
    if second.is_same_disk:
        return f"本机和第二处都有{last}。但两处在同一块硬盘上，硬盘坏了会一起坏，请换一个 U 盘。", False
    return f"本机和第二处都有{last}。", newest is not None


def unsaved_words(state: State) -> str:
    """How much no backup holds yet."""
    if not state.unsaved:
        return "记下的都在备份里了。"
    many = f"{state.unsaved:,} 步" if state.unsaved < _MANY else f"{_MANY:,} 步以上"
    return f"从那以后又记了 {many}，还没进备份（每半小时、关窗口时会自动备份）。"


def second_words(place: Place) -> str:
    """How the second place stands."""
    if place.path is None:
        return "还没有设。插上一个常用的 U 盘，或选另一块硬盘上的文件夹；以后每次备份都会在那里再放一份。"
    told = [f"放在 {place.path}。"]
    if not place.is_reachable:
        since = f"，从 {moment(place.missed_since)} 起就没写上" if place.missed_since else ""
        told.append(f"现在没有插着{since}。插上以后，下一次备份会自动写过去。")
    else:
        free = f"，还剩 {handover.size_words(place.free)}" if place.free is not None else ""
        told.append(f"插着，里面有 {place.count} 份{free}。")
    return "\n".join(told)


def drill_words(drill: LastDrill | None) -> str:
    """What the last trial came to."""
    if drill is None:
        return "还没有演练过。每月会自动做一次。"
    verdict = "完好，能恢复" if drill.is_sound else f"有问题：{drill.note}"
    return f"最后一次：{moment(drill.on)}，{verdict}。".replace("。。", "。")
