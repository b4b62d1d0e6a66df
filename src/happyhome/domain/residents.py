"""A resident, the people around them, and their dated statuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.axes import AXES, axis_named
from happyhome.domain.dates import Spell, age_on
from happyhome.domain.fields import Choice, Kind, Record, described
from happyhome.domain.meals import MODE_CHOICES

SEXES = (Choice("male", "男"), Choice("female", "女"))
MARITAL = (
    Choice("single", "未婚"),
    Choice("married", "已婚", ("有配偶",)),
    Choice("widowed", "丧偶"),
    Choice("divorced", "离婚", ("离异",)),
)
ROLES = (Choice("supporter", "赡养人"), Choice("emergency", "紧急联系人"), Choice("collector", "代领人"))


@dataclass(frozen=True, kw_only=True)
class Resident(Record):
    """One elder. What changes with time is not here but in dated ``Status`` rows.

    ``id_number`` is None while it is 待补. ``pinyin`` and ``initials`` hold every reading of
    the name, blank-separated, written at save for search and order.
    """

    name: str = described(
        "姓名", Kind.NAME, required=True, synonyms=("老人姓名", "老年人姓名", "户主姓名", "人员姓名")
    )
    id_number: str | None = described(
        "身份证号",
        Kind.ID_NUMBER,
        default=None,
        width=20,
        synonyms=("身份证号码", "公民身份号码", "身份证", "证件号码", "居民身份证号", "公民身份证号码"),
    )
    id_override: str = described("证件特例说明", help="证件与户口不符时写明原因")
    sex: str = described("性别", Kind.CHOICE, choices=SEXES, width=5)
    birthday: date | None = described(
        "出生日期", Kind.DAY, default=None, synonyms=("出生年月", "出生年月日", "生日")
    )
    lunar_birthday: bool = described("生日按农历过", Kind.FLAG, default=True)
    ethnicity: str = described("民族", width=6)
    group: str = described(
        "村民小组", synonyms=("社", "组", "小组", "所在社", "所在组", "组别", "社别", "自然村", "村组")
    )
    registered_address: str = described(
        "户籍地址", Kind.ADDRESS, width=26, synonyms=("户籍地", "户口所在地", "户籍所在地")
    )
    address: str = described(
        "现居住地",
        Kind.ADDRESS,
        width=26,
        synonyms=("居住地址", "住址", "家庭住址", "现住址", "居住地", "地址", "家庭地址"),
    )
    phone: str = described(
        "联系电话",
        Kind.PHONE,
        width=14,
        synonyms=("电话", "手机", "手机号", "本人电话", "联系方式", "手机号码", "电话号码"),
    )
    bank_name: str = described("开户行", synonyms=("开户银行", "银行", "发卡行"))
    bank_card: str = described(
        "社保卡号",
        Kind.CARD,
        width=22,
        synonyms=(
            "社保卡(一卡通)账号",
            "一卡通账号",
            "银行账号",
            "一卡通",
            "社保卡账号",
            "银行卡号",
            "账号",
            "卡号",
            "社保卡",
            "一卡通号",
            "惠农卡号",
        ),
    )
    marital: str = described("婚姻", Kind.CHOICE, choices=MARITAL, synonyms=("婚姻状况", "婚姻情况"))
    illness: str = described(
        "慢性病/过敏", Kind.HEALTH, width=16, synonyms=("慢性病", "健康状况", "疾病", "患病情况", "身体状况")
    )
    diet: str = described("忌口", synonyms=("饮食禁忌", "饮食"))
    doctor: str = described("签约医生", synonyms=("家庭医生",))
    checkup_day: date | None = described("体检日期", Kind.DAY, default=None)
    visitor: str = described("探访责任人", synonyms=("包联人", "责任人", "帮扶责任人"))
    usual_mode: str = described("常用方式", Kind.CHOICE, default="dine_in", choices=MODE_CHOICES)
    note: str = described("备注", Kind.LONG_TEXT, width=20, synonyms=("说明", "备注说明"))
    pinyin: str = described("拼音", hidden=True)
    initials: str = described("首字母", hidden=True)
    photo: str = described("照片", hidden=True)

    def age_on(self, day: date) -> int | None:
        """Full years on that day, or None where the birthday is not known."""
        return None if self.birthday is None else age_on(self.birthday, day)


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """Someone around a resident: who supports, who is called, who collects."""

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    role: str = described("身份", Kind.CHOICE, default="supporter", choices=ROLES)
    name: str = described("姓名", Kind.NAME, required=True)
    relation: str = described("关系")
    phone: str = described("电话", Kind.PHONE)
    workplace: str = described("务工地")


@dataclass(frozen=True, kw_only=True)
class Status(Record):
    """One dated fact about a resident, both days included.

    ``since`` None: so for as long as anyone knows. ``until`` None: still so. The day it was
    recorded is ``recorded_at`` of the row.
    """

    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    axis: str = described(
        "项目", Kind.CHOICE, required=True, choices=tuple(Choice(a.key, a.label) for a in AXES)
    )
    value: str = described("内容", required=True)
    since: date | None = described("起", Kind.DAY, default=None)
    until: date | None = described("止", Kind.DAY, default=None)
    source: str = described("依据")
    note: str = described("备注")

    @property
    def spell(self) -> Spell:
        """The days on which it holds."""
        return Spell(self.since, self.until)

    @property
    def label(self) -> str:
        """The value in words: 低保, 外出, 肢体二级."""
        return axis_named(self.axis).label_of(self.value)
