"""Backups as witnesses against whoever rewrites the records and their audit together."""

from __future__ import annotations

from datetime import date

import pytest

from happyhome.services import audit, backups, restoring
from happyhome.store.audit import GENESIS, Change, hash_of
from tests.services.village import TODAY, Village


def _rewrite(village: Village, *statements: str) -> None:
    """As somebody would who knows how the chain is made: rows, audit and every hash after it."""
    with village.services.store.writing() as connection:
        raw = connection.connection.driver_connection
        for table in ("operation", "change"):
            for verb in ("update", "delete"):
                raw.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        for statement in statements:
            raw.execute(statement)
        previous = GENESIS
        for row in raw.execute(
            "SELECT id, home, sequence, verb, label, at, operator, undoes FROM operation ORDER BY sequence"
        ).fetchall():
            changes = raw.execute(
                'SELECT register, row_id, before, after FROM "change" WHERE operation = ? ORDER BY number',
                (row[0],),
            ).fetchall()
            digest = hash_of((*row, previous), [Change(*one) for one in changes])
            raw.execute(
                "UPDATE operation SET previous = ?, hash = ? WHERE id = ?", (previous, digest, row[0])
            )
            previous = digest


def _fed(village: Village) -> None:
    village.lunch(village.elder("王秀兰"), day=date(2026, 10, 9))
    village.lunch(village.elder("李建国"))


def test_records_as_the_backup_knows_them_are_believed(village: Village) -> None:
    _fed(village)
    backups.back_up(village.services)
    village.elder("赵玉梅")
    assert audit.verify_with_backups(village.services) == ()


def test_a_chain_rewritten_whole_is_contradicted_by_a_backup(village: Village) -> None:
    _fed(village)
    backups.back_up(village.services)
    _rewrite(
        village,
        f"UPDATE meal SET mode = 'delivery' WHERE day = '{TODAY}'",
        "UPDATE \"change\" SET after = replace(after, 'dine_in', 'delivery')"
        f' WHERE after LIKE \'%"day":"{TODAY}"%\'',
    )
    assert village.ask(audit.verify_audit) == (), "the forger did his work well"
    (fault,) = audit.verify_with_backups(village.services)
    assert "被整个改写过" in fault


def test_a_tail_that_was_cut_off_is_contradicted_by_a_backup(village: Village) -> None:
    _fed(village)
    last = village.ask(audit.operations, limit=1)[0]
    backups.back_up(village.services)
    _rewrite(
        village,
        f"DELETE FROM \"change\" WHERE operation = '{last.id}'",
        f"DELETE FROM operation WHERE id = '{last.id}'",
        f"DELETE FROM meal WHERE day = '{TODAY}'",
    )
    assert village.ask(audit.verify_audit) == ()
    (fault,) = audit.verify_with_backups(village.services)
    assert f"第 {last.sequence} 号操作" in fault


def test_backups_of_the_life_before_a_restore_contradict_nothing(village: Village) -> None:
    _fed(village)
    early = backups.back_up(village.services)
    village.elder("赵玉梅")
    backups.back_up(village.services)
    restoring.restore_into(village.services, early.path)
    village.elder("马福海")
    assert audit.verify_with_backups(village.services) == ()


def test_every_life_may_be_restored_from_every_other(village: Village) -> None:
    _fed(village)
    first = backups.back_up(village.services)
    village.elder("赵玉梅")
    second = backups.back_up(village.services)
    for made, name in ((first, "马福海"), (second, "李桂香"), (first, "周天宝")):
        restoring.restore_into(village.services, made.path)
        village.elder(name)
        backups.back_up(village.services)
        assert audit.verify_with_backups(village.services) == ()


@pytest.mark.parametrize("is_cut", [False, True])
def test_a_made_up_restoring_does_not_silence_the_backups(village: Village, is_cut: bool) -> None:
    _fed(village)
    last = village.ask(audit.operations, limit=1)[0]
    backups.back_up(village.services)
    wrong = (
        (f"DELETE FROM \"change\" WHERE operation = '{last.id}'",
         f"DELETE FROM operation WHERE id = '{last.id}'", f"DELETE FROM meal WHERE day = '{TODAY}'")
        if is_cut
        else (f"UPDATE meal SET mode = 'delivery' WHERE day = '{TODAY}'",
              "UPDATE \"change\" SET after = replace(after, 'dine_in', 'delivery')"
              f" WHERE after LIKE '%\"day\":\"{TODAY}\"%'")
    )  # fmt: skip
    life = (
        "INSERT INTO instance (number, id, since, reason) VALUES (2, 'x', '2026-11-20T08:00:00', 'restored')"
    )
    _rewrite(village, *wrong, life)
    assert village.ask(audit.verify_audit) == ()
    assert len(audit.verify_with_backups(village.services)) == 1
