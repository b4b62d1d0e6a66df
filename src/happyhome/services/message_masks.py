"""What may be kept of a message: its words, not its values. Messages are made by libraries, too, and name what
they choked on: a name, a file, a row."""

from __future__ import annotations

import re
from typing import Final

from happyhome.services.plain_masks import LEFT_OUT, masked

_MOST: Final = 2000  # characters of one message
_QUOTED: Final = re.compile(
    r"(?<!\w)[bru]?'(?:[^'\\]|\\.)*'(?!\w)|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|‘[^’]*’|`[^`]*`", re.DOTALL
)
_UNCLOSED: Final = re.compile(r"(?:(?<!\w)'|[\"“‘`]).*", re.DOTALL)
_NAME_OF_OURS: Final = re.compile(
    r"[a-z]+(?:_[a-z0-9]+)+|NoneType|str|int|bytes|list|dict|tuple|set|float|bool"
)
_PATH: Final = re.compile(r"(?:[A-Za-z]:)?[^\s:,;()\[\]]*[\\/][^\s,;()\[\]]*")
_NUMBER: Final = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{4,}")
"""Birthdays, and what is left of a longer number; a line, a row or an errno is shorter."""
_CAPITAL: Final = re.compile(r"\b[A-Z\u00c0-\u00de\u0410-\u042f][\w’'-]*")
_LETTERS_BEYOND: Final = re.compile(r"[^\x00-\x7f〔…〕*]+")
_KNOWN: Final = """
    AND Background Cannot CHECK Could Data DELETE Did Errno Error Expected Expecting Failed FOREIGN FROM I
    Illegal INSERT INTO Invalid Is KEY Missing No None NoneType NOT Not NULL O Object OR Permission PRIMARY Python Qt
    Read SELECT SET SQL True False Unable UNIQUE Unknown Unsupported UPDATE VALUES WHERE WinError
"""
_KEPT: Final = frozenset(_KNOWN.split())
_TYPE: Final = re.compile(r"(?:\w+(?:Error|Exception|Warning)|Q[A-Z][a-z]+\w*)")


def masked_message(text: str) -> str:
    """The message without what stands in quotes, paths, capitalised words that nobody knows, digits and Chinese.

    Names in Latin letters are capitalised words; those that are typed small stand in quotes, as values do.
    """
    bare = _UNCLOSED.sub(LEFT_OUT, _QUOTED.sub(_quoted, text[:_MOST]))
    bare = _PATH.sub(LEFT_OUT, masked(bare))
    bare = _NUMBER.sub("****", bare)
    return _LETTERS_BEYOND.sub(LEFT_OUT, _CAPITAL.sub(_capital, bare))


def _quoted(found: re.Match[str]) -> str:
    inside = found[0].strip("\"'“”‘’`")
    return f"<{inside}>" if _NAME_OF_OURS.fullmatch(inside) else LEFT_OUT


def _capital(found: re.Match[str]) -> str:
    return found[0] if found[0] in _KEPT or _TYPE.fullmatch(found[0]) else LEFT_OUT
