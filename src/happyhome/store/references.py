"""Which rows point at which, by the descriptors."""

from __future__ import annotations

from happyhome.domain.registers import REGISTERS, Register
from happyhome.store.reading import Reading


def used_by(reading: Reading, register: Register, row_id: str) -> Register | None:
    """A register with a row that points at this one, or None."""
    for other in REGISTERS:
        for field in other.references:
            if field.refers_to == register.table and reading.scalars(
                f'SELECT 1 FROM "{other.table}" WHERE "{field.name}" = ? LIMIT 1', row_id
            ):
                return other
    return None
