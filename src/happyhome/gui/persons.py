"""How the window speaks of a person: in search hits, in lists, in the small pills beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from happyhome.domain.axes import LEAVING
from happyhome.domain.people import Person
from happyhome.domain.residents import SEXES, Resident
from happyhome.gui.kit.search_box import Hit
from happyhome.services import residents
from happyhome.services.session import Services

_SEX_WORDS = {choice.key: choice.label for choice in SEXES}


def sex_word(resident: Resident) -> str:
    """男 or 女; "" where it is not known."""
    return _SEX_WORDS.get(resident.sex, "")


def age_word(resident: Resident, today: date) -> str:
    """85岁, "" where the birthday is not known."""
    age = resident.age_on(today)
    return "" if age is None else f"{age}岁"


def hit_of(resident: Resident, today: date) -> Hit:
    """One row of a search list: the name, and what tells two of one name apart."""
    tail = f"身份证尾号 {resident.id_number[-4:]}" if resident.id_number else "身份证待补"
    parts = (resident.group, sex_word(resident), age_word(resident, today), tail)
    return Hit(resident.id, resident.name, " · ".join(part for part in parts if part))


def find_hits(services: Services, text: str) -> Sequence[Hit]:
    """Elders by name, pinyin, initials, or tail of ID number or phone, as a search list shows them."""
    today = services.today()
    return [hit_of(one, today) for one in services.ask(residents.search, text=text, limit=20)]


def is_gone(one: Person) -> bool:
    """Whether the person died, moved out or withdrew, and did not come back."""
    gone = one.leaving
    return gone is not None and gone.until is None


def state_words(one: Person, today: date) -> str:
    """在册, 外出, 住院, or 死亡 with its day: the one word a list has room for."""
    gone = one.leaving
    if gone is not None and gone.until is None:
        day = "" if gone.since is None else f" {gone.since.isoformat()}"
        return f"{LEAVING.label_of(gone.value)}{day}"
    return one.away(today) or "在册"


def pills_of(one: Person, today: date) -> list[tuple[str, str]]:
    """(word, tone) of what is worth knowing at a glance: how they live, aid, care, whether they are away."""
    found: list[tuple[str, str]] = []
    gone = one.leaving
    if gone is not None and gone.until is None:
        found.append((LEAVING.label_of(gone.value), "stone"))
    if one.away(today):
        found.append((one.away(today), "amber"))
    living = one.words("living", today)
    if living:
        found.append((living, "red" if one.value("living", today) in ("alone", "empty_nest") else "plain"))
    for axis, tone in (
        ("aid", "blue"),
        ("self_care", "plain"),
        ("disability", "plain"),
        ("service", "green"),
    ):
        words = one.words(axis, today)
        if words and one.value(axis, today) != "ordinary":
            found.append((words, tone))
    return found
