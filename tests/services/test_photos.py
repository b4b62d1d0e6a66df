"""Photos are made small and bare, and kept with their record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from happyhome.app import open_services
from happyhome.domain.activities import Activity
from happyhome.domain.problems import Refusal
from happyhome.services import activities, audit, homes, photos
from happyhome.services.photos import Shot
from happyhome.services.session import Services

TODAY = date(2026, 11, 20)
ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825


def picture(width: int = 400, height: int = 300, kind: str = "JPEG", *, sideways: bool = False) -> bytes:
    image = Image.new("RGB", (width, height), (190, 120, 60))
    exif = Image.Exif()
    exif[MAKER] = "A telephone"
    exif[PLACE] = {1: "N", 2: (38.0, 31.0, 12.0)}
    if sideways:
        exif[ORIENTATION] = 6
    made = io.BytesIO()
    image.save(made, kind, exif=exif)
    return made.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Services]:
    services = open_services(tmp_path, today=TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    yield services
    services.close()


def test_a_large_photo_is_kept_at_1600_pixels() -> None:
    assert opened(photos.prepared("院子.jpg", picture(4000, 3000)).content).size == (1600, 1200)


def test_a_small_photo_is_not_blown_up() -> None:
    assert opened(photos.prepared("院子.jpg", picture(400, 300)).content).size == (400, 300)


def test_a_photo_taken_sideways_stands_upright() -> None:
    assert opened(photos.prepared("院子.jpg", picture(400, 300, sideways=True)).content).size == (300, 400)


def test_what_the_telephone_wrote_into_a_photo_is_left_out() -> None:
    assert PLACE in opened(picture()).getexif()
    assert not opened(photos.prepared("院子.jpg", picture()).content).getexif()


@pytest.mark.parametrize(
    ("content", "code"), [(b"%PDF-1.7", "photo_kind"), (picture()[:60], "photo_broken"), (b"", "photo_kind")]
)
def test_what_is_no_photo_is_refused_by_its_name(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        photos.prepared("合影.jpg", content)
    assert [problem.code for problem in refusal.value.problems] == [code]
    assert "合影.jpg" in refusal.value.problems[0].text


def test_an_activity_its_people_and_its_photos_are_one_operation(home: Services) -> None:
    shots = [photos.prepared("一.jpg", picture(), "合影"), photos.prepared("二.jpg", picture(500, 200))]
    kept = home.run(
        activities.record_activity, activity=Activity(day=TODAY, title="手指舞"), residents=(), photos=shots
    ).value
    (listed,) = home.ask(activities.activities_between, TODAY, TODAY)
    assert [(one.name, one.caption) for one in listed.photos] == [("一.jpg", "合影"), ("二.jpg", "")]
    home.run(audit.undo)
    assert home.ask(activities.activities_between, TODAY, TODAY) == ()
    assert kept.title == "手指舞"


def test_saving_again_corrects_captions_and_takes_photos_off(home: Services) -> None:
    shots = [photos.prepared("一.jpg", picture()), photos.prepared("二.jpg", picture(500, 200))]
    kept = home.run(
        activities.record_activity, activity=Activity(day=TODAY, title="手指舞"), residents=(), photos=shots
    ).value
    before = home.ask(activities.listed, kept).photos
    home.run(
        activities.record_activity,
        activity=kept,
        residents=(),
        photos=[Shot("二.jpg", "领奖", kept=before[1].id)],
    )
    after = home.ask(activities.listed, kept).photos
    assert [(one.id, one.caption) for one in after] == [(before[1].id, "领奖")]
    home.run(audit.undo)
    assert {one.id for one in home.ask(activities.listed, kept).photos} == {one.id for one in before}


def test_saving_without_a_word_about_photos_leaves_them(home: Services) -> None:
    kept = home.run(
        activities.record_activity,
        activity=Activity(day=TODAY, title="手指舞"),
        residents=(),
        photos=[photos.prepared("一.jpg", picture())],
    ).value
    home.run(activities.record_activity, activity=kept, residents=())
    assert len(home.ask(activities.listed, kept).photos) == 1
