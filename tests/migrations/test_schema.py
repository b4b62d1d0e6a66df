"""The file that the migrations make is the file that today's code expects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

from happyhome.store.engine import Store
from happyhome.store.migrate import MIGRATIONS, newest, upgrade, version_of
from happyhome.store.tables import metadata

Schema = dict[str, Any]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """The schema by Alembic, step by step."""
    path = tmp_path_factory.mktemp("migrated") / "happyhome.db"
    store = Store(path)
    upgrade(store)
    assert version_of(store) == newest()
    found = _schema(store.engine)
    store.close()
    del found["alembic_version"]
    return found


@pytest.fixture(scope="module")
def declared() -> Schema:
    """The schema by today's tables."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    return _schema(engine)


def _schema(engine: Any) -> Schema:
    with engine.connect() as connection:
        seen = inspect(connection)
        return {
            table: {
                "columns": [
                    (
                        column["name"],
                        str(column["type"]),
                        column["nullable"],
                        column["default"],
                        column["primary_key"],
                    )
                    for column in seen.get_columns(table)
                ],
                "indexes": sorted(
                    (str(index["name"]), tuple(index["column_names"]), bool(index["unique"]))
                    for index in seen.get_indexes(table)
                ),
                "uniques": sorted(tuple(one["column_names"]) for one in seen.get_unique_constraints(table)),
                "references": sorted(
                    (
                        tuple(key["constrained_columns"]),
                        key["referred_table"],
                        tuple(key["referred_columns"]),
                        key["options"].get("deferrable"),
                        key["options"].get("initially"),
                    )
                    for key in seen.get_foreign_keys(table)
                ),
            }
            for table in seen.get_table_names()
        }


def test_both_have_the_same_tables(migrated: Schema, declared: Schema) -> None:
    assert sorted(migrated) == sorted(declared)


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_columns_keys_and_indexes_are_the_same(migrated: Schema, declared: Schema, table: str) -> None:
    assert migrated[table] == declared[table]


def test_every_step_names_the_one_before_it_and_has_no_way_down() -> None:
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("m*.py"))
    assert [name[1:5] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    for number, name in enumerate(names, 1):
        text = Path(MIGRATIONS / "versions" / name).read_text("utf-8")
        before = "None" if number == 1 else f'"{number - 1:04d}"'
        assert f'revision = "{number:04d}"' in text
        assert f"down_revision = {before}" in text
        assert "happyhome" not in text, "a migration imports nothing of ours"
