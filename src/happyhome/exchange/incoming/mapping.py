"""Which column of a sheet means what: guessed once, put right by hand, remembered by its headings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

from happyhome.exchange.incoming.vocabulary import all_targets, heading_key


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number from 0, its heading as written, its target and how sure that is (0–1)."""

    index: int
    heading: str
    target: str = ""
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """All columns that have a heading. ``signature`` is the same for sheets with the same headings."""

    signature: str
    columns: tuple[Column, ...]

    def column_of(self, target: str) -> Column | None:
        """The column with this target, if any."""
        return next((column for column in self.columns if column.target == target), None)

    @property
    def unmapped(self) -> tuple[Column, ...]:
        """Columns whose content is not taken in."""
        return tuple(column for column in self.columns if not column.target)

    def with_target(self, column: int, target: str) -> ColumnMapping:
        """With one column put right by hand; another that had this target gives it up.

        Raises ValueError for a target that does not exist or a column without a heading.
        """
        if target not in all_targets() and not target.startswith("flag."):
            raise ValueError(f"no such target: {target}")
        if column not in {item.index for item in self.columns}:
            raise ValueError(f"no such column: {column}")
        changed = tuple(
            replace(item, target=target, sure=1.0)
            if item.index == column
            else replace(item, target="", sure=0.0)
            if target and item.target == target
            else item
            for item in self.columns
        )
        return replace(self, columns=changed)

    def to_json(self) -> str:
        """To be kept in the store under its signature."""
        columns = [[item.index, item.heading, item.target, item.sure] for item in self.columns]
        return json.dumps({"signature": self.signature, "columns": columns}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ColumnMapping:
        """Back from :meth:`to_json`. Raises ValueError for anything else."""
        try:
            found = json.loads(text)
            columns = tuple(
                Column(int(index), str(heading), str(target), float(sure))
                for index, heading, target, sure in found["columns"]
            )
            return cls(str(found["signature"]), columns)
        except (KeyError, TypeError) as error:
            raise ValueError("not a column mapping") from error


def signature_of(headings: list[tuple[int, str]]) -> str:
    """A short name for a set of headings in their places."""
    text = "\n".join(f"{index}:{heading_key(heading)}" for index, heading in headings)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
