"""A roster of 10,000 rows: taken in whole, beside calamine's bare read of the same file."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from happyhome.app import open_services
from happyhome.domain.idcard import check_digit
from happyhome.services import homes, imports
from happyhome.services.session import Services
from happyhome.services.spelling import spell
from tests.benchmarks.timing import Row, in_turn

TODAY = date(2026, 11, 21)
ROWS = 10_000
HEADINGS = (
    "序号", "姓名", "性别", "民族", "身份证号码", "年龄", "村民小组", "户籍地址", "居住状况", "救助身份",
    "残疾类别等级", "自理能力", "联系电话", "社保卡账号", "赡养人姓名", "关系", "赡养人电话", "备注",
)  # fmt: skip


ROUNDS = 3


def rows() -> list[Row]:
    """Reading and planning alone, then with the writing, audit and search keys."""
    with tempfile.TemporaryDirectory() as folder:
        path = _roster(Path(folder) / "roster.xlsx")
        spell("王")  # the pinyin table is loaded once in the life of a window
        fresh = [_village(Path(folder) / str(number)) for number in range(ROUNDS + 2)]
        empty, *waiting = fresh
        planned = in_turn(
            lambda: empty.ask(imports.preview_residents, path, TODAY), lambda: _bare_read(path), ROUNDS
        )
        whole = in_turn(lambda: _import(waiting.pop(), path), lambda: _bare_read(path), ROUNDS)
        for services in fresh:
            services.close()
    return [
        Row(f"roster of {ROWS:,} rows read and planned", *planned, 3.0),
        Row("the same taken in, audited and searchable", *whole, 3.0),
    ]


def _village(folder: Path) -> Services:
    services = open_services(folder, TODAY)
    services.run(homes.set_home, name="清泉村幸福院")
    return services


def _import(services: Services, path: Path) -> None:
    preview = services.ask(imports.preview_residents, path, TODAY)
    outcome = services.run(imports.import_residents, reading=preview.reading, source=path.name)
    if outcome.refused:
        raise RuntimeError(outcome.text)


def _bare_read(path: Path) -> None:
    with path.open("rb") as file:
        CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


def _roster(path: Path) -> Path:
    chance = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    sheet.append(["全镇老年人花名册"])
    sheet.append(list(HEADINGS))
    for number in range(1, ROWS + 1):
        sheet.append(_row(number, chance))
    book.save(path)
    return path


def _row(number: int, chance: random.Random) -> list[object]:
    born = date(1936, 1, 1) + timedelta(days=chance.randrange(10_900))
    body = f"620321{born:%Y%m%d}{chance.randrange(1000):03d}"
    given = "".join(chance.choice("兰英桂花秀珍德福建国玉明山海永生存女") for _ in range(2))
    group = chance.choice("一二三四五六") + "社"
    return [
        number, chance.choice("赵钱孙李周吴郑王冯陈") + given, "男" if int(body[16]) % 2 else "女", "汉",
        body + check_digit(body), TODAY.year - born.year, group, f"甘肃省永昌县河西堡镇清泉村{group}",
        chance.choice(("独居", "空巢", "留守", "与配偶同住")), chance.choice(("一般户", "低保")),
        chance.choice(("", "", "", "肢体二级")), "自理", f"139{chance.randrange(10**8):08d}",
        f"62178{chance.randrange(10**14):014d}", "王" + given, "儿子", f"138{chance.randrange(10**8):08d}", "",
    ]  # fmt: skip
