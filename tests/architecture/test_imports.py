"""Who may import whom. A rule that fails names the file, the line and the statement."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.graph import (
    LAYERS,
    externals_of,
    import_graph,
    imports_between,
    imports_of_external,
    room_of,
)

SOURCE = Path(__file__).resolve().parents[2] / "src" / "happyhome"
MIGRATIONS = SOURCE / "store" / "migrations"
_RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
_UPWARD = [(low, high) for low in _RANK for high in _RANK if _RANK[low] > _RANK[high]]
_SIBLINGS = [(a, b) for rooms in LAYERS[1:] for a in rooms for b in rooms if a != b]

OWNERS = {
    "PySide6": ("gui",),
    "shiboken6": ("gui",),
    "sqlalchemy": ("store",),
    "sqlcipher3": ("store",),
    "alembic": ("store",),
    "sqlite3": ("store",),
    "openpyxl": ("reports", "exchange"),
    "python_calamine": ("exchange",),
    "reportlab": ("reports",),
    "yaml": ("policy", "reports"),
    "cryptography": ("store",),
    "pyrage": ("store",),
    "msoffcrypto": ("exchange",),
    "pikepdf": ("exchange",),
}
NETWORK = ("socket", "urllib", "http", "ssl", "ftplib", "smtplib", "xmlrpc", "requests", "httpx", "aiohttp")


@pytest.mark.parametrize(("low", "high"), _UPWARD, ids=lambda room: room)
def test_a_lower_room_does_not_import_a_higher_one(low: str, high: str) -> None:
    assert imports_between(low, high) == []


@pytest.mark.parametrize(("one", "other"), _SIBLINGS, ids=lambda room: room)
def test_siblings_do_not_import_each_other(one: str, other: str) -> None:
    assert imports_between(one, other) == []


def test_the_window_does_not_import_the_command_line() -> None:
    assert imports_between("gui", "cli") == []


def test_the_command_line_does_not_import_the_window() -> None:
    assert imports_between("cli", "gui") == []


def test_the_composition_root_knows_neither_window_nor_command_line() -> None:
    assert imports_between("app", "gui") + imports_between("app", "cli") == []


@pytest.mark.parametrize("face", ["gui", "cli"])
def test_a_face_reaches_records_only_through_services(face: str) -> None:
    assert imports_between(face, "store") == []


@pytest.mark.parametrize("external", OWNERS, ids=lambda external: external)
def test_an_outside_package_is_imported_only_where_it_belongs(external: str) -> None:
    assert imports_of_external(external, OWNERS[external]) == []


@pytest.mark.parametrize("external", NETWORK)
def test_nothing_reaches_for_a_network(external: str) -> None:
    assert imports_of_external(external, ()) == []


def test_the_domain_uses_the_standard_library_only() -> None:
    assert externals_of("domain") - set(sys.stdlib_module_names) == set()


def test_the_domain_opens_no_file_and_starts_no_process() -> None:
    assert (
        externals_of("domain") & {"os", "io", "pathlib", "shutil", "subprocess", "tempfile", "time"} == set()
    )


def test_files_uses_the_standard_library_only() -> None:
    assert externals_of("files") - set(sys.stdlib_module_names) == set()


def test_migrations_import_nothing_of_ours() -> None:
    ours = [
        f"{path.name}:{line} imports {name}"
        for path in sorted(MIGRATIONS.rglob("*.py"))
        for line, name in _imports_in(path)
        if name.split(".")[0] == "happyhome"
    ]
    assert ours == []


def test_every_folder_of_code_is_a_package_so_that_these_rules_see_it() -> None:
    folders = {path.parent for path in SOURCE.rglob("*.py") if MIGRATIONS not in path.parents}
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


def test_every_module_stands_in_a_known_room() -> None:
    known = {*_RANK, "", "__main__", "resources"}
    strangers = sorted(
        m for m in import_graph().modules if m.startswith("happyhome") and room_of(m) not in known
    )
    assert strangers == []


def _imports_in(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "happyhome"
