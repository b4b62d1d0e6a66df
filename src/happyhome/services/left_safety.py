"""What is left to the next clerk of copies, keys and passwords, and what to do on the first day."""

from __future__ import annotations

from datetime import date

from happyhome.domain.clerk_changes import Left
from happyhome.domain.dates import long_day
from happyhome.domain.safety_events import SafetyEvent
from happyhome.services.backups import backups
from happyhome.services.protection import protection
from happyhome.services.session import Services
from happyhome.services.settings import setting


def left_backups(services: Services) -> tuple[Left, ...]:
    """Each place with its newest copy, then the last drill."""
    here = backups(services)
    found = []
    if here:
        newest = here[0].made_at
        found.append(
            Left(
                "本机",
                str(services.folders.backups),
                f"{len(here)} 份，最近 {long_day(newest.date())} {newest:%H:%M}",
            )
        )
    second = str(services.ask(setting, key="second_backup") or "")
    found.append(
        Left("第二处", second or "没有设第二处备份", "" if second else "请在“设置 · 备份”里选一个 U 盘")
    )
    drills = services.ask(lambda reading: reading.find(SafetyEvent, event="drill"))
    if drills:
        last = drills[-1]
        when = long_day(last.recorded_at.date()) if last.recorded_at else ""
        found.append(Left("演练", f"最近一次 {when}", "完好" if last.is_sound else f"不完好：{last.note}"))
    return tuple(found)


def left_keys(services: Services) -> tuple[Left, ...]:
    """What opens the records, and the things of the office that go with them."""
    known = protection(services.folders)
    if not known.is_sealed:
        keys = [Left("密码", "数据没有加锁，没有密码", "接手后在“设置 · 保护”里加锁")]
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
        own = "在“设置 · 保护”里添加自己的名字和密码，再停用移交人"
        sheet = "换一张恢复单，打印后锁进保险柜，旧的当面撕掉"
    else:
        own = "在“设置 · 保护”里给数据加锁，设自己的密码"
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
