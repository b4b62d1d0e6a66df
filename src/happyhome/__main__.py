"""python -m happyhome: the command line where a command is given, else the window."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from happyhome.files.dumps import forbid_dumps

NO_WINDOW, BUG = 3, 70


def main() -> int:
    """The exit code of what the arguments ask for."""
    forbid_dumps()  # before anything else: names stand in the arguments already, and not every command opens the records
    if not sys.argv[1:]:  # as the icon starts it: the window need not wait for the commands
        return open_window(None, None)
    from happyhome.cli.main import main as command_line

    return command_line(sys.argv[1:], open_window)


def open_window(data: Path | None, today: date | None) -> int:
    """The window; says in Chinese why where it cannot be had."""
    if not _has_screen():
        return _cannot("这里没有屏幕（没有 DISPLAY），窗口打不开。命令行照样能用：happyhome --help")
    try:
        return _window(data, today)
    except ImportError as error:
        if "PySide6" in str(error) or "lib" in str(error):
            return _cannot(
                f"窗口需要的系统库缺了：{error}。请运行 python3 installer/dev.py setup 补齐，再打开一次。"
            )
        return _broken(data, today, error)
    except Exception as error:  # noqa: BLE001  before there is a window to tell of it: told here, never silent
        return _broken(data, today, error)


def _window(data: Path | None, today: date | None) -> int:
    from happyhome.gui import collecting

    collecting.pause()
    from happyhome import app
    from happyhome.gui.start import run
    from happyhome.services.session import Folders

    return run(
        lambda unlock, accepted: app.start(data, today, unlock, accepted),
        Folders(data or app.default_data()),
        app.clock_for(today),
        lambda folder: app.open_services(folder, today),
        lambda: app.rescue(data, today),
    )


def _broken(data: Path | None, today: date | None, error: Exception) -> int:
    from happyhome import app
    from happyhome.files.environment import EnvironmentRefusal
    from happyhome.services.diagnosis import diagnosis, save_diagnosis
    from happyhome.services.session import Folders

    try:
        logs = Folders(data or app.default_data()).logs
        kept = f"诊断信息（不含姓名和号码）存在：{save_diagnosis(logs, error, app.clock_for(today)())}"
    except (OSError, EnvironmentRefusal):  # then it is told right here, which is the next best
        kept = f"请把下面这些交给维护的人：\n{diagnosis(error)}"
    _cannot(f"程序出了错，窗口没有打开。已经记下的数据没有动过。{kept}")
    return BUG


def _has_screen() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def _cannot(text: str) -> int:
    from happyhome.cli.main import ready_output

    ready_output()
    print(text, file=sys.stderr)
    return NO_WINDOW


if __name__ == "__main__":
    sys.exit(main())
