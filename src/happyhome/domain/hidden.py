"""Characters that nobody sees and that change what is seen: they stand in no name, number or note."""

from __future__ import annotations

import re

# Control characters but tab and line ends; formats and direction marks; fillers and selectors that show
# nothing; halves of characters and places that are none. The selectors of rare Han forms (U+E0100…) stay.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e007f\U0010fffe\U0010ffff"
)
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Marks set over and under a letter, heaped until they cover the lines around.
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_HEAPED = re.compile(f"({_MARK}{{2}}){_MARK}+")
# One class for both goes through a text fastest, and nearly every text holds none of it.
_SUSPECT = re.compile(f"[{_UNSEEN}{_MARK[1:-1]}]")


def has_hidden(text: str) -> bool:
    """Whether a text holds anything that is not seen, or heaps of marks over a letter."""
    if _SUSPECT.search(text) is None:
        return False
    return _HIDDEN.search(text) is not None or _HEAPED.search(text) is not None


def without_hidden(text: str) -> str:
    """The text without it; blanks, tabs and line ends stay as they are."""
    return _HEAPED.sub(r"\1", _HIDDEN.sub("", text))


def reorders(text: str) -> bool:
    """Whether a mark makes the text look other than its order is: 王秀兰 seen, 兰秀王 kept."""
    return bool(_REORDERING.search(text))
