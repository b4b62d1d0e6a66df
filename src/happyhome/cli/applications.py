"""apply …, certify …, upcoming: what elders ask for, who was seen, and what comes next."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from happyhome.cli.parser import Commands, UsageError, a_day, a_month, add_command, one_of
from happyhome.cli.residents import WHOM
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.applications import DECISIONS, Application
from happyhome.domain.certifications import CERTIFIED_BY
from happyhome.services.application_lists import application as application_query
from happyhome.services.applications import record_application
from happyhome.services.certifications import Certifying, Round, certify, rounds
from happyhome.services.residents import resolve
from happyhome.services.upcoming import Coming, upcoming

_DAYS = (
    ("--accepted", "accepted_on", "村受理日期"),
    ("--posted-from", "posted_from", "公示起"),
    ("--posted-to", "posted_to", "公示止"),
    ("--township", "township_on", "乡镇审核日期"),
    ("--county", "county_on", "县审批日期"),
)
_STATES = {"overdue": "逾期", "due": "待认证", "done": "已认证"}
_DUE = "due"
_USAGE = "用法：happyhome certify RESIDENT --on DAY --way in_person|phone|video，或 happyhome certify due"


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    made = add_command(commands, "apply", "登记一份补贴申请，或接着办", _apply)
    made.add_argument("resident", metavar="RESIDENT", help=WHOM)
    made.add_argument("--scheme", required=True, metavar="KEY", help="项目编号或名称")
    made.add_argument("--on", required=True, type=a_day, metavar="DAY", help="申请日期")
    for option, name, words in _DAYS:
        made.add_argument(option, dest=name, type=a_day, metavar="DAY", help=words)
    made.add_argument("--decision", type=one_of("结果", DECISIONS), metavar="DECISION",
                      help="结果：approved、refused、returned、withdrawn")  # fmt: skip
    made.add_argument("--start", type=a_month, metavar="YYYY-MM", help="批准写明的起发月")
    made.add_argument("--settled", type=a_month, metavar="YYYY-MM", help="旧册已发到哪个月")
    made.add_argument("--reason", default="", metavar="TEXT", help="理由")
    made.add_argument("--papers", default="", metavar="TEXT", help="已交材料，用顿号隔开")

    seen = add_command(commands, "certify", "记一次生存认证；certify due 列出谁还没有认证", _certify)
    seen.add_argument("resident", metavar="RESIDENT|due", help=WHOM)
    seen.add_argument("--on", type=a_day, metavar="DAY", help="哪一天")
    seen.add_argument("--way", type=one_of("认证方式", CERTIFIED_BY), metavar="WAY",
                      help="in_person（当面）、phone（电话）、video（视频）")  # fmt: skip
    seen.add_argument("--by", default="", metavar="NAME", help="认证人")
    seen.add_argument("--scheme", default="", metavar="KEY", help="只算某一个项目的认证（不写：全部）")

    ahead = add_command(commands, "upcoming", "临近的事：满岁、认证、到期、公示、等待的申请", _upcoming)
    ahead.add_argument("--months", type=int, default=3, metavar="N", help="往后看几个月（默认 3）")


def _apply(session: Session, chosen: argparse.Namespace) -> Answer:
    who = session.services.ask(resolve, chosen.resident)
    wanted = Application(
        resident=who.id,
        scheme=chosen.scheme,
        applied_on=chosen.on,
        papers=chosen.papers,
        accepted_on=chosen.accepted_on,
        posted_from=chosen.posted_from,
        posted_to=chosen.posted_to,
        township_on=chosen.township_on,
        county_on=chosen.county_on,
        decision=chosen.decision or "pending",
        reason=chosen.reason,
        start_month=str(chosen.start) if chosen.start else "",
        settled_month=str(chosen.settled) if chosen.settled else "",
    )
    outcome = session.do(record_application, application=wanted)
    row: Application = outcome.value
    shown = session.services.ask(application_query, row.id, session.services.today())
    lines = [f"进度：{shown.stage}"]
    lines += [f"还缺材料：{'、'.join(shown.missing)}"] if shown.missing else []
    return answer(
        outcome, *lines, resident=who.id, name=who.name, application=_row(row), missing=list(shown.missing)
    )


def _row(row: Application) -> dict[str, Any]:
    days = ("applied_on", *(name for _, name, _ in _DAYS))
    return {
        "id": row.id,
        "scheme": row.scheme,
        "stage": row.stage,
        **{name: _iso(getattr(row, name)) for name in days},
        "decision": row.decision,
        "start": row.start_month or None,
        "settled": row.settled_month or None,
        "reason": row.reason,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _certify(session: Session, chosen: argparse.Namespace) -> Answer:
    if chosen.resident == _DUE:
        return _due(session)
    missing = [f"--{name}" for name in ("on", "way") if getattr(chosen, name) is None]
    if missing:
        raise UsageError(f"命令写得不对：还缺：{'、'.join(missing)}。", _USAGE)
    who = session.services.ask(resolve, chosen.resident)
    outcome = session.do(
        certify, residents=(who.id,), day=chosen.on, way=chosen.way, certifier=chosen.by, scheme=chosen.scheme
    )
    return answer(
        outcome,
        resident=who.id,
        name=who.name,
        certified=[{"id": one.id, "day": one.day.isoformat(), "way": one.way} for one in outcome.value],
    )


def _due(session: Session) -> Answer:
    found = session.services.ask(rounds, session.services.today())
    lines = [line for one in found for line in _round_lines(one)]
    return Answer(tuple(lines) or ("启用的项目没有要认证的。",), {"rounds": [_round(one) for one in found]})


def _round_lines(one: Round) -> list[str]:
    counts = "，".join(f"{words} {len(one.of(state))} 人" for state, words in _STATES.items())
    head = f"{one.scheme.title}：{one.deadline.isoformat()} 截止，{counts}"
    return [head, *(f"  {who.person.resident.name}  {_said(who)}" for who in one.open)]


def _said(who: Certifying) -> str:
    parts = [_STATES[who.state]]
    parts.append(f"自 {who.suspended_from} 起暂停" if who.suspended_from else f"还有 {who.days_left} 天")
    parts += [f"最近见到：{who.seen}"] if who.seen else []
    return "，".join(parts)


def _round(one: Round) -> dict[str, Any]:
    return {
        "scheme": one.scheme.key,
        "title": one.scheme.title,
        "opens": one.opens.isoformat(),
        "deadline": one.deadline.isoformat(),
        "people": [
            {
                "resident": who.person.id,
                "name": who.person.resident.name,
                "state": who.state,
                "days_left": who.days_left,
                "certified": _iso(who.certified.day if who.certified else None),
                "seen": who.seen,
                "suspended_from": str(who.suspended_from) if who.suspended_from else None,
            }
            for who in one.people
        ],
    }


def _upcoming(session: Session, chosen: argparse.Namespace) -> Answer:
    if not 0 <= chosen.months <= 24:
        raise UsageError(
            "命令写得不对：--months 要在 0 到 24 之间。", "用法：happyhome upcoming [--months N]"
        )
    found = session.services.ask(upcoming, session.services.today(), chosen.months)
    lines = [_line(one) for one in found]
    return Answer(tuple(lines) or ("没有临近的事。",), {"upcoming": [_shown(one) for one in found]})


def _line(one: Coming) -> str:
    papers = f"（需{'、'.join(one.papers)}）" if one.papers else ""
    late = "【逾期】" if one.is_late else ""
    return f"{one.day.isoformat()}  {late}{one.text}{'：' if one.detail else ''}{one.detail}{papers}"


def _shown(one: Coming) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "day": one.day.isoformat(),
        "resident": one.resident or None,
        "name": one.name,
        "scheme": one.scheme or None,
        "month": str(one.month) if one.month else None,
        "text": one.text,
        "detail": one.detail,
        "papers": list(one.papers),
        "late": one.is_late,
    }
