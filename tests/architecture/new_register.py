"""Two registers that nobody has heard of, added to a copy of the program: all that adding one takes."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# 1. The dataclasses with their descriptors: domain/kitchen.py
RECORDS = '''
"""食品留样 (GB 31654-2021) and 血压, as somebody would add them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Choice, Kind, Record, described

SLOTS = (Choice("lunch", "午餐", ("中餐",)), Choice("supper", "晚餐"))


@dataclass(frozen=True, kw_only=True)
class FoodSample(Record):
    """One dish kept for 48 hours."""

    day: date = described("留样日期", Kind.DAY, required=True, default=None)
    slot: str = described("餐次", Kind.CHOICE, default="lunch", choices=SLOTS)
    dish: str = described("菜名", required=True, synonyms=("食品名称",))
    grams: int = described("留样量(克)", Kind.NUMBER, default=125)
    keeper: str = described("留样人", Kind.NAME)


@dataclass(frozen=True, kw_only=True)
class BloodPressure(Record):
    """One measuring of one resident."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    day: date = described("测量日期", Kind.DAY, required=True, default=None)
    high: int = described("高压", Kind.NUMBER, default=0)
    low: int = described("低压", Kind.NUMBER, default=0)
'''

# 2. One line each in domain/registers.py
LINES = """
    Register("food_sample", "食品留样", FoodSample, "kitchen", listed=True),
    Register("blood_pressure", "血压", BloodPressure, "health", listed=True),
"""
IMPORT = "from happyhome.domain.kitchen import BloodPressure, FoodSample\n"

# 3. One migration
MIGRATION = '''
"""Food samples and blood pressure."""

from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
    CREATE TABLE food_sample (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        day TEXT NOT NULL, slot TEXT NOT NULL, dish TEXT NOT NULL, grams INTEGER NOT NULL,
        keeper TEXT NOT NULL, PRIMARY KEY (id)
    )""")
    op.execute("""
    CREATE TABLE blood_pressure (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL, day TEXT NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )""")
'''


def program_with_new_registers(folder: Path) -> Path:
    """Copy the program into ``folder`` and add the registers; gives the folder to import from."""
    source = folder / "src"
    package = source / "happyhome"
    shutil.copytree(ROOT / "src" / "happyhome", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", folder / "resources")
    (package / "domain" / "kitchen.py").write_text(RECORDS.lstrip(), encoding="utf-8")
    registers = package / "domain" / "registers.py"
    text = registers.read_text(encoding="utf-8")
    first_import, end_of_list = "from happyhome.domain.meals import", "\n)\n\n\n_BY_RECORD"
    assert text.count(first_import) == text.count(end_of_list) == 1
    text = text.replace(first_import, IMPORT + first_import)
    text = text.replace(end_of_list, LINES.rstrip() + end_of_list)
    registers.write_text(text, encoding="utf-8")
    versions = package / "store" / "migrations" / "versions"
    before = max(path.name[1:5] for path in versions.glob("m*.py"))
    revision = f"{int(before) + 1:04d}"
    migration = MIGRATION.format(revision=revision, before=before).lstrip()
    (versions / f"m{revision}_kitchen.py").write_text(migration, encoding="utf-8")
    return source
