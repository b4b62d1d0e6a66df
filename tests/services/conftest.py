"""A village of its own for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.village import Village, empty_village


@pytest.fixture(scope="session")
def named_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a named home and nobody in it, made once."""
    return empty_village(tmp_path_factory.mktemp("named"))


@pytest.fixture
def village(tmp_path: Path, named_home: Path) -> Iterator[Village]:
    """A named home without residents, on 2026-11-21."""
    made = Village(tmp_path, copy_of=named_home)
    yield made
    made.services.close()
