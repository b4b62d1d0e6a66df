"""One person's page: what it tells of the last 30 days and of the years before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from happyhome.app import open_services
from happyhome.domain.activities import Activity
from happyhome.domain.residents import Resident
from happyhome.domain.visits import Visit
from happyhome.services import activities, homes, leaving, meals, profile, registers, residents
from happyhome.services.session import Services

TODAY = date(2026, 11, 20)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = open_services(tmp_path, TODAY)
    made.run(homes.set_home, name="清泉村幸福院")
    yield made
    made.close()


@pytest.fixture
def who(services: Services) -> str:
    made = services.run(
        residents.add_resident, resident=Resident(name="李岷", sex="female", birthday=date(1941, 3, 5))
    )
    return str(made.value.id)


@pytest.fixture
def texts(services: Services, who: str) -> Callable[[], list[tuple[str, str]]]:
    def told() -> list[tuple[str, str]]:
        found = services.ask(profile.profile, resident=who, today=TODAY)
        return [(entry.day.isoformat(), entry.text) for entry in found.happenings]

    return told


def test_the_last_30_days_are_counted_and_the_31st_is_not(services: Services, who: str) -> None:
    for number, mode in ((20, "delivery"), (19, "delivery"), (18, "dine_in")):
        services.run(
            meals.record_meals,
            day=date(2026, 11, number),
            slot="lunch",
            residents=[who],
            mode=mode,
            late_reason="补记",
        )
    services.run(
        meals.record_meals, day=date(2026, 10, 21), slot="lunch", residents=[who], late_reason="补记"
    )
    services.run(
        activities.record_activity,
        activity=Activity(day=date(2026, 11, 18), title="量血压", late_reason="补记"),
        residents=[who],
    )
    services.run(registers.put_record, record=Visit(resident=who, day=date(2026, 11, 12)))
    services.run(registers.put_record, record=Visit(resident=who, day=date(2026, 9, 12)))
    recent = services.ask(profile.profile, resident=who, today=TODAY).recent
    assert (recent.meals, recent.modes["delivery"], recent.activities, recent.visits) == (3, 2, 1, 1)
    assert recent.last_visit is not None
    assert recent.last_visit.day == date(2026, 11, 12)
    assert (recent.seen_on, recent.seen) == (TODAY, "送餐")
    assert recent.seen_at is not None


def test_somebody_never_met_has_no_last_day(services: Services, who: str) -> None:
    recent = services.ask(profile.profile, resident=who, today=TODAY).recent
    assert (recent.seen_on, recent.seen, recent.seen_at, recent.last_visit) == (None, "", None, None)


def test_the_years_are_told_newest_first_with_their_source(
    services: Services, who: str, texts: Callable[[], list[tuple[str, str]]]
) -> None:
    services.run(
        residents.set_status,
        resident=who,
        axis="aid",
        value="low_income",
        since=date(2019, 10, 1),
        source="永民〔2019〕88号",
    )
    services.run(registers.put_record, record=Visit(resident=who, day=date(2026, 11, 12), finding="血压偏高"))
    assert texts() == [
        ("2026-11-20", "登记入册"),
        ("2026-11-12", "探访 入户：血压偏高"),
        ("2021-03-05", "满 80 周岁"),
        ("2019-10-01", "救助身份：低保（永民〔2019〕88号）"),
        ("2011-03-05", "满 70 周岁"),
        ("2001-03-05", "满 60 周岁"),
    ]


def test_an_end_is_told_only_where_nothing_follows_it(
    services: Services, who: str, texts: Callable[[], list[tuple[str, str]]]
) -> None:
    services.run(
        residents.set_status, resident=who, axis="living", value="empty_nest", since=date(2024, 1, 1)
    )
    services.run(residents.set_status, resident=who, axis="living", value="alone", since=date(2024, 2, 10))
    services.run(
        residents.set_status,
        resident=who,
        axis="whereabouts",
        value="hospital",
        since=date(2026, 5, 1),
        until=date(2026, 5, 9),
    )
    told = [text for _, text in texts()]
    assert "住院最后一天" in told
    assert not any("空巢到此为止" in text for text in told)


def test_no_birthday_is_told_after_a_death(
    services: Services, who: str, texts: Callable[[], list[tuple[str, str]]]
) -> None:
    services.run(leaving.leave, resident=who, kind="died", day=date(2020, 6, 1), source="死亡证明")
    assert [text for _, text in texts() if "周岁" in text] == ["满 70 周岁", "满 60 周岁"]
    assert ("2020-06-01", "死亡（死亡证明）") in texts()


def test_a_new_portrait_takes_the_place_of_the_old_and_undo_brings_it_back(
    services: Services, who: str
) -> None:
    from happyhome.services import audit

    services.run(profile.set_portrait, resident=who, name="a.png", content=PNG + b"a")
    first = services.ask(profile.profile, resident=who, today=TODAY).photo
    services.run(profile.set_portrait, resident=who, name="b.png", content=PNG + b"b")
    assert services.ask(profile.profile, resident=who, today=TODAY).photo not in ("", first)
    services.run(audit.undo)
    assert services.ask(profile.profile, resident=who, today=TODAY).photo == first
    services.run(profile.remove_portrait, resident=who)
    assert services.ask(profile.profile, resident=who, today=TODAY).photo == ""


def test_what_is_no_photo_is_refused_and_the_old_one_stays(services: Services, who: str) -> None:
    services.run(profile.set_portrait, resident=who, name="a.png", content=PNG)
    outcome = services.run(profile.set_portrait, resident=who, name="b.docx", content=b"PK")
    assert outcome.refused
    assert services.ask(profile.profile, resident=who, today=TODAY).photo != ""
