"""One row of a register as neutral JSON, and back with nothing taken on trust."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from happyhome.domain.fields import Field, Kind, Record
from happyhome.domain.problems import refuse
from happyhome.domain.registers import Register

BASE = ("id", "home", "recorded_at")


def to_json(row: Record, typed_at: datetime) -> dict[str, Any]:
    """Days as ISO text, flags as true and false; ``recorded_at`` is when this content was typed."""
    found = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in vars(row).items()
    }
    return {**found, "recorded_at": typed_at.isoformat(timespec="seconds")}


def from_json(register: Register, row: Mapping[str, Any]) -> Record:
    """The record; a field that an older program did not know is blank.

    Refuses (row_unreadable) what is no such row, and (file_newer) fields that only a newer program knows.
    """
    strangers = set(row) - {*BASE, *(field.name for field in register.fields)}
    if strangers:
        raise refuse(
            "file_newer", f"{register.title}记录里有这一版程序不认识的内容，没有合并。请先安装新版程序。"
        )
    values: dict[str, Any] = {}
    for name in ("id", "home"):
        if not isinstance(row.get(name), str) or not row[name]:
            raise _unreadable(register, "缺少编号")
        values[name] = row[name]
    values["recorded_at"] = _iso(register, "记录时间", datetime.fromisoformat, row.get("recorded_at"))
    if values["recorded_at"].tzinfo is not None:  # moments are those of the village's own clock
        raise _unreadable(register, "“记录时间”不对")
    for field in register.fields:
        if field.name in row:
            values[field.name] = _value(register, field, row[field.name])
        elif field.required:
            raise _unreadable(register, f"缺少“{field.label}”")
    return register.record(**values)


def _value(register: Register, field: Field, value: Any) -> Any:
    default = next(item.default for item in dataclasses.fields(register.record) if item.name == field.name)
    if value is None and default is None and not field.required:
        return None
    if field.kind is Kind.DAY:
        return _iso(register, field.label, date.fromisoformat, value)
    wanted = {Kind.FLAG: bool, Kind.NUMBER: int, Kind.MONEY: int}.get(field.kind, str)
    if type(value) is not wanted or (field.required and value == ""):
        raise _unreadable(register, f"“{field.label}”不对")
    if field.kind is Kind.CHOICE and value and value not in {choice.key for choice in field.choices}:
        raise _unreadable(register, f"“{field.label}”写的是“{value}”，不在可选的内容里")
    return value


def _iso(register: Register, label: str, read: Any, value: Any) -> Any:
    try:
        return read(value)
    except (TypeError, ValueError) as error:
        raise _unreadable(register, f"“{label}”不对") from error


def _unreadable(register: Register, why: str) -> Exception:
    return refuse(
        "row_unreadable", f"有一条{register.title}记录读不懂（{why}），没有合并。请让对方重新导出。"
    )
