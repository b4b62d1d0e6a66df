"""What a home is paid for and rated by, in plain Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from happyhome.domain.money import yuan
from happyhome.policy.headers import Combine
from happyhome.policy.home_rules import Demand, Formula, OperatingVersion, RatingVersion, Step
from happyhome.policy.metric_words import plain
from happyhome.policy.said import Clause


def operating_clauses(version: OperatingVersion) -> tuple[Clause, ...]:
    """门槛, 否决, the parts one by one, 封顶, and what has to be filled in by hand."""
    together = "几部分取最高的一部分" if version.combine is Combine.HIGHEST else "几部分相加"
    return (
        Clause("门槛", tests_words(version.gates)),
        Clause("不发", tests_words(version.vetoes)),
        *(Clause(part.title, _part(part)) for part in version.parts),
        Clause("合起来", together if len(version.parts) > 1 else ""),
        Clause("封顶", f"最多 {yuan(version.cap)} 元" if version.cap is not None else ""),
        Clause("自己填", "、".join(version.asks)),
    )


def rating_clauses(version: RatingVersion) -> tuple[Clause, ...]:
    """How points are summed up by chapter, the stars, and what rules a rating out."""
    chapters: dict[str, Fraction] = {}
    for one in version.criteria:
        chapters[one.chapter] = chapters.get(one.chapter, Fraction(0)) + one.full
    stars = "；".join(
        f"{star.title} {plain(star.points)} 分以上"
        + (f"，{tests_words(star.demands)}" if star.demands else "")
        for star in version.stars
    )
    bonus = "、".join(f"{one.title} {plain(one.full)} 分" for one in version.bonus)
    return (
        Clause("评分", "、".join(f"{name} {plain(full)} 分" for name, full in chapters.items())),
        Clause("加分", bonus),
        Clause("星级", stars),
        Clause("不评", tests_words(version.vetoes)),
        Clause("有效", f"{version.valid_months} 个月"),
        Clause("自己填", "、".join(version.asks)),
    )


def tests_words(tests: Iterable[Demand]) -> str:
    """开放月数至少 10；安全事故是“有”."""
    return "；".join(_test(one) for one in tests)


def _test(test: Demand) -> str:
    said = []
    if test.at_least is not None:
        said.append(f"至少 {plain(test.at_least)}")
    if test.at_most is not None:
        said.append(f"至多 {plain(test.at_most)}")
    if test.below is not None:
        said.append(f"低于 {plain(test.below)}")
    if test.equals is not None:
        said.append(f"是“{test.equals}”")
    return test.title or f"{test.metric}{'，'.join(said)}"


def _part(part: Formula) -> str:
    if part.fixed is not None:
        said = f"固定 {yuan(part.fixed)} 元"
    elif part.rate is not None:
        above = f"超过 {plain(part.rate_above)} 的部分，" if part.rate_above else ""
        said = f"按{part.metric}，{above}每 1 发 {yuan(part.rate)} 元"
    else:
        said = f"按{part.metric}：" + "；".join(_step(one) for one in part.steps)
    if part.most is not None:
        said += f"，最多 {yuan(part.most)} 元"
    return said + (f"（要{tests_words(part.gates)}）" if part.gates else "")


def _step(step: Step) -> str:
    low = f"{plain(step.at_least)} 以上" if step.at_least is not None else ""
    high = f"低于 {plain(step.below)}" if step.below is not None else ""
    return f"{'、'.join(one for one in (low, high) if one)}：{yuan(int(step.value))} 元"
