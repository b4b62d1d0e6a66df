"""Dated facts that only some allowances ask about: nobody misses them in a roster."""

from __future__ import annotations

from happyhome.domain.axis import Axis
from happyhome.domain.fields import Choice

RESIDENCE = Axis(
    "residence",
    "常住",
    (
        Choice("village", "本村常住", ("本村", "在村", "常住", "是")),
        Choice("county", "本县其他地方", ("本县", "本镇", "县内")),
        Choice("elsewhere", "县外", ("外地", "在外", "否")),
    ),
    synonyms=("常住情况", "居住地类型", "常住地"),
    rare=True,
)

HUKOU_KIND = Axis(
    "hukou_kind",
    "户口性质",
    (
        Choice("rural", "农村", ("农业", "农业户口", "农村户口")),
        Choice("urban", "城镇", ("非农业", "非农", "城市", "居民", "城镇户口")),
    ),
    synonyms=("户口类别", "户籍性质"),
    rare=True,
)

SUPPORT = Axis(
    "support",
    "供养方式",
    (
        Choice("scattered", "分散供养", ("散居", "分散")),
        Choice("collective", "集中供养", ("集中",)),
    ),
    synonyms=("特困供养方式",),
    rare=True,
)

CHILDREN = Axis(
    "children",
    "子女情况",
    (
        Choice("none", "无子女", ("没有子女", "无儿无女")),
        Choice("unable", "子女无赡养能力", ("子女残疾", "子女均残疾")),
        Choice("some", "有子女", ("有",)),
    ),
    synonyms=("子女",),
    rare=True,
)

COGNITION = Axis(
    "cognition",
    "认知",
    (Choice("dementia", "失智", ("认知障碍", "痴呆", "老年痴呆")), Choice("clear", "正常", ("清楚",))),
    synonyms=("认知情况", "认知状况"),
    secret=True,
    rare=True,
    silent=True,
)

PENSION = Axis(
    "pension",
    "养老待遇",
    (
        Choice("residents", "城乡居民养老保险", ("居民养老", "城乡居民", "新农保")),
        Choice("employees", "职工退休", ("退休", "企业退休", "机关退休", "退休金")),
        Choice("cadre", "离休", ("离休干部",)),
        Choice("none", "无", ("没有",)),
    ),
    synonyms=("养老保险", "离退休"),
    rare=True,
)

OTHER_BENEFIT = Axis(
    "other_benefit",
    "其他待遇",
    (
        Choice("work_injury_care", "工伤生活护理费", ("工伤护理费", "工伤护理")),
        Choice("cadre_care", "离休护理费"),
        Choice("disabled_living", "困难残疾人生活补贴", ("残疾人生活补贴",)),
        Choice("disabled_care", "重度残疾人护理补贴", ("重残护理补贴", "残疾人护理补贴")),
        Choice("elderly_care", "养老服务补贴", ("老年护理补贴", "失能老人护理补贴")),
        Choice("orphan", "孤儿/事实无人抚养补贴"),
    ),
    exclusive=False,
    synonyms=("已享受待遇", "享受其他待遇"),
    rare=True,
    silent=True,
)

REACH = Axis(
    "reach",
    "联系情况",
    (
        Choice("lost", "失联", ("联系不上", "联系不到", "下落不明")),
        Choice("reached", "能联系", ("已联系上",)),
    ),
    synonyms=("联系",),
    rare=True,
    silent=True,
)

TAG = Axis(
    "tag",
    "其他情形",
    (),
    exclusive=False,
    synonyms=("标签", "特殊情形"),
    is_open=True,
    rare=True,
    silent=True,
)

RARE_AXES = (RESIDENCE, HUKOU_KIND, SUPPORT, CHILDREN, COGNITION, PENSION, OTHER_BENEFIT, REACH, TAG)
