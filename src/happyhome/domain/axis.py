"""One kind of dated fact about a person, with the words its values go by."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from happyhome.domain.fields import Choice


@dataclass(frozen=True, slots=True)
class Axis:
    """One kind of dated fact. On an exclusive axis a new value ends the one before it.

    An open axis takes any word: what a local rule asks about and no list foresaw. A rare one is
    asked about by some rules only: nobody is told that it is missing, no roster column is taken for it.
    Of a silent one nobody records that it is not so: no row on it means no, not unknown.
    """

    key: str
    label: str
    values: tuple[Choice, ...]
    exclusive: bool = True
    synonyms: tuple[str, ...] = ()
    secret: bool = False
    is_open: bool = False
    rare: bool = False
    silent: bool = False

    def label_of(self, value: str) -> str:
        """The word for a value; the value itself where it is not known."""
        return next((choice.label for choice in self.values if choice.key == value), value)

    def value_of(self, text: str) -> str | None:
        """The key for a word as people write it, or None where it is not known."""
        word = unicodedata.normalize("NFKC", text).strip()
        for choice in self.values:
            if word == choice.key or word == choice.label or word in choice.synonyms:
                return choice.key
        return (word or None) if self.is_open else None
