"""How the command line shows a roll, to people and to scripts."""

from __future__ import annotations

from typing import Any

from happyhome.domain.masking import mask_id
from happyhome.domain.money import yuan
from happyhome.domain.roll_book import RollBook
from happyhome.domain.rolls import CHANGES, LINE_STATES, ROLL_STATES, Roll, RollLine

STATES = {choice.key: choice.label for choice in ROLL_STATES}
_CHANGES = {choice.key: choice.label for choice in CHANGES}
_RESULTS = {choice.key: choice.label for choice in LINE_STATES}


def sums_said(roll: Roll) -> str:
    """12 人  600.00 元."""
    return f"{roll.people} 人  {yuan(roll.total)} 元"


def headline(book: RollBook) -> str:
    """One line over a roll."""
    roll = book.roll
    sample = "  样例政策" if roll.is_sample else ""
    return f"{roll.title} {roll.period}  {STATES[roll.state]}  {sums_said(roll)}  校验码 {book.code}{sample}"


def line_said(line: RollLine) -> str:
    """One line of a roll, numbers masked."""
    parts = [("应发", line.due), ("补发", line.arrears), ("扣回", line.recovery), ("待追回", line.claim)]
    sums = "  ".join(f"{word} {yuan(fen)}" for word, fen in parts if fen)
    change = f"[{_CHANGES[line.change]}] " if line.change else ""
    result = f"  {_RESULTS[line.state]}{line.failure}" if line.state else ""
    tail = f"  {change}{line.note}" if line.note else ""
    return f"{line.number:>3} {line.name}  {mask_id(line.id_number)}  {line.band}  {sums}  实发 {yuan(line.net)}{result}{tail}"


def roll_as_json(roll: Roll) -> dict[str, Any]:
    """A roll as scripts read it, without its lines."""
    days = ("made_on", "posted_from", "posted_to", "locked_on", "paid_on")
    return {
        "id": roll.id,
        "scheme": roll.scheme,
        "title": roll.title,
        "first": roll.first,
        "last": roll.last,
        "state": roll.state,
        "people": roll.people,
        "total": yuan(roll.total),
        "fingerprint": roll.fingerprint,
        "sample": roll.is_sample,
        **{name: day.isoformat() if (day := getattr(roll, name)) else None for name in days},
    }


def lines_as_json(book: RollBook) -> list[dict[str, Any]]:
    """Its lines with the months they settle."""
    sums = ("standard", "due", "arrears", "recovery", "claim", "net")
    words = ("number", "resident", "name", "id_number", "band", "months", "change", "cause", "start_stop",
             "note", "why", "state", "failure")  # fmt: skip
    return [
        {
            **{name: getattr(line, name) for name in words},
            **{name: yuan(getattr(line, name)) for name in sums},
            "items": [
                {"month": item.month, "kind": item.kind, "amount": yuan(item.amount)}
                for item in book.items.get(line.id, ())
            ],
        }
        for line in book.lines
    ]
