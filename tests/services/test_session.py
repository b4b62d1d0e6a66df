"""The program's clock, its operator, and a process that is killed while it writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from happyhome.app import open_services
from happyhome.domain.residents import Resident
from happyhome.services import audit, backups, residents, settings
from tests.services.village import TODAY, Village


def test_the_day_can_be_given_and_what_is_recorded_bears_it(tmp_path: Path, named_home: Path) -> None:
    (tmp_path / "happyhome.db").write_bytes(named_home.read_bytes())
    services = open_services(tmp_path, TODAY)
    made = services.run(residents.add_resident, resident=Resident(name="甲")).value
    assert services.today() == services.now().date() == made.recorded_at.date() == TODAY
    services.close()


def test_the_operator_is_whom_the_home_chose(village: Village) -> None:
    village.do(settings.choose, key="operator", value="张会计")
    village.services.close()
    again = open_services(village.folder, TODAY)
    assert again.operator == "张会计"
    again.as_operator("李主任").run(residents.add_resident, resident=Resident(name="甲"))
    assert again.ask(audit.operations)[0].operator == "李主任"
    again.close()


WRITER = """
import sys
from datetime import date
from pathlib import Path
from happyhome.app import open_services
from happyhome.domain.residents import Resident
from happyhome.services import residents
services = open_services(Path(sys.argv[1]), date(2026, 11, 21))
while True:
    services.run(residents.add_resident, resident=Resident(name="甲"))
    print(flush=True)
"""


def test_what_was_answered_is_there_after_the_program_was_killed(village: Village) -> None:
    village.services.close()
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(village.folder)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    answered = [writer.stdout.readline() for _ in range(25)]
    writer.kill()
    answered += writer.stdout.read().splitlines()
    writer.wait()
    writer.stdout.close()
    village.services = village.open()
    kept = len(village.content()["resident"])
    assert len(answered) <= kept <= len(answered) + 1
    assert dict(backups.check_store(village.services))["resident"] == kept
    assert village.ask(audit.verify_audit) == ()
