"""What changes about a person, each on its own axis, each a dated row.

Values follow domain facts 1.4, 4.3 and 5.5 (GB/T 42195-2022 for 能力等级).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from happyhome.domain.fields import Choice


@dataclass(frozen=True, slots=True)
class Axis:
    """One kind of dated fact. On an exclusive axis a new value ends the one before it.

    An open axis takes any word: what a local rule asks about and no list foresaw. A rare one is
    asked about by some rules only: nobody is told that it is missing, no roster column is taken for it.
    Of a silent one nobody records that it is not so: no row on it means no, not unknown.
    """

    key: str
    label: str
    values: tuple[Choice, ...]
    exclusive: bool = True
    synonyms: tuple[str, ...] = ()
    secret: bool = False
    is_open: bool = False
    rare: bool = False
    silent: bool = False

    def label_of(self, value: str) -> str:
        """The word for a value; the value itself where it is not known."""
        return next((choice.label for choice in self.values if choice.key == value), value)

    def value_of(self, text: str) -> str | None:
        """The key for a word as people write it, or None where it is not known."""
        word = unicodedata.normalize("NFKC", text).strip()
        for choice in self.values:
            if word == choice.key or word == choice.label or word in choice.synonyms:
                return choice.key
        return (word or None) if self.is_open else None


def _disabilities() -> tuple[Choice, ...]:
    kinds = (
        ("visual", "视力"),
        ("hearing", "听力"),
        ("speech", "言语"),
        ("physical", "肢体"),
        ("intellectual", "智力"),
        ("mental", "精神"),
        ("multiple", "多重"),
    )
    grades = ("一", "二", "三", "四")
    return tuple(
        Choice(
            f"{key}_{number}",
            f"{word}{grade}级",
            (f"{word}残疾{grade}级", f"{word}{number}级", f"{word}残疾{number}级", f"{word}({grade}级)"),
        )
        for key, word in kinds
        for number, grade in enumerate(grades, 1)
    )


AID = Axis(
    "aid",
    "救助身份",
    (
        Choice(
            "destitute",
            "特困",
            (
                "特困(五保)",
                "五保",
                "五保户",
                "特困供养",
                "分散供养",
                "分散供养特困",
                "特困人员",
                "集中供养",
                "农村五保",
                "特困户",
            ),
        ),
        Choice(
            "low_income",
            "低保",
            ("低保户", "农村低保", "城市低保", "低保对象", "一类低保", "二类低保", "三类低保", "四类低保"),
        ),
        Choice(
            "low_income_edge", "低保边缘", ("低保边缘户", "低边", "低保边缘家庭", "边缘户", "低保边缘人口")
        ),
        Choice("poverty_relieved", "脱贫户", ("脱贫", "脱贫人口", "建档立卡", "建档立卡户", "已脱贫")),
        Choice(
            "monitored",
            "监测对象",
            ("监测户", "防返贫监测", "防返贫监测对象", "三类户", "脱贫不稳定户", "突发严重困难户"),
        ),
        Choice(
            "other_low_income",
            "其他低收入",
            ("低收入", "低收入家庭", "低收入户", "支出型困难", "刚性支出困难"),
        ),
        Choice("ordinary", "普通", ("一般户", "一般", "无", "非困难", "普通户", "一般农户", "正常")),
    ),
    synonyms=(
        "救助类别",
        "困难类别",
        "身份类别",
        "人员类别",
        "低保情况",
        "救助情况",
        "家庭类型",
        "户类型",
        "贫困类型",
        "保障类别",
        "享受政策",
    ),
)

LIVING = Axis(
    "living",
    "居住状况",
    (
        Choice("alone", "独居", ("独居老人", "单独居住", "一人居住", "孤寡", "孤寡独居")),
        Choice("empty_nest", "空巢", ("空巢老人", "双老", "老两口", "双老户")),
        Choice("left_behind", "留守", ("留守老人", "农村留守")),
        Choice("with_spouse", "与配偶同住", ("配偶同住", "与老伴同住", "夫妻同住", "和老伴住")),
        Choice(
            "with_children",
            "与子女同住",
            ("子女同住", "与子女共同居住", "随子女", "和子女住", "随子女居住", "同子女居住"),
        ),
        Choice("with_others", "与他人同住", ("与亲友同住", "与亲属同住", "其他")),
        Choice("institution", "机构", ("入住机构", "养老机构", "敬老院")),
    ),
    synonyms=("居住情况", "居住方式", "居住类型", "居住", "家庭居住情况", "居家状况"),
)

HOUSEHOLD = Axis(
    "household",
    "户籍",
    (
        Choice("local", "本村", ("本村户籍", "本地", "是")),
        Choice("other_village", "本镇外村", ("外村",)),
        Choice("outside", "外地", ("外地户籍", "外来", "否")),
    ),
    synonyms=("户籍情况", "户籍类型", "是否本村户籍"),
)

SELF_CARE = Axis(
    "self_care",
    "自理能力",
    (
        Choice("full", "自理", ("全自理", "能自理", "完全自理", "生活自理", "具备生活自理能力")),
        Choice(
            "partial", "半自理", ("部分自理", "半失能", "部分丧失", "介助", "半护理", "部分丧失生活自理能力")
        ),
        Choice(
            "none",
            "不能自理",
            ("失能", "完全丧失", "介护", "全护理", "不自理", "完全不能自理", "完全丧失生活自理能力"),
        ),
    ),
    synonyms=("生活自理能力", "自理情况", "自理程度"),
    secret=True,
)

CAPACITY = Axis(
    "capacity",
    "能力等级",
    (
        Choice("intact", "能力完好", ("完好", "0级")),
        Choice("mild", "轻度失能", ("轻度", "1级")),
        Choice("moderate", "中度失能", ("中度", "2级")),
        Choice("severe", "重度失能", ("重度", "3级")),
        Choice("total", "完全失能", ("完全丧失能力", "4级")),
    ),
    synonyms=("评估等级", "失能等级", "能力评估", "能力评估等级"),
    secret=True,
)

DISABILITY = Axis(
    "disability",
    "残疾",
    _disabilities(),
    exclusive=False,
    synonyms=(
        "残疾类别等级",
        "残疾情况",
        "残疾类别",
        "残疾等级",
        "残疾证",
        "残疾类型",
        "残疾类别及等级",
        "残疾类型等级",
    ),
    secret=True,
    silent=True,
)

FAMILY_PLANNING = Axis(
    "family_planning",
    "计生特殊",
    (
        Choice("lost_only_child", "失独", ("失独家庭", "独生子女死亡")),
        Choice("disabled_only_child", "独生子女伤残", ("独残", "残独")),
        Choice("surgery_1", "手术并发症一级"),
        Choice("surgery_2", "手术并发症二级"),
        Choice("surgery_3", "手术并发症三级"),
        Choice("only_child", "独生子女户", ("独生子女", "独女户")),
        Choice("two_daughters", "二女户", ("两女户", "双女户", "二女结扎户")),
    ),
    exclusive=False,
    synonyms=("计生", "计生情况", "计生特扶", "计生特殊家庭", "计生类型"),
    secret=True,
    silent=True,
)

HONOUR = Axis(
    "honour",
    "优抚",
    (
        Choice("veteran", "退役军人", ("复员军人", "退伍军人", "复退军人")),
        Choice("disabled_veteran", "伤残军人", ("残疾军人",)),
        Choice("martyr_family", "烈属", ("烈士遗属", "三属")),
        Choice("war_veteran", "参战人员", ("参战参试", "参试人员", "两参人员")),
        Choice("old_party_member", "老党员", ("建国前老党员",)),
        Choice("model_worker", "劳动模范", ("劳模",)),
    ),
    exclusive=False,
    synonyms=("优抚对象", "优抚情况", "优抚类别"),
    silent=True,
)

SERVICE = Axis(
    "service",
    "服务方式",
    (
        Choice("meals", "用餐", ("就餐", "助餐", "仅用餐")),
        Choice("day_care", "日托", ("日间照料", "日间托养")),
        Choice("boarding", "入住", ("集中居住", "全托", "长住")),
    ),
    synonyms=("入院方式", "服务类型", "在院方式"),
)

WHEREABOUTS = Axis(
    "whereabouts",
    "去向",
    (
        Choice("away", "外出", ("外出务工", "探亲", "走亲戚", "外")),
        Choice("hospital", "住院", ("医院", "看病", "院")),
    ),
    synonyms=("动态",),
    silent=True,
)

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
    "tag", "其他情形", (), exclusive=False, synonyms=("标签", "特殊情形"), is_open=True, rare=True, silent=True
)

LEAVING = Axis(
    "leaving",
    "离开",
    (
        Choice("died", "死亡", ("去世", "病故", "已故", "亡故", "已死亡", "身故", "离世", "注销", "过世")),
        Choice("moved_out", "迁出", ("迁走", "已迁出", "户口迁出", "户籍迁出", "搬走")),
        Choice("withdrew", "退出", ("退院", "已退出", "不来了")),
    ),
    synonyms=("状态",),
)

AXES: tuple[Axis, ...] = (
    AID,
    LIVING,
    HOUSEHOLD,
    SELF_CARE,
    CAPACITY,
    DISABILITY,
    FAMILY_PLANNING,
    HONOUR,
    SERVICE,
    RESIDENCE,
    HUKOU_KIND,
    SUPPORT,
    CHILDREN,
    COGNITION,
    PENSION,
    OTHER_BENEFIT,
    REACH,
    TAG,
    WHEREABOUTS,
    LEAVING,
)


def axis_named(key: str) -> Axis:
    """The axis with this key or label; raises KeyError where there is none."""
    for axis in AXES:
        if key in (axis.key, axis.label) or key in axis.synonyms:
            return axis
    raise KeyError(key)
