"""The home and what it has chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from happyhome.services import homes, settings
from tests.services.village import Village


def test_the_home_is_named_once_and_its_fields_change_by_themselves(tmp_path: Path) -> None:
    village = Village(tmp_path)
    assert village.ask(homes.home_of) is None
    village.do(homes.set_home, name=" 清泉村幸福院 ", township="宁远堡镇")
    village.do(homes.set_home, capacity=30)
    home = village.ask(homes.home_of)
    assert (home.name, home.township, home.capacity) == ("清泉村幸福院", "宁远堡镇", 30)
    assert home.full_name == "宁远堡镇清泉村幸福院"
    assert home.home == home.id
    village.services.close()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "  "}, "home_name"),
        ({"village_code": "6203"}, "village_code"),
        ({"village_code": "62032110220１"}, "village_code"),
    ],
)
def test_a_home_without_a_name_or_with_a_wrong_code_is_refused(
    village: Village, values: dict[str, str], code: str
) -> None:
    outcome = village.try_to(homes.set_home, **values)
    assert [(problem.code, problem.field) for problem in outcome.problems] == [(code, *values)]


def test_what_was_not_chosen_has_its_default_and_what_was_is_remembered(village: Village) -> None:
    for key, value in settings.DEFAULTS.items():
        assert village.ask(settings.setting, key) == value
    assert village.ask(settings.setting, "unheard of") is None
    village.do(settings.choose, key="slots", value=["breakfast", "lunch"])
    village.do(settings.choose, key="slots", value=["lunch", "supper"])
    village.reopen()
    assert village.ask(settings.setting, "slots") == ["lunch", "supper"]
    assert len(village.content()["setting"]) == 1
