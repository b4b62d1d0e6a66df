"""Which page stands for what kept the records from opening."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from happyhome.domain.dates import weekday_name
from happyhome.domain.problems import Refusal
from happyhome.files.environment import EnvironmentRefusal, size_text
from happyhome.files.holding import Holder
from happyhome.gui.trouble_page import AGAIN, FROM_BACKUP, LEAVE, Choice, Page
from happyhome.services.data_trouble import STORE_NAME, data_advice, names_store
from happyhome.services.start_clock import ClockDoubt
from happyhome.services.start_place import LEAST_ROOM, LittleRoom
from happyhome.services.starting import Held
from happyhome.services.trouble import environment_trouble

ANYWAY: Final = Choice("anyway", "照样打开")
DATE_IS_RIGHT: Final = Choice("anyway", "日期没错，照样打开")
NOT_TWICE: Final = Choice("leave", "不开了")

TITLES: Final = {
    "file_damaged": "数据文件损坏了",
    "file_lost": "数据文件不见了",
    "file_newer": "数据是新版程序写的",
    "ring_lost": "钥匙文件不见了",
    "ring_damaged": "钥匙文件损坏了",
    "ring_newer": "数据是新版程序写的",
    "store_busy": "数据正被占用",
    "store_in_use": "数据正被占用",
}
LOST: Final = frozenset({"file_damaged", "file_lost", "ring_lost", "ring_damaged"})


def beyond_repair(error: Exception) -> bool:
    """Whether the file itself is what is wrong, so that a backup is the way on."""
    return isinstance(error, Refusal) and any(problem.code in LOST for problem in error.problems)


def page_for(error: Exception, now: datetime, *, can_restore: bool) -> Page | None:
    """The page of what was raised; None for a bug."""
    if isinstance(error, Held):
        return _held(error.holder, now)
    if isinstance(error, ClockDoubt):
        return _clock(error)
    if isinstance(error, Refusal) and environment_trouble(error, Path(STORE_NAME)) is None:
        said = tuple(problem.text for problem in error.problems)
        title = TITLES.get(error.problems[0].code, "数据没有打开")
        if not beyond_repair(error):
            return Page(title, said)
        choices = (LEAVE, AGAIN, FROM_BACKUP) if can_restore else (LEAVE, AGAIN)
        return Page(
            title, said, choices=choices, comfort="打不开的文件没有动过；从备份恢复时，它也会另存在旁边。"
        )
    return _environment(error)


def _held(holder: Holder, now: datetime) -> Page:
    if not holder.is_here:
        return Page(
            "数据在另一台电脑上开着",
            (f"{holder.told(now)}。", "两台电脑同时写一份数据会把它弄坏，所以这里不能打开。"),
            ("请到那台电脑上关掉程序。", "回来点“重试”。"),
        )
    return Page(
        "程序已经开着了",
        (f"{holder.told(now)}。", "再开一个也不会弄坏数据，但两边看到的可能不一样。"),
        ("请在屏幕最下面的任务栏里点“幸福院”，回到那个窗口。",),
        choices=(ANYWAY, NOT_TWICE),
        comfort="",
    )


def _clock(doubt: ClockDoubt) -> Page:
    what = {
        "clock_behind": "电脑的日期比最后一次记录还早，多半是电脑的时钟走错了。",
        "clock_before_release": "电脑的日期比这个程序还早，一定是电脑的时钟走错了。",
        "clock_ahead": "电脑的日期比最后一次记录晚了一年多，可能是电脑的时钟走错了。",
    }[doubt.problems[0].code]
    facts = [("电脑上的日期", _day(doubt.shown))]
    facts += [("最后一次记录", _day(doubt.last))] if doubt.last is not None else []
    return Page(
        "请先看看电脑的日期",
        (what, "日期不对，用餐、补贴都会记到错的日子里。"),
        (
            "点屏幕右下角的时间，选“调整日期和时间”，改成今天。",
            "改好后回到这里，点“重试”。",
            "日期总是不准，多半是电脑主板上的电池没电了，请找人换一个。",
        ),
        tuple(facts),
        (LEAVE, DATE_IS_RIGHT, AGAIN),
    )


def sure_of_the_day(doubt: ClockDoubt) -> tuple[str, str]:
    """(title, sentence) of the second question."""
    return (
        f"今天真的是 {_day(doubt.shown)}吗？",
        "从现在起记的都会记在这个日期下。请对一对手机上的日期再定。",
    )


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {weekday_name(moment.date())} {moment.hour}:{moment:%M}"


def _environment(error: Exception) -> Page | None:
    found = environment_trouble(error, Path(STORE_NAME))
    if found is None:
        return None
    if found.code in ("disk_full", "disk_low"):
        return _full(found)
    title, advice = TITLES.get(found.code, "数据没有打开"), found.text
    told = data_advice(found.code, "点“重试”") if error is not found or names_store(found.path) else None
    if told is not None and not (error is found and found.code == "not_a_folder"):
        title, advice = told
    elif found.code == "not_a_folder":
        title = "数据文件的位置被占了"
    place = getattr(error, "filename", None)
    return Page(title, (advice,), facts=(("位置", str(place)),) if place else ())


def _full(found: EnvironmentRefusal) -> Page:
    is_low = found.code == "disk_low"
    facts = (
        [("还剩", size_text(found.free)), ("至少要有", size_text(LEAST_ROOM))]
        if isinstance(found, LittleRoom)
        else []
    )
    return Page(
        "磁盘快满了" if is_low else "磁盘满了",
        (
            "存放数据的磁盘快没有空间了，新记的东西可能存不下。"
            if is_low
            else "存放数据的磁盘没有空间了，新记的东西会存不下。",
        ),
        (
            "清空桌面上的“回收站”。",
            "删去“下载”里不用的文件，把视频和照片拷到别处再删。",
            "腾出地方后回到这里，点“重试”。",
        ),
        (*facts, ("位置", str(found.path.parent if found.path is not None else ""))),
        (LEAVE, ANYWAY, AGAIN) if is_low else (LEAVE, AGAIN),
    )


def bug_page(place: Path | None, text: str) -> Page:
    """``place`` is where the diagnosis was kept; without one, ``text`` is its last line."""
    where = ("诊断信息", str(place) if place is not None else text)
    return Page(
        "程序出了错，没有打开",
        ("这是程序自己的毛病，不是您弄错了。",),
        (
            "先点“重试”再开一次。",
            "还是不行，请把上面这个文件交给维护的人，里面没有姓名和号码。"
            if place is not None
            else "还是不行，请把上面这一行抄给维护的人。",
        ),
        (where,),
    )
