"""The .venv of a checkout: created, filled from a lock of hashes, and left alone while the lock is the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from installer.say import Stop, step
from installer.system import ensure_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
STAMP = "happyhome-setup.txt"


def python_of(venv: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def child_environment(**more: str) -> dict[str, str]:
    """The environment for a program of ours: UTF-8 everywhere, also on a Chinese Windows console."""
    return {**os.environ, "PYTHONUTF8": "1", **more}


def ensure(extras: str = "run") -> Path:
    """Sets up .venv with the packages of run.lock, test.lock or bench.lock and returns its interpreter."""
    wanted = fingerprint(extras)
    if fits(VENV) and wanted in stamps(VENV):
        return python_of(VENV)
    if not fits(VENV):
        _create(VENV)
    _fill(python_of(VENV), extras)
    _write_stamps(VENV, extras)
    return python_of(VENV)


def fingerprint(extras: str) -> str:
    """One line that changes when anything that is installed would change."""
    digest = hashlib.sha256()
    for path in (REQUIREMENTS / "build.lock", REQUIREMENTS / f"{extras}.lock", ROOT / "pyproject.toml"):
        # Line ends differ between a Windows and a Linux checkout of the same file.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{extras} {digest.hexdigest()}"


def stamps(venv: Path) -> list[str]:
    """The fingerprints of what was completely installed into a virtual environment."""
    stamp = venv / STAMP
    return stamp.read_text("utf-8").splitlines() if stamp.is_file() else []


def fits(venv: Path) -> bool:
    """Whether the virtual environment is there and of the Python that is running now."""
    settings = venv / "pyvenv.cfg"
    if not settings.is_file() or not python_of(venv).exists():
        return False
    values = dict(line.split("=", 1) for line in settings.read_text("utf-8").splitlines() if "=" in line)
    version = {key.strip(): value.strip() for key, value in values.items()}.get("version", "")
    return version.split(".")[:2] == [str(part) for part in sys.version_info[:2]]


def _create(venv: Path) -> None:
    if subprocess.run(
        [sys.executable, "-c", "import ensurepip, venv"], check=False, capture_output=True
    ).returncode:
        if sys.platform.startswith("linux"):
            ensure_packages([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
        else:
            raise Stop(
                "这个 Python 不带 venv，请从官方安装包重装。", "This Python has no venv; install a full one."
            )
    with step("建立运行环境 .venv", "creating the virtual environment .venv"):
        _must([sys.executable, "-m", "venv", "--clear", str(venv)])


def _fill(python: Path, extras: str) -> None:
    """Three steps, so that nothing is fetched that no lock has a hash for, not even to build a package."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    hashed = [*pip, "--require-hashes", "--no-deps", "--no-warn-script-location"]
    with step(
        "下载并安装所需的包，第一次约一两分钟",
        "installing the locked packages, a minute or two the first time",
    ):
        _must([*hashed, "-r", str(REQUIREMENTS / "build.lock")])
        _must([*hashed, "--no-build-isolation", "--use-pep517", "-r", str(REQUIREMENTS / f"{extras}.lock")])
        _must([*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)])


def _must(command: list[str]) -> None:
    if subprocess.run(command, env=child_environment(), cwd=ROOT, check=False).returncode != 0:
        raise Stop(
            "安装没有完成，原因见上面几行。检查网络和磁盘空间后，再运行一次会接着做。",
            "Set-up did not finish; the lines above say why. Check network and disk space, then run this again.",
        )


def _write_stamps(venv: Path, extras: str) -> None:
    """The bench packages include the test packages, and those the run packages: all up to them are there."""
    every = ("run", "test", "bench")
    done = every[: every.index(extras) + 1]
    kept = [line for line in stamps(venv) if line.split(" ")[0] not in done]
    lines = [*kept, *(fingerprint(name) for name in done)]
    (venv / STAMP).write_text("\n".join(lines) + "\n", encoding="utf-8")
