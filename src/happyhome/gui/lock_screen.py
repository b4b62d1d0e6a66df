"""锁屏: every window of the program under an opaque cover, and one dialog that asks for a password.

Nothing is closed or emptied: pages and dialogs stay as they were typed, and work under way goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from happyhome.domain.problems import refuse
from happyhome.gui.dialogs.unlock import UnlockForm, heading
from happyhome.gui.kit import icons, scaled, theme
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import Card
from happyhome.gui.kit.clipboard import clear_secrets
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.services.protection import Ring, ring_of
from happyhome.services.session import Folders, Unlocked

TITLE = "幸福院"
_POPUPS = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class Cover(QWidget):
    """Lies over a whole window, which also loses its title; ``lift`` gives both back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._title = window, window.windowTitle()
        window.setWindowTitle(TITLE)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def lift(self) -> None:
        """The window as it was."""
        self._window.removeEventFilter(self)
        self._window.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the window, above all in it, whatever comes in beside it; its titles are kept for later."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(self._window.rect())
            self.raise_()
        elif event.type() == QEvent.Type.WindowTitleChange and self._window.windowTitle() != TITLE:
            self._title = self._window.windowTitle()
            self._window.setWindowTitle(TITLE)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Opaque, with a lock in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.GROUND))
        side = px(64)
        picture = icons.pixmap("lock", theme.GREEN_SOFT, 64, self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - side // 2, middle.y() - side, picture)
        painter.setFont(scaled.font(18))
        painter.setPen(QColor(theme.MUTED))
        below = self.rect().adjusted(0, self.height() // 2 + px(12), 0, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), "已锁屏")
        painter.end()


class LockScreen(QDialog):
    """Stays until a password of the present ring gave the key of the open records."""

    def __init__(
        self, ring_now: Callable[[], Ring], folders: Folders, now: Callable[[], datetime], operator: str,
        opened: Callable[[Unlocked], object], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setModal(True)
        self.setWindowFlags(
            Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
        )
        least(self, 540, 400)
        self._ring_now, self._folders, self._now, self._opened = ring_now, folders, now, opened
        self.form = UnlockForm(ring_now, operator)
        self.form.unlocked.connect(opened)
        self.go = button("开锁", self.form.submit, kind="primary")
        self.form.busy.connect(self.go.setDisabled)
        self.forgotten = button("忘了密码…", self.recover, kind="link")
        outer = pad(QVBoxLayout(self), 40, 30, 40, 24, gap=18)
        outer.addLayout(heading("已锁屏", "刚才填的都还在。输入密码接着做；换人用，就选自己的名字。"))
        card = Card()
        card.body.addWidget(self.form)
        outer.addWidget(card)
        outer.addStretch(1)
        line = pad(QHBoxLayout(), gap=10)
        line.addWidget(self.forgotten)
        line.addStretch(1)
        line.addWidget(self.go)
        outer.addLayout(line)

    def recover(self) -> None:
        """By the recovery sheet or the township's key."""
        from happyhome.gui.dialogs.recover import RecoverDialog

        box = RecoverDialog(self._ring_now(), self._folders, self._now, self)
        if box.exec() and box.found is not None:
            self._opened(box.found)

    def come_forward(self) -> None:
        """Above whatever opened meanwhile: the latest modal dialog is the one that hears keys."""
        self.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        self.form.setFocus()

    def go_away(self) -> None:
        """It is open."""
        self.form.close_jobs()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Esc does nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does Alt F4."""
        event.ignore()


class Lock(QObject):
    """Locks and unlocks the program's windows. ``seated(name)`` hears who unlocked."""

    def __init__(self, window: QWidget, seated: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self._seated = window, seated
        self._key = b""
        self._covers: dict[QWidget, Cover] = {}
        self.screen: LockScreen | None = None

    @property
    def is_locked(self) -> bool:
        """Whether the windows are covered."""
        return self.screen is not None

    def lock(self, folders: Folders, key: bytes, operator: str, now: Callable[[], datetime]) -> None:
        """Cover everything; ``key`` is that of the open records, which a password has to give again."""
        if self.is_locked:
            return
        self._key = key
        clear_secrets()
        self._put_away()

        def ring_now() -> Ring:
            ring = ring_of(folders.store)
            if ring is None:
                raise refuse("not_sealed", "钥匙文件不见了。请退出程序，再打开一次。")
            return ring

        self.screen = LockScreen(ring_now, folders, now, operator, self._opened, self._window)
        for window in QApplication.topLevelWidgets():
            self._hide(window)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)  # only while locked: it looks at everything
        self.screen.show()
        self.screen.activateWindow()
        self.screen.form.setFocus()

    def _opened(self, unlocked: Unlocked) -> None:
        if self.screen is None:
            return
        if unlocked.key != self._key:
            self.screen.form.password.show_refusal(
                "这个密码是另一份数据的：钥匙文件换过了。请退出程序，再打开一次。"
            )
            return
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        screen, self.screen, self._key = self.screen, None, b""
        for cover in self._covers.values():
            cover.lift()
        self._covers.clear()
        screen.go_away()
        self._seated(unlocked.operator)

    @staticmethod
    def _put_away() -> None:
        """What cannot be covered: menus and tips close, a file chooser of the system is given up."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QFileDialog) and window.isVisible():
                window.reject()

    def _hide(self, window: QWidget) -> bool:
        """Cover a window in sight, once; whether it was covered now."""
        if not window.isVisible() or window.windowType() in _POPUPS or self._is_ours(window):
            return False
        if window in self._covers:
            return False
        self._covers[window] = Cover(window)
        window.destroyed.connect(lambda _gone=None, key=window: self._covers.pop(key, None))
        return True

    def _is_ours(self, window: QWidget) -> bool:
        above: QWidget | None = window
        while above is not None and above is not self.screen:
            above = above.parentWidget()
        return above is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What opens while it is locked is covered before it is seen, and stays behind."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and self.screen is not None
            and self._hide(watched)
        ):
            QTimer.singleShot(0, self.screen, self.screen.come_forward)
        return super().eventFilter(watched, event)
