"""Files of every version open, whole or not at all; a file of a newer program is left alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from happyhome.domain.problems import Refusal
from happyhome.domain.registers import REGISTERS
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services import audit, closings, meals, residents
from happyhome.store import migrate
from happyhome.store.backup import check_file
from happyhome.store.engine import Store, connect
from happyhome.store.migrate import MIGRATIONS, newest
from tests.services.village import Village

NOON = datetime.fromisoformat("2026-11-21T12:00:00")
FIXTURES = Path(__file__).parent / "fixtures"
VERSIONS = sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("m*.py"))

# What stood in each fixture when its program wrote it.
COUNTED = {
    "0001": {"home": 1, "setting": 1, "resident": 12, "status": 29, "contact": 3, "meal": 79, "guests": 2, "presence": 2}
    | {"home_day": 8, "activity": 2, "participation": 8, "activity_template": 1, "attachment": 2, "closing": 3}
    | {"hand_over": 1, "visit": 2},
    "0002": {"home": 1, "setting": 1, "resident": 12, "contact": 3, "status": 30, "meal": 79, "guests": 2, "presence": 2}
    | {"home_day": 8, "activity": 2, "participation": 8, "activity_template": 1, "attachment": 2, "closing": 3}
    | {"hand_over": 1, "visit": 2, "rule_file": 1, "scheme_use": 1, "application": 1, "certification": 2, "roll": 2}
    | {"roll_line": 18, "roll_item": 18, "refund": 1, "service_record": 1, "meal_price": 1, "home_fact": 1},
    "0003": {"home": 1, "setting": 1, "resident": 12, "contact": 3, "status": 30, "meal": 79, "guests": 2, "presence": 2}
    | {"home_day": 8, "activity": 2, "participation": 8, "activity_template": 1, "attachment": 2, "closing": 3}
    | {"hand_over": 1, "visit": 2, "rule_file": 1, "scheme_use": 1, "application": 1, "certification": 2, "roll": 2}
    | {"roll_line": 18, "roll_item": 18, "refund": 1, "service_record": 1, "meal_price": 1, "home_fact": 1}
    | {"disclosure": 1, "safety_event": 1},
}  # fmt: skip


def _village_of(version: str, folder: Path) -> Village:
    return Village(folder, copy_of=_as_store(FIXTURES / f"{version}.db", folder.parent / "copy"))


def _as_store(fixture: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(fixture, folder / "happyhome.db"))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_has_a_file_that_its_program_wrote(version: str) -> None:
    assert (FIXTURES / f"{version}.db").is_file(), "python -m tests.migrations.make_fixture"
    assert (FIXTURES / f"{version}.db").stat().st_size < 500_000
    assert version in COUNTED


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_every_version_opens_with_all_its_rows_and_a_sound_audit(
    version: str, tmp_path: Path
) -> None:
    village = _village_of(version, tmp_path / "data")
    counts = {table: len(rows) for table, rows in village.content().items() if rows}
    assert counts == COUNTED[version]
    assert village.ask(audit.verify_audit) == ()
    book = village.ask(closings.book_of, closings.Month(2026, 9), date(2026, 11, 21))
    assert book.closed is not None
    assert book.fingerprint == book.closed.fingerprint
    village.services.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_every_version_goes_on_being_used_and_undone(version: str, tmp_path: Path) -> None:
    village = _village_of(version, tmp_path / "data")
    here = village.ask(residents.people_on, village.clock.day)[0].id
    eaten = village.content()["meal"][0]
    before = village.content()
    village.lunch(here)
    village.do(audit.undo)
    assert village.content() == before
    clear = {"day": eaten.day, "slot": eaten.slot, "residents": [eaten.resident], "late_reason": "记错"}
    assert village.codes(meals.clear_meals, **clear) == ["month_closed"]
    while village.try_to(audit.undo).operation:
        pass
    left = {table for table, rows in village.content().items() if rows}
    assert left <= {"home", "hand_over", "disclosure", "safety_event"}, (
        "all the way back, but for what left the house"
    )
    assert village.ask(audit.verify_audit) == ()
    village.services.close()


def _store(path: Path) -> Store:
    return Store(path)


def _dump(path: Path) -> list[Any]:
    """Everything in a file: what it is made of, and every row."""
    raw = connect(path)
    made_of = raw.execute("SELECT name, type, sql FROM sqlite_master ORDER BY name").fetchall()
    tables = [name for name, kind, _ in made_of if kind == "table"]
    found = [
        *made_of,
        *(
            (name, raw.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall())
            for name in tables
            if name != "blob" and name != "alembic_version"
        ),
    ]
    found += raw.execute("SELECT * FROM alembic_version").fetchall()
    raw.close()
    return found


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations with one more step, which the test writes."""
    copy = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, copy)
    monkeypatch.setattr(migrate, "MIGRATIONS", copy)
    return copy / "versions" / f"m{int(newest()) + 1:04d}_next.py"


STEP = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "{number}", "{before}", None, None
def upgrade():
    op.execute("ALTER TABLE visit ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
    op.execute("CREATE TABLE extra (id TEXT)")
    op.execute("DELETE FROM visit")
    {last}
"""


def _write_step(path: Path, last: str) -> None:
    number = int(path.name[1:5])
    path.write_text(STEP.format(number=f"{number:04d}", before=f"{number - 1:04d}", last=last), "utf-8")


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, next_version: Path) -> None:
    path = _as_store(FIXTURES / f"{VERSIONS[-1]}.db", tmp_path / "data")
    before = _dump(path)
    _write_step(next_version, 'raise RuntimeError("power cut")')
    store = _store(path)
    with pytest.raises(RuntimeError, match="power cut"):
        migrate.bring_up(store, tmp_path / "backups", NOON)
    store.close()
    assert _dump(path) == before


def test_a_verified_backup_of_the_old_file_is_made_before_the_first_step(
    tmp_path: Path, next_version: Path
) -> None:
    path = _as_store(FIXTURES / f"{VERSIONS[-1]}.db", tmp_path / "data")
    _write_step(next_version, "pass")
    store = _store(path)
    made = migrate.bring_up(store, tmp_path / "backups", NOON)
    assert made is not None
    assert made.reason == "before-migration"
    assert check_file(made.path, None) == made.counts
    assert migrate.version_of(store) == next_version.name[1:5]
    assert migrate.bring_up(store, tmp_path / "backups", NOON) is None
    store.close()
    raw = connect(made.path)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (VERSIONS[-1],)
    assert raw.execute("SELECT COUNT(*) FROM visit").fetchone() == (COUNTED[VERSIONS[-1]]["visit"],)
    raw.close()


def test_no_step_is_taken_where_the_backup_cannot_be_made(tmp_path: Path, next_version: Path) -> None:
    path = _as_store(FIXTURES / f"{VERSIONS[-1]}.db", tmp_path / "data")
    before = _dump(path)
    _write_step(next_version, "pass")
    (tmp_path / "backups").write_text("in the way")
    store = _store(path)
    with pytest.raises(EnvironmentRefusal, match="backups"):
        migrate.bring_up(store, tmp_path / "backups", NOON)
    store.close()
    assert _dump(path) == before


def test_a_file_of_a_newer_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = _as_store(FIXTURES / f"{VERSIONS[-1]}.db", tmp_path / "data")
    raw = connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9876'")
    raw.close()
    before = _dump(path)
    with pytest.raises(Refusal, match="9876") as refused:
        Village(path.parent)
    assert [problem.code for problem in refused.value.problems] == ["file_newer"]
    assert _dump(path) == before
    assert not (path.parent / "backups").exists()


def test_opening_a_current_file_imports_neither_alembic_nor_sqlalchemy_nor_pinyin(tmp_path: Path) -> None:
    path = _as_store(FIXTURES / f"{VERSIONS[-1]}.db", tmp_path / "data")
    if VERSIONS[-1] != newest():
        pytest.skip("the newest fixture is still missing")
    script = (
        "import sys; from pathlib import Path; from happyhome.app import open_services\n"
        "open_services(Path(sys.argv[1])).close()\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} &"
        " {'alembic', 'pypinyin', 'openpyxl', 'reportlab', 'lunar_python', 'sqlalchemy', 'PySide6'}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path.parent)], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"


def test_every_register_is_counted_in_some_fixture() -> None:
    assert {register.table for register in REGISTERS} == {
        table for counts in COUNTED.values() for table in counts
    }
