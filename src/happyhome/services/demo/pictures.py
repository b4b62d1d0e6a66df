"""Photos of the demo, drawn: nobody's face, yet a picture for every paper that has a place for one."""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 640, 480
WALLS = ((238, 226, 204), (226, 232, 220), (232, 222, 214), (222, 228, 234))
COATS = (
    (150, 60, 54),
    (52, 84, 122),
    (84, 96, 62),
    (120, 84, 126),
    (66, 66, 74),
    (168, 118, 52),
    (40, 104, 98),
)
SKINS = ((226, 188, 158), (214, 172, 140), (202, 158, 126))


def photo(random: Random, people: int) -> bytes:
    """A JPEG of a room with so many people before a red banner, 640 × 480, about 40 KB."""
    from PIL import Image, ImageDraw, ImageFilter

    image = Image.new("RGB", (WIDTH, HEIGHT), random.choice(WALLS))
    pen = ImageDraw.Draw(image)
    _room(pen, random)
    shown = min(max(people, 3), 14)
    for row, depth in ((0, 0.72), (1, 1.0)):
        _row_of_people(pen, random, shown // 2 + shown % 2 * row, row, depth)
    # A grain as cameras have it, and soft edges.
    noise = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), random.randbytes(WIDTH * HEIGHT // 4))
    grain = noise.resize((WIDTH, HEIGHT)).convert("RGB")
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(0.8)), grain, 0.07)
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=78)
    return kept.getvalue()


def _room(pen: ImageDraw, random: Random) -> None:
    floor = random.choice(((176, 150, 120), (158, 160, 156), (186, 172, 150)))
    pen.rectangle((0, 330, WIDTH, HEIGHT), fill=floor)
    for line in range(330, HEIGHT, 30):
        pen.line((0, line, WIDTH, line), fill=tuple(part - 14 for part in floor))
    pen.rectangle((70, 34, 570, 82), fill=(186, 44, 38))
    for number in range(9):
        left = 112 + number * 48
        pen.rectangle((left, 46, left + 30, 70), fill=(244, 214, 120))
    window = 40 + random.randrange(60)
    pen.rectangle((window, 120, window + 130, 250), fill=(196, 222, 238), outline=(250, 250, 246), width=8)
    pen.line((window + 65, 120, window + 65, 250), fill=(250, 250, 246), width=6)
    pen.rectangle((470, 130, 590, 240), fill=(58, 92, 74), outline=(120, 86, 52), width=6)
    for line in range(150, 232, 18):
        pen.line((484, line, 484 + random.randrange(40, 92), line), fill=(222, 228, 218), width=3)


def _row_of_people(pen: ImageDraw, random: Random, count: int, row: int, depth: float) -> None:
    gap = (WIDTH - 80) / max(count, 1)
    for number in range(count):
        middle = 40 + gap * (number + 0.5) + random.uniform(-8, 8)
        ground = 360 + row * 90 + random.uniform(-6, 6)
        wide, tall = 27 * depth, 96 * depth
        coat = random.choice(COATS)
        pen.rounded_rectangle(
            (middle - wide, ground - tall, middle + wide, ground), radius=int(16 * depth), fill=coat
        )
        head, top = 17 * depth, ground - tall - 26 * depth
        pen.ellipse((middle - head, top, middle + head, top + 2.2 * head), fill=random.choice(SKINS))
        hair = random.choice(((208, 206, 202), (150, 148, 146), (70, 66, 64), (60, 72, 96)))
        pen.pieslice((middle - head, top - 2, middle + head, top + 1.8 * head), 180, 360, fill=hair)
        if random.random() < 0.35:  # an arm raised
            pen.line(
                (middle + wide - 4, ground - tall + 14, middle + wide + 14, top + 4),
                fill=coat,
                width=max(int(11 * depth), 5),
            )
