"""The pages, in the order of the rail."""

from __future__ import annotations

from happyhome.gui.pages.activities import PAGE as ACTIVITIES
from happyhome.gui.pages.allowances import PAGE as ALLOWANCES
from happyhome.gui.pages.handover import PAGE as HANDOVER
from happyhome.gui.pages.meals import PAGE as MEALS
from happyhome.gui.pages.reports import PAGE as REPORTS
from happyhome.gui.pages.residents import PAGE as RESIDENTS
from happyhome.gui.pages.settings import PAGE as SETTINGS
from happyhome.gui.pages.today import PAGE as TODAY
from happyhome.gui.shell import PageSpec

PAGES: tuple[PageSpec, ...] = (
    TODAY, RESIDENTS, MEALS, ACTIVITIES, ALLOWANCES, REPORTS, HANDOVER, SETTINGS,
)  # fmt: skip
