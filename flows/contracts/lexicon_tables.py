"""The reference tables of the lexicon: words, concepts and zones, with the columns that only they have."""

from __future__ import annotations

from flows.contracts.model import Field, Table

TERM_TAGS = (
    "aspect", "benchmark", "bound", "completion", "concept", "distribute", "done", "etc", "facet", "filler", "gap",
    "growth", "lists", "noun", "population", "scenario", "scope_subject", "share", "step", "turn", "versus", "within",
    "yoy",
)  # fmt: skip
FACETS = ("area", "completed", "enterprise", "investment", "new", "reserve", "start_rate", "use")

HEAD_ROLES = ("cut", "label", "measure", "neutral", "subject", "target", "unit")

LEXICON_FIELDS = (
    Field(
        name="words",
        label_zh="表头用语",
        en="Words in the head of a table's column or row.",
        zh="表头或行名中的用语。",
    ),
    Field(
        name="role",
        label_zh="作用",
        en="What the words say of the numbers under them: their measure, whose they are, a part of the period (cut), a goal, "
        "their unit where the catalog has no such quantity, that a column only labels its rows, or nothing (neutral).",
        zh="该用语说明其下数字的什么：计量方式、主体、时期截取、目标、目录外的计量单位、标签列，或无（neutral）。",
        allowed=HEAD_ROLES,
    ),
    Field(name="term", label_zh="词语", en="Word or phrase as it stands in texts.", zh="文本中出现的词语。"),
    Field(
        name="tag",
        label_zh="词类",
        en="What the word does in a sentence: names a concept, a change, a difference, a bound, a subject.",
        zh="该词在句中的作用：指标概念、变化、差距、界限、主体等。",
        allowed=TERM_TAGS,
    ),
    Field(
        name="value",
        label_zh="取值",
        en="What the word means for its tag: a concept, a sign (+ or -), a bound, kind|name|setter of a benchmark.",
        zh="该词在其词类下的取值：概念、正负号、界限或对标基准。",
        tables=("ref_term",),
    ),
    Field(
        name="value",
        label_zh="取值",
        en="Which measure, cut, subject or label; null where the role says all.",
        zh="具体的计量方式、截取、主体或标签；无需说明时为空。",
        tables=("ref_table_word",),
    ),
    Field(
        name="concept",
        label_zh="概念",
        en="What is counted: an indicator, or a stage of projects that makes one with a unit.",
        zh="所计量的概念：指标本身，或与单位合成指标的项目阶段。",
        pattern=r"[a-z_]+",
    ),
    Field(
        name="facet",
        label_zh="侧面",
        en="Aspect of the concept that the clause must name; null where none is needed.",
        zh="小句须点明的侧面；无要求时为空。",
        allowed=FACETS,
    ),
    Field(
        name="units",
        label_zh="单位",
        en="Units that fit, separated by semicolons; null where any unit of the dimension fits.",
        zh="可用单位，以分号分隔；同量纲单位均可时为空。",
    ),
    Field(
        name="suffix", label_zh="后缀", en="Type word that ends a zone's name.", zh="开发区名称末尾的类型词。"
    ),
    Field(name="short_suffix", label_zh="简称后缀", en="Type word of the short name.", zh="简称中的类型词。"),
    Field(
        name="slug",
        label_zh="代号",
        en="Part of the zone id that stands for the type.",
        zh="开发区编号中表示类型的部分。",
        pattern=r"[a-z]+",
    ),
    Field(
        name="aliases",
        label_zh="别名",
        en="Other names of the zone, separated by semicolons.",
        zh="开发区其他名称，以分号分隔。",
    ),
)

LEXICON_TABLES = (
    Table(
        name="ref_synonym",
        columns="term indicator_id?",
        key="term",
        foreign_keys=("indicator_id -> ref_indicator.indicator_id",),
        en="One row per word for an indicator; without an indicator the word is known to mean none.",
        zh="指标的一个说法一行；无指标者表示已知不属任何指标。",
    ),
    Table(
        name="ref_term",
        columns="term tag value?",
        key="term tag value",
        en="One row per word of the grammar and what it does.",
        zh="语法词语及其作用，每个一行。",
    ),
    Table(
        name="ref_table_word",
        columns="words role value?",
        key="words role",
        en="One row per words in the head of a table's column or row, and what they do there.",
        zh="表格表头与行名用语及其作用，每个一行。",
    ),
    Table(
        name="ref_concept",
        columns="concept dimension facet? units? indicator_id",
        key="concept dimension facet units",
        foreign_keys=("indicator_id -> ref_indicator.indicator_id",),
        en="One row per concept, dimension and facet, with the indicator they make.",
        zh="概念、量纲与侧面合成的指标，每种一行。",
    ),
    Table(
        name="ref_zone",
        columns="zone_id name_zh short_name_zh aliases? level zone_type county_zh? city_id? province_id",
        key="zone_id",
        foreign_keys=("city_id -> ref_place.place_id", "province_id -> ref_place.place_id"),
        en="One row per registered development zone.",
        zh="已登记的开发区，每个一行。",
    ),
    Table(
        name="ref_zone_type",
        columns="suffix short_suffix slug zone_type",
        key="suffix",
        en="One row per type word that ends the name of a zone.",
        zh="开发区名称的类型词，每个一行。",
    ),
)
