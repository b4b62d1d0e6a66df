"""运营补贴: what a home gets for a period by its figures, and how that is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from happyhome.domain.money import yuan
from happyhome.policy.assessments import Metrics, OperatingResult, Part
from happyhome.policy.headers import Combine
from happyhome.policy.home_rules import Demand, Formula, OperatingVersion, Step
from happyhome.policy.metric_words import said, unit_of, with_unit
from happyhome.policy.rules import Scheme
from happyhome.policy.steps import holds, number_of, step_of, step_value, unmet


def work_out(
    scheme: Scheme, version: OperatingVersion, metrics: Metrics, period: str = "全年"
) -> OperatingResult:
    """The subsidy of one period; ``metrics`` by their Chinese names, ``period`` as sentences say it.

    A gate of which nobody knows is not reached; a veto of which nobody knows does not bite; both
    stand in ``missing``.
    """
    made = OperatingResult(scheme, version, period, metrics, 0, missing=missing_of(version, metrics))
    reference = f"依据 {version.header.reference.text}"
    if version.is_ended:
        return replace(made, blocks=("这项补贴已经停办",), reasons=(reference,))
    blocks = (
        *(unmet(test, metrics) for test in version.gates if holds(test, metrics) is not True),
        *(_veto(test, metrics) for test in version.vetoes if holds(test, metrics)),
    )
    parts = _put_together(version, [_part(one, metrics, period) for one in version.parts])
    total = sum(part.fen for part in parts if part.counts)
    capped = total if version.cap is None else min(total, version.cap)
    reasons = [*(part.text for part in parts), _total(version, parts, total, capped)]
    if blocks:
        reasons = [*(f"不能申请：{block}" for block in blocks), *(part.text for part in parts)]
    return replace(
        made,
        fen=0 if blocks else capped,
        parts=parts,
        blocks=blocks,
        reasons=(*(reason for reason in reasons if reason), reference),
    )


def missing_of(version: OperatingVersion, metrics: Metrics) -> tuple[str, ...]:
    """The figures a version asks for and nobody gave, each once."""
    tests: list[Demand] = [
        *version.gates,
        *version.vetoes,
        *(test for part in version.parts for test in part.gates),
    ]
    asked = [*(test.metric for test in tests), *(part.metric for part in version.parts if part.metric)]
    return tuple(name for name in dict.fromkeys(asked) if name not in metrics)


def _veto(test: Demand, metrics: Metrics) -> str:
    found = said(test.metric, metrics[test.metric])
    return f"{found}（{test.title}）" if test.title else f"{found}，一票否决"


def _part(formula: Formula, metrics: Metrics, period: str) -> Part:
    shut = [unmet(test, metrics) for test in formula.gates if holds(test, metrics) is not True]
    if shut:
        return Part(formula.title, 0, f"{formula.title}：{'；'.join(shut)}，不计", counts=False)
    fen, words = _amount(formula, metrics, period)
    if formula.most is not None and fen > formula.most:
        fen, words = formula.most, f"{words}，最多 {_money(formula.most)} 元"
    article = f"（{formula.article}）" if formula.article else ""
    return Part(formula.title, fen, f"{formula.title}：{words}，计 {_money(fen)} 元{article}", counts=fen > 0)


def _amount(formula: Formula, metrics: Metrics, period: str) -> tuple[int, str]:
    """分 and how they were found."""
    if formula.fixed is not None:
        return formula.fixed, "定额"
    known = metrics.get(formula.metric)
    number = number_of(known)
    if known is None or number is None:
        return 0, f"{formula.metric}没有数"
    words = f"{period}{said(formula.metric, known)}"
    if formula.rate is not None:
        return _by_rate(formula, formula.rate, number, words)
    step = step_of(formula.steps, number)
    if step is None:
        return 0, f"{words}，不在任何一段"
    return _half_up(step_value(step, number)), f"{words}，在“{_span(formula.metric, step)}”一段"


def _by_rate(formula: Formula, rate: int, number: Fraction, words: str) -> tuple[int, str]:
    counted = max(number - formula.rate_above, Fraction(0))
    if formula.rate_above:
        above = with_unit(formula.metric, formula.rate_above)
        words = f"{words}，超过 {above}的有 {with_unit(formula.metric, counted)}"
    return _half_up(counted * rate), f"{words}，每{unit_of(formula.metric) or '个'} {yuan(rate)} 元"


def _span(metric: str, step: Step) -> str:
    """至少 2 星、低于 3 星."""
    ends = ((step.at_least, "至少"), (step.below, "低于"))
    return "、".join(f"{word} {with_unit(metric, value)}" for value, word in ends if value is not None)


def _put_together(version: OperatingVersion, parts: Sequence[Part]) -> tuple[Part, ...]:
    """With 就高 one part counts, the first of the highest."""
    if version.combine is not Combine.HIGHEST:
        return tuple(parts)
    best = max((part for part in parts if part.counts), key=lambda part: part.fen, default=None)
    return tuple(
        part
        if part is best or not part.counts
        else replace(part, counts=False, text=f"{part.text}（就高，不另计）")
        for part in parts
    )


def _total(version: OperatingVersion, parts: Iterable[Part], total: int, capped: int) -> str:
    counted = sum(part.counts for part in parts)
    if capped < total:
        return f"合计 {_money(total)} 元，封顶 {_money(capped)} 元"
    if version.combine is Combine.HIGHEST:
        return f"就高，合计 {_money(total)} 元"
    return f"合计 {_money(total)} 元" if counted > 1 else ""


def _half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def _money(fen: int) -> str:
    """5,310.00."""
    return f"{fen // 100:,}.{fen % 100:02d}"
