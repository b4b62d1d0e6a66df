"""资料去向 as it is looked through and handed to an auditor: each act in words, with who and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from happyhome.domain.dates import long_day
from happyhome.domain.disclosures import ACTS, PURPOSES, Disclosure
from happyhome.domain.residents import Resident
from happyhome.files.environment import size_text
from happyhome.store.audit import operators_of
from happyhome.store.reading import Reading

if TYPE_CHECKING:
    from happyhome.reports.document import Document

_ACTS: Final = {one.key: one.label for one in ACTS}
_PURPOSES: Final = {one.key: one.label for one in PURPOSES}


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words. ``device`` tells the stick from another of the same name."""

    id: str
    when: str
    act: str
    operator: str
    person: str
    contents: str
    purpose: str
    place: str
    device: str
    files: str
    size: str
    is_locked: bool

    @property
    def files_short(self) -> str:
        """The first file, and how many there are."""
        names = self.files.splitlines()
        return f"{names[0]} 等 {len(names)} 个" if len(names) > 1 else self.files

    def has(self, typed: str) -> bool:
        """Whether any of it has what was typed."""
        word = typed.strip().lower()
        told = (self.when, self.act, self.operator, self.person, self.contents, self.purpose, self.place,
                self.device, self.files)  # fmt: skip
        return not word or any(word in one.lower() for one in told)


def lines(reading: Reading) -> tuple[Line, ...]:
    """All, newest first."""
    names = {one.id: one.name for one in reading.find(Resident)}
    operators = operators_of(reading, "disclosure")
    found = reversed(reading.find(Disclosure))
    return tuple(_line(one, names.get(one.person, ""), operators.get(one.id, "")) for one in found)


def _line(one: Disclosure, person: str, operator: str) -> Line:
    when = f"{one.recorded_at:%Y-%m-%d %H:%M}" if one.recorded_at else ""
    return Line(
        one.id, when, _ACTS.get(one.act, one.act), operator, person, one.contents,
        _PURPOSES.get(one.purpose, one.purpose), one.place, one.device, one.files,
        size_text(one.size) if one.size else "", one.is_locked,
    )  # fmt: skip


def sheet(reading: Reading, shown: Sequence[Line], today: date) -> Document:
    """These lines as a table to be filed, in the order given."""
    from happyhome.reports.document import Align, Column, Document, Row, Section, Signature, Table

    wanted = (
        ("时间", 27.0), ("做了什么", 19.0), ("操作员", 16.0), ("老人", 16.0), ("内容", 56.0), ("用途", 24.0),
        ("去处", 26.0), ("盘号", 20.0), ("文件", 44.0), ("大小", 16.0), ("密码", 10.0),
    )  # fmt: skip
    columns = tuple(
        Column(word, (word,), width, Align.LEFT if width > 40 else Align.CENTER) for word, width in wanted
    )
    rows = tuple(
        Row((one.when, one.act, one.operator, one.person, one.contents, one.purpose, one.place, one.device,
             one.files, one.size, "有" if one.is_locked else ""), subject=one.person)
        for one in shown
    )  # fmt: skip
    home = reading.home
    section = Section(
        title="资料去向表",
        blocks=(Table(columns, rows, size=8.0, empty_text="没有记录"),),
        left=home.full_name,
        right=f"共 {len(rows)} 条　{long_day(today)}",
        signatures=(Signature("经办人"), Signature("查阅人"), Signature("日期")),
        name="资料去向",
    )
    return Document("资料去向表", home.full_name, (section,), landscape=True)


def as_workbook(document: Document) -> bytes:
    """For Excel."""
    from happyhome.reports.xlsx import render

    return render(document)


def as_pdf(document: Document) -> bytes:
    """For the printer."""
    from happyhome.reports.pdf import render

    return render(document)
