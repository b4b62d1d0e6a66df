"""Saving what holds people's data: what is in it is said, what for is asked, then where to; all beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from happyhome.gui.kit import files
from happyhome.gui.shell import Shell
from happyhome.services import saving

if TYPE_CHECKING:
    from happyhome.services.disclosures import Outgoing, Terms
    from happyhome.services.session import Services

KINDS: Final = {"pdf": "PDF", "xlsx": "Excel"}


@dataclass(frozen=True)
class Made:
    """A file about to leave: what it holds, and its bytes once they are wanted (on the jobs thread)."""

    outgoing: Outgoing
    data: Callable[[], bytes]


@dataclass(frozen=True)
class Sending:
    """``title`` names the act, ``name`` proposes a file (or a whole path), ``said`` tells that it stands there."""

    title: str
    name: str | Path
    ending: str
    make: Callable[[Services], Made]
    said: Callable[[Path], str] = lambda path: f"已存好并核对：{path}"


def send(shell: Shell, parent: QWidget, sending: Sending) -> None:
    """Make it, ask on what terms and where to, write it, keep that it left."""
    services = shell.services

    def offer(made: Made) -> None:
        from happyhome.gui.dialogs.leaving_data import ask_terms

        terms = ask_terms(shell, parent, made.outgoing)
        path = None if terms is None else _place(parent, sending)
        if terms is not None and path is not None:
            write(made, terms, path)

    def write(made: Made, terms: Terms, path: Path) -> None:
        def work(_progress: object) -> object:
            return saving.send_out(services, path, made.data(), made.outgoing, terms)

        shell.jobs.start(sending.title, work, lambda _written: shell.say(sending.said(path)))

    shell.jobs.start(sending.title, lambda _progress: sending.make(services), offer, quiet=True)


def _place(parent: QWidget, sending: Sending) -> Path | None:
    kind, ending = KINDS[sending.ending], f".{sending.ending}"
    chosen = files.save_file(parent, sending.title, sending.name, f"{kind} (*{ending})")
    if chosen is None or chosen.name.lower().endswith(ending):
        return chosen
    return chosen.with_name(chosen.name + ending)
