"""report …, month-end: papers as files, and a month's folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from happyhome.cli.leaving import add_terms, sure_of_day, terms_of
from happyhome.cli.parser import Commands, UsageError, a_month, add_command, paper_file
from happyhome.cli.session import Answer, Session, as_json
from happyhome.domain.dates import Month
from happyhome.domain.problems import Problem, refuse, warn
from happyhome.services.closings import month_closed
from happyhome.services.disclosures import Terms
from happyhome.services.handover import TOWNSHIP, prepare_month, verify, write_prepared
from happyhome.services.papers import all_papers, build_paper, outgoing_paper, paper_named
from happyhome.services.saving import send_out

_USAGE = "用法：happyhome report KEY --month YYYY-MM --out FILE.pdf|FILE.xlsx [--blank]"


def register(commands: Commands) -> None:
    """Add the commands of this subject."""
    report = add_command(commands, "report", "把一张表存成 PDF 或 Excel；report list 列出所有的表", _report)
    report.add_argument("key", metavar="KEY", help="哪一张表（见 report list）")
    report.add_argument("--month", type=a_month, metavar="YYYY-MM", help="月份")
    report.add_argument("--out", type=paper_file, metavar="FILE", help="存成哪个文件，以 .pdf 或 .xlsx 结尾")
    report.add_argument("--blank", action="store_true", help="空白表，供手写")
    add_terms(report, "filing")
    end = add_command(commands, "month-end", "一个月的全部表和报送文件，写完逐个核对", _month_end)
    end.add_argument("month", type=a_month, metavar="YYYY-MM", help="月份")
    end.add_argument("--out", required=True, type=Path, metavar="DIR", help="写到哪个文件夹或 U 盘")
    add_terms(end, "township")


def _report(session: Session, chosen: argparse.Namespace) -> Answer:
    if chosen.key == "list":
        return _list()
    missing = [f"--{name}" for name in ("month", "out") if getattr(chosen, name) is None]
    if missing:
        raise UsageError(f"命令写得不对：还缺：{'、'.join(missing)}。", _USAGE)
    ending = chosen.out.suffix.lower().removeprefix(".")
    form = paper_named(chosen.key)
    if ending not in form.formats:
        raise refuse(
            "paper_format", f"“{form.title}”只能存成 {'、'.join(form.formats)}，请改文件名的结尾。", "out"
        )
    services = session.services
    paper = services.ask(build_paper, chosen.key, chosen.month, services.today(), blank=chosen.blank)
    terms, outgoing = terms_of(chosen), services.ask(outgoing_paper, paper)
    if not outgoing.contents.is_empty:
        sure_of_day(session)
    made = paper.pdf() if ending == "pdf" else paper.xlsx()
    written = send_out(services, chosen.out, made, outgoing, terms)
    data = {
        "key": form.key,
        "title": form.title,
        "month": str(chosen.month),
        "path": str(written.path),
        "size": written.size,
        "sha256": written.sha256,
        "contents": outgoing.contents.text,
        "locked": bool(terms.password),
        "warnings": [as_json(one) for one in paper.problems],
    }
    holds = (f"里面有：{outgoing.contents.text}",) if outgoing.contents.text else ()
    return Answer((f"已存：{written.path}", *holds), data, paper.problems)


def _list() -> Answer:
    papers = [
        {
            "key": form.key,
            "title": form.title,
            "help": form.help,
            "formats": list(form.formats),
            "blank": form.blank is not None,
            "posted": form.posted,
        }
        for form in all_papers()
    ]
    lines = [f"{one['key']}  {one['title']}（{'、'.join(map(str, form_words(one)))}）" for one in papers]
    return Answer(tuple(lines), {"papers": papers})


def form_words(paper: dict[str, Any]) -> list[str]:
    """What a paper comes as, in short words."""
    return [*(str(one).upper() for one in paper["formats"]), *(["有空白表"] if paper["blank"] else [])]


def _month_end(session: Session, chosen: argparse.Namespace) -> Answer:
    return write_month(session, chosen.month, chosen.out, terms_of(chosen))


def write_month(session: Session, month: Month, target: Path, terms: Terms = TOWNSHIP) -> Answer:
    """Every paper and return of a month into a folder of its own below ``target``."""
    services = session.services
    warnings: tuple[Problem, ...] = ()
    if not services.ask(month_closed, month):
        warnings = (warn("month_open", f"{month.label}还没有结账，以后还可能有改动。", "month"),)
    target.mkdir(exist_ok=True)  # not its parents: a stick that is gone must not become a folder of the disk
    sure_of_day(session)
    prepared = prepare_month(services, month)
    done = write_prepared(services, prepared, target, terms)
    findings = verify(done.folder)
    if findings:
        raise refuse("not_verified", f"写到“{done.folder}”的文件核对不一致，请重新写一次。", "out")
    files = [
        {"name": one.name, "title": one.title, "size": one.size, "sha256": one.sha256}
        for one in done.manifest.files
    ]
    data = {
        "month": str(month),
        "folder": str(done.folder),
        "files": files,
        "size": done.size,
        "check_code": done.manifest.check_code,
        "contents": prepared.outgoing.contents.text,
        "locked": bool(terms.password),
        "unchanged": done.unchanged,
        "kept": str(done.kept) if done.kept else None,
        "warnings": [as_json(one) for one in warnings],
    }
    said = "已是最新，核对无误" if done.unchanged else "已写好并逐个核对"
    holds = prepared.outgoing.contents.text
    lines = [f"{said}：{done.folder}", f"共 {len(files)} 份表，文件夹核对码 {done.manifest.check_code}"]
    lines += [f"里面有：{holds}"] if holds else []
    return Answer(tuple(lines), data, warnings)
