"""政策文件: checked, looked at before they count, imported and taken away as one operation each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from happyhome.domain.problems import Level, Problem, Refusal, refuse, warn
from happyhome.domain.schemes import RuleFile
from happyhome.policy.rules import Scheme
from happyhome.services.rule_changes import RuleChange, allowance_changes, same_rules
from happyhome.services.rule_meal_changes import meal_changes
from happyhome.services.schemes import book_with, policy_book, read_rules, rule_files, uses
from happyhome.services.session import operation
from happyhome.store.reading import Reading
from happyhome.store.work import Work

if TYPE_CHECKING:
    from happyhome.policy.book import PolicyBook
    from happyhome.policy.cases import CaseResult
    from happyhome.policy.loading import Fault


@dataclass(frozen=True)
class RulePreview:
    """What a rule file would do. With an error among ``faults`` it is not taken in.

    ``added`` are schemes there were none of, ``changed`` ones whose rules differ, ``lost`` ones there would
    be no more. ``changes`` are told for the schemes in use.
    """

    name: str
    title: str
    faults: tuple[Fault, ...] = ()
    cases: tuple[CaseResult, ...] = ()
    added: tuple[Scheme, ...] = ()
    changed: tuple[Scheme, ...] = ()
    lost: tuple[Scheme, ...] = ()
    changes: tuple[RuleChange, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the file may be taken in."""
        return not any(fault.is_error for fault in self.faults)

    @property
    def failed_cases(self) -> tuple[CaseResult, ...]:
        """The worked cases that came out otherwise than the file says."""
        return tuple(one for one in self.cases if not one.ok)


def preview_rules(reading: Reading, name: str, text: str, today: date) -> RulePreview:
    """What taking a rule file in would change; nothing is written."""
    from happyhome.policy.cases import run_cases
    from happyhome.policy.loading import load

    loaded = read_rules(name, text)
    if not loaded.is_sound:
        return RulePreview(name, loaded.title, loaded.faults)
    old, new = policy_book(reading), book_with(reading, name, text)
    made = _compared(reading, name, old, new, today)
    # Only now is it known which schemes stand in other files.
    told = load(text, name, True, elsewhere=frozenset(new.schemes)).faults
    return replace(made, title=loaded.title, faults=told, cases=run_cases(loaded, new))


def name_for(reading: Reading, name: str, text: str) -> str:
    """The name under which an own file is kept: that of the own file it replaces, where one tells the same schemes.

    Two own files with one scheme would leave it open which of them counts.
    """
    keys = {scheme.key for scheme in read_rules(name, text).schemes}
    for row in rule_files(reading):
        if keys & {scheme.key for scheme in read_rules(row.name, row.content).schemes}:
            return row.name
    return name


def preview_removal(reading: Reading, name: str, today: date) -> RulePreview:
    """What taking a rule file away would change; shipped rules of the same keys count again."""
    row = _file(reading, name)
    old, new = policy_book(reading), book_with(reading, name, None)
    return replace(_compared(reading, name, old, new, today), title=read_rules(name, row.content).title)


def _compared(reading: Reading, name: str, old: PolicyBook, new: PolicyBook, today: date) -> RulePreview:
    both = [key for key in new.schemes if key in old.schemes]
    changed = [key for key in both if not same_rules(old.schemes[key], new.schemes[key])]
    return RulePreview(
        name,
        name,
        added=tuple(one for key, one in new.schemes.items() if key not in old.schemes),
        changed=tuple(new.schemes[key] for key in changed),
        lost=tuple(one for key, one in old.schemes.items() if key not in new.schemes),
        changes=(*allowance_changes(reading, old, new, today), *meal_changes(reading, old, new, today)),
    )


@operation("导入政策文件", backup="before-policy")
def import_rules(work: Work, *, name: str, content: str) -> RulePreview:
    """Take a rule file in, or put a new text in place of the one of this name; what it changed.

    Refuses a faulty file with every fault, and warns where one of its own cases comes out otherwise.
    """
    preview = preview_rules(work, name, content, work.today)
    if not preview.is_sound:
        raise Refusal(
            *(
                Problem("rules_faulty", f"“{name}”{fault.sentence}", Level.REFUSED, "content")
                for fault in preview.faults
                if fault.is_error
            )
        )
    for case in preview.failed_cases:
        said = "；".join(case.messages)
        work.warn(warn("case_failed", f"“{name}”的案例“{case.title}”和算出来的不一样：{said}", "content"))
    row = next((one for one in rule_files(work) if one.name == name), None) or RuleFile(name=name)
    digest = sha256(content.encode()).hexdigest()
    work.put(replace(row, content=content, sha256=digest))
    work.label = f"导入政策文件“{preview.title}”：{len(preview.changes)} 人金额有变"
    return preview


@operation("删除政策文件", backup="before-policy")
def remove_rules(work: Work, *, name: str) -> RulePreview:
    """Take an own rule file away. Refuses where a scheme in use would be without any rule."""
    preview = preview_removal(work, name, work.today)
    used = {row.scheme for row in uses(work)}
    bare = [one.title for one in preview.lost if one.key in used]
    if bare:
        raise refuse(
            "rules_in_use",
            f"“{'、'.join(bare)}”正按这份文件造册，删了就没有办法可依。请先导入新的文件，再删这一份。",
            "name",
        )
    work.delete(_file(work, name))
    work.label = f"删除政策文件“{preview.title}”：{len(preview.changes)} 人金额有变"
    return preview


def _file(reading: Reading, name: str) -> RuleFile:
    found = next((row for row in rule_files(reading) if row.name == name), None)
    if found is None:
        raise refuse("row_missing", f"没有名叫“{name}”的政策文件。", "name")
    return found
