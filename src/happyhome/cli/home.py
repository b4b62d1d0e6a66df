"""home set: what the home is called and where it lies."""

from __future__ import annotations

import argparse

from happyhome.cli.parser import Commands, add_command, add_group
from happyhome.cli.session import Answer, Session, answer
from happyhome.services.homes import set_home

_FIELDS = ("name", "village_code", "township", "county", "director")


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "home", "幸福院名称、行政村代码等")
    put = add_command(group, "set", "设置幸福院；没有写的项目保持原样", _set)
    put.add_argument("--name", required=True, help="幸福院名称，例如 清泉村幸福院")
    put.add_argument("--village-code", help="12 位行政村代码（民政口径）")
    put.add_argument("--township", help="乡镇")
    put.add_argument("--county", help="县区")
    put.add_argument("--director", help="负责人")


def _set(session: Session, chosen: argparse.Namespace) -> Answer:
    values = {name: getattr(chosen, name) for name in _FIELDS if getattr(chosen, name) is not None}
    outcome = session.do(set_home, **values)
    home = outcome.value
    shown = {name: getattr(home, name) for name in (*_FIELDS, "id")}
    return answer(outcome, f"{home.county}{home.full_name}", home=shown)
