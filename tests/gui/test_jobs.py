"""Work beside the window: results and errors come home, cancelling works, no thread stays."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from weakref import ref

import pytest
from pytestqt.qtbot import QtBot

from happyhome.gui.frame.bars import JobLine
from happyhome.gui.jobs import Cancelled, Jobs, Progress


@pytest.fixture
def reported() -> list[Exception]:
    return []


@pytest.fixture
def jobs(qtbot: QtBot, reported: list[Exception]) -> Iterator[Jobs]:
    made = Jobs(reported.append)
    yield made
    made.close()


def workers() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("happyhome-job")}


def test_work_runs_elsewhere_and_its_value_comes_to_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []

    def done(worker: int) -> None:
        seen.append((worker, threading.get_ident()))

    jobs.start("算", lambda _progress: threading.get_ident(), done)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()


def test_an_exception_always_reaches_failed(jobs: Jobs, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def work(_progress: Progress) -> None:
        raise OSError("U 盘被拔出")

    jobs.start("写", work, lambda _value: pytest.fail("it did not succeed"), errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], OSError)


def test_without_failed_the_exception_is_reported(
    jobs: Jobs, reported: list[Exception], qtbot: QtBot
) -> None:
    jobs.start("算", lambda _progress: 1 // 0, lambda _value: None)
    qtbot.waitUntil(lambda: bool(reported))
    assert isinstance(reported[0], ZeroDivisionError)


def test_a_job_is_over_before_its_result_is_told_which_may_ask_and_wait(jobs: Jobs, qtbot: QtBot) -> None:
    line = JobLine()
    qtbot.addWidget(line)
    jobs.started.connect(line.watch)
    seen: list[tuple[tuple[str, ...], str]] = []
    jobs.start("核对", lambda _progress: 1, lambda _value: seen.append((jobs.busy, line.text())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [((), "")]


def test_cancelling_stops_the_work_at_its_next_check(jobs: Jobs, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    started = threading.Event()
    goes_on = threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        goes_on.wait(10)
        progress.report(1, 2)

    job = jobs.start("导出", work, lambda _value: pytest.fail("it was cancelled"), errors.append)
    assert started.wait(10)
    job.cancel()
    goes_on.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_jobs_come_one_after_the_other(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(5):
        jobs.start("算", lambda _progress, number=number: number, order.append)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_the_line_shows_progress_and_cancels(jobs: Jobs, qtbot: QtBot) -> None:
    line = JobLine()
    qtbot.addWidget(line)
    jobs.started.connect(line.watch)
    goes_on = threading.Event()
    errors: list[Exception] = []

    def work(progress: Progress) -> None:
        progress.report(3, 10, "花名册")
        goes_on.wait(10)
        progress.check()

    jobs.start("导出", work, lambda _value: None, errors.append)
    qtbot.waitUntil(lambda: "3 / 10" in line.text())
    assert "花名册" in line.text()
    assert jobs.busy == ("导出",)
    line.cancel.click()
    goes_on.set()
    qtbot.waitUntil(lambda: bool(errors) and not line.isVisible())
    assert jobs.busy == ()


def test_closing_stops_the_worker_delivers_nothing_and_leaves_no_thread(qtbot: QtBot) -> None:
    others = workers()  # a dialog of another test that nobody closed may have left one
    jobs = Jobs(lambda error: pytest.fail(str(error)))
    started = threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while not progress.cancelled:
            threading.Event().wait(0.01)

    jobs.start("导出", work, lambda _value: pytest.fail("delivered after closing"))
    jobs.start("再导", lambda _progress: None, lambda _value: pytest.fail("delivered after closing"))
    assert started.wait(10)
    jobs.close()
    assert workers() <= others
    qtbot.wait(1)


def test_nothing_begins_after_closing(qtbot: QtBot) -> None:
    made = Jobs(lambda _error: None)
    seen: list[object] = []
    made.close()
    made.start("晚到", lambda _progress: seen.append(1), seen.append)
    assert made.idle
    assert seen == []


class Page:
    """Something large that what is told of a job holds."""


def test_what_a_job_held_is_let_go_once_it_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    line = JobLine()
    qtbot.addWidget(line)
    jobs.started.connect(line.watch)
    told: list[str] = []

    def begin() -> tuple[ref[Page], ref[object]]:
        page = Page()
        job = jobs.start("算", lambda _progress: page, lambda _value: told.append(repr(page)))
        return ref(page), ref(job)

    page, job = begin()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: line.text() == "")
    gc.collect()
    assert page() is None
    assert job() is not None  # the worker may have it in hand still, and must not be who takes it apart
    jobs.start("再算", lambda _progress: None, lambda _value: told.append("again"))
    qtbot.waitUntil(lambda: len(told) == 2)
    gc.collect()
    assert job() is None
