"""Put the cells of one row together: is it a person, whose, and do its facts agree."""

from __future__ import annotations

import re
from datetime import date

from happyhome.domain.dates import age_on
from happyhome.domain.idcard import birthday_in, read_id, sex_in
from happyhome.domain.names import clean_name
from happyhome.domain.problems import Level
from happyhome.domain.residents import Contact, Resident
from happyhome.exchange.incoming.axis_cells import values_in
from happyhome.exchange.incoming.cells import is_nothing, long_number, sex_of, text_of
from happyhome.exchange.incoming.day_cells import DayReading, read_day
from happyhome.exchange.incoming.kept_text import clean_text, keep_unknown
from happyhome.exchange.incoming.name_cells import row_name_fault, split_name
from happyhome.exchange.incoming.personal_columns import propose_from_name
from happyhome.exchange.incoming.roster_row import RosterRow, RowDraft
from happyhome.exchange.incoming.vocabulary import words

YOUNGEST = 60
_SHOWN = 60
_BETWEEN_PARTS = re.compile(r"[\s/、,，]+")
_SEX = {"male": "男", "female": "女"}
_ID_FAULTS = {
    "id_check": "最后一位校验不对，可能有一位写错了",
    "id_birth": "里面的出生日期不是真有的日子",
    "id_form": "不是 18 位或 15 位号码",
}


def finish(draft: RowDraft, today: date) -> RosterRow:
    """The row as it will be compared with the store; whatever is wrong stands in its problems."""
    name = _name(draft, today)
    number = _id_number(draft, today)
    fields = draft.fields
    given = {"name", *fields}
    if number:
        fields["id_number"] = number
        given.add("id_number")
    born = _birthday(draft, number, today)
    if born is not None:
        fields["birthday"] = born
        if not number:
            given.add("birthday")
    sex = _sex(draft, number)
    if sex:
        fields["sex"] = sex
        if not number:
            given.add("sex")
    _age(draft, born, bool(number), today)
    _disability(draft)
    contacts = _contacts(draft)
    if draft.notes:
        fields["note"] = "；".join(dict.fromkeys(draft.notes))
        given.add("note")
    refused = any(problem.level is Level.REFUSED for problem in draft.problems)
    return RosterRow(
        draft.sheet,
        draft.row,
        Resident(name=name, **fields),  # type: ignore[arg-type]  # each reader fills its own field
        frozenset(given),
        tuple(dict.fromkeys(draft.statuses)),
        contacts,
        tuple(sorted(draft.proposals, key=lambda one: one.day is None)) if draft.proposals else (),
        tuple(draft.problems),
        refused,
    )


def _name(draft: RowDraft, today: date) -> str:
    value, heading = draft.name_cell
    typed = text_of(value)
    if (
        isinstance(value, str)
        and 2 <= len(typed) <= 10
        and typed.isalpha()
        and typed == value
        and typed not in words()
    ):
        return typed
    plain, remark = split_name(typed)
    if remark and propose_from_name(draft, remark, today):
        typed, remark = plain, ""
    name = "" if is_nothing(typed) else clean_name(plain)
    fault = "姓名里有数字" if not isinstance(value, str) else row_name_fault(plain, name)
    if fault:
        said = f"（{clean_text(typed[:_SHOWN])}）" if typed else ""
        draft.tell(
            heading, "name_refused", Level.REFUSED, f"{fault}{said}，这一行没有导入。请在表里改好姓名再导入。"
        )
    elif name != typed:
        if remark:
            draft.notes.append(f"姓名旁注：{clean_text(remark)}")
        kept = f"旁边的“{remark}”记在备注里。" if remark else ""
        draft.tell(heading, "name_cleaned", Level.INFO, f"姓名“{clean_text(typed)}”已整理为“{name}”。{kept}")
    return name


def _id_number(draft: RowDraft, today: date) -> str:
    value, heading = draft.id_cell
    if isinstance(value, str):
        typed = value
        if not typed.strip() or is_nothing(typed.strip()) or not any(ch.isdigit() for ch in typed):
            said = f"身份证号写的是“{typed.strip()}”" if typed.strip() else "没有身份证号"
            draft.tell(heading, "id_missing", Level.WARNING, f"{said}，已先收下，标为待补。")
            return ""
    number = long_number(value)
    if number.rounded:
        _rounded(draft, heading, number.text)
        return ""
    typed = value if isinstance(value, str) and number.text == value.strip() else number.text
    reading = read_id(typed, today)
    if reading.code:
        if reading.code == "id_check" and typed.strip().endswith("000"):
            _rounded(draft, heading, typed)
        else:
            why = _ID_FAULTS.get(reading.code, "看不懂")
            draft.tell(
                heading,
                reading.code,
                Level.WARNING,
                f"身份证号“{clean_text(typed)}”{why}。人已收下，身份证号标为待补，请照证件核对。",
            )
        return ""
    if "id_15" in reading.notes:
        draft.tell(
            heading, "id_15", Level.INFO, f"15 位身份证号“{typed.strip()}”已换成 18 位 {reading.number}。"
        )
    elif "id_cleaned" in reading.notes:
        draft.tell(
            heading,
            "id_cleaned",
            Level.INFO,
            f"身份证号“{typed}”里的空格、全角或小写已整理为 {reading.number}。",
        )
    return reading.number


def _rounded(draft: RowDraft, heading: str, typed: str) -> None:
    draft.tell(
        heading,
        "id_rounded",
        Level.WARNING,
        f"身份证号是按数字存的（{typed}），后几位已经丢了，不能猜。人已收下，标为待补，请照证件补填。",
    )


def _birthday(draft: RowDraft, number: str, today: date) -> date | None:
    value, heading = draft.birthday
    said = read_day(value, today) if value != "" else DayReading("")
    if number:
        born = birthday_in(number)
        if born is not None and not _agrees(said, born):
            draft.tell(
                heading,
                "birthday_conflict",
                Level.INFO,
                f"出生日期写的是“{said.typed}”，身份证号里是 {born}，以身份证号为准。",
            )
        return born
    if said.day is None and said.typed and not is_nothing(said.typed):
        kind = "是农历" if said.lunar else "没有写到哪一天" if said.typed[:4].isdigit() else "看不懂"
        draft.tell(
            heading,
            "birthday_unclear",
            Level.INFO,
            f"出生日期“{said.typed}”{kind}，没有记入。补齐身份证号后会自动得出。",
        )
    return said.day


def _agrees(said: DayReading, born: date) -> bool:
    """Whether a birthday in the sheet does not speak against the ID number's."""
    if said.day is not None:
        return said.day == born
    if said.month is not None:
        # A number cell shows 1934.10 as 1934.1.
        months = {said.month[1], 10} if said.typed.endswith(".1") else {said.month[1]}
        return said.month[0] == born.year and born.month in months
    return True


def _sex(draft: RowDraft, number: str) -> str:
    typed, heading = draft.sex
    said = sex_of(typed) if typed else ""
    if typed and not said and not is_nothing(typed):
        draft.tell(heading, "value_unknown", Level.INFO, f"{heading}“{typed}”不认识，没有记入。")
    if not number:
        return said
    true = sex_in(number)
    if said and said != true:
        draft.tell(
            heading,
            "sex_conflict",
            Level.WARNING,
            f"性别写的是{_SEX[said]}，身份证号里是{_SEX[true]}，以身份证号为准。请核对身份证号有没有写错人。",
        )
    return true


def _age(draft: RowDraft, born: date | None, sure: bool, today: date) -> None:
    said, heading = draft.age
    age = age_on(born, today) if born is not None else said
    if sure and said is not None and age is not None and abs(said - age) >= 2:
        draft.tell(
            heading,
            "age_stale",
            Level.INFO,
            f"年龄写的是 {said}，按身份证号今天是 {age} 周岁，以身份证号为准。",
        )
    if age is not None and age < YOUNGEST:
        column = draft.id_cell[1] if born is not None else heading
        draft.tell(
            column,
            "under_60",
            Level.WARNING,
            f"今天 {age} 周岁，不满 {YOUNGEST} 周岁，已收下。请核对是不是该在册。",
        )


def _disability(draft: RowDraft) -> None:
    """类别 and 等级 may stand in one column or in two."""
    if not draft.disability:
        return
    text, heading = draft.disability[0]
    values, unknown = values_in("disability", text)
    if unknown:  # 肢体 and 二级 in two columns, or 肢体/二级 in one
        text = "".join(part for part, _ in draft.disability if part)
        values, unknown = values_in("disability", _BETWEEN_PARTS.sub("", text))
        unknown = text if unknown else ""
    draft.statuses += [("disability", value) for value in values]
    if unknown:
        keep_unknown(draft, heading, "disability", "残疾", unknown)


def _contacts(draft: RowDraft) -> tuple[Contact, ...]:
    """Someone of whom only a number is known is kept under the name of the role's relation."""
    found = []
    everybody = [*draft.earlier_contacts, draft.contacts]
    for role, parts in ((role, parts) for several in everybody for role, parts in several.items()):
        name = parts.get("name", "") or parts.get("relation", "")
        if name:
            found.append(
                Contact(
                    role=role,
                    name=name,
                    relation=parts.get("relation", ""),
                    phone=parts.get("phone", ""),
                    workplace=parts.get("workplace", ""),
                )
            )
        elif parts:
            draft.notes.append("联系人：" + " ".join(parts.values()))
    return tuple(found)
