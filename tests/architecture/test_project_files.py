"""The files around the code say the same as the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from happyhome import __version__
from installer.pictures import MOST_BYTES, SHOWN

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def test_the_changelog_tells_what_this_version_brings() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert __version__ in headings


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_no_path_of_a_machine(lock: Path) -> None:
    assert [
        line for line in lock.read_text("utf-8").splitlines() if re.search(r"://|file:|^-|@ |/\w", line)
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_requirement_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("wide", "narrow"), [("test.lock", "run.lock"), ("bench.lock", "test.lock")])
def test_the_test_lock_pins_what_the_run_lock_pins(wide: str, narrow: str) -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text("utf-8")
        return {line.rstrip(" \\") for line in text.splitlines() if "==" in line}

    assert pins(narrow) - pins(wide) == set()


def test_ci_runs_exactly_the_command_of_the_readme() -> None:
    command = "python3 installer/dev.py test"
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")
    for readme in ("README.md", "README.zh-CN.md"):
        assert command in (ROOT / readme).read_text("utf-8")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_shows_the_pictures_that_are_made_for_it(readme: str) -> None:
    shown = re.findall(r"\]\((docs/screenshots/[^)]+)\)", (ROOT / readme).read_text("utf-8"))
    assert sorted(Path(one).stem for one in shown) == sorted(SHOWN)
    assert [one for one in shown if (ROOT / one).stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "docs/file-versions.md"])
def test_every_path_that_a_page_links_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    linked = [one for one in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in one]
    assert [one for one in linked if not ((ROOT / page).parent / one).exists()] == []


def test_every_file_named_in_the_architecture_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    places = (ROOT, ROOT / "src" / "happyhome")
    named = re.findall(r"`([\w./-]+\.(?:py|md|lock|in|sql))`", text)
    assert named
    assert [one for one in named if not any((place / one).exists() for place in places)] == []


def test_every_schema_version_is_in_the_table_of_file_versions() -> None:
    table = (ROOT / "docs" / "file-versions.md").read_text("utf-8")
    versions = (ROOT / "src" / "happyhome" / "store" / "migrations" / "versions").glob("m[0-9]*.py")
    assert [one.stem for one in versions if f"| {one.stem[1:5]} |" not in table] == []
