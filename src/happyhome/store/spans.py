"""Rows of any register between two days."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from happyhome.domain.fields import Record
from happyhome.store.reading import Reading

R = TypeVar("R", bound=Record)


def in_span(reading: Reading, record: type[R], first: date, last: date, field: str = "day") -> list[R]:
    """The rows whose ``field`` lies between two days, both included, by day."""
    between = f'WHERE "{field}" BETWEEN ? AND ? ORDER BY "{field}", id'
    return reading.query(record, between, first.isoformat(), last.isoformat())
