"""What is told when a roll is drawn up, without standing in its way: gaps, cards that are missing or shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from happyhome.domain.dates import Month
from happyhome.domain.problems import Level, Problem
from happyhome.domain.rolls import COUNTED_STATES, Roll
from happyhome.policy.rules import Scheme
from happyhome.services.roll_lines import Drawn
from happyhome.services.roll_sheet import RollSheet
from happyhome.services.schemes import use_of
from happyhome.store.work import Work


def tell_gap(work: Work, made: Sequence[Roll], scheme: Scheme, first: Month) -> None:
    """Months that no roll covers are paid with this one, as far back as the rule lets it."""
    use = use_of(work, scheme.key)
    counted = [roll for roll in made if roll.state in COUNTED_STATES]
    begin = Month.parse(max(roll.last for roll in counted)).plus(1) if counted else None
    begin = begin or (Month.parse(use.since) if use else first)
    if begin < first:
        said = begin.label if begin.plus(1) == first else f"{begin.label}至{first.plus(-1).label}"
        work.notes.append(
            Problem("roll_gap", f"{said}没有造过名册，应发的已算进本期的补发。", Level.INFO, "period")
        )


def tell_further(work: Work, sheet: RollSheet) -> None:
    if sheet.period.is_further:
        text = "这一期已有锁定的名册，这一本只补发、扣回还有差额的人（补发册）。"
        work.notes.append(Problem("roll_further", text, Level.INFO))


def tell_cards(work: Work, drawn: Iterable[Drawn]) -> None:
    """Name those who are to be paid and have no card, and cards and ID numbers that two lines share."""
    paid = [one.line for one in drawn if one.line.net > 0]
    missing = [line.name for line in paid if not line.bank_card]
    if missing:
        text = f"{_few(missing)}没有社保卡号，银行发不出去，请补录。"
        work.notes.append(Problem("card_missing", text, Level.INFO, "bank_card"))
    for name, code, word in (
        ("bank_card", "card_shared", "社保卡号"),
        ("id_number", "id_shared", "身份证号"),
    ):
        counts = Counter(getattr(line, name) for line in paid if getattr(line, name))
        shared = [line.name for line in paid if counts[getattr(line, name)] > 1]
        if shared:
            text = f"{_few(shared)}的{word}相同，请核对。"
            work.notes.append(Problem(code, text, Level.INFO, name))


def _few(names: Sequence[str]) -> str:
    """张三、李四等 12 人."""
    return "、".join(names[:8]) + (f"等 {len(names)} 人" if len(names) > 8 else "")
