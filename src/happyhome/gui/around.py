"""What stands around every page, asked of the services: home, operator, three truths, search, undo, help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from happyhome.gui.backup_words import near_moment
from happyhome.gui.main_window import Surroundings
from happyhome.gui.persons import find_hits
from happyhome.gui.shell import Shell, Truth
from happyhome.services import audit, homes, settings, unsent
from happyhome.services.backup_places import Place, places
from happyhome.services.backups import Backup
from happyhome.services.demo.signs import is_lent
from happyhome.services.session import Services
from happyhome.services.sheet_checks import sheet_is_missing

STALE_DAYS = 3
_BACKUPS: Final = ("settings", "backups")


def surroundings(
    services: Services, *, demo: bool = False, health: BackupHealth | None = None
) -> Surroundings:
    """The window's surroundings on these services."""
    return Surroundings(
        home=lambda: _home(services, demo=demo),
        operator=lambda: operator_of(services),
        truths=lambda: truths(services, demo=demo, health=health),
        search=lambda text: find_hits(services, text),
        found=_open_person,
        undo=lambda: services.run(audit.undo),
        redo=lambda: services.run(audit.redo),
        help=_help,
    )


def operator_of(services: Services) -> str:
    """Whom the audit names: who opened sealed records, else the name in the settings."""
    if services.is_named:
        return services.operator
    return str(services.ask(settings.setting, key="operator") or services.operator)


def _home(services: Services, *, demo: bool) -> str:
    home = services.ask(homes.home_of)
    name = home.name if home is not None else ""
    return f"{name}（示范）" if demo and name else name


def _help(parent: QWidget, key: str) -> None:
    from happyhome.gui.dialogs.manual import show_manual  # opened rarely, and not at start

    show_manual(parent, key)


def _open_person(shell: Shell, resident: str) -> None:
    shell.open_page("residents", target=resident)


def truths(
    services: Services, *, demo: bool = False, health: BackupHealth | None = None
) -> tuple[Truth, ...]:
    """Last backup, what is not protected, what is not handed in, which month is open; nobody locks a lent demo."""
    today = services.today()
    known = services.ask(unsent.truths, today=today)
    here, second = places(services)
    found = [backup_truth(here, second, today, health)]
    found += () if demo and is_lent(services) else protection_truths(services)
    if known.unsent:
        found.append(Truth(known.unsent, "due" if known.is_late else "plain"))
    found.append(Truth(f"开放月份：{known.open_month.label}"))
    return tuple(found)


def protection_truths(services: Services) -> tuple[Truth, ...]:
    """What is still to be done about protection; nothing where all is done."""
    if services.store.key is None:
        return (Truth("数据没有加锁", "due", "settings", "protection"),)
    if sheet_is_missing(services):
        return (Truth("恢复单还没打印", "due", "settings", "protection"),)
    return ()


def backup_truth(here: Place, second: Place, today: date, health: BackupHealth | None = None) -> Truth:
    """When the last verified copy was made, and where it lies; a warning after three days, and while none succeeds."""
    newest = here.newest
    if health is not None and health.is_failing(newest):
        last = f"，上一份是 {near_moment(newest.made_at, today)} 的" if newest is not None else ""
        return Truth(f"自动备份没有写成{last}", "due", *_BACKUPS)
    if newest is None:
        return Truth("还没有备份", "due", *_BACKUPS)
    back = (today - newest.made_at.date()).days
    late = f"，已 {back} 天" if back >= STALE_DAYS else " 已核对" if here.is_verified else ""
    told = f"备份：{near_moment(newest.made_at, today)}{late}（{_where(second)}）"
    return Truth(told, "due" if back >= STALE_DAYS else "good", *_BACKUPS)


def _where(second: Place) -> str:
    """本机、第二处; 只在本机; 第二处没插."""
    if second.path is None:
        return "只在本机"
    if not second.is_reachable:
        return "本机；第二处没有插着"
    return "本机、第二处" if second.newest is not None and not second.trouble else "本机；第二处没有写成"


@dataclass(slots=True)
class BackupHealth:
    """Since when automatic backups fail, for as long as none succeeds."""

    failed_at: datetime | None = None

    def is_failing(self, newest: Backup | None) -> bool:
        """Whether nothing was backed up since the failure."""
        return self.failed_at is not None and (newest is None or newest.made_at < self.failed_at)
