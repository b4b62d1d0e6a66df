"""What is left to the next clerk of copies, keys and passwords, and what to do on the first day."""

from __future__ import annotations

from datetime import date

from happyhome.domain.clerk_changes import Left
from happyhome.domain.dates import long_day
from happyhome.services.backup_memory import HERE
from happyhome.services.backup_places import Place, places
from happyhome.services.drills import last_drill
from happyhome.services.protection import protection
from happyhome.services.session import Services


def left_backups(services: Services) -> tuple[Left, ...]:
    """Each place with its newest copy, then the last drill."""
    found = [
        _place(one) for one in places(services) if one.path is None or one.newest or not one.is_reachable
    ]
    drill = last_drill(services)
    if drill is not None:
        when, is_sound, note = drill
        found.append(
            Left("演练", f"最近一次 {long_day(when.date())}", "完好" if is_sound else f"没有通过：{note}")
        )
    return tuple(found)


def _place(one: Place) -> Left:
    tag = "本机" if one.key == HERE else "第二处"
    if one.path is None:
        return Left(tag, "没有设第二处备份", "请在“设置 → 备份与恢复”里选一个 U 盘")
    newest = one.newest.made_at if one.newest else None
    if newest is None:
        return Left(tag, str(one.path), "还没有备份")
    said = f"{long_day(newest.date())} {newest:%H:%M}"
    count = f"，共 {one.count} 份" if one.is_reachable else "，现在没有插着"
    checked = "，已核对" if one.is_verified else ""
    return Left(tag, str(one.path), f"{said}{checked}{count}")


def left_keys(services: Services) -> tuple[Left, ...]:
    """What opens the records, and the things of the office that go with them."""
    known = protection(services.folders)
    if not known.is_sealed:
        keys = [Left("密码", "数据没有加锁，没有密码", "接手后在“设置 → 保护”里加锁")]
    else:
        sheet = f"{_day(known.recovery_since)}打印" if known.recovery_since else "没有打印过"
        keys = [
            Left("密码", f"操作员：{'、'.join(known.operators)}", "不交密码：接手人自设新密码，再停用移交人"),
            Left("恢复单", f"恢复单 1 张，{sheet}", "当面交，锁进保险柜；接手后换一张"),
        ]
        if known.township:
            keys.append(Left("乡镇公钥", known.township, "在乡镇，不用交"))
    return (
        *keys,
        Left("电脑", "开机密码、数据文件夹位置", str(services.folders.data)),
        Left("U 盘", "交接用 U 盘　　　个，备份用 U 盘　　　个", "当面点清，插上看过"),
        Left("档案", "申请审批表、签字的考勤表和名册、老人档案", "按年份点清　　　盒"),
        Left("印章", "由文书保管的印章　　　枚", "按村里规定交"),
    )


def next_steps(*, is_sealed: bool) -> tuple[str, ...]:
    """What the next clerk does on the first day, in order."""
    if is_sealed:
        own = "在“设置 → 保护”里添加自己的名字和密码，再停用移交人"
        sheet = "换一张恢复单，打印后锁进保险柜，旧的当面撕掉"
    else:
        own = "在“设置 → 保护”里给数据加锁，设自己的密码"
        sheet = "打印恢复单，锁进保险柜"
    return (
        own,
        sheet,
        "备份一次到 U 盘，再做一次“演练”，看数目对不对得上",
        "核对操作记录一次，没有问题再签字",
        "照“二、三”逐月逐册看一遍，和移交人当面对清",
    )


def _day(moment: str) -> str:
    return long_day(date.fromisoformat(moment[:10]))
