"""roll …: rolls drawn up, locked, posted, paid, sent back and refunded."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from happyhome.cli.leaving import tell_listed
from happyhome.cli.parser import Commands, UsageError, a_day, add_command, add_group
from happyhome.cli.roll_answers import STATES, headline, line_said, lines_as_json, roll_as_json, sums_said
from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.dates import Month
from happyhome.domain.masking import mask_id
from happyhome.domain.money import read_yuan, yuan
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Problem
from happyhome.domain.rolls import Roll

_WHICH = "同一期造过几本的，写第几本（先造的是 1）；不写是最后一本"
_BANK_USAGE = "用法：happyhome roll bank FILE [--roll SCHEME PERIOD [--number N]] [--dry-run]"
_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{2})|[Qq]([1-4])|[Hh]([12])))?", re.ASCII)


def a_period(text: str) -> tuple[Month, Month]:
    """2026-11, 2026-Q4, 2026-H2 or 2026: its first and last month."""
    found = _PERIOD.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month, quarter, half = found.groups()
        if month:
            one = Month.parse(f"{year}-{month}")
            return one, one
        length = 3 if quarter else 6 if half else 12
        number = (int(quarter or half or 1) - 1) * length + 1
        first = Month.parse(f"{year}-{number:02d}")
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"期间“{text}”看不懂，请写成 2026-11、2026-Q4、2026-H2 或 2026 这样"
        ) from None
    return first, first.plus(length - 1)


def a_number(text: str) -> int:
    """1, 2, 3: which of several."""
    if not re.fullmatch(r"[1-9]\d?", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"第几本“{text}”看不懂，请写成 1、2 这样")
    return int(text)


def an_amount(text: str) -> int:
    """Yuan as typed, in 分."""
    try:
        return read_yuan(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"金额“{text}”看不懂，请写成 150 或 150.00 这样") from None


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "roll", "补贴发放名册")
    for name, words, run in (
        ("draft", "起草（或重新起草）一期名册", _draft),
        ("show", "看一期名册", _show),
        ("post", "登记公示的起止日期", _post),
        ("lock", "锁定一期名册", _lock),
        ("reopen", "重开刚锁定、还没有发放的名册", _reopen),
        ("pay", "登记已经发放", _pay),
        ("drop", "删除草稿", _drop),
    ):
        one = add_command(group, name, words, run)
        one.add_argument("scheme", metavar="SCHEME", help="项目编号或名称")
        one.add_argument(
            "period", type=a_period, metavar="PERIOD", help="期间：2026-11、2026-Q4、2026-H2、2026"
        )
        if name != "draft":
            one.add_argument("--number", type=a_number, default=0, metavar="N", help=_WHICH)
        if name == "post":
            one.add_argument("--from", dest="first_day", required=True, type=a_day, metavar="DAY", help="起")
            one.add_argument(
                "--to", dest="last_day", required=True, type=a_day, metavar="DAY", help="止（含）"
            )
        elif name == "pay":
            one.add_argument("--on", required=True, type=a_day, metavar="DAY", help="发放日期")
        elif name == "reopen":
            one.add_argument("--reason", required=True, metavar="TEXT", help="重开的原因")
    _register_others(group)


def _register_others(group: Commands) -> None:
    """What is not an act on one roll."""
    listed = add_command(group, "list", "列出名册", _list)
    listed.add_argument("scheme", nargs="?", default="", metavar="SCHEME", help="只看一个项目")
    back = add_command(group, "refund", "登记退回的多发金额", _refund)
    back.add_argument("resident", metavar="RESIDENT", help="编号、身份证号，或只有一人叫的姓名")
    back.add_argument("scheme", metavar="SCHEME", help="项目编号或名称")
    back.add_argument("--amount", required=True, type=an_amount, metavar="YUAN", help="退了多少元")
    back.add_argument("--on", required=True, type=a_day, metavar="DAY", help="退款日期")
    back.add_argument("--note", default="", metavar="TEXT", help="收据号或说明")
    bank = add_command(group, "bank", "导入银行的发放结果清单", _bank)
    bank.add_argument("file", type=Path, metavar="FILE", help="表格文件（xlsx、xls、ods、csv）")
    bank.add_argument(
        "--roll", nargs=2, metavar=("SCHEME", "PERIOD"), help="是哪一本名册的结果（不写：自己对）"
    )
    bank.add_argument("--number", type=a_number, default=0, metavar="N", help=_WHICH)
    bank.add_argument("--dry-run", action="store_true", help="只看结果，不写入")


def _find(session: Session, chosen: argparse.Namespace) -> Roll:
    from happyhome.services.rolls import roll_for

    found: Roll = session.services.ask(
        roll_for, chosen.scheme, chosen.period[0], chosen.period[1], chosen.number
    )
    return found


def _draft(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import draft_roll

    first, last = chosen.period
    return _done(session, session.do(draft_roll, scheme=chosen.scheme, first=first, last=last))


def _post(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import post_roll

    roll = _find(session, chosen)
    days = {"first_day": chosen.first_day, "last_day": chosen.last_day}
    return _done(session, session.do(post_roll, roll=roll.id, **days))


def _lock(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import lock_roll

    return _done(session, session.do(lock_roll, roll=_find(session, chosen).id))


def _reopen(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import reopen_roll

    return _done(session, session.do(reopen_roll, roll=_find(session, chosen).id, reason=chosen.reason))


def _pay(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import pay_roll

    return _done(session, session.do(pay_roll, roll=_find(session, chosen).id, day=chosen.on))


def _drop(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import drop_draft

    return answer(session.do(drop_draft, roll=_find(session, chosen).id))


def _done(session: Session, outcome: Outcome) -> Answer:
    """What was done, what was noticed, and the roll as it stands, without its lines."""
    from happyhome.services.rolls import roll_book

    book = session.services.ask(roll_book, outcome.value.id)
    notes = [one.text for one in outcome.problems if one.level.value == "info"]
    return answer(
        outcome,
        *(f"说明：{text}" for text in notes),
        headline(book),
        roll=roll_as_json(book.roll),
        notes=notes,
    )


def _show(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import roll_book

    book = session.services.ask(roll_book, _find(session, chosen).id)
    lines = [headline(book)]
    for line in book.lines:
        lines.append(line_said(line))
    shown = lines_as_json(book)
    doubts: tuple[Problem, ...] = ()
    if chosen.json:
        what = f"{book.roll.title} {book.roll.period} 名册"
        doubts = tell_listed(session, what, [line.id_number for line in book.lines])
    if doubts:
        shown = [one | {"id_number": mask_id(one["id_number"])} for one in shown]
    return Answer(tuple(lines), {**roll_as_json(book.roll), "code": book.code, "lines": shown}, doubts)


def _list(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.rolls import rolls_of
    from happyhome.services.schemes import scheme_named

    services = session.services
    key = services.ask(scheme_named, chosen.scheme).key if chosen.scheme else ""
    found = services.ask(rolls_of, key)
    said = [f"{roll.title}  {roll.period}  {STATES[roll.state]}  {sums_said(roll)}" for roll in found]
    return Answer(tuple(said) or ("还没有名册。",), {"rolls": [roll_as_json(roll) for roll in found]})


def _refund(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.residents import resolve
    from happyhome.services.rolls import refund

    resident = session.services.ask(resolve, chosen.resident).id
    outcome = session.do(
        refund, resident=resident, scheme=chosen.scheme, day=chosen.on, amount=chosen.amount, note=chosen.note
    )
    months = [{"month": row.month, "amount": yuan(row.amount)} for row in outcome.value]
    said = "、".join(f"{Month.parse(row.month).label} {yuan(row.amount)} 元" for row in outcome.value)
    return answer(outcome, f"抵还：{said}", months=months)


def _named(session: Session, chosen: argparse.Namespace) -> str:
    """The id of the roll that --roll names, "" where it is left out."""
    from happyhome.services.rolls import roll_for

    if chosen.roll is None:
        return ""
    scheme, text = chosen.roll
    try:
        period = a_period(text)
    except argparse.ArgumentTypeError as error:
        raise UsageError(f"命令写得不对：{error}。", _BANK_USAGE) from None
    found: Roll = session.services.ask(roll_for, scheme, period[0], period[1], chosen.number)
    return found.id


def _bank(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.bank_returns import apply_bank, preview_bank

    services = session.services
    seen = services.ask(preview_bank, chosen.file, services.today(), roll=_named(session, chosen))
    if not chosen.dry_run:
        given = {"reading": seen.reading, "roll": seen.roll.id, "source": chosen.file.name}
        seen = session.do(apply_bank, **given).value
    changed = [mark for mark in seen.marks if mark.changes]
    data = {
        "roll": roll_as_json(seen.roll),
        "paid": len(seen.paid),
        "failed": len(seen.failed),
        "changed": len(changed),
        "untold": len(seen.untold),
        "problems": [one.as_json() for one in seen.problems],
    }
    head = "（只看，没有写入）" if chosen.dry_run else ""
    lines = [
        f"{head}{seen.roll.title} {seen.roll.period}：到账 {len(seen.paid)} 笔，退回 {len(seen.failed)} 笔，"
        f"其中新登记 {len(changed)} 笔；清单没有提到 {len(seen.untold)} 笔"
    ]
    lines += [f"退回：{mark.line.name} {yuan(mark.line.net)} 元 {mark.failure}" for mark in seen.failed]
    lines += [f"[拒收] {one.sheet} 第 {one.row} 行：{one.text}" for one in seen.problems]
    return Answer(tuple(lines), data)
