"""A real village in a folder, and a real window on it, for the pages' tests and for looking at them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from happyhome.app import open_services
from happyhome.domain.activities import Activity, ActivityTemplate
from happyhome.domain.outcomes import Outcome
from happyhome.domain.residents import Resident, Status
from happyhome.gui.application import Zoom
from happyhome.gui.dialogs.leaving_data import LeavingData
from happyhome.gui.main_window import MainWindow, Surroundings
from happyhome.gui.shell import PageSpec
from happyhome.services import activities, audit, homes, meals, photos, residents
from happyhome.services.session import Services

TODAY = date(2026, 11, 20)
NAMES = (
    "赵䶮", "何录义", "罗桂花", "陈山仁", "杨彩霞", "魏财万", "刘录永", "周凤英", "阎录仁", "曹招弟", "曾财天", "朱菊香",
    "许忠天", "彭天万", "韩生国", "何义财", "袁兰英", "梁秋菊", "王㛃", "李𬱖", "张堃", "马喆", "买买提·艾力", "刘淼",
)  # fmt: skip


def picture(width: int = 900, height: int = 600, colour: tuple[int, int, int] = (176, 140, 96)) -> bytes:
    """A JPEG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    for number in range(6):
        left = width * (number + 0.5) / 7
        draw.ellipse((left, height * 0.35, left + width / 9, height * 0.35 + width / 9), fill=(240, 214, 180))
        draw.rectangle(
            (left, height * 0.55, left + width / 9, height * 0.95), fill=(60 + number * 25, 90, 120)
        )
    made = io.BytesIO()
    image.save(made, "JPEG")
    return made.getvalue()


def village(folder: Path, people: int = 12, today: date = TODAY) -> Services:
    """Services of a home with some elders; nothing else is recorded."""
    services = open_services(folder, today=today)
    services.run(
        homes.set_home,
        name="清泉村幸福院",
        township="宁远堡镇",
        county="金川区",
        director="李永福",
        capacity=60,
    )
    for number in range(people):
        name = NAMES[number % len(NAMES)] + (
            "" if number < len(NAMES) else "一二三四五六七八九十"[number // len(NAMES) % 10]
        )
        made = Resident(
            name=name, sex="female" if number % 2 else "male", group=f"{'一二三四五六'[number % 6]}社",
            birthday=date(1928 + number * 7 % 34, number % 12 + 1, number * 3 % 27 + 1),
        )  # fmt: skip
        services.run(residents.add_resident, resident=made, statuses=(Status(axis="service", value="meals", since=date(2025, 1, 1)),))  # fmt: skip
    return services


def ids(services: Services) -> list[str]:
    """The residents' ids in village order."""
    return [one.resident for one in services.ask(activities.candidates, day=services.today())]


def eat(services: Services, first: date, last: date, missing: int = 5) -> None:
    """Lunch on every weekday of a stretch; each day somebody else stays away."""
    everybody, day = ids(services), first
    while day <= last:
        if day.weekday() < 6:
            came = [who for number, who in enumerate(everybody) if (number + day.day) % missing]
            late = "" if day == services.today() else "纸质登记补录"
            outcome = services.run(
                meals.record_meals, day=day, slot="lunch", residents=came, late_reason=late, confirmed=True
            )
            assert outcome.operation, outcome.text
        day += timedelta(days=1)


def hold(services: Services, title: str, day: date, came: int = 5, shots: int = 0, **more: str) -> Activity:
    """Record an activity."""
    made = Activity(day=day, title=title, start="14:30", end="15:30", place="活动室", **more)
    late = "" if day == services.today() else "忘记录入"
    taken = [
        photos.prepared(f"照片{n}.jpg", picture(colour=(176, 100 + n * 30, 96)), "合影") for n in range(shots)
    ]
    outcome = services.run(
        activities.record_activity,
        activity=made,
        residents=ids(services)[:came],
        photos=taken,
        late_reason=late,
    )
    assert outcome.operation, outcome.text
    kept: Activity = outcome.value
    return kept


def template(services: Services, title: str, weekday: int = TODAY.weekday(), **more: str) -> ActivityTemplate:
    """Keep a template."""
    made = ActivityTemplate(title=title, weekday=weekday, start="14:30", end="15:30", place="活动室", **more)
    kept: ActivityTemplate = services.run(activities.put_template, template=made).value
    return kept


def settle(window: MainWindow) -> None:
    """Until what is read beside the window has come."""
    for _ in range(2000):
        QTest.qWait(5)
        if window.jobs.idle:
            break
    assert window.jobs.idle, window.jobs.busy
    QApplication.processEvents()


def window(services: Services, pages: Sequence[PageSpec], zoom: int = 100) -> MainWindow:
    """A window on these pages; undo and redo are the real ones."""

    def act(verb: object) -> Outcome:
        return services.run(verb)  # type: ignore[arg-type]

    around = Surroundings(
        home=lambda: "清泉村幸福院", operator=lambda: "李会计", truths=lambda: (), search=lambda _text: (),
        found=lambda _shell, _who: None, undo=lambda: act(audit.undo), redo=lambda: act(audit.redo),
        help=lambda _parent, _key: None,
    )  # fmt: skip
    return MainWindow(services, pages, around, Zoom(zoom, lambda _zoom: None))


class Agreeing:
    """The clerk at the question what data leave for: reads it, chooses ``purpose`` and ``password`` where set, agrees.

    ``read`` holds what stood there. With ``no`` the clerk gives up instead.
    """

    def __init__(self, window: QWidget) -> None:
        self.read: list[str] = []
        self.purpose, self.password, self.no = "", "", False
        self._timer = QTimer(window, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        asked = QApplication.activeModalWidget()
        if not isinstance(asked, LeavingData):
            return
        self.read.append(
            "\n".join(one.text() for one in asked.findChildren(QLabel) if one.isVisibleTo(asked))
        )
        if self.no:
            asked.reject()
            return
        if self.purpose:
            asked.purpose.set_value(self.purpose)
        if self.password:
            if not asked.lock.value():
                asked.lock.box.click()
            asked.password.set_value(self.password)
        asked.submit()
