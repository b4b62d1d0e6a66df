"""Residents: registering, correcting, dated statuses, and finding them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from happyhome.domain.axes import AXES, axis_named
from happyhome.domain.axis import Axis
from happyhome.domain.dates import day_before, long_day
from happyhome.domain.fields import fields_of
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

HOME_AXES = ("service", "whereabouts")
"""What somebody has of the home alone: it ends when they leave it, all else they keep."""
ID_FAULTS = {
    "id_form": "身份证号应为 18 位（或旧 15 位），请核对",
    "id_birth": "身份证号里的出生日期不存在，请核对",
    "id_check": "身份证号最后一位校验不对，请核对",
}


@operation("登记老人")
def add_resident(
    work: Work, *, resident: Resident, statuses: tuple[Status, ...] = (), contacts: tuple[Contact, ...] = ()
) -> Resident:
    """Register one elder with what is known; refuses a name or ID number that cannot be recorded.

    A leaving among the statuses ends the others: somebody who died is entered for past papers.
    """
    made = work.insert(checked(work, resident))
    for row in sorted(statuses, key=lambda row: row.axis != "leaving"):
        _record_status(work, replace(row, resident=made.id), may_leave=True)
    for contact in contacts:
        work.insert(_checked_contact(replace(contact, resident=made.id)))
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
    made = replace(
        resident,
        name=name,
        id_number=(resident.id_number or "").strip() or None,
        id_override=resident.id_override.strip(),
    )
    for field in fields_of(Resident):
        value = getattr(made, field.name)
        if field.choices and value and value not in {choice.key for choice in field.choices}:
            known = "、".join(choice.label for choice in field.choices)
            raise refuse("value_unknown", f"“{field.label}”没有“{value}”这一项。可选：{known}。", field.name)
    if made.id_number:
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
                f"这个身份证号已登记给“{other.name}”，不能再登记给“{resident.name}”。",
                "id_number",
            )
    sex, born = sex_in(reading.number), birthday_in(reading.number)
    if resident.id_override:  # the household book is believed where it says anything
        sex, born = resident.sex or sex, resident.birthday or born
    return replace(resident, id_number=reading.number, sex=sex, birthday=born)


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
    return _record_status(
        work,
        Status(resident=resident, axis=axis, value=value, since=since, until=until, source=source, note=note),
    )


def _record_status(work: Work, wanted: Status, may_leave: bool = False) -> Status:
    """Hold a dated fact against its axis and the person's others, and keep it."""
    person = _person(work, wanted.resident)
    found = _axis(wanted.axis)
    if found.key == "leaving" and not may_leave:
        raise refuse("use_leaving", "死亡、迁出、退出请用“去世/迁出”办理，那里会先说明要结束什么。", "axis")
    key = found.value_of(wanted.value)
    if key is None:
        known = "、".join(choice.label for choice in found.values)
        raise refuse("value_unknown", f"“{found.label}”没有“{wanted.value}”这一项。可选：{known}。", "value")
    if wanted.since and wanted.until and wanted.until < wanted.since:
        raise refuse("until_before_since", "结束日期早于开始日期，请核对。", "until")
    made = _while_here(person, replace(wanted, axis=found.key, value=key))
    if found.key == "whereabouts":
        _check_absence(person, made)
    elif found.exclusive:
        made = _give_way(work, person, made)
    else:
        _check_new(person, made)
    work.label = f"记{found.label}：{person.resident.name} {found.label_of(key)}"
    return work.insert(made)


def _while_here(person: Person, made: Status) -> Status:
    """A fact about somebody who left ends with the leaving; one that begins after it is refused.

    Who only withdrew from the home lives on in the village: their other facts still change.
    """
    gone = person.leaving if made.axis in HOME_AXES else person.gone
    if gone is None or gone.since is None:
        return made
    if made.since is not None and made.since > gone.since:
        raise refuse(
            "already_left",
            f"{person.resident.name}已于{long_day(gone.since)}记为“{gone.label}”，不能再记这天以后的情况。",
            "since",
        )
    return made if made.until is not None and made.until <= gone.since else replace(made, until=gone.since)


def _give_way(work: Work, person: Person, made: Status) -> Status:
    """End what held before, replace what began the same day, stop where a later value begins."""
    for row in person.statuses:
        if row.axis != made.axis or not row.spell.meets(made.spell):
            continue
        if row.since == made.since:
            work.delete(row)
        elif made.since is not None and (row.since is None or row.since < made.since):
            work.update(replace(row, until=day_before(made.since)))
        elif row.since is not None:
            made = replace(made, until=day_before(row.since))
    return made


def _check_absence(person: Person, made: Status) -> None:
    for row in person.statuses:
        if row.axis == "whereabouts" and row.id != made.id and row.spell.meets(made.spell):
            since = long_day(row.since) if row.since else "以前"
            raise refuse(
                "absence_overlap",
                f"{person.resident.name}从{since}起已记为“{row.label}”，日期有重叠。请先结束那一段。",
                "since",
            )


def _check_new(person: Person, made: Status) -> None:
    for row in person.statuses:
        if (row.axis, row.value) == (made.axis, made.value) and row.spell.meets(made.spell):
            raise refuse("already_so", f"{person.resident.name}已记为“{row.label}”，不用再记。", "value")


def _check_longer(person: Person, made: Status) -> None:
    """A fact that is given a later end must not run into the one after it."""
    if made.axis == "whereabouts":
        _check_absence(person, made)
    if not axis_named(made.axis).exclusive:
        return
    for row in person.statuses:
        if row.axis == made.axis and row.id != made.id and row.spell.meets(made.spell):
            since = long_day(row.since) if row.since else "以前"
            raise refuse(
                "status_overlap",
                f"{person.resident.name}从{since}起已记为“{row.label}”，“{made.label}”只能到前一天为止。",
                "until",
            )


@operation("结束状态")
def end_status(work: Work, *, status: str, until: date) -> Status:
    """Give a dated fact its last day."""
    row = work.get(Status, status)
    if row is None:
        raise refuse("row_missing", "这条状态已经不在了，请刷新后再试。")
    if row.axis == "leaving":
        raise refuse("use_come_back", "迁出或退出的人回来了，请用“重新入院”办理。", "axis")
    if row.since and until < row.since:
        raise refuse("until_before_since", "结束日期早于开始日期，请核对。", "until")
    made = replace(row, until=until)
    _check_longer(_person(work, row.resident), made)
    work.label = f"结束“{row.label}”"
    return work.update(made)


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
    _person(work, contact.resident)
    return work.put(_checked_contact(contact))


def _checked_contact(contact: Contact) -> Contact:
    name = clean_name(contact.name)
    if name_fault(name):
        raise refuse("name_refused", f"联系人{name_fault(name)}，请核对。", "name")
    return replace(contact, name=name)


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


def _axis(key: str) -> Axis:
    try:
        return axis_named(key)
    except KeyError:
        known = "、".join(axis.label for axis in AXES)
        raise refuse("axis_unknown", f"没有“{key}”这个项目。可选：{known}。", "axis") from None


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
        raise refuse("name_ambiguous", f"有 {len(named)} 位老人叫“{text}”，请改用身份证号。", "resident")
    raise refuse("resident_missing", f"没有找到“{text}”。请核对姓名或身份证号。", "resident")


def id_hint(reading: Reading, number: str, today: date, resident: str = "") -> Problem | None:
    """What to say beside an ID number as it is typed; None while there is nothing wrong."""
    seen = read_id(number, today)
    if not seen.sound:
        return None if seen.code == "id_missing" else warn(seen.code, ID_FAULTS[seen.code], "id_number")
    others = [one for one in reading.find(Resident, id_number=seen.number) if one.id != resident]
    if others:
        return Problem("duplicate_conflict", f"已登记给“{others[0].name}”", Level.REFUSED, "id_number")
    return None
