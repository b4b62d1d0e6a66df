"""助餐 asked about as an allowance is: what a meal of a day would be subsidised with, and why."""

from __future__ import annotations

from datetime import date

from happyhome.domain.dates import Month
from happyhome.domain.meal_prices import MealPrice, PriceList
from happyhome.domain.meals import MODE_CHOICES, SLOTS, slot_label
from happyhome.domain.money import yuan
from happyhome.domain.people import Person
from happyhome.policy.decisions import Decision, Reason, Verdict
from happyhome.policy.rules import MealVersion, Scheme
from happyhome.store.reading import Reading


def meal_decision(reading: Reading, person: Person, scheme: Scheme, day: date) -> Decision:
    """The answer for one meal of a day, of the first slot and way of eating that the rule subsidises.

    ``fen`` is what that meal is subsidised with, whether or not it was eaten.
    """
    from happyhome.policy.meals import Eaten, meals_of

    version = scheme.on(day)
    if not isinstance(version, MealVersion) or version.is_ended:
        text = f"{scheme.title}在 {day.isoformat()} 没有在执行的标准"
        return Decision(scheme, Month.of(day), day, Verdict.DENIED, 0, reasons=(Reason("rule", text),))
    slot = next((one.key for one in SLOTS if one.key in version.slots), SLOTS[0].key)
    mode = next((one.key for one in MODE_CHOICES if one.key in version.modes), MODE_CHOICES[0].key)
    prices = PriceList(reading.find(MealPrice))
    (meal,) = meals_of([scheme], person, [Eaten(day, slot, mode)], prices).meals
    ground = meal.layers[0].ground
    verdict = Verdict.GRANTED if meal.subsidy else Verdict.DENIED
    if not meal.subsidy and (ground.entitled is None or ground.doubted(meal.price)):
        verdict = Verdict.UNKNOWN
    born = person.resident.birthday
    reasons = [Reason("born", f"{born.isoformat()} 出生")] if born else []
    reasons.append(Reason("band", meal.layers[0].text, version.header.reference))
    if meal.own is not None:
        reasons.append(
            Reason("note", f"{slot_label(slot)}每餐 {yuan(meal.price or 0)} 元，个人付 {yuan(meal.own)} 元")
        )
    reasons += [Reason("cap", text, version.header.reference) for text in _limits(version)]
    return Decision(
        scheme,
        Month.of(day),
        day,
        verdict,
        meal.subsidy,
        benefit=f"每餐补 {yuan(meal.subsidy)} 元" if meal.subsidy else "",
        unit="餐",
        shares=meal.layers[0].shares if meal.subsidy else (),
        reasons=tuple(reasons),
        reference=version.header.reference,
        is_sample=version.header.is_sample,
    )


def _limits(version: MealVersion) -> tuple[str, ...]:
    """What bounds the meals that are subsidised, in words."""
    said = [f"补{'、'.join(slot_label(slot) for slot in version.slots)}"]
    said += [f"每日最多补 {version.per_day} 餐"] if version.per_day is not None else []
    said += [f"每月最多补 {version.per_month} 餐"] if version.per_month is not None else []
    said += [f"每月最多补 {yuan(version.month_cap)} 元"] if version.month_cap is not None else []
    return tuple(said)
