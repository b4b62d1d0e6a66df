"""A month's folder made and written in one go, as ``month-end`` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from happyhome.domain.dates import Month
from happyhome.services.disclosures import Terms
from happyhome.services.handover import TOWNSHIP, HandedOver, Planned, prepare_month, write_prepared
from happyhome.services.session import Services


def hand_over_month(
    services: Services,
    month: Month,
    target: Path,
    *,
    chosen: Sequence[Planned] | None = None,
    terms: Terms = TOWNSHIP,
) -> HandedOver:
    """Hand ``month`` over to the folder ``target``; ``chosen`` for a few files of it."""
    return write_prepared(services, prepare_month(services, month, chosen=chosen), target, terms)
