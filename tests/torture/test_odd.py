"""The quick form: a handful of odd files made here, each given to every input that may be handed it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from happyhome.domain.activities import Activity
from happyhome.domain.outcomes import Outcome
from happyhome.services import activities
from happyhome.services.session import Services
from tests.services.village import TODAY, Village
from tests.torture.input_ground import Target
from tests.torture.odd import ChangedTheSecondTime, main, run, taken_twice

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="every file is tried in a forked child")

PERSONS = "姓名|性别|身份证号|备注\n张三丰|男|620321194001010019|腿疼\n李四|女||\n"
FILES = {
    "名单.txt": PERSONS.encode("gb18030"),
    "导出.xls": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "文件": b"ID;PWXL;N;E\r\nP;PGeneral\r\n",
    "院子.jpg": b"\xff\xd8\xff\xe0" + bytes(300),
    "规则.yaml": b"a: &a [*a, *a]\n",
    "库.db": b"SQLite format 3\0" + bytes(200),
}


def test_odd_files_are_refused_or_taken_once(tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    for name, data in FILES.items():
        (tmp_path / "odd" / name).write_bytes(data)
    found = run(sorted((tmp_path / "odd").iterdir()), tmp_path / "ground")
    assert (found.files, found.wrong) == (len(FILES), [])
    assert found.answers[".txt roster taken"] == 1
    assert found.answers[".xls roster file_kind"] == 1
    assert found.inputs == sum(found.answers.values()) == found.refused + found.taken


def test_what_changes_the_store_the_second_time_is_caught(tmp_path: Path) -> None:
    village = Village(tmp_path)
    village.home()
    people = [village.elder("王秀兰")]

    def take(services: Services, _path: Path) -> Outcome:
        return services.run(
            activities.record_activity, activity=Activity(day=TODAY, title="包饺子"), residents=people
        )

    with pytest.raises(ChangedTheSecondTime):
        taken_twice("register", Target((), take)).take(village.services, tmp_path / "表.xlsx")


def test_a_folder_without_files_is_no_clean_campaign(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    assert ended.value.code == 2
