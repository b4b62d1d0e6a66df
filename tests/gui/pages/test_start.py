"""Around the pages: the status line's truths, backups nobody has to think of, help, the demo's banner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from happyhome.domain.residents import Resident
from happyhome.gui import safekeeping
from happyhome.gui.application import Zoom
from happyhome.gui.around import BackupHealth, backup_truth, surroundings
from happyhome.gui.desk import DemoBanner, HomeWindow
from happyhome.gui.dialogs.manual import CHAPTERS, Manual, chapter
from happyhome.gui.jobs import Jobs
from happyhome.gui.pages import PAGES
from happyhome.gui.remembered import Remembered
from happyhome.gui.safekeeping import Keeper
from happyhome.services import backups, drills, residents, settings
from happyhome.services.backup_places import Place
from happyhome.services.backups import Backup
from happyhome.services.session import Services
from tests.gui.pages import desk


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = desk.village(tmp_path, people=2)
    yield made
    made.close()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs(lambda error: pytest.fail(f"job failed: {error}"))
    yield made
    made.close()


# The status line


def place(made_at: datetime | None, key: str = "here", **known: object) -> Place:
    """A place whose newest backup is of that moment."""
    newest = Backup(Path("x.db"), made_at, "auto") if made_at is not None else None
    return replace(Place(key, Path("here"), True, newest, is_verified=True), **known)  # type: ignore[arg-type]


NONE_SET = Place("second", None, False)


@pytest.mark.parametrize(
    ("made_at", "said", "tone"),
    [
        (None, "还没有备份", "due"),
        (datetime(2026, 11, 20, 11, 32), "备份：今天 11:32 已核对（只在本机）", "good"),  # noqa: DTZ001
        (datetime(2026, 11, 19, 17, 5), "备份：昨天 17:05 已核对（只在本机）", "good"),  # noqa: DTZ001
        (datetime(2026, 11, 15, 9, 0), "备份：11月15日 09:00，已 5 天（只在本机）", "due"),  # noqa: DTZ001
    ],
)
def test_the_last_backup_is_told_as_people_say_it(made_at: datetime | None, said: str, tone: str) -> None:
    truth = backup_truth(place(made_at), NONE_SET, date(2026, 11, 20))
    assert (truth.text, truth.tone) == (said, tone)


def test_where_the_backup_lies_stands_behind_it() -> None:
    here = place(datetime(2026, 11, 20, 11, 32))  # noqa: DTZ001
    second = place(datetime(2026, 11, 20, 11, 32), "second")  # noqa: DTZ001
    told = backup_truth(here, second, date(2026, 11, 20)).text
    assert told == "备份：今天 11:32 已核对（本机、第二处）"
    away = replace(second, is_reachable=False)
    assert "第二处没有插着" in backup_truth(here, away, date(2026, 11, 20)).text


def test_a_failing_backup_is_said_until_one_succeeds() -> None:
    here, day = place(datetime(2026, 11, 20, 11, 32)), date(2026, 11, 20)  # noqa: DTZ001
    health = BackupHealth(datetime(2026, 11, 20, 12, 0))  # noqa: DTZ001
    failing = backup_truth(here, NONE_SET, day, health)
    assert (failing.text, failing.tone) == ("自动备份没有写成，上一份是 今天 11:32 的", "due")
    later_on = place(datetime(2026, 11, 20, 12, 30))  # noqa: DTZ001
    assert backup_truth(later_on, NONE_SET, day, health).tone == "good"


def test_the_three_truths_stand_there(services: Services) -> None:
    backups.back_up(services)
    told = [truth.text for truth in surroundings(services).truths()]
    assert told[0].startswith("备份：今天")
    assert told[-1] == "开放月份：2026年11月"


def test_search_tells_people_of_one_name_apart(services: Services) -> None:
    for group in ("一社", "二社"):
        services.run(residents.add_resident, resident=Resident(name="王秀英", group=group, sex="female"))
    hits = surroundings(services).search("wxy")
    assert [hit.title for hit in hits] == ["王秀英", "王秀英"]
    assert {hit.subtitle.split(" · ")[0] for hit in hits} == {"一社", "二社"}


# Backups nobody has to think of


def later(services: Services, minutes: int) -> Services:
    return replace(services, clock=lambda: services.clock() + timedelta(minutes=minutes))


def test_a_backup_holds_everything_until_the_next_change(services: Services) -> None:
    assert backups.unsaved_since(services) is not None
    backups.back_up(later(services, 1))
    assert backups.unsaved_since(services) is None
    later(services, 2).run(residents.add_resident, resident=Resident(name="王秀英"))
    assert backups.unsaved_since(services) is not None


def test_half_an_hour_of_work_is_backed_up(services: Services, jobs: Jobs, qtbot: QtBot) -> None:
    minutes = [0]
    clocked = replace(services, clock=lambda: services.clock() + timedelta(minutes=minutes[0]))
    made: list[bool] = []
    keeper = Keeper(clocked, jobs, lambda: made.append(True), pytest.fail)
    minutes[0] = 20
    assert not keeper.look()
    minutes[0] = 31
    assert keeper.look()
    qtbot.waitUntil(lambda: bool(made))
    assert [one.reason for one in backups.backups(services)] == ["auto"]


def test_once_a_month_a_backup_is_tried_by_itself(services: Services, jobs: Jobs, qtbot: QtBot) -> None:
    backups.back_up(services)
    told: list[bool] = []
    keeper = Keeper(services, jobs, lambda: told.append(True), pytest.fail, unsound=pytest.fail)
    assert keeper.drill()
    qtbot.waitUntil(lambda: bool(told))
    last = drills.last_drill(services)
    assert last is not None
    assert last[1]
    assert not Keeper(services, jobs, lambda: None, pytest.fail).drill()


def test_a_trial_of_a_backup_that_is_of_no_use_is_told(services: Services, jobs: Jobs, qtbot: QtBot) -> None:
    made = backups.back_up(services)
    made.path.write_bytes(made.path.read_bytes()[:20_000])
    told: list[str] = []
    keeper = Keeper(services, jobs, lambda: None, pytest.fail, unsound=told.append)
    assert keeper.drill()
    qtbot.waitUntil(lambda: bool(told))
    assert "打不开" in told[0]
    assert "现在备份" in told[0]
    assert not keeper.drill()


def test_closing_backs_up_what_is_new_and_only_that(services: Services, jobs: Jobs, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    services.run(settings.choose, key="second_backup", value=str(second))
    ahead = later(services, 1)
    assert Keeper(ahead, jobs, lambda: None, pytest.fail).close() == ""
    assert len(backups.backups(services)) == 1
    assert len(list(second.glob("happyhome-*.db"))) == 1
    assert Keeper(later(services, 2), jobs, lambda: None, pytest.fail).close() == ""
    assert len(backups.backups(services)) == 1


def test_a_dead_stick_does_not_keep_the_window_open(
    services: Services, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    never, let_go = Event(), Event()

    def stuck(_path: Path) -> None:
        let_go.wait(20)
        never.set()

    monkeypatch.setattr(safekeeping, "REAL", replace(safekeeping.REAL, sync_folder=stuck))
    monkeypatch.setattr(safekeeping, "SILENCE", 0.2)
    sentence = Keeper(services, jobs, lambda: None, pytest.fail).close()
    assert "很久没有反应" in sentence
    assert not never.is_set()
    let_go.set()
    assert never.wait(20)


def test_a_backup_that_cannot_be_written_is_said_at_closing(services: Services, jobs: Jobs) -> None:
    services.folders.backups.write_text("in the way", encoding="utf-8")
    sentence = Keeper(services, jobs, lambda: None, pytest.fail).close()
    assert "没有备份成" in sentence


# Window, demo, help


def test_the_window_backs_up_when_it_is_closed(services: Services, qtbot: QtBot) -> None:
    window = HomeWindow(services, Zoom(100, lambda _zoom: None))
    window.open_page("residents")
    window.show()
    with qtbot.waitSignal(window.closed):
        window.close()
    assert [one.reason for one in backups.backups(services)] == ["closing"]


def test_made_up_records_are_marked_and_lead_back(services: Services, qtbot: QtBot) -> None:
    services.run(settings.choose, key="demo", value=True)
    asked: list[bool] = []
    window = HomeWindow(services, Zoom(100, lambda _zoom: None), back=lambda: asked.append(True))
    assert window.windowTitle() == "清泉村幸福院（示范）"
    banner = window.findChild(DemoBanner)
    assert isinstance(banner, DemoBanner)
    window.close()


def test_real_records_carry_no_banner(services: Services, qtbot: QtBot) -> None:
    window = HomeWindow(services, Zoom(100, lambda _zoom: None))
    assert window.findChild(DemoBanner) is None
    window.close()


@pytest.mark.parametrize("name", [name for name, _ in CHAPTERS])
def test_every_chapter_of_the_manual_is_there(name: str) -> None:
    assert chapter(name).startswith("# ")


@pytest.mark.parametrize("key", [spec.key for spec in PAGES])
def test_every_page_has_a_chapter_of_its_own(key: str) -> None:
    assert key in {name for name, _ in CHAPTERS}


def test_help_opens_at_the_chapter_of_the_page(qtbot: QtBot) -> None:
    manual = Manual("meals")
    qtbot.addWidget(manual)
    assert manual.text.toPlainText().startswith("用餐")


def test_the_zoom_is_remembered_and_a_torn_file_costs_only_that(tmp_path: Path) -> None:
    Remembered(tmp_path).keep_zoom(150)
    assert Remembered(tmp_path).zoom() == 150
    (tmp_path / "window.json").write_text('{"zoo', encoding="utf-8")
    assert Remembered(tmp_path).zoom() == 100
