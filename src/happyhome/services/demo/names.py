"""Names as they are met in a village of the Hexi corridor, rare characters and minority names among them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SURNAMES = "王李张刘陈杨赵周吴徐马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈任姚卢傅贾薛阎"
MEN = (
    "德",
    "有",
    "建",
    "国",
    "生",
    "财",
    "兴",
    "永",
    "忠",
    "祥",
    "万",
    "福",
    "录",
    "世",
    "发",
    "海",
    "林",
    "山",
    "成",
    "义",
)
MEN_ENDS = (
    "福",
    "仁",
    "义",
    "财",
    "禄",
    "元",
    "明",
    "天",
    "国",
    "成",
    "生",
    "海",
    "祥",
    "忠",
    "兴",
    "发",
    "林",
    "山",
    "世",
    "永",
)
WOMEN = (
    "桂花", "彩霞", "凤英", "招弟", "菊香", "秋菊", "兰英", "玉珍", "月娥", "翠花", "存女", "玉梅", "秀英", "金莲", "素珍",
    "淑芳", "芳兰", "银花", "桂兰", "玉兰", "菊花", "秀兰", "香莲", "玉英", "桂英", "雪梅", "兰香", "巧云", "改弟", "转弟",
)  # fmt: skip


def names(random: Random) -> Iterator[tuple[str, str]]:
    """(name, sex) without end and without repeats."""
    used: set[str] = set()
    while True:
        sex = "female" if random.random() < 0.54 else "male"
        given = random.choice(WOMEN) if sex == "female" else random.choice(MEN) + random.choice(MEN_ENDS)
        name = random.choice(SURNAMES) + given
        if name not in used and (sex == "female" or given[0] != given[1]):
            used.add(name)
            yield name, sex


def relative(random: Random, name: str, relation: str) -> str:
    """A grown child's name: sons and daughters keep the surname, those who married in do not."""
    if "·" in name:
        return f"{random.choice(('艾山', '古丽', '扎西', '央金'))}·{name.partition('·')[0]}"
    surname = name[0]
    head = surname if relation in ("儿子", "女儿", "侄子") else random.choice(SURNAMES)
    women = ("丽", "燕", "霞", "静", "红梅", "晓燕", "海霞")
    men = ("强", "军", "伟", "勇", "建军", "海龙", "志强", "小平")
    return head + random.choice(women if relation in ("女儿", "儿媳") else men)
