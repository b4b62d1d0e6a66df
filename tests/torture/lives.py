"""A life of the program in a process of its own: ``python -m tests.torture.lives WHAT DATA SEED [SECOND]``.

Each works on the village as its people would, with troubles whose messages name somebody, and most of them end
as a power cut ends them: by SIGKILL in the middle of the next act.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from happyhome.app import open_services, start
from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.residents import Contact, Resident
from happyhome.services import (
    activities,
    audit,
    backups,
    diagnosis,
    handover,
    logbook,
    meals,
    protection,
    residents,
    saving,
)
from happyhome.services.backup_shelves import use_second
from happyhome.services.session import Services, Unlocked
from happyhome.store.keys.ring import Ring

OPERATOR = "慕容会计"
PASSWORD = "白云深处有人家-8"
DAYS = ("ticking", "troubles", "copies", "looking", "opening")
_MOST_S = 0.8


def unlock(ring: Ring) -> Unlocked:
    """As the operator of these lives."""
    return protection.unlock(ring, OPERATOR, PASSWORD)


def _opened(data: Path) -> Services:
    logbook.begin_log(data / "logs")
    logbook.hear_everything()
    return open_services(data, None, unlock)


def _killed_meanwhile(chance: random.Random, work: Callable[[], object]) -> None:
    """Do ``work`` again and again until the power is cut within it."""
    wait = chance.uniform(0.02, _MOST_S)
    threading.Timer(wait, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    while True:
        work()


def _photo(chance: random.Random) -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.frombytes("L", (80, 80), chance.randbytes(6400)).save(made, "JPEG")
    return made.getvalue()


def _some_ticks(services: Services, chance: random.Random) -> None:
    who = [one.id for one in services.ask(residents.people_on, services.today())]
    marks = {(one, services.today()): chance.choice(["dine_in", None]) for one in chance.sample(who, 8)}
    services.run(meals.mark_meals, slot="lunch", marks=marks, confirmed=True)


def ticking(services: Services, chance: random.Random, second: Path) -> None:
    """Ticks, an activity with a photo, taking back."""
    number = chance.randrange(1000)
    held = Activity(day=services.today(), title=f"唱戏{number}", start="9:30")
    services.run(activities.record_activity, activity=held, residents=[], confirmed=True)
    made = services.ask(activities.activities_between, services.today(), services.today())
    if made:
        owner = made[0].activity.id
        services.run(activities.add_photo, owner=owner, name="照片.jpg", content=_photo(chance))
    _some_ticks(services, chance)
    services.run(audit.undo)
    _killed_meanwhile(chance, lambda: _some_ticks(services, chance))


def troubles(services: Services, chance: random.Random, second: Path) -> None:
    """Refusals, bugs and warnings that name people, each kept as a diagnosis and in the log."""
    import logging

    folder, now = services.folders.logs, datetime.now()  # noqa: DTZ005
    for number, one in enumerate(_everybody(services)):
        for error in _naming(one):
            diagnosis.save_diagnosis(folder, error, now + timedelta(seconds=number))
            logging.getLogger("happyhome").error("bug: %s", diagnosis.diagnosis(error), exc_info=error)
            logging.getLogger("happyhome").warning("no good: %s %s", one, error)
    everybody = services.ask(residents.people_on, services.today())
    services.run(residents.add_resident, resident=Resident(name=everybody[0].resident.name, id_number="1"))
    _killed_meanwhile(
        chance, lambda: diagnosis.save_diagnosis(folder, ValueError(everybody[0].resident.name), now)
    )


def _everybody(services: Services) -> list[Any]:
    found: list[Any] = services.ask(lambda reading: [*reading.find(Resident), *reading.find(Contact)])
    return [one for one in found if one.name][:40]


def _naming(one: Any) -> list[Exception]:
    number = getattr(one, "id_number", None) or one.phone
    card = getattr(one, "bank_card", "") or one.phone
    spaced = " ".join(card[start : start + 4] for start in range(0, len(card), 4))
    raised: list[Exception] = [
        KeyError(one.name),
        ValueError(f"{one.name} {number}"),
        UnicodeDecodeError("gb18030", one.name.encode("gb18030") + b"\xff", 0, 1, one.name),
        RuntimeError(repr(one)),
        OSError(2, ascii(one.name), f"/media/{one.name}.xlsx"),
        ValueError(one.name.encode("utf-16-le")),
        ValueError(f"{spaced} {number[:6]}-{number[6:]}"),
    ]
    return [_traced(error) for error in raised]


def _traced(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:  # noqa: BLE001
        caught.add_note(str(error))
        return caught


def copies(services: Services, chance: random.Random, second: Path) -> None:
    """Backups here and at the second place, cut short."""
    use_second(services, second)
    backups.back_up(services)
    _killed_meanwhile(chance, lambda: backups.back_up(services))


def looking(services: Services, chance: random.Random, second: Path) -> None:
    """A paper with everybody on it, opened in another program by a window that closes as it should; then killed."""
    services.close()
    begun = start(services.folders.data, None, unlock)
    everybody = begun.services.ask(residents.people_on, date.today())  # noqa: DTZ011
    names = "".join(one.resident.name for one in everybody)
    saving.copy_to_open(begun.services, f"{everybody[0].resident.name} 申请表.pdf", f"%PDF {names}".encode())
    saving.clear_opened(begun.services.folders)
    _some_ticks(begun.services, chance)
    begun.end()
    again = _opened(services.folders.data)
    _killed_meanwhile(chance, lambda: _some_ticks(again, chance))


def opening(services: Services, chance: random.Random, second: Path) -> None:
    """A real paper made and given to another program again and again, killed; the next command clears it away."""
    month = services.today().replace(day=1) - timedelta(days=1)
    forms = [one for one in handover.planned_files(Month(month.year, month.month)) if one.key == "roster"]

    def look() -> None:
        made = handover.prepare_month(services, Month(month.year, month.month), chosen=forms)
        for name, content in made.files.items():
            saving.copy_to_open(services, name, content)

    _killed_meanwhile(chance, look)


def open_day(services: Services, chance: random.Random, second: Path) -> None:
    """Everything that a clerk may do before the village is sealed, and a paper left open by a kill."""
    saving.copy_to_open(services, "名册.pdf", b"%PDF")
    backups.back_up(services)
    services.run(audit.undo)
    troubles(services, chance, second)


def window(services: Services, chance: random.Random, second: Path) -> None:
    """The window itself, every page of it, a zoom, and its end."""
    services.close()
    from PySide6.QtCore import QTimer

    from happyhome.gui import application
    from happyhome.gui.desk import Desk
    from happyhome.gui.pages import PAGES
    from happyhome.gui.remembered import Remembered

    folders = services.folders
    app = application.create()
    begun = start(folders.data, None, unlock)
    desk = Desk(begun.services, None, begun)
    keys = iter([page.key for page in PAGES])

    def next_page() -> None:
        key = next(keys, "")
        if not key or desk.window is None:
            app.exit()
            return
        desk.window.open_page(key)
        QTimer.singleShot(400, next_page)

    QTimer.singleShot(500, next_page)
    if desk.begin():
        app.exec()
    Remembered(folders.data).keep_zoom(125)
    saving.clear_opened(folders)
    begun.end()


def main() -> None:
    """Live as asked."""
    what, data, seed, *second = sys.argv[1:]
    place = Path(second[0]) if second else Path(data)
    lives = {one.__name__: one for one in (ticking, troubles, copies, looking, opening, open_day, window)}
    lives[what](_opened(Path(data)), random.Random(f"{what}-{seed}"), place)


if __name__ == "__main__":
    main()
