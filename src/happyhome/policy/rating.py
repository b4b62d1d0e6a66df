"""星级评定: points by the table, the stars they come to, and what is missing for the next star."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from happyhome.policy.assessments import Metrics, RatingResult, Score
from happyhome.policy.home_rules import Criterion, RatingVersion, Star
from happyhome.policy.metric_words import plain, said
from happyhome.policy.rating_gaps import gaps_to
from happyhome.policy.rules import Scheme
from happyhome.policy.steps import holds, number_of, value_of

HAS = "有"


def rate(scheme: Scheme, version: RatingVersion, metrics: Metrics, period: str = "全年") -> RatingResult:
    """A self-rating. Things to have stand in ``metrics`` by name as 有 or 无, points given by hand by the
    title of their line. A line that nobody filled in has no points, and stands in ``missing``."""
    scores = tuple(score_of(one, metrics) for one in version.criteria)
    bonus = tuple(score_of(one, metrics, is_bonus=True) for one in version.bonus)
    added = _sum(bonus)
    if version.bonus_most is not None:
        added = min(added, version.bonus_most)
    total = _sum(scores) + added
    vetoed = tuple(_veto(test.title, test.metric, metrics) for test in version.vetoes if holds(test, metrics))
    star = None if vetoed else _star(version.stars, total, metrics)
    wanted = _next(version.stars, star)
    gaps = gaps_to(version, wanted, scores, total, metrics) if wanted is not None else ()
    return RatingResult(
        scheme=scheme,
        version=version,
        period=period,
        metrics=metrics,
        scores=scores,
        bonus=bonus,
        total=total,
        stars=star.stars if star else 0,
        star_title=star.title if star else "",
        vetoed=vetoed,
        next_title=wanted.title if wanted else "",
        gaps=(*(f"{text}，不评星" for text in vetoed), *gaps),
        missing=missing_of(version, metrics),
    )


def _sum(scores: Sequence[Score]) -> Fraction:
    return sum((one.points for one in scores if one.points is not None), Fraction(0))


def _veto(title: str, metric: str, metrics: Metrics) -> str:
    return title or f"{said(metric, metrics[metric])}（一票否决）"


def _star(stars: Sequence[Star], total: Fraction, metrics: Metrics) -> Star | None:
    """The highest whose points and demands are reached."""
    reached = (
        one for one in stars if total >= one.points and all(holds(test, metrics) for test in one.demands)
    )
    return max(reached, key=lambda one: one.stars, default=None)


def _next(stars: Sequence[Star], star: Star | None) -> Star | None:
    above = [one for one in stars if star is None or one.stars > star.stars]
    return min(above, key=lambda one: one.stars, default=None)


def missing_of(version: RatingVersion, metrics: Metrics) -> tuple[str, ...]:
    """What nobody filled in: figures, things, points by hand; each once."""
    lines = (*version.criteria, *version.bonus)
    tests = (*version.vetoes, *(test for star in version.stars for test in star.demands))
    asked = [name for one in lines for name in (one.metric, *one.things) if name]
    asked += [one.title for one in lines if one.by_hand]
    asked += [test.metric for test in tests]
    return tuple(name for name in dict.fromkeys(asked) if name not in metrics)


def score_of(line: Criterion, metrics: Metrics, *, is_bonus: bool = False) -> Score:
    """The points of one line and how they were found; a bonus never exceeds its most."""
    if line.things:
        points, text, lacks = _of_things(line, metrics)
    else:
        points, text = _by_hand(line, metrics) if line.by_hand else _of_metric(line, metrics)
        lacks = ()
    if points is not None and (is_bonus or line.by_hand):
        points = min(points, line.full)
    return Score(line.title, line.chapter, line.full, points, text, lacks)


def _of_things(line: Criterion, metrics: Metrics) -> tuple[Fraction | None, str, tuple[str, ...]]:
    if not any(thing in metrics for thing in line.things):
        return None, "没有填", ()
    lacks = tuple(thing for thing in line.things if not _is_there(metrics.get(thing)))
    points = max(line.full - line.off_each * len(lacks), Fraction(0))
    if not lacks:
        return points, f"{len(line.things)} 样齐全", ()
    return points, f"缺 {'、'.join(lacks)}，每缺一样减 {plain(line.off_each)} 分", lacks


def _is_there(value: Fraction | str | None) -> bool:
    return value == HAS or (isinstance(value, Fraction) and value > 0)


def _by_hand(line: Criterion, metrics: Metrics) -> tuple[Fraction | None, str]:
    points = number_of(metrics.get(line.title))
    return (None, "没有打分") if points is None else (max(points, Fraction(0)), "现场打分")


def _of_metric(line: Criterion, metrics: Metrics) -> tuple[Fraction | None, str]:
    known = metrics.get(line.metric)
    number = number_of(known)
    if known is None or number is None:
        return None, f"{line.metric}没有填"
    return value_of(line.steps, number), said(line.metric, known)
