"""A person's facts on a day: class, absence, admission, leaving."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.domain.people import DINER_CLASSES, Person, diner_class_label, gather
from happyhome.domain.residents import Contact, Resident, Status

DAY = date(2026, 9, 15)


def _person(*statuses: Status, born: date | None = date(1950, 1, 1)) -> Person:
    return gather([Resident(id="r", name="王秀兰", birthday=born)], statuses)[0]


def _status(axis: str, value: str, since: date | None = None, until: date | None = None) -> Status:
    return Status(id=f"{axis}{value}{since}", resident="r", axis=axis, value=value, since=since, until=until)


DISABLED = _status("disability", "physical_2")


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (_person(_status("aid", "destitute"), DISABLED, born=date(1930, 1, 1)), "destitute"),
        (_person(_status("aid", "low_income"), DISABLED), "low_income"),
        (_person(_status("aid", "low_income_edge")), "low_income_edge"),
        (_person(_status("aid", "ordinary"), DISABLED, born=date(1930, 1, 1)), "disabled"),
        (_person(_status("aid", "monitored"), born=date(1946, 9, 15)), "aged_80"),
        (_person(born=date(1946, 9, 16)), "ordinary"),
        (_person(born=None), "ordinary"),
    ],
)
def test_the_first_class_that_fits_counts(person: Person, expected: str) -> None:
    assert person.diner_class(DAY) == expected
    assert diner_class_label(expected) == dict(DINER_CLASSES)[expected]


def test_a_fact_is_asked_of_a_day() -> None:
    one = _person(
        _status("aid", "low_income", until=date(2026, 9, 14)), _status("aid", "destitute", date(2026, 9, 15))
    )
    assert one.value("aid", date(2026, 9, 14)) == "low_income"
    assert one.words("aid", DAY) == "特困"
    assert one.value("living", DAY) == ""


def test_several_values_stand_together_where_they_may() -> None:
    one = _person(_status("disability", "visual_1"), DISABLED)
    assert one.words("disability", DAY) == "肢体二级、视力一级"


def test_on_the_day_of_leaving_the_person_was_still_here() -> None:
    one = _person(_status("leaving", "died", DAY))
    assert one.left_by(DAY) is None
    assert one.left_by(date(2026, 9, 16)) is one.leaving


def test_somebody_who_came_back_is_not_gone() -> None:
    one = _person(_status("leaving", "withdrew", date(2026, 5, 1), date(2026, 8, 31)))
    assert one.leaving is None
    assert one.left_by(date(2026, 8, 31)) is not None
    assert one.left_by(date(2026, 9, 1)) is None


def test_admission_is_unknown_until_a_service_was_recorded() -> None:
    assert _person().admitted_by(DAY) is None
    assert _person(_status("service", "meals", date(2026, 9, 16))).admitted_by(DAY) is False
    assert _person(_status("service", "meals")).admitted_by(DAY) is True


def test_persons_are_put_together_in_the_order_of_the_residents() -> None:
    found = gather(
        [Resident(id="b", name="乙"), Resident(id="a", name="甲")],
        [
            Status(id="2", resident="a", axis="aid", value="low_income", since=DAY),
            Status(id="1", resident="a", axis="aid", value="destitute"),
        ],
        [Contact(id="c", resident="b", name="丙")],
    )
    assert [one.id for one in found] == ["b", "a"]
    assert [row.id for row in found[1].statuses] == ["1", "2"]
    assert [row.name for row in found[0].contacts] == ["丙"]
