"""Activities: held on a day, from a template, with the people and photos that belong to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from happyhome.domain.activities import Activity, ActivityTemplate
from happyhome.services import activities, audit, leaving
from tests.services.village import TODAY, Village

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 100


@pytest.fixture
def elders(village: Village) -> list[str]:
    """Three elders."""
    return [village.elder(name) for name in ("王秀兰", "李建国", "赵玉梅")]


def _held(village: Village, who: list[str], **known: Any) -> Activity:
    made = Activity(**{"day": TODAY, "title": "包饺子", **known})
    reason = "停电" if made.day < TODAY else ""
    kept: Activity = village.do(activities.record_activity, activity=made, residents=who, late_reason=reason)
    return kept


def test_an_activity_is_kept_with_exactly_the_people_named(village: Village, elders: list[str]) -> None:
    held = _held(village, [elders[0], elders[1], elders[0]], start="9:05", end="10：30")
    assert (held.start, held.end) == ("09:05", "10:30")
    village.do(activities.record_activity, activity=replace(held, visitors=4), residents=elders[1:])
    (found,) = village.ask(activities.activities_between, TODAY, TODAY)
    assert set(found.residents) == set(elders[1:])
    assert found.activity.visitors == 4
    moved = replace(held, day=TODAY - timedelta(days=1))
    village.do(activities.record_activity, activity=moved, residents=elders[1:], late_reason="日期记错")
    assert {row.day for row in village.content()["participation"]} == {moved.day}


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"start": "25:00"}, "clock_form"),
        ({"end": "下午"}, "clock_form"),
        ({"start": "10:00", "end": "9:00"}, "end_before_start"),
        ({"day": TODAY + timedelta(days=1)}, "day_future"),
        ({"day": TODAY - timedelta(days=1)}, "late_reason_missing"),
    ],
)
def test_what_cannot_be_is_refused(
    village: Village, elders: list[str], known: dict[str, Any], code: str
) -> None:
    made = Activity(**{"day": TODAY, "title": "包饺子", **known})
    assert village.codes(activities.record_activity, activity=made, residents=elders) == [code]
    assert village.content()["activity"] == []


def test_an_unknown_participant_is_refused_and_an_absent_one_asked_about(
    village: Village, elders: list[str]
) -> None:
    made = Activity(day=TODAY, title="包饺子")
    assert village.codes(activities.record_activity, activity=made, residents=["x"]) == ["resident_missing"]
    village.status(elders[0], "whereabouts", "住院", TODAY)
    assert village.codes(activities.record_activity, activity=made, residents=elders) == ["is_away"]


def test_the_entry_time_is_the_programs_own(village: Village, elders: list[str]) -> None:
    held = _held(village, elders, day=date(2026, 11, 2))
    assert held.recorded_at is not None
    assert held.recorded_at.date() == TODAY
    assert held.late_reason == "停电"


def test_a_template_brings_its_words_and_those_who_came_last_time(
    village: Village, elders: list[str]
) -> None:
    template = village.do(
        activities.put_template,
        template=ActivityTemplate(title="做操", weekday=5, start="8:30", place="院里"),
    )
    _held(village, elders[:1], title="做操", day=date(2026, 11, 7))
    _held(village, elders, title="做操", day=date(2026, 11, 14))
    village.status(elders[1], "whereabouts", "外出", TODAY)
    village.do(leaving.leave, resident=elders[2], kind="died", day=date(2026, 11, 20))
    made, came = village.ask(activities.from_template, template.id, TODAY)
    assert (made.title, made.start, made.place, made.day) == ("做操", "08:30", "院里", TODAY)
    assert came == (elders[0],)
    assert village.codes(activities.put_template, template=ActivityTemplate(title="")) == ["title_missing"]
    village.do(activities.remove_template, template=template.id)
    assert village.ask(activities.templates) == ()
    assert len(village.content()["activity"]) == 2


def test_photos_belong_to_the_activity_and_go_with_it(village: Village, elders: list[str]) -> None:
    held = _held(village, elders)
    for name in ("一.jpg", "二.jpg"):
        village.do(activities.add_photo, owner=held.id, name=name, content=JPEG)
    (found,) = village.ask(activities.activities_between, TODAY, TODAY)
    assert [photo.name for photo in found.photos] == ["一.jpg", "二.jpg"]
    assert village.ask(activities.photo_bytes, found.photos[0].sha256) == JPEG
    assert village.codes(activities.add_photo, owner=held.id, name="三.txt", content=b"text") == [
        "photo_kind"
    ]
    before = village.content()
    village.do(activities.remove_activity, activity=held.id)
    assert not any(village.content()[table] for table in ("activity", "participation", "attachment"))
    assert village.codes(activities.remove_activity, activity=held.id) == ["row_missing"]
    village.do(audit.undo)
    assert village.content() == before
