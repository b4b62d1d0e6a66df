"""Writing to a stick and reading a folder back: the jobs behind the hand-over page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from happyhome.domain.dates import Month
from happyhome.gui.failures import counts_words, failure_text
from happyhome.gui.jobs import Job, Progress
from happyhome.gui.pages.handover_result import Result
from happyhome.gui.shell import Shell
from happyhome.services import backups, handover

if TYPE_CHECKING:
    from happyhome.services.backups import Backup
    from happyhome.services.disclosures import Terms
    from happyhome.services.handover import Drive, HandedOver, Planned, Prepared

BACKUP_FOLDER: Final = "幸福院备份"


def write_month(
    shell: Shell,
    result: Result,
    month: Month,
    drive: Drive,
    chosen: Sequence[Planned],
    ended: Callable[[], object],
    moved: Callable[[Job], object] = lambda _job: None,
) -> Job:
    """Make a month's folder, ask on what terms it leaves, write and verify it, and say how it went.

    ``moved`` gets the second job, which writes, in place of the first, which is given back.
    """

    def prepare(progress: Progress) -> Prepared:
        return handover.prepare_month(
            shell.services,
            month,
            chosen=chosen,
            progress=progress.report,
            cancelled=lambda: progress.cancelled,
        )

    def ask(prepared: Prepared) -> None:
        from happyhome.gui.dialogs.leaving_data import ask_terms

        terms = ask_terms(shell, result.window(), prepared.outgoing, yes=f"写到“{drive.label}”")
        if terms is None:
            ended()
            result.clear()
            return
        moved(_write(shell, result, prepared, drive, terms, ended))

    job = shell.jobs.start(f"排“{month.label}”的表", prepare, ask, _failing(result, drive, ended))
    result.watch(job, "正在排版…")
    return job


def _write(
    shell: Shell,
    result: Result,
    prepared: Prepared,
    drive: Drive,
    terms: Terms,
    ended: Callable[[], object],
) -> Job:
    def work(progress: Progress) -> HandedOver:
        return handover.write_prepared(
            shell.services, prepared, drive.root, terms, progress=progress.report,
            cancelled=lambda: progress.cancelled,
        )  # fmt: skip

    def done(written: HandedOver) -> None:
        ended()
        result.done("可以拔出", _told(written, drive, terms))
        shell.broadcast(frozenset({"handovers"}))

    job = shell.jobs.start(f"写到“{drive.label}”", work, done, _failing(result, drive, ended))
    result.watch(job, "正在写入…")
    return job


def _failing(result: Result, drive: Drive, ended: Callable[[], object]) -> Callable[[Exception], None]:
    def failed(error: Exception) -> None:
        ended()
        text = failure_text(error, drive.root)
        result.failed(
            "没有写成" if text else "已停下", text or f"“{drive.label}”上和原来一样，什么也没有多。"
        )

    return failed


def _told(written: HandedOver, drive: Drive, terms: Terms) -> list[str]:
    size = handover.size_words(written.size)
    lines = [
        f"文件夹：{written.folder.name}",
        f"{len(written.files)} 个文件，{size}，已逐个读出核对",
        f"文件夹核对码：{written.manifest.check_code}（可以在电话里念给镇上）",
    ]
    if terms.password:
        lines.append(f"文件密码：{terms.password}　（打电话告诉镇上，不要写在 U 盘上；离开这一页就不再显示）")
    if written.unchanged:
        lines.insert(0, f"“{drive.label}”上已经是最新的，没有重写。")
    if written.kept is not None:
        lines.append(f"以前交的那份改名为“{written.kept.name}”，没有删。")
        if terms.password:
            lines.append("那份原来没加密码的，现在还是谁都能打开，不用了请从 U 盘上删掉。")
    return lines


def back_up_to(shell: Shell, result: Result, drive: Drive, ended: Callable[[], object]) -> Job:
    """Put a verified copy of everything on a stick."""
    folder = drive.root / BACKUP_FOLDER

    def done(made: Backup) -> None:
        ended()
        lines = [f"备份：{BACKUP_FOLDER}/{made.path.name}", f"里面有：{counts_words(made.counts)}",
                 "备份里有身份证号和电话，请把 U 盘放在稳妥的地方。"]  # fmt: skip
        result.done("可以拔出", lines)
        shell.broadcast(frozenset({"backups"}))

    def failed(error: Exception) -> None:
        ended()
        text = failure_text(error, folder / "备份")
        result.failed("没有备份成" if text else "已停下", text or "没有写备份。")

    job = shell.jobs.start(
        f"备份到“{drive.label}”",
        lambda _progress: backups.back_up(shell.services, folder, "stick"),
        done,
        failed,
    )
    result.watch(job, "正在备份…")
    return job


def verify(shell: Shell, folder: Path, told: Callable[[str, list[str]], object]) -> Job:
    """Read a month's folder and say whether it is what its list says."""

    def done(findings: Sequence[handover.Finding]) -> None:
        if findings:
            told("这个文件夹有问题", [*(one.text for one in findings), f"文件夹：{folder}"])
        else:
            told("核对无误", [f"“{folder.name}”里的文件都在，内容和清单一致。"])

    def failed(error: Exception) -> None:
        told("核对不了", [failure_text(error, folder)])

    return shell.jobs.start("核对文件夹", lambda _progress: handover.verify(folder), done, failed)
