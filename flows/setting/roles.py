"""The role of a place or of a period where it stands: only a topic says whom, and only data say when.

A place is a topic, a benchmark (高于全市, 占全省, 拉动全市, 居全省), a location (赴…招商, 位于…) or an aside (不含…).
A period is data, a comparison (比2020年), an event (2012年获批), an edition (2023年度考核), a goal (到2027年) or a span
(“十三五”期间, 2003年以来).
"""

from __future__ import annotations

import re

TOPIC, BENCHMARK, LOCATION, ASIDE = "topic", "benchmark", "location", "aside"
DATA, COMPARISON, EVENT, EDITION, GOAL, SPAN = "data", "comparison", "event", "edition", "goal", "span"

_AGAINST = re.compile(
    r"(?:[高低快慢优多少好大小强]于|[高多快低少慢]出|超[过出]?|领先于?|落后于?|不[及如]|比|较|[与和同]|占到?了?|相当于|拉动|带动|上拉|下拉|推动|贡献了?|对|"
    r"(?:位?居|位?列|排名?|名列|跃居|升至|升到|前移至|稳居|领跑|跻身|进入|保持|处于|仅次于)于?|在|只有|撑起|达到|达|支撑|约|近|不到|不足|创造了?|除|跟)"
    r"(?:了|到|同期|“)?$"
)
_LOCATED = re.compile(
    r"(?:赴|到|来自|前往|走进|落户|落地|落地于|自|从|去|往|驻|位于|地处|坐落[于在]?|毗邻|紧邻|靠近|邻近|对接|承接|服务|辐射|支援|面向|引自|迁[入至]|投资|入驻|进驻|布局|选址|携手|联合|学习|借鉴|深耕)$"
)
_ENTERED = re.compile(r"\s*(?:走进|走近|来到|步入)(?:位于)?")
_ASIDE = re.compile(r"(?:不含|不包括|不计|含|包括|除|剔除)$")
_HELD = re.compile(r"(?:同步|隆重|共同|成功|正式)?(?:举行|召开|举办|揭晓|启动|开幕|发布)")
_SHARED = re.compile(
    r"(?P<of>的)?(?:近|逾|超过?|约占?|不到|不足|将近|接近)?(?:[\d.]+[%％](?(of)|(?=以上?|的))|[一二两三四五六七八九]成|一半|半壁|过半|[一二三四五]分之)"
)
# 增速居前的是：A17.4%、B13.8%
_LISTED = re.compile(r"[-－]?[\d.]+[%％](?=[、，；。和与及,;]|$)")
_OF_LIST = re.compile(r"(?:[是为有:：、和与及名位]|依次|分别)$|^$")
_RATIO = re.compile(r"[^，,。；;]{0,12}?(?:倍|平均)")
_GIVEN = re.compile(r"[（(]\s*[-－]?\d")
_RANKED = re.compile(
    r"(?:[^，,。；;、\d]{0,8}?)(?:首位|第[\d一二三四五六七八九十]+(?![\d一二三四五六七八九十批次期届轮])|前[\d一二三四五六七八九十]|平均|同期|增速第|排位|排名|位次)"
)


def of_place(text: str, low: int, start: int, end: int) -> str:
    """The role of a place that stands at start..end of a sentence that begins at `low`."""
    before = text[max(low, start - 8) : start]
    if _ASIDE.search(before):
        return ASIDE
    if _LOCATED.search(before):
        # 走进A，企业订单饱满。全区…: whom the lines that follow are about
        return TOPIC if _ENTERED.fullmatch(text, low, start) and text[end : end + 1] == "，" else LOCATION
    if before.endswith(("在", "于")) and _HELD.search(text[end : end + 8]):
        return LOCATION
    if before.endswith(("是", "为")) and _RATIO.match(text, end):
        return BENCHMARK
    if _GIVEN.match(text, end):
        return TOPIC  # 前两位的是苏银产业园（21.7%）
    if _AGAINST.search(before):
        return BENCHMARK
    if _SHARED.match(text, end) and not (_LISTED.match(text, end) and _OF_LIST.search(before)):
        return BENCHMARK
    return TOPIC


_THAN = re.compile(
    r"(?:比|较|[与和同]|是|为|相当于|[高低快慢多少]于|由|自|从|以|超过|超|不足|追平|回到|恢复[到至]|对照|按|在|受)(?:了|“|上|原来?|整个|刚过去的)?$"
)
_THAN_AFTER = re.compile(
    r"(?:同期|全年|年?底|年?末|之初|成立之初|获批时|的|时)?(?:相比|来说|的?[\d.两三四五六七八九十]+(?:多|余)?倍|的?基数|的?水平|的?[\d.]+[%％]|的\d|[，,]?(?:提高|增加|增长|扩大|下降|减少|提升|前移|上升|翻|加快|回落|高出|多)[^，,。；;]{0,6}?(?:\d|[一二两三四五六七八九]))"
)
_HAPPENED = re.compile(
    r"[^，,。；;\d]{0,24}?(?:批准|获批|批复|设立|成立|挂牌|揭牌|奠基|动工|封关|升级为?|升格|升为|晋升|更名|印发|出台|公布|召开|举行|启动|签署|创建|始建|组建|建成|认定|评为|入选|列入|授予|开工建设|正式运行|试点|开园|(?:正式|顺利|如期|全面|全线)?(?:开工|投产|竣工|达产|试产)(?=[，。；、,;]|$)|封顶|下线|点火|试生产|试运行|破土|进场施工|完成(?:桩基|主体|基础|土建|设备安装|首|征地|拆迁|验收))"
)
_EDITION = re.compile(
    r"度?[^，,。；;、\d]{0,24}?(?:考核评价|考核|考评|综合评价|发展水平评价|绩效评价|评估|测评|排行榜|排名结果)(?!中?[^，。]{0,4}增)"
    r"|度?[^，,。；;、\d]{0,12}?(?:工作会议|大会|论坛|工作要点|工作会|表彰大会)|(?:度|版|[，,]?(?:全国|全省|全市)?第[一二三四五六七八九十\d]+[次批期届轮])"
)
_AHEAD = re.compile(
    r"(?:年?底|年?末|全年|期间|时期|度)?(?:前|[，,])?[^。；，,\d]{0,14}?(?:(?<![主重纪需])要(?!素)|将|力争|确保|争取|预计|计划|拟|有望|必须|可达|安排|目标|冲刺|奋力|瞄准)"
)
_HOPED = re.compile(r"[，,][^。；%％]{0,60}?(?:力争|确保|争取|努力实现|全力冲刺)")
# “十三五”末 names a year as much as 2020年底 does
_OF_PLAN = re.compile(r"[一二三四五]五[”\"]?(?:规划|时期)?(?:期)?末")
_UNTIL = re.compile(r"(?:(?<![截达])[到至]|力争|争取|确保|拟于|将于|计划|预计|瞄准|提出|锚定)$")
_LONG = re.compile(r"(?<=[来间期])|(?:期间|时期|以来|间)")


def of_period(text: str, low: int, start: int, end: int, year: int | None, now: int | None) -> str:
    """The role of a period that stands at start..end of a sentence that begins at `low`.

    Args:
        text: cleaned text.
        low: where the sentence begins.
        start: where the period does.
        end: and where it ends.
        year: the year that it names, if it names one.
        now: the year that speaks, where that is known: what lies beyond is no data.
    """
    before = text[max(low, start - 6) : start].rstrip('“"')
    words = text[start:end]
    if words.startswith("明年") or (year is not None and now is not None and year > now):
        return GOAL
    if _UNTIL.search(before) and not before.endswith(("截至", "截止", "截止到")):
        return GOAL
    if words.endswith("同期") or _THAN.search(before):
        return COMPARISON
    if (
        _THAN_AFTER.match(text, end)
        and before[-1:] not in ("。", "，", "；", "\n", "")
        and not words.endswith("以来")
    ):
        return COMPARISON
    if _EDITION.match(text, end):
        return EDITION
    if _LONG.match(text, end) or (words.endswith("以来") and year is not None):
        return SPAN
    if _HAPPENED.match(text, end):
        return EVENT
    if year is None and before[-1:] in ("", "。", "；", "\n") and _HOPED.match(text, end):
        return GOAL
    if (
        (year is not None or words.startswith("年") or _OF_PLAN.search(words))
        and _AHEAD.match(text, end)
        and (year is None or year != now)
    ):
        return GOAL
    return DATA


def ranked(text: str, end: int) -> bool:
    """Whether a place before `end` is the set of a rank or of an average: 全市第二, 全省各园区首位, 全省平均."""
    return bool(_RANKED.match(text, end))
