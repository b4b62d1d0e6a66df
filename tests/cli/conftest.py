"""A command line on an empty folder, and one on a home with three elders."""

from __future__ import annotations

from pathlib import Path

import pytest

from happyhome.app import open_services
from happyhome.domain.residents import Resident, Status
from happyhome.services.homes import set_home
from happyhome.services.residents import add_resident
from tests.cli.calls import Caller


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """A command line whose data folder does not exist yet."""
    return Caller(tmp_path / "data", capsys, [])


@pytest.fixture
def home(call: Caller) -> Caller:
    """A command line on a home with 王㛃 and two persons called 袁兰英."""
    services = open_services(call.folder)
    assert not services.run(set_home, name="清泉村幸福院").refused
    for name, number in (
        ("王㛃", "620321194403151229"),
        ("袁兰英", "620321195201012345"),
        ("袁兰英", "620321195503033423"),
    ):
        statuses = (Status(resident="", axis="living", value="alone"),)
        resident = Resident(name=name, id_number=_sound(number), group="五社")
        assert not services.run(add_resident, resident=resident, statuses=statuses).refused
    services.close()
    return call


def _sound(number: str) -> str:
    from happyhome.domain.idcard import check_digit

    return number[:17] + check_digit(number[:17])
