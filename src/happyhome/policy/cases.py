"""Runs the cases that stand beside the rules."""

from __future__ import annotations

from happyhome.policy.book import PolicyBook
from happyhome.policy.casebook import CaseResult
from happyhome.policy.loaded import Loaded

__all__ = ["CaseResult", "run_cases"]


def run_cases(loaded: Loaded, book: PolicyBook) -> tuple[CaseResult, ...]:
    """Work out every case of a file against ``book`` (which holds the file's schemes, too)."""
    raise NotImplementedError
