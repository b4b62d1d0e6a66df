"""政策文件: checked, looked at before they count, imported and taken away as one operation each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from happyhome.domain.dates import Month
from happyhome.policy.rules import Scheme

if TYPE_CHECKING:
    from happyhome.policy.cases import CaseResult
    from happyhome.policy.loading import Fault


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Whose amount changes: from ``month`` on ``before`` 分 a month becomes ``after``."""

    resident: str
    name: str
    scheme: str
    title: str
    month: Month
    before: int
    after: int
    sentence: str


@dataclass(frozen=True)
class RulePreview:
    """What a rule file would do. With ``faults`` it is not taken in.

    ``added`` are schemes there were none of, ``changed`` ones of a key there is already, ``lost`` ones that
    the file has no more. ``changes`` are told for the schemes in use.
    """

    name: str
    title: str
    faults: tuple[Fault, ...] = ()
    cases: tuple[CaseResult, ...] = ()
    added: tuple[Scheme, ...] = ()
    changed: tuple[Scheme, ...] = ()
    lost: tuple[Scheme, ...] = ()
    changes: tuple[RuleChange, ...] = ()


# Signatures; the bodies follow.
def check_rules(name: str, text: str) -> tuple[Fault, ...]: ...
def preview_rules(reading: Reading, name: str, text: str, today: date) -> RulePreview: ...
def import_rules(work: Work, *, name: str, content: str, note: str = "") -> RulePreview: ...
def preview_removal(reading: Reading, name: str, today: date) -> RulePreview: ...
def remove_rules(work: Work, *, name: str) -> None: ...
