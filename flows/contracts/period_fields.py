"""The columns that say what shape a period has; what differs in shape is not compared."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field

PERIOD_FIELDS = (
    Field(
        name="months",
        label_zh="月数",
        en="Length of the period in whole months; 0 for a stock at a point in time [TIME_FORMAT: 1 is P1M, 3 P3M, 6 P6M, 12 P1Y].",
        zh="时期长度（整月数）；时点数为0。",
        type="integer",
        minimum=0,
    ),
    Field(
        name="period_kind",
        label_zh="时期类型",
        en="Shape of the period [FREQ: month is M, quarter Q, half S, year A]: ytd (January to another month than these end "
        "with), point (a stock at a month's end), since (from a year before on), span (any other). January to "
        "March is a quarter, January to June a half, and both are the year to date too.",
        zh="时期类型：month月、quarter季、half半年、year年、ytd年初至今（不足上述者）、point时点、since跨年累计（如2023年以来）、"
        "span其他时段。一季度记为quarter，上半年记为half，二者亦为年初至今。",
        allowed=codes.PERIOD_KINDS,
    ),
    Field(
        name="is_latest_in_quarter",
        label_zh="季内最新",
        en="Whether no other period of the quarter ends later for the same subject, indicator, measure, scope key and unit: "
        "of the first two months and the first quarter the latter.",
        zh="同一主体、指标、计量方式、口径编码与单位在该季度内是否没有截止更晚的时期；如1—2月与一季度，后者为是。",
        type="boolean",
    ),
)
