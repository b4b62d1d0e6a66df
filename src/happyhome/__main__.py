"""python -m happyhome: the command line where a command is given, else the window."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

NO_WINDOW = 3


def main() -> int:
    """The exit code of what the arguments ask for."""
    if not sys.argv[1:]:  # as the icon starts it: the window need not wait for the commands
        return open_window(None, None)
    from happyhome.cli.main import main as command_line

    return command_line(sys.argv[1:], open_window)


def open_window(data: Path | None, today: date | None) -> int:
    """The window; says in Chinese why where it cannot be had."""
    if not _has_screen():
        return _cannot("这里没有屏幕（没有 DISPLAY），窗口打不开。命令行照样能用：happyhome --help")
    from happyhome.gui import collecting

    collecting.pause()
    from happyhome.app import open_services, rescue

    try:
        from happyhome.gui.start import run
    except ImportError as error:
        if "PySide6" in str(error) or "lib" in str(error):
            return _cannot(
                f"窗口需要的系统库缺了：{error}。请运行 python3 installer/dev.py setup 补齐，再打开一次。"
            )
        raise
    return run(
        lambda: open_services(data, today),
        lambda folder: open_services(folder, today),
        lambda: rescue(data, today),
    )


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
