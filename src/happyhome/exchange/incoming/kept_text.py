"""Text that could not be taken in as a fact stays with the person, in the note."""

from __future__ import annotations

from happyhome.domain.hidden import without_hidden
from happyhome.domain.problems import Level
from happyhome.exchange.incoming.roster_row import RowDraft


def keep_unknown(draft: RowDraft, heading: str, axis: str, label: str, text: str) -> None:
    """Say that a value is not known and keep its text in the note."""
    draft.notes.append(f"{label}原填：{clean_text(text)}")
    if axis == "aid":
        draft.tell(
            heading,
            "aid_unknown",
            Level.WARNING,
            f"{heading}“{text}”不认识，没有记入，原文留在备注里。请按民政系统的身份补填。",
        )
    else:
        draft.tell(
            heading, "value_unknown", Level.INFO, f"{heading}“{text}”不认识，没有记入，原文留在备注里。"
        )


def keep(draft: RowDraft, heading: str, label: str, text: str) -> None:
    """The same for a field that is no dated fact."""
    keep_unknown(draft, heading, "", label, text)


def clean_text(text: str) -> str:
    """Text on one line, without characters that nobody sees."""
    if text.isprintable():
        return text
    return " ".join(without_hidden(text).split())
