"""Every register there is. A new one is a dataclass, one line here, and one migration."""

from __future__ import annotations

from dataclasses import dataclass

from happyhome.domain.activities import Activity, ActivityTemplate, Attachment, Participation
from happyhome.domain.applications import Application
from happyhome.domain.certifications import Certification
from happyhome.domain.closings import Closing
from happyhome.domain.disclosures import Disclosure
from happyhome.domain.fields import Field, Kind, Record, fields_of
from happyhome.domain.handovers import HandOver
from happyhome.domain.home_facts import HomeFact
from happyhome.domain.homes import Home, Setting
from happyhome.domain.meal_prices import MealPrice
from happyhome.domain.meals import Guests, HomeDay, Meal, Presence
from happyhome.domain.residents import Contact, Resident, Status
from happyhome.domain.rolls import Refund, Roll, RollItem, RollLine
from happyhome.domain.safety_events import SafetyEvent
from happyhome.domain.schemes import RuleFile, SchemeUse
from happyhome.domain.service_records import ServiceRecord
from happyhome.domain.visits import Visit


@dataclass(frozen=True)
class Register:
    """A kind of record: its table, its words, and how it hangs together.

    ``unique`` lists fields that together name one row; ``locked_by`` is the day field that a
    closed month locks; ``listed`` gives it a plain page of its own. A ``lasting`` row tells of what
    happened outside (a folder on a stick): taking back the last step passes over it.
    """

    table: str
    title: str
    record: type[Record]
    subject: str
    unique: tuple[tuple[str, ...], ...] = ()
    locked_by: str = ""
    listed: bool = False
    lasting: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its descriptors in order."""
        return fields_of(self.record)

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that point at rows of another register."""
        return tuple(field for field in self.fields if field.kind is Kind.REFERENCE)


REGISTERS: tuple[Register, ...] = (
    Register("home", "幸福院", Home, "home"),
    Register("setting", "设置", Setting, "settings", unique=(("home", "key"),)),
    Register("resident", "老人", Resident, "residents", unique=(("home", "id_number"),)),
    Register("contact", "联系人", Contact, "residents"),
    Register("status", "身份与状态", Status, "residents"),
    Register("meal", "用餐", Meal, "meals", unique=(("resident", "day", "slot"),), locked_by="day"),
    Register("guests", "来客", Guests, "meals", unique=(("home", "day", "slot"),), locked_by="day"),
    Register("presence", "到院", Presence, "meals", unique=(("resident", "day"),), locked_by="day"),
    Register("home_day", "开放日", HomeDay, "days", unique=(("home", "day"),), locked_by="day"),
    Register("activity", "活动", Activity, "activities", locked_by="day"),
    Register(
        "participation",
        "参加活动",
        Participation,
        "activities",
        unique=(("activity", "resident"),),
        locked_by="day",
    ),
    Register("activity_template", "活动模板", ActivityTemplate, "activities"),
    Register("attachment", "附件", Attachment, "attachments"),
    Register("closing", "结账", Closing, "closings", unique=(("home", "month", "sequence"),)),
    Register("hand_over", "交接", HandOver, "handovers", lasting=True),
    Register("visit", "探访", Visit, "visits", locked_by="day", listed=True),
    Register("rule_file", "政策文件", RuleFile, "schemes", unique=(("home", "name"),)),
    Register("scheme_use", "启用项目", SchemeUse, "schemes", unique=(("home", "scheme"),)),
    Register("application", "补贴申请", Application, "applications"),
    Register("certification", "生存认证", Certification, "certifications"),
    Register("roll", "发放名册", Roll, "rolls"),
    Register("roll_line", "名册明细", RollLine, "rolls", unique=(("roll", "resident"),)),
    Register("roll_item", "名册分月", RollItem, "rolls"),
    Register("refund", "退款", Refund, "rolls"),
    Register("service_record", "服务记录", ServiceRecord, "service_records", locked_by="day", listed=True),
    Register("meal_price", "餐价", MealPrice, "meal_prices", unique=(("home", "since", "slot", "diner"),)),
    Register("disclosure", "资料去向", Disclosure, "disclosures", lasting=True),
    Register("safety_event", "安全记录", SafetyEvent, "safety", lasting=True),
    Register("home_fact", "评估自填", HomeFact, "home_facts", unique=(("home", "name", "day"),)),
)


_BY_RECORD = {register.record: register for register in REGISTERS}
_BY_TABLE = {register.table: register for register in REGISTERS}


def register_of(record: type[Record]) -> Register:
    """The register of a record class; raises KeyError where it has none."""
    return _BY_RECORD[record]


def register_named(table: str) -> Register:
    """The register with this table name; raises KeyError where there is none."""
    return _BY_TABLE[table]
