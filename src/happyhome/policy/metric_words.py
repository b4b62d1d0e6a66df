"""The figures that a home's own records give, and how sentences say them: 就餐 5,310 人次."""

from __future__ import annotations

from fractions import Fraction

METRICS: dict[str, tuple[str, str]] = {
    "开放天数": ("开放", "天"),
    "开放月数": ("开放", "个月"),
    "就餐人次": ("就餐", "人次"),
    "堂食人次": ("堂食", "人次"),
    "送餐人次": ("送餐", "人次"),
    "来客人次": ("来客就餐", "人次"),
    "日均就餐人数": ("日均就餐", "人"),
    "食堂开放月数": ("食堂开放", "个月"),
    "月均就餐人次": ("月均就餐", "人次"),
    "活动场次": ("活动", "场"),
    "活动人次": ("参加活动", "人次"),
    "探访人次": ("探访", "人次"),
    "服务老人": ("服务老人", "人"),
    "在册老人": ("在册老人", "人"),
    "特困人次": ("特困老人就餐", "人次"),
    "低保人次": ("低保老人就餐", "人次"),
    "高龄人次": ("高龄老人就餐", "人次"),
    "星级": ("星级", "星"),
    "核定人数": ("核定", "人"),
}
"""By name: the words before the number and the unit behind it."""


def unit_of(metric: str) -> str:
    """天 for 开放天数, "" for what the home fills in itself."""
    return METRICS[metric][1] if metric in METRICS else ""


def said(metric: str, value: Fraction | str) -> str:
    """就餐 5,310 人次; 建筑面积 320; 安全事故：有."""
    if isinstance(value, str):
        return f"{metric}：{value}"
    stem = METRICS[metric][0] if metric in METRICS else metric
    return f"{stem} {with_unit(metric, value)}"


def with_unit(metric: str, value: Fraction) -> str:
    """240 天; 320."""
    return f"{plain(value)} {unit_of(metric)}".strip()


def plain(value: Fraction) -> str:
    """A number as papers write it: 5,310; 18.33; 4.5."""
    hundredths = round(value * 100)
    text = f"{hundredths // 100:,}" if hundredths >= 0 else f"-{-hundredths // 100:,}"
    rest = f"{abs(hundredths) % 100:02d}".rstrip("0")
    return f"{text}.{rest}" if rest else text
