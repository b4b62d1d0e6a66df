"""星级评定: points by the table, the stars they come to, and what is missing for the next star."""

from __future__ import annotations

from happyhome.policy.assessments import Metrics, RatingResult
from happyhome.policy.rules import RatingVersion, Scheme


def rate(scheme: Scheme, version: RatingVersion, metrics: Metrics, period: str = "全年") -> RatingResult:
    """A self-rating. Things to have stand in ``metrics`` by name as 有 or 无, points given by hand by the
    title of their line."""
    raise NotImplementedError
