"""Activities, who took part, their photos, and the templates they are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from happyhome.domain.fields import Choice, Kind, Record, described

ACTIVITY_KINDS = (
    Choice("culture", "文化娱乐"),
    Choice("health", "健康讲座"),
    Choice("exercise", "体育健身"),
    Choice("festival", "节日慰问"),
    Choice("birthday", "生日会"),
    Choice("volunteer", "志愿服务"),
    Choice("teaching", "政策宣讲"),
    Choice("other", "其他"),
)


@dataclass(frozen=True, kw_only=True)
class Activity(Record):
    """Something held at the home (D7). Clock times are HH:MM text; its entry time is ``recorded_at``."""

    day: date = described("日期", Kind.DAY, required=True, default=None)
    start: str = described("开始", Kind.CLOCK)
    end: str = described("结束", Kind.CLOCK)
    title: str = described("活动名称", required=True)
    kind: str = described("类型", Kind.CHOICE, default="culture", choices=ACTIVITY_KINDS)
    place: str = described("地点")
    organizer: str = described("组织者")
    volunteers: str = described("志愿者")
    visitors: int = described("其他参加人数", Kind.NUMBER, default=0)
    content: str = described("内容", Kind.LONG_TEXT)
    safety: str = described("安全情况", default="正常")
    late_reason: str = described("补录原因")


@dataclass(frozen=True, kw_only=True)
class Participation(Record):
    """That a resident took part in an activity; ``day`` repeats the activity's, for presence."""

    activity: str = described("活动", Kind.REFERENCE, required=True, refers_to="activity")
    resident: str = described("老人", Kind.REFERENCE, required=True, refers_to="resident")
    day: date = described("日期", Kind.DAY, required=True, default=None)


@dataclass(frozen=True, kw_only=True)
class ActivityTemplate(Record):
    """What an activity usually looks like, so that it is typed once. ``weekday`` 0 to 6, -1 for none."""

    title: str = described("活动名称", required=True)
    kind: str = described("类型", Kind.CHOICE, default="culture", choices=ACTIVITY_KINDS)
    weekday: int = described("每周星期", Kind.NUMBER, default=-1)
    start: str = described("开始", Kind.CLOCK)
    end: str = described("结束", Kind.CLOCK)
    place: str = described("地点")
    organizer: str = described("组织者")
    content: str = described("内容", Kind.LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """A photo or scan that belongs to a record; its bytes stand in the store under ``sha256``."""

    owner: str = described("所属", required=True)
    name: str = described("文件名")
    caption: str = described("说明")
    media_type: str = described("类型")
    sha256: str = described("指纹", required=True)
    size: int = described("字节", Kind.NUMBER, default=0)
