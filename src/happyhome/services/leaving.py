"""死亡、迁出、退出: one act, which first shows what it ends and what may have been overpaid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from happyhome.domain.axes import LEAVING, axis_named
from happyhome.domain.dates import day_before, long_day
from happyhome.domain.people import Person
from happyhome.domain.problems import Level, Problem, refuse, warn
from happyhome.domain.residents import Status
from happyhome.services.leaving_money import Stop, still_drawn, stops
from happyhome.services.residents import HOME_AXES, person
from happyhome.services.session import operation
from happyhome.store.days import days_after
from happyhome.store.reading import Reading
from happyhome.store.work import Work


@dataclass(frozen=True, slots=True)
class Ending:
    """What leaving on a day would end, in the clerk's words.

    ``statuses`` run on that day and end with it: all of a death or a move, of a withdrawal from the
    home only what it gives. ``later_meals`` and ``later_presence`` are records dated after it, which
    will stand and want an explanation. ``stops`` are the allowances it ends, with what was overpaid;
    ``drawn`` the titles of those that go on all the same.
    """

    person: Person
    kind: str
    day: date
    statuses: tuple[Status, ...]
    later_meals: tuple[date, ...]
    later_presence: tuple[date, ...]
    stops: tuple[Stop, ...] = ()
    drawn: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """One line each."""
        name = self.person.resident.name
        lines = [
            f"{name}将从 {long_day(self.day)} 起记为“{LEAVING.label_of(self.kind)}”，以后不再出现在用餐和活动名单里。"
        ]
        if self.statuses:
            lines.append("同时结束：" + "、".join(fact_words(row) for row in self.statuses) + "。")
        if self.kind == "withdrew":
            also = f"（{'、'.join(self.drawn)}照发）" if self.drawn else ""
            lines.append(f"退出只是不再到院：救助身份和各项补贴不受影响{also}。")
        lines += [one.sentence for one in self.stops]
        if self.later_meals:
            days = "、".join(f"{day.month}月{day.day}日" for day in self.later_meals[:5])
            more = f"等 {len(self.later_meals)} 次" if len(self.later_meals) > 5 else ""
            lines.append(f"这天以后还有用餐记录：{days}{more}，请核对是否误记。")
        if self.later_presence:
            lines.append(f"这天以后还有 {len(self.later_presence)} 天到院记录，请核对。")
        lines.append("过去的记录和报表都保留不变；随时可以撤销。")
        return tuple(lines)


def preview_leaving(
    reading: Reading, resident: str, kind: str, day: date, today: date | None = None
) -> Ending:
    """What recording a death, move or withdrawal on ``day`` would end, by what is known ``today``."""
    one = person(reading, resident)
    value = LEAVING.value_of(kind) or kind
    running = tuple(row for row in one.statuses if _ends_with(row, value) and row.spell.covers(day))
    seen_from = max(day, today or day)
    return Ending(
        one,
        value,
        day,
        running,
        days_after(reading, "meal", resident, day),
        days_after(reading, "presence", resident, day),
        stops(reading, one, value, day, seen_from),
        still_drawn(reading, one, seen_from) if value == "withdrew" else (),
    )


def _ends_with(row: Status, kind: str) -> bool:
    """Whether a fact ends with a leaving: of who only leaves the home, what the home gave."""
    return row.axis in HOME_AXES if kind == "withdrew" else row.axis != "leaving"


@operation("记录离开")
def leave(work: Work, *, resident: str, kind: str, day: date, source: str = "", note: str = "") -> Ending:
    """Record that somebody died, moved out or withdrew: what runs ends on that day (see ``Ending``).

    The person stays in every past paper. Refuses a future day, an unknown kind, and a second
    leaving; warns where records stand after the day.
    """
    if LEAVING.value_of(kind) is None:
        raise refuse("value_unknown", f"没有“{kind}”这种离开方式。", "kind")
    if day > work.today:
        raise refuse("day_future", f"{long_day(day)} 还没到，不能提前记录。", "day")
    ending = preview_leaving(work, resident, kind, day, work.today)
    name = ending.person.resident.name
    gone = ending.person.leaving
    if gone is not None:
        since = long_day(gone.since) if gone.since else "以前"
        raise refuse(
            "already_left", f"{name}已于{since}记为“{gone.label}”。要更正，请先撤销或删除那一条。", "day"
        )
    if ending.later_meals:
        work.warn(
            warn(
                "meals_after_leaving",
                f"{name}在 {long_day(day)} 以后还有 {len(ending.later_meals)} 次用餐记录，"
                "仍要记录吗？这些记录会保留，请随后核对。",
                "day",
            )
        )
    _end_all(work, ending)
    work.insert(
        Status(
            resident=resident,
            axis="leaving",
            value=LEAVING.value_of(kind) or kind,
            since=day,
            source=source,
            note=note,
        )
    )
    work.label = f"记录{LEAVING.label_of(kind)}：{name}（{day.month}月{day.day}日）"
    return ending


def _end_all(work: Work, ending: Ending) -> None:
    for row in ending.person.statuses:
        if not _ends_with(row, ending.kind) or (row.until is not None and row.until <= ending.day):
            continue
        if row.since is not None and row.since > ending.day:
            work.delete(row)  # planned for later: it will not come to be
        else:
            work.update(replace(row, until=ending.day))


@operation("重新入院")
def come_back(work: Work, *, resident: str, day: date, source: str = "") -> None:
    """Somebody who moved out or withdrew is here again from ``day``; a death is not ended so.

    ``source`` is kept in the note of the leaving that ends.
    """
    one = person(work, resident)
    gone = one.leaving
    if gone is None:
        raise refuse("not_left", f"{one.resident.name}没有离开的记录。", "day")
    if gone.value == "died":
        raise refuse("died", f"{one.resident.name}记为死亡。如属误记，请删除那条死亡记录。", "day")
    if gone.since is not None and day <= gone.since:
        raise refuse("until_before_since", "回来的日期应在离开之后，请核对。", "day")
    if day > work.today:
        raise refuse("day_future", f"{long_day(day)} 还没到，不能提前记录。", "day")
    said = (gone.note, f"重新入院依据：{source.strip()}" if source.strip() else "")
    work.update(replace(gone, until=day_before(day), note="；".join(part for part in said if part)))
    _tell_ended(work, one, gone, day)
    work.label = f"重新入院：{one.resident.name}"


def _tell_ended(work: Work, one: Person, gone: Status, day: date) -> None:
    """Name what the leaving ended and nobody has recorded since: allowances may rest on it."""
    ended = [
        row
        for row in one.statuses
        if _ends_with(row, gone.value) and row.until == gone.since and not one.on(row.axis, day)
    ]
    if ended:
        words = "、".join(fact_words(row) for row in ended)
        text = f"{gone.label}时结束的这些没有跟着恢复，现在仍是这样的请重新登记：{words}。"
        work.notes.append(Problem("facts_ended", text, Level.INFO))


def fact_words(row: Status) -> str:
    """户籍“本村”; what the home gave is named by itself."""
    return row.label if row.axis in HOME_AXES else f"{axis_named(row.axis).label}“{row.label}”"
