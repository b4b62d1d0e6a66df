"""One window on one store, and moving between one's own data and the demo village."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from happyhome.gui import collecting
from happyhome.gui.application import Zoom, apply_zoom, zoomed_pixels
from happyhome.gui.around import BackupHealth, surroundings
from happyhome.gui.guard import Guard
from happyhome.gui.kit.ask import Ask
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import pad
from happyhome.gui.main_window import MainWindow
from happyhome.gui.notices import Aftermath
from happyhome.gui.pages import PAGES, TODAY, read_ahead
from happyhome.gui.remembered import Remembered
from happyhome.gui.safekeeping import Keeper
from happyhome.services import demo, homes
from happyhome.services.backup_places import places
from happyhome.services.session import Services
from happyhome.services.starting import Started

WARM_AFTER_MS: Final = 400
"""Long enough for the window to be painted and answer first."""

OpenAt = Callable[[Path], Services]


class DemoBanner(QFrame):
    """Always above the pages while the records are made up, with the way back where there is one."""

    def __init__(self, back: Callable[[], object] | None) -> None:
        super().__init__()
        self.setProperty("role", "jobline")
        line = pad(QHBoxLayout(self), 20, 5, 20, 5, gap=14)
        line.addWidget(label("示范数据", "strong"))
        line.addWidget(label("这个村和里面的人都是编的，随便试，弄乱了也不要紧。", "status"))
        line.addStretch(1)
        if back is not None:
            line.addWidget(button("回到自己的数据", back, kind="link"))


class HomeWindow(MainWindow):
    """The main window with backups and a lock around it. ``closed`` after it is gone for good.

    ``serving(services)`` tells with what it goes on when somebody else sits down, or when it was sealed.
    """

    closed = Signal()
    serving = Signal(object)

    def __init__(self, services: Services, zoom: Zoom, *, back: Callable[[], object] | None = None) -> None:
        made_up = services.ask(demo.is_demo)
        health = BackupHealth()
        super().__init__(services, PAGES, surroundings(services, demo=made_up, health=health), zoom)
        self.health = health
        self.is_made_up = made_up
        self._keeper = self._make_keeper()
        self.guard = Guard(self)
        QTimer.singleShot(WARM_AFTER_MS, self, lambda: self._warm(services))
        if made_up:
            whole = self.centralWidget().layout()
            assert isinstance(whole, QVBoxLayout)
            whole.insertWidget(0, DemoBanner(back))

    def _make_keeper(self) -> Keeper:
        return Keeper(
            self.shell.services, self.jobs, self._show_around, self._warn, self, unsound=self._unsound
        )

    def go_on_with(self, services: Services) -> None:
        """Everything in the window as it was, on these."""
        is_other_store = services.store is not self.shell.services.store
        self.serve(services, surroundings(services, demo=self.is_made_up, health=self.health))
        if is_other_store:
            self._keeper.deleteLater()
            self._keeper = self._make_keeper()
        self.serving.emit(services)

    def broadcast(self, changed: frozenset[str]) -> None:
        """The minutes until it locks may be others, too."""
        super().broadcast(changed)
        if not changed or "settings" in changed:
            self.guard.measure()

    def _warm(self, services: Services) -> None:
        def work(_progress: object) -> None:
            services.warm()
            read_ahead()

        self.jobs.start("准备", work, lambda _none: None, quiet=True)

    def _warn(self, sentence: str) -> None:
        """Once; the status line says it until one succeeds."""
        told = self.health.is_failing(places(self.shell.services)[0].newest)
        self.health.failed_at = self.shell.services.now()
        self._show_around()
        if not told:
            Ask.tell(self, "自动备份没有写成", [sentence])

    def _unsound(self, sentence: str) -> None:
        Ask.tell(self, "备份演练发现问题", [sentence])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Back up what is new once all work has ended."""
        super().closeEvent(event)
        if not event.isAccepted():
            return
        self.hide()
        sentence = self._keeper.close()
        if sentence:
            Ask.tell(None, "备份没有写成", [sentence])
        self.closed.emit()


class Desk:
    """Shows one window at a time. ``open_at`` opens another folder's data; without it there is no demo."""

    def __init__(self, own: Services, open_at: OpenAt | None, started: Started | None = None) -> None:
        """``started`` is how one's own records were opened, for what that leaves to the first window."""
        self._own, self._open_at, self._started = own, open_at, started
        self._aftermath: Aftermath | None = None
        self._remembered = Remembered(own.folders.data)
        self.window: HomeWindow | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._application = application
        application.setQuitOnLastWindowClosed(False)
        zoom = self._remembered.zoom()
        if application.font().pixelSize() != zoomed_pixels(zoom):  # building the style sheet twice is felt
            apply_zoom(application, zoom)
        self._zoom = Zoom(zoom, self._remembered.keep_zoom)

    def begin(self) -> bool:
        """Show the window on one's own data, or ask how to begin; False when the clerk gave up."""
        if self._own.ask(homes.home_of) is not None:
            self._show(self._own)
            return True
        collecting.resume()
        from happyhome.gui.dialogs.first_start import Beginning, FirstStart  # once in the life of a home

        first = FirstStart(self._own, with_demo=self._open_at is not None)
        if not first.exec():
            return False
        self._own = first.services
        if first.beginning is Beginning.DEMO:
            return self._show_demo() or self.begin()
        window = self._show(self._own)
        if first.beginning is Beginning.ROSTER:
            window.open_page("residents", target="import")
        return True

    def _show(self, services: Services, back: Callable[[], object] | None = None) -> HomeWindow:
        window = HomeWindow(services, self._zoom, back=back)
        window.errors.install()
        window.closed.connect(self._closed)
        if services is self._own:
            window.serving.connect(self._go_on_with)
            self._look_back(window)
        before, self.window = self.window, window
        window.open_page(TODAY.key)
        window.showMaximized()
        collecting.resume()
        if before is not None:
            before.deleteLater()
        return window

    def _look_back(self, window: HomeWindow) -> None:
        started, self._started = self._started, None
        if started is not None:
            self._aftermath = Aftermath(window, started)
            QTimer.singleShot(WARM_AFTER_MS, window, self._aftermath.begin)

    @property
    def is_damaged(self) -> bool:
        """Whether the check behind the window found the file damaged."""
        return self._aftermath is not None and self._aftermath.is_damaged

    def _go_on_with(self, services: Services) -> None:
        self._own = services

    @property
    def own(self) -> Services:
        """One's own records as they are open now."""
        return self._own

    def _closed(self) -> None:
        self._application.quit()

    # The demo village

    def _show_demo(self) -> bool:
        from happyhome.gui.waiting import waited_for

        assert self._open_at is not None
        folder = self._own.folders.data / demo.BESIDE
        services = self._open_at(folder)
        if services.ask(demo.is_untouched) and not waited_for(
            "正在准备示范村，大约要半分钟…", lambda: demo.a_village(services)
        ):
            services.close()
            return False
        self._show(services, lambda: self._leave_demo(services))
        return True

    def _leave_demo(self, services: Services) -> None:
        window = self.window
        assert window is not None
        window.closed.disconnect(self._closed)
        if not window.close():
            window.closed.connect(self._closed)
            return
        services.close()
        if not self.begin():
            self._application.quit()
