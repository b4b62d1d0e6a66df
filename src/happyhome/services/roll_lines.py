"""One line of a roll: the person as known, the amounts, the change, and the reasons, in one snapshot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from happyhome.domain.dates import Month
from happyhome.domain.people import Person
from happyhome.domain.residents import SEXES
from happyhome.domain.rolls import Roll, RollItem, RollLine
from happyhome.policy.decisions import Stretch, Verdict
from happyhome.services.order import group_order
from happyhome.services.roll_causes import Happening, what_happened
from happyhome.services.roll_ledger import Account
from happyhome.services.roll_notes import note_of
from happyhome.services.roll_settling import Period, Settled, settle

_NOT_CONTENT = frozenset({"id", "home", "recorded_at", "roll", "resident", "state", "failure"})
_SEX = {choice.key: choice.label for choice in SEXES}


@dataclass(frozen=True)
class Drawn:
    """A line as it would be put, not yet kept, with (month, kind, 分) of its items."""

    line: RollLine
    items: tuple[tuple[Month, str, int], ...]
    is_sample: bool = False

    @property
    def content(self) -> dict[str, Any]:
        """What it says, without ids and without what the bank answers later."""
        return line_content(self.line, ((str(month), kind, fen) for month, kind, fen in self.items))


def line_content(line: RollLine, items: Iterable[tuple[str, str, int]]) -> dict[str, Any]:
    """A line's words and figures with its items, as they are hashed and compared."""
    said = {item.name: getattr(line, item.name) for item in fields(line) if item.name not in _NOT_CONTENT}
    plain = {name: one.isoformat() if isinstance(one, date) else one for name, one in said.items()}
    return {**plain, "items": [list(item) for item in sorted(items)]}


def stored_content(line: RollLine, items: Sequence[RollItem]) -> dict[str, Any]:
    """The same of a line that is kept."""
    return line_content(line, ((one.month, one.kind, one.amount) for one in items))


def fingerprint_of(roll: Roll, contents: Iterable[dict[str, Any]]) -> str:
    """SHA-256 over a roll's scheme, period and lines: the same facts give the same, whenever recorded."""
    whole = [roll.scheme, roll.first, roll.last, list(contents)]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def line_order(person: Person) -> tuple[Any, ...]:
    """Village order that does not rest on when somebody was typed in, as long as anything tells two apart."""
    one = person.resident
    known = (one.name, one.id_number or "", one.birthday or date.min, one.id)
    return (*group_order(one.group), one.pinyin, *known)


def drawn_line(
    account: Account, period: Period, before: RollLine | None, until: Month | None
) -> Drawn | None:
    """The line of one elder, None where a roll has nothing to say of them. ``number`` is not set yet.

    ``before`` is the line on the roll before, and ``until`` that roll's last month.
    """
    settled = settle(account, period)
    happening = what_happened(account, period, before, until)
    if settled.is_empty and (period.is_further or not happening.change):
        return None
    if period.is_further and not (settled.due or _begins_at_once(account, period, settled, happening)):
        happening = Happening()
    granted = _last_granted(account)
    person = account.facts.person
    line = RollLine(
        resident=person.id,
        **_of_person(person),
        band=granted.band if granted else "",
        standard=_standard(granted, period, happening, before),
        months=len(settled.due),
        due=sum(settled.due.values()),
        arrears=sum(settled.arrears.values()),
        recovery=sum(settled.recovery.values()),
        claim=sum(settled.claim.values()),
        net=settled.net,
        change=happening.change,
        cause=happening.cause,
        changed_on=happening.day,
        start_stop=str(happening.month) if happening.month else "",
        note=note_of(account, period, settled, happening),
        why=_why(account, period, settled),
        reference=period.version.header.reference.text,
    )
    return Drawn(line, settled.items, _rests_on_sample(account, settled))


def _begins_at_once(account: Account, period: Period, settled: Settled, happening: Happening) -> bool:
    """Whether a further roll pays somebody new the amount of a month before it, all at once (整发)."""
    if happening.change != "joined" or not period.version.whole:
        return False
    return bool(settled.arrears) and not account.had


def _of_person(person: Person) -> dict[str, Any]:
    one = person.resident
    collector = next((row for row in person.contacts if row.role == "collector"), None)
    relation = f"（{collector.relation}）" if collector and collector.relation else ""
    return {
        "name": one.name,
        "sex": _SEX.get(one.sex, ""),
        "id_number": one.id_number or "",
        "birthday": one.birthday,
        "group": one.group,
        "registered_address": one.registered_address,
        "bank_name": one.bank_name,
        "bank_card": one.bank_card,
        "collector": f"{collector.name}{relation}" if collector else "",
        "phone": one.phone or (collector.phone if collector else ""),
    }


def _last_granted(account: Account) -> Stretch | None:
    """The stretch that was granted last, up to the period's end."""
    found = [one for one in account.stretches if one.verdict is Verdict.GRANTED]
    return found[-1] if found else None


def _standard(granted: Stretch | None, period: Period, happening: Happening, before: RollLine | None) -> int:
    """What a month gives, or gave until now; 0 for whom the roll only settles what is past."""
    if granted is not None and granted.last >= period.first:
        return granted.fen
    return before.standard if before is not None and happening.change == "left" else 0


def _why(account: Account, period: Period, settled: Settled) -> str:
    """The reasons of every month that the line settles, and of the period's end, each sentence once."""
    months = {month for month, _, _ in settled.items} | {period.last}
    told = [
        reason.text
        for one in account.stretches
        if any(one.covers(month) for month in months)
        for reason in one.reasons
    ]
    return "\n".join(dict.fromkeys(told))


def _rests_on_sample(account: Account, settled: Settled) -> bool:
    months = [month for month, _, _ in settled.items]
    return any(
        one.version is not None and one.version.header.is_sample
        for one in account.stretches
        if any(one.covers(month) for month in months)
    )
