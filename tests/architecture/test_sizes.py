"""Files and functions stay small enough to be read in one go; no room for odds and ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "src", ROOT / "installer"]
MOST_LINES_IN_A_FILE = 350
MOST_LINES_IN_A_FUNCTION = 60
ODDS_AND_ENDS = {"utils", "util", "helpers", "common", "misc", "tools"}


def _files() -> Iterator[Path]:
    for source in SOURCES:
        yield from sorted(source.rglob("*.py"))


def _functions(path: Path) -> Iterator[tuple[str, int, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_too_long_to_read() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in _files()}
    too_long = {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FILE}
    assert too_long == {}, f"split these by subject: a file has at most {MOST_LINES_IN_A_FILE} lines"


def test_no_function_is_too_long_to_hold_in_the_head() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{line} {name} has {lines} lines"
        for path in _files()
        for name, line, lines in _functions(path)
        if lines > MOST_LINES_IN_A_FUNCTION and "migrations" not in path.parts
    ]
    assert too_long == [], "name the steps and make each a function"


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [str(path.relative_to(ROOT)) for path in _files() if path.stem in ODDS_AND_ENDS] == []
