"""Field descriptors: said once in the dataclass, used by table, form, search, Excel and audit."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a field holds; it decides the column, the editor, the cell format and the masking."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    ID_NUMBER = "id_number"
    CARD = "card"
    PHONE = "phone"
    ADDRESS = "address"
    HEALTH = "health"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"
    CHOICE = "choice"
    REFERENCE = "reference"
    MONTH = "month"


SECRET_KINDS = frozenset({Kind.ID_NUMBER, Kind.CARD, Kind.PHONE, Kind.ADDRESS, Kind.HEALTH})


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field may take: its key in the store and its word on paper."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register. Keep it at about ten attributes."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""
    synonyms: tuple[str, ...] = ()
    help: str = ""
    hidden: bool = False
    width: int = 10

    @property
    def secret(self) -> bool:
        """Whether the law counts it as sensitive, so that posted papers and logs mask it."""
        return self.kind in SECRET_KINDS

    def choice_label(self, key: str) -> str:
        """The word for a stored key; the key itself where it is not known."""
        return next((choice.label for choice in self.choices if choice.key == key), key)


def described(label: str, kind: Kind = Kind.TEXT, *, default: Any = "", **rest: Any) -> Any:
    """A dataclass field that carries its descriptor."""
    return dataclasses.field(default=default, metadata={"described": (label, kind, rest)})


def fields_of(record: type) -> tuple[Field, ...]:
    """The descriptors of a record class, in their order, without the base columns."""
    return tuple(
        Field(
            name=item.name,
            label=item.metadata["described"][0],
            kind=item.metadata["described"][1],
            **item.metadata["described"][2],
        )
        for item in dataclasses.fields(record)
        if "described" in item.metadata
    )


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every row carries: an id unique in the world, its home, and when it was typed.

    The store fills all three on insert; ``recorded_at`` can never be set by hand.
    """

    id: str = ""
    home: str = ""
    recorded_at: datetime | None = None
