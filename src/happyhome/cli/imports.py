"""import …: a village's own sheets taken in."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from happyhome.cli.leaving import add_terms, sure_of_day, terms_of
from happyhome.cli.parser import Commands, a_month, add_command, add_group, one_of
from happyhome.cli.session import Answer, Session
from happyhome.domain.meals import SLOTS

WORDS = {
    "rows": "人",
    "new": "新增",
    "changed": "变更",
    "unchanged": "原样",
    "skipped": "跳过",
    "refused": "拒收",
}
LEVELS = {"refused": "拒收", "warning": "请核对", "info": "说明"}


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    group = add_group(commands, "import", "导入花名册或就餐登记（xlsx、xls、ods、csv）")
    residents = add_command(group, "residents", "导入老人花名册", _residents)
    meals = add_command(group, "meals", "导入一个月的就餐登记", _meals)
    for one in (residents, meals):
        one.add_argument("file", type=Path, metavar="FILE", help="表格文件")
        one.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
        one.add_argument(
            "--problems", type=Path, metavar="OUT.xlsx", help="把问题写在每一行旁边，另存成这个文件"
        )
        add_terms(one, "check")
    meals.add_argument("--month", required=True, type=a_month, metavar="YYYY-MM", help="哪个月")
    meals.add_argument("--slot", required=True, type=one_of("餐次", SLOTS), metavar="SLOT",
                       help="餐次：breakfast、lunch、supper")  # fmt: skip


def _residents(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.imports import import_residents, preview_residents

    services = session.services
    seen = services.ask(preview_residents, chosen.file, services.today())
    plan = seen.plan
    if not chosen.dry_run:
        plan = session.do(import_residents, reading=seen.reading, source=chosen.file.name).value
    _keep_problems(session, chosen, seen.sheets, plan, [one.row.resident.name for one in plan.rows])
    return _told(plan.as_json(), chosen.dry_run)


def _meals(session: Session, chosen: argparse.Namespace) -> Answer:
    from happyhome.services.meal_imports import import_meals, preview_meals

    services = session.services
    seen = services.ask(preview_meals, chosen.file, services.today(), month=chosen.month, slot=chosen.slot)
    plan = seen.plan
    if not chosen.dry_run:
        plan = session.do(import_meals, reading=seen.reading, source=chosen.file.name).value
    _keep_problems(session, chosen, seen.sheets, plan, [one.row.name for one in plan.rows])
    return _told(plan.as_json(), chosen.dry_run)


def _keep_problems(
    session: Session, chosen: argparse.Namespace, sheets: Any, plan: Any, names: list[str]
) -> None:
    """After the import, so that a full stick does not lose what was taken in; it is exit code 3 all the same.

    ``names`` of the file's people, whom the register may not know.
    """
    from happyhome.services.disclosures import outgoing_sheets
    from happyhome.services.imports import problem_sheet
    from happyhome.services.saving import send_out

    if chosen.problems is not None:
        services, rows = session.services, [sheet.rows for sheet in sheets]
        outgoing = services.ask(outgoing_sheets, "problems", "问题表", rows, names)
        if not outgoing.contents.is_empty:
            sure_of_day(session)
        made = problem_sheet(sheets, plan.problems)
        send_out(services, chosen.problems, made, outgoing, terms_of(chosen))


def _told(data: dict[str, Any], dry_run: bool) -> Answer:
    """The counts first, then every finding under the row that Excel shows."""
    counts = "，".join(f"{word} {data[key]}" for key, word in WORDS.items() if key != "rows")
    lines = [f"{'试读，没有写入。' if dry_run else ''}共 {data['rows']} {WORDS['rows']}：{counts}"]
    if "meals" in data:
        meals = data["meals"]
        lines.append(
            f"用餐：新记 {meals['new']} 次，更改 {meals['changed']} 次，原样 {meals['unchanged']} 次；"
            f"外出、住院 {data['absences']} 段"
        )
    levels = Counter(one["level"] for one in data["problems"])
    if levels:
        lines.append("，".join(f"{word} {levels[key]} 条" for key, word in LEVELS.items() if levels[key]))
    lines += [
        f"[{LEVELS[one['level']]}] {one['sheet']} 第 {one['row']} 行 {one['column']}：{one['text']}"
        for one in data["problems"]
    ]
    return Answer(tuple(lines), data)
