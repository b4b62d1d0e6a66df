"""A dialog around one form: refusals stand beside their fields, and it closes only when the thing is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from happyhome.domain.contents import mask_numbers
from happyhome.domain.outcomes import Outcome
from happyhome.domain.problems import Problem
from happyhome.gui.beside import run_beside
from happyhome.gui.kit.buttons import KeyButton, button
from happyhome.gui.kit.card import label, scrolling
from happyhome.gui.kit.fields import FieldEdit
from happyhome.gui.kit.form import Form
from happyhome.gui.kit.scaled import least, pad, px
from happyhome.gui.shell import Shell


def settled(outcome: Outcome) -> bool:
    """Whether an operation went through, or there was nothing to change: the dialog may close."""
    return not outcome.refused and not outcome.asks


class FormDialog(QDialog):
    """``save`` gets the values and does the operation; it gives back the outcome (None: not asked at all).

    Pass ``show_problems`` as ``inline`` to ``shell.run``. ``body`` is the column above the buttons.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[FieldEdit],
        save: Callable[[dict[str, Any]], Outcome | None],
        parent: QWidget | None = None,
        *,
        yes: str = "保存",
        intro: str = "",
        danger: bool = False,
        width: float = 560,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._save, self._width = save, width
        self.form = Form(fields)
        self.forms = [self.form]
        self.form.submitted.connect(self.submit)
        self._inside = QWidget()
        self.body = pad(QVBoxLayout(self._inside), 24, 4, 24, 4, gap=12)
        if intro:
            self.body.addWidget(label(intro, "muted", wrap=True))
        self.body.addWidget(self.form)
        outer = pad(QVBoxLayout(self), 0, 18, 0, 16, gap=10)
        heading = label(title, "title")
        heading.setContentsMargins(px(24), 0, px(24), 0)
        outer.addWidget(heading)
        outer.addWidget(scrolling(self._inside), 1)
        self._refusal: QLabel = label("", "refusal", wrap=True)
        self._refusal.setContentsMargins(px(24), 0, px(24), 0)
        self._refusal.hide()
        outer.addWidget(self._refusal)
        outer.addLayout(self._buttons(yes, danger=danger))
        least(self, min(width, 420), 200)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.submit)

    def _buttons(self, yes: str, *, danger: bool) -> QHBoxLayout:
        line = pad(QHBoxLayout(), 24, 4, 24, 0, gap=10)
        self.extra = pad(QHBoxLayout(), gap=10)
        line.addLayout(self.extra)
        line.addStretch(1)
        self.no = button("取消", self.reject)
        kind = "danger" if danger else "primary"
        self.yes = KeyButton(yes, "Ctrl Enter", self.submit, kind=kind, shortcut=False)
        line.addWidget(self.no)
        line.addWidget(self.yes)
        return line

    def sizeHint(self) -> QSize:
        """As high as its content, as far as the screen goes."""
        inside = self._inside.sizeHint()
        screen = QGuiApplication.primaryScreen()
        most = screen.availableSize()
        return QSize(
            min(px(self._width), most.width() - 20),
            min(inside.height() + px(150), most.height() - 40),
        )

    def setVisible(self, visible: bool) -> None:
        """Open at the height of the content; Qt would stop at two thirds of the screen."""
        if visible and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.ensurePolished()
            # What was hidden since the form was made is still counted until each asks for its size anew.
            for widget in self._inside.findChildren(QWidget):
                widget.updateGeometry()
            self.resize(self.sizeHint())
        if visible and self.focusWidget() is None:
            self.form.focus_first()
        super().setVisible(visible)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the form."""
        self.form.set_values(values)

    def show_problems(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Beside the fields, and what belongs to none above the buttons."""
        rest = tuple(problems)
        for form in self.forms:
            rest = form.show_problems(rest)
        self._refusal.setText(mask_numbers("\n".join(problem.text for problem in rest)))
        self._refusal.setVisible(bool(rest))
        return ()

    def keep_beside(
        self,
        shell: Shell,
        title: str,
        verb: Callable[..., Any],
        then: Callable[[Outcome], object] = lambda _outcome: None,
        **arguments: Any,
    ) -> None:
        """For ``save``: do a long verb beside the window, close when it is done, then ``then``."""
        self.yes.setEnabled(False)

        def done(outcome: Outcome) -> None:
            self.accept()
            then(outcome)

        run_beside(
            shell, title, verb, done, given_up=lambda: self.yes.setEnabled(True),
            inline=self.show_problems, **arguments,
        )  # fmt: skip

    def submit(self) -> None:
        """Read the form, do it, close when it is done."""
        if not self.yes.isEnabled():
            return
        self._refusal.hide()
        values = self.form.values()
        if values is None:
            return
        outcome = self._save(values)
        if outcome is not None and settled(outcome):
            self.accept()
