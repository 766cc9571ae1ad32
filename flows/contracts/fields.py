"""The column registry: every column of every frame and table, described once.

From it come the pandera schemas, the DuckDB types and comments, the data package and the data dictionary.
The fields of the marts stand in `mart_fields`, those of the reference tables in `reference_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable

from flows.contracts import codes
from flows.contracts.activity_fields import ACTIVITY_FIELDS
from flows.contracts.assessment_fields import ASSESSMENT_FIELDS
from flows.contracts.comparison_fields import COMPARISON_FIELDS
from flows.contracts.figure_fields import FIGURE_FIELDS
from flows.contracts.mart_fields import MART_FIELDS
from flows.contracts.model import Field
from flows.contracts.note_tables import NOTE_FIELDS
from flows.contracts.period_fields import PERIOD_FIELDS
from flows.contracts.project_fields import PROJECT_FIELDS
from flows.contracts.reconciliation_fields import RECONCILIATION_FIELDS
from flows.contracts.reference_tables import REFERENCE_FIELDS
from flows.contracts.revision_fields import REVISION_FIELDS
from flows.contracts.series_tables import PANEL_FIELDS, PROGRESS_FIELDS, SERIES_FIELDS

SOURCE_FIELDS = (
    Field(
        name="document_id",
        label_zh="文件编号",
        en="Source document: the file's name without its ending.",
        zh="来源文件编号，即不含扩展名的文件名。",
        pattern=r".+",
    ),
    Field(name="path", label_zh="路径", en="Path of the source file.", zh="来源文件的路径。"),
    Field(
        name="sha256",
        label_zh="文件摘要",
        en="SHA-256 of the file's bytes, in hexadecimal.",
        zh="文件字节的SHA-256摘要（十六进制）。",
        pattern=r"[0-9a-f]{64}",
    ),
    Field(
        name="encoding",
        label_zh="编码",
        en="Encoding the file was read in; none for .docx, .pdf and .xlsx, which are no text.",
        zh="读取文件所用的编码；.docx、.pdf、.xlsx 不是纯文本，为 none。",
    ),
    Field(
        name="format",
        label_zh="格式",
        en="Format that the file was read as; sha256 and bytes are those of the file itself.",
        zh="读取文件所按的格式；文件摘要与字节数均指原文件。",
        allowed=codes.FORMATS,
    ),
    Field(
        name="part_number",
        label_zh="序号",
        en="Which page or sheet of the document, from 1; sheets that are hidden or empty are not counted.",
        zh="文件的第几页或第几张工作表，从1起；隐藏或空白的工作表不计。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="part_kind",
        label_zh="页或表",
        en="Whether it is a page (.pdf) or a sheet (.xlsx).",
        zh="页（.pdf，page）或工作表（.xlsx，sheet）。",
        allowed=codes.PART_KINDS,
    ),
    Field(
        name="part_name",
        label_zh="页码或表名",
        en="Number of the page in the file, or name of the sheet.",
        zh="页在文件中的序号，或工作表名称。",
    ),
    Field(
        name="char_start",
        label_zh="起始位置",
        en="Offset in the document's text where the page or sheet begins.",
        zh="该页（表）在全文中的起始字符位置。",
        type="integer",
        minimum=0,
        tables=("document_part",),
    ),
    Field(
        name="char_end",
        label_zh="结束位置",
        en="Offset where it ends, exclusive; a page without text ends where it begins.",
        zh="该页（表）的结束字符位置（不含）；无文字的页起止相同。",
        type="integer",
        minimum=0,
        tables=("document_part",),
    ),
    Field(
        name="bytes",
        label_zh="字节数",
        en="Size of the file in bytes.",
        zh="文件大小（字节）。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="characters",
        label_zh="字符数",
        en="Length of the decoded text in characters.",
        zh="解码后文本的字符数。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="text",
        label_zh="全文",
        en="The decoded file before any clean-up, or what a .docx, .html, .pdf or .xlsx was converted to; char_start and "
        "char_end are offsets in it, in code points.",
        zh="解码后、清洗前的全文，.docx、.html、.pdf、.xlsx 则为转换所得的文本；起止位置按其中的字符（码点）计。",
    ),
    Field(
        name="loaded_at",
        label_zh="入库时间",
        en="When this content of the document was first loaded, in UTC.",
        zh="该文件内容首次入库的时间（协调世界时）。",
        type="datetime",
    ),
    Field(
        name="article_id",
        label_zh="文章编号",
        en="Article: one file can hold several, one article can run on into another file.",
        zh="文章编号；一个文件可含多篇文章，一篇文章也可跨文件。",
        pattern=r".+",
    ),
    Field(name="title", label_zh="标题", en="Title of the article.", zh="文章标题。"),
    Field(name="byline", label_zh="供稿单位", en="Office that supplied the text.", zh="供稿单位。"),
    Field(
        name="as_of_month",
        label_zh="数据截止月",
        en="Latest month that the article's own data reach, YYYY-MM.",
        zh="文章自身数据所及的最晚月份，YYYY-MM。",
        pattern=r"\d{4}-(0[1-9]|1[0-2])",
    ),
    Field(
        name="continues_in",
        label_zh="下接文件",
        en="Document in which the article runs on; it may have been refused, so it needs no row of its own.",
        zh="文章续接的文件编号；该文件可能未通过校验，故不要求有对应记录。",
    ),
    Field(
        name="city_id",
        label_zh="城市代码",
        en="Prefecture-level city, GB/T 2260 code; null where none is known or the province speaks.",
        zh="地级市代码（GB/T 2260）；未知或为全省时为空。",
        pattern=r"\d{6}",
    ),
    Field(
        name="province_id",
        label_zh="省份代码",
        en="Province, GB/T 2260 code.",
        zh="省级行政区代码（GB/T 2260）。",
        pattern=r"\d{6}",
    ),
    Field(name="province_zh", label_zh="省份", en="Name of the province in Chinese.", zh="省份中文名称。"),
    Field(
        name="zone_id",
        label_zh="开发区编号",
        en="Development zone: a stable readable slug.",
        zh="开发区编号：稳定可读的短标识。",
        pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
    ),
    Field(name="name_zh", label_zh="名称", en="Full name in Chinese.", zh="中文全称。"),
    Field(name="name_en", label_zh="英文名称", en="Name in English.", zh="英文名称。"),
    Field(
        name="short_name_zh",
        label_zh="简称",
        en="Short canonical name in Chinese, as subjects bear it.",
        zh="中文规范简称，与主体名称一致。",
    ),
    Field(
        name="county_zh",
        label_zh="所在县区",
        en="County or district the zone lies in.",
        zh="开发区所在县（市、区）。",
    ),
    Field(
        name="level",
        label_zh="级别",
        en="Who approved the zone: national, provincial or unknown.",
        zh="开发区级别：国家级、省级或未知。",
        allowed=codes.ZONE_LEVELS,
    ),
    Field(
        name="zone_type",
        label_zh="类型",
        en="Kind of zone: economic, hightech, agriculture, tourism, comprehensive or other.",
        zh="开发区类型：经济、高新、农业、旅游、综合或其他。",
        allowed=codes.ZONE_TYPES,
    ),
    Field(
        name="registered",
        label_zh="是否在册",
        en="False where the zone was met in a text and is not in the register.",
        zh="是否在开发区名录中；仅见于文本的为否。",
        type="boolean",
    ),
    Field(
        name="quarter_id",
        label_zh="季度",
        en="Calendar quarter in which the period ends, such as 2024-Q1.",
        zh="期末所在季度，如2024-Q1。",
        pattern=r"\d{4}-Q[1-4]",
    ),
    Field(
        name="year",
        label_zh="年份",
        en="Calendar year.",
        zh="公历年份。",
        type="integer",
        minimum=codes.FIRST_YEAR,
        maximum=codes.LAST_YEAR,
    ),
    Field(
        name="quarter_of_year",
        label_zh="第几季度",
        en="Quarter within the year, 1 to 4.",
        zh="年内季度序号，1至4。",
        type="integer",
        minimum=1,
        maximum=4,
    ),
    Field(name="start_date", label_zh="起始日期", en="First day.", zh="首日。", type="date"),
    Field(name="end_date", label_zh="结束日期", en="Last day, inclusive.", zh="末日（含）。", type="date"),
    Field(name="check", label_zh="校验项", en="Check that the document failed.", zh="文件未通过的校验项。"),
    Field(name="remedy", label_zh="处理办法", en="What to do about it.", zh="处理办法。"),
    Field(
        name="quarantine_id",
        label_zh="隔离编号",
        en="The refusal: a hash of the row, its table and the failed check.",
        zh="隔离记录编号：由该行、来源表与校验项计算的摘要。",
        pattern=r"[0-9a-f]{32}",
    ),
    Field(name="row_json", label_zh="原始行", en="The refused row as JSON.", zh="被拒收的行（JSON）。"),
    Field(name="source_table", label_zh="来源表", en="Frame that the row stood in.", zh="该行所在的数据表。"),
    Field(
        name="failed_check", label_zh="未过校验", en="Check that the row failed.", zh="该行未通过的校验项。"
    ),
    Field(name="message", label_zh="说明", en="What is wrong, in words.", zh="问题说明。"),
    Field(
        name="run_id",
        label_zh="运行编号",
        en="Run that first refused the row: a hash of what it read.",
        zh="首次拒收该行的运行编号：由该次所读内容计算的摘要。",
    ),
)


def index(*groups: Iterable[Field]) -> dict[str, Field]:
    """Index fields by name, or by `table.name` where they hold for some tables only.

    Raises:
        ValueError: the same column is described twice.
    """
    fields: dict[str, Field] = {}
    for group in groups:
        for field in group:
            for key in [f"{table}.{field.name}" for table in field.tables] or [field.name]:
                if key in fields:
                    raise ValueError(f"field {key} is described twice; keep one description")
                fields[key] = field
    return fields


FIELDS: dict[str, Field] = index(
    SOURCE_FIELDS,
    FIGURE_FIELDS,
    MART_FIELDS,
    ASSESSMENT_FIELDS,
    REFERENCE_FIELDS,
    ACTIVITY_FIELDS,
    PROJECT_FIELDS,
    REVISION_FIELDS,
    RECONCILIATION_FIELDS,
    COMPARISON_FIELDS,
    NOTE_FIELDS,
    PERIOD_FIELDS,
    SERIES_FIELDS,
    PANEL_FIELDS,
    PROGRESS_FIELDS,
)


def field_of(table: str, column: str) -> Field:
    """Return the description of a table's column: its own where there is one, else the general one.

    Raises:
        KeyError: nobody has described the column.
    """
    field = FIELDS.get(f"{table}.{column}") or FIELDS.get(column)
    if field is None:
        raise KeyError(f"column {table}.{column} is not described; add a Field to flows/contracts")
    return field
