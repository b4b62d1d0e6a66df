"""More of what a child does until it is killed: the rarer acts, and the ways back in."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from happyhome.domain.dates import Month
from happyhome.services import (
    application_returns,
    applications,
    audit,
    drills,
    handover,
    meals,
    protection,
    residents,
    restoring,
    roll_acts,
    roll_drafting,
    rule_previews,
    schemes,
)
from happyhome.services.disclosures import Terms
from happyhome.services.register_sheets import sheet_bytes
from happyhome.services.session import Folders
from tests.services.month_ends import hand_over_month
from tests.services.rules import KEY, rules
from tests.services.village import TODAY, Clock
from tests.torture.acts import STICK, Act, keep
from tests.torture.children import Tell
from tests.torture.ground import NEXT_PASSWORD, OPERATOR, Ground, opened

LEFT = "left.db"
"""The one file that somebody carries to a new machine, beside its data folder."""
_TICKS = 25
_FILE_PASSWORD = "清泉村-2026-10"


def _undoing(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    who = [one.id for one in services.ask(residents.people_on, TODAY)]
    for number in range(_TICKS):
        marks = {(who[number % len(who)], TODAY): "dine_in" if number // len(who) % 2 == 0 else None}
        services.run(meals.mark_meals, slot="lunch", marks=marks, confirmed=True)
    tell(begin=True)
    while True:
        verb = chance.choice([audit.undo, audit.undo, audit.redo])
        outcome = services.run(verb, confirmed=True)
        if outcome.operation:
            tell(kept=outcome.operation)


def _locking_rolls(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    november = {"first": Month(2026, 11), "last": Month(2026, 11)}
    made = services.run(roll_drafting.draft_roll, scheme=KEY, confirmed=True, **november)
    tell(begin=True)
    while True:
        keep(services, tell, roll_acts.lock_roll, roll=made.value.id)
        keep(services, tell, roll_acts.reopen_roll, roll=made.value.id, reason="少了一位老人")


def _deciding(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    """The township's decisions come back, as one operation with a backup before it."""
    services = opened(ground, data)
    for verb, named in (
        (rule_previews.import_rules, {"name": "gaoling.yaml", "content": rules("需申请: 是")}),
        (schemes.use_scheme, {"scheme": KEY, "since": Month(2026, 9)}),
    ):
        services.run(verb, confirmed=True, **named)
    for one in services.ask(residents.people_on, TODAY)[:8]:
        services.run(
            applications.open_application, resident=one.id, scheme=KEY, applied_on=date(2026, 11, 9),
            confirmed=True,
        )  # fmt: skip
    table = data.parent / "审批.xlsx"
    table.write_bytes(sheet_bytes(services.ask(application_returns.application_sheet, TODAY)))
    agree_to_all(table)
    tell(begin=True)
    seen = services.ask(application_returns.preview_decisions, table, TODAY)
    if not seen.changed:
        raise AssertionError("no decision would change anything")
    keep(services, tell, application_returns.apply_decisions, preview=seen)


def agree_to_all(table: Path) -> None:
    """Fill the township's column in."""
    from openpyxl import load_workbook

    book = load_workbook(table)
    page = book.active
    head = next(
        cell for row in page.iter_rows(max_row=8) for cell in row if cell.value == "审批结果"
    )  # fmt: skip
    for row in range(head.row + 1, page.max_row + 1):
        if page.cell(row, 2).value:
            page.cell(row, head.column).value = "同意"
    book.save(table)


def _handing_over_locked(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    few = [one for one in handover.planned_files(Month(2026, 9)) if one.key == "roster"]
    tell(begin=True)
    terms = Terms("township", _FILE_PASSWORD)
    done = hand_over_month(services, Month(2026, 9), data.parent / STICK, chosen=few, terms=terms)
    tell(folder=done.folder.name)


def _drilling(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    services = opened(ground, data)
    tell(begin=True)
    drill = drills.run(services)
    if not drill.is_sound:
        raise AssertionError(drill.note)


def _new_sheet(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    """A fresh code, told before it counts as it is on paper by then."""
    services = opened(ground, data)
    code = protection.new_code()
    tell(begin=True)
    tell(sheet=code)
    protection.take_recovery_code(services, code)
    tell(counts=code)


def _recovering(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    """The password is forgotten; the code gives another."""
    ring = protection.ring_of(data / "happyhome.db")
    assert ring is not None
    tell(begin=True)
    key = protection.key_from_code(ring, ground.code)
    protection.recover(Folders(data), key, OPERATOR, NEXT_PASSWORD, Clock()())
    tell(password=NEXT_PASSWORD)


def _on_a_new_machine(ground: Ground, data: Path, tell: Tell, chance: random.Random) -> None:
    """Nothing is left but one sealed backup and the sheet."""
    folders = Folders(data)
    source = shutil.move(min(folders.backups.glob("happyhome-*.db")), data.parent / LEFT)
    shutil.rmtree(data)
    data.mkdir()
    ring = restoring.ring_of_backup(source)
    assert ring is not None
    tell(begin=True)
    key = protection.key_from_code(ring, ground.code)
    restoring.restore_backup(folders, source, Clock()(), source_key=key)
    tell(restored=LEFT)


def more_acts() -> Iterator[Act]:
    """All of them."""
    yield Act("undoing", _undoing, loops=True)
    yield Act("locking_rolls", _locking_rolls, loops=True)
    yield Act("deciding", _deciding)
    yield Act("handing_over_locked", _handing_over_locked)
    yield Act("drilling", _drilling)
    yield Act("new_sheet", _new_sheet, ("sealed",))
    yield Act("recovering", _recovering, ("sealed",))
    yield Act("new_machine", _on_a_new_machine, ("sealed",))
