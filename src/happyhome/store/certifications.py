"""When everybody was last met, by whatever record tells it: evidence for a certification, not one."""

from __future__ import annotations

from datetime import date

from happyhome.store.reading import Reading

_TRACES = (
    ("meal", "mode"),
    ("presence", "'presence'"),
    ("participation", "'participation'"),
    ("visit", "'visit'"),
)


def last_met(reading: Reading, up_to: date) -> dict[str, tuple[date, str]]:
    """The last day each elder was met up to a day, and how: a meal's mode, or the table that tells it."""
    found: dict[str, tuple[date, str]] = {}
    for table, how in _TRACES:
        # SQLite takes a bare column from the row that holds the MAX.
        rows = reading.tuples(
            f'SELECT resident, MAX(day), {how} FROM "{table}" WHERE day <= ? GROUP BY resident',
            up_to.isoformat(),
        )
        for resident, day, word in rows:
            seen = date.fromisoformat(day)
            if resident not in found or found[resident][0] < seen:
                found[resident] = (seen, word)
    return found
