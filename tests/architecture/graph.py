"""The import graph of src/happyhome, built once for all rules."""

from __future__ import annotations

from functools import cache

import grimp

PACKAGE = "happyhome"
# Highest first; those of one tuple are siblings. See ARCHITECTURE.md.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("gui", "cli", "app"),
    ("services",),
    ("exchange",),
    ("reports", "store"),
    ("policy",),
    ("domain", "files"),
)


@cache
def import_graph() -> grimp.ImportGraph:
    """Every module of ours, and the outside packages as single nodes."""
    return grimp.build_graph(PACKAGE, include_external_packages=True, cache_dir=None)


def room_of(module: str) -> str:
    """The room a module stands in: "store" for happyhome.store.meals, "" for happyhome itself."""
    return module.split(".")[1] if "." in module else ""


def imports_between(importer_room: str, imported_room: str) -> list[str]:
    """Each direct import from one room to another, as "file:line statement"."""
    graph = import_graph()
    found = []
    for importer in sorted(_modules_of(importer_room)):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if imported.startswith(f"{PACKAGE}.") and room_of(imported) == imported_room:
                found.extend(_lines(importer, imported))
    return found


def imports_of_external(external: str, allowed_rooms: tuple[str, ...]) -> list[str]:
    """Each import of an outside package from a room that may not have it."""
    graph = import_graph()
    if external not in graph.modules:
        return []
    importers = graph.find_modules_that_directly_import(external)
    wrong = sorted(module for module in importers if room_of(module) not in allowed_rooms)
    return [line for importer in wrong for line in _lines(importer, external)]


def externals_of(room: str) -> set[str]:
    """Top names of everything outside happyhome that a room imports."""
    graph = import_graph()
    return {
        imported
        for module in _modules_of(room)
        for imported in graph.find_modules_directly_imported_by(module)
        if not imported.startswith(PACKAGE)
    }


def _modules_of(room: str) -> set[str]:
    return {m for m in import_graph().modules if m.startswith(f"{PACKAGE}.") and room_of(m) == room}


def _lines(importer: str, imported: str) -> list[str]:
    details = import_graph().get_import_details(importer=importer, imported=imported)
    return [f"{importer}:{one['line_number']}: {one['line_contents']}" for one in details]
