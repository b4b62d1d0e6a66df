"""运营补贴: what a home gets for a period by its figures, and how that is worked out."""

from __future__ import annotations

from happyhome.policy.assessments import Metrics, OperatingResult
from happyhome.policy.rules import OperatingVersion, Scheme


def work_out(
    scheme: Scheme, version: OperatingVersion, metrics: Metrics, period: str = "全年"
) -> OperatingResult:
    """The subsidy of one period; ``metrics`` by their Chinese names, ``period`` as sentences say it."""
    raise NotImplementedError
