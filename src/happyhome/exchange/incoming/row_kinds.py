"""Tell persons from the other lines of a sheet: groups, totals, signatures, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from happyhome.exchange.incoming.cells import folded, group_of, is_group_name, text_of
from happyhome.exchange.incoming.sheets import Cell

_TOTAL = re.compile(
    r"^(本页|本组|本社|全村|全社)?(合计|小计|总计|共计|累计|总人数|人数合计|合计人数)|^(每日|当日|日)?(就餐|用餐|送餐)?总?人[数次]"
)
# 二社小计 ends what a line over 二社 began; 二社 合计12人 may be that very line.
_SUBTOTAL = re.compile(r"^.{1,10}(小计|合计|总计)([:：]?\d+[人户名]?)?$")
_COUNT = re.compile(r"^(共|共计|合计|小计|总计)?[:：]?\d+[人名户]$")
_FOOT = re.compile(
    r"^(制表|审核|填表|填报|经办|负责人|复核|主管|村主任|村支书|村委会|单位|盖章|签字|说明|注[:：1-9]|备注[:：]|附注|"
    r"填报说明|填表说明|日期[:：]|联系人[:：]|联系电话[:：]|监督|会计|出纳|领导|驻村|站长|院长|管理员|以上|此表|本表|\d{4}年\d{1,2}月)"
)
_TITLE = re.compile(r"(名单|花名册|台账|名册|登记表|汇总表|统计表|明细表|一览表|情况表)([(（].*)?$")
_GROUP_TAIL = re.compile(
    r"[(\[【]?(共|计|合计|总计|共计)?:?\d+[人户名]?(,?\d+[人户名])?[)\]】]?$|[:,、]$|[(\[【].*[)\]】]$"
)
_LIST_TAIL = re.compile(r"(60岁以上|高龄)?(老人|老年人|人员)?(名单|花名册|名册|台账|登记表)$")
# 一、二社: one line over the persons of two groups.
_SEVERAL_GROUPS = re.compile(
    r"^(?:[一-鿿]{1,6}村)?第?([〇零一二三四五六七八九十\d]{1,3}[社组队]?[、,和及])+第?[〇零一二三四五六七八九十\d]{1,3}(村民小组|小组|社|组|队)$"
)
_DIGIT = re.compile(r"\d")
_VILLAGE_BEFORE = re.compile(r"^[一-鿿]{1,6}村(?!民)")
_WRAPPED = re.compile(r"^[(\[【](.+)[)\]】]$")
_GROUP_WORD = re.compile(r"^[一-鿿]{1,8}(村|社|组|队|庄|湾|沟|屯|寨|堡|坪|片区|片)$")


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a row the name and what proves a person stand; -1 where there is no column.

    ``people`` are the columns of those around the person: supporters, emergency contacts.
    """

    name: int
    serial: int
    strong: tuple[int, ...]
    weak: tuple[int, ...]
    people: frozenset[int] = frozenset()


def at(row: tuple[Cell, ...], index: int) -> str:
    """The text of one cell; "" beyond the row's end."""
    return text_of(row[index]) if 0 <= index < len(row) else ""


def is_person(row: tuple[Cell, ...], places: Places) -> bool:
    """Whether a row that is not blank holds a person, named or not."""
    strong = [text for text in (at(row, index) for index in places.strong) if _DIGIT.search(text)]
    if strong:
        first = next((cell for cell in row if cell != ""), "")
        if not isinstance(first, str) or not ends_persons(first):
            return True
        return not _TOTAL.match(folded(first)) and any(
            len(text) >= 15 and text[:15].isdigit() for text in strong
        )
    filled = [index for index, cell in enumerate(row) if cell != "" and text_of(cell)]
    if not filled:
        return False
    if any(ends_persons(text_of(row[index])) for index in filled[:2]):
        return False
    name = folded(at(row, places.name))
    if name:
        if filled == [places.name]:
            return 2 <= len(name) <= 4 and not group_in(row) and not _TITLE.search(name)
        return True
    return sum(1 for index in filled if index in places.weak) >= 3


def goes_on(row: tuple[Cell, ...], places: Places) -> bool:
    """Whether a row only adds another supporter or contact to the person above it."""
    if 0 <= places.name < len(row) and row[places.name] != "":
        return False
    filled = [index for index, cell in enumerate(row) if cell != ""]
    return bool(filled) and places.people.issuperset(filled)


def is_title(text: str) -> bool:
    """Whether a text alone in its row is a title: 清泉村花名册."""
    return bool(_TITLE.search(folded(text)))


def is_foot(text: str) -> bool:
    """Whether a text begins a total, a signature line or a note."""
    word = folded(text)
    return bool(_TOTAL.match(word) or _FOOT.match(word) or _COUNT.match(word))


def ends_persons(text: str) -> bool:
    """Whether a text begins a line that is no person's: as :func:`is_foot`, and 二社小计."""
    return is_foot(text) or bool(_SUBTOTAL.match(folded(text)))


def group_in(row: tuple[Cell, ...]) -> str:
    """The village group that a row of one text sets for the rows below it: 一社(共18人)."""
    texts = [text_of(cell) for cell in row if cell != "" and text_of(cell)]
    if not texts or is_foot(texts[0]):
        return ""
    if is_group_name(group_named(texts[0])):
        return group_named(texts[0])
    if len(set(texts)) > 2:
        return ""
    if len(set(texts)) == 2 and not _COUNT.match(folded(texts[1])):
        return ""
    return group_named(texts[0])


def group_named(text: str) -> str:
    """The group a text names, without the number of persons behind it; "" where it names none."""
    word = folded(text)
    wrapped = _WRAPPED.match(word)
    word = wrapped[1] if wrapped else word
    for _ in range(2):
        word = _GROUP_TAIL.sub("", word)
    shorter = _LIST_TAIL.sub("", word)
    if not shorter.endswith("村"):  # 清泉村老年人花名册 is the title of a page, no group
        word = shorter
    group = group_of(word)
    if is_group_name(group) or _GROUP_WORD.match(word):
        return group
    if _SEVERAL_GROUPS.match(word):
        return _VILLAGE_BEFORE.sub("", word).replace("第", "")
    return ""
