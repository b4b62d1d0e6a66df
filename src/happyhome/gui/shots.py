"""Pictures of the window: python -m happyhome.gui.shots --data DIR --out DIR [--today DAY] [--stick DIR].

Every page on the records in ``--data`` (a demo village), for the manual, the front page and the eye.
With ``--stick``, a folder that stands for one, the month that is due is closed and written there.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from happyhome.app import open_services
from happyhome.gui import application
from happyhome.gui.desk import HomeWindow
from happyhome.gui.dialogs.leaving_data import LeavingData
from happyhome.gui.pages import PAGES
from happyhome.gui.pages.allowances import MONTH, TABS
from happyhome.gui.pages.handover import HandoverPage
from happyhome.gui.pages.residents import ResidentsPage
from happyhome.gui.pages.settings import PARTS
from happyhome.services import closings, month_states, residents
from happyhome.services.handover import Drive
from happyhome.services.session import Services

SIZE: Final = (1366, 768)
LARGE: Final = ("today", "residents", "person", "meals", "allowances", "allowances-rolls")
"""What is shown at 150 % too."""
_SETTLE_MS: Final = 300
"""How long no work must be under way: what one job shows may start the next."""
_MOST_MS: Final = 15_000


def shoot(widget: QWidget, file: Path, width: int = SIZE[0], height: int = SIZE[1]) -> Path:
    """Save ``widget`` as it looks at a size in screen pixels; gives back the file."""
    widget.resize(width, height)
    widget.show()
    for _ in range(3):  # layouts settle, then what they caused settles
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(file)):
        raise OSError(f"cannot write {file}")
    return file


def _settle(window: HomeWindow) -> None:
    """Until what a page reads beside the window has come."""
    quiet, most = QDeadlineTimer(_SETTLE_MS), QDeadlineTimer(_MOST_MS)
    while not most.hasExpired() and not quiet.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if not window.jobs.idle:
            quiet = QDeadlineTimer(_SETTLE_MS)
        QThread.msleep(5)


def _views(window: HomeWindow, services: Services, roster: Path | None) -> Iterator[str]:
    """Bring one view after the other into sight, telling its name."""
    pages = {spec.key for spec in PAGES}
    for key in ("today", "residents", "meals", "activities", "allowances", "reports", "handover", "settings"):
        if key not in pages:
            continue
        window.open_page(key)
        yield key
        if key == "residents":
            yield from _of_residents(window, services, roster)
        if key == "allowances":
            for tab, _title in TABS[1:]:
                window.open_page(key, target=tab)
                yield f"allowances-{tab}"
            window.open_page(key, target=MONTH)
        if key == "settings":
            for part, _title, _make in PARTS[1:]:
                window.open_page(key, target=part)
                yield f"settings-{part}"
        if key == "meals":
            window.open_page("meals", day=services.today())
            yield "meals-day"


def _of_residents(window: HomeWindow, services: Services, roster: Path | None) -> Iterator[str]:
    page = window.pages.page("residents")
    assert isinstance(page, ResidentsPage)
    people = services.ask(residents.people)
    if people:
        # The richest life makes the best picture; the latest registered on a tie.
        one = max(people, key=lambda person: (len(person.statuses), person.id))
        page.show_person(one.id)
        yield "person"
    page.show_register("visit")
    yield "visits"
    page.show_import()
    if roster is not None and page.importing is not None:
        page.importing.read(roster)
    yield "import"
    page.show_list()


def _hand_over(window: HomeWindow, services: Services, stick: Path) -> None:
    """Close the month that waits longest and write it; what is on the stick is then said in the window."""
    page = window.pages.page("handover")
    assert isinstance(page, HandoverPage)
    month = services.ask(month_states.open_month, today=services.today())
    if month.last < services.today():
        window.broadcast(services.run(closings.close_month, month=month, confirmed=True).changed)
        page.open(month)
    drive = Drive(stick, stick.name, "vfat", 12 << 30, 15 << 30, read_only=False)
    page.targets.show_drives([drive])
    agreeing = _agreeing()
    page.write()
    _settle(window)
    agreeing.stop()
    page.targets.show_drives([drive])


def _agreeing() -> QTimer:
    """Answers what the data leave for as it stands, as the clerk does by Enter; nobody is there to do it."""

    def look() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, LeavingData):
            asked.submit()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    return timer


def take(services: Services, out: Path, roster: Path | None = None, stick: Path | None = None) -> list[Path]:
    """Every view at 100 %, some at 150 %; gives back the files."""
    app = application.create()
    made = []
    for zoom in (100, 150):
        application.apply_zoom(app, zoom)
        window = HomeWindow(services, application.Zoom(zoom, lambda _zoom: None))
        window.resize(*SIZE)
        window.show()
        for name in _views(window, services, roster):
            if zoom == 100 or name in LARGE:
                _settle(window)
                if name == "handover" and stick is not None:
                    _hand_over(window, services, stick)
                made.append(shoot(window, out / f"{name}{'' if zoom == 100 else '-150'}.png"))
        window.hide()
        window.jobs.close()
        window.deleteLater()
    application.apply_zoom(app, 100)
    return made


def _sample() -> Path | None:
    """The messy roster of a checkout, where there is one."""
    found = Path(__file__).parents[3] / "tests" / "samples" / "老年人台账.xlsx"
    return found if found.is_file() else None


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    chosen = argparse.ArgumentParser(prog="python -m happyhome.gui.shots")
    chosen.add_argument("--data", type=Path, required=True)
    chosen.add_argument("--out", type=Path, required=True)
    chosen.add_argument("--today", type=date.fromisoformat)
    chosen.add_argument("--stick", type=Path)
    known = chosen.parse_args(arguments)
    services = open_services(known.data, known.today)
    try:
        for file in take(services, known.out, _sample(), known.stick):
            sys.stdout.write(f"{file}\n")
    finally:
        services.close()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
