"""explain …: whether somebody is entitled to something, how much, and why."""

from __future__ import annotations

import argparse
from typing import Any

from happyhome.cli.leaving import add_terms, sure_of_day, terms_of
from happyhome.cli.parser import Commands, a_day, add_command, pdf_file
from happyhome.cli.residents import WHOM
from happyhome.cli.session import Answer, Session, as_json
from happyhome.domain.money import yuan
from happyhome.domain.residents import Resident
from happyhome.policy.decisions import VERDICT_WORDS, Decision, Verdict
from happyhome.policy.headers import Kind
from happyhome.services.entitlements import decision
from happyhome.services.person_papers import build_person_paper, outgoing_person_paper
from happyhome.services.residents import resolve
from happyhome.services.saving import send_out

PAPER = "why"


def register(commands: Commands) -> None:
    """Add the command."""
    made = add_command(commands, "explain", "某位老人某一项补贴：享受不享受、多少钱、为什么", _explain)
    made.add_argument("resident", metavar="RESIDENT", help=WHOM)
    made.add_argument("--scheme", required=True, metavar="KEY", help="项目编号或名称")
    made.add_argument("--on", required=True, type=a_day, metavar="DAY", help="看哪一天所在的月份")
    made.add_argument("--out", type=pdf_file, metavar="FILE.pdf", help="另存成一页说明书")
    add_terms(made, "family")


def _explain(session: Session, chosen: argparse.Namespace) -> Answer:
    services = session.services
    who = services.ask(resolve, chosen.resident)
    found: Decision = services.ask(decision, who.id, chosen.scheme, chosen.on, services.today())
    data = explained(who, found)
    lines = _lines(who, found)
    if chosen.out is None:
        return Answer(lines, data)
    paper = services.ask(build_person_paper, PAPER, who.id, chosen.on, scheme=found.scheme.key)
    outgoing = services.ask(outgoing_person_paper, paper)
    sure_of_day(session)
    written = send_out(services, chosen.out, paper.pdf(), outgoing, terms_of(chosen))
    data |= {
        "path": str(written.path),
        "sha256": written.sha256,
        "warnings": [as_json(one) for one in paper.problems],
    }
    return Answer((*lines, f"已存：{written.path}"), data, paper.problems)


def explained(who: Resident, found: Decision) -> dict[str, Any]:
    """A decision for scripts; amounts in 分."""
    return {
        "resident": who.id,
        "name": who.name,
        "scheme": found.scheme.key,
        "title": found.scheme.title,
        "on": found.on.isoformat(),
        "month": str(found.month),
        "verdict": found.verdict.value,
        "verdict_text": VERDICT_WORDS[found.verdict],
        "amount": found.fen,
        "band": found.band,
        "since": str(found.since) if found.since else None,
        "until": str(found.until) if found.until else None,
        "reasons": [
            {"kind": one.kind, "text": one.text, "reference": one.reference.text if one.reference else None}
            for one in found.reasons
        ],
        "reference": found.reference.text if found.reference else None,
        "sample": found.is_sample,
        "next": {"month": str(found.next.month), "text": found.next.text} if found.next else None,
    }


def _lines(who: Resident, found: Decision) -> tuple[str, ...]:
    what = VERDICT_WORDS[found.verdict]
    if found.verdict is Verdict.GRANTED:
        what += f"，{_worth(found)}"
    lines = [f"{who.name}  {found.scheme.title}  {found.month.label}：{what}"]
    lines += [f"  {one.text}" for one in found.reasons]
    lines += [f"下一次变化：{found.next.text}"] if found.next else []
    return tuple(lines)


def _worth(found: Decision) -> str:
    if found.scheme.kind is Kind.MEAL:
        return found.benefit
    if found.quantity:
        return f"{found.quantity} {found.unit}".strip()
    return f"本月 {yuan(found.fen)} 元" if found.fen or not found.benefit else found.benefit
