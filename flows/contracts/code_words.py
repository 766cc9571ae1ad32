"""What codes are called in Chinese: the views of schema `zh` show these instead of the codes.

Closed lists of codes stand in `codes`; a column's words hold in every table, unless OF_TABLE has others for it.
"""

from __future__ import annotations

from collections.abc import Mapping

_BOUNDS = {"eq": "等于", "ge": "不低于", "gt": "超过", "le": "不超过", "lt": "不足", "approx": "约"}
_LEVELS = {
    "province": "省", "city": "市", "zone": "开发区", "county": "县区", "enterprise": "企业", "project": "项目", "other": "其他",
}  # fmt: skip
_ORIGINS = {"printed": "原文", "derived": "加减得出", "chained": "推算"}
_BASES = {"sidecar": "附文件注明", "continued": "承接上文", "weighed": "综合判定", "none": "无"}
_MEASURES = {
    "level": "水平", "growth": "增速", "share": "占比", "rank": "位次", "gap": "差距", "pull": "拉动", "completion": "完成率",
}  # fmt: skip

CODE_WORDS: Mapping[str, Mapping[str, str]] = {
    "level": {"national": "国家级", "provincial": "省级", "unknown": "不详"},
    "zone_type": {
        "economic": "经济类", "hightech": "高新类", "agriculture": "农业类", "tourism": "旅游类", "comprehensive": "综合类",
        "other": "其他",
    },
    "direction": {"higher": "越高越好", "lower": "越低越好", "none": "无优劣"},
    "aggregation": {"sum": "合计", "mean": "平均", "none": "不可汇总"},
    "observation": {"flow": "流量", "stock": "存量"},
    "additivity": {"additive": "可加", "semi_additive": "按主体可加、按时间不可加", "non_additive": "不可加"},
    "price_basis": {"constant": "可比价", "current": "现价"},
    "obs_status": {"normal": "正常", "provisional": "初步数", "estimated": "估算数", "revised": "修订数"},
    "to_date_origin": _ORIGINS,
    "quarter_origin": _ORIGINS,
    "growth_prices": {"constant": "可比价", "current": "现价"},
    "period_kind": {
        "quarter": "季", "half": "半年", "ytd": "年初至今", "year": "年", "month": "月", "point": "时点", "since": "跨年累计",
        "span": "其他时段",
    },
    "note": {
        "cut": "文本中断", "page_without_text": "整页为图片", "characters_unknown": "字体未说明字符", "picture": "图片",
        "number_unknown": "自动编号", "header_footer": "页眉页脚", "sheet_hidden": "隐藏的工作表", "formula_not_computed": "公式无数值",
    },
    "part_kind": {"page": "页", "sheet": "工作表"},
    "home_level": _LEVELS,
    "home_basis": _BASES,
    "as_of_basis": _BASES,
    "status": {"applied": "已更正", "not_in_run": "不在本次", "source_changed": "原文已改"},
    "measure": _MEASURES,
    "rank_of": _MEASURES,
    "verdict": {"no_figure": "并非数据", "unread": "未读数据"},
    "certainty": {"reviewed": "人工已审", "confirmed": "已佐证", "clear": "无疑点", "doubtful": "存疑"},
    "used_in": {
        "headline": "简报首页", "ranking": "排名", "warning": "预警", "scorecard": "评分", "elsewhere": "其他",
    },
    "treatment": {"take": "采用", "mark": "标注", "leave_out": "不采用"},
    "cleared_by": {"identity": "算术关系或另一文件", "count": "个数或另一文件", "document": "另一文件"},
    "found_by": {"reading": "读取", "warehouse": "入库"},
    "disposition": {
        "figure": "指标值", "other_figure": "其他数量", "date": "日期", "name": "名称", "reference": "引用",
    },
    "scenario": {"actual": "实际", "target": "目标", "plan": "计划"},
    "set_by": {"province": "省定", "city": "市定", "zone": "自定"},
    "subject_level": _LEVELS,
    "bound": _BOUNDS,
    "earlier_bound": _BOUNDS,
    "commitment_share_bound": _BOUNDS,
    "agency_share_bound": _BOUNDS,
    "standard_factory_use_bound": _BOUNDS,
    "occupancy_rate_bound": _BOUNDS,
    "benchmark": {
        "provincial_target": "省定目标", "city_target": "市定目标", "own_target": "自定目标", "provincial_average": "全省平均",
        "city_total": "全市合计", "best_peer": "最优可比主体", "peer_median": "可比主体中位数", "previous_quarter": "上季度",
        "same_quarter_last_year": "上年同期", "earlier_year_to_date": "上季度末累计", "schedule": "序时进度",
    },
    "benchmark_basis": {"printed": "原文", "reference": "参考目标", "computed": "计算"},
    "why": {
        "no_header": "无表头", "no_indicator": "无指标", "no_subject": "无主体", "ragged_row": "行内缺格", "unit_unfit": "单位不符",
        "unknown_head": "表头用语未知",
    },
    "question": {"home": "说的是谁", "as_of": "截至何时"},
    "kind": {
        "below_benchmark": "未达基准", "last_among_peers": "可比主体末位", "under_threshold": "低于阈值", "negative_growth": "负增长",
    },
    "severity": {"red": "红色", "orange": "橙色", "yellow": "黄色"},
    "method": {
        "target_ratio": "目标完成比", "peer_percentile": "可比百分位", "min_max": "区间线性", "as_percent": "直接取百分数",
    },
    "identity": {
        "gap": "差距", "share": "占比", "rate": "比率", "whole_count": "整数个项目", "sum": "合计", "nested_period": "时期包含",
        "growth": "增速", "completion": "完成比例", "schedule": "序时进度",
    },
    "document_type": {"province": "省级材料", "city": "市级材料", "unknown": "不详"},
    "quality_measure": {
        "fill_rate": "填充率", "rows_per_document": "每文件行数", "read_share": "读出比例", "valid_share": "有效比例",
    },
    "policy": {"warn": "警告", "refuse": "拒绝"},
}  # fmt: skip
OF_TABLE: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("mart_revision", "reason"): {
        "later as-of month": "数据截至月份较晚", "later load": "入库较晚", "exact over a bound": "确数优先于界限",
        "position in the text": "文中位置", "superseded by a corrected file": "被更正文件取代",
    },
}  # fmt: skip
# already Chinese, a file's ending, a name of a table or column, or a code that a table of its own explains
NO_WORDS = frozenset({"format", "stage", "library", "table_name", "column_name", "reason"})


def words_of(table: str, column: str) -> Mapping[str, str]:
    """The Chinese words of a column's codes; empty where its values are shown as they are."""
    return OF_TABLE.get((table, column)) or ({} if column in NO_WORDS else CODE_WORDS.get(column, {}))
