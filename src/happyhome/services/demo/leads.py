"""Those of the demo whom its screens and papers are meant to show; everybody else is drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lead:
    """One elder by hand. ``age`` in full years; ``service`` "" for those on the register who do not come."""

    name: str
    sex: str
    age: int
    group: str
    living: str = "with_children"
    aid: str = "ordinary"
    service: str = "meals"
    mode: str = "dine_in"
    ethnicity: str = "汉"
    note: str = ""


UNSEEN = "唐月娥"
TURNING_80 = "宋德福"
BIRTHDAY = "郭玉梅"
NOT_YET_MARKED = ("冯有禄", "程翠花", UNSEEN)
AWAY_NOW = ("刘淼", "高存女")
IN_HOSPITAL_NOW = "彭天万"
DYING = ("蒋福海", "丁玉兰", "邓有财")
MOVING_OUT = "叶桂英"
COMING_IN_LAST_MONTH = "肖秀兰"
COMING_IN_THIS_MONTH = "姚生祥"

LEADS = (
    Lead("赵䶮", "male", 74, "五社", "left_behind"),
    Lead("何录义", "male", 74, "六社", "empty_nest"),
    Lead("罗桂花", "female", 91, "六社", "with_spouse", "low_income"),
    Lead("陈山仁", "male", 86, "六社", "with_spouse", service="day_care"),
    Lead("杨彩霞", "female", 63, "五社", "alone"),
    Lead("魏财万", "male", 91, "四社", "empty_nest", "low_income", "boarding"),
    Lead("刘录永", "male", 80, "二社", "left_behind"),
    Lead("周凤英", "female", 71, "一社", "empty_nest", "low_income"),
    Lead("阎录仁", "male", 74, "一社"),
    Lead("曹招弟", "female", 91, "四社", "alone", service="boarding"),
    Lead("曾财天", "male", 78, "二社", "alone", "destitute", "boarding", note="分散供养，赡养人为侄子"),
    Lead("朱菊香", "female", 63, "五社"),
    Lead("许忠天", "male", 71, "五社", "with_spouse"),
    Lead(IN_HOSPITAL_NOW, "male", 86, "一社", "with_others", "destitute", "boarding"),
    Lead("韩生国", "male", 78, "二社", service="day_care"),
    Lead("何义财", "male", 71, "三社", "empty_nest"),
    Lead("袁兰英", "female", 71, "四社", "left_behind", "low_income"),
    Lead("梁秋菊", "female", 71, "一社", "with_spouse"),
    Lead("王㛃", "female", 82, "五社", "alone", service="day_care"),
    Lead("李䪼", "male", 71, "四社", "alone", "low_income_edge", mode="delivery"),
    Lead("张堃", "male", 83, "二社", "with_spouse", mode="delivery", note="腿脚不便，送到家门口"),
    Lead("马喆", "male", 71, "一社", "empty_nest", mode="delivery", ethnicity="回", note="清真"),
    Lead("买买提·艾力", "male", 71, "二社", mode="takeaway", ethnicity="维吾尔", note="清真"),
    Lead("阿依古丽·买买提", "female", 68, "二社", "with_spouse", ethnicity="维吾尔", note="清真"),
    Lead(AWAY_NOW[0], "female", 74, "二社", "empty_nest"),
    Lead(AWAY_NOW[1], "female", 71, "三社", "left_behind"),
    Lead(BIRTHDAY, "female", 78, "五社", "alone", "low_income"),
    Lead(TURNING_80, "male", 79, "六社", "with_spouse"),
    Lead(UNSEEN, "female", 82, "三社", "alone"),
    Lead("冯有禄", "male", 78, "二社", "left_behind"),
    Lead("程翠花", "female", 63, "三社"),
    Lead("才让·卓玛", "female", 76, "六社", "alone", ethnicity="藏"),
    Lead("王𬱖", "male", 69, "三社", "with_spouse"),
    Lead("袁兰英", "female", 80, "二社", "empty_nest", mode="takeaway"),
    Lead("吕秀英", "female", 77, "一社", "alone", "destitute", "boarding"),
    Lead(DYING[0], "male", 88, "三社", "with_children", "low_income"),
    Lead(DYING[1], "female", 93, "五社", "with_children", service="day_care"),
    Lead(DYING[2], "male", 84, "六社", "with_spouse", service=""),
    Lead(MOVING_OUT, "female", 72, "一社", "alone"),
    Lead(COMING_IN_LAST_MONTH, "female", 69, "四社", "alone"),
    Lead(COMING_IN_THIS_MONTH, "male", 75, "六社", "empty_nest"),
)
