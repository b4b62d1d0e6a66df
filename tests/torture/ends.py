"""Everything that writes a file, done once on a village, and what its result must be like if the device fails."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from happyhome.domain.dates import Month
from happyhome.gui.remembered import Remembered
from happyhome.services import (
    backups,
    diagnosis,
    disclosures,
    handover,
    imports,
    protection,
    register_sheets,
    restoring,
    saving,
)
from happyhome.services.disclosures import Terms
from happyhome.services.session import Folders, Services
from tests.services.month_ends import hand_over_month
from tests.services.village import TODAY, Clock
from tests.torture.acts import ROSTER, STICK, key_of, move_in
from tests.torture.ground import NEXT_PASSWORD, OPERATOR, PASSWORD, Ground, opened

OLD, NEW = b"%PDF old" * 100, b"%PDF new, and longer" * 120_000
MONTH = Month(2026, 9)


@dataclass(frozen=True)
class End:
    """``prepare`` gives the act that writes; nothing of it has begun then.

    ``sound`` says of the file ``target`` (within the place) whether it is a whole one; None where the village
    itself is all there is to look at. ``after`` says what else does not hold.
    """

    name: str
    ground: str
    prepare: Callable[[Ground, Path], Callable[[], object]]
    target: str = ""
    sound: Callable[[bytes], bool] = lambda content: content in (OLD, NEW)
    after: Callable[[Ground, Path], list[str]] = lambda ground, place: []


def _paper(ground: Ground, place: Path) -> Callable[[], object]:
    (place / "月报.pdf").write_bytes(OLD)
    return lambda: saving.save_file(place / "月报.pdf", NEW)


def _export(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    (place / "名册.xlsx").write_bytes(OLD)
    return lambda: ended(services, _send_register, services, place / "名册.xlsx")


def _send_register(services: Services, path: Path) -> None:
    sheet = services.ask(register_sheets.register_sheet, "resident")
    outgoing = services.ask(disclosures.outgoing_of, "register.resident", "老人登记表", sheet)
    saving.send_out(services, path, register_sheets.sheet_bytes(sheet), outgoing, Terms())


def _problems(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    seen = services.ask(imports.preview_residents, ROSTER, TODAY)
    services.close()
    (place / "问题.xlsx").write_bytes(OLD)
    made = imports.problem_sheet(seen.sheets, seen.plan.problems)
    return lambda: saving.save_file(place / "问题.xlsx", made)


def _diagnosis(ground: Ground, place: Path) -> Callable[[], object]:
    now = datetime(2026, 11, 21, 12, 0, 0)  # noqa: DTZ001  (the village's own clock)
    logs = Folders(place / "data").logs
    logs.mkdir(exist_ok=True)
    (logs / f"diagnosis-{now:%Y%m%d-%H%M%S}.txt").write_bytes(OLD)
    return lambda: diagnosis.save_diagnosis(logs, ValueError("唐月娥"), now)


def _zoom(ground: Ground, place: Path) -> Callable[[], object]:
    Remembered(place / "data").keep_zoom(125)
    return lambda: Remembered(place / "data").keep_zoom(150)


def _opened_copy(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    services.close()  # it needs only the folder
    return lambda: saving.copy_to_open(services, "月报.pdf", NEW)


def _stick(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    (place / STICK).mkdir()
    few = [one for one in handover.planned_files(MONTH) if one.ending == "xlsx"][:2]
    hand_over_month(services, MONTH, place / STICK, chosen=few[:1])
    return lambda: ended(services, hand_over_month, services, MONTH, place / STICK, chosen=few)


def ended(services: Services, act: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Do it and let go of the file, as the end of a program does."""
    try:
        return act(*arguments, **named)
    finally:
        services.close()


def _backup(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    return lambda: ended(services, backups.back_up, services)


def _backup_elsewhere(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    (place / STICK).mkdir()
    return lambda: ended(services, backups.back_up, services, place / STICK)


def _restore(ground: Ground, place: Path) -> Callable[[], object]:
    folders = Folders(place / "data")
    key = key_of(ground, folders.data)
    source = min(folders.backups.glob("happyhome-*.db"))
    return lambda: restoring.restore_backup(folders, source, Clock()(), key)


def _move_in(ground: Ground, place: Path) -> Callable[[], object]:
    return lambda: move_in(ground, place / "data")


def _seal(ground: Ground, place: Path) -> Callable[[], object]:
    return lambda: protection.seal_store(Folders(place / "data"), OPERATOR, PASSWORD, Clock()())


def _password(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    return lambda: ended(services, protection.change_password, services, OPERATOR, PASSWORD, NEXT_PASSWORD)


def _sheet(ground: Ground, place: Path) -> Callable[[], object]:
    services = opened(ground, place / "data")
    return lambda: ended(services, protection.take_recovery_code, services, protection.new_code())


def _is_workbook(content: bytes) -> bool:
    if content == OLD:
        return True
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.testzip() is None


def _is_diagnosis(content: bytes) -> bool:
    return content == OLD or (content.startswith(b"happyhome") and b"ValueError" in content)


def _is_zoom(content: bytes) -> bool:
    return json.loads(content)["zoom"] in (125, 150)


ENDS = (
    End("a paper", "open", _paper, "月报.pdf"),
    End("an export", "open", _export, "名册.xlsx", _is_workbook),
    End("a problem sheet", "open", _problems, "问题.xlsx", _is_workbook),
    End("a diagnosis", "open", _diagnosis, "data/logs/diagnosis-20261121-120000.txt", _is_diagnosis),
    End("the zoom", "open", _zoom, "data/window.json", _is_zoom),
    End("a paper to look at", "open", _opened_copy),
    End("a month on the stick", "open", _stick),
    End("a backup", "open", _backup),
    End("a sealed backup", "sealed", _backup),
    End("a backup on the stick", "sealed", _backup_elsewhere),
    End("a restore", "open", _restore),
    End("a sealed restore", "sealed", _restore),
    End("a restore of another computer's backup", "open", _move_in),
    End("a sealed restore of another computer's backup", "sealed", _move_in),
    End("sealing", "open", _seal),
    End("a new password", "sealed", _password),
    End("a new recovery sheet", "sealed", _sheet),
)
