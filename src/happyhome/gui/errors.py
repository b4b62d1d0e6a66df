"""Three kinds of trouble told apart: what the machine refuses, what the clerk can mend, and our bugs.

A bug gets a dialog that can save a diagnosis. The diagnosis carries no person: runs of six digits are masked
and Chinese in messages is left out, as names come in messages; values of variables are never written.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from happyhome.domain.problems import Refusal
from happyhome.gui.jobs import Cancelled
from happyhome.gui.kit import files
from happyhome.gui.kit.ask import Ask
from happyhome.services.data_trouble import STORE_NAME, data_advice, names_store

_log = logging.getLogger(__name__)


def environment_text(error: BaseException) -> str:
    """The sentence for what the machine would not do; empty where ``error`` is something else."""
    if not isinstance(error, OSError) and type(error).__name__ != "EnvironmentRefusal":
        return ""
    # What explains errors lies with the file exchange, which a day without trouble does not load.
    from happyhome.services.trouble import environment_trouble

    found = environment_trouble(error, Path(STORE_NAME))
    if found is None:
        return ""
    advice = data_advice(found.code, "试一次") if names_store(found.path) else None
    if advice is None:
        return found.text
    return f"刚才这一步没有记下：{advice[0]}。{advice[1]}以前记的都还在。"


def diagnosis(error: BaseException) -> str:
    """What is logged and may be saved of a bug."""
    from happyhome.services import diagnosis as kept

    return kept.diagnosis(error, f"PySide6 {PySide6.__version__}")


class ErrorReporter(QObject):
    """Shows whatever escaped. ``install`` makes it the hook of the interpreter; errors of other threads come over."""

    _came = Signal(object)

    def __init__(self, parent_window: Callable[[], QWidget | None], say: Callable[[str], None]) -> None:
        """``parent_window`` is asked when a dialog opens; ``say`` tells a short line at the window's bottom."""
        super().__init__()
        self._parent_window = parent_window
        self._say = say
        self._open = False
        self._came.connect(self.show)

    def install(self) -> None:
        """Hear uncaught exceptions, those of Qt slots among them."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._came.emit(error.with_traceback(trace))

    def show(self, error: BaseException) -> None:
        """Tell the clerk, in the way that fits the kind. A second bug behind an open dialog is only logged."""
        if isinstance(error, Cancelled):
            self._say("已取消")
            return
        if isinstance(error, Refusal):
            self._warn("没有做成", "\n".join(problem.text for problem in error.problems))
            return
        sentence = environment_text(error)
        if sentence:
            self._warn("没有做成", sentence)
            return
        _log.error("bug", exc_info=error)
        if self._open:
            return
        self._open = True
        try:
            self._bug_dialog(error)
        finally:
            self._open = False

    def _warn(self, title: str, text: str) -> None:
        Ask.tell(self._parent_window(), title, text.split("\n"))

    def _bug_dialog(self, error: BaseException) -> None:
        lines = [
            "这是程序自己的毛病，不是您弄错了。刚才这一步没有做成，已经记下的数据都还在。",
            "请点“保存诊断信息”，把文件交给维护的人。文件里不含姓名、身份证号和电话。",
        ]
        if Ask.ask(self._parent_window(), "程序出了错", lines, "保存诊断信息…", "继续使用"):
            self._save(diagnosis(error))

    def _save(self, text: str) -> None:
        path = files.save_file(self._parent_window(), "保存诊断信息", "幸福院诊断信息.txt", "文本 (*.txt)")
        if path is None:
            return
        from happyhome.files.environment import EnvironmentRefusal
        from happyhome.files.writing import write_file

        try:
            write_file(path, text.encode("utf-8", "backslashreplace"))
        except EnvironmentRefusal as refused:
            self._warn("没有存成", refused.text)
        else:
            self._say("诊断信息已保存")
