"""When, and whether done, hoped for or planned: periods by their role, and the words of scenarios."""

from __future__ import annotations

import re

from flows.figures.context import Context, cause
from flows.figures.slots import Benchmark
from flows.setting import roles
from flows.words.model import Token
from flows.words.periods import Period, Span, explicit_year, month, parse, year_of

_NO_PERIOD = re.compile(
    r"(?:同期)?的?(?:较|相对)?[高低]?基数|年?(?:度)?(?:目标|计划|任务)|第[一二三四五六七八九十\d]+[次期批届]|[\d.,]+[^，。；\d]{1,4}的?(?:目标|任务)"
)
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d年度?|[去上前]年")
_FIRST_MONTHS = re.compile(r"(?:第?[一二三四五六]|前[一二两三四五六])")
_RATIO_OF = re.compile(r"的[\d.一二两三四五六七八九十]+(?:多)?(?:倍|成|%)")
_DONE = re.compile(r"实现|完成|达到|突破")
_TO = re.compile(r"(?<![达截])[到至]“?$")
_ALIKE = re.compile(r"(?:是|为|相当于|达到?|约为|近)$")
_WITH = re.compile(r"[与和同跟]$")
_BESIDES = re.compile(r"(?:年|末|底|同期)?(?:相比|比较|来说)")
_FOUNDED = re.compile(
    r"(?:建|立|办|批准?|升级|设|成立|开园|封关|挂牌|动工|奠基|起步|肇始)(?:设|立|园|区)?(?:始)?(?:于|自)$"
)
_TURNS = re.compile(r"[^，。；]{0,16}?(?:的|转|升|提高|增|降|扩|减|压)")
_ROUND = re.compile(
    r"(?:度|份)?[^，。；、\d]{0,12}?(?:集中[签开][约工]|活动|仪式|推进会|观摩会|现场会|现场推进)"
)
_AFTERWARDS = re.compile(r"[^，。；\d]{2,24}(?:后|以来|以后|之后)[，,]")
_TIME_WHEN = re.compile(r"[^，。；]{0,20}?(?:之初|时|前)[，,]")
_SINCE = re.compile(r"[^，。；\d]{1,20}(?:以来|至今|之后)[，,]")
_WHOLE_YEAR = 12
_THAT_YEAR = ("当年", "这一年", "同年")
_LAST_YEARS = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}
# 确保新增5家, 将新建: what 将 says is to come; 将22个园区整合为 is another 将
_WILL = re.compile(
    r"(?:会|要|再|还|继续|全面|陆续|新|累计|力争|总共|分期)*(?:建成|达|实现|完成|增|突破|建|投入|实施|推进|推动|开工|启动|引进|形成|超过?|安排|竣工|投产|签约|培育|打造|实行|净增|开展|出让|盘活|升至|提高|增长)(?!\D{0,2}的\d)"
)
# a list of goals: A增长5%，B增长6%；C…
_GOALS_FOLLOW = re.compile(r"[^，。；]{0,12}?(?:是|为|[:：])")
_GOAL_SENTENCE = re.compile(
    r"(?:[一二三四五六七八九十\d（）()、.．\s]{0,5})(?:今年|明年|全年|20\d\d年)?的?(?:主要|发展|预期|工作|总体|年度|奋斗|具体|预期性)*目标(?!任务完成|完成)"
)
_GOAL_BEHIND = re.compile(
    r"(?:提出|确定|定下|制定|明确|下达|设定|围绕|对照|锚定|瞄准|紧扣|朝着|向着|对标|既定|部署)(?P<goals>[^。]{0,160}?)的(?:全年|年度|预期|奋斗|总体|发展|工作|宏伟|阶段性?)?目标"
)
_GOALS_AHEAD = re.compile(r"(?:目标|任务)(?:任务|指标)?(?:是|为|[:：])(?=[^。]{0,24}?\d)")
# 精心谋划、分步实施: how the work was done, no plan for a number
_CAREFUL = re.compile(r"(?:精心|周密|科学|认真|统筹|系统|超前|提前|深入|细致|积极)$")
_WISHES = re.compile(
    r"力争|确保|争取|目标|(?<![主重需首紧])要(?!素|么|点|求)|(?<!精心)(?<!周密)计划(?![、，])|不少于|不低于|将"
)
_FROM = re.compile(r"[由从](?:原来|年初|原先|原有|最初|起初)?的?$")
_INTO = re.compile(r"[家个户名人]?[^，。；\d]{0,6}?(?:增|提|升|发展|扩|减|压|降|优化|整合)[^，。；\d]{0,5}\d")


def enter(c: Context) -> None:
    """A sentence begins: what it says of goals as a whole."""
    c.before_sentence = c.state.period
    clause_begins(c, c.start)
    c.wishes = bool(_WISHES.search(c.text, c.start, c.end))
    if c.text.find("目标", c.start, c.end) < 0 and c.text.find("任务", c.start, c.end) < 0:
        return
    if _GOAL_SENTENCE.match(c.text, c.start, c.end):
        c.target = c.goals = True
    behind = _GOAL_BEHIND.search(c.text, c.start, c.end)
    c.goal_span = behind.span("goals") if behind else None
    if ahead := _GOALS_AHEAD.search(c.text, c.start, c.end):
        c.goal_span = (ahead.end(), c.end)


def clause_begins(c: Context, at: int) -> None:
    """当月完成3亿元；累计完成27亿元: the last month alone, and then again what held before."""
    state = c.state
    if c.monthly is not None and c.text.startswith("累计", at):
        state.period, c.monthly = c.monthly[0], None
    elif c.text.startswith("当月", at) and state.now is not None and not _of_month(state.period):
        c.monthly, state.period = (state.period,), ("month", Span(state.now, state.now))


def _of_month(period: tuple[str, Span] | None) -> bool:
    return period is not None and period[0] == "month"


def leave(c: Context) -> None:
    """A sentence ends: only data move the period of those that follow."""
    state = c.state
    if c.passing:
        # the goal of a year holds for the wishes that follow: 到2027年…。力争…
        ahead = state.period[1] if state.period else None
        # 上半年开工率达到95%. …: a part of a year holds for its own goal alone
        years = ahead is not None and ahead.end - ahead.start >= _WHOLE_YEAR - 1
        state.goal_span = (
            ahead if years and ahead and state.now is not None and ahead.start > state.now else None
        )
        state.period = c.before_sentence


def read_period(c: Context, i: int, token: Token) -> None:
    """A period: data move the period on, a comparison and an event don't, a goal does for its clauses."""
    slots, state = c.slots, c.state
    words = c.text[token.start : token.end]
    if slots.frame is not None and slots.frame.kind == "versus":
        slots.benchmark = Benchmark("previous", words, None, token.start, token.end)
        return
    if cause(c, token.start):
        return  # 受上年一次性收入抬高基数影响，
    before = c.text[max(c.start, token.start - 6) : token.start]
    if before.endswith(("由", "从")) and _TURNS.match(c.text, token.end):
        c.before_turn = state.period
        c.turning = True
    year = explicit_year(words)
    year_alone = year is not None or words in ("今年", "本年", "当年", "全年")
    if _NO_PERIOD.match(c.text[token.end : token.end + 14]) and not (
        not year_alone and c.text.startswith("计划", token.end)
    ):
        return  # 年度计划, but not 一季度计划开工21个
    if year is not None or words.startswith(tuple(_LAST_YEARS)):
        if _ALIKE.search(before) and _RATIO_OF.match(c.text, token.end):
            return  # 是2018年的3倍 dates nothing
        if _WITH.search(before) and _BESIDES.match(c.text, token.end):
            slots.benchmark = Benchmark("previous", words, None, token.start, token.end)
            return
        if _FOUNDED.search(before):
            return
    role = roles.of_period(c.text, c.start, token.start, token.end, year, None)
    told = year is not None or words.startswith(tuple(_LAST_YEARS))
    if told and before.endswith(("自", "从")) and _SINCE.match(c.text, token.end):
        period = _resolved(c, token, words)
        if period is not None and period.span is not None and state.now is not None:
            # 自2019年获批以来，累计…: from then until now, and what follows is of now again
            span = Span(period.span.start, max(period.span.start, state.now))
            _say(c, token, words, Period("since", span, True), True)
        return
    if role == roles.EVENT and told and not _TIME_WHEN.match(c.text, token.end):
        now = year_of(state.now) if state.now is not None else state.year
        past = now is not None and (year is None or year < now)
        if past and not _number_in_clause(c, i):
            return  # 1992年获批: history
    if role == roles.COMPARISON and not c.turning:
        if before.endswith(("比", "较", "与", "同")):
            slots.benchmark = Benchmark("previous", words, None, token.start, token.end)
            return
        then = before.endswith("在") and c.text.startswith(("，", ","), token.end)  # 而在2020年，全年签约31个
        if (
            told
            and before.endswith(("受", "在", "按", "对照"))
            and not then
            and not _DONE.match(c.text, token.end)
        ):
            return
        if (
            told
            and before.endswith(("自", "从"))
            and not words.endswith("来")
            and not _number_in_clause(c, i)
        ):
            return  # 自去年10月开工建设，已有11栋…: since then, and yet what follows is of now
    if role == roles.EVENT and _AFTERWARDS.match(c.text, token.end):
        return  # 今年6月获批国家双创示范基地后，在孵企业…
    period = _resolved(c, token, words)
    if period is None or period.span is None:
        return
    if words.endswith("目前") and not c.goals and not c.between(slots.start, token.start):
        c.target, c.actual = False, True  # 全年力争签约30个，目前已完成16个
    # 2023年度综合评价公布，…: of that year, and what follows is not
    edition = role == roles.EDITION and _YEAR_ONLY.fullmatch(words) is not None
    _say(c, token, words, period, edition)
    now = state.now
    if role == roles.GOAL and before.endswith(("到", "至")) and now is not None and period.span.start > now:
        c.target = True  # 到2025年末，将达到400家


def _number_in_clause(c: Context, i: int) -> bool:
    for other in c.tokens[i + 1 :]:
        if other.kind == "punct" and c.text[other.start] in "，。；,;":
            return False
        if other.kind == "number":
            return True
    return False


def _resolved(c: Context, token: Token, words: str) -> Period | None:
    state = c.state
    # 年内 is of the year that speaks, whatever year was told of before
    said = None if words == "年内" else c.year_said or state.year_said
    if (
        said
        and c.year_said
        and state.now is not None
        and said > year_of(state.now)
        and words.startswith("截")
    ):
        said = None  # 到2025年末将达到400家；截至6月底，…
    anchor = state.anchor.at(said) if said else state.anchor
    goal_year = state.goal_year
    if (
        not said
        and goal_year is not None
        and (c.target or c.planned or (c.wishes and _wished(c, token)))
        and anchor.year is not None
        and goal_year > anchor.year
    ):
        anchor = anchor.at(goal_year)  # 全年要完成…, in a speech of January on the year before
    named = c.year_said or state.year_said or state.year_named
    if words in _THAT_YEAR and named and state.now is not None and named < year_of(state.now):
        return Period("year", whole_year(named), False)
    return parse(words, anchor)


def _wished(c: Context, token: Token) -> bool:
    """Whether a wish stands between the clause's beginning and the first number behind a period.

    没有完成年初确定的目标 farther on in the sentence makes no goal of what was done.
    """
    first = next((t.start for t in c.tokens if t.kind == "number" and t.start > token.end), c.end)
    return bool(_WISHES.search(c.text, c.slots.start, first))


def _say(c: Context, token: Token, words: str, period: Period, passes: bool) -> None:
    state = c.state
    span = period.span
    assert span is not None
    if period.has_year and period.kind != "span":
        state.year_named = year_of(span.end)
    if words.startswith(("今年", "本年")):
        state.year_said = year_of(span.end)  # for the paragraph; any other year only for the sentence
        c.year_said = None
    elif period.has_year or (words.startswith(tuple(_LAST_YEARS)) and _leads(c, token)):
        c.year_said = year_of(span.end)
    if period.kind == "span" and not period.has_year and state.plan and state.plan_end and not c.actual:
        # 三年累计签约, in a plan for three years: those that it is for
        span = Span(month(state.plan_year or year_of(span.end), 1), month(state.plan_end, 12))
        period, c.target = Period("span", span, False), True
    if words in ("今年", "本年", "当年") and _FIRST_MONTHS.match(c.text[token.end : token.end + 4]):
        period = Period("since", span, period.has_year)
    if period.kind == "same_period":
        _same_period(c, token, span)
        return
    if period.kind == "now":
        c.actual = c.period_here = True
        if not (state.period and state.period[0] == "since"):
            state.period = ("now", span)
        return
    if c.event is not None and period.kind in ("range", "month") and _ROUND.match(c.text, token.end):
        return  # 11月20日，…举行第四季度项目集中签约仪式
    if period.kind == "day":
        c.event = c.state.event = Span(span.start, span.start)
        state.event_holds = True
        return
    c.period_here = True
    state.event_holds = False
    c.actual = c.actual or words.startswith(("截至", "截止"))
    now = state.now
    if period.kind == "month" and c.text.startswith(("当月", "单月"), token.end):
        c.monthly = (None if _of_month(state.period) else state.period,)
    leads = _leads(c, token)
    c.hopes = False
    # 上半年增长17%，预计全年增长15%: the whole year is still to come
    beyond = now is not None and period.kind == "whole" and span.end > now and not state.plan
    ahead = beyond or (now is not None and span.start > now)
    passing = ahead or passes or (now is not None and year_of(span.end) < year_of(now) and not leads)
    if passing and not c.passing:
        c.before_sentence = state.period
    c.passing, c.ahead = passing, ahead and not leads
    if ahead and not c.figures and _TO.search(c.text, max(c.start, token.start - 2), token.start):
        c.target = c.goals = c.goal_leads = True  # 到2020年，…；…；…: for all that the sentence lists
    elif not ahead and c.goal_leads:
        c.target = c.goals = c.goal_leads = False
    if period.kind == "since":
        until = state.period[1].end if state.period and state.period[0] == "until" else None
        state.period = ("since", Span(span.start, until if until is not None else span.end))
    elif period.kind == "until":
        since = state.period and state.period[0] == "since" and not period.has_year
        start = state.period[1].start if state.period and since else span.start
        state.period = ("until", Span(min(start, span.start), span.end))
    elif not (
        # 截至3月底，全省开发区2024年…: the end still holds
        period.kind == "year"
        and state.period
        and state.period[0] == "until"
        and year_of(state.period[1].end) == year_of(span.end)
    ):
        state.period = (period.kind, span)


def _leads(c: Context, token: Token) -> bool:
    """Whether a period stands at the head of its sentence, so that what follows may go on about it."""
    return token.start - c.start <= 2


def _same_period(c: Context, token: Token, span: Span) -> None:
    state = c.state
    if _RATIO_OF.match(c.text, token.end):
        return
    if not c.shifted:
        c.shifted, c.before_turn = True, state.period
    if state.period is not None:
        kind, carried = state.period
        back = 12 * (year_of(carried.end) - year_of(span.end))
        state.period = (kind, Span(carried.start - back, carried.end - back))


def read_scenario(c: Context, scenario: str, i: int, token: Token) -> None:
    """A word of a scenario: target, goal (目标是…), wish (要), plan, expected (预计), will (将) or actual."""
    if scenario == "target":
        c.target, c.hoped_at = True, token.start
        c.hopes = c.hopes or _begins(c, i)
    elif scenario == "goal":
        c.target = c.target or c.state.plan
        if token.value.text.endswith("是") or _GOALS_FOLLOW.match(c.text, token.end):
            c.target = c.goals = True  # 目标是：A增长6%，B增长7%；…
    elif scenario == "wish":
        c.target = c.target or (not c.actual and c.wishes_may_begin(token))
    elif scenario == "keep":
        c.target = c.target or c.state.plan
    elif scenario == "expected":
        c.expected = True
    elif scenario == "will":
        c.planned = c.planned or bool(_WILL.match(c.text, token.end))
    elif scenario == "plan":
        c.planned = c.planned or not _careful(c, i, token)
    elif scenario == "actual":
        c.actual, c.hopes = True, False
        if c.target and not c.goals and c.hoped_at < c.slots.start:
            # 确保要素到位，已开工项目13个: the hope was for something without a number
            c.target = any(f.numeral[0] > c.hoped_at for f in c.figures)


def _begins(c: Context, i: int) -> bool:
    """Whether only whom and when stand before a hope, which then holds for the list: 2024年，力争A增长8%；B增长10%."""
    before = (t for t in c.tokens[:i] if t.kind not in ("punct", "period", "subject", "mark"))
    return all(t.kind == "term" and t.value.inert for t in before)


def _careful(c: Context, i: int, token: Token) -> bool:
    if c.text[token.end : token.end + 1] in ("、", "，", "。", "；"):
        return True
    return bool(_CAREFUL.search(c.text[token.start - 2 : token.start])) and not _number_in_clause(c, i)


def whole_year(year: int) -> Span:
    """January to December."""
    return Span(month(year, 1), month(year, 12))


def earlier(c: Context) -> None:
    """由165家增至190家: without a time of its own, the first is that at the end of the year before."""
    for figure in c.figures:
        known = c.lexicon.indicators.get(figure.indicator_id or "")
        first, last = figure.numeral
        if known is None or not known.stock or figure.measure != "level" or figure.span is None:
            continue
        if _FROM.search(c.text, max(c.start, first - 10), first) and _INTO.match(c.text, last):
            since = c.state.period[1].start if c.state.period else figure.span.end
            december = month(year_of(since) - 1, 12)
            figure.span = Span(december, december)
