"""从备份恢复, step by step: choose a copy, look into it, hear what will happen, and have it done.

One guide for the settings, for records that do not open, and for a new computer. What goes wrong is a sentence on
the step where it went wrong; nothing is written before the last button.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.dialogs.busy_line import BusyLine
from happyhome.gui.dialogs.restore_ground import Counts, Ground, Opener, ring_of_copy, set_password
from happyhome.gui.dialogs.restore_guide_choose import ChooseStep
from happyhome.gui.dialogs.restore_guide_go import DoneStep, SayStep
from happyhome.gui.dialogs.restore_guide_inside import InsideStep
from happyhome.gui.dialogs.restore_guide_key import KeyStep
from happyhome.gui.failures import failure_text
from happyhome.gui.jobs import Progress
from happyhome.gui.kit.buttons import button
from happyhome.gui.kit.card import label
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.gui.kit.stage_line import Stage, StageLine
from happyhome.services.backup_previews import Preview, present_ring
from happyhome.services.backup_shelves import Shelf
from happyhome.services.protection import Ring
from happyhome.services.restoring import Restored
from happyhome.services.session import Unlocked

CHOOSE, KEY, INSIDE, SAY, DONE = range(5)
_STAGES: Final = ("选备份", "看里面", "恢复", "完成")
_STAGE_OF: Final = (0, 1, 1, 2, 3)
_NEXT: Final = ("看里面", "打开", "下一步", "恢复到这一份", "完成")
_NEEDS_KEY: Final = frozenset({"file_sealed", "file_other_key", "store_sealed"})
_LOOK_EVERY_MS: Final = 2000


class RestoreGuide(QDialog):
    """Accepted: ``restored`` is in place. ``unlocked`` opens it where it is another key than before.

    ``in_place`` comes once, as soon as nothing more is to be done to the file.
    """

    in_place = Signal()

    def __init__(
        self, ground: Ground, parent: QWidget | None = None, *, chosen: Path | None = None, look: bool = False
    ) -> None:
        """``chosen`` begins with that copy; with ``look`` at once inside it."""
        super().__init__(parent)
        self.setWindowTitle("从备份恢复")
        least(self, 620, 480)
        self._ground = ground
        self.busy = BusyLine(ground.jobs)
        self.busy.changed.connect(self._settle_buttons)
        self.restored: Restored | None = None
        self.unlocked: Unlocked | None = None
        self.preview: Preview | None = None
        self._opener: Opener | None = None
        self._known: Opener | None = None  # for further copies under the same key
        self._ring: Ring | None = None
        self._present: Counts = ()
        self._has_present = True
        self._step, self._looking, self._is_writing = CHOOSE, False, False
        today = ground.now().date()
        self.choose, self.key, self.inside = ChooseStep(today), KeyStep(), InsideStep()
        self.say, self.done_step = SayStep(), DoneStep()
        self._lay_out()
        self.choose.changed.connect(self._settle_buttons)
        self.choose.opened.connect(self.go_on)
        self.key.submitted.connect(self.go_on)
        self.say.submitted.connect(self.go_on)
        self._clock = QTimer(self, interval=_LOOK_EVERY_MS)
        self._clock.timeout.connect(self._look_for_copies)
        self._wanted, self._look_at_once = chosen, look
        self.resize(self.sizeHint())  # by itself Qt takes two thirds of the screen at most
        self._show(CHOOSE)

    def _lay_out(self) -> None:
        self._line, self._pages = StageLine(), QStackedWidget()
        least(self._line, 0, 0, max_height=62)  # the stages have no days below them
        for page in (self.choose, self.key, self.inside, self.say, self.done_step):
            self._pages.addWidget(page)
        self.note = label("", "refusal", wrap=True)
        outer = pad(QVBoxLayout(self), 26, 14, 26, 16, gap=10)
        outer.addWidget(self._line)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self.note)
        outer.addWidget(self.busy)
        self.back = button("上一步", self.go_back)
        self.cancel = button("取消", self.reject)
        self.next = button("", self.go_on, kind="primary")
        line = pad(QHBoxLayout(), gap=10)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.next)
        outer.addLayout(line)
        self.note.hide()

    def sizeHint(self) -> QSize:
        """Room for the comparison, as far as the screen goes."""
        most = QGuiApplication.primaryScreen().availableSize()
        return QSize(min(px(760), most.width() - 20), min(px(690), most.height() - 40))

    # Steps

    @property
    def step(self) -> int:
        """Which step is in sight."""
        return self._step

    def go_on(self) -> None:
        """What the filled button says."""
        if not self.busy.idle or not self.next.isEnabled():
            return
        self._tell("")
        acts: tuple[Callable[[], object], ...] = (
            self._look_inside, self._unlock, self._say, self._restore, self.accept,
        )  # fmt: skip
        acts[self._step]()

    def go_back(self) -> None:
        """One step; what was typed stays."""
        if self.busy.idle and self._step in (KEY, INSIDE, SAY):
            self._tell("")
            self._show(INSIDE if self._step == SAY else CHOOSE)

    def _show(self, step: int) -> None:
        self._step = step
        self._pages.setCurrentIndex(step)
        stage = _STAGE_OF[step]
        states = [
            "done" if n < stage or step == DONE else "next" if n == stage else "ahead" for n in range(4)
        ]
        self._line.set_stages([Stage(title, "", state) for title, state in zip(_STAGES, states, strict=True)])
        self._settle_buttons()
        if step == CHOOSE:
            self.choose.list.setFocus()
        elif step == KEY:
            self.key.focus()
        elif not (step == SAY and self._needs_password):
            # What cannot be taken back by one key is not begun by an Enter that was meant for the step before.
            (self.back if step == SAY else self.next).setFocus()

    def _settle_buttons(self) -> None:
        step, idle = self._step, self.busy.idle
        self.next.setText("设好新密码" if step == SAY and self.restored is not None else _NEXT[step])
        ready = step != CHOOSE or self.choose.path() is not None
        self.next.setEnabled(idle and ready)
        self.back.setVisible(step in (KEY, INSIDE, SAY))
        self.back.setEnabled(idle and self.restored is None)
        self.cancel.setVisible(step != DONE)
        self.cancel.setEnabled(not self._is_writing)
        self.choose.setEnabled(idle)

    @property
    def _needs_password(self) -> bool:
        return self._opener is not None and self._opener.needs_password

    # Looking

    def _look_for_copies(self) -> None:
        if self._looking or not self.busy.idle or self._step != CHOOSE:
            return
        self._looking = True

        def found(shelves: tuple[Shelf, ...]) -> None:
            self._looking = False
            self.choose.show_shelves(shelves)
            wanted, self._wanted = self._wanted, None
            if wanted is not None:
                self.choose.select(wanted)
                if self._look_at_once:
                    self.go_on()

        def failed(error: Exception) -> None:
            self._looking = False
            self._tell(failure_text(error, self._ground.folders.backups))

        self._ground.jobs.start("找备份", lambda _progress: self._ground.shelves(), found, failed, quiet=True)

    def _look_inside(self) -> None:
        path = self.choose.path()
        if path is not None:
            self._opener = None
            self._look(path, lambda error: self._not_looked(error, path))

    def _look(self, path: Path, failed: Callable[[Exception], object]) -> None:
        opener = self._opener

        def show(found: tuple[Preview, Counts]) -> None:
            self.preview, self._present = found
            self.inside.show_preview(*found)
            self._known = opener or self._known
            self._show(INSIDE)

        self.busy.start("打开核对", lambda _progress: self._ground.look(path, opener), show, failed)

    def _not_looked(self, error: Exception, path: Path) -> None:
        if isinstance(error, Refusal) and any(one.code in _NEEDS_KEY for one in error.problems):
            self._ask_key(path, error)
        else:
            self._tell(failure_text(error, path))

    def _ask_key(self, path: Path, error: Refusal) -> None:
        try:
            ring = ring_of_copy(self._ground, path)
        except (Refusal, OSError) as worse:
            self._tell(failure_text(worse, path))
            return
        if ring is None:
            self._tell(failure_text(error, path))
        elif self._known is not None and self._known.ring == ring.id:  # another copy under the same key
            self._opened(self._known)
        else:
            self._ring = ring
            present = present_ring(self._ground.folders)
            self.key.ask_for(ring, is_present=present is not None and present.id == ring.id)
            self._show(KEY)

    def _unlock(self) -> None:
        way = self.key.way()
        if way is not None:
            self.busy.start("开锁", lambda _progress: way(), self._opened, self.key.failed)

    def _opened(self, opener: Opener) -> None:
        path = self.choose.path()
        self._opener = opener
        if path is not None:
            self._look(path, lambda error: self._not_opened(error, path))

    def _not_opened(self, error: Exception, path: Path) -> None:
        self._known = None
        self._tell(failure_text(error, path))

    # Restoring

    def _say(self) -> None:
        if self.preview is not None:
            operators = self._ring.operators if self._needs_password and self._ring is not None else None
            is_empty = bool(self._present) and self.preview.is_same_home is None  # a new computer
            self._has_present = self._ground.folders.store.exists() and not is_empty
            self.say.tell(self.preview, operators, has_present=self._has_present)
            self._show(SAY)

    def _restore(self) -> None:
        found, opener = self.preview, self._opener
        values = self.say.password() if self._needs_password else {}
        if found is None or values is None:
            return
        before = self.restored
        operator = str(values.get("operator") or (opener.operator if opener else ""))

        def work(progress: Progress) -> Unlocked | None:
            if before is None:
                self.restored = self._ground.restore(found.path, opener, operator, progress)
            if opener is not None and opener.needs_password:
                progress.report(0, 0, "正在设新密码")
                return set_password(self._ground, opener, str(values["operator"]), str(values["password"]))
            return Unlocked(opener.operator, opener.key) if opener is not None else None

        self._is_writing = True
        self.busy.start("恢复", work, self._finished, self._not_restored, can_stop=False)

    def _finished(self, unlocked: Unlocked | None) -> None:
        self._is_writing = False
        self.unlocked = unlocked
        assert self.preview is not None
        assert self.restored is not None
        kept = self.restored.kept if self._has_present else None  # an empty file of a new computer is none
        self.done_step.tell(self.preview, self.restored, kept, unlocked.operator if unlocked else "")
        self._show(DONE)
        self.in_place.emit()

    def _not_restored(self, error: Exception) -> None:
        self._is_writing = False
        self._settle_buttons()
        assert self.preview is not None
        if self.restored is not None:
            rest = self.say.show_problems(error.problems) if isinstance(error, Refusal) else ()
            told = "".join(one.text for one in rest)
            if not isinstance(error, Refusal):
                told = failure_text(error, self._ground.folders.ring)
            self._tell(f"备份已经恢复好，只是新密码还没有设成。{told}")
            return
        if isinstance(error, Refusal) and any(one.code == "store_sealed" for one in error.problems):
            self._ask_key(self.preview.path, error)
            self.key.refuse(failure_text(error, self.preview.path))
            return
        self._tell(f"{failure_text(error, self._ground.folders.store)}\n没有恢复，现在的数据没有动过。")

    def _tell(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    # The dialog itself

    def showEvent(self, event: QShowEvent) -> None:
        """Look for copies while somebody looks."""
        super().showEvent(event)
        self._look_for_copies()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """And rest otherwise."""
        super().hideEvent(event)
        self._clock.stop()

    def reject(self) -> None:
        """Not while the file is being exchanged; what is restored stays restored."""
        if self._is_writing:
            return
        self.busy.cancel()
        if self.restored is None:
            super().reject()
            return
        if self._step != DONE:  # restored, but without a new password: whoever has the old one opens it
            self.in_place.emit()
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Esc."""
        if self._is_writing:
            event.ignore()
            return
        super().closeEvent(event)
