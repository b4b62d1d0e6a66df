"""What heading words mean: the register's own labels and synonyms, the axes, and the people around.

A target is a short key: a resident's field ("phone"), "axis.aid", "flag.aid.low_income",
"supporter.name", "supporter.all", "age", "serial", "died_on", "moved_on", "disability_grade";
"" stands for a column that is not taken in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from happyhome.domain.axes import AID, AXES, FAMILY_PLANNING, HONOUR, LIVING, SELF_CARE
from happyhome.domain.axis import Axis
from happyhome.domain.fields import fields_of
from happyhome.domain.residents import Contact, Resident
from happyhome.exchange.incoming.cells import folded

_OURS = {
    "serial": ("序号", "编号", "序", "号", "No", "No.", "NO", "NO.", "行号", "顺序号"),
    "problem": ("问题",),
    "age": ("年龄", "周岁", "年纪", "岁数", "实足年龄", "实际年龄", "现年龄", "周岁年龄"),
    "died_on": ("死亡日期", "死亡时间", "去世日期", "去世时间"),
    "moved_on": ("迁出日期", "迁出时间"),
    "name": (
        "名字",
        "老人",
        "老年人",
        "姓名(老人)",
        "就餐人员",
        "就餐老人",
        "发放对象",
        "补贴对象",
        "对象姓名",
    ),
    "id_number": (
        "身份证件号码",
        "身份证件号",
        "公民身份证号",
        "居民身份证号码",
        "居民身份证",
        "有效证件号码",
        "证件号",
        "身份号码",
    ),
    "group": (
        "村民组",
        "所属小组",
        "所在小组",
        "村小组",
        "队别",
        "居民小组",
        "组名",
        "社名",
        "所属社",
        "所属组",
    ),
    "phone": ("移动电话", "住宅电话", "本人手机", "本人联系电话", "联系号码"),
    "bank_card": (
        "银行卡账号",
        "银行帐号",
        "帐号",
        "一卡通帐号",
        "存折账号",
        "存折号",
        "存折",
        "社会保障卡号",
        "社保卡(一卡通)号",
    ),
    "note": ("附注", "备考", "特殊情况"),
    "birthday": ("出生", "出生时间", "出生日期(公历)"),
    "marital": ("婚否", "婚姻状态"),
    "illness": ("疾病情况", "患病", "病史", "所患疾病"),
    "visitor": ("探访人", "包联干部", "帮扶干部", "联系干部"),
    "usual_mode": ("用餐方式", "就餐方式"),
    "axis.aid": ("人员身份", "对象类别", "老人类别", "贫困户类型", "困难类型", "特殊人群类别"),
    "axis.living": ("居住状态",),
    "axis.self_care": ("失能情况", "失能程度"),
    "axis.disability": (
        *("残疾种类", "残疾级别", "残疾种类及等级", "残疾情况(类别等级)", "残疾证等级", "残疾人等级"),
        *("残疾证号/残疾等级", "残疾证号及等级"),
    ),
    "axis.leaving": ("是否健在", "是否在世", "健在情况", "是否死亡", "是否去世", "人员状态", "生存状态"),
    "flag.aid.low_income": ("低保类别", "低保类型", "低保等级", "低保档次"),
}
_ROLES = {
    "supporter": (
        "赡养人",
        "法定赡养人",
        "赡养义务人",
        "主要赡养人",
        "赡抚养人",
        "抚养人",
        "扶养人",
        "监护人",
        "家属",
        "子女",
        "亲属",
        "儿女",
        "儿子",
        "女儿",
    ),
    "emergency": ("紧急联系人", "联系人", "应急联系人", "家属联系人", "亲属联系人", "第一联系人"),
    "collector": ("代领人", "代理人", "委托人", "被委托人", "代办人"),
}
_PARTS = {
    "name": ("姓名", "名字"),
    "relation": (
        "关系",
        "与老人关系",
        "与本人关系",
        "与其关系",
        "称谓",
        "与老年人关系",
        "与申请人关系",
        "与赡养人关系",
    ),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"),
    "workplace": ("务工地", "务工地点", "务工地址", "工作单位", "工作地", "工作地点", "务工去向"),
}
# Fields under or beside these words belong to someone else than the resident.
_FOREIGN = (
    *("户主", "配偶", "邻居", "包联", "帮扶", "责任", "村医", "医生", "制表", "填表", "填报", "审核", "经办"),
    *("负责", "护理人", "志愿", "村干部", "网格", "走访", "领导", "机构", "单位", "联系人", "赡养", "子女"),
    *("监护", "代领", "代理", "委托", "家属", "亲属", "老伴", "儿子", "女儿", "儿媳", "孙子"),
)
_IN_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_SAID_OF_ALL = (
    "老年人",
    "老人",
    "本人",
    "申请人",
    "享受人",
    "享受对象",
    "领取人",
    "发放对象",
    "个人",
    "被探访",
)
_LABEL, _SYNONYM, _TRIMMED, _TAIL = 1.0, 0.97, 0.9, 0.7


def heading_key(text: str) -> str:
    """A heading for comparing: half-width, no blanks, no stars, no colon at the end."""
    return folded(text).strip("*★#:：.、")


@cache
def words() -> Mapping[str, tuple[str, float]]:
    """Every heading word that names a target, with how sure it is (1 = the register's own label)."""
    found: dict[str, tuple[str, float]] = {}

    def say(word: str, target: str, sure: float) -> None:
        found.setdefault(heading_key(word), (target, sure))

    say("户主姓名", "name", _TAIL)  # the elder's only where no other column has names
    for field in fields_of(Resident):
        if not field.hidden:
            say(field.label, field.name, _LABEL)
    common = [axis for axis in AXES if not axis.rare]
    for axis in common:
        say(axis.label, f"axis.{axis.key}", _LABEL)
    for field in fields_of(Resident):
        for word in field.synonyms:
            say(word, field.name, _SYNONYM)
    for axis in common:
        for word in axis.synonyms:
            say(word, f"axis.{axis.key}", _SYNONYM)
    for target, several in _OURS.items():
        for word in several:
            say(word, target, _SYNONYM)
    _say_contacts(found)
    return MappingProxyType(found)


def _say_contacts(found: dict[str, tuple[str, float]]) -> None:
    for role, several in _ROLES.items():
        for person in several:
            found.setdefault(person, (f"{role}.name", 0.9))
            for part, heads in _PARTS.items():
                for head in heads:
                    found.setdefault(f"{person}{head}", (f"{role}.{part}", _SYNONYM))
                    found.setdefault(f"{person}的{head}", (f"{role}.{part}", _SYNONYM))
    found.setdefault("子女数", ("", 0.0))


@cache
def flags() -> Mapping[str, tuple[str, float]]:
    """Headings over a yes or no: 是否低保, 独居."""
    found: dict[str, tuple[str, float]] = {}
    for axis in (AID, LIVING, SELF_CARE, FAMILY_PLANNING, HONOUR):
        for choice in axis.values:
            if choice.key in ("ordinary", "with_others"):
                continue
            for word in (choice.label, *choice.synonyms):
                if word not in ("其他", "无"):
                    _say_flag(found, axis, choice.key, heading_key(word))
    return MappingProxyType(found)


def _say_flag(found: dict[str, tuple[str, float]], axis: Axis, value: str, word: str) -> None:
    for heading in (word, f"是否{word}", f"是否为{word}", f"是否是{word}", f"{word}(是/否)"):
        found.setdefault(heading, (f"flag.{axis.key}.{value}", 0.9))


def lookup(text: str) -> tuple[str, float]:
    """The target of one heading and how sure that is; ("", 0) where it is not known."""
    key = heading_key(text)
    bare = heading_key(_IN_BRACKETS.sub("", key))
    for candidate, less in ((key, 0.0), (bare, 0.02)):
        found = words().get(candidate) or flags().get(candidate)
        if found:
            return found[0], found[1] - less
    asked = bare.removeprefix("是否").removeprefix("有无")
    if asked != bare and asked in words():
        return words()[asked][0], _TRIMMED
    combined = _combined(bare)
    if combined:
        return combined, _TRIMMED
    for said in _SAID_OF_ALL:
        if bare.startswith(said) and bare[len(said) :].removeprefix("的") in words():
            return words()[bare[len(said) :].removeprefix("的")][0], _TRIMMED
    return _by_tail(bare)


def _combined(bare: str) -> str:
    """赡养人及电话, 联系人姓名/电话: one cell that says several things about one person."""
    if not any(mark in bare for mark in "及/、和与") or bare.startswith("与"):
        return ""
    for role, several in _ROLES.items():
        if any(bare.startswith(person) for person in several):
            return f"{role}.all"
    return ""


def _by_tail(bare: str) -> tuple[str, float]:
    if not 3 <= len(bare) <= 14 or any(word in bare for word in _FOREIGN):
        return "", 0.0
    for start in range(1, len(bare) - 1):
        found = words().get(bare[start:])
        if found and found[0] not in ("serial", "age") and "." not in found[0]:
            return found[0], _TAIL
    return "", 0.0


def role_of(text: str) -> str:
    """supporter, emergency or collector for the upper heading of a two-level head, else ""."""
    bare = heading_key(_IN_BRACKETS.sub("", folded(text)))
    for role, several in _ROLES.items():
        if any(word in bare for word in several):
            return role
    return ""


def part_of(text: str) -> str:
    """name, relation, phone or workplace for a heading below or beside a role, else ""."""
    bare = heading_key(_IN_BRACKETS.sub("", folded(text)))
    return next((part for part, heads in _PARTS.items() if bare in heads), "")


def is_foreign(text: str) -> bool:
    """Whether an upper heading speaks of someone else than the resident."""
    return any(word in folded(text) for word in _FOREIGN)


def target_label(target: str) -> str:
    """A target in words, for the page where columns are put right by hand."""
    fields = {field.name: field.label for field in fields_of(Resident)}
    if target in fields:
        return fields[target]
    head, _, rest = target.partition(".")
    if head == "axis":
        return next((axis.label for axis in AXES if axis.key == rest), target)
    if head == "flag":
        key, _, value = rest.partition(".")
        return "是否" + next((axis.label_of(value) for axis in AXES if axis.key == key), value)
    if head in _ROLES:
        parts = {field.name: field.label for field in fields_of(Contact)}
        return f"{_ROLES[head][0]}{parts.get(rest, '')}"
    return _OURS[target][0] if target in _OURS else {"disability_grade": "残疾等级"}.get(target, "不导入")


@cache
def all_targets() -> tuple[str, ...]:
    """Every target a column may be given by hand, in the order of the register."""
    plain = tuple(field.name for field in fields_of(Resident) if not field.hidden)
    axes = tuple(f"axis.{axis.key}" for axis in AXES)
    people = tuple(f"{role}.{part}" for role in _ROLES for part in (*_PARTS, "all"))
    return ("", *plain, "age", *axes, *people, "disability_grade", "died_on", "moved_on", "serial")
