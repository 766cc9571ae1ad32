"""All words that the desk's pages bear, Chinese and English side by side."""

from __future__ import annotations

import re
from functools import cache


def _pairs(**given: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return given


WORDS = _pairs(
    title=("复核台", "Review desk"),
    left=("还有 {n} 项待复核，涉及 {figures} 条数据", "{n} questions left; {figures} figures hang on them"),
    nothing=("没有待复核的内容了。", "Nothing is left to review."),
    language=("English", "中文"),
    skip=("以后再看", "Later"),
    undo=("撤销", "Undo"),
    again=("重新运行", "Run again"),
    back=("返回复核台", "Back to the desk"),
    done=("已决定 {n} 项；最近一项：{said}", "{n} decided; the last: {said}"),
    hangs=("涉及 {n} 条数据", "{n} figures hang on it"),
    home=("这篇文章讲的是谁？", "Whom is this article about?"),
    as_of=("这篇文章的数据截至哪个月？", "Up to which month do the data of this article reach?"),
    word=("这个词是什么指标？", "Which indicator do these words mean?"),
    table=("这张表格有数字没有读出：表头词是什么指标？", "Numbers of this table were not read: which indicator does this head mean?"),
    stale=("原文已变，请重新决定：这个数字读得对吗？", "The text has changed, so decide again: is this number read rightly?"),
    reading=("两种读法不同：哪一种对？", "Two readings differ: which is right?"),
    group=("这些数字读得对吗？可一次改完", "Are these numbers read rightly? One change holds for all"),
    figure=("这个数字读得对吗？", "Is this number read rightly?"),
    own=("另填", "Another"),
    own_home=("开发区或地名的规范名称，或“全国”", "Name of a zone or a place, or 全国"),
    own_as_of=("如 2024-03", "Such as 2024-03"),
    own_button=("写入", "Write down"),
    figures=("{n} 条数据", "{n} figures"),
    head=("文首", "How it begins"),
    accept=("正确", "Right"),
    accept_all=("写入所勾选的各项", "Write down all that are ticked"),
    leave_out=("去掉勾选的数字不作决定，以后逐个再问。", "Numbers that are not ticked stay undecided, and are asked again."),
    passage=("原文", "Passage"),
    cause_scope_word=("主体由“全市”一类的词得来，可能并非一个开发区。", "The subject comes of words for the whole city or county, and may be no zone of its own."),
    cause_unprinted=("原文没有印出这个名称，名称取自名录。", "The text does not print this name; it comes from the register."),
    cause_holder=("前文提到一个未收录的名称，这些数字可能是它的。", "A name that nobody knows stands before them: the numbers may be its own."),
    cause_park=("前文提到一个未收录的园区，这些数字可能是它的。", "A park that nobody knows is named before them: the numbers may be its own."),
    cause_far=("主体在较远的前文，这一行没有提到。", "The subject stands further back, and not in this line."),
    cause_plan=("读作计划：时期和情景是否如此？", "Read as a plan: are period and scenario so?"),
    cause_goal_section=("小标题说的是目标、任务，这些数字却读作实际。", "The heading speaks of goals or tasks, but the numbers were read as done."),
    cause_goal=("同句有“力争”“目标”一类的词，这些数字却读作实际。", "The sentence speaks of goals, but the numbers were read as done."),
    cause_other_month=("时期不同于文章的数据截止月。", "The period does not end with the month that the article's data reach."),
    none=("不是数据", "No figure"),
    none_word=("不属于任何目录指标", "None of the catalog's indicators"),
    none_stale=("删去原决定", "Remove the old decision"),
    filter=("输入以筛选，回车选定，Esc 返回", "Type to filter; Enter chooses, Esc goes back"),
    keys=(
        "键盘：数字或字母直接选择，回车确认；/ 或 e 另填，s 以后再看，u 撤销，l 换语言，r 重新运行。",
        "Keys: a digit or letter chooses, Enter accepts; / or e another, s later, u undo, l language, r run again.",
    ),
    no_reference=(
        "要教词语、复核单个数据，请以 --reference 目录 指定自己的参考数据（空目录即可，会复制一份）。",
        "To teach words and review single figures, name reference data of your own with --reference DIR (an empty folder gets a copy).",
    ),
    running=("正在运行……", "Running …"),
    failed=("运行没有完成；此前发布的内容不变。", "The run failed; what was published before still stands."),
    changed=("这些决定改变了：", "What the decisions changed:"),
    unchanged=("与上一版没有差别。", "Nothing differs from the version before."),
    counts=("新增 {added} 行，改动 {changed} 行，减少 {gone} 行", "{added} rows added, {changed} changed, {gone} gone"),
    attribute=("属性", "Attribute"),
    value_column=("读作", "Read as"),
    because=("依据", "Because of"),
    theirs=("另一种读法", "The other reading"),
    doubts=("存疑", "Doubts"),
    changed_text=("原文自上次运行后已变，请先重新运行。", "The text has changed since the last run: run again first."),
    old_decision=("原决定", "The earlier decision"),
    table_numbers=("已读 {read} 个，未读 {unread} 个：{why}", "{read} numbers read, {unread} not: {why}"),
    take_theirs=("采用另一种读法", "Take the other"),
    value=("数值", "Value"),
    unit=("单位", "Unit"),
    indicator=("指标", "Indicator"),
    measure=("计量方式", "Measure"),
    rank_of=("位次对象", "Rank of"),
    scenario=("情景", "Scenario"),
    subject=("主体", "Subject"),
    period=("时期", "Period"),
    bound=("界限", "Bound"),
    level=("水平", "level"),
    growth=("增速", "growth"),
    share=("占比", "share"),
    rank=("位次", "rank"),
    gap=("差距", "gap"),
    pull=("拉动", "pull"),
    completion=("完成率", "completion"),
    actual=("实际", "actual"),
    target=("目标", "target"),
    plan=("计划", "plan"),
    eq=("等于", "equal"),
    ge=("不少于", "at least"),
    gt=("超过", "more than"),
    le=("不超过", "at most"),
    lt=("不足", "less than"),
    approx=("约", "about"),
)  # fmt: skip


class Speaker:
    """Says each text in one language: `t("left", n=3, figures=12)`."""

    def __init__(self, language: str) -> None:
        self._at = 0 if language == "zh" else 1

    def __call__(self, name: str, **given: object) -> str:
        text = WORDS[name][self._at]
        return text.format(**given) if given else text

    def code(self, name: str) -> str:
        """A code of the contract in words; itself where there are none."""
        return WORDS[name][self._at] if name in WORDS else name


@cache
def words_of(language: str) -> Speaker:
    """The texts in a language."""
    return Speaker(language)


# what `kaifaqu explain` says beside the words of a text
CAUSES = (
    (re.compile(r", carried over from (“.*”) \(character (\d+)\)$"), r"，承前文\1（第\2字）"),
    (re.compile(r"^no word makes it a target or a plan"), "没有表示目标或计划的词"),
    (re.compile(r"^no word makes it anything else"), "没有表示其他含义的词"),
    (re.compile(r"^no word: the article's year"), "没有写明，取文章年份"),
    (
        re.compile(r"^no word: up to the latest month that the article reports on"),
        "没有写明，取文章数据截止月",
    ),
    (re.compile(r"\bthe article's place"), "文章主体"),
    (re.compile(r"\bthe section's heading"), "小标题"),
    (re.compile(r"\bthe section is a plan"), "所在部分为计划"),
    (re.compile(r"\bthe year that the section plans for"), "所在部分计划的年份"),
    (re.compile(r"\bpercentage points are a difference"), "百分点表示差距"),
    (re.compile(r"\bas the figure before it"), "同前一数据"),
    (re.compile(r"\ban amount of the named project"), "所述项目的金额"),
    (re.compile(r"\bby rule (\w+) at this number"), r"依规则\1"),
    (re.compile(r"^rule (\w+)$"), r"依规则\1"),
)


def cause(text: str, language: str) -> str:
    """Why an attribute is what it is, in the words of `kaifaqu explain`, or in Chinese.

    Examples:
        >>> cause("“全市”, carried over from “全市开发区” (character 27)", "zh")
        '“全市”，承前文“全市开发区”（第27字）'
    """
    if language == "zh":
        for pattern, chinese in CAUSES:
            text = pattern.sub(chinese, text)
    return text
