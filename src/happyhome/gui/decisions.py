"""How the window speaks of a decision: its amount, its line in a list, the kinds of its reasons."""

from __future__ import annotations

import re

from happyhome.domain.money import yuan
from happyhome.policy.decisions import VERDICT_WORDS, Decision, Verdict
from happyhome.policy.headers import Kind
from happyhome.policy.rules import AllowanceVersion
from happyhome.policy.telling import per_words

_ASIDE = re.compile(r"（[^（）]*）$")


def amount_words(one: Decision) -> str:
    """每月 50.00 元, 每日 1 袋, 免费乘车; for what is not paid its verdict: 暂停."""
    if one.verdict is not Verdict.GRANTED:
        return VERDICT_WORDS[one.verdict]
    if one.benefit:
        return one.benefit
    version = one.scheme.on(one.on)
    if one.scheme.kind is Kind.CASH:
        return f"{_per(version)} {yuan(one.fen)} 元"
    if one.scheme.kind is Kind.SERVICE:
        return f"每{one.unit or '小时'} {yuan(one.fen)} 元"
    return f"本月 {one.quantity} {one.unit}".strip()


def _per(version: object) -> str:
    """An amount due at once is not one of each month."""
    if isinstance(version, AllowanceVersion) and version.once:
        return "只发一次，"
    if isinstance(version, AllowanceVersion) and version.whole:
        return f"{per_words(version)}发一次，"
    return "每月"


def band_words(one: Decision) -> str:
    """80—89周岁档; "" where there is but one band without a name."""
    if not one.band or one.band in one.scheme.title:
        return ""
    return one.band if one.band.endswith("档") else f"{one.band}档"


def detail_words(one: Decision) -> str:
    """80—89周岁档 · 自 2021-03 起 · 2031-03 起改为每月 100.00 元: what stands beside an amount."""
    parts = [band_words(one)]
    if one.since is not None:
        parts.append(f"自 {one.since} 起")
    if one.next is not None:
        parts.append(_ASIDE.sub("", one.next.text))
    elif one.until is not None:
        parts.append(f"发至 {one.until}")
    return " · ".join(part for part in parts if part)


_TELLING = (
    "certification",
    "suspension",
    "exclusion",
    "application",
    "stop",
    "start",
    "age",
    "fact",
    "note",
)
_MISSING = ("fact", "age", "note")
"""What is not recorded tells more than that it should be."""


def short_reason(one: Decision) -> str:
    """The sentences that tell most: why nothing is paid, and not the birthday that stands first."""
    for kind in _MISSING if one.verdict is Verdict.UNKNOWN else _TELLING:
        found = [reason.text for reason in one.reasons if reason.kind == kind]
        if found:
            return "；".join(found)
    return one.reasons[-1].text if one.reasons else ""


def told(one: Decision) -> str:
    """All of it, as a tip under the mouse."""
    after = f"接下来：{one.next.text}" if one.next is not None else ""
    return "\n".join(part for part in (one.text, after) if part)
