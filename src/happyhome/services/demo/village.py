"""Building the demo: 清泉村幸福院, with a year of records up to a day that is half recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from happyhome.domain.homes import Home
from happyhome.services.activities import put_template
from happyhome.services.demo.allowance_cast import allowance_cast
from happyhome.services.demo.allowances import allowance_entries
from happyhome.services.demo.calendar import Stretch
from happyhome.services.demo.cast import Member, cast
from happyhome.services.demo.closing import closing_entries
from happyhome.services.demo.diary import Entry, at, keep, row_id
from happyhome.services.demo.eating import meal_entries
from happyhome.services.demo.fates import fate_entries, fates
from happyhome.services.demo.gatherings import gathering_entries, templates
from happyhome.services.demo.leads import LEADS
from happyhome.services.demo.signs import USUAL_SIZE
from happyhome.services.residents import checked
from happyhome.services.session import Services
from happyhome.services.settings import choose
from happyhome.store.work import Work

OPERATOR = "李会计"


def build(services: Services, residents: int, years: int) -> None:
    """Fill an empty store with that many elders and years of records."""
    stretch = Stretch(services.today(), years)
    random = Random("清泉村")
    members = cast(random, stretch, max(residents, len(LEADS)))
    fate = fates(random, stretch, members)
    clerk = services.as_operator(OPERATOR)
    allowances = allowance_cast(stretch, members, fate)
    keep(clerk, _beginning(random, stretch, members))
    for month in stretch.months:
        keep(
            clerk,
            [
                *fate_entries(random, month, stretch, members, fate),
                *meal_entries(random, month, stretch, members, fate),
                *gathering_entries(random, month, stretch, members, fate),
                *closing_entries(random, month, stretch, members, fate),
                *allowance_entries(month, stretch, allowances),
            ],
        )


def _beginning(random: Random, stretch: Stretch, members: Sequence[Member]) -> list[Entry]:
    day = stretch.first - timedelta(days=3)
    first = [one for one in members if one.joined < stretch.first]
    moments = [at(day, 8 + number, 20, random) for number in range(4)]
    return [
        Entry(moments[0], "set_home", "设置幸福院", lambda work: _home(random, work, day, len(members))),
        Entry(moments[1], "choose", "修改设置", _settings),
        Entry(
            moments[2],
            "import_residents",
            f"导入：老年人台账.xlsx {len(first)} 人",
            lambda work: _register(work, first),
        ),
        Entry(moments[3], "put_template", "活动模板", lambda work: _templates(work, stretch.today)),
    ]


def _home(random: Random, work: Work, day: date, size: int) -> None:
    work.insert(
        Home(
            id=row_id(random, datetime.combine(day, time(8))),
            name="清泉村幸福院",
            village_code="620321101203",
            code_year=day.year,
            township="河西堡镇",
            county="永昌县",
            director="王建国",
            phone="09350000000",
            capacity=60 if size <= USUAL_SIZE else size,
        )
    )


def _settings(work: Work) -> None:
    choose(work, key="operator", value=OPERATOR)
    choose(work, key="demo", value=True)


def _register(work: Work, members: Sequence[Member]) -> None:
    work.insert_many([checked(work, one.resident) for one in members])
    work.insert_many([replace(row, resident=one.id) for one in members for row in one.statuses])
    work.insert_many([replace(row, resident=one.id) for one in members for row in one.contacts])


def _templates(work: Work, today: date) -> None:
    for one in templates(today):
        put_template(work, template=one)
