"""A month's folder as it comes back from a stick, and workbooks under a password, as our own export locks them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from happyhome.domain.dates import Month
from happyhome.exchange.locked_files import lock_workbook
from happyhome.services import handover
from happyhome.services.session import Services
from tests.services.month_ends import hand_over_month
from tests.torture.input_ground import Take, Target, refused_with

MONTH = Month(2026, 10)
_LOCK = "幸福院-2026"
SAMPLES = Path(__file__).parents[1] / "samples"


def folder_targets(services: Services, stick: Path, decided: bytes, decisions: Take) -> dict[str, Target]:
    """The folder's files one by one, and locked workbooks where open ones are wanted."""
    stick.mkdir()
    few = [one for one in handover.planned_files(MONTH) if one.key in ("roster", "meal_attendance")]
    whole = hand_over_month(services, MONTH, stick, chosen=few[:3]).folder
    files = sorted(one for one in whole.iterdir() if one.suffix != ".txt")  # that one is for people alone
    listed = [one for one in files if one.suffix == ".json"]
    found = Folder(whole)
    roster = (SAMPLES / "老年人台账.xlsx").read_bytes()
    locked = tuple((name, lock_workbook(data, _LOCK)) for name, data in (
        ("台账.xlsx", roster), ("审批.xlsx", decided)))  # fmt: skip
    return {
        "folder": Target(
            tuple((one.name, one.read_bytes()) for one in (*files, *listed, *listed)),
            found.verify,
            judge=found.judge,
        ),
        "locked": Target(locked, decisions),
    }


class Folder:
    """A folder that arrived, one of whose files is another."""

    def __init__(self, whole: Path) -> None:
        self._whole = whole

    def verify(self, services: Services, path: Path) -> None:
        """Looked through by its own list; a finding is a refusal here."""
        copy = path.parent / "交接"
        shutil.copytree(self._whole, copy)
        shutil.move(path, copy / path.name)
        found = handover.verify(copy)
        if found:
            raise refused_with(found[0].code, "\n".join(one.text for one in found))

    def judge(self, services: Services, before: dict[str, Any], state: str) -> str:
        """Whole where it is what was written, and only then."""
        copy = services.folders.data.parent / "交接"
        same = all(
            (copy / one.name).is_file() and (copy / one.name).read_bytes() == one.read_bytes()
            for one in self._whole.iterdir()
        )
        if same and state != "taken":
            return "a whole folder is refused"
        if not same and state == "taken" and not self._means_the_same(copy):
            return "a changed folder is called whole"
        return ""

    def _means_the_same(self, copy: Path) -> bool:
        """The list's own spaces are nobody's data."""
        one, other = (
            re.sub(rb"\s", b"", (folder / "清单.json").read_bytes()) for folder in (self._whole, copy)
        )
        return one == other
