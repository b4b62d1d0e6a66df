"""Rows of any register between two days."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from happyhome.domain.fields import Record
from happyhome.domain.registers import register_of
from happyhome.store.reading import Reading, chosen_columns
from happyhome.store.tables import TABLES

R = TypeVar("R", bound=Record)


def in_span(reading: Reading, record: type[R], first: date, last: date, field: str = "day") -> list[R]:
    """The rows whose ``field`` lies between two days, both included, by day."""
    column = TABLES[register_of(record).table].c[field]
    chosen = chosen_columns(record).where(column.between(first.isoformat(), last.isoformat()))
    return reading.query(record, chosen.order_by(column, TABLES[register_of(record).table].c.id))
