"""Whether a rule is of this place: a file's 地区 held against what the home says of itself."""

from __future__ import annotations

import re
from collections import Counter
from enum import IntEnum

from happyhome.domain.residents import Resident
from happyhome.store.reading import Reading

WHOLE_COUNTRY = ("", "全国")
_TOKEN = re.compile(r"[^省市县区州旗乡镇街]+?(?:自治区|自治州|自治县|省|市|县|区|州|旗|镇|乡|街道)")
# GB/T 2260, the first two digits of ID numbers and of village codes.
_PROVINCES = {
    "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古", "21": "辽宁", "22": "吉林",
    "23": "黑龙江", "31": "上海", "32": "江苏", "33": "浙江", "34": "安徽", "35": "福建", "36": "江西",
    "37": "山东", "41": "河南", "42": "湖北", "43": "湖南", "44": "广东", "45": "广西", "46": "海南",
    "50": "重庆", "51": "四川", "52": "贵州", "53": "云南", "54": "西藏", "61": "陕西", "62": "甘肃",
    "63": "青海", "64": "宁夏", "65": "新疆",
}  # fmt: skip


class Nearness(IntEnum):
    """How near a rule is to this home."""

    HERE = 0
    PROVINCE = 1
    ELSEWHERE = 2


class Place:
    """Where the home is, as far as its settings and its people's ID numbers tell."""

    def __init__(self, said: str, province: str) -> None:
        self._said = said
        self._province = province

    def nearness(self, area: str) -> Nearness:
        """HERE for the whole country, this province, city, county or township; else by province."""
        if area in WHOLE_COUNTRY:
            return Nearness.HERE
        parts = _TOKEN.findall(area)
        last = parts[-1] if parts else area
        if last in self._said:
            return Nearness.HERE
        if self._province and area.startswith(self._province):
            return Nearness.HERE if len(parts) < 2 else Nearness.PROVINCE
        return Nearness.ELSEWHERE


def place_of(reading: Reading) -> Place:
    """The home's place; the province is that of the village code, else of most ID numbers."""
    home = reading.home_or_none
    said = f"{home.county}{home.township}" if home else ""
    code = home.village_code[:2] if home else ""
    if code not in _PROVINCES:
        codes = Counter((one.id_number or "")[:2] for one in reading.find(Resident))
        code = next((digits for digits, _ in codes.most_common() if digits in _PROVINCES), "")
    return Place(said, _PROVINCES.get(code, ""))
