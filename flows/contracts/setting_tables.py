"""The setting of an article: what was chosen and why, the weights that it was chosen by, and what to ask a person."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field, Table

ARTICLES = ("article", "dim_article")
SETTING_COLUMNS = (
    "url? publisher? published? home_level? home_subject? home_zone_id? year? "
    "home_basis? home_margin? home_runner_up? home_evidence? "
    "as_of_basis? as_of_margin? as_of_runner_up? as_of_evidence?"
)
_BASIS = (
    "sidecar (a line beside the text settles it), continued (as the article that it continues), weighed (the evidence "
    "was), none (there is no evidence)"
)
_BASIS_ZH = "sidecar（由旁注文件指定）、continued（同所续文章）、weighed（按证据权衡）、none（无证据）"
_MARGIN = "0 where the runner-up is as good, near 1 where it is far behind; null where there is none"
_MARGIN_ZH = "0表示与次选不相上下，接近1表示远胜次选；无次选时为空"


def _chosen(
    question: str, chosen: str, short_zh: str, zh: str, else_en: str, else_zh: str
) -> tuple[Field, ...]:
    """How a question of an article's setting was answered: on what basis, how sure, and what is the next best."""
    return (
        Field(
            name=f"{question}_basis",
            label_zh=f"{short_zh}依据",
            en=f"What the choice of {chosen} rests on: {_BASIS}.",
            zh=f"{zh}的判断依据：{_BASIS_ZH}。",
            allowed=codes.SETTING_BASES,
        ),
        Field(
            name=f"{question}_margin",
            label_zh=f"{short_zh}把握",
            en=f"How sure {chosen} is: {_MARGIN}.",
            zh=f"{zh}的把握程度：{_MARGIN_ZH}。",
            type="number",
            minimum=0,
            maximum=1,
        ),
        Field(
            name=f"{question}_runner_up",
            label_zh=f"{short_zh}次选",
            en=f"{else_en}: the next best.",
            zh=f"{else_zh}的次选。",
        ),
        Field(
            name=f"{question}_evidence",
            label_zh=f"{short_zh}证据",
            en=f"Kind of evidence that speaks most for {chosen} against the runner-up.",
            zh=f"最有利于{zh}（相对次选）的证据类别。",
        ),
    )


SETTING_FIELDS = (
    Field(
        name="url",
        label_zh="网址",
        en="Where the text was found, as the file beside it says.",
        zh="文本来源网址，取自旁注文件。",
    ),
    Field(
        name="publisher",
        label_zh="发布单位",
        en="Who printed the text, as the file beside it says.",
        zh="发布单位，取自旁注文件。",
        tables=ARTICLES,
    ),
    Field(
        name="published",
        label_zh="发布日期",
        en="Day it was printed, as the file beside it says, else as head, byline or foot print it; null where neither does.",
        zh="发布日期，取自旁注文件，否则取自标题、署名或文末；均未载时为空。",
        type="date",
        tables=ARTICLES,
    ),
    Field(
        name="home_level",
        label_zh="文章主体层级",
        en="Level of whom the article is about; other for the nation, and where nothing tells.",
        zh="文章主体的层级；全国与未知为other。",
        allowed=codes.SUBJECT_LEVELS,
    ),
    Field(
        name="home_subject",
        label_zh="文章主体",
        en="Canonical name of whom the article is about, or the word for unknown where nothing tells.",
        zh="文章主体的规范名称；无从判断时为“未知”。",
    ),
    Field(
        name="home_zone_id",
        label_zh="文章主体开发区",
        en="The zone that the article is about; null where it is about a place.",
        zh="文章主体所指开发区；主体为行政区时为空。",
        pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
    ),
    Field(
        name="year",
        label_zh="文章年份",
        en="Year that the article calls this year; null where nothing tells.",
        zh="文中“今年”所指年份；无从判断时为空。",
        type="integer",
        tables=ARTICLES,
    ),
    *_chosen("home", "home_subject", "主体", "文章主体", "Whom else the article may be about", "文章主体"),
    *_chosen(
        "as_of", "as_of_month", "截止月", "数据截止月", "Which month else the data may reach", "数据截止月"
    ),
    Field(
        name="question",
        label_zh="问题",
        en="What is chosen: whom an article is about (home), or the month that its data reach (as_of).",
        zh="所判断的问题：文章主体（home）或数据截至月份（as_of）。",
        allowed=("home", "as_of"),
        tables=("ref_setting_weight", "ref_setting_margin", "review_setting"),
    ),
    Field(
        name="evidence",
        label_zh="证据",
        en="A kind of evidence, as flows/setting gathers it.",
        zh="证据类别，由 flows/setting 收集。",
        pattern=r"[a-z_0-9]+",
        tables=("ref_setting_weight", "review_setting"),
    ),
    Field(
        name="setting_weight",
        label_zh="权重",
        type="decimal",
        en="What a unit of the evidence adds to a candidate's sum.",
        zh="每单位证据计入候选得分的分值。",
        tables=("ref_setting_weight",),
    ),
    Field(
        name="least_margin",
        label_zh="最低把握",
        en="Margin below which a person is asked.",
        zh="低于此把握程度时提请人工确认。",
        type="number",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="chosen",
        label_zh="所选",
        en="What was chosen: a subject, or a month; null where no month was.",
        zh="所选主体或月份；未选出月份时为空。",
    ),
    Field(
        name="runner_up",
        label_zh="次选",
        en="What it may be instead: the next best.",
        zh="次选的主体或月份。",
    ),
    Field(
        name="margin",
        label_zh="把握",
        en=f"How sure the choice is: {_MARGIN}.",
        zh=f"所选的把握程度：{_MARGIN_ZH}。",
        type="number",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="figures",
        label_zh="涉及数据",
        en="Figures of the article that hang on the choice: those of the chosen subject, or whose period ends in the "
        "chosen month; all of them where no month was chosen.",
        zh="取决于该选择的数据条数：主体为所选者，或期末在所选月份；未选出月份时为全部。",
        type="integer",
        minimum=0,
        tables=("review_setting",),
    ),
    Field(
        name="sidecar",
        label_zh="旁注文件",
        en="File beside the text that the remedy goes into; it is made where it is missing.",
        zh="写入处理办法的旁注文件，与文本同目录；没有则新建。",
    ),
    Field(
        name="remedy",
        label_zh="处理办法",
        en="The line that settles it; where what follows `# else` is right, put that in.",
        zh="写入旁注文件即可确定的一行；若实际应为 # else 之后所列，以之替换。",
        tables=("review_setting",),
    ),
)

SETTING_REFERENCE_TABLES = (
    Table(
        name="ref_setting_weight",
        columns="question evidence setting_weight",
        key="question evidence",
        en="One row per question of an article's setting and kind of evidence, fitted by kaifaqu fit.",
        zh="文章主体与时间判断的证据权重，每项一行；由 kaifaqu fit 拟合。",
    ),
    Table(
        name="ref_setting_margin",
        columns="question least_margin note?",
        key="question",
        en="One row per question of an article's setting: how sure the choice must be for nobody to be asked.",
        zh="文章主体与时间判断的最低把握程度，每个问题一行。",
    ),
)

REVIEW_SETTING_TABLE = Table(
    name="review_setting",
    label_zh="待确认文章",
    columns="document_id article_id question chosen? runner_up? margin? evidence? figures sidecar remedy",
    key="article_id question",
    foreign_keys=("document_id -> dim_document.document_id", "article_id -> dim_article.article_id"),
    en="What to settle with a line: one row per article and question (whom it is about, up to which month) whose "
    "answer is doubtful.",
    zh="待确认：主体或数据截止月把握不足的文章，每个问题一行，附可写入旁注文件的一行。",
)
