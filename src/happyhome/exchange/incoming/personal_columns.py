"""The columns that say who someone is; the rest are read by kind in columns.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from happyhome.domain.problems import Level
from happyhome.exchange.incoming.cells import age_of, ethnicity_of, group_of, is_nothing, text_of
from happyhome.exchange.incoming.day_cells import read_day
from happyhome.exchange.incoming.kept_text import clean_text
from happyhome.exchange.incoming.remarks import KIND_LABELS, Proposal, proposal_in
from happyhome.exchange.incoming.roster_row import RowDraft
from happyhome.exchange.incoming.sheets import Cell

SpecialReader: TypeAlias = Callable[[RowDraft, Cell, str, date], None]


def _name(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    draft.name_cell = (value, heading)


def _id_number(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    draft.id_cell = (value, heading)


def _sex(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    draft.sex = (text_of(value), heading)


def _birthday(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    draft.birthday = (value, heading)


def _age(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    draft.age = (age_of(value), heading)


def _group(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    unit = next((word for word in ("社", "组", "队") if word in heading), "组")
    text = group_of(value, unit)
    if text and not is_nothing(text):
        draft.fields["group"] = text


def _grade(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    draft.disability.append((text_of(value), heading))


def _died(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    propose(draft, heading, Proposal("died", read_day(value, today).day, text_of(value)))


def _moved(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    propose(draft, heading, Proposal("moved_out", read_day(value, today).day, text_of(value)))


def _note(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    text = text_of(value)
    if is_nothing(text):
        return
    draft.notes.append(clean_text(text))
    found = proposal_in(text, today)
    if found:
        propose(draft, heading, found)


def _ethnicity(draft: RowDraft, value: Cell, heading: str, today: date) -> None:
    word = ethnicity_of(text_of(value))
    if not is_nothing(word):
        draft.fields["ethnicity"] = word


SPECIAL: Mapping[str, SpecialReader] = MappingProxyType(
    {
        "name": _name,
        "id_number": _id_number,
        "sex": _sex,
        "birthday": _birthday,
        "age": _age,
        "group": _group,
        "disability_grade": _grade,
        "died_on": _died,
        "moved_on": _moved,
        "note": _note,
        "ethnicity": _ethnicity,
    }
)


def propose_from_name(draft: RowDraft, remark: str, today: date) -> bool:
    """A remark in brackets behind a name, 王秀英(已故); whether it reported anything."""
    found = proposal_in(remark, today)
    if found:
        propose(draft, draft.name_cell[1], found)
    return found is not None


def propose(draft: RowDraft, heading: str, found: Proposal) -> None:
    """Note what a sheet reports; nothing is registered before the clerk says so."""
    if is_nothing(found.text):
        return
    draft.proposals.append(found)
    word = KIND_LABELS[found.kind]
    when = f"（{found.day}）" if found.day else "（没有写明日期）"
    code = {"died": "death_proposed", "moved_out": "move_proposed"}.get(found.kind, "withdrawal_proposed")
    text = f"“{heading}”写着“{found.text}”，像是{word}{when}。没有自动登记，请核实后在老人页登记{word}。"
    draft.tell(heading, code, Level.WARNING, text)
