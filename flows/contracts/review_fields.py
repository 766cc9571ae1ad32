"""The columns that only the tables of what to review have."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field

REVIEW_TABLES = ("review_label", "review_zone")
REVIEW_FIELDS = (
    Field(
        name="indicator_label",
        label_zh="待归类说法",
        en="The words in the text, as in fact_figure; null where nothing but the unit names the quantity.",
        zh="文本中的说法，与fact_figure一致；除单位外别无说法的为空。",
        tables=("review_label",),
    ),
    Field(
        name="unit",
        label_zh="常见单位",
        en="Unit that most of its figures are printed in.",
        zh="该说法最常见的单位。",
        tables=("review_label",),
    ),
    Field(
        name="figures",
        label_zh="数据条数",
        en="Figures that the row stands for.",
        zh="所涉数据条数。",
        type="integer",
        minimum=0,
        tables=REVIEW_TABLES,
    ),
    Field(
        name="documents",
        label_zh="文件数",
        en="Documents that those figures stand in.",
        zh="所涉文件数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="nearest_indicator_id",
        label_zh="最近指标编号",
        en="Indicator that a word of the catalog likest to the label means: a hint, no judgement.",
        zh="与该说法用字最接近的目录说法所属指标；仅供参考。",
    ),
    Field(
        name="nearest_name_zh",
        label_zh="最近名称",
        en="Name of the nearest indicator or zone.",
        zh="最接近的指标或开发区名称。",
    ),
    Field(
        name="nearest_term",
        label_zh="最近说法",
        en="Name or synonym in the catalog that is likest to the label.",
        zh="目录中与该说法最接近的名称或同义词。",
    ),
    Field(
        name="likeness",
        label_zh="近似度",
        en="Share of characters and pairs of neighbours that label and nearest term have in common, 0 to 1.",
        zh="两者共有的字与相邻字对所占比例，0至1。",
        type="number",
        minimum=0,
        maximum=1,
    ),
    Field(
        name="known",
        label_zh="已确认",
        en="Whether synonyms.csv says already that the words mean none of the catalog's indicators.",
        zh="synonyms.csv是否已写明该说法不属于任何指标。",
        type="boolean",
    ),
    Field(
        name="nearest_zone_id",
        label_zh="最近开发区编号",
        en="Registered zone of the same city whose short name is likest; null where the city has none.",
        zh="同城在册开发区中简称最接近者；同城无在册开发区的为空。",
    ),
    Field(name="city_zh", label_zh="城市", en="Name of the city in Chinese.", zh="城市中文名称。"),
    Field(
        name="example_figure_id",
        label_zh="示例数据编号",
        en="One figure to look at: the first by document and place.",
        zh="可供查看的一条数据，按文件与位置取第一条。",
    ),
    Field(
        name="example_sentence",
        label_zh="示例原句",
        en="Sentence that the example stands in.",
        zh="示例所在的句子。",
    ),
)

TABLE_TABLES = ("text_table", "review_table")
TABLE_FIELDS = (
    Field(
        name="table_id",
        label_zh="表格编号",
        en="A table in a text: stable from run to run for the same text.",
        zh="文本中的一张表格；同一文本各次运行编号不变。",
    ),
    Field(
        name="char_start",
        label_zh="起始位置",
        en="Offset of its first cell in the decoded file.",
        zh="表格首个单元格在文件中的起始字符位置。",
        type="integer",
        minimum=0,
        tables=TABLE_TABLES,
    ),
    Field(
        name="char_end",
        label_zh="结束位置",
        en="Offset of the end of its last cell in the decoded file, exclusive.",
        zh="表格末个单元格在文件中的结束字符位置（不含）。",
        type="integer",
        minimum=0,
        tables=TABLE_TABLES,
    ),
    Field(
        name="heading",
        label_zh="表题或表头",
        en="The line over the table, or its first row where none stands there.",
        zh="表格上方的标题行；无标题时为首行。",
    ),
    Field(
        name="rows",
        label_zh="行数",
        en="Rows, those of the header included.",
        zh="行数，含表头。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="columns",
        label_zh="列数",
        en="Columns that most of its rows have.",
        zh="多数行所具有的列数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="numbers_read",
        label_zh="已读数字",
        en="Numbers of its cells that became figures of the catalog.",
        zh="读为目录指标值的单元格数字个数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="numbers_unread",
        label_zh="未读数字",
        en="Numbers that look like data (a unit or % behind them, a cell of a table) and were not read as a figure of the "
        "catalog, whatever their disposition: those whose reason has the verdict unread.",
        zh="看似数据（带单位或百分号、或为表格单元格）而未读作目录指标值的数字个数，不论其归类；即原因判定为unread者。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="numbers",
        label_zh="数字个数",
        en="Numbers that the row stands for.",
        zh="该行所涉数字个数。",
        type="integer",
        minimum=1,
        tables=("review_table_reason",),
    ),
    Field(
        name="reasons",
        label_zh="各原因数字",
        en="How many of its numbers are no figure of the catalog, by reason, the commonest first; null where all are read.",
        zh="未读作目录指标值的数字按原因计数，多者在前；全部已读时为空。",
    ),
    Field(
        name="numbers_unread",
        label_zh="未读数字",
        en="Numbers of its cells that could not be read; each is an other_figure under the table's words.",
        zh="未能读取的单元格数字个数；均以表中文字为说法记为其他数量。",
        type="integer",
        minimum=0,
        tables=TABLE_TABLES,
    ),
    Field(
        name="why",
        label_zh="未读原因",
        en="Why most of the unread ones were not read: no_header (nothing stands over several columns), no_indicator (no "
        "head, caption or title names one), no_subject, ragged_row (a row lacks cells), unit_unfit (no indicator is counted "
        "in the unit), unknown_head (words that the lexicon does not know); null where all were read.",
        zh="多数未读数字的原因：无表头、无指标、无主体、行内缺格、单位不符、表头用语未知；全部已读时为空。",
        allowed=codes.TABLE_REASONS,
    ),
    Field(
        name="heads_unread",
        label_zh="未识用语",
        en="Words of heads that the lexicon does not know, joined by 、; null where there are none.",
        zh="词典未收的表头用语，以顿号相连；没有时为空。",
    ),
)
