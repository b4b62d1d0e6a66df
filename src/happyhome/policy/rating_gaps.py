"""What is missing for the next star, concretely: how many points, and where they are to be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from happyhome.policy.assessments import Metrics, Score
from happyhome.policy.home_rules import Criterion, RatingVersion, Star, Step
from happyhome.policy.metric_words import plain, unit_of
from happyhome.policy.steps import holds, number_of, unmet, value_of

_MOST_STRETCHES = 40
"""So many stretches of a step are looked at for more points."""
_ENDS = {"天": 366, "个月": 12}
"""Above these a figure of a year cannot grow."""


def gaps_to(
    version: RatingVersion, wanted: Star, scores: Sequence[Score], total: Fraction, metrics: Metrics
) -> tuple[str, ...]:
    """Points short, demands not reached, then where points are to be had, the most first."""
    short = wanted.points - total
    opening = f"离{wanted.title}（{plain(wanted.points)} 分）还差 {plain(short)} 分"
    if short <= 0:
        opening = f"分数已够{wanted.title}（{plain(wanted.points)} 分），还有要求没有达到"
    demands = [
        f"{wanted.title}：{unmet(test, metrics)}"
        for test in wanted.demands
        if holds(test, metrics) is not True
    ]
    ways = [
        way
        for line, score in zip(version.criteria, scores, strict=True)
        if short > 0 and (way := _way(line, score, short, metrics)) is not None
    ]
    ways.sort(key=lambda way: -way[0])
    if short <= 0 and not demands:
        return ()
    return (opening, *demands, *(text for _, text in ways))


def _way(line: Criterion, score: Score, short: Fraction, metrics: Metrics) -> tuple[Fraction, str] | None:
    """Points to be had in one line, and how."""
    if score.points is None:
        how = "还没有打分" if line.by_hand else "还没有填"
        return line.full, f"{line.title}{how}，最多可得 {plain(line.full)} 分"
    room = line.full - score.points
    if score.lacks:
        gain = min(room, line.off_each * len(score.lacks))
        return gain, f"缺 {'、'.join(score.lacks)}，补齐可加 {plain(gain)} 分"
    if line.by_hand:
        return (
            (room, f"{line.title}现打 {plain(score.points)} 分，最多可再加 {plain(room)} 分")
            if room > 0
            else None
        )
    number = number_of(metrics.get(line.metric))
    if number is None:
        return None
    return _of_figure(line, number, score.points, short)


def _of_figure(
    line: Criterion, number: Fraction, points: Fraction, short: Fraction
) -> tuple[Fraction, str] | None:
    """The least change of a figure that gains enough, else the one that gains most."""
    aim = points + min(short, line.full - points) if points < line.full else points + short
    reached = [(value_of(line.steps, at), at) for at in _turns(line, number)]
    better = [(gained - points, at) for gained, at in reached if gained > points]
    if not better:
        return None
    enough = [found for found in better if points + found[0] >= aim]
    gain, at = (
        min(enough, key=lambda found: abs(found[1] - number))
        if enough
        else max(better, key=lambda found: (found[0], -abs(found[1] - number)))
    )
    unit = unit_of(line.metric)
    word = "再多" if at > number else "减少"
    return gain, f"{line.metric}{word} {plain(abs(at - number))} {unit}".rstrip() + f"可加 {plain(gain)} 分"


def _turns(line: Criterion, number: Fraction) -> Iterator[Fraction]:
    """The figures at which points change, other than the present one."""
    most = _ENDS.get(unit_of(line.metric))
    for step in line.steps:
        for at in _turns_of(step):
            if at != number and at >= 0 and (most is None or at <= most):
                yield at


def _turns_of(step: Step) -> Iterator[Fraction]:
    if step.at_least is not None:
        yield step.at_least
    elif step.below is not None:
        yield Fraction(0)
    if not step.every:
        return
    base = step.base if step.base is not None else (step.at_least if step.every > 0 else step.below)
    if base is None:
        return
    for number in range(_MOST_STRETCHES):
        at = base + step.every * number
        if (step.at_least is None or at >= step.at_least) and (step.below is None or at < step.below):
            yield at
