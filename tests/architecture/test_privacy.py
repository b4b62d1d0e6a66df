"""What may be seen of the elders, by construction: papers for the wall, numbers on the screen, files that leave."""

from __future__ import annotations

import ast
import inspect
import typing
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import happyhome
from happyhome.domain.fields import Record
from happyhome.domain.homes import Home
from happyhome.domain.registers import REGISTERS
from happyhome.reports import forms
from happyhome.reports.form import Form, Options
from happyhome.reports.posting import PostedMonth
from happyhome.reports.roll_posting import PostedRoll

SOURCE = Path(happyhome.__file__).parent
POSTED = [form for form in forms.all_forms() if form.posted]
SECRET_NAMES = {field.name for register in REGISTERS for field in register.fields if field.secret}
DOORS = {"on_posted": PostedMonth, "on_posted_rolls": PostedRoll}


def module_of(form: Form) -> ModuleType:
    """The file of a paper."""
    return import_module(f"happyhome.reports.forms.{form.key}")


def parts_of(kind: type) -> set[type]:
    """A dataclass and every dataclass that its fields hold; the home's own, public facts are let through."""
    found, waiting = set(), [kind]
    while waiting:
        one = waiting.pop()
        if one in found or one is Home:
            continue
        found.add(one)
        hints = typing.get_type_hints(one)
        for field in fields(one):
            inner = [hints[field.name], *typing.get_args(hints[field.name])]
            waiting += [each for each in inner if isinstance(each, type) and is_dataclass(each)]
    return found


def test_there_are_papers_for_the_wall() -> None:
    assert {form.key for form in POSTED} >= {"meal_notice", "allowance_notice"}
    assert {"id_number", "bank_card", "phone", "address", "illness"} <= SECRET_NAMES


@pytest.mark.parametrize("form", POSTED, ids=lambda form: form.key)
def test_a_posted_paper_is_built_through_a_door_that_masks(form: Form) -> None:
    tree = ast.parse(inspect.getsource(module_of(form)))
    (made,) = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "FORM"
    ]
    assert isinstance(made, ast.Call)
    (build,) = [word.value for word in made.keywords if word.arg == "build"]
    assert isinstance(build, ast.Call), f"{form.key}: build= must be on_posted(…) or on_posted_rolls(…)"
    door = getattr(build.func, "id", "")
    assert door in DOORS, f"{form.key}: built by {ast.unparse(build)}, which does not mask"
    builder = getattr(module_of(form), getattr(build.args[-1], "id", ""))
    given = [hint for name, hint in typing.get_type_hints(builder).items() if name != "return"]
    assert given[0] is DOORS[door]
    assert set(given[1:]) <= {Options}


@pytest.mark.parametrize("form", POSTED, ids=lambda form: form.key)
def test_a_posted_paper_knows_no_one_but_as_they_may_be_posted(form: Form) -> None:
    tree = ast.parse(inspect.getsource(module_of(form)))
    known = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    whole = {"happyhome.domain.month_book", "happyhome.domain.roll_book", "happyhome.domain.people",
             "happyhome.domain.residents", "happyhome.domain.rolls"}  # fmt: skip
    assert not known & whole, f"{form.key} can reach unmasked facts: {sorted(known & whole)}"


@pytest.mark.parametrize("view", DOORS.values(), ids=lambda view: view.__name__)
def test_what_a_posted_paper_is_given_has_no_secret_field(view: type) -> None:
    for part in parts_of(view):
        assert not issubclass(part, Record), f"{view.__name__} holds a whole {part.__name__}"
        held = {field.name for field in fields(part)} & SECRET_NAMES
        assert not held, f"{part.__name__} of {view.__name__} holds {sorted(held)}"


def test_only_one_way_puts_anything_on_the_clipboard_secretly() -> None:
    """``setMimeData`` would go round the watch that pastes numbers as text and wipes them."""
    users = {
        str(file.relative_to(SOURCE)) for file in SOURCE.rglob("*.py") if "setMimeData" in file.read_text()
    }
    assert users == {"gui/kit/clipboard.py"}


EXCUSED = {
    "services/saving.py",  # the door itself
    "gui/sending.py", "gui/pages/settings_clerk_change.py",  # ask for the place only
    "gui/pages/allowances_policy_acts.py",  # a rule file: about nobody
    "gui/errors.py",  # a diagnosis: names nobody
    "cli/demo.py",  # made-up people
    "cli/protect.py", "gui/dialogs/recovery_sheet.py", "cli/township.py",  # keys: about nobody
}  # fmt: skip
"""Who may write a file of the clerk's by ``save_file``, without saying what it holds of people."""


def test_a_file_of_people_leaves_by_the_door_that_writes_it_down() -> None:
    found = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if "save_file(" in file.read_text() and file.parent.name != "kit"
    }
    assert found == EXCUSED, "use saving.send_out, which says what a file holds and keeps that it left"


def test_no_key_or_password_stands_in_what_is_printed_of_a_value() -> None:
    """A frame of a debugger, a failed assertion and a careless log line all print a dataclass as it prints itself."""
    told = []
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AnnAssign) and _is_secret(node) and "repr=False" not in ast.unparse(node):
                told.append(f"{file.relative_to(SOURCE)}: {ast.unparse(node)}")
    assert not told


def _is_secret(node: ast.AnnAssign) -> bool:
    """A field of a class (a plain name; what a method keeps for itself stands on ``self``)."""
    name = node.target.id if isinstance(node.target, ast.Name) else ""
    kind = ast.unparse(node.annotation)
    is_key = name.endswith("key") and kind in ("bytes", "bytes | None")
    return is_key or (name.endswith("password") and kind in ("str", "str | None"))
