"""Residents: registering, correcting, dated statuses, and finding them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from happyhome.domain.axes import axis_named
from happyhome.domain.dates import day_before, long_day
from happyhome.domain.idcard import birthday_in, read_id, sex_in
from happyhome.domain.names import clean_name, name_fault
from happyhome.domain.people import Person
from happyhome.domain.problems import Level, Problem, refuse, warn
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.services.session import operation
from happyhome.services.spelling import spell
from happyhome.store import residents as stored
from happyhome.store.reading import Reading
from happyhome.store.work import Work

ID_FAULTS = {
    "id_form": "身份证号应为 18 位（或旧 15 位），请核对",
    "id_birth": "身份证号里的出生日期不存在，请核对",
    "id_check": "身份证号最后一位校验不对，请核对",
}


@operation("登记老人")
def add_resident(
    work: Work, *, resident: Resident, statuses: tuple[Status, ...] = (), contacts: tuple[Contact, ...] = ()
) -> Resident:
    """Register one elder with what is known; refuses a name or ID number that cannot be recorded."""
    made = work.insert(checked(work, resident))
    work.insert_many([replace(row, resident=made.id) for row in statuses])
    work.insert_many([replace(row, resident=made.id) for row in contacts])
    work.label = f"登记老人：{made.name}"
    return made


@operation("修改资料")
def edit_resident(work: Work, *, resident: Resident) -> Resident:
    """Correct what stands about an elder."""
    kept = work.update(checked(work, resident))
    work.label = f"修改资料：{kept.name}"
    return kept


def checked(work: Work, resident: Resident) -> Resident:
    """Cleaned and completed: name, ID number with sex and birthday from it, search keys."""
    name = clean_name(resident.name)
    fault = name_fault(name)
    if fault:
        raise refuse("name_refused", f"不能登记：{fault}。请填写真实姓名。", "name")
    made = replace(resident, name=name)
    if resident.id_number:
        made = _with_id(work, made)
    if made.birthday and made.birthday > work.today:
        raise refuse("birthday_future", f"出生日期 {long_day(made.birthday)} 还没到，请核对。", "birthday")
    pinyin, initials = spell(name)
    return replace(made, pinyin=pinyin, initials=initials)


def _with_id(work: Work, resident: Resident) -> Resident:
    reading = read_id(resident.id_number or "", work.today)
    if not reading.sound:
        raise refuse(
            reading.code,
            f"{ID_FAULTS.get(reading.code, '身份证号有误')}。没有把握时可先留空，标为待补。",
            "id_number",
        )
    for other in work.find(Resident, id_number=reading.number):
        if other.id != resident.id:
            raise refuse(
                "duplicate_conflict",
                f"这个身份证号已登记给「{other.name}」，不能再登记给「{resident.name}」。",
                "id_number",
            )
    made = replace(resident, id_number=reading.number)
    if resident.id_override:
        return made
    return replace(made, sex=sex_in(reading.number), birthday=birthday_in(reading.number))


@operation("改身份状态")
def set_status(
    work: Work,
    *,
    resident: str,
    axis: str,
    value: str,
    since: date | None,
    until: date | None = None,
    source: str = "",
    note: str = "",
) -> Status:
    """Record a dated fact. On an exclusive axis the value before it ends the day before.

    Refuses an unknown axis or value, an end before the start, and a day after the person left.
    """
    person = _person(work, resident)
    found = _axis(axis)
    if found.key == "leaving":
        raise refuse("use_leaving", "死亡、迁出、退出请用「去世/迁出」办理，那里会先说明要结束什么。", "axis")
    key = found.value_of(value)
    if key is None:
        known = "、".join(choice.label for choice in found.values)
        raise refuse("value_unknown", f"「{found.label}」没有「{value}」这一项。可选：{known}。", "value")
    if since and until and until < since:
        raise refuse("until_before_since", "结束日期早于开始日期，请核对。", "until")
    made = Status(
        resident=resident, axis=found.key, value=key, since=since, until=until, source=source, note=note
    )
    if found.exclusive and found.key not in ("whereabouts",):
        made = _give_way(work, person, made)
    if found.key == "whereabouts":
        _check_absence(person, made)
    work.label = f"记{found.label}：{person.resident.name} {found.label_of(key)}"
    return work.insert(made)


def _give_way(work: Work, person: Person, made: Status) -> Status:
    """End what held before, replace what began the same day, stop where a later value begins."""
    for row in person.statuses:
        if row.axis != made.axis or not row.spell.meets(made.spell):
            continue
        if made.since is None or (row.since is not None and row.since >= made.since):
            if (
                row.since is not None
                and made.since is not None
                and row.since > made.since
                and made.until is None
            ):
                made = replace(made, until=day_before(row.since))
                continue
            work.delete(row)
        else:
            work.update(replace(row, until=day_before(made.since)))
    return made


def _check_absence(person: Person, made: Status) -> None:
    for row in person.statuses:
        if row.axis == "whereabouts" and row.spell.meets(made.spell):
            since = long_day(row.since) if row.since else "以前"
            raise refuse(
                "absence_overlap",
                f"{person.resident.name}从{since}起已记为「{row.label}」，日期有重叠。请先结束那一段。",
                "since",
            )


@operation("结束状态")
def end_status(work: Work, *, status: str, until: date) -> Status:
    """Give a dated fact its last day."""
    row = work.get(Status, status)
    if row is None:
        raise refuse("row_missing", "这条状态已经不在了，请刷新后再试。")
    if row.since and until < row.since:
        raise refuse("until_before_since", "结束日期早于开始日期，请核对。", "until")
    work.label = f"结束「{row.label}」"
    return work.update(replace(row, until=until))


@operation("删除误记状态")
def remove_status(work: Work, *, status: str) -> None:
    """Take away a dated fact that was recorded by mistake; the audit keeps it."""
    row = work.get(Status, status)
    if row is None:
        raise refuse("row_missing", "这条状态已经不在了，请刷新后再试。")
    work.label = f"删除误记：{row.label}"
    work.delete(row)


@operation("改联系人")
def put_contact(work: Work, *, contact: Contact) -> Contact:
    """Add or correct a contact."""
    name = clean_name(contact.name)
    if name_fault(name):
        raise refuse("name_refused", f"联系人{name_fault(name)}，请核对。", "name")
    return work.put(replace(contact, name=name))


@operation("删除联系人")
def remove_contact(work: Work, *, contact: str) -> None:
    """Take a contact away."""
    row = work.get(Contact, contact)
    if row is not None:
        work.delete(row)


def _person(reading: Reading, resident: str) -> Person:
    found = stored.person(reading, resident)
    if found is None:
        raise refuse("resident_missing", "没有找到这位老人，请刷新后再试。", "resident")
    return found


def _axis(key: str) -> Any:
    try:
        return axis_named(key)
    except KeyError:
        raise refuse("axis_unknown", f"没有「{key}」这个项目。", "axis") from None


def person(reading: Reading, resident: str) -> Person:
    """One elder with everything known; refuses (resident_missing) an unknown id."""
    return _person(reading, resident)


def people(reading: Reading) -> tuple[Person, ...]:
    """Everybody ever registered, by pinyin."""
    return stored.people(reading)


def people_on(reading: Reading, day: date) -> tuple[Person, ...]:
    """Those who had not left by that day, by pinyin."""
    return tuple(one for one in stored.people(reading) if one.left_by(day) is None)


def search(reading: Reading, text: str, limit: int = 50) -> tuple[Resident, ...]:
    """Elders by name, pinyin, initials, or tail of ID number or phone."""
    return tuple(stored.search(reading, text, limit))


def resolve(reading: Reading, text: str) -> Resident:
    """The one elder that a script means: an id, an ID number, or a name only one has."""
    found = reading.get(Resident, text) or next(iter(reading.find(Resident, id_number=text.upper())), None)
    if found:
        return found
    named = reading.find(Resident, name=clean_name(text))
    if len(named) == 1:
        return named[0]
    if named:
        raise refuse("name_ambiguous", f"有 {len(named)} 位老人叫「{text}」，请改用身份证号。", "resident")
    raise refuse("resident_missing", f"没有找到「{text}」。请核对姓名或身份证号。", "resident")


def id_hint(reading: Reading, number: str, today: date, resident: str = "") -> Problem | None:
    """What to say beside an ID number as it is typed; None while there is nothing wrong."""
    seen = read_id(number, today)
    if not seen.sound:
        return None if seen.code == "id_missing" else warn(seen.code, ID_FAULTS[seen.code], "id_number")
    others = [one for one in reading.find(Resident, id_number=seen.number) if one.id != resident]
    if others:
        return Problem("duplicate_conflict", f"已登记给「{others[0].name}」", Level.REFUSED, "id_number")
    return None
