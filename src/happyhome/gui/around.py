"""What stands around every page, asked of the services: home, operator, three truths, search, undo, help."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from happyhome.gui import text as words
from happyhome.gui.main_window import Surroundings
from happyhome.gui.persons import find_hits
from happyhome.gui.shell import Shell, Truth
from happyhome.services import audit, backups, due, homes, settings
from happyhome.services.session import Services
from happyhome.services.sheet_checks import sheet_is_missing

STALE_DAYS = 3


def surroundings(services: Services, *, demo: bool = False) -> Surroundings:
    """The window's surroundings on these services."""
    return Surroundings(
        home=lambda: _home(services, demo=demo),
        operator=lambda: operator_of(services),
        truths=lambda: truths(services, demo=demo),
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


def truths(services: Services, *, demo: bool = False) -> tuple[Truth, ...]:
    """Last backup, what is not protected, what is not handed in, which month is open; nobody locks a demo."""
    today = services.today()
    known = services.ask(due.truths, today=today)
    found = [backup_truth(backups.latest_backup(services), today)]
    found += () if demo else protection_truths(services)
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


def backup_truth(made_at: datetime | None, today: date) -> Truth:
    """When the last verified copy was made; it turns to a warning after three days."""
    if made_at is None:
        return Truth("还没有备份", "due")
    back = (today - made_at.date()).days
    near = {0: "今天", 1: "昨天"}
    day = near.get(back, words.short_day(made_at.date()))
    late = f"，已 {back} 天" if back >= STALE_DAYS else " 已核对"
    return Truth(f"备份：{day} {made_at:%H:%M}{late}", "due" if back >= STALE_DAYS else "good")
