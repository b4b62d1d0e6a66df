"""Words that several parts of the allowances page write the same way."""

from __future__ import annotations

from typing import Final

from happyhome.domain.dates import Month
from happyhome.domain.money import yuan
from happyhome.domain.rolls import ROLL_STATES, Roll
from happyhome.policy.rules import Scheme
from happyhome.services.allowance_glance import Differences

STATE_WORDS: Final = {choice.key: choice.label for choice in ROLL_STATES}
STATE_TONES: Final = {"draft": "stone", "posted": "amber", "locked": "blue", "paid": "green"}


def money(fen: int) -> str:
    """1,480.00: thousands apart, as one reads sums on a screen."""
    head, _, tail = yuan(fen).partition(".")
    return f"{int(head):,}.{tail}" if head not in ("-0", "0") else yuan(fen)


def period_words(first: Month, last: Month) -> str:
    """2026年11月, or 2026年7月至12月."""
    return Roll(first=str(first), last=str(last)).period


def scheme_title(scheme: Scheme | None, key: str) -> str:
    """A scheme's title; its key where the rule file is gone."""
    return scheme.title if scheme else key


def difference_pills(found: Differences) -> list[tuple[str, str]]:
    """(words, tone) for each kind of change there is."""
    pills = [
        (f"{word} {count}", tone)
        for word, count, tone in (
            ("新增", found.joined, "green"),
            ("停发", found.left, "red"),
            ("变更", found.changed, "blue"),
        )
        if count
    ]
    return pills + [
        (f"{word} {money(fen)}", tone)
        for word, fen, tone in (
            ("补发", found.arrears, "green"),
            ("扣回", found.recovery, "blue"),
            ("待追回", found.claim, "amber"),
        )
        if fen
    ]
