"""A quarter in three questions: who leads, how far from what, and since when.

Open it with `.venv/bin/marimo edit notebooks/quarter.py`, or as a page with `marimo run`; another folder than
data/marts is named behind two dashes: `-- --marts DIR`. It only reads. As a script it runs once and shows nothing.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="开发区季度分析 · a quarter of development zones")


@app.cell
def _():
    import altair as alt
    import duckdb
    import marimo as mo

    return alt, duckdb, mo


@app.cell
def _(mo):
    mo.md("""
    # 开发区季度分析 · A quarter of development zones

    三个问题：**谁领先？离目标多远？走势如何？** 下面每个数字都来自文本，并能查到原句；空值表示原文没有，绝不是零。

    Three questions: **who leads, how far from what, and since when?** Every number below was printed somewhere, and
    leads back to its sentence; what is missing was not printed, and is never zero.
    """)
    return


@app.cell
def _(duckdb, mo):
    from pathlib import Path

    marts = Path(str(mo.cli_args().get("marts") or "data/marts"))
    database = marts / "kaifaqu.duckdb"
    mo.stop(
        not database.is_file(),
        mo.md(f"`{database}` 不存在：请先运行 `make run`。 There is no such file: run `make run` first."),
    )
    # read-only: what is published stays as it is, and a run in the meantime disturbs nobody
    warehouse = duckdb.connect(str(database), read_only=True)
    return (warehouse,)


@app.cell
def _(mo, warehouse):
    def rows(query, **given):
        """The rows of a query as a frame; $name stands for a value that is given."""
        return warehouse.sql(query, params=given or None).pl()

    quarters = rows("""
        select quarter_id, name_zh, max(peers) as peers from mart_ranking
        inner join dim_quarter using (quarter_id)
        where peers > 1 and scope is null and subject_level in ('city', 'zone')
        group by all
        order by quarter_id desc
    """)
    # it opens with the quarter in which most can be compared
    widest = quarters.sort("peers", "quarter_id", descending=True)["name_zh"]
    quarter = mo.ui.dropdown(
        options=dict(zip(quarters["name_zh"], quarters["quarter_id"], strict=True)),
        value=next(iter(widest), None),
        label="季度 quarter",
    )
    return quarter, rows


@app.cell
def _(mo, quarter, rows):
    # what most subjects report stands first
    peers = rows(
        """
        select indicator_id, name_zh, measure, subject_level, period_start, period_end, unit, count(*) as subjects
        from mart_ranking
        inner join dim_indicator using (indicator_id)
        where quarter_id = $quarter and peers > 1 and scope is null and subject_level in ('city', 'zone')
        group by all
        order by subjects desc, indicator_id, measure, subject_level, period_start, period_end, unit
        """,
        quarter=quarter.value,
    )
    named = {
        f"{row['name_zh']} · {row['measure']} · {row['subject_level']} · {row['period_start']:%Y-%m}–"
        f"{row['period_end']:%Y-%m} · {row['unit']}": row
        for row in peers.iter_rows(named=True)
    }
    choice = mo.ui.dropdown(options=named, value=next(iter(named), None), label="指标 indicator")
    mo.hstack([quarter, choice], justify="start")
    return (choice,)


@app.cell
def _(mo):
    mo.md("""
    ## 一、谁领先？ Who leads?

    位次只在可比主体之间计算：同一指标、计量方式、层级、省份、时期和单位，不少于三个；数值只是界限的（如“超90%”）位次为一个范围。原文所报位次列在旁边，不替代计算位次。

    A rank counts only among at least three peers: same indicator, measure, level, province, period and unit. Of a value
    that is only a bound (more than 90%) it is a range. What a text reports stands beside it.
    """)
    return


@app.cell
def _(choice, mo, quarter, rows):
    mo.stop(choice.value is None, mo.md("本季度没有可比的数据。 Nothing can be compared in this quarter."))
    ranking = rows(
        """
        select distinct on (subject_name, city_id, zone_id)
            subject_name, value::double as value, unit, bound, rank_best, rank_worst, rank_reported, rank_comparator, figure_id
        from mart_ranking
        where
            quarter_id = $quarter and indicator_id = $indicator and measure = $measure and subject_level = $level
            and period_start = $start and period_end = $end and unit is not distinct from $unit
            and scope is null and peers is not null
        order by subject_name, city_id, zone_id, rank_reported nulls last
        """,
        quarter=quarter.value,
        indicator=choice.value["indicator_id"],
        measure=choice.value["measure"],
        level=choice.value["subject_level"],
        start=choice.value["period_start"],
        end=choice.value["period_end"],
        unit=choice.value["unit"],
    ).sort("rank_best", "rank_worst", "subject_name", nulls_last=True)
    return (ranking,)


@app.cell
def _(alt, choice, ranking):
    bars = alt.Chart(ranking).encode(
        x=alt.X("value:Q", title=f"{choice.value['name_zh']}（{choice.value['unit']}）"),
        y=alt.Y("subject_name:N", sort=alt.SortField("rank_best"), title=None),
        tooltip=[
            "subject_name",
            "value",
            "unit",
            "rank_best",
            "rank_worst",
            "rank_reported",
            "rank_comparator",
        ],
    )
    ranking_chart = (
        bars.mark_bar(color="#3B6EA8") + bars.mark_text(align="left", dx=4).encode(text="value:Q")
    ).properties(width=520)
    ranking_chart
    return (ranking_chart,)


@app.cell
def _(mo, ranking):
    mo.ui.table(ranking, selection=None)
    return


@app.cell
def _(mo):
    mo.md("""
    ## 二、离目标多远？ How far from what?

    差距由原文数值计算。点在零线右侧为达到或超过基准。叉号表示原文所说的差距与计算不符。

    Gaps are computed from printed values: right of the line is above the benchmark. A cross marks a gap that the text
    states otherwise.
    """)
    return


@app.cell
def _(quarter, rows):
    gaps = rows(
        """
        select
            subject_name, name_zh as indicator, measure, b.words as benchmark, value::double as value,
            benchmark_value::double as benchmark_value, gap::double as gap, gap_reported::double as gap_reported, agrees,
            unit, figure_id
        from mart_gap
        inner join dim_indicator using (indicator_id)
        inner join (
            values
                ('provincial_target', '省定目标 provincial target'), ('city_target', '市定目标 city target'),
                ('own_target', '自定目标 own target'), ('provincial_average', '全省平均 provincial average'),
                ('city_total', '全市 city total'), ('best_peer', '最优 best peer')
        ) as b (code, words) on b.code = mart_gap.benchmark
        where
            quarter_id = $quarter and gap is not null and unit in ('%', '个百分点')
            and subject_level in ('city', 'zone') and scope is null
        order by benchmark, gap desc, subject_name, indicator
        """,
        quarter=quarter.value,
    )
    return (gaps,)


@app.cell
def _(alt, gaps, mo):
    mo.stop(
        not gaps.height, mo.md("本季度没有以百分点计的差距。 No gap in percentage points in this quarter.")
    )
    points = alt.Chart(gaps).encode(
        x=alt.X("gap:Q", title="差距（个百分点） gap, percentage points"),
        y=alt.Y("subject_name:N", sort="-x", title=None),
        color=alt.Color("indicator:N", title="指标 indicator"),
        shape=alt.Shape(
            "agrees:N",
            scale=alt.Scale(domain=[True, False, None], range=["circle", "cross", "diamond"]),
            title="与原文相符 agrees",
        ),
        tooltip=["subject_name", "indicator", "measure", "value", "benchmark_value", "gap", "gap_reported"],
    )
    zero = alt.Chart().mark_rule(color="#888888").encode(x=alt.datum(0))
    gap_chart = (
        alt.layer(points.mark_point(filled=True, size=90), zero, data=gaps)
        .properties(width=520)
        .facet(row=alt.Row("benchmark:N", title=None))
        .resolve_scale(y="independent")
    )
    gap_chart
    return (gap_chart,)


@app.cell
def _(mo):
    mo.md("""
    ## 三、走势如何？ Since when?

    同一主体、同一指标、同一单位的各期数值；只有一期的不成走势，故不列出。累计数的时期长短不同，图中以期末月份为准，悬停可见起止。

    The same subject, indicator and unit over time; a single period makes no trend and is not listed. Cumulative figures
    cover periods of different length: they stand at their last month, and the tooltip says where they begin.
    """)
    return


@app.cell
def _(mo, rows):
    series = rows("""
        select indicator_id, name_zh, measure, unit, subject_level, subject_name, count(distinct period_end) as periods
        from mart_ranking
        inner join dim_indicator using (indicator_id)
        where value is not null and scope is null and subject_level in ('province', 'city', 'zone')
        group by all
        having count(distinct period_end) > 1
        order by periods desc, subject_name, indicator_id, measure, unit
    """)
    lines = {
        f"{row['subject_name']} · {row['name_zh']} · {row['measure']} · {row['unit']}": row
        for row in series.iter_rows(named=True)
    }
    line = mo.ui.dropdown(options=lines, value=next(iter(lines), None), label="走势 trend")
    line
    return (line,)


@app.cell
def _(line, mo, rows):
    mo.stop(line.value is None, mo.md("尚无两期以上的数据。 Nothing has been reported twice yet."))
    trend = rows(
        """
        select period_start, period_end, value::double as value, unit, bound, figure_id
        from mart_ranking
        where
            indicator_id = $indicator and measure = $measure and unit is not distinct from $unit
            and subject_level = $level and subject_name = $subject and scope is null and value is not null
        order by period_end, period_start
        """,
        indicator=line.value["indicator_id"],
        measure=line.value["measure"],
        unit=line.value["unit"],
        level=line.value["subject_level"],
        subject=line.value["subject_name"],
    )
    return (trend,)


@app.cell
def _(alt, line, trend):
    trend_chart = (
        alt.Chart(trend)
        .mark_line(point=True, color="#3B6EA8")
        .encode(
            x=alt.X("period_end:T", title="期末 end of the period"),
            y=alt.Y("value:Q", title=f"{line.value['name_zh']}（{line.value['unit']}）"),
            tooltip=["period_start:T", "period_end:T", "value", "unit", "bound"],
        )
        .properties(width=520)
    )
    trend_chart
    return (trend_chart,)


@app.cell
def _(mo):
    mo.md("""
    ## 出处 Where it stands

    上面排名与差距所依据的原句。 The sentences behind the ranking and the gaps above.
    """)
    return


@app.cell
def _(gaps, mo, ranking, rows):
    ids = sorted({*ranking["figure_id"].drop_nulls(), *gaps["figure_id"].drop_nulls()})
    sources = rows(
        """
        select document_id, char_start, char_end, quote, subject_name, sentence, figure_id from fact_figure
        where list_contains($ids, figure_id)
        order by document_id, char_start
        """,
        ids=ids,
    )
    mo.ui.table(sources, selection=None)
    return (sources,)


if __name__ == "__main__":
    app.run()
