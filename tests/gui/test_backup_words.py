"""Every reason for a backup has a word for the clerk."""

from __future__ import annotations

import re
from pathlib import Path

import happyhome
from happyhome.gui.backup_words import reason_word

NAMED = re.compile(r'"(before-[a-z]+)"')


def test_no_reason_is_shown_in_english() -> None:
    source = Path(happyhome.__file__).parent / "services"
    reasons = {
        one for file in source.rglob("*.py") for one in NAMED.findall(file.read_text(encoding="utf-8"))
    }
    assert "before-recovery" in reasons  # the pattern still finds them
    assert not [one for one in reasons if reason_word(one) == one]
