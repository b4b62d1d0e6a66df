"""The only threads of the program: one worker, so that two long tasks never meet.

Work runs beside the window; its result always comes back on the GUI thread, an exception too.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """The clerk took the job back; work raises it by ``Progress.check``."""


class Progress:
    """What work uses to tell how far it is, and to learn that it should stop. Safe from the worker's thread."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the clerk (or closing the window) asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next ``check``."""
        self._stop.set()

    def check(self) -> None:
        """Raise Cancelled when asked to stop."""
        if self.cancelled:
            raise Cancelled

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say ``done`` of ``total``; total 0 means that nobody knows."""
        self.check()
        self._tell(done, total, text)


class Job(QObject):
    """One piece of work on its way. ``progressed(done, total, text)`` and ``ended()`` come on the GUI thread."""

    progressed = Signal(int, int, str)
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self.title, self.quiet = title, quiet
        self._work, self._done, self._failed = work, done, failed
        self._progress = Progress(self.progressed.emit)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._silent = False

    def cancel(self) -> None:
        """Ask it to stop; ``failed`` gets Cancelled."""
        self._progress.cancel()

    def silence(self) -> None:
        """Deliver nothing any more: whoever asked is gone."""
        self._silent = True
        self.cancel()

    def run(self) -> None:
        """The worker's side; nothing escapes from it, everything is handed over."""
        try:
            self._progress.check()
            value = self._work(self._progress)
        except Exception as error:  # noqa: BLE001  handed to ``failed``, which tells apart what it is
            self._finished.emit(None, error)
        else:
            self._finished.emit(value, None)

    @Slot(object, object)
    def _deliver(self, value: object, error: Exception | None) -> None:
        # It has ended before anyone is told: what is told may open a dialog and wait there.
        self.ended.emit()
        done, failed = self._done, self._failed
        self._let_go()
        if self._silent:
            if error is not None and not isinstance(error, Cancelled):
                _log.error("a job failed after nobody waited for it", exc_info=error)
        elif error is None:
            done(value)
        else:
            failed(error)

    def _let_go(self) -> None:
        """Of all that work and its listeners hold: those know the job themselves, and would keep it, and a page's
        worth of closures with it, for as long as the window stands."""
        self._work, self._done, self._failed = _nothing, _nothing, _nothing
        for signal in (self.progressed, self.ended):
            with suppress(RuntimeError), warnings.catch_warnings():  # nobody may have listened
                warnings.simplefilter("ignore", RuntimeWarning)
                signal.disconnect()


def _nothing(_any: object) -> None:
    """What a job that is over still does."""


class Jobs(QObject):
    """Starts work one after the other. ``started(job)`` lets the window show it, unless it is quiet."""

    started = Signal(object)

    def __init__(self, report: Callable[[Exception], object], parent: QObject | None = None) -> None:
        """``report`` gets the exceptions of jobs that brought no ``failed`` of their own."""
        super().__init__(parent)
        self._report = report
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="happyhome-job")
        self._running: set[Job] = set()
        self._told: Job | None = None
        self._closed = False

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        quiet: bool = False,
    ) -> Job:
        """Run ``work`` on the worker, then ``done`` with its value or ``failed`` with its exception, here.

        Nothing is begun after ``close``: a timer may still come when nobody waits any more.
        """
        job = Job(title, work, done, failed or self._report, quiet=quiet)
        if self._closed:
            return job
        self._running.add(job)
        job.ended.connect(lambda: self._end(job))
        if not quiet:
            self.started.emit(job)
        self._pool.submit(job.run)
        return job

    def _end(self, job: Job) -> None:
        """It runs no more. It stays until the next has ended, too: the worker may still be about to let go of it, and
        whoever does so last takes it apart, which only this thread may do."""
        self._running.discard(job)
        self._told = job

    @property
    def busy(self) -> tuple[str, ...]:
        """Titles of what runs or waits and that the clerk would miss."""
        return tuple(sorted(job.title for job in self._running if not job.quiet))

    @property
    def idle(self) -> bool:
        """Whether nothing runs or waits, quiet work included."""
        return not self._running

    def close(self) -> None:
        """Ask everything to stop, wait for the worker to end; nothing is delivered or begun after this."""
        self._closed = True
        for job in self._running:
            job.silence()
        self._pool.shutdown(wait=True)
