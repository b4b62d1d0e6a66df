"""What the program keeps of its troubles names nobody: not in the log, not in a diagnosis."""

from __future__ import annotations

import json
import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.residents import Resident
from happyhome.files.rolling import add_line
from happyhome.services import residents
from happyhome.services.diagnosis import diagnosis, masked, save_diagnosis
from happyhome.services.logbook import NAME, Logbook, MaskedFormatter, begin_log, hear_everything
from happyhome.services.message_masks import masked_message
from happyhome.store.work import Work
from tests.services.village import Village

NOW = datetime(2026, 11, 20, 12)  # noqa: DTZ001  the village's clock on the wall
NAMES = (
    "王秀兰", "唐月娥", "欧阳㛃", "李𬱖", "阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽‧买买提",
    "Tursun Abdukerim", "WANG XIULAN", "Mamat-Ali", "O'Brien", "Айгуль Сериковна", "Zhāng Xiǎomíng",
)  # fmt: skip
NUMBERS = ("620321194103058820", "62032119410305882X", "15012341192", "6217 0012 3456 7890", "150-1234-1192", "６２０３２１",
           "6 2 0 3 2 1 1 9 4 1 0 3 0 5 8 8 2 X", "62-17-00-12-34-56-78-90")  # fmt: skip
PRIVATE = (*NAMES, *NUMBERS)


def pieces(secret: str) -> set[str]:
    """What must not be found of it: any two letters that stand together, any six digits, any Latin word."""
    words = secret.replace("-", " ").replace("'", " ").split()
    if any(sign.isdigit() for sign in secret):
        return {secret, *(word for word in words if len(word) > 3)}
    return {secret, *(word for word in words if len(word) > 1)}


def found_in(text: str, *secrets: str) -> list[str]:
    return [piece for secret in secrets for piece in pieces(secret) if piece in text]


# The ways in which libraries, the system and we ourselves put a value into a message.
SAYINGS: tuple[Callable[[str], str], ...] = (
    repr,
    lambda one: f"could not convert string to float: {one!r}",
    lambda one: f"no such person: {one}",
    lambda one: f"{one}: not found",
    lambda one: f"[Errno 2] No such file or directory: '/media/{one}/照片/{one}.jpg'",
    lambda one: f"QImageReader: cannot open C:\\Users\\{one}\\{one}.jpg",
    lambda one: f"open /home/{one}/data failed",
    lambda one: json.dumps({"name": one, "phone": "15012341192"}),
    lambda one: json.dumps({"name": one}, ensure_ascii=False),
    lambda one: f"UNIQUE constraint failed [parameters: ('a-1', {one!r}, None)] (Background on this error)",
    lambda one: f"can't decode: it isn't {one!r} that couldn't",
    lambda one: f"first line\n{one}\nlast 'line",
    lambda one: ascii(one),
    lambda one: f"'{one}",
    lambda one: f"“{one}”没有写成",
    lambda one: str(one.encode("utf-8")),
    lambda one: f"born 1941-03-05, {one}",
)


@given(st.sampled_from(PRIVATE), st.sampled_from(SAYINGS), st.sampled_from(PRIVATE))
def test_a_message_tells_nobody_however_it_is_said(
    secret: str, say: Callable[[str], str], other: str
) -> None:
    told = masked_message(f"{say(secret)} / {say(other)}")
    assert found_in(told, secret, other) == []
    assert "1941-03-05" not in told


@given(st.text(max_size=60), st.sampled_from(PRIVATE), st.text(max_size=60))
def test_whatever_stands_around_it_a_value_in_quotes_is_left_out(
    before: str, secret: str, after: str
) -> None:
    assert found_in(masked_message(f"{before} {secret!r} {after}"), secret) in ([], found_in(before, secret))


@pytest.mark.parametrize(
    "message",
    [
        "database is locked",
        "UNIQUE constraint failed: resident.id_number",
        "[Errno 28] No space left on device",
        "list index out of range",
    ],
)
def test_what_helps_to_mend_a_bug_stays(message: str) -> None:
    assert masked_message(message) == message


def test_the_kind_and_the_place_of_an_error_stay() -> None:
    assert masked_message("'NoneType' object has no attribute 'born_on'") == (
        "<NoneType> object has no attribute <born_on>"
    )
    assert masked("main.py line 12: 李四 15012345678") == "main.py line 12: 〔…〕 ******"


@pytest.mark.parametrize("secret", PRIVATE)
def test_a_diagnosis_tells_the_places_of_every_cause_and_nobody(tmp_path: Path, secret: str) -> None:
    def inner() -> None:
        raise ValueError(secret)

    try:
        try:
            inner()
        except ValueError as error:
            raise KeyError(secret, {"name": secret}) from error
    except KeyError as error:
        path = save_diagnosis(tmp_path, error, NOW)
    told = path.read_text("utf-8")
    assert found_in(told, secret) == []
    assert told.index("ValueError") < told.index("KeyError")
    assert "in inner" in told
    assert "test_logbook.py" in told
    assert str(Path.home()) not in told


def test_an_error_without_end_is_told_in_few_lines() -> None:
    def again(depth: int) -> int:
        return again(depth + 1)

    with pytest.raises(RecursionError) as caught:
        again(0)
    assert len(diagnosis(caught.value).splitlines()) < 100


def test_an_error_that_cannot_tell_of_itself_is_told_all_the_same() -> None:
    class Broken(Exception):
        def __str__(self) -> str:
            raise ValueError("王秀兰")

    assert "Broken: ValueError" in diagnosis(Broken())


# The log


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Path]:
    """Logging into a folder of its own, and back."""
    root, hooks = logging.getLogger(), (threading.excepthook, warnings.showwarning)
    begin_log(tmp_path / "logs")
    yield tmp_path / "logs"
    for one in [each for each in root.handlers if isinstance(each, Logbook)]:
        root.removeHandler(one)
    logging.captureWarnings(False)
    threading.excepthook = hooks[0]


def kept(folder: Path) -> str:
    return "\n".join(file.read_bytes().decode("utf-8") for file in folder.iterdir())


def test_a_day_with_errors_leaves_nobody_in_the_log(
    village: Village, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear_everything()
    log = logging.getLogger("happyhome.day")
    (logs_own,) = [one.handle for one in logging.getLogger().handlers if isinstance(one, Logbook)]
    for number, name in enumerate(NAMES):
        who = village.elder(name, phone=f"1501234{1100 + number}", group="五社")

        def twice(work: Work, row: str = who) -> None:
            one = work.get(Resident, row)
            work.write("INSERT INTO resident SELECT * FROM resident WHERE id = ?", (row,))
            raise AssertionError(one)

        try:
            village.services.run(twice)
        except Exception as error:
            log.error("bug: %s", error, exc_info=error)
        log.warning("not read: %s", village.person(who))
        logs_own(logging.makeLogRecord({"msg": "%d rows of %s", "args": (name,), "levelno": logging.ERROR}))
        warnings.warn(f"odd sheet {name!r}", stacklevel=1)
    thread = threading.Thread(target=lambda: village.ask(residents.person, "王秀兰 15012341192"))
    thread.start()
    thread.join()
    told = kept(logs)
    assert "IntegrityError" in told
    assert "escaped in a thread" in told or "Refusal" in told
    assert found_in(told, *PRIVATE) == []
    assert "1501234" not in told


def test_the_log_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "happyhome.log"
    for number in range(400):
        add_line(path, f"{number:05d} {'x' * 90}", most=5_000, kept=3)
    sizes = {one.name: one.stat().st_size for one in path.parent.iterdir()}
    assert sorted(sizes) == ["happyhome.log", "happyhome.log.1", "happyhome.log.2"]
    assert max(sizes.values()) < 5_200
    assert path.read_text().splitlines()[-1].startswith("00399")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    for folder in (tmp_path / "gone" / "logs", tmp_path / "file"):
        (tmp_path / "file").write_text("in the way")
        book = Logbook(folder)
        book.emit(logging.makeLogRecord({"msg": "trouble", "levelno": logging.ERROR}))
    assert not (tmp_path / "gone").exists()


def test_only_the_latest_folder_is_logged_into(tmp_path: Path, logs: Path) -> None:
    begin_log(tmp_path / "other")
    logging.getLogger("happyhome").warning("hello there")
    assert not logs.exists()
    assert "hello there" in kept(tmp_path / "other")


def test_a_line_says_when_how_grave_and_where() -> None:
    record = logging.makeLogRecord(
        {"msg": "disk slow", "levelname": "WARNING", "name": "happyhome.x", "created": NOW.timestamp()}
    )
    assert MaskedFormatter().format(record) == "2026-11-20 12:00:00 WARNING happyhome.x: disk slow"


def test_a_bug_at_each_start_does_not_fill_the_folder(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("the log")
    for minute in range(40):  # the clock goes back, too
        kept = save_diagnosis(tmp_path, ValueError("x"), NOW.replace(minute=59 - minute))
        assert kept.exists()
    assert len(list(tmp_path.glob("diagnosis-*"))) == 20
    assert (tmp_path / NAME).exists()
