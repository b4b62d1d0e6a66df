"""What papers say below a table of meals about their money: by class, caps reached, facts missing."""

from __future__ import annotations

from collections.abc import Sequence

from happyhome.domain.money import yuan
from happyhome.domain.month_book import MonthBook
from happyhome.domain.people import DINER_CLASSES, Person
from happyhome.policy.meal_results import MealMoney
from happyhome.reports.form import Options
from happyhome.reports.wording import SAMPLE, SAMPLE_NOTE, marks

_MOST = 6


def by_class(book: MonthBook, known: MealMoney | None) -> tuple[str, ...]:
    """助餐补贴 3,120.00 元，个人应付 …；其中特困 …: none where no money is known."""
    if known is None:
        return ()
    total = known.total()
    found = known.by_class({one.id: one for one in book.people})
    parts = [f"{label} {yuan(found[key].subsidy)}" for key, label in DINER_CLASSES if key in found]
    payers = [f"{payer} {yuan(fen)}" for payer, fen in known.by_payer().items()]
    own = "" if total.own is None else f"，个人应付 {yuan(total.own)} 元"
    return (
        f"助餐补贴 {yuan(total.subsidy)} 元{own}；按类别：{'、'.join(parts) or '无'}"
        + (f"；按出资：{'、'.join(payers)}" if payers else "")
        + "。",
    )


def sample_mark(options: Options) -> str:
    """The mark across a page with meal money: 样例 too where a rule of it was not held against the paper."""
    known = options.subsidies
    return marks(options.mark, SAMPLE if known is not None and known.is_sample else "")


def to_be_said(known: MealMoney | None, diners: Sequence[Person]) -> tuple[str, ...]:
    """The caps that were reached and the facts that are missing, some of them by name, the rest by number."""
    if known is None:
        return ()
    of_these = MealMoney({one.id: known.people[one.id] for one in diners if one.id in known.people})
    notes = of_these.notes
    more = (f"另有 {len(notes) - _MOST} 条封顶或待核，没有一一列出。",) if len(notes) > _MOST else ()
    sample = (SAMPLE_NOTE,) if known.is_sample else ()
    return (*notes[:_MOST], *more, *sample)
