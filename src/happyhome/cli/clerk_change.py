"""clerk-change: the 交接单 when one clerk follows another."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from happyhome.cli.leaving import add_terms, sure_of_day, terms_of
from happyhome.cli.parser import Commands, add_command, pdf_file
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.clerk_changes import Left
from happyhome.services.clerk_changes import (
    clerk_change,
    clerk_change_paper,
    outgoing_clerk_change,
    remember_clerk_change,
)
from happyhome.services.saving import send_out


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    made = add_command(
        commands, "clerk-change", "交接单：换文书时，没办完的事、没交的报表、备份和钥匙，签字用", _change
    )
    made.add_argument("--leaving", default="", metavar="NAME", help="移交人（默认是现在的操作员）")
    made.add_argument("--taking", default="", metavar="NAME", help="接手人；写了才记下这次移交")
    made.add_argument("--witness", default="", metavar="NAME", help="监交人（默认是负责人）")
    made.add_argument("--out", type=pdf_file, metavar="FILE.pdf", help="把交接单存成 PDF")
    add_terms(made, "filing")


def _change(session: Session, chosen: argparse.Namespace) -> Answer:
    services = session.services
    change = clerk_change(services, chosen.leaving, chosen.taking, chosen.witness)
    paper = clerk_change_paper(change)
    data = {
        "home": change.home.name,
        "day": change.day.isoformat(),
        "counts": dict(change.counts),
        **{name: [_row(one) for one in getattr(change, name)] for name in _PARTS},
        "steps": list(change.steps),
        "operations": change.operations,
        "head": change.head,
        "instance": change.instance,
        "sealed": change.is_sealed,
        "path": None,
    }
    lines = [f"{title}：{len(getattr(change, name))} 件" for name, title in _PARTS.items()]
    if chosen.out is not None:
        terms, outgoing = terms_of(chosen), services.ask(outgoing_clerk_change, paper)
        if not outgoing.contents.is_empty:
            sure_of_day(session)
        data["path"] = str(send_out(services, chosen.out, paper.pdf(), outgoing, terms).path)
        lines.append(f"已存：{chosen.out}")
    if not chosen.taking:
        return Answer(tuple(lines), data, paper.problems)
    outcome = session.do(
        remember_clerk_change, leaving=change.leaving, taking=chosen.taking, left=change.open_things
    )
    return answer(outcome, *lines, **data)


_PARTS = {
    "matters": "还没有办完的事",
    "returns": "没有结账、上交的月份",
    "rolls": "没有锁定、发放的名册和待追回",
    "backups": "备份",
    "keys": "要交的钥匙、密码和东西",
}


def _row(one: Left) -> dict[str, object]:
    return asdict(one)
