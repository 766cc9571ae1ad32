"""Counts of projects: only those of one batch make a rate, and a printed rate is never overridden."""

from __future__ import annotations

from typing import Any

Q1 = "2024-01..2024-03"
SIGNED, STARTED, DONE = "签约项目数;u=个", "开工项目数;u=个", "投产项目数;u=个"
START, PRODUCTION, FULL = "签约项目开工率;u=%", "开工项目投产率;u=%", "投产项目达效率;u=%"
TEXTS = {
    "lists": (
        {"s": "city:长治市", "p": Q1},
        f"本期“三个一批”共推进项目[[62|other;u=个]]个，其中签约[[28|{SIGNED}]]个，开工[[21|{STARTED}]]个，投产[[13|{DONE}]]个。",
    ),
    "lists_with_money": (
        {"s": "city:朔州市", "p": Q1},
        f"集中签约项目[[50|{SIGNED}]]个，总投资[[90|other;u=亿元]]亿元；集中开工项目[[40|{STARTED}]]个，总投资"
        f"[[70|other;u=亿元]]亿元；集中投产项目[[10|{DONE}]]个。",
    ),
    "printed": (
        {"s": "city:太原市", "p": Q1},
        f"各期活动中，签约项目[[80|{SIGNED}]]个，总投资[[300.5|other;u=亿元]]亿元，开工率[[45|{START}]]%；开工项目[[60|{STARTED}]]个，"
        f"总投资[[88|other;u=亿元]]亿元，投产率[[55|{PRODUCTION}]]%；投产项目[[31|{DONE}]]个，总投资[[9|other;u=亿元]]亿元，"
        f"达效率[[71.5|{FULL}]]%。",
    ),
    "tied": (
        {"s": "city:大同市", "p": Q1},
        f"签约项目[[50|{SIGNED}]]个，总投资[[120|other;u=亿元]]亿元，其中已开工[[43|{STARTED}]]个；开工项目中已投产[[20|{DONE}]]个。",
    ),
    "tied_by_rate": (
        {"s": "city:晋城市", "p": Q1},
        f"签约项目[[40|{SIGNED}]]个。开工项目[[25|{STARTED}]]个。开工率为[[62.5|{START}]]%。",
    ),
    "contradiction": (
        {"s": "city:吕梁市", "p": Q1},
        f"签约项目[[40|{SIGNED}]]个，其中已开工[[30|{STARTED}]]个，开工率[[90|{START}]]%。",
    ),
    "batches": (
        {"s": "city:临汾市", "p": Q1},
        f"“签约一批”项目[[64|{SIGNED}]]个，开工[[48|{STARTED}]]个；“开工一批”项目[[52|{STARTED}]]个，投产[[13|{DONE}]]个。",
    ),
    "bound": (
        {"s": "city:运城市", "p": Q1},
        f"签约项目[[40|{SIGNED}]]个，开工率超过[[90|{START};b=gt]]%。",
    ),
}


def rates(told: Any, subject: str) -> tuple[Any, ...]:
    query = (
        "select start_rate_computed::double, production_rate_computed::double, signed_not_started, "
        "started_not_in_production, in_production_not_full from mart_pipeline where subject_name = ?"
    )
    (row,) = told.connection.execute(query, [subject]).fetchall()
    return row


def test_disjoint_lists_make_no_rate(told: Any) -> None:
    assert rates(told, "长治市") == rates(told, "朔州市") == (None,) * 5


def test_a_count_and_its_printed_rate_give_what_is_stuck(told: Any) -> None:
    # 55 % of 80 have not started, 45 % of 60 are not in production; no whole number of 31 is 71.5 %
    assert rates(told, "太原市") == (None, None, 44, 27, None)


def test_no_whole_number_gives_the_rate(told: Any) -> None:
    query = "select stated, agrees from mart_reconciliation where identity = 'whole_count' and subject_name = '太原市' order by 1"
    assert told.tuples(query) == [(45, True), (55, True), (71.5, False)]


def test_words_between_tie_a_part_to_its_whole(told: Any) -> None:
    assert rates(told, "大同市") == (86, 46.5116, 7, 23, None)


def test_a_batch_and_what_became_of_it(told: Any) -> None:
    assert rates(told, "临汾市") == (75, 25, 16, 39, None)


def test_the_printed_rate_ties_counts_of_other_sentences(told: Any) -> None:
    assert rates(told, "晋城市") == (62.5, None, 15, None, None)


def test_a_tied_part_that_contradicts_the_rate_leaves_it_open(told: Any) -> None:
    assert rates(told, "吕梁市") == (75, None, None, None, None)
    query = "select agrees from mart_reconciliation where identity = 'rate' and subject_name = '吕梁市'"
    assert told.tuples(query) == [(False,)]


def test_a_bound_leaves_it_open(told: Any) -> None:
    assert rates(told, "运城市") == (None,) * 5
