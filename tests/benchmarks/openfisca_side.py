"""The same allowance in OpenFisca-core: vectors over all persons, a month at a time, amounts alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from happyhome.policy.facts import Facts

_PERSON = Entity("person", "persons", "a person", "")
_FAR = "2999-12-31"


def theirs(people: Sequence[Facts], bands: tuple[tuple[int, int], ...], year: int) -> Callable[[], int]:
    """The year's total in 分."""
    born = np.array([str(one.person.resident.birthday) for one in people], dtype="datetime64[D]")
    left = np.array([str(_left(one) or _FAR) for one in people], dtype="datetime64[D]")
    system = _system(bands)

    def run() -> int:
        simulation = SimulationBuilder().build_default_simulation(system, len(people))
        simulation.set_input("birth", "ETERNITY", born)
        simulation.set_input("left", "ETERNITY", left)
        months = [simulation.calculate("allowance", f"{year}-{month:02d}") for month in range(1, 13)]
        # Its floats have 32 bits: exact for one amount, not for a sum.
        return int(sum(amounts.astype(np.int64).sum() for amounts in months))

    return run


def _left(one: Facts) -> Any:
    return next((row.since for row in one.person.statuses if row.axis == "leaving"), None)


def _system(bands: tuple[tuple[int, int], ...]) -> TaxBenefitSystem:
    class birth(Variable):  # noqa: N801 (OpenFisca names variables by their class)
        value_type, entity, definition_period = date, _PERSON, DateUnit.ETERNITY

    class left(Variable):  # noqa: N801
        value_type, entity, definition_period = date, _PERSON, DateUnit.ETERNITY

    class allowance(Variable):  # noqa: N801
        value_type, entity, definition_period = float, _PERSON, DateUnit.MONTH

        def formula(person: Any, period: Any) -> Any:  # noqa: N805 (OpenFisca's form)
            born, gone = person("birth", period), person("left", period)
            first = np.datetime64(str(period.start), "D")
            # The month of the birthday counts, for those who were still there on it.
            at = np.minimum(gone, np.datetime64(str(period.stop), "D"))
            age = _years(at) - _years(born) - (_day_of_year(at) < _day_of_year(born))
            amount = np.select(
                [age >= low for low, _ in reversed(bands)], [fen for _, fen in reversed(bands)], 0
            )
            return amount * (gone >= first)

    system = TaxBenefitSystem([_PERSON])
    for one in (birth, left, allowance):
        system.add_variable(one)
    return system


def _years(days: Any) -> Any:
    return days.astype("datetime64[Y]").astype(int)


def _day_of_year(days: Any) -> Any:
    """Month and day as one number that can be compared."""
    months = days.astype("datetime64[M]")
    return months.astype(int) % 12 * 100 + (days - months).astype(int)
