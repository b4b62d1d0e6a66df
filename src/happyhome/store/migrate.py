"""Bringing a file to today's schema: gate, verified backup, all steps in one transaction.

Alembic is imported only when there is something to do, so that a current file opens lean.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from happyhome.domain.problems import refuse
from happyhome.store.backup import Backup, list_backups, make_backup
from happyhome.store.engine import Store

MIGRATIONS = Path(__file__).parent / "migrations"
_OURS = frozenset({"alembic_version", "operation", "resident"})
"""Tables of every version of ours; other programs keep an ``alembic_version``, too."""


def newest() -> str:
    """The schema version this program writes."""
    return max(path.name[1:5] for path in (MIGRATIONS / "versions").glob("m[0-9][0-9][0-9][0-9]_*.py"))


def version_of(store: Store) -> str | None:
    """The schema version of a file; None for an empty one. Refuses (file_damaged) one that is not ours."""
    with store.reading() as connection:
        found = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if found and not found >= _OURS:
            raise refuse(
                "file_damaged",
                f"文件 {store.path.name} 不是本程序的数据，没有动它。请选对数据文件夹，或用备份恢复。",
            )
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    return None if row is None else str(row[0])


def check_version(store: Store) -> str | None:
    """The schema version of a file that this program can bring up; None for an empty one.

    Refuses (file_newer) a file of a newer program, (file_damaged) one that is not ours.
    """
    found = version_of(store)
    if found is not None and found > newest():
        raise refuse(
            "file_newer",
            f"这份数据是新版程序写的（数据版本 {found}，本程序到 {newest()}）。请安装新版程序后再打开，数据没有动过。",
        )
    return found


def bring_up(store: Store, backups: Path, now: datetime) -> Backup | None:
    """Migrate where needed; returns the backup made first, None where none was needed.

    A file of a newer program is refused (code file_newer), and so is an empty one beside backups
    (code file_lost). A step that fails leaves the file as it was: every step runs in one transaction.
    """
    found = check_version(store)
    if found == newest():
        return None
    if found is None:
        check_new(store.path, backups)
        upgrade(store)
        return None
    made = make_backup(store, backups, now, "before-migration")
    upgrade(store)
    return made


def check_new(path: Path, backups: Path) -> None:
    """A file that is gone or empty where backups were made was lost: to begin anew would hide that."""
    made = list_backups(backups)
    if made:
        raise refuse(
            "file_lost",
            f"数据文件 {path.name} 不见了或是空的，但还有 {len(made)} 份备份，最近一份是 {made[0].path.name}。"
            "请点“从备份恢复”，用它接着记（命令行用 restore）。"
            "如果确实要从头开始，请先把备份文件夹改名或移走。",
        )


def upgrade(store: Store, target: str = "head") -> None:
    """Run the missing steps in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
