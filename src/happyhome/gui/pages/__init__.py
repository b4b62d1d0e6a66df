"""The pages, in the order of the rail."""

from __future__ import annotations

from happyhome.gui.pages.meals import PAGE as MEALS
from happyhome.gui.pages.residents import PAGE as RESIDENTS
from happyhome.gui.pages.today import PAGE as TODAY
from happyhome.gui.shell import PageSpec

PAGES: tuple[PageSpec, ...] = (TODAY, RESIDENTS, MEALS)
