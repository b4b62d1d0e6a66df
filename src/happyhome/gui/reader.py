"""Reading beside the window for one place of a page: asked twice, only the last answer is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from happyhome.gui.jobs import Job

if TYPE_CHECKING:
    from happyhome.gui.shell import Shell
    from happyhome.services.session import Services

T = TypeVar("T")


class Reader:
    """For answers that need the rules: reading these takes a tenth of a second or more, too long for the window."""

    def __init__(self, shell: Shell, title: str) -> None:
        """``title`` names the work where something has to be said about it."""
        self._shell, self._title = shell, title
        self._job: Job | None = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is still awaited."""
        return self._job is not None

    def read(
        self,
        work: Callable[[Services], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Ask; ``done`` gets the answer unless something else was asked meanwhile.

        ``failed`` gets what was raised; without it the window tells it as it tells everything.
        """
        self.forget()
        services = self._shell.services
        job = self._shell.jobs.start(self._title, lambda _progress: work(services), done, failed, quiet=True)
        self._job = job
        job.ended.connect(lambda: self._ended(job))

    def forget(self) -> None:
        """Wait for no answer any more."""
        if self._job is not None:
            self._job.silence()
            self._job = None

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
