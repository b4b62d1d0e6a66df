"""Whose allowance in the demo goes otherwise than smoothly: late news, late papers, a card that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from happyhome.domain.dates import Month, age_on
from happyhome.services.demo import leads
from happyhome.services.demo.calendar import Stretch
from happyhome.services.demo.cast import Member
from happyhome.services.demo.fates import Fate

EIGHTY = 80
MADE_ROLLS = 10
"""Months with a locked roll; the one under way is a draft."""


@dataclass(frozen=True)
class AllowanceCast:
    """Members by what happens to them; each may be None where the demo has nobody for it.

    ``drawing`` draw since before the home began; ``late_dead`` died ``died_on`` far away (in the month that
    is not closed yet, so that no closed one is touched) and was told of on ``told_on``; ``late_approved`` is approved this month and paid from months before; ``uncertified``
    forgot June's certification; ``failed_card`` got the money back once; ``applying`` turns 80 next
    month; of ``not_applied`` the first was sent away once for a better copy, the others never asked.
    """

    months: tuple[Month, ...]
    drawing: tuple[Member, ...]
    died_on: date
    told_on: date
    late_dead: Member | None = None
    late_approved: Member | None = None
    uncertified: Member | None = None
    failed_card: Member | None = None
    applying: Member | None = None
    not_applied: tuple[Member, ...] = ()

    @property
    def since(self) -> Month:
        """The first month with a roll."""
        return self.months[0]


def allowance_cast(stretch: Stretch, members: Sequence[Member], fates: Mapping[str, Fate]) -> AllowanceCast:
    """Choose by age and by what else happens to them, the same way each time."""
    months = stretch.months[-MADE_ROLLS - 1 :]
    old = [one for one in members if _age(one, months[0].first) >= EIGHTY and one.joined < stretch.first]
    staying = [one for one in old if fates[one.id].left is None]
    silent = [one for one in staying if not one.steadiness]
    here = [one for one in staying if one.steadiness]
    late_dead = silent[0] if silent else None
    late = [one for one in here if one.name != leads.UNSEEN]
    not_applied = tuple(one for one in silent[1:2] + here if one.name == leads.UNSEEN or one in silent[1:2])
    late_approved, uncertified, failed_card = ([*late[-3:], None, None, None])[:3]
    without = [late_approved, *not_applied]
    return AllowanceCast(
        months,
        tuple(one for one in old if one not in without and fates[one.id].here(months[0].first)),
        months[-2].first.replace(day=6),
        min(months[-1].first.replace(day=2), stretch.today),
        late_dead,
        late_approved,
        uncertified,
        failed_card,
        next((one for one in members if one.name == leads.TURNING_80), None),
        not_applied,
    )


def _age(one: Member, day: date) -> int:
    born = one.resident.birthday
    return age_on(born, day) if born is not None else 0
