"""Looking for people's words in bytes, however they are written and packed."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from happyhome.services.session import Services

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SHORTEST = 6
"""Bytes. Two characters are four bytes of UTF-16, which random bytes hold once in four thousand million: a sealed
store of some MB would now and then seem to hold a name. In what is not sealed they are looked for all the same."""
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def people_words(services: Services) -> dict[str, str]:
    """What tells a person, and what it is: names, ID numbers, cards, telephones of residents and contacts."""
    from happyhome.domain.residents import Contact, Resident

    words: dict[str, str] = {}
    for record in (Resident, Contact):
        for one in services.ask(lambda reading, kind: reading.find(kind), record):
            for name in ("name", "id_number", "card", "bank_card", "phone", "card_number"):
                value = str(getattr(one, name, "") or "")
                if len(value) >= 2:
                    words[value] = name
    return words


def needles(words: Sequence[str]) -> dict[bytes, str]:
    """Each word as bytes: in every encoding, and as programs write such bytes where only letters may stand."""
    found: dict[bytes, str] = {}
    for word in words:
        plain = {word.encode(encoding) for encoding in ENCODINGS}
        written = {word.encode("unicode_escape"), json.dumps(word)[1:-1].encode()}
        for one in plain:
            written |= {one.hex().encode(), one.hex().upper().encode(), *_in_base64(one)}
        written |= {quote(word).encode(), quote(word, encoding="gb18030").encode()}
        found |= dict.fromkeys(plain | written, word)
    return found


def _in_base64(content: bytes) -> Iterator[bytes]:
    """The letters that stand for it alone, wherever in a group of three it begins."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + content)
        first = -(-before * 8 // 6)
        last = (before + len(content)) * 8 // 6
        if last - first >= SHORTEST:
            yield whole[first:last]


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and what its packed parts hold."""
    yield from _parts("", path.read_bytes())


def _parts(name: str, whole: bytes, depth: int = 3) -> Iterator[tuple[str, bytes]]:
    yield name, whole
    if whole.startswith(b"PK") and depth:
        broken = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
        with suppress(*broken), zipfile.ZipFile(io.BytesIO(whole)) as parts:
            for one in parts.namelist():
                yield from _parts(f"{name} {one}", parts.read(one), depth - 1)
    if whole.startswith(b"%PDF"):
        yield from _of_pdf(name, whole)
    if whole.startswith(b"\x1f\x8b"):
        with suppress(zlib.error):
            yield f"{name} unpacked", zlib.decompress(whole, 31)


def _of_pdf(name: str, whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Its streams, and the words that a reader shows: fonts of its own number the signs as they come."""
    for number, found in enumerate(_STREAM.finditer(whole)):
        packed = found[1].strip()
        if packed.endswith(b"~>"):
            with suppress(ValueError):
                packed = base64.a85decode(packed[:-2])
        for one in (packed, found[1]):
            with suppress(zlib.error):
                yield f"{name} stream {number}", zlib.decompress(one)
                break
    import pypdfium2

    with suppress(pypdfium2.PdfiumError):
        shown = pypdfium2.PdfDocument(whole)
        words = "".join(page.get_textpage().get_text_range() for page in shown)
        yield f"{name} as it is read", words.encode("utf-8", "replace")


def is_random(content: bytes) -> bool:
    """Whether nothing of it can be packed: what is sealed looks so."""
    piece = content[:: max(1, len(content) // (1 << 16))][: 1 << 16]
    return len(piece) > 1024 and len(zlib.compress(piece, 6)) > 0.99 * len(piece)


class Search:
    """Looks for people's words; what it once read and found clean it does not read again while it stays as it is."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        wanted = needles(list(words))
        self._wanted = wanted
        self._any = _any_of(wanted)
        self._long = _any_of(one for one in wanted if len(one) >= SHORTEST)
        self._clean: set[tuple[str, int, int]] = set()
        self.bytes_read = 0

    def found_in(self, folder: Path, *, but: re.Pattern[str] | None = None) -> Iterator[str]:
        """Each file that holds a word, with what kind of word it is (never the word itself)."""
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if any(word in name for word in self.words):
                yield f"the name of {path.suffix or 'a folder'} in {path.parent.name}"
            if not path.is_file() or path.is_symlink() or (but and but.fullmatch(path.name)):
                continue
            status = path.stat()
            mark = (name, status.st_size, status.st_mtime_ns)
            if mark in self._clean:
                continue
            hits = list(self._hits(path, name))
            yield from hits
            if not hits:
                self._clean.add(mark)

    def _hits(self, path: Path, name: str) -> Iterator[str]:
        for part, content in contents(path):
            self.bytes_read += len(content)
            hit = (self._long if is_random(content) else self._any).search(content)
            if hit:
                yield f"{name} {part}: a {self.words[self._wanted[hit[0]]]}"


def _any_of(needles: Iterable[bytes]) -> re.Pattern[bytes]:
    """A pattern that shares beginnings, as a tree: a plain list of a thousand words takes minutes a file."""
    tree: dict[int, Any] = {}
    for needle in needles:
        node = tree
        for byte in needle:
            node = node.setdefault(byte, {})
        node[-1] = {}
    return re.compile(_branches(tree))


def _branches(node: dict[int, Any]) -> bytes:
    if -1 in node:
        return b""  # the shortest word is enough
    several = b"|".join(re.escape(bytes([byte])) + _branches(below) for byte, below in node.items())
    return b"(?:" + several + b")" if len(node) > 1 else several
