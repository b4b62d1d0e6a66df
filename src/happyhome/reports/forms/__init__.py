"""Every paper there is: each module of this package holds one as ``FORM``.

A new paper is one file here; nothing else has to name it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from happyhome.reports.form import Form


@cache
def all_forms() -> tuple[Form, ...]:
    """All papers in the order in which a clerk makes them."""
    found = [import_module(f"{__name__}.{module.name}").FORM for module in iter_modules(__path__)]
    return tuple(sorted(found, key=lambda form: (form.order, form.key)))


def form_named(key: str) -> Form:
    """The paper with this key; raises KeyError where there is none."""
    for form in all_forms():
        if form.key == key:
            return form
    raise KeyError(key)
