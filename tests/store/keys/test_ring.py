"""A ring opens for whom it was made and for nobody else; a damaged one is refused in bounded time."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from happyhome.domain.problems import Refusal
from happyhome.store.keys import sealing
from happyhome.store.keys.codes import new_code
from happyhome.store.keys.ring import MOST_MEMORY_KIB, Ring, SlotKind, from_json, to_json
from happyhome.store.keys.ring_files import keep_ring, ring_in, ring_of, ring_path, trailer_of

NOW = datetime.fromisoformat("2026-11-21T12:00:00")
PASSWORD = "Bücher unter dem Baum"
CODE = new_code()
IDENTITY, RECIPIENT = sealing.new_identity()


def _made() -> tuple[Ring, bytes]:
    ring, key = sealing.new_ring()
    ring = sealing.with_password(ring, key, "王芳", PASSWORD, NOW)
    ring = sealing.with_recovery(ring, key, CODE, NOW)
    return sealing.with_township(ring, key, RECIPIENT, "宁远堡镇", NOW), key


RING, KEY = _made()
WRITTEN = to_json(RING)


def _code(work: Any, *arguments: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        work(*arguments)
    return refusal.value.problems[0].code


def _given(work: Any, *arguments: Any) -> Any:
    """What it gives, or the code of its refusal."""
    try:
        return work(*arguments)
    except Refusal as refusal:
        return refusal.problems[0].code


DAMAGED = ("ring_damaged", "ring_newer")


def test_each_way_gives_the_one_key() -> None:
    again = from_json(WRITTEN)
    assert again == RING
    assert sealing.key_by_password(again, "王芳", PASSWORD) == KEY
    assert sealing.key_by_recovery(again, CODE.replace("-", " ")) == KEY
    assert sealing.key_by_township(again, IDENTITY) == KEY
    assert sealing.key_by_township(again, f"# 乡镇私钥\n\n  {IDENTITY}\n") == KEY


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    for form in ("NFC", "NFD"):
        assert sealing.key_by_password(RING, "王芳", unicodedata.normalize(form, PASSWORD)) == KEY


def test_what_does_not_fit_is_refused_and_said() -> None:
    assert _code(sealing.key_by_password, RING, "王芳", PASSWORD.upper()) == "password_wrong"
    assert _code(sealing.key_by_password, RING, "王芳", "") == "password_wrong"
    assert _code(sealing.key_by_password, RING, "李强", PASSWORD) == "operator_unknown"
    assert _code(sealing.key_by_password, RING, "", PASSWORD) == "operator_unknown"
    nobodys = RING.without(SlotKind.PASSWORD, "王芳")
    with pytest.raises(Refusal, match="现在谁都没有密码。请用恢复单") as refusal:
        sealing.key_by_password(nobodys, "王芳", PASSWORD)
    assert refusal.value.problems[0].code == "operator_none"
    assert _code(sealing.key_by_recovery, RING, new_code()) == "code_wrong"
    assert _code(sealing.key_by_township, RING, sealing.new_identity()[0]) == "identity_wrong"
    assert _code(sealing.key_by_township, RING, RECIPIENT) == "identity_wrong"
    assert _code(sealing.key_by_township, RING, "") == "identity_wrong"
    assert _code(sealing.with_township, RING, KEY, IDENTITY, "镇", NOW) == "township_key"
    bare = Ring(RING.id)
    assert _code(sealing.key_by_recovery, bare, CODE) == "recovery_none"
    assert _code(sealing.key_by_township, bare, IDENTITY) == "township_none"


def test_a_new_slot_takes_the_place_of_its_kind_or_name() -> None:
    ring = sealing.with_password(RING, KEY, "李强", "李家门前两棵树", NOW)
    assert ring.operators == ("王芳", "李强")
    ring = sealing.with_password(ring, KEY, "王芳", "换成了另一个密码", NOW)
    assert sorted(ring.operators) == ["李强", "王芳"]
    assert _code(sealing.key_by_password, ring, "王芳", PASSWORD) == "password_wrong"
    fresh = new_code()
    ring = sealing.with_recovery(ring, KEY, fresh, NOW)
    assert [slot.kind for slot in ring.slots].count(SlotKind.RECOVERY) == 1
    assert _code(sealing.key_by_recovery, ring, CODE) == "code_wrong"
    assert sealing.key_by_recovery(ring, fresh) == KEY
    assert ring.without(SlotKind.PASSWORD, "李强").operators == ("王芳",)


def test_a_slot_of_another_ring_or_name_opens_nothing() -> None:
    other, _ = sealing.new_ring()
    moved = replace(other, slots=RING.slots)
    assert _code(sealing.key_by_password, moved, "王芳", PASSWORD) == "password_wrong"
    assert _code(sealing.key_by_recovery, moved, CODE) == "code_wrong"
    mine = RING.slot(SlotKind.PASSWORD, "王芳")
    assert mine is not None
    renamed = RING.having(replace(mine, name="李强"))
    assert _code(sealing.key_by_password, renamed, "李强", PASSWORD) == "password_wrong"


def test_neither_secrets_nor_what_seals_them_is_shown() -> None:
    shown = repr(RING) + repr(RING.slots)
    assert KEY.hex() not in shown
    assert PASSWORD not in shown
    assert "sealed=" not in shown
    assert KEY not in WRITTEN


@given(st.integers(0, len(WRITTEN) - 1), st.integers(1, 255), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_damaged_ring_gives_the_key_or_a_refusal(place: int, flip: int, cut: bool) -> None:
    damaged = bytearray(WRITTEN)
    damaged[place] ^= flip
    ring = _given(from_json, bytes(damaged[:place] if cut else damaged))
    if not isinstance(ring, Ring):
        assert ring in DAMAGED
        return
    assert _given(sealing.key_by_recovery, ring, CODE) in (KEY, "code_wrong", "recovery_none", "ring_damaged")
    assert _given(sealing.key_by_township, ring, IDENTITY) in (
        KEY,
        "identity_wrong",
        "township_none",
        "ring_damaged",
    )


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(_values, st.sampled_from(["format", "ring", "slots"]))
def test_a_ring_of_any_json_is_a_ring_or_refused(value: Any, name: str) -> None:
    found = json.loads(WRITTEN)
    found[name] = value
    for content in (json.dumps(value), json.dumps(found)):
        ring = _given(from_json, content.encode("utf-8", "surrogatepass"))
        assert isinstance(ring, Ring) or ring in DAMAGED


@given(
    _values,
    st.sampled_from(["kind", "name", "sealed", "salt", "memory", "passes", "lanes", "recipient", "made_at"]),
)
def test_a_slot_with_any_value_is_read_or_refused(value: Any, name: str) -> None:
    found = json.loads(WRITTEN)
    found["slots"][0][name] = value
    ring = _given(from_json, json.dumps(found).encode("utf-8", "surrogatepass"))
    assert ring == "ring_damaged" or ring.slots[0].memory <= MOST_MEMORY_KIB


@pytest.mark.parametrize(
    ("name", "value"), [("memory", 1 << 30), ("memory", -1), ("passes", 10**9), ("lanes", 10**6)]
)
def test_a_ring_cannot_ask_for_all_the_memory_or_all_day(name: str, value: int) -> None:
    found = json.loads(WRITTEN)
    found["slots"][0][name] = value
    assert _code(from_json, json.dumps(found).encode()) == "ring_damaged"


def test_figures_that_argon_does_not_take_are_a_damaged_ring() -> None:
    slot = RING.slot(SlotKind.PASSWORD)
    assert slot is not None
    for wrong in (replace(slot, passes=0), replace(slot, memory=1), replace(slot, salt=b"")):
        assert _code(sealing.key_by_password, RING.having(wrong), "王芳", PASSWORD) == "ring_damaged"


def test_a_ring_lies_beside_its_store_and_at_the_end_of_a_backup(tmp_path: Path) -> None:
    store = tmp_path / "happyhome.db"
    assert ring_of(store) is None
    keep_ring(ring_path(store), RING)
    assert ring_of(store) == RING
    store.write_bytes(b"not open text")
    assert ring_of(store) == RING
    backup = tmp_path / "backup.db"
    backup.write_bytes(b"pages" + trailer_of(RING))
    assert ring_in(backup) == (RING, 5)
    backup.write_bytes(b"pages")
    assert ring_in(backup) == (None, 5)


@pytest.mark.parametrize("filling", [b"\0" * 4096, b"\xff" * 3, b"\r\n", b"\0" * (256 << 10)])
def test_a_backup_rescued_in_whole_blocks_still_carries_its_ring(filling: bytes, tmp_path: Path) -> None:
    """As a check of a damaged stick saves files: filled up to the end of the block."""
    backup = tmp_path / "FILE0000.CHK"
    backup.write_bytes(b"pages" + trailer_of(RING) + filling[:-1])
    assert ring_in(backup) == (RING, 5)


def test_a_ring_beside_an_open_store_counts_for_nothing(tmp_path: Path) -> None:
    store = tmp_path / "happyhome.db"
    store.write_bytes(b"SQLite format 3\0 and pages")
    keep_ring(ring_path(store), RING)
    assert ring_of(store) is None


@given(st.binary(max_size=60))
def test_whatever_ends_a_file_is_a_ring_or_none_or_refused(end: bytes) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        backup = Path(folder, "backup.db")
        whole = b"pages" + trailer_of(Ring("x"))
        backup.write_bytes(whole[: -len(end)] + end if end else whole)
        found = _given(ring_in, backup)
        assert found in DAMAGED or found[1] <= backup.stat().st_size


def test_a_private_key_given_for_a_public_one_stands_in_no_traceback() -> None:
    with pytest.raises(Refusal) as refused:
        sealing.with_township(RING, KEY, IDENTITY, "镇", NOW)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_a_damaged_ring_is_never_taken_for_a_wrong_password_or_code() -> None:
    """Wherever a byte rotted: what is right opens, or the ring is said to be damaged. Every 7th place is tried."""
    for at in range(0, len(WRITTEN), 7):
        rotten = bytearray(WRITTEN)
        rotten[at] ^= 1
        found = _given(from_json, bytes(rotten))
        if isinstance(found, str):
            assert found in DAMAGED
            continue
        for way in (
            _given(sealing.key_by_recovery, found, CODE),
            _given(sealing.key_by_township, found, IDENTITY),
            *([] if at % 70 else [_given(sealing.key_by_password, found, "王芳", PASSWORD)]),
        ):
            assert way in (KEY, "ring_damaged"), (at, way)


def test_rot_is_still_known_after_another_slot_was_changed() -> None:
    written = json.loads(WRITTEN)
    written["slots"][1]["salt"] = "AAAA" + written["slots"][1]["salt"][4:]
    rotten = from_json(json.dumps(written).encode())
    assert not rotten.is_whole
    again = from_json(to_json(sealing.with_password(rotten, KEY, "李梅", "停车坐爱枫林晚", NOW)))
    assert not again.is_whole
    assert _code(sealing.key_by_recovery, again, CODE) == "ring_damaged"
    assert sealing.key_by_recovery(again.mended_by(RING), CODE) == KEY


def test_a_ring_of_an_older_program_has_no_check_sums_and_is_whole() -> None:
    older = json.loads(WRITTEN)
    for slot in older["slots"]:
        del slot["check"]
    assert from_json(json.dumps(older).encode()) == RING


def test_mending_takes_what_rotted_from_the_other_and_no_more() -> None:
    newer = sealing.with_password(RING, KEY, "王芳", "停车坐爱枫林晚", NOW)
    rotten = newer.having(replace(newer.slot(SlotKind.RECOVERY), is_whole=False))  # type: ignore[type-var]
    mended = rotten.mended_by(RING)
    assert mended.is_whole
    assert sealing.key_by_recovery(mended, CODE) == KEY
    assert sealing.key_by_password(mended, "王芳", "停车坐爱枫林晚") == KEY
    assert rotten.mended_by(Ring("another", RING.slots)) == Ring("another", RING.slots)
