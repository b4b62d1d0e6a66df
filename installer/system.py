"""System libraries that Qt's wheels expect on Linux: which are missing, and how to get them.

The lists were found in a bare Debian 12 by adding one package at a time until it ran.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from installer.say import Stop, say, step

# soname -> Debian package
DRAWING = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# command -> Debian package: a real FAT32 stick for the hand-over tests
TEST_TOOLS = {"mkfs.vfat": "dosfstools"}


def loads(soname: str) -> bool:
    """Whether the dynamic linker finds that library here."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_packages(needed: Mapping[str, str], found: Callable[[str], bool] = loads) -> list[str]:
    """The Debian packages of the libraries that are not found."""
    return sorted({package for soname, package in needed.items() if not found(soname)})


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window could be shown: always on Windows and macOS, on Linux when a display is named."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def ensure_libraries(*, window: bool) -> None:
    """Makes sure Qt can draw, and with window=True also open a real window. Raises Stop when it cannot be."""
    if sys.platform.startswith("linux"):
        ensure_packages(missing_packages(DRAWING | WINDOW if window else DRAWING))


def ensure_test_tools() -> None:
    """Gets what lets every test run; without it some tests are skipped and say so, which is no failure."""
    if not sys.platform.startswith("linux"):
        return
    packages = sorted({package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None})
    try:
        ensure_packages(packages)
    except Stop:
        say(
            f"没有 {' '.join(packages)}，有几项测试会跳过。",
            f"without {' '.join(packages)} some tests are skipped",
        )


def ensure_packages(packages: list[str]) -> None:
    """Installs Debian packages where that is possible, and otherwise stops naming the one command that does."""
    if not packages:
        return
    names = " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None:
        raise Stop(
            f"缺少系统库，请用系统的软件管理器安装（Debian 里的名字）：{names}",
            f"System libraries are missing. Install what Debian calls: {names}",
        )
    if os.geteuid() != 0:
        command = f"sudo apt-get update && sudo apt-get install -y {names}"
        raise Stop(
            f"缺少系统库，请先运行：\n  {command}",
            f"System libraries are missing; first run the line above: {names}",
        )
    with step(f"安装系统库 {names}", "installing system libraries"):
        _apt(apt, "update")
        _apt(apt, "install", "-y", "--no-install-recommends", *packages)


def _apt(apt: str, *arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        [apt, "-q", *arguments], env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        say("apt-get 的最后几行：", "the last lines of apt-get:")
        print("\n".join((done.stdout + done.stderr).splitlines()[-15:]))
        raise Stop(
            f"apt-get {arguments[0]} 没有成功，请检查网络或软件源后再运行。",
            f"apt-get {arguments[0]} failed; check the network or the package sources and run this again.",
        )
