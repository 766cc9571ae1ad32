"""Identities across documents: last year's level, this year's and its growth; years to date; gaps to what others print."""

from __future__ import annotations

from typing import Any

SPRING, LAST_SPRING, HALF = "2022-01..2022-03", "2021-01..2021-03", "2022-01..2022-06"
INVESTMENT, ADDED, RATE = "工业投资", "规上工业增加值", "签约项目开工率"


def said(city: str, period: str, *figures: str) -> tuple[dict[str, str], str]:
    """A text of one city with these labels."""
    return {"s": f"city:{city}", "p": period}, "，".join(f"为[[{figure}]]" for figure in figures) + "。"


TEXTS = {
    # 24 / 20 is 20 %
    "right_before": said("宝鸡市", LAST_SPRING, f"20|{INVESTMENT};u=亿元"),
    "right_now": said("宝鸡市", SPRING, f"24|{INVESTMENT};u=亿元", f"20|{INVESTMENT};m=growth;u=%"),
    # 33 / 30 is 10 %, not 25
    "wrong_before": said("咸阳市", LAST_SPRING, f"30|{INVESTMENT};u=亿元"),
    "wrong_now": said("咸阳市", SPRING, f"33|{INVESTMENT};u=亿元", f"25|{INVESTMENT};m=growth;u=%"),
    # the level, its growth and last year's level in three texts
    "three_before": said("渭南市", LAST_SPRING, f"40|{INVESTMENT};u=亿元"),
    "three_now": said("渭南市", SPRING, f"44|{INVESTMENT};u=亿元"),
    "three_growth": said("渭南市", SPRING, f"10|{INVESTMENT};m=growth;u=%"),
    # a growth against the month before says nothing of last year
    "month_before": said("榆林市", LAST_SPRING, f"50|{INVESTMENT};u=亿元"),
    "month_now": said("榆林市", SPRING, f"40|{INVESTMENT};u=亿元", f"3|{INVESTMENT};m=growth;u=%;c=上月"),
    # value added grows at constant prices
    "real_before": said("安康市", LAST_SPRING, f"10|{ADDED};u=亿元"),
    "real_now": said("安康市", SPRING, f"12|{ADDED};u=亿元", f"15|{ADDED};m=growth;u=%"),
    # one text gives last year two values: nobody knows which is meant
    "twice_before": said("商洛市", LAST_SPRING, f"10|{INVESTMENT};u=亿元", f"15|{INVESTMENT};u=亿元"),
    "twice_now": said("商洛市", SPRING, f"12|{INVESTMENT};u=亿元", f"30|{INVESTMENT};m=growth;u=%"),
    # half a year cannot have less than its first quarter
    "quarter": said("汉中市", SPRING, f"18|{INVESTMENT};u=亿元"),
    "half": said("汉中市", HALF, f"16|{INVESTMENT};u=亿元"),
    "fine_quarter": said("铜川市", SPRING, f"18|{INVESTMENT};u=亿元"),
    "fine_half": said("铜川市", HALF, f"31|{INVESTMENT};u=亿元"),
    # 71 is 6 above 65, not 8
    "average": ({"s": "province:陕西省", "p": SPRING}, f"全省[[65|{RATE};u=%]]%。"),
    "gap": said("延安市", SPRING, f"71|{RATE};u=%", f"8|{RATE};m=gap;u=个百分点;c=全省平均"),
}
FOUND = "select subject_name, identity, expression, agrees from mart_reconciliation where across_documents order by all"


def test_identities_hold_or_fail_across_documents(told: Any) -> None:
    assert told.tuples(FOUND) == sorted(
        [
            ("宝鸡市", "growth", "24 / 20 - 1 = 20%", True),
            ("咸阳市", "growth", "33 / 30 - 1 = 25%", False),
            ("渭南市", "growth", "44 / 40 - 1 = 10%", True),
            ("汉中市", "nested_period", "16 (2022-01..2022-06) >= 18 (2022-01..2022-03)", False),
            ("铜川市", "nested_period", "31 (2022-01..2022-06) >= 18 (2022-01..2022-03)", True),
            ("延安市", "gap", "71 - 65 = 8", False),
        ]
    )


def test_nothing_else_is_an_identity(told: Any) -> None:
    assert told.tuples("select subject_name from mart_reconciliation where not across_documents") == []
