"""Activities of the demo with who came and their photos, and the visits to those who live alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from happyhome.domain.activities import Activity, ActivityTemplate, Participation
from happyhome.domain.dates import Month
from happyhome.domain.visits import Visit
from happyhome.services.activities import add_photo
from happyhome.services.demo import leads
from happyhome.services.demo.calendar import Stretch, closed_because, festival
from happyhome.services.demo.cast import Member
from happyhome.services.demo.diary import Entry, at, row_id
from happyhome.services.demo.fates import Fate
from happyhome.services.demo.pictures import photo
from happyhome.store.work import Work

MONTHS_WITH_PHOTOS = 3
WEDNESDAY, FRIDAY = 2, 4


@dataclass(frozen=True)
class Held:
    """An activity, who came to it, and how many photos were taken."""

    activity: Activity
    residents: tuple[Member, ...]
    photos: int


def templates(today: date) -> tuple[ActivityTemplate, ...]:
    """What is held again and again; the finger dance on today's weekday, so that it is due."""
    return (
        ActivityTemplate(
            title="手指舞", kind="exercise", weekday=today.weekday(), start="14:30", end="15:20", place="活动室",
            organizer="妇联小周", content="跟着音乐做手指操，活动手腕和肩颈，中间休息喝水。",
        ),
        ActivityTemplate(
            title="健康讲座", kind="health", weekday=WEDNESDAY, start="10:00", end="11:00", place="餐厅",
            organizer="村医赵永祥", content="测血压血糖，讲季节常见病的预防和按时服药。",
        ),
        ActivityTemplate(
            title="集体生日会", kind="birthday", weekday=-1, start="11:30", end="13:00", place="餐厅",
            organizer="王主任", content="给本月过生日的老人吃长寿面、切蛋糕，志愿者表演节目。",
        ),
        ActivityTemplate(
            title="象棋、扑克比赛", kind="culture", weekday=-1, start="14:30", end="16:30", place="活动室",
            organizer="老年协会", content="象棋两两对局，扑克四人一桌，前三名奖毛巾、香皂。",
        ),
        ActivityTemplate(
            title="秦腔欣赏", kind="culture", weekday=-1, start="15:00", end="16:30", place="院子",
            organizer="老年协会", content="村自乐班唱《三娘教子》《辕门斩子》选段，老人点唱。",
        ),
    )  # fmt: skip


def gathering_entries(
    random: Random, month: Month, stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]
) -> Iterator[Entry]:
    """A month's activities, each recorded on its own afternoon, and its visits."""
    for held in _held(random, month, stretch, members, fates):
        yield _activity(random, held)
    yield from _visits(random, month, stretch, members, fates)


def _held(
    random: Random, month: Month, stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]
) -> Iterator[Held]:
    dance, talk, birthday, chess, opera = templates(stretch.today)
    days = [day for day in stretch.days_of(month) if not closed_because(day) and day < stretch.today]
    dances = [day for day in days if day.weekday() == dance.weekday]
    chosen = [(day, dance) for day in dances[: 2 + (random.random() < 0.4)]]
    chosen += [(day, talk) for day in days if day.weekday() == WEDNESDAY and 8 <= day.day <= 14]
    chosen += [(day, birthday) for day in days if day.day in (20, 21)][:1]
    chosen += [(day, random.choice((chess, opera))) for day in days if day.weekday() == FRIDAY][2:3]
    for day in days:
        if festival(day):
            content = f"{festival(day)}包饺子、送慰问品，村干部与老人一起吃饭。"
            chosen.append(
                (day, replace(birthday, title=f"{festival(day)}慰问", kind="festival", content=content))
            )
    with_photos = month >= stretch.months[-MONTHS_WITH_PHOTOS]
    for day, made in sorted(chosen, key=lambda item: (item[0], item[1].start)):
        here = [one for one in members if _may_come(one, day, fates[one.id])]
        share = (
            random.uniform(0.25, 0.5) if made.kind in ("exercise", "culture") else random.uniform(0.45, 0.7)
        )
        came = tuple(one for one in here if random.random() < share)
        photos = 2 if with_photos and made.kind in ("festival", "birthday") else int(with_photos)
        yield Held(_from(random, made, day), came, photos)


def _may_come(one: Member, day: date, fate: Fate) -> bool:
    able = one.resident.usual_mode != "delivery" and one.name != leads.UNSEEN
    return able and bool(one.steadiness) and day >= one.joined and fate.here(day) and not fate.away(day)


def _from(random: Random, made: ActivityTemplate, day: date) -> Activity:
    return Activity(
        id=row_id(random, at(day, 16, 40, random)),
        day=day, start=made.start, end=made.end, title=made.title, kind=made.kind, place=made.place,
        organizer=made.organizer, content=made.content,
        volunteers=random.choice(("", "村小学志愿者 3 人", "大学生志愿者 2 人", "巾帼志愿者 4 人")),
        visitors=random.choice((0, 0, 2, 3, 5)),
    )  # fmt: skip


def _activity(random: Random, held: Held) -> Entry:
    one = held.activity
    shots = [photo(random, len(held.residents)) for _ in range(held.photos)]
    label = f"记录活动：{one.title} {len(held.residents)} 人"

    def write(work: Work) -> None:
        work.insert(one)
        work.insert_many(
            [Participation(activity=one.id, resident=who.id, day=one.day) for who in held.residents]
        )
        for number, content in enumerate(shots, 1):
            name = f"{one.day:%m%d}{one.title}{number}.jpg"
            add_photo(work, owner=one.id, name=name, content=content, caption=one.title)
        work.label = label  # a photo brings a label of its own

    return Entry(at(one.day, 16, 45, random), "record_activity", label, write)


FINDINGS = (
    ("精神好，饮食正常", "", "", ""),
    ("精神好，血压平稳", "", "", ""),
    ("一切正常", "", "", ""),
    ("说膝盖疼，走路慢", "", "想要一根拐杖", "已报镇民政办申请"),
    ("炉子通风差", "煤烟中毒隐患", "", "当场打开风门，装了一氧化碳报警器"),
    ("电线老化", "用电隐患", "", "联系村电工第二天更换"),
    ("血压偏高", "", "", "村医当天上门，调整用药"),
)


def _visits(
    random: Random, month: Month, stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]
) -> Iterator[Entry]:
    """Those who live alone are called on every month, the others never by the book."""
    days = [day for day in stretch.days_of(month) if not closed_because(day) and day < stretch.today]
    by_day: dict[date, list[Visit]] = {}
    for one in members:
        if not one.has("living", "alone") or not days:
            continue
        # Those who do not come to eat were called on lately, so that one elder stands out as not seen.
        lately = month == stretch.months[-1] and not one.steadiness
        day = random.choice(days[-3:] if lately else days)
        fate = fates[one.id]
        if one.name == leads.UNSEEN and (stretch.today - day).days < 8:
            continue
        if day < one.joined or not fate.here(day) or fate.away(day):
            continue
        finding, hazard, need, action = random.choice(
            FINDINGS[:3] if random.random() < 0.75 else FINDINGS[3:]
        )
        by_day.setdefault(day, []).append(
            Visit(
                resident=one.id, day=day, way="home" if random.random() < 0.75 else "phone", finding=finding,
                hazard=hazard, need=need, action=action, visitor=one.resident.visitor,
                feedback="已解决" if action else "",
            )
        )  # fmt: skip
    for day, rows in by_day.items():
        yield _visit_entry(random, day, rows)


def _visit_entry(random: Random, day: date, rows: list[Visit]) -> Entry:
    return Entry(at(day, 17, 20, random), "put_record", "登记探访", lambda work: work.insert_many(rows))
