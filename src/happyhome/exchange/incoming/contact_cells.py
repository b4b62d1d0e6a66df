"""One cell that says several things about one person: 张三/儿子/13900001111/兰州."""

from __future__ import annotations

import re

from happyhome.exchange.incoming.cells import phone_number

_PHONE = re.compile(r"(?<!\d)(1\d{2}[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}-?\d{7,8}|\d{7,8})(?!\d)")
_BETWEEN = re.compile(r"[/、,，;；:：()（）\s]+")
_RELATIONS = frozenset(
    (
        *("儿子", "女儿", "儿媳", "儿媳妇", "女婿", "配偶", "老伴", "丈夫", "妻子", "夫妻", "子女"),
        *("孙子", "孙女", "外孙", "外孙女", "侄子", "侄女", "外甥", "兄弟", "哥哥", "弟弟", "姐姐", "妹妹"),
        *("长子", "次子", "三子", "长女", "次女", "三女", "独子", "独女", "养子", "养女", "之子", "之女"),
        *("父子", "母子", "父女", "母女", "兄妹", "邻居", "亲戚", "儿", "女", "子", "侄", "孙"),
    )
)


def split_contact(text: str, label: str) -> dict[str, str]:
    """name, relation, phone and workplace as far as the cell says them.

    ``label`` (赡养人) stands for the name where the cell gives a number alone.
    """
    found: dict[str, str] = {}
    phone = _PHONE.search(text)
    if phone:
        found["phone"] = phone_number(phone[0])
        text = text[: phone.start()] + " " + text[phone.end() :]
    rest: list[str] = []
    for word in _BETWEEN.split(text):
        if not word:
            continue
        if word in _RELATIONS and "relation" not in found:
            found["relation"] = word
        else:
            rest.append(word)
    if rest:
        found["name"] = rest[0]
        if len(rest) > 1:
            found["workplace"] = " ".join(rest[1:])
    elif found:
        found["name"] = found.get("relation", label)
    return found
