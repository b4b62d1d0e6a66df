"""Every register says enough of itself for table, form, search, workbook and audit."""

from __future__ import annotations

import dataclasses
import re

import pytest

from happyhome.domain.fields import Kind
from happyhome.domain.registers import REGISTERS, Register, register_named, register_of

each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.table)


@each_register
def test_its_fields_are_named_in_chinese_and_described(register: Register) -> None:
    assert all(
        re.search(r"[\u4e00-\u9fff]", text) for text in (register.title, *(f.label for f in register.fields))
    )
    base = {"id", "home", "recorded_at"}
    assert {item.name for item in dataclasses.fields(register.record)} == base | {
        f.name for f in register.fields
    }


@each_register
def test_no_two_of_its_headings_are_the_same(register: Register) -> None:
    words = [word for field in register.fields for word in (field.label, *field.synonyms)]
    assert sorted(words) == sorted(set(words))


@each_register
def test_it_has_a_subject_and_its_lock_and_keys_name_fields(register: Register) -> None:
    fields = {field.name: field for field in register.fields}
    assert register.subject
    assert not register.locked_by or fields[register.locked_by].kind is Kind.DAY
    assert all(name == "home" or name in fields for names in register.unique for name in names)


@each_register
def test_choices_and_references_lead_somewhere(register: Register) -> None:
    for field in register.fields:
        assert (field.kind is Kind.CHOICE) == bool(field.choices), field.name
        assert (field.kind is Kind.REFERENCE) == bool(field.refers_to), field.name
        if field.refers_to:
            assert register_named(field.refers_to)
    assert register_of(register.record) is register
