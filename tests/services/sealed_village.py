"""A village worth protecting: names, a card, a photo, old backups, a killed program's log, an opened paper."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from PIL import Image

from happyhome.app import open_services
from happyhome.domain.activities import Activity
from happyhome.services import backups
from happyhome.services.activities import record_activity
from happyhome.services.photos import prepared
from happyhome.services.protection import unlock
from happyhome.services.session import Services
from happyhome.store.backup import list_backups
from happyhome.store.keys.ring import Ring
from tests.services.village import TODAY, Clock, Village, content, id_number

NOW = datetime.combine(TODAY, time(12))
OPERATOR, PASSWORD = "王芳", "春暖花开的幸福院"
NAME, CARD, PHONE = "尉迟秀兰", "6217001234567890123", "13993512345"
NUMBER = id_number(TODAY.replace(year=1941))
_SHOT = io.BytesIO()
Image.effect_noise((60, 60), 40).convert("RGB").save(_SHOT, "JPEG")
PHOTO = prepared("重阳节.jpg", _SHOT.getvalue())
SECRETS = (PHOTO.content[400:440], *(text.encode("utf-8") for text in (NAME, CARD, PHONE, NUMBER)))


def filled(folder: Path, *, is_small: bool = False) -> Path:
    """The folder of such a village as a killed program leaves it, unprotected; ``is_small``: with one backup."""
    village = Village(folder / "made")
    village.home()
    who = village.elder(NAME, id_number=NUMBER, bank_card=CARD, phone=PHONE)
    village.lunch(who)
    held = Activity(day=TODAY, title="重阳节包饺子", start="09:00", end="10:00", kind="culture")
    village.do(record_activity, activity=held, residents=[who], photos=[PHOTO])
    backups.back_up(village.services)
    village.elder("李建国")
    if is_small:
        return _left(village, folder)
    replaced = folder / "made" / "happyhome-20261101-080000-replaced.db"
    shutil.copy(list_backups(folder / "made" / "backups")[0].path, replaced)
    backups.back_up(village.services, reason="closing")
    return _left(village, folder)


def _left(village: Village, folder: Path) -> Path:
    village.elder("赵玉梅")
    left = folder / "left"
    shutil.copytree(folder / "made", left)  # while it is open: with its log, as after a power cut
    village.services.close()
    (left / "opened").mkdir()
    (left / "opened" / "明白条.pdf").write_bytes(b"%PDF " + NAME.encode())
    (left / "happyhome-20261102-080000-manual.part").write_bytes(b"SQLite format 3\0" + CARD.encode())
    return left


def opened(folder: Path, operator: str = OPERATOR, password: str = PASSWORD) -> Services:
    """Its services, with the password where it is sealed."""

    def by_password(ring: Ring) -> Any:
        return unlock(ring, operator, password)

    return replace(open_services(folder, TODAY, by_password), clock=Clock())


def records(folder: Path) -> dict[str, list[Any]]:
    """Every row but those that tell of protection itself."""
    services = opened(folder)
    try:
        found = services.ask(content)
    finally:
        services.close()
    found.pop("safety_event")
    return found


def residue(folder: Path) -> list[str]:
    """The files in which a name or number stands in the clear."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [
        str(path.relative_to(folder)) for path in files if any(one in path.read_bytes() for one in SECRETS)
    ]
