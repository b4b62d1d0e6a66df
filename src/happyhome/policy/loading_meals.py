"""助餐: one version of a meal subsidy (guide, section 9)."""

from __future__ import annotations

from happyhome.domain.fields import Choice
from happyhome.domain.meals import MODE_CHOICES, SLOTS
from happyhome.policy import words
from happyhome.policy.headers import Header
from happyhome.policy.loading_bands import BandRules, read_group, read_payers, read_rounding
from happyhome.policy.loading_conditions import read_condition
from happyhome.policy.rules import MealVersion
from happyhome.policy.sections import Section

MEAL_KEYS = (
    "对象", "餐次", "方式", "每日最多", "每月最多餐", "每月最多", "自付最低", "餐价", "送餐费",
    "取", "档次", "取整", "分担", "材料",
)  # fmt: skip
SLOT_WORDS = {choice.label: choice.key for choice in SLOTS}
MODE_WORDS = {choice.label: choice.key for choice in MODE_CHOICES}


def read_meals(section: Section, header: Header, table: BandRules) -> MealVersion:
    """One version of a meal scheme."""
    subject = section.get("对象")
    fee, payer = _delivery(section)
    return MealVersion(
        header,
        read_group(section, table),
        None if subject is None else read_condition(subject),
        slots=_chosen(section, "餐次", SLOT_WORDS) or ("lunch",),
        modes=_chosen(section, "方式", MODE_WORDS) or _keys(MODE_CHOICES),
        per_day=section.read("每日最多", words.whole(1, 9, "餐")),
        per_month=section.read("每月最多餐", words.whole(1, 999, "餐")),
        month_cap=section.read("每月最多", words.yuan),
        own_least=section.read_or("自付最低", words.yuan, 0),
        prices=_prices(section),
        delivery_fee=fee,
        delivery_payer=payer,
        rounding=read_rounding(section),
        payers=read_payers(section),
        papers=section.words("材料"),
    )


def _keys(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(choice.key for choice in choices)


def _chosen(section: Section, key: str, known: dict[str, str]) -> tuple[str, ...]:
    found = [value.read(words.one_of(known)) for value in section.members(key)]
    return tuple(one for one in found if one is not None)


def _prices(section: Section) -> tuple[tuple[str, int], ...]:
    found = []
    for inner in section.sections("餐价", ("名称", "金额")):
        title = inner.read("名称", words.any_text, need=True) or ""
        fen = inner.read("金额", words.yuan, need=True)
        if fen is not None:
            found.append((title, fen))
    return tuple(found)


def _delivery(section: Section) -> tuple[int, str]:
    inner = section.section("送餐费", ("金额", "出资"))
    if inner is None:
        return 0, "个人"
    fee = inner.read("金额", words.yuan, need=True) or 0
    return fee, inner.read("出资", words.any_text) or "个人"
