"""All schemes this program can speak of: the shipped rule files and the home's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from happyhome.policy.loaded import Loaded
from happyhome.policy.loading import load
from happyhome.policy.rules import Exclusion, Scheme
from happyhome.resources import resource


@dataclass(frozen=True)
class PolicyBook:
    """Schemes by key, in the order of their files, and the exclusions between them."""

    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()

    def named(self, text: str) -> Scheme:
        """The scheme with this key, or this title where only one has it; raises KeyError."""
        word = text.strip()
        if word in self.schemes:
            return self.schemes[word]
        found = [one for one in self.schemes.values() if one.title == word]
        if len(found) != 1:
            raise KeyError(text)
        return found[0]


def book_of(loaded: Iterable[Loaded]) -> PolicyBook:
    """The book of several files. A scheme of an own file stands before a shipped one of the same key.

    Of two own (or two shipped) schemes of one key the first counts. Files with errors give nothing.
    """
    sound = [one for one in loaded if one.is_sound]
    schemes: dict[str, Scheme] = {}
    exclusions: dict[tuple[str, frozenset[str]], Exclusion] = {}
    for one in sorted(sound, key=lambda item: not item.is_own):
        for scheme in one.schemes:
            schemes.setdefault(scheme.key, scheme)
        for exclusion in one.exclusions:
            exclusions.setdefault((exclusion.title, frozenset(exclusion.members)), exclusion)
    return PolicyBook(schemes, tuple(exclusions.values()))


def shipped_rules() -> tuple[Loaded, ...]:
    """The rule files that come with the program, in order of name."""
    folder = resource("policies")
    return tuple(load(path.read_bytes(), path.name) for path in sorted(folder.glob("*.yaml")))
