"""Which templates of activities are meant for a day and not held yet."""

from __future__ import annotations

from datetime import date

from happyhome.domain.activities import Activity, ActivityTemplate
from happyhome.store.reading import Reading


def templates_on(reading: Reading, day: date) -> list[ActivityTemplate]:
    """The templates of this weekday whose activity is not recorded yet, by start."""
    held = {one.title for one in reading.find(Activity, day=day)}
    due = [one for one in reading.find(ActivityTemplate, weekday=day.weekday()) if one.title not in held]
    return sorted(due, key=lambda one: (one.start, one.title))
