"""The pages, in the order of the rail. What a page needs is imported when it is first opened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from happyhome.gui.shell import PageSpec, Shell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def _today(shell: Shell) -> QWidget:
    from happyhome.gui.pages.today import TodayPage

    return TodayPage(shell)


def _residents(shell: Shell) -> QWidget:
    from happyhome.gui.pages.residents import ResidentsPage

    return ResidentsPage(shell)


def _meals(shell: Shell) -> QWidget:
    from happyhome.gui.pages.meals import MealsPage

    return MealsPage(shell)


def _activities(shell: Shell) -> QWidget:
    from happyhome.gui.pages.activities import ActivitiesPage

    return ActivitiesPage(shell)


def _allowances(shell: Shell) -> QWidget:
    from happyhome.gui.pages.allowances import AllowancesPage

    return AllowancesPage(shell)


def _reports(shell: Shell) -> QWidget:
    from happyhome.gui.pages.reports import ReportsPage

    return ReportsPage(shell)


def _handover(shell: Shell) -> QWidget:
    from happyhome.gui.pages.handover import HandoverPage

    return HandoverPage(shell)


def _settings(shell: Shell) -> QWidget:
    from happyhome.gui.pages.settings import SettingsPage

    return SettingsPage(shell)


TODAY = PageSpec("today", "今日", "home", _today)
RESIDENTS = PageSpec("residents", "老人", "people", _residents)
MEALS = PageSpec("meals", "用餐", "bowl", _meals)
ACTIVITIES = PageSpec("activities", "活动", "activity", _activities)
ALLOWANCES = PageSpec("allowances", "补贴", "yuan", _allowances)
REPORTS = PageSpec("reports", "报表", "paper", _reports)
HANDOVER = PageSpec("handover", "交接", "hand-over", _handover)
SETTINGS = PageSpec("settings", "设置", "gear", _settings, at_bottom=True)

PAGES: tuple[PageSpec, ...] = (
    TODAY, RESIDENTS, MEALS, ACTIVITIES, ALLOWANCES, REPORTS, HANDOVER, SETTINGS,
)  # fmt: skip


def read_ahead() -> None:
    """Import all pages and papers; for a worker, once the window stands. Making widgets stays with the window.

    It is most of what a page takes when it is opened for the first time.
    """
    for spec in PAGES:
        import_module(f"{__name__}.{spec.key}")
    from happyhome.services.papers import all_papers

    all_papers()
