"""The columns that say what shape a period has, and how its value was come by; what differs in shape is not compared."""

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
    Field(
        name="obs_status",
        label_zh="数据状态",
        en="What the sentence says of the value's standing [OBS_STATUS: normal is A, provisional P, estimated E]: provisional "
        "(first accounts, flash reports), estimated, revised (or verified at last), else normal. What one text gives two values for is "
        "`contested` in the marts.",
        zh="该句所述数据状态：provisional初步数（初步核算、快报数），estimated估算数，revised修订数，其余为normal。"
        "一文两值者，各表以 contested 标明。",
        allowed=codes.OBS_STATUSES,
    ),
    Field(
        name="price_basis",
        label_zh="价格口径",
        en="At which prices the sentence says that a value grew: constant (comparable, real) or current (nominal); null "
        "where it says nothing, and of what is no growth. `dim_indicator.growth_prices` says what is usual.",
        zh="该句注明的增速价格口径：constant可比价（不变价、扣除价格因素），current现价（名义）；未注明或非增速时为空，"
        "惯例见 dim_indicator.growth_prices。",
        allowed=codes.PRICES,
    ),
)
