"""The key ring: how the one random data key can be come by. It holds nothing that opens anything by itself."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from happyhome.domain.problems import refuse

FORMAT = 1
MOST_MEMORY_KIB, MOST_PASSES, MOST_LANES = 256 << 10, 8, 8
"""Of Argon2id as a ring may ask for: some two seconds. A damaged or planted ring must not ask for more."""


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSWORD = "password"
    RECOVERY = "recovery"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the data key.

    ``name`` is the operator, the place of the sheet, or the township desk; ``made_at`` ISO seconds. ``sealed`` is
    the data key under what the slot asks for. The rest is how a password is stretched (Argon2id:
    ``memory`` in KiB), or the township's public key (``recipient``, age1…). Not ``is_whole``, some of it is not
    as it was written: what it asks for may be right and still open nothing.
    """

    kind: SlotKind
    name: str
    made_at: str
    sealed: bytes = field(repr=False)
    salt: bytes = field(default=b"", repr=False)
    memory: int = 0
    passes: int = 0
    lanes: int = 0
    recipient: str = ""
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Untold:
    """A change of the ring that the records may not tell of yet: what its SafetyEvent is to say. ``at`` ISO seconds."""

    id: str
    event: str
    subject: str
    note: str
    operator: str
    at: str


@dataclass(frozen=True, slots=True)
class Ring:
    """All ways to one data key. ``id`` stays for as long as the data key does, whatever becomes of the slots."""

    id: str
    slots: tuple[Slot, ...] = ()
    untold: tuple[Untold, ...] = ()

    @property
    def operators(self) -> tuple[str, ...]:
        """The names that have a password, in the order they were added."""
        return tuple(slot.name for slot in self.slots if slot.kind is SlotKind.PASSWORD)

    def slot(self, kind: SlotKind, name: str = "") -> Slot | None:
        """The slot of a kind, and of an operator where ``name`` says whose; None where there is none."""
        return next((one for one in self.slots if one.kind is kind and name in ("", one.name)), None)

    @property
    def is_whole(self) -> bool:
        """Whether every slot is as it was written."""
        return all(one.is_whole for one in self.slots)

    def mended_by(self, other: Ring) -> Ring:
        """With ``other``'s slots for its own damaged ones; all of ``other`` where it cannot be told which those are."""
        found = [one if one.is_whole else other.slot(one.kind, one.name) for one in self.slots]
        mended = tuple(one for one in found if one is not None)
        return replace(self, slots=mended) if self.id == other.id and len(mended) == len(found) else other

    def having(self, slot: Slot) -> Ring:
        """With this slot in place of the one of the same kind and, for passwords, the same name."""
        return replace(self, slots=(*self._without(slot.kind, slot.name), slot))

    def without(self, kind: SlotKind, name: str = "") -> Ring:
        """Without that slot; the others as they were."""
        return replace(self, slots=self._without(kind, name))

    def _without(self, kind: SlotKind, name: str) -> tuple[Slot, ...]:
        single = (
            kind is not SlotKind.PASSWORD
        )  # one sheet and one township: a new one takes the old one's place
        return tuple(one for one in self.slots if one.kind is not kind or not (single or one.name == name))


def to_json(ring: Ring) -> bytes:
    """As it stands in a file: each slot with its check sum, so that rot is not taken for a wrong password."""
    slots = [_fields(one) | {"check": _check(ring.id, one) if one.is_whole else ""} for one in ring.slots]
    untold = {"untold": [asdict(one) for one in ring.untold]} if ring.untold else {}
    content = {"format": FORMAT, "ring": ring.id, "slots": slots, **untold}
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


def _fields(slot: Slot) -> dict[str, Any]:
    return {
        "kind": slot.kind.value,
        "name": slot.name,
        "made_at": slot.made_at,
        "sealed": _text(slot.sealed),
        "salt": _text(slot.salt),
        "memory": slot.memory,
        "passes": slot.passes,
        "lanes": slot.lanes,
        "recipient": slot.recipient,
    }


def _check(ring: str, slot: Slot) -> str:
    """It hides nothing and proves nothing against a hand; only what opens does."""
    said = json.dumps([ring, *_fields(slot).values()], ensure_ascii=False).encode("utf-8")
    return hashlib.sha256(said).hexdigest()[:16]


def from_json(content: bytes) -> Ring:
    """Read a ring; refuses (ring_damaged, ring_newer) what is none."""
    try:
        found: Any = json.loads(content)
        if int(found["format"]) > FORMAT:
            raise refuse("ring_newer", "这份钥匙文件是新版程序写的。请安装新版程序后再打开，数据没有动过。")
        name = str(found["ring"])
        return Ring(name, tuple(_slot(one, name) for one in found["slots"]), _untold(found.get("untold")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise refuse(
            "ring_damaged", "钥匙文件读不懂，可能损坏了。请从一份备份恢复：每份备份里都带着钥匙。"
        ) from error


def _slot(found: dict[str, Any], ring: str) -> Slot:
    slot = Slot(
        SlotKind(found["kind"]),
        str(found["name"]),
        str(found["made_at"]),
        base64.b64decode(found["sealed"], validate=True),
        base64.b64decode(found["salt"], validate=True),
        _bounded(found["memory"], MOST_MEMORY_KIB),
        _bounded(found["passes"], MOST_PASSES),
        _bounded(found["lanes"], MOST_LANES),
        str(found["recipient"]),
    )
    check = _check(ring, slot)  # a name that is no text is found here, too
    return replace(slot, is_whole=found.get("check", check) == check)  # older programs wrote none


def _untold(found: Any) -> tuple[Untold, ...]:
    """What cannot be read tells of nothing: for that nobody is kept out of the records."""
    try:
        untold = tuple(Untold(**{name: str(one[name]) for name in Untold.__slots__}) for one in found or ())
        for one in untold:
            datetime.fromisoformat(one.at)
    except (KeyError, TypeError, ValueError):
        return ()
    return untold


def _bounded(value: Any, most: int) -> int:
    """A figure for Argon2id, as a whole number."""
    number = int(value)
    if not 0 <= number <= most:
        raise ValueError(number)
    return number


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
