"""The demo's allowances: taken over from older lists, ten rolls paid, one drawn up, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from happyhome.domain.applications import Application
from happyhome.domain.dates import Month
from happyhome.domain.problems import Refusal
from happyhome.resources import resource
from happyhome.services.applications import (
    advance,
    decide_application,
    open_application,
    put_application,
    take_over,
)
from happyhome.services.certifications import certify
from happyhome.services.demo.allowance_cast import AllowanceCast
from happyhome.services.demo.calendar import Stretch
from happyhome.services.demo.cast import VISITORS, Member
from happyhome.services.demo.diary import Entry, at
from happyhome.services.leaving import leave
from happyhome.services.meal_prices import set_meal_price
from happyhome.services.rolls import draft_roll, lock_roll, mark_line, pay_roll, post_roll, rolls_of
from happyhome.services.rule_previews import import_rules
from happyhome.services.schemes import use_scheme
from happyhome.store.rolls import lines_of
from happyhome.store.work import Work

OLD_AGE, IN_NEED, LUNCH = "jinchang_gaoling", "jinchang_kunnan", "shifan_wucan"
RULE_FILE, MEAL_FILE = "示范村高龄补贴.yaml", "示范村午餐补贴.yaml"
PRICE = 600  # 分 a lunch
PAPERS = ("户口本", "身份证", "社保卡")
FAILURE = "账户长期不动户"
_DRAFTED, _LOCKED, _PAID = 10, 18, 20


def allowance_entries(month: Month, stretch: Stretch, cast: AllowanceCast) -> Iterator[Entry]:
    """What was done about allowances in one month."""
    if month not in cast.months:
        return
    random = Random(f"补贴 {month}")
    if month == cast.since:
        yield from _beginning(random, cast)
    yield from _certified(random, month, stretch, cast)
    yield from _news(random, month, stretch, cast)
    for scheme in (OLD_AGE, IN_NEED):
        yield from _roll(random, month, stretch, cast, scheme)


def _beginning(random: Random, cast: AllowanceCast) -> Iterator[Entry]:
    """The day on which the home took the lists over."""
    day, since = cast.since.first, cast.since
    text, meals = (resource("demo", name).read_text("utf-8") for name in ("gaoling.yaml", "wucan.yaml"))
    residents = [one.id for one in cast.drawing]
    steps: tuple[tuple[str, str, Callable[[Work], object]], ...] = (
        ("import_rules", "导入政策文件", lambda work: import_rules(work, name=RULE_FILE, content=text)),
        ("use_scheme", "启用补贴项目", lambda work: use_scheme(work, scheme=OLD_AGE, since=since)),
        ("use_scheme", "启用补贴项目", lambda work: use_scheme(work, scheme=IN_NEED, since=since)),
        (
            "take_over",
            "接续旧册",
            lambda work: take_over(work, scheme=OLD_AGE, residents=residents, settled=since.plus(-1)),
        ),
        ("import_rules", "导入政策文件", lambda work: import_rules(work, name=MEAL_FILE, content=meals)),
        ("use_scheme", "启用补贴项目", lambda work: use_scheme(work, scheme=LUNCH, since=since)),
        ("set_meal_price", "设餐价", lambda work: set_meal_price(work, since=day, price=PRICE)),
    )
    for number, (verb, label, write) in enumerate(steps):
        yield Entry(at(day, 9 + number, 5, random), verb, label, write)


def _certified(random: Random, month: Month, stretch: Stretch, cast: AllowanceCast) -> Iterator[Entry]:
    """Everybody in June and December, half of them by today where a deadline is still ahead."""
    latest = month == stretch.months[-1]
    wanted = [one for one in cast.drawing if one is not cast.uncertified]
    if month.number in (6, 12) or (latest and month.number in (5, 11)):
        day = min(month.first + timedelta(days=8), stretch.today)
        group = wanted[: len(wanted) // 2] if latest else [*wanted]
        if month.number == 12 and cast.uncertified is not None:
            group.append(cast.uncertified)
        yield _seen(random, day, group, cast)
    if month.number == 8 and cast.uncertified is not None:
        yield _seen(random, min(month.first + timedelta(days=5), stretch.today), [cast.uncertified], cast)


def _seen(random: Random, day: date, group: list[Member], cast: AllowanceCast) -> Entry:
    who = random.choice(VISITORS)
    residents = [one.id for one in group]

    def write(work: Work) -> None:
        living = [one for one in residents if _living(work, one, day)]
        if living:
            certify(work, residents=living, day=day, certifier=who)

    return Entry(at(day, 8, 30, random), "certify", "生存认证", write)


def _living(work: Work, resident: str, day: date) -> bool:
    from happyhome.services.residents import person

    gone = person(work, resident).leaving
    return gone is None or gone.since is None or gone.since > day


def _news(random: Random, month: Month, stretch: Stretch, cast: AllowanceCast) -> Iterator[Entry]:
    """A late death, an approval that reaches back, an application under way, one sent back."""
    if cast.told_on.replace(day=1) == month.first and cast.late_dead is not None:
        yield _told_late(random, cast, cast.late_dead)
    if month == cast.months[-1] and cast.late_approved is not None:
        yield _approved_late(random, month, cast.late_approved)
    if month == cast.months[-2] and cast.not_applied:
        yield _sent_back(random, month, cast.not_applied[0])
    if month == cast.months[-1] and cast.applying is not None:
        yield from _under_way(random, stretch, cast.applying)


def _told_late(random: Random, cast: AllowanceCast, one: Member) -> Entry:
    note = "在新疆哈密女儿家去世，家属回村办手续才知道"

    def write(work: Work) -> None:
        leave(work, resident=one.id, kind="died", day=cast.died_on, source="死亡证明", note=note)

    return Entry(at(cast.told_on, 8, 0, random), "leave", f"记录离开：{one.name}", write)


def _approved_late(random: Random, month: Month, one: Member) -> Entry:
    """The county approves this month, from three months before on: made up with the next roll."""
    first = month.first
    made = Application(
        resident=one.id,
        scheme=OLD_AGE,
        applied_on=first - timedelta(days=60),
        papers="、".join(PAPERS),
        accepted_on=first - timedelta(days=52),
        village_view="情况属实，同意上报",
        posted_from=first - timedelta(days=50),
        posted_to=first - timedelta(days=44),
        township_on=first - timedelta(days=30),
        township_view="符合",
        county_on=first,
        county_view="同意",
        decision="approved",
        start_month=str(month.plus(-3)),
    )
    return Entry(
        at(first, 10, 0, random), "put_application", "登记补贴申请",
        lambda work: put_application(work, application=made),
    )  # fmt: skip


def _sent_back(random: Random, month: Month, one: Member) -> Entry:
    def write(work: Work) -> None:
        opened = open_application(
            work, resident=one.id, scheme=OLD_AGE, applied_on=month.first, papers=PAPERS[:1]
        )
        decide_application(
            work, application=opened.id, decision="returned", reason="社保卡复印件看不清，请重交"
        )
        work.label = f"审批结果“退回补正”：{one.name} 高龄补贴"

    return Entry(at(month.first, 15, 0, random), "decide_application", "登记审批结果", write)


def _under_way(random: Random, stretch: Stretch, one: Member) -> Iterator[Entry]:
    """Who turns 80 next month has applied, and is accepted where the month is old enough."""
    applied = min(stretch.months[-1].first + timedelta(days=3), stretch.today)

    def apply(work: Work) -> None:
        opened = open_application(
            work, resident=one.id, scheme=OLD_AGE, applied_on=applied, papers=PAPERS[:2]
        )
        advance(work, application=opened.id, stage="accepted_on", day=applied, view="情况属实，同意上报")
        work.label = f"登记申请：{one.name} 高龄补贴"

    yield Entry(at(applied, 8, 30, random), "open_application", "登记补贴申请", apply)


def _roll(
    random: Random, month: Month, stretch: Stretch, cast: AllowanceCast, scheme: str
) -> Iterator[Entry]:
    """A roll drawn up, posted, locked and paid; the month under way only has its draft."""

    def newest(work: Work) -> str:
        return rolls_of(work, scheme)[0].id

    def draft(work: Work) -> None:
        draft_roll(work, scheme=scheme, first=month, last=month)

    def lock(work: Work) -> None:
        try:
            lock_roll(work, roll=newest(work))
        except Refusal:  # something was told since it was drawn up
            draft(work)
            lock_roll(work, roll=newest(work))

    if month == stretch.months[-1]:
        day = min(month.first + timedelta(days=_DRAFTED - 1), stretch.today)
        yield Entry(at(day, 9, 0, random), "draft_roll", "起草名册", draft)
        return
    drafted = month.first + timedelta(days=_DRAFTED - 1)
    locked = month.first + timedelta(days=_LOCKED - 1)
    paid = month.first + timedelta(days=_PAID - 1)
    posted = drafted + timedelta(days=1), locked - timedelta(days=1)
    steps: tuple[tuple[date, str, str, Callable[[Work], object]], ...] = (
        (drafted, "draft_roll", "起草名册", draft),
        (
            posted[0],
            "post_roll",
            "公示名册",
            lambda work: post_roll(work, roll=newest(work), first_day=posted[0], last_day=posted[1]),
        ),
        (locked, "lock_roll", "锁定名册", lock),
        (paid, "pay_roll", "发放", lambda work: pay_roll(work, roll=newest(work), day=paid)),
    )
    for day, verb, label, write in steps:
        yield Entry(at(day, 9, 0, random), verb, label, write)
    if month == cast.months[-4] and scheme == OLD_AGE and cast.failed_card is not None:
        yield _returned_by_bank(at(paid + timedelta(days=2), 9, 0, random), scheme, cast.failed_card.id)


def _returned_by_bank(moment: datetime, scheme: str, resident: str) -> Entry:
    """The bank could not pay one of the newest roll."""

    def mark(work: Work) -> None:
        lines = lines_of(work, rolls_of(work, scheme)[0].id)
        line = next((one for one in lines if one.resident == resident and one.net), None)
        if line is not None:
            mark_line(work, line=line.id, state="failed", failure=FAILURE)

    return Entry(moment, "mark_line", "登记发放结果", mark)
