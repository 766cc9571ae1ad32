"""Names of places in English letters, and names as they are typed: for pages in English and for the search.

The warehouse has English names of cities and indicators. A zone's is its place in pinyin with the kind of zone in
English; pypinyin, which makes readable ids from Chinese names elsewhere, knows how each character is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from pypinyin import lazy_pinyin

# read otherwise than character by character
PROVINCES = {
    "内蒙古自治区": "Inner Mongolia", "广西壮族自治区": "Guangxi", "西藏自治区": "Tibet", "宁夏回族自治区": "Ningxia",
    "新疆维吾尔自治区": "Xinjiang", "陕西省": "Shaanxi", "香港特别行政区": "Hong Kong", "澳门特别行政区": "Macao",
}  # fmt: skip
# what a name ends in, the longer first
ENDS = {
    "农业高新技术产业示范区": "Agricultural High-Tech Demonstration Zone", "高新技术产业开发区": "High-Tech Zone",
    "经济技术开发区": "Economic Development Zone", "现代农业产业示范区": "Agricultural Demonstration Zone",
    "生态文化旅游示范区": "Eco-Cultural Tourism Zone", "生态文化旅游区": "Eco-Cultural Tourism Zone",
    "边境经济合作区": "Border Economic Cooperation Zone", "自由贸易试验区": "Pilot Free Trade Zone",
    "先进制造业开发区": "Advanced Manufacturing Zone", "循环经济产业园区": "Circular Economy Park",
    "旅游度假区": "Tourist Resort", "综合保税区": "Comprehensive Bonded Zone", "经济开发区": "Economic Development Zone",
    "工业园区": "Industrial Park", "产业园区": "Industrial Park", "科技产业园": "Technology Park", "循环产业园": "Circular Economy Park",
    "经开区": "Economic Development Zone", "高新区": "High-Tech Zone", "示范区": "Demonstration Zone", "保税区": "Bonded Zone",
    "产业园": "Industrial Park", "工业园": "Industrial Park", "开发区": "Development Zone", "旅游区": "Tourism Zone",
    "合作区": "Cooperation Zone", "园区": "Park", "新区": "New Area", "自治州": "Prefecture", "自治县": "County", "自治旗": "Banner",
    "基地": "Base",
}  # fmt: skip
PLACE_ENDS = {"省": "", "市": "", "县": " County", "区": " District", "旗": " Banner", "州": " Prefecture"}


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[str, ...]:
    """How a text is read, a syllable or a run of other letters at a time, in small letters without tones.

    Examples:
        >>> syllables("晋城市"), syllables("2024年")
        (('jin', 'cheng', 'shi'), ('2024', 'nian'))
    """
    return tuple(part.lower() for part in lazy_pinyin(text) if part.strip())


def stems_of(cities: Mapping[str, str]) -> dict[str, str]:
    """English names by what zones are named after: a city without its last character.

    Examples:
        >>> stems_of({"长治市": "Changzhi"})
        {'长治': 'Changzhi'}
    """
    return {zh.removesuffix("市"): en for zh, en in cities.items() if len(zh) > 2}


def english(name: str, stems: Mapping[str, str] = MappingProxyType({})) -> str:
    """A place's or zone's name in English letters.

    Args:
        name: in Chinese.
        stems: what places at its beginning are called, which pinyin may get wrong (长治, 哈尔滨).

    Examples:
        >>> english("晋城经开区"), english("陕西省"), english("湄潭县")
        ('Jincheng Economic Development Zone', 'Shaanxi', 'Meitan County')
        >>> english("长治高新区", {"长治": "Changzhi"}), english("吕梁经开区")
        ('Changzhi High-Tech Zone', 'Lüliang Economic Development Zone')
    """
    if name in PROVINCES:
        return PROVINCES[name]
    for end, kind in ENDS.items():
        if name.endswith(end) and len(name) > len(end):
            return f"{_spelled(name.removesuffix(end), stems)} {kind}"
    for end, kind in PLACE_ENDS.items():
        if name.endswith(end) and len(name) > 2:
            return _spelled(name.removesuffix(end), stems) + kind
    return _spelled(name, stems)


def _spelled(name: str, stems: Mapping[str, str]) -> str:
    """A name in pinyin as one word with a capital, after the name of the city that it begins with."""
    for length in range(min(len(name), 6), 1, -1):
        if name[:length] in stems:
            return f"{stems[name[:length]]} {_spelled(name[length:], stems)}".rstrip()
    spelled = ""
    for syllable in syllables(name):
        # 西安 is Xi'an: without the mark it would be read as one syllable
        spelled += f"'{syllable}" if spelled and syllable[0] in "aeo" else syllable
    spelled = re.sub("(?<=[ln])v", "ü", spelled)
    return spelled[:1].upper() + spelled[1:]
