"""When the window locks, and what that means for it: by Ctrl L, by the button, and when it is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from happyhome.gui.around import operator_of
from happyhome.gui.idle import IdleWatch
from happyhome.gui.kit.ask import Ask
from happyhome.gui.remembered import Remembered
from happyhome.services import demo, settings

if TYPE_CHECKING:
    from happyhome.gui.desk import HomeWindow
    from happyhome.gui.lock_screen import Lock


class Guard(QObject):
    """Belongs to one window. The lock itself is made when it is first needed."""

    def __init__(self, window: HomeWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lock: Lock | None = None
        services = window.shell.services
        self.watch = IdleWatch(services.now, self._minutes, self)
        self.watch.left_alone.connect(self.lock)
        self.watch.lock_asked.connect(self.lock)
        window.status.lock_asked.connect(self.lock)
        QShortcut(QKeySequence("Ctrl+L"), window).activated.connect(self.lock)
        self.measure()

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return self._lock is not None and self._lock.is_locked

    @property
    def the_lock(self) -> Lock:
        """What covers the windows."""
        if self._lock is None:
            from happyhome.gui.lock_screen import Lock

            self._lock = Lock(self._window, self._seated)
        return self._lock

    def measure(self) -> None:
        """Count the minutes from now; not for records without a password, nor while it is locked."""
        if self._window.shell.services.store.key is None or self.is_locked:
            self.watch.stop()
        else:
            self.watch.begin()

    def lock(self) -> None:
        """Cover everything; records without a password are told to have none."""
        services = self._window.shell.services
        if services.store.key is None:
            self._offer()
            return
        self.watch.stop()
        self.the_lock.lock(services.folders, services.store.key, operator_of(services), services.now)

    def _minutes(self) -> int:
        return int(self._window.shell.ask(settings.setting, key="lock_minutes"))

    def _seated(self, name: str) -> None:
        services = self._window.shell.services
        Remembered(services.folders.data).keep_operator(name)
        if name != services.operator:
            self._window.go_on_with(services.as_operator(name))
            self._window.say(f"现在是 {name} 在操作")
        self.measure()

    def _offer(self) -> None:
        if demo.is_lent(self._window.shell.services):
            self._window.say("示范村没有密码，不用锁屏。自己的数据加了锁，离开时按 Ctrl L。")
            return
        lines = [
            "这份数据没有加锁，锁屏没有用：不用密码就能打开。",
            "给数据加锁以后，离开时按 Ctrl L，回来输入密码接着做。",
        ]
        if Ask.ask(self._window, "还没有设密码", lines, "去给数据加锁", "以后再说"):
            self._window.open_page("settings", target="protection")
