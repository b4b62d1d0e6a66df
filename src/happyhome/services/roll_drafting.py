"""起草名册: all that is due up to a period by what is known today, less what was paid."""

from __future__ import annotations

from happyhome.domain.dates import Month
from happyhome.domain.rolls import Roll
from happyhome.services.session import operation
from happyhome.store.work import Work


@operation("起草名册")
def draft_roll(work: Work, *, scheme: str, first: Month, last: Month) -> Roll:
    """Draw up the roll of a scheme (key or title) for the months ``first`` to ``last``, or draw it up anew.

    Refuses scheme_unknown, roll_kind, period_wrong, period_future, period_before_use, roll_open
    (another one is not finished), roll_nothing_due (a further roll of a paid period without a difference).
    """
    raise NotImplementedError


@operation("删除草稿")
def drop_draft(work: Work, *, roll: str) -> None:
    """Take a draft away that is not wanted; refuses one that is locked or paid (roll_locked)."""
    raise NotImplementedError
