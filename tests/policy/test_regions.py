"""Policies of many regions, written from the guide alone, with months and meals reckoned by hand from the policy.

All are samples (样例): they check the language and the engines, nobody is paid by them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from happyhome.policy.book import book_of
from happyhome.policy.cases import run_cases
from happyhome.policy.headers import Kind
from happyhome.policy.loaded import Loaded
from happyhome.policy.loading import load

TODAY = date(2026, 11, 21)
FILES = sorted((Path(__file__).parent / "regions").glob("*.yaml"))


def _loaded(file: Path) -> Loaded:
    return load(file.read_bytes(), file.name, today=TODAY)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_policy_written_from_the_guide_has_nothing_to_complain_of(file: Path) -> None:
    assert [fault.sentence for fault in _loaded(file).faults] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_policy_comes_to_what_was_reckoned_by_hand(file: Path) -> None:
    loaded = _loaded(file)
    results = run_cases(loaded, book_of((loaded,)))
    assert [(one.title, one.messages) for one in results if not one.ok] == []


def test_the_regions_have_schemes_of_every_kind_and_cases_enough() -> None:
    loaded = [_loaded(file) for file in FILES]
    schemes = [scheme for one in loaded for scheme in one.schemes]
    assert {scheme.kind for scheme in schemes} == set(Kind)
    assert len(schemes) >= 18
    assert sum(len(one.cases) for one in loaded) >= 100


def test_every_version_of_a_region_is_marked_a_sample() -> None:
    versions = [version for file in FILES for one in _loaded(file).schemes for version in one.versions]
    assert all(version.header.is_sample for version in versions)
