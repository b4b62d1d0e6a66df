"""Sealing the data key under a password (Argon2id), a recovery code, or the township's public key (age).

cryptography and pyrage are imported when a slot is made or opened, not before.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
import uuid
from datetime import datetime

from happyhome.domain.problems import Refusal, refuse
from happyhome.store.keys.codes import code_bytes
from happyhome.store.keys.ring import Ring, Slot, SlotKind

KEY_BYTES = 32
MEMORY_KIB, PASSES, LANES = 64 << 10, 3, 4
"""Argon2id as RFC 9106 4 advises where memory is scarce: 64 MiB, three passes, four lanes; 0.1–0.2 s."""
_NONCE = 12
_NOTE = b"happyhome note"


def new_ring() -> tuple[Ring, bytes]:
    """A ring without slots, and its fresh random data key of 32 bytes."""
    return Ring(str(uuid.uuid4())), secrets.token_bytes(KEY_BYTES)


def with_password(ring: Ring, key: bytes, name: str, password: str, now: datetime) -> Ring:
    """The ring with ``name``'s password, in place of an earlier one of that name."""
    salt = secrets.token_bytes(16)
    stretched = _stretched(password, salt, MEMORY_KIB, PASSES, LANES)
    sealed = _seal(stretched, key, _about(ring, SlotKind.PASSWORD, name))
    return ring.having(Slot(SlotKind.PASSWORD, name, _stamp(now), sealed, salt, MEMORY_KIB, PASSES, LANES))


def with_recovery(ring: Ring, key: bytes, code: str, now: datetime) -> Ring:
    """The ring with this recovery code; an earlier sheet opens nothing any more."""
    salt = secrets.token_bytes(16)
    sealed = _seal(_spread(code_bytes(code), salt), key, _about(ring, SlotKind.RECOVERY, ""))
    return ring.having(Slot(SlotKind.RECOVERY, "", _stamp(now), sealed, salt))


def with_township(ring: Ring, key: bytes, recipient: str, name: str, now: datetime) -> Ring:
    """The ring with the township's public key (age1…); refuses (township_key) what is none."""
    import pyrage

    try:
        public = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise refuse(
            "township_key",
            "这不是乡镇的公钥。公钥是一行以 age1 开头的字，请重新拷贝乡镇给的公钥文件。",
            "township",
        ) from None  # what was given may be the private key, and the cause may repeat it
    sealed = pyrage.encrypt(key, [public])
    return ring.having(Slot(SlotKind.TOWNSHIP, name, _stamp(now), bytes(sealed), recipient=recipient.strip()))


def key_by_password(ring: Ring, name: str, password: str) -> bytes:
    """The data key by an operator's password; refuses (operator_unknown, password_wrong)."""
    slot = ring.slot(SlotKind.PASSWORD, name) if name else None
    if slot is None:
        raise unknown_operator(ring, name)
    stretched = _stretched(password, slot.salt, slot.memory, slot.passes, slot.lanes)
    wrong = refuse("password_wrong", "密码不对。请看看大写锁定和输入法，再输一次。", "password")
    return _open(stretched, slot, _about(ring, slot.kind, name), wrong)


def unknown_operator(ring: Ring, name: str) -> Refusal:
    """That ``name`` has no password in ``ring`` (operator_unknown), or nobody has one (operator_none)."""
    if not ring.is_whole:  # it may be the name that is damaged
        return _damaged()
    if not ring.operators:
        return refuse(
            "operator_none",
            "这份数据现在谁都没有密码。请用恢复单上的恢复码或乡镇的私钥打开，再给自己设一个新密码"
            "（窗口里点“忘了密码”，命令是 protect recover）。",
            "operator",
        )
    known = "、".join(ring.operators)
    return refuse("operator_unknown", f"没有“{name}”这个操作员。有密码的是：{known}。", "operator")


def key_by_recovery(ring: Ring, code: str) -> bytes:
    """The data key by the recovery code; refuses (code_length, code_group, recovery_none, code_wrong)."""
    typed, slot = code_bytes(code), ring.slot(SlotKind.RECOVERY)
    if slot is None:
        raise refuse(
            "recovery_none",
            "这份数据没有打印过恢复单，不能用恢复码打开。请用密码，或请乡镇带私钥文件来打开。",
            "code",
        )
    wrong = refuse(
        "code_wrong",
        "恢复码没有输错，但打不开这份数据：它可能是旧的恢复单，或是别的幸福院的。请找最新的一张。",
        "code",
    )
    return _open(_spread(typed, slot.salt), slot, _about(ring, slot.kind, ""), wrong)


def key_by_township(ring: Ring, identity: str) -> bytes:
    """The data key by the township's private key (AGE-SECRET-KEY-1…); refuses (township_none, identity_wrong)."""
    import pyrage

    slot = ring.slot(SlotKind.TOWNSHIP)
    if slot is None:
        raise refuse(
            "township_none",
            "这份数据没有用乡镇的公钥加锁，乡镇的私钥打不开它。请用密码或恢复单。",
            "identity",
        )
    lines = [line.strip() for line in identity.splitlines() if line.strip() and not line.startswith("#")]
    wrong = refuse("identity_wrong", "这把私钥打不开这份数据。请核对是不是给这个村公钥的那一把。", "identity")
    try:
        key = pyrage.decrypt(slot.sealed, [pyrage.x25519.Identity.from_str(line) for line in lines[:1]])
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise (
            wrong if slot.is_whole else _damaged()
        ) from None  # the cause may hold a part of what was typed
    if len(key) != KEY_BYTES:
        raise wrong
    return bytes(key)


def sealed_note(key: bytes, text: str) -> str:
    """A note beside the records that only who has the data key can read."""
    return base64.b64encode(_seal(_note_key(key), text.encode("utf-8"), _NOTE)).decode("ascii")


def opened_note(key: bytes, note: str) -> str | None:
    """The text of it; None for what another key sealed, or nobody."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        sealed = base64.b64decode(note, validate=True)
        return (
            ChaCha20Poly1305(_note_key(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], _NOTE).decode("utf-8")
        )
    except (InvalidTag, ValueError):
        return None


def _note_key(key: bytes) -> bytes:
    """A key of its own, as each use of the data key has (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, None, _NOTE).derive(key)


def new_identity() -> tuple[str, str]:
    """A township's fresh pair: (private AGE-SECRET-KEY-1…, public age1…)."""
    import pyrage

    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def _about(ring: Ring, kind: SlotKind, name: str) -> bytes:
    """What a sealed key belongs to: a slot moved into another ring or under another name does not open."""
    return "\x1f".join(("happyhome", ring.id, kind.value, name)).encode("utf-8", "surrogatepass")


def _stretched(password: str, salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    try:
        stretch = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory)
        return stretch.derive(typed)
    except ValueError as error:  # figures that Argon2id does not take: the file was damaged
        raise _damaged() from error


def _spread(code: bytes, salt: bytes) -> bytes:
    """A key of 32 bytes out of the code, which is random and needs no stretching (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, b"happyhome recovery").derive(code)


def _seal(under: bytes, key: bytes, about: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(under).encrypt(nonce, key, about)


def _open(under: bytes, slot: Slot, about: bytes, wrong: Refusal) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(under).decrypt(slot.sealed[:_NONCE], slot.sealed[_NONCE:], about)
    except InvalidTag:
        raise (wrong if slot.is_whole else _damaged()) from None
    except ValueError as error:
        raise _damaged() from error


def _damaged() -> Refusal:
    return refuse(
        "ring_damaged",
        "钥匙文件有一部分损坏了，这样打不开。请换一种办法试（别人的密码、恢复码、乡镇私钥），"
        "或从一份备份恢复：每份备份里都带着钥匙。",
    )


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
