"""A plain 高龄津贴 rule, as a file would give it."""

from __future__ import annotations

from datetime import date

from happyhome.policy.conditions import AgeIs, FactIs
from happyhome.policy.headers import Combine, Header, Kind, Reference
from happyhome.policy.rules import AllowanceVersion, Amount, Band, Group, Scheme


def old_age_rule(bands: tuple[tuple[int, int], ...]) -> Scheme:
    """Bands (from age, 分 a month), for those registered here."""
    paper = Reference("某县民政局", "某民发〔2024〕12号", "高龄津贴发放办法", "第五条", date(2024, 2, 21))
    head = Header(date(2019, 1, 1), None, paper, is_sample=False, checked_on=date(2026, 11, 1))
    tops = [low - 1 for low, _ in bands[1:]]
    made = tuple(
        Band(f"{low}周岁起", AgeIs(low, high), Amount(fen))
        for (low, fen), high in zip(bands, [*tops, None], strict=True)
    )
    here = FactIs("household", frozenset({"local", "other_village"}), assumed=True)
    version = AllowanceVersion(head, Group(Combine.HIGHEST, made), condition=here)
    return Scheme("old_age", "高龄津贴", Kind.CASH, "某县", (version,))
