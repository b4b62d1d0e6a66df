"""policy list, show, import, remove, use, stop: the rules of this home, and which allowances it handles."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from happyhome.cli.session import Answer, Session, answer
from happyhome.domain.money import yuan
from happyhome.domain.problems import Level, Problem, Refusal

if TYPE_CHECKING:
    from happyhome.services.rule_previews import RulePreview


def content_of(path: Path) -> bytes:
    """The bytes of a rule file; refuses what is none."""
    from happyhome.services.rule_reading import rule_bytes

    return rule_bytes(path)


def list_schemes(session: Session, chosen: argparse.Namespace) -> Answer:
    """policy list."""
    from happyhome.services.schemes import policy_book, rule_files, uses

    services = session.services
    used = {row.scheme: row for row in services.ask(uses)}
    schemes = []
    for one in services.ask(policy_book).schemes.values():
        row = used.get(one.key)
        schemes.append(
            {
                "key": one.key,
                "title": one.title,
                "kind": one.kind.value,
                "area": one.area,
                "source": one.source,
                "own": one.is_own,
                "from": row.since if row else None,
                "until": (row.until or None) if row else None,
            }
        )
    own = [row.name for row in services.ask(rule_files)]
    schemes.sort(key=lambda item: item["from"] is None)
    lines = [f"{one['key']}  {one['title']}（{one['kind']}，{one['area']}）{_in_use(one)}" for one in schemes]
    lines.append(f"自己的政策文件：{'、'.join(own) or '没有'}")
    return Answer(tuple(lines), {"schemes": schemes, "own_files": own})


def _in_use(one: dict[str, Any]) -> str:
    if one["from"] is None:
        return ""
    return f"  {one['from']} 起办理" + (f"，到 {one['until']} 为止" if one["until"] else "")


def show_scheme(session: Session, chosen: argparse.Namespace) -> Answer:
    """policy show SCHEME."""
    from happyhome.services.schemes import scheme_named

    scheme = session.services.ask(scheme_named, chosen.scheme)
    versions = [
        {
            "since": one.header.since.isoformat(),
            "until": one.header.until.isoformat() if one.header.until else None,
            "reference": one.header.reference.text,
            "sample": one.header.is_sample,
            "checked": one.header.checked_on.isoformat(),
            "ended": one.is_ended,
            "note": one.header.note,
        }
        for one in scheme.versions
    ]
    lines = [
        f"{scheme.key}  {scheme.title}（{scheme.kind.value}，{scheme.area}），见 {scheme.source} 第 {scheme.line} 行"
    ]
    lines += [scheme.help] if scheme.help else []
    for one in versions:
        state = "停办" if one["ended"] else "样例" if one["sample"] else "确认"
        note = f"。{one['note']}" if one["note"] else ""
        until = f"至 {one['until']}" if one["until"] else "起"
        lines.append(f"  {one['since']} {until}：{one['reference']}（{state}，{one['checked']} 核对）{note}")
    data = {"key": scheme.key, "title": scheme.title, "kind": scheme.kind.value, "area": scheme.area,
            "source": scheme.source, "line": scheme.line, "versions": versions}  # fmt: skip
    return Answer(tuple(lines), data)


def import_file(session: Session, chosen: argparse.Namespace) -> Answer:
    """policy import FILE: without --yes only what would change."""
    from happyhome.services.rule_previews import import_rules, name_for, preview_rules

    text = _sound_text(chosen.file.name, content_of(chosen.file))
    name = session.services.ask(name_for, chosen.file.name, text)
    if chosen.yes:
        done = session.do(import_rules, name=name, content=text)
        return answer(done, *_lines(done.value), imported=True, **_as_json(done.value))
    services = session.services
    preview = services.ask(preview_rules, name, text, services.today())
    lines = (
        f"还没有导入“{preview.title}”。",
        *_lines(preview),
        "看过没有问题，再加 --yes 导入；导入以后也可以撤销。",
    )
    return Answer(lines, {"imported": False, **_as_json(preview)})


def _sound_text(name: str, content: bytes) -> str:
    """The text of a rule file; refuses a faulty one with every fault."""
    from happyhome.policy.loading import load

    loaded = load(content, name, True)
    if loaded.errors:
        raise Refusal(
            *(
                Problem("rules_faulty", f"“{name}”{fault.sentence}", Level.REFUSED, "file")
                for fault in loaded.errors
            )
        )
    return content.decode("utf-8-sig")


def _lines(preview: RulePreview) -> list[str]:
    lines = [
        f"{what}：{'、'.join(f'{one.title}（{one.key}）' for one in schemes)}"
        for what, schemes in (
            ("新增项目", preview.added),
            ("规则有变", preview.changed),
            ("不再有", preview.lost),
        )
        if schemes
    ]
    passed = len(preview.cases) - len(preview.failed_cases)
    lines.append(f"案例 {len(preview.cases)} 个，通过 {passed} 个")
    lines.append(f"金额会变的有 {len(preview.changes)} 条" if preview.changes else "没有人的金额会变")
    return [*lines, *(f"  {change.sentence}" for change in preview.changes)]


def _as_json(preview: RulePreview) -> dict[str, Any]:
    return {
        "name": preview.name,
        "title": preview.title,
        "added": [one.key for one in preview.added],
        "changed": [one.key for one in preview.changed],
        "lost": [one.key for one in preview.lost],
        "cases": len(preview.cases),
        "failed": [
            {"title": one.title, "line": one.line, "messages": list(one.messages)}
            for one in preview.failed_cases
        ],
        "changes": [
            {
                "resident": one.resident,
                "name": one.name,
                "scheme": one.scheme,
                "from": str(one.month),
                "before": yuan(one.before),
                "after": yuan(one.after),
                "total": yuan(one.total),
                "text": one.sentence,
            }
            for one in preview.changes
        ],
    }


def remove_file(session: Session, chosen: argparse.Namespace) -> Answer:
    """policy remove NAME."""
    from happyhome.services.rule_previews import remove_rules

    done = session.do(remove_rules, name=chosen.name)
    return answer(done, *_lines(done.value), **_as_json(done.value))


def use(session: Session, chosen: argparse.Namespace) -> Answer:
    """policy use SCHEME --from YYYY-MM."""
    from happyhome.services.schemes import use_scheme

    done = session.do(use_scheme, scheme=chosen.scheme, since=chosen.since)
    return answer(done, scheme=done.value.scheme, since=done.value.since)


def stop(session: Session, chosen: argparse.Namespace) -> Answer:
    """policy stop SCHEME --until YYYY-MM."""
    from happyhome.services.schemes import stop_using

    done = session.do(stop_using, scheme=chosen.scheme, until=chosen.until)
    return answer(done, scheme=done.value.scheme, until=done.value.until)
