"""Photos are made small and bare, and kept with their record."""

from __future__ import annotations

import io
import os
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
from tests.torture.input_pictures import NASTY

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


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("png of 30,000 by 30,000", "photo_large"),
        ("png of 65,535 by 65,535, a few lines", "photo_large"),
        ("jpg of 12,000 by 12,000 progressive", "photo_large"),
        ("jpg with many scans", "photo_broken"),
        ("png with long text", "photo_broken"),
        ("png cut", "photo_broken"),
        ("heic", "photo_kind"),
        ("svg", "photo_kind"),
        ("tiff after a jpg mark", "photo_broken"),
    ],
)
def test_a_picture_made_to_hurt_is_refused_in_words(label: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        photos.prepared("院子.jpg", NASTY[label]())
    assert [one.code for one in caught.value.problems] == [code]


@pytest.mark.parametrize("label", ["jpg of a telephone, 8,000 by 6,000", "jpg of CMYK", "png of 16 bit"])
def test_a_picture_that_is_large_or_rare_is_taken(label: str) -> None:
    assert max(opened(photos.prepared("院子.jpg", NASTY[label]()).content).size) <= photos.LONGEST_SIDE


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_a_device_is_no_photo_and_not_read_for_ever(tmp_path: Path) -> None:
    (tmp_path / "院子.jpg").symlink_to("/dev/zero")
    with pytest.raises(Refusal) as caught:
        photos.read_photo(tmp_path / "院子.jpg")
    assert caught.value.problems[0].code == "photo_kind"
