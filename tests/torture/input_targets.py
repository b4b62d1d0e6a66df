"""Everything that takes a file in: what it is given when all is well, and the verb that takes it."""

from __future__ import annotations

import io
import shutil
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from PIL import Image

from happyhome.domain.activities import Activity
from happyhome.domain.dates import Month
from happyhome.domain.outcomes import Outcome
from happyhome.domain.visits import Visit
from happyhome.exchange.manifest import (
    Manifest,
    ManifestDamaged,
    ManifestFile,
    ManifestInfo,
    read_manifest,
    to_json,
)
from happyhome.resources import resource
from happyhome.services import (
    activities,
    application_returns,
    applications,
    backups,
    bank_returns,
    imports,
    meal_imports,
    photos,
    register_sheets,
    restoring,
    rule_previews,
    rule_reading,
    saving,
    schemes,
)
from happyhome.services.register_sheets import sheet_bytes
from happyhome.services.session import Services
from tests.services.rules import KEY, elder, locked, use_rules
from tests.services.village import TODAY, Village
from tests.torture.input_folders import folder_targets
from tests.torture.input_ground import Target, refused_with
from tests.torture.input_keys import key_targets, seal_village

SAMPLES = Path(__file__).parents[1] / "samples"


def make_village(folder: Path) -> tuple[dict[str, Path], dict[str, Target]]:
    """The data folders, open and sealed, of a village with something of everything, and what may come in to it."""
    village = Village(folder / "open")
    village.home()
    use_rules(village, "需申请: 是")
    village.do(schemes.use_scheme, scheme=KEY, since=Month(2026, 9))
    people = [
        elder(village, "王秀兰", date(1940, 5, 3)),
        elder(village, "李大山", date(1939, 5, 3), order=881),
    ]
    for one in people:
        village.do(applications.open_application, resident=one, scheme=KEY, applied_on=date(2026, 10, 8))
    table, applied = folder / "申请.xlsx", folder / "申请结果.xlsx"
    table.write_bytes(sheet_bytes(village.ask(application_returns.application_sheet, TODAY)))
    _decide(table, applied)
    use_rules(village)
    locked(village, "2026-10")
    visits = folder / "探访.xlsx"
    village.do(_add_visit, resident=people[0])
    visits.write_bytes(sheet_bytes(village.ask(register_sheets.register_sheet, "visit")))
    village.do(activities.record_activity, activity=Activity(day=TODAY, title="包饺子"), residents=people)
    saved = backups.back_up(village.services).path
    made = {"decisions": applied.read_bytes(), "visits": visits.read_bytes(), "backup": saved.read_bytes()}
    shutil.rmtree(village.services.folders.backups)
    more = folder_targets(village.services, folder / "stick", made["decisions"], _decisions)
    village.services.close()
    sealed = seal_village(village.folder, folder / "sealed")
    more |= key_targets(sealed)
    return {"open": village.folder, "sealed": sealed.folder}, _targets(made) | more


def _add_visit(work: Any, *, resident: str) -> None:
    work.insert(Visit(resident=resident, day=date(2026, 11, 2)))


def _decide(table: Path, applied: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(table)
    page = book.active
    column = next(
        cell.column for row in page.iter_rows(max_row=6) for cell in row if cell.value == "审批结果"
    )
    head = next(cell.row for row in page.iter_rows(max_row=6) for cell in row if cell.value == "审批结果")
    page.cell(head + 1, column).value = "同意"
    book.save(applied)


def _bank() -> bytes:
    made = Workbook()
    page = made.active
    for row in (
        ("代发结果明细",), ("序号", "收款人姓名", "身份证号码", "收款账号", "金额(元)", "处理结果", "失败原因"),
        (1, "王秀兰", "", "", 50, "成功", ""), (2, "李大山", "", "", 50, "失败", "户名不符"),
    ):  # fmt: skip
        page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _photo(kind: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert(mode).save(out, kind)
    return out.getvalue()


def _manifest() -> bytes:
    files = (ManifestFile("01花名册.pdf", "花名册", 1234, "0" * 64), ManifestFile("02.xlsx", "", 5, "1" * 64))
    return to_json(
        Manifest(
            ManifestInfo(Month(2026, 10), "清泉村幸福院", "620302", "1.0"),
            datetime.combine(TODAY, time()),
            files,
        )
    )


def _targets(made: dict[str, bytes]) -> dict[str, Target]:
    roster, old = (SAMPLES / "老年人台账.xlsx").read_bytes(), (SAMPLES / "高龄津贴花名册.xls").read_bytes()
    text = "姓名,性别,身份证号,备注\r\n张三丰,男,620321194001010019,腿疼\r\n李四,女,,\r\n"
    rules = [(path.name, path.read_bytes()) for path in sorted(resource("policies").glob("*.yaml"))[:4]]
    return {
        "roster": Target(
            (("台账.xlsx", roster), ("津贴.xls", old), ("津贴.xls", old), ("名单.csv", text.encode("gb18030")),
             ("名单.txt", text.encode("utf-16"))), _roster,
        ),
        "meals": Target((("9月就餐.xlsx", (SAMPLES / "9月就餐登记.xlsx").read_bytes()),), _meals),
        "register": Target((("探访.xlsx", made["visits"]),), _register),
        "decisions": Target((("审批.xlsx", made["decisions"]),), _decisions),
        "bank": Target((("代发结果.xlsx", _bank()),), _bank_list),
        "rules": Target(tuple(rules), _rules),
        "photo": Target(
            (("院子.jpg", _photo("JPEG")), ("扫描.png", _photo("PNG", "L")), ("图.png", _photo("PNG", "RGBA"))), _photos
        ),
        "manifest": Target((("清单.json", _manifest()),), _manifests),
        "restore": Target((("happyhome-20261101-120000-manual.db", made["backup"]),), _restore),
    }  # fmt: skip


def _roster(services: Services, path: Path) -> Outcome:
    seen = services.ask(imports.preview_residents, path, services.today())
    saving.save_file(path.with_name("问题.xlsx"), imports.problem_sheet(seen.sheets, seen.plan.problems))
    return services.run(imports.import_residents, confirmed=True, reading=seen.reading, source=path.name)


def _meals(services: Services, path: Path) -> Outcome:
    seen = services.ask(
        meal_imports.preview_meals, path, services.today(), month=Month(2026, 9), slot="lunch"
    )
    saving.save_file(path.with_name("问题.xlsx"), imports.problem_sheet(seen.sheets, seen.plan.problems))
    return services.run(meal_imports.import_meals, confirmed=True, reading=seen.reading, source=path.name)


def _register(services: Services, path: Path) -> Outcome:
    seen = services.ask(register_sheets.preview_register, path, services.today(), table="visit")
    problems = register_sheets.register_problems(seen.sheets, seen.reading, seen.plan.problems)
    saving.save_file(path.with_name("问题.xlsx"), problems)
    return services.run(register_sheets.import_register, confirmed=True, reading=seen.reading)


def _decisions(services: Services, path: Path) -> Outcome:
    seen = services.ask(application_returns.preview_decisions, path, services.today())
    return services.run(application_returns.apply_decisions, confirmed=True, preview=seen)


def _bank_list(services: Services, path: Path) -> Outcome:
    seen = services.ask(bank_returns.preview_bank, path, services.today())
    return services.run(
        bank_returns.apply_bank, confirmed=True, reading=seen.reading, roll=seen.roll.id, source=path.name
    )


def _rules(services: Services, path: Path) -> Outcome:
    text = rule_reading.rule_text(path)
    services.ask(rule_previews.preview_rules, path.name, text, services.today())
    return services.run(rule_previews.import_rules, confirmed=True, name=path.name, content=text)


def _photos(services: Services, path: Path) -> Outcome:
    shot = photos.read_photo(path)
    owner = services.ask(lambda reading: reading.find(Activity)[0].id)
    return services.run(
        activities.add_photo, confirmed=True, owner=owner, name=shot.name, content=shot.content
    )


def _manifests(_services: Services, path: Path) -> None:
    if path.name != "清单.json":
        shutil.move(path, path.with_name("清单.json"))
    try:
        read_manifest(path.parent)
    except (FileNotFoundError, NotADirectoryError, ManifestDamaged) as error:
        raise refused_with("manifest", getattr(error, "text", "没有清单。")) from error


def _restore(services: Services, path: Path) -> None:
    restoring.restore_into(services, path)
