"""Months to print: made up, the same every time, with the names that break papers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.homes import Home
from happyhome.domain.month_book import Closed, Held, MonthBook, Photo, present_days
from happyhome.domain.people import Person
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.policy.meal_results import MealMoney, MealResult, PersonMeals

HOME = Home(
    id="home-1",
    name="清泉村幸福院",
    township="宁远堡镇",
    county="金川区",
    village_code="620302100201",
    director="李永福",
    phone="0935-8221190",
    capacity=60,
)
OCTOBER = Month(2026, 10)
MADE_ON = date(2026, 11, 2)
ODD_NAMES = (
    "赵䶮",
    "阿依古丽·买买提",
    "王㛃",
    "王𬱖",
    "古丽巴哈尔·阿不都热合曼·吐尔逊江·艾合买提江·玉素甫",
    "李𪚥",
)
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗"
_GIVEN = ("秀英", "桂花", "永福", "建国", "玉兰", "德财", "凤霞", "生祥", "淑珍", "发", "彩霞", "得胜", "菊")
_CLASSES = ("ordinary", "low_income", "destitute", "ordinary", "low_income_edge", "ordinary", "ordinary")
_CLOSED = {4: "星期日", 11: "星期日", 18: "星期日", 25: "星期日"}


def name_of(number: int) -> str:
    """The name of the n-th person: odd ones first, then common ones."""
    if number < len(ODD_NAMES):
        return ODD_NAMES[number]
    return _SURNAMES[number % 20] + _GIVEN[number % 13]


def person(number: int) -> Person:
    """The n-th person of the village, with everything filled in."""
    who = f"r{number:04d}"
    born = date(1930, 1, 1) + timedelta(days=number * 137 % 12_000)
    resident = Resident(
        id=who,
        home=HOME.id,
        name=name_of(number),
        id_number=f"620302{born:%Y%m%d}{number:03d}X",
        sex="female" if number % 2 else "male",
        birthday=born,
        ethnicity="维吾尔族" if "·" in name_of(number) else "汉族",
        group=f"{number % 8 + 1}社",
        registered_address=f"金川区宁远堡镇清泉村{number % 8 + 1}社{number}号",
        address=f"宁远堡镇清泉村{number % 8 + 1}社{number}号",
        phone=f"139{number:08d}",
        bank_name="甘肃省农村信用社宁远堡分社",
        bank_card=f"62230110{number:011d}",
        marital="widowed" if number % 3 == 0 else "married",
        illness="高血压、糖尿病" if number % 4 == 0 else "",
        diet="忌甜" if number % 4 == 0 else "",
        doctor="王医生",
        visitor="张会计",
        note="",
    )
    return Person(resident, _statuses(number, who), _contacts(number, who))


def _statuses(number: int, who: str) -> tuple[Status, ...]:
    def row(axis: str, value: str, since: date | None = None, until: date | None = None) -> Status:
        return Status(id=f"{who}-{axis}", resident=who, axis=axis, value=value, since=since, until=until)

    rows = [
        row("aid", _CLASSES[number % len(_CLASSES)], date(2024, 1, 1)),
        row("living", ("alone", "empty_nest", "with_children")[number % 3]),
        row("self_care", ("full", "full", "partial", "none")[number % 4]),
        row("service", "meals" if number % 3 else "day_care", date(2025, 3, 1)),
    ]
    if number % 9 == 4:
        rows.append(row("disability", "physical_2"))
        rows.append(row("capacity", "moderate", date(2025, 6, 20)))
    if number % 11 == 2:
        rows.append(row("whereabouts", "hospital", date(2026, 10, 13), date(2026, 10, 20)))
    if number == 7:
        rows.append(row("leaving", "died", date(2026, 10, 21)))
    return tuple(rows)


def _contacts(number: int, who: str) -> tuple[Contact, ...]:
    supporter = Contact(
        resident=who,
        role="supporter",
        name=f"{name_of(number)[0]}强",
        relation="儿子",
        phone=f"150{number:08d}",
        workplace="新疆库尔勒",
    )
    return (supporter, replace(supporter, role="emergency", name=f"{name_of(number)[0]}丽", relation="女儿"))


def marks_of(number: int) -> dict[tuple[int, str], str]:
    """Meals of the n-th person: on open days, not while away, now and then not at all."""
    marks: dict[tuple[int, str], str] = {}
    for day in OCTOBER.days():
        away = number % 11 == 2 and 13 <= day.day <= 20
        gone = number == 7 and day.day > 20
        if day.day in _CLOSED or away or gone or (number * 7 + day.day * 3) % 5 == 0:
            continue
        mode = ("dine_in", "delivery", "takeaway")[0 if (number + day.day) % 6 else 1 + (number % 3 == 0)]
        marks[day.day, "lunch"] = mode
    return marks


def held(number: int, residents: tuple[str, ...], photos: tuple[Photo, ...] = ()) -> Held:
    """The n-th activity of the year, on a Thursday of October unless ``number`` is 10 or more."""
    month = 10 if number < 10 else number % 10 + 1
    late = number == 2
    activity = Activity(
        id=f"a{number}",
        home=HOME.id,
        day=date(2026, month, 1 + 7 * (number % 4)),
        start="14:30",
        end="16:00",
        title=("重阳节饺子宴", "健康讲座：冬季血压管理", "秦腔自乐班", "政策宣讲")[number % 4],
        kind=("festival", "health", "culture", "teaching")[number % 4],
        place="幸福院活动室",
        organizer="李永福",
        volunteers="张会计、王医生",
        visitors=number,
        content="组织老人一起包饺子，讲重阳节的来历；村医给到场老人量了血压，提醒天冷少出门、按时服药。" * 2,
        late_reason="停电，次日补记" if late else "",
        recorded_at=datetime(2026, month, 1 + 7 * (number % 4), 9, 5, tzinfo=UTC)
        + timedelta(days=3 if late else 0),
    )
    return Held(activity, residents, photos, len(photos))


def photo(width: int = 640, height: int = 480) -> Photo:
    """A small real JPEG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), (214, 222, 205))
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width * 3 // 4, height * 3 // 4), (120, 150, 110))
    written = io.BytesIO()
    image.save(written, "JPEG")
    return Photo("IMG_1.jpg", "老人们在包饺子", written.getvalue())


def book(persons: int = 22, photos: bool = False) -> MonthBook:
    """October 2026 of a home with that many elders."""
    people = tuple(person(number) for number in range(persons))
    marks = {one.id: marks_of(number) for number, one in enumerate(people)}
    ids = tuple(one.id for one in people)
    shown = (photo(), photo(480, 640)) if photos else ()
    activities = tuple(held(number, ids[number::3], shown) for number in range(4)) if persons else ()
    presence = present_days(
        [(who, day, mode) for who, row in marks.items() for (day, _), mode in row.items()],
        [(who, one.activity.day.day) for one in activities for who in one.residents],
        [],
    )
    return MonthBook(
        home=HOME,
        month=OCTOBER,
        made_on=MADE_ON,
        people=people,
        marks=marks,
        presence=presence,
        days={day.day: day.day not in _CLOSED for day in OCTOBER.days()} if persons else {},
        day_reasons=_CLOSED,
        guests={(9, "lunch"): 3, (16, "lunch"): 2} if persons else {},
        activities=activities,
        year_activities=tuple(held(number, ids[:number]) for number in range(10, 14)) + activities,
        late=frozenset({(ids[0], 2, "lunch")}) if persons else frozenset(),
        moves=tuple((who, date(2026, 10, 21), "死亡") for who in ids[7:8]),
        visits=12 if persons else 0,
        visited=9 if persons else 0,
    )


def reopened(made: MonthBook) -> MonthBook:
    """The same month, closed for the second time, with figures of the month before."""
    before = {**made.totals, "meals": made.totals["meals"] + 4, "delivery": made.totals["delivery"] + 4}
    closed = Closed(
        "7f3a21c9" * 8,
        datetime(2026, 11, 2, 1, 0, tzinfo=UTC),
        ("送餐重复登记 4 次，核对后删除",),
        earlier=(before,),
    )
    last_month = {key: value + 3 for key, value in made.totals.items()}
    return replace(made, closed=closed, previous=last_month)


def money(of: MonthBook, per_meal: dict[str, int], price: int | None = None) -> MealMoney:
    """The meals of some residents, each subsidised with so many 分; own shares where a price is given."""
    return MealMoney(
        {
            who: PersonMeals(
                who,
                "",
                tuple(
                    MealResult(
                        "", of.day(day), slot, mode, price, fen, None if price is None else price - fen
                    )
                    for (day, slot), mode in sorted(of.marks[who].items())
                ),
            )
            for who, fen in per_meal.items()
        }
    )
