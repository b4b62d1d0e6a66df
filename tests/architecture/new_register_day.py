"""A day with the two new registers: run in a process of its own, on the copied program; prints what it saw.

python -m tests.architecture.new_register_day FOLDER
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import tests.conftest  # noqa: F401  no screen is needed
from happyhome.domain.kitchen import BloodPressure, FoodSample  # type: ignore[import-not-found]
from happyhome.domain.registers import register_named
from happyhome.services import audit, register_sheets, registers
from tests.services.village import TODAY, Village, id_number

DAY = date(2026, 11, 20)
TOFU = {"day": DAY, "dish": "红烧豆腐", "grams": 130, "keeper": "李 红"}


def main(folder: Path) -> dict[str, Any]:
    """Everything that comes from the descriptor, one after the other."""
    import happyhome

    village = Village(folder / "village")
    village.home()
    who = village.elder("王秀兰", id_number=id_number(date(1941, 5, 3)))
    seen: dict[str, Any] = {"program": str(Path(happyhome.__file__).parent)}
    seen["listed"] = [register.title for register in registers.listed_registers()]
    seen |= kept_and_corrected(village)
    village.do(registers.put_record, record=BloodPressure(resident=who, day=DAY, high=150, low=90))
    seen |= excel(village, folder)
    seen |= carried(village, folder)
    seen |= on_screen(village)
    seen["audit faults"] = village.ask(audit.verify_audit)
    return seen


def dishes(village: Village) -> list[str]:
    return [row.dish for row in village.ask(registers.records, "food_sample")]


def kept_and_corrected(village: Village) -> dict[str, Any]:
    """Put, refuse, undo, and what the audit remembers."""
    kept = village.do(registers.put_record, record=FoodSample(**TOFU))
    refused = village.services.run(registers.put_record, record=FoodSample(day=DAY))
    village.do(registers.put_record, record=FoodSample(day=DAY, dish="打错了"))
    before = dishes(village)
    village.do(audit.undo)
    return {
        "keeper": kept.keeper,
        "refused": [(problem.code, problem.field) for problem in refused.problems],
        "before undo": before,
        "after undo": dishes(village),
        "labels": [one.label for one in village.ask(audit.operations)][:3],
    }


def excel(village: Village, folder: Path) -> dict[str, Any]:
    """Out, in again, and a hand-made sheet in."""
    from openpyxl import Workbook, load_workbook

    seen: dict[str, Any] = {}
    for table in ("food_sample", "blood_pressure"):
        file = folder / f"{table}.xlsx"
        sheet = village.ask(register_sheets.register_sheet, table)
        file.write_bytes(register_sheets.sheet_bytes(sheet))
        seen[f"{table} sheet"] = [list(map(str, row)) for row in load_workbook(file).active.values][2:]
        again = village.ask(register_sheets.preview_register, file, TODAY, table=table)
        seen[f"{table} again"] = again.plan.counts()["unchanged"]
    book = Workbook()
    for row in (
        ["食品名称", "日期", "餐次", "留样量"],
        ["凉拌菜", "2026.11.19", "中餐", "150克"],
        ["粥", "", "", ""],
    ):
        book.active.append(row)
    book.save(folder / "hand.xlsx")
    found = village.ask(register_sheets.preview_register, folder / "hand.xlsx", TODAY, table="food_sample")
    seen["hand-made"] = village.do(register_sheets.import_register, reading=found.reading).as_json()
    return seen


def carried(village: Village, folder: Path) -> dict[str, Any]:
    """To another computer, twice."""
    rows = village.ask(register_sheets.rows_as_json, "food_sample")
    other = Village(folder / "other")
    other.home()
    merged = [
        other.do(register_sheets.merge_register, table="food_sample", rows=json.loads(json.dumps(rows)))
        for _ in range(2)
    ]
    same = other.content()["food_sample"] == village.content()["food_sample"]
    other.services.close()
    return {"merged": [(len(one.added), one.unchanged) for one in merged], "the same rows": same}


def on_screen(village: Village) -> dict[str, Any]:
    """The list page, its search, and the form."""
    from happyhome.gui import application
    from happyhome.gui.dialogs.record import RecordForm
    from happyhome.gui.pages import RESIDENTS
    from tests.gui.pages import desk

    app = application.create()
    window = desk.window(village.services, (RESIDENTS,))
    window.show()
    window.open_page("residents")
    residents = window.pages.page("residents")
    residents.show_register("food_sample")  # type: ignore[union-attr]
    page = residents._registers["food_sample"]  # type: ignore[union-attr]
    model = page.table.model()
    seen: dict[str, Any] = {
        "columns": [
            model.headerData(place, page.table.horizontalHeader().orientation()) for place in range(5)
        ],
        "shown": [row.dish for row in page.table.rows()],
    }
    page.typed.setText("豆腐")
    seen["found"] = [row.dish for row in page.table.rows()]
    page.typed.setText("")
    form = RecordForm(window.shell, register_named("food_sample"), filled={"day": DAY})
    form.form.set_values({"dish": "炖白菜", "slot": "supper"})
    form.submit()
    seen["shown after the form"] = [row.dish for row in page.table.rows()]
    residents.show_register("blood_pressure")  # type: ignore[union-attr]
    readings = residents._registers["blood_pressure"].table.model()  # type: ignore[union-attr]
    seen["whose pressure"] = readings.index(0, 0).data()
    window.jobs.close()
    window.close()
    app.processEvents()
    return seen


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False, default=str))
