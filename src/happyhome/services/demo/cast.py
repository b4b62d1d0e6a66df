"""The people of the demo: who they are, what is known of them, how steadily they come to lunch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from happyhome.domain.dates import Month
from happyhome.domain.idcard import check_digit
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.services.demo import leads
from happyhome.services.demo.calendar import Stretch, born_on_lunar_day_of, open_days
from happyhome.services.demo.diary import row_id
from happyhome.services.demo.leads import LEADS, Lead
from happyhome.services.demo.names import names, relative

REGION = "620321"
GROUPS = ("一社", "二社", "三社", "四社", "五社", "六社")
VILLAGE = "甘肃省永昌县河西堡镇清泉村"
BANK = "甘肃农信永昌联社"
ILLNESSES = ("", "", "", "高血压", "高血压", "冠心病", "糖尿病", "慢性支气管炎", "腰腿疼", "青霉素过敏")
LIVING = (
    "with_spouse",
    "with_children",
    "with_children",
    "empty_nest",
    "left_behind",
    "alone",
    "with_spouse",
)
AID = ("ordinary",) * 8 + ("low_income", "low_income", "low_income_edge", "poverty_relieved", "monitored")
# Of every ten drawn by lot, how they use the home; with those by hand about three in five come to eat.
SERVICES = ("meals", "", "meals", "", "", "day_care", "", "meals", "", "")
VISITORS = ("李会计", "王主任", "村医老赵", "妇联小周")


@dataclass(frozen=True)
class Member:
    """One elder of the demo. ``steadiness`` is the chance of eating on an ordinary day, 0 for those who never do."""

    resident: Resident
    statuses: tuple[Status, ...]
    contacts: tuple[Contact, ...]
    steadiness: float
    joined: date

    @property
    def name(self) -> str:
        """The name."""
        return self.resident.name

    @property
    def id(self) -> str:
        """The resident's id."""
        return self.resident.id

    def has(self, axis: str, value: str) -> bool:
        """Whether this was known at admission."""
        return any(row.axis == axis and row.value == value for row in self.statuses)


def cast(random: Random, stretch: Stretch, size: int) -> tuple[Member, ...]:
    """``size`` elders, those by hand first."""
    chosen = [*LEADS, *_drawn(random, size - len(LEADS))]
    return tuple(_member(random, stretch, lead, number) for number, lead in enumerate(chosen))


def _drawn(random: Random, count: int) -> Iterator[Lead]:
    source = names(random)
    known = {lead.name for lead in LEADS}
    for number in range(count):
        name, sex = next(one for one in source if one[0] not in known)
        age = min(60 + int(random.betavariate(1.6, 2.4) * 40), 97)
        service = SERVICES[number % len(SERVICES)]
        yield Lead(
            name,
            sex,
            age,
            random.choice(GROUPS),
            random.choice(LIVING),
            random.choice(AID),
            service,
            "delivery" if service == "meals" and random.random() < 0.15 else "dine_in",
        )


def _member(random: Random, stretch: Stretch, lead: Lead, number: int) -> Member:
    born = _born(random, stretch.today, lead)
    joined = _joined(random, stretch, lead)
    pending = number >= len(LEADS) and number % 12 == 5 and not lead.service  # 待补
    resident = Resident(
        id=row_id(random, datetime.combine(joined, time(9))),
        name=lead.name,
        id_number=None if pending else _id_number(random, born, lead.sex),
        sex=lead.sex,
        birthday=born,
        ethnicity=lead.ethnicity,
        group=lead.group,
        registered_address=f"{VILLAGE}{lead.group}",
        address=f"{VILLAGE}{lead.group}{random.randrange(1, 90)}号",
        phone=_phone(random),
        bank_name=BANK,
        bank_card="621785" + "".join(str(random.randrange(10)) for _ in range(13)),
        marital="married" if lead.living in ("with_spouse", "empty_nest") else "widowed",
        illness=random.choice(ILLNESSES),
        diet="清真" if "清真" in lead.note else "",
        doctor="村医赵永祥" if random.random() < 0.7 else "",
        checkup_day=Month.of(joined).plus(-2).first + timedelta(days=random.randrange(40)),
        visitor=random.choice(VISITORS),
        usual_mode=lead.mode,
        note="" if lead.note == "清真" else lead.note,
    )
    steadiness = round(random.uniform(0.62, 0.97), 3) if lead.service else 0.0
    return Member(
        resident, _statuses(random, lead, joined, stretch), _contacts(random, lead), steadiness, joined
    )


def _joined(random: Random, stretch: Stretch, lead: Lead) -> date:
    if lead.name == leads.COMING_IN_LAST_MONTH:
        return open_days(stretch.months[-2])[7]
    if lead.name == leads.COMING_IN_THIS_MONTH:
        return min(open_days(stretch.months[-1])[4], stretch.today)
    return stretch.first - timedelta(days=random.randrange(60, 900))


def _born(random: Random, today: date, lead: Lead) -> date:
    if lead.name == leads.BIRTHDAY:
        return born_on_lunar_day_of(today, lead.age + 1)
    if lead.name == leads.TURNING_80:
        soon = Month.of(today).plus(1).first + timedelta(days=2)
        return soon.replace(year=soon.year - 80)
    # Over a year ago and not next month, so that the age is the one named and nobody else comes of age soon.
    return today.replace(year=today.year - lead.age, day=min(today.day, 28)) - timedelta(
        days=random.randrange(1, 290)
    )


def _id_number(random: Random, born: date, sex: str) -> str:
    sequence = random.randrange(10, 499) * 2 + (sex == "male")
    body = f"{REGION}{born:%Y%m%d}{sequence:03d}"
    return body + check_digit(body)


def _phone(random: Random) -> str:
    head = random.choice(("139", "138", "150", "151", "181", "189", "177", "199"))
    return head + "".join(str(random.randrange(10)) for _ in range(8))


def _statuses(random: Random, lead: Lead, joined: date, stretch: Stretch) -> tuple[Status, ...]:
    def row(axis: str, value: str, since: date | None = None, source: str = "") -> Status:
        return Status(resident="", axis=axis, value=value, since=since, source=source)

    found = [row("household", "local"), row("living", lead.living)]
    aid_since = stretch.first.replace(day=1) - timedelta(days=random.randrange(200, 1500))
    found.append(
        row("aid", lead.aid)
        if lead.aid == "ordinary"
        else row(
            "aid",
            lead.aid,
            aid_since.replace(day=1),
            f"镇民政办〔{aid_since.year}〕{random.randrange(3, 60)}号",
        )
    )
    if lead.service:
        found.append(row("service", lead.service, joined, "入院协议"))
        frail = lead.mode == "delivery" or lead.age > 88 or random.random() < 0.12
        found.append(row("self_care", "partial" if frail else "full", joined, "入院评估"))
        found.append(row("capacity", "mild" if frail else "intact", joined, "入院评估"))
    if random.random() < 0.13:
        kind = random.choice(("physical_2", "physical_3", "hearing_3", "visual_1", "visual_4", "physical_4"))
        found.append(row("disability", kind, None, "残疾人证"))
    if random.random() < 0.06:
        found.append(
            row("family_planning", random.choice(("two_daughters", "only_child", "lost_only_child")))
        )
    if lead.sex == "male" and random.random() < 0.12:
        found.append(row("honour", random.choice(("veteran", "veteran", "old_party_member", "war_veteran"))))
    return tuple(found)


def _contacts(random: Random, lead: Lead) -> tuple[Contact, ...]:
    relation = random.choice(
        ("侄子",) if lead.aid == "destitute" else ("儿子", "儿子", "女儿", "儿媳", "女婿")
    )
    child = Contact(
        resident="",
        role="supporter",
        name=relative(random, lead.name, relation),
        relation=relation,
        phone=_phone(random),
        workplace=random.choice(("", "", "金昌市区", "兰州", "新疆哈密", "河西堡镇", "内蒙古额济纳")),
    )
    if lead.living != "alone":
        return (child,)
    neighbour = Contact(
        resident="",
        role="emergency",
        name=relative(random, random.choice("王李张马"), "邻居"),
        relation="邻居",
        phone=_phone(random),
    )
    return (child, neighbour)
