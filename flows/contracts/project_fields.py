"""The project register: its columns, and the reference data that say what stage and industry words mean."""

from __future__ import annotations

from flows.contracts.model import Field, Table

STAGES = ("谋划", "洽谈", "签约", "开工", "在建", "投产", "达效")
LIBRARIES = ("谋划库", "储备库", "建设库", "达产达效库")
PLACES = ("before", "after", "around", "scenario", "scenario_limit")

PROJECT = ("mart_project",)
STAGE_TABLES = ("ref_project_stage", "mart_project")

PROJECT_REFERENCE_FIELDS = (
    Field(
        name="place",
        label_zh="位置",
        en="Where the word counts: before or after the project's name in its sentence, or around it (both); "
        "scenario: the stage of a figure of that scenario where no word says one; scenario_limit: the furthest "
        "stage that words can give it.",
        zh="词语起作用的位置：项目名称之前、之后或前后均可；scenario为无词语时该情景对应的阶段，"
        "scenario_limit为该情景下词语所能给出的最远阶段。",
        allowed=PLACES,
        tables=("ref_project_stage",),
    ),
    Field(
        name="stage",
        label_zh="项目阶段",
        en="Stage of the project; in the reference data null where the words say nothing about it.",
        zh="项目阶段；参考数据中词语与阶段无关时为空。",
        allowed=STAGES,
        tables=STAGE_TABLES,
    ),
    Field(
        name="stage_rank",
        label_zh="阶段序号",
        en="Order of the stage: the higher, the further the project is.",
        zh="阶段顺序，数值越大进展越靠后。",
        type="integer",
        minimum=1,
        tables=("ref_project_stage",),
    ),
    Field(
        name="library",
        label_zh="所属项目库",
        en="Library that a project of this stage belongs to.",
        zh="该阶段项目所属的项目库（四库）。",
        allowed=LIBRARIES,
        tables=STAGE_TABLES,
    ),
    Field(
        name="industry",
        label_zh="产业",
        en="Industry that the word stands for; of a project, that of the first such word in its name.",
        zh="词语所代表的产业；项目取其名称中首个产业词对应的产业。",
        tables=("ref_industry", "mart_project"),
    ),
)

PROJECT_REFERENCE_TABLES = (
    Table(
        name="ref_project_stage",
        columns="term place stage? stage_rank? library?",
        key="term place",
        en="One row per word around a project's name and place of it, with the stage that it tells.",
        zh="项目名称前后的阶段词语及其位置，每种一行。",
    ),
    Table(
        name="ref_industry",
        columns="term industry",
        key="term",
        en="One row per word in the names of projects, with its industry.",
        zh="项目名称中的产业词语，每个一行。",
    ),
)

PROJECT_FIELDS = (
    Field(
        name="project_id",
        label_zh="项目编号",
        en="Named project: a hash of its city and of the name it was first mentioned by.",
        zh="项目编号：由所在城市与首次出现的名称计算的摘要。",
        pattern=r"p[0-9a-f]{16}",
    ),
    Field(
        name="names",
        label_zh="曾用名称",
        en="All names the texts use for it, in the order of their first mention.",
        zh="文本中使用过的全部名称，按首次出现排序。",
        type="strings",
        tables=PROJECT,
    ),
    Field(
        name="stage_words",
        label_zh="阶段依据",
        en="Word around the name, or the scenario, that told the stage.",
        zh="判断阶段所依据的词语或情景。",
        tables=PROJECT,
    ),
    Field(
        name="stage_month",
        label_zh="阶段截止月",
        en="As-of month of the mention that told the stage, YYYY-MM.",
        zh="判断阶段所依据文章的数据截止月，YYYY-MM。",
        pattern=r"\d{4}-(0[1-9]|1[0-2])",
        tables=PROJECT,
    ),
    Field(
        name="stage_figure_id",
        label_zh="阶段数据编号",
        en="Figure in the sentence that told the stage.",
        zh="判断阶段所依据句子中的数据编号。",
        tables=PROJECT,
    ),
    Field(
        name="investment",
        label_zh="总投资",
        en="Total investment that is current, in investment_unit; null where no text says it.",
        zh="现行的项目总投资；文本未提及时为空。",
        type="decimal",
        tables=PROJECT,
    ),
    Field(
        name="investment_unit",
        label_zh="投资单位",
        en="Unit of the investment: canonical where the printed unit converts.",
        zh="投资单位：可折算时为标准单位。",
        tables=PROJECT,
    ),
    Field(
        name="investment_bound",
        label_zh="投资界限",
        en="Whether the investment is exact or a bound, as in fact_figure.",
        zh="投资为确数或界限，取值同fact_figure。",
        tables=PROJECT,
    ),
    Field(
        name="investment_figure_id",
        label_zh="投资数据编号",
        en="Figure the investment comes from.",
        zh="总投资所依据的数据编号。",
        tables=PROJECT,
    ),
    Field(
        name="capacity",
        label_zh="产能",
        en="Capacity that stands first in the latest text that gives one, as printed.",
        zh="最近文本中首个产能数值（原文）。",
        type="decimal",
        tables=PROJECT,
    ),
    Field(
        name="capacity_unit", label_zh="产能单位", en="Unit of the capacity.", zh="产能单位。", tables=PROJECT
    ),
    Field(
        name="capacities",
        label_zh="全部产能",
        en="All capacities of that text with their units, in the order of the text.",
        zh="该文本中的全部产能（含单位），按原文顺序。",
        type="strings",
        tables=PROJECT,
    ),
    Field(
        name="capacity_figure_ids",
        label_zh="产能数据编号",
        en="Figures of the capacities, in the same order.",
        zh="各产能所依据的数据编号，顺序相同。",
        type="strings",
        tables=PROJECT,
    ),
    Field(
        name="industry_words",
        label_zh="产业词语",
        en="Words of industries in the name, in the order of the name.",
        zh="名称中的产业词语，按出现顺序。",
        type="strings",
        tables=PROJECT,
    ),
    Field(
        name="first_document_id",
        label_zh="首次提及文件",
        en="Document of the first mention: the earliest as-of month, then document and place.",
        zh="首次提及该项目的文件：按数据截止月、文件、位置排序。",
        tables=PROJECT,
    ),
    Field(
        name="first_quarter_id",
        label_zh="首次提及季度",
        en="Quarter in which the period of the first mention's figure ends.",
        zh="首次提及的数据期末所在季度。",
        pattern=r"\d{4}-Q[1-4]",
        tables=PROJECT,
    ),
    Field(
        name="first_month",
        label_zh="首次提及月份",
        en="As-of month of the article of the first mention, YYYY-MM.",
        zh="首次提及文章的数据截止月，YYYY-MM。",
        pattern=r"\d{4}-(0[1-9]|1[0-2])",
        tables=PROJECT,
    ),
    Field(
        name="latest_document_id",
        label_zh="最近提及文件",
        en="Document of the latest mention; quarter_id is that of its figure.",
        zh="最近提及该项目的文件；季度即其数据所在季度。",
        tables=PROJECT,
    ),
    Field(
        name="latest_month",
        label_zh="最近提及月份",
        en="As-of month of the article of the latest mention, YYYY-MM.",
        zh="最近提及文章的数据截止月，YYYY-MM。",
        pattern=r"\d{4}-(0[1-9]|1[0-2])",
        tables=PROJECT,
    ),
    Field(
        name="mentions",
        label_zh="提及次数",
        en="Sentences that give figures of the project, in all documents, superseded ones included.",
        zh="给出该项目数据的句子数（含各文件及已被更新的数据）。",
        type="integer",
        minimum=1,
        tables=PROJECT,
    ),
    Field(
        name="figure_ids",
        label_zh="全部数据编号",
        en="All figures of the project, in the order of its mentions.",
        zh="该项目的全部数据编号，按提及顺序。",
        type="strings",
        tables=PROJECT,
    ),
)
