"""The macros that analysts call, described once; the SQL of each is the file of its name in sql/macros."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Macro:
    """One macro of the published file.

    Args:
        name: its name.
        parameters: names of its parameters, in order.
        en: what it gives, in English; with `zh` it becomes the comment.
        zh: the same in Chinese.
        table: whether it gives a table (`from ranking(...)`) or one value.
    """

    name: str
    parameters: str
    en: str
    zh: str
    table: bool = True

    @property
    def comment(self) -> str:
        """The bilingual comment, English first."""
        return f"{self.en} | {self.zh}"


MACROS = (
    Macro(
        name="ranking",
        parameters="indicator quarter",
        en="Who leads: from ranking('规上工业增加值', '2024-Q1'); the indicator by name, id or the words of texts, "
        "the quarter as people write it (2024-Q1, 2024Q1, 2024年一季度). An unknown name is answered with the "
        "nearest, and note says so, or says which quarters have data.",
        zh="排名：from ranking('规上工业增加值', '2024年一季度')；指标可用名称、编号、同义词或文本说法，季度写法不限。"
        "名称不存在时给出最近者，并在note中说明。",
    ),
    Macro(
        name="gap",
        parameters="indicator quarter",
        en="How far from what: from gap('规上工业增加值', '2024-Q1'); named as for ranking.",
        zh="差距：from gap('规上工业增加值', '2024年第一季度')；名称用法同ranking。",
    ),
    Macro(
        name="trend",
        parameters="indicator subject",
        en="A subject over time: from trend('规上工业增加值', '晋城市'); the subject by its Chinese name, zone_id, "
        "city_id or province_id. An unknown name gives no rows: dim_zone and dim_city list them.",
        zh="走势：from trend('规上工业增加值', '晋城市')；主体可用中文名称、开发区编号或行政区代码。"
        "名称不存在时结果为空，可查dim_zone、dim_city。",
    ),
    Macro(
        name="total",
        parameters="indicator of_year",
        en="What an indicator comes to in a year so far: from total('工业投资', 2024); the last year to date, or the sum of "
        "the single quarters; of a stock or a rate the last value, which is never added over quarters.",
        zh="全年（或年初至今）合计：from total('工业投资', 2024)；取最近的年初累计或各单季之和，存量与比率取期末数，不作跨季相加。",
    ),
    Macro(
        name="source_of",
        parameters="figure_id",
        en="Where a figure stands and in which words: from source_of('...'), one row.",
        zh="出处：from source_of('数据编号')，给出所在文件、位置与原句，一行。",
    ),
    Macro(
        name="indicator_named",
        parameters="name",
        en="The indicator_id that a name means, else that of the likest name; null where nothing is like it.",
        zh="名称对应的指标编号，没有时为最相近者，均无则为空。",
        table=False,
    ),
    Macro(
        name="indicator_exactly",
        parameters="name",
        en="The indicator_id that a name, a synonym or the words of texts mean, or null.",
        zh="名称、同义词或文本说法对应的指标编号，无则为空。",
        table=False,
    ),
    Macro(
        name="indicator_nearest",
        parameters="name",
        en="The indicator_id whose name or synonym is likest to the words, or null.",
        zh="用字最相近的指标编号，无则为空。",
        table=False,
    ),
    Macro(
        name="quarter_named",
        parameters="name",
        en="The quarter_id that a name means, or of those that dim_quarter holds the nearest to it; null where it names none.",
        zh="名称对应的季度编号，库中没有时为最近者；未识别为空。",
        table=False,
    ),
    Macro(
        name="quarter_read",
        parameters="name",
        en="The quarter that a name means as 2024-Q1, whether there are data of it or not: quarter_read('2024年1—3月').",
        zh="季度名称的标准写法（如2024-Q1），不论库中有无：quarter_read('2024年1—3月')。",
        table=False,
    ),
)
