"""Activities: made from templates, with participants and photos; the entry time is the program's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from happyhome.domain.activities import Activity, ActivityTemplate, Attachment, Participation
from happyhome.domain.people import Person
from happyhome.domain.problems import refuse
from happyhome.services.meals import registered
from happyhome.services.order import village_order
from happyhome.services.photos import Shot, insert_photo, set_photos
from happyhome.services.recording import ask_about, check_day
from happyhome.services.session import operation
from happyhome.store import activities as stored
from happyhome.store import blobs
from happyhome.store.reading import Reading
from happyhome.store.residents import people
from happyhome.store.spans import in_span
from happyhome.store.work import Work

_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:：]([0-5]\d)$")


@operation("记录活动")
def record_activity(
    work: Work,
    *,
    activity: Activity,
    residents: Sequence[str],
    photos: Sequence[Shot] | None = None,
    late_reason: str = "",
) -> Activity:
    """Record an activity that was held, or correct one, with exactly these participants and photos.

    ``photos`` None leaves its photos as they are. Refuses a future day, a late entry without a
    reason, no title, and clock times out of order.
    """
    reason = check_day(work, activity.day, late_reason or activity.late_reason)
    made = replace(
        activity,
        title=activity.title.strip(),
        start=clock(activity.start, "start"),
        end=clock(activity.end, "end"),
        late_reason=reason,
    )
    if not made.title:
        raise refuse("title_missing", "请填写活动名称。", "title")
    if made.start and made.end and made.end <= made.start:
        raise refuse("end_before_start", f"结束时间 {made.end} 不晚于开始时间 {made.start}，请核对。", "end")
    persons = registered(work, set(residents))
    ask_about(work, [(one, made.day) for one in persons], "参加了活动")
    kept = work.put(made)
    _set_participants(work, kept, residents)
    if photos is not None:
        set_photos(work, kept.id, photos)
    work.label = f"记录活动：{kept.title} {len(set(residents))} 人"
    return kept


def _set_participants(work: Work, activity: Activity, residents: Sequence[str]) -> None:
    present = {row.resident: row for row in work.find(Participation, activity=activity.id)}
    for who, row in present.items():
        if who not in residents:
            work.delete(row)
        elif row.day != activity.day:
            work.update(replace(row, day=activity.day))
    work.insert_many(
        [
            Participation(activity=activity.id, resident=who, day=activity.day)
            for who in dict.fromkeys(residents)
            if who not in present
        ]
    )


def clock(text: str, field: str) -> str:
    """9:05 as 09:05, "" stays; refuses anything else."""
    found = _CLOCK.match(text.strip())
    if text.strip() and not found:
        raise refuse("clock_form", f"时间“{text}”看不懂，请写成 14:30 这样。", field)
    return f"{int(found[1]):02d}:{found[2]}" if found else ""


@operation("删除活动")
def remove_activity(work: Work, *, activity: str) -> None:
    """Take away an activity recorded by mistake, with its participants; the audit keeps it."""
    row = work.get(Activity, activity)
    if row is None:
        raise refuse("row_missing", "这次活动已经不在了，请刷新后再试。")
    for joined in work.find(Participation, activity=activity):
        work.delete(joined)
    for shot in work.find(Attachment, owner=activity):
        work.delete(shot)
    work.delete(row)
    work.label = f"删除活动：{row.title}"


@operation("添加照片")
def add_photo(work: Work, *, owner: str, name: str, content: bytes, caption: str = "") -> Attachment:
    """Keep a photo with a record; refuses what is no JPEG or PNG and what is over 8 MB."""
    work.label = f"添加照片：{name}"
    return insert_photo(work, owner, Shot(name, caption, content=content))


@operation("活动模板")
def put_template(work: Work, *, template: ActivityTemplate) -> ActivityTemplate:
    """Keep what an activity usually looks like."""
    if not template.title.strip():
        raise refuse("title_missing", "请填写活动名称。", "title")
    work.label = f"存活动模板：{template.title.strip()}"
    return work.put(replace(template, start=clock(template.start, "start"), end=clock(template.end, "end")))


@operation("删除模板")
def remove_template(work: Work, *, template: str) -> None:
    """Forget a template; activities made from it stay."""
    row = work.get(ActivityTemplate, template)
    if row is not None:
        work.label = f"删除模板：{row.title}"
        work.delete(row)


@dataclass(frozen=True, slots=True)
class Listed:
    """An activity with who came and how many photos it has."""

    activity: Activity
    residents: tuple[str, ...]
    photos: tuple[Attachment, ...]


def activities_between(reading: Reading, first: date, last: date) -> tuple[Listed, ...]:
    """Activities of a stretch of days, by day and start."""
    found = sorted(in_span(reading, Activity, first, last), key=lambda one: (one.day, one.start, one.id))
    return tuple(listed(reading, one) for one in found)


def listed(reading: Reading, one: Activity) -> Listed:
    """One activity with participants and photos."""
    came = tuple(row.resident for row in reading.find(Participation, activity=one.id))
    return Listed(one, came, tuple(reading.find(Attachment, owner=one.id)))


def one_activity(reading: Reading, activity: str) -> Listed | None:
    """One activity by its id, or None."""
    found = reading.get(Activity, activity)
    return None if found is None else listed(reading, found)


def templates(reading: Reading) -> tuple[ActivityTemplate, ...]:
    """The templates, by weekday and start."""
    return tuple(
        sorted(reading.find(ActivityTemplate), key=lambda one: (one.weekday % 7, one.start, one.title))
    )


def templates_due(reading: Reading, day: date) -> tuple[ActivityTemplate, ...]:
    """The templates of this weekday whose activity is not recorded yet."""
    return tuple(stored.templates_on(reading, day))


def from_template(reading: Reading, template: str, day: date) -> tuple[Activity, tuple[str, ...]]:
    """A new activity of a template on a day, and who came the last time it was held."""
    made = reading.get(ActivityTemplate, template)
    if made is None:
        raise refuse("row_missing", "这个模板已经不在了，请刷新后再试。")
    return Activity(
        day=day,
        start=made.start,
        end=made.end,
        title=made.title,
        kind=made.kind,
        place=made.place,
        organizer=made.organizer,
        content=made.content,
    ), came_last_time(reading, made.title, day)


def came_last_time(reading: Reading, title: str, day: date) -> tuple[str, ...]:
    """Who came to the latest earlier activity of this name, of those still here; empty where there was none."""
    past = [one for one in reading.find(Activity, title=title.strip()) if one.day < day]
    latest = max(past, key=lambda one: (one.day, one.start), default=None)
    came = tuple(row.resident for row in reading.find(Participation, activity=latest.id)) if latest else ()
    return tuple(
        one.id for one in registered(reading, set(came)) if one.left_by(day) is None and not one.away(day)
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have taken part. ``away`` is 外出 or 住院 where that is known of the day."""

    resident: str
    name: str
    subtitle: str
    initials: str
    away: str


def candidates(reading: Reading, day: date, also: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """Everybody here on a day, and those named in ``also`` whether here or not, in village order."""
    found = [one for one in people(reading) if one.left_by(day) is None or one.id in also]
    return tuple(_candidate(one, day) for one in sorted(found, key=village_order))


def _candidate(one: Person, day: date) -> Candidate:
    age = one.resident.age_on(day)
    parts = (one.resident.group, f"{age}岁" if age is not None else "")
    subtitle = " · ".join(part for part in parts if part)
    return Candidate(one.id, one.resident.name, subtitle, one.resident.initials, one.away(day))


def photo_bytes(reading: Reading, sha256: str) -> bytes:
    """The bytes of a kept photo; refuses (photo_lost) where the file has lost them."""
    return blobs.fetch(reading, sha256)
