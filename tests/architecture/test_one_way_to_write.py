"""One way to write: whatever else creates, moves or removes a file is named here, with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "happyhome"

# Of a path, whatever it is called: nothing else in Python has these.
_OF_A_PATH = frozenset(
    {
        "write_text",
        "write_bytes",
        "touch",
        "rename",
        "unlink",
        "rmdir",
        "hardlink_to",
        "symlink_to",
        "truncate",
    }
)
_OF_THE_SYSTEM = {
    "os": {"replace", "rename", "renames", "remove", "unlink", "link", "symlink", "truncate", "mkfifo"},
    "shutil": {"copy", "copy2", "copyfile", "copytree", "copyfileobj", "move", "rmtree"},
}
_OPENERS = frozenset({"open", "FileIO", "ZipFile"})

IN_MEMORY = "into a buffer, which write_file takes"
ASIDE = "the store itself, put aside under a second name of the same bytes, or back under its first"
ALLOWED = {
    ("services/photos.py", "save"): IN_MEMORY,
    ("services/demo/pictures.py", "save"): IN_MEMORY,
    ("reports/photos.py", "save"): IN_MEMORY,
    ("reports/xlsx.py", "save"): IN_MEMORY,
    ("reports/steady_zip.py", "ZipFile"): IN_MEMORY,
    ("exchange/incoming/mended_books.py", "ZipFile"): "in memory, for the reader; nothing is kept",
    ("exchange/incoming/problem_sheet.py", "save"): IN_MEMORY,
    ("exchange/locked_files.py", "save"): IN_MEMORY,
    ("gui/shots.py", "save"): "pictures of screens for the manual, which nobody keeps",
    ("services/demo/signs.py", "unlink"): "throws a demo village away",
    ("services/demo/signs.py", "shutil.rmtree"): "throws a demo village away",
    ("services/saving.py", "unlink"): "clears away what was opened in another program",
    ("services/start_leftovers.py", "unlink"): "what a killed program left half done",
    ("store/backup/restoring.py", "os.link"): ASIDE,
    ("store/backup/restoring.py", "replace"): ASIDE,
    ("store/backup/restoring.py", "unlink"): ASIDE,
    ("store/backup/restoring.py", "shutil.copyfileobj"): "into the stream that write_file gives it",
    (
        "store/sealed_copy.py",
        "os.link",
    ): "a second name, by which an open store is overwritten once it is sealed",
    ("store/sealed_copy.py", "unlink"): "a second name that an earlier sealing left",
    ("cli/main.py", "os.open"): "the null device, for a reader that hung up",
}
"""(file, call) → why it may."""


def _writes(call: ast.Call) -> str | None:
    """The name of a call that may create, move or remove a file; None for all others."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id if function.id in _OPENERS and _to_write(call, 1) else None
    if not isinstance(function, ast.Attribute):
        return None
    name, owner = function.attr, function.value
    module = owner.id if isinstance(owner, ast.Name) else ""
    if name in _OF_THE_SYSTEM.get(module, ()):
        return f"{module}.{name}"
    if module == "tempfile":
        return "tempfile"
    if module == "os" and name == "open":
        return "os.open" if _flags_to_write(call) else None
    if module in ("io", "gzip", "bz2", "lzma", "codecs", "zipfile"):
        return name if name in _OPENERS and _to_write(call, 1) else None
    if name in _OF_A_PATH:
        return name
    if name == "open":
        return name if _to_write(call, 0, unknown=False) else None  # a page is opened at a month, too
    if name == "replace":  # of a text it takes two, of a moment it takes names
        return name if len(call.args) == 1 and not call.keywords else None
    # Pictures and workbooks; a page's own verb of that name takes no file.
    return name if name == "save" and call.args and module != "self" else None


def _to_write(call: ast.Call, position: int, *, unknown: bool = True) -> bool:
    mode = next((one.value for one in call.keywords if one.arg == "mode"), None)
    if mode is None and len(call.args) > position:
        mode = call.args[position]
    if mode is None:
        return False
    if not isinstance(mode, ast.Constant):
        return unknown
    return (
        isinstance(mode.value, str)
        and set(mode.value) <= set("rwaxbt+U")
        and bool(set(mode.value) & set("wax+"))
    )


def _flags_to_write(call: ast.Call) -> bool:
    named = {
        node.attr for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Attribute)
    }
    return bool(named & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"})


def _found(text: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (name := _writes(node)):
            yield node.lineno, name


def _all() -> list[tuple[str, int, str]]:
    """(file, line, call) of every such call outside files/."""
    modules = sorted(SOURCE.rglob("*.py"))
    return [
        (path.relative_to(SOURCE).as_posix(), line, call)
        for path in modules
        if path.relative_to(SOURCE).parts[0] != "files"
        for line, call in _found(path.read_text("utf-8"))
    ]


def test_only_files_writes_files() -> None:
    wrong = [f"{file}:{line} {call}" for file, line, call in _all() if (file, call) not in ALLOWED]
    assert wrong == [], "write through files/writing.py, or say in ALLOWED why not"


def test_no_reason_outlives_what_it_excused() -> None:
    assert set(ALLOWED) - {(file, call) for file, _line, call in _all()} == set()


def test_only_the_store_lets_sqlite_write_a_file() -> None:
    said = ("VACUUM INTO", "ATTACH DATABASE", "sqlcipher_export")
    naming = {
        path.relative_to(SOURCE).parts[0]
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(said)
    }
    assert naming <= {"store"}


@pytest.mark.parametrize(
    "line",
    [
        "path.write_text('x')", "open(name, 'w')", "open(name, mode='ab')", "path.open('x')", "path.open('r+b')",
        "io.open(name, how)", "os.replace(a, b)", "a.replace(b)", "shutil.copyfile(a, b)", "path.unlink()",
        "tempfile.mkstemp()", "zipfile.ZipFile(name, 'w')", "os.open(name, os.O_RDWR | os.O_CREAT)",
        "picture.save(str(path))",
    ],
)  # fmt: skip
def test_a_way_around_it_is_seen(line: str) -> None:
    assert list(_found(line)), line


@pytest.mark.parametrize(
    "line",
    [
        "open(name)", "path.open('rb')", "path.open(encoding='utf-8')", "text.replace('a', 'b')", "replace(one, a=1)",
        "now.replace(microsecond=0)", "painter.save()", "self.save('pdf')", "shell.open(month)", "os.open(name, os.O_RDONLY)",
    ],
)  # fmt: skip
def test_what_only_reads_is_let_by(line: str) -> None:
    assert not list(_found(line)), line
