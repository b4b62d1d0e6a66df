"""What changes about a person, each on its own axis, each a dated row.

Values follow domain facts 1.4, 4.3 and 5.5 (GB/T 42195-2022 for 能力等级).
"""

from __future__ import annotations

from happyhome.domain.axis import Axis
from happyhome.domain.fields import Choice
from happyhome.domain.rare_axes import RARE_AXES


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
    *RARE_AXES,
    WHEREABOUTS,
    LEAVING,
)


def axis_named(key: str) -> Axis:
    """The axis with this key or label; raises KeyError where there is none."""
    for axis in AXES:
        if key in (axis.key, axis.label) or key in axis.synonyms:
            return axis
    raise KeyError(key)
