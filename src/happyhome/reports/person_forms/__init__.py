"""Every paper about one elder: each module of this package holds one as ``FORM``.

A new paper is one file here; nothing else has to name it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from happyhome.reports.person_form import PersonForm


@cache
def all_person_forms() -> tuple[PersonForm, ...]:
    """All papers about one elder in the order in which they are offered."""
    found = [import_module(f"{__name__}.{module.name}").FORM for module in iter_modules(__path__)]
    return tuple(sorted(found, key=lambda form: (form.order, form.key)))


def person_form_named(key: str) -> PersonForm:
    """The paper with this key; raises KeyError where there is none."""
    for form in all_person_forms():
        if form.key == key:
            return form
    raise KeyError(key)
