-- grain: one row per subject, quarter, rule and figure that breaks the rule, with its sentence in both languages
--     a difference of two percentages is given in percentage points; a number the text does not print is said so
-- inputs: staging.warning_hit, staging.ref_warning_rule, staging.ref_word, staging.ref_place, dim_indicator
create table mart_warning as

with

hit as (
    select * from staging.warning_hit
),

word as (
    select
        kind,
        code,
        coalesce(words_zh, '') as zh,
        coalesce(words_en, '') as en,
        coalesce(factor_en, 1) as factor_en,
    from staging.ref_word
),

period as (
    select distinct
        period_start,
        period_end,
        year(period_start) || '年' as year_zh,
        month(period_start) as first_month,
        month(period_end) as last_month,
        year(period_start) = year(period_end) as one_year,
    from hit
),

period_words as (
    select
        period_start,
        period_end,
        case
            when not one_year then strftime(period_start, '%Y年%-m月至') || strftime(period_end, '%Y年%-m月')
            when first_month = 1 and last_month = 12 then year_zh
            when first_month = last_month then year_zh || last_month || '月'
            else year_zh || first_month || '—' || last_month || '月'
        end as zh,
        case
            when not one_year then strftime(period_start, '%B %Y') || ' to ' || strftime(period_end, '%B %Y')
            when first_month = 1 and last_month = 12 then strftime(period_end, '%Y')
            when first_month = last_month then strftime(period_end, '%B %Y')
            else strftime(period_start, '%B') || ' to ' || strftime(period_end, '%B %Y')
        end as en,
    from period
),

-- numbers without the zeros that the column's scale adds
plain as (
    select
        hit.*,
        -- a share of the year or a median needs no more places than what texts print
        if(hit.benchmark_basis = 'computed', round(hit.benchmark_value, 2), hit.benchmark_value) as benchmark_shown,
        if(hit.benchmark_basis = 'computed', round(abs(hit.gap), 2), abs(hit.gap)) as gap_shown,
        rtrim(rtrim(cast(hit.value as varchar), '0'), '.') as value_text,
        try_cast(hit.value * coalesce(unit.factor_en, 1) as decimal(18, 4)) as value_scaled,
        rtrim(rtrim(cast(value_scaled as varchar), '0'), '.') as value_text_en,
        rtrim(rtrim(cast(benchmark_shown as varchar), '0'), '.') as benchmark_text,
        try_cast(benchmark_shown * coalesce(unit.factor_en, 1) as decimal(18, 4)) as benchmark_scaled,
        rtrim(rtrim(cast(benchmark_scaled as varchar), '0'), '.') as benchmark_text_en,
        rtrim(rtrim(cast(hit.threshold as varchar), '0'), '.') as threshold_text,
        try_cast(hit.threshold * coalesce(unit.factor_en, 1) as decimal(18, 4)) as threshold_scaled,
        rtrim(rtrim(cast(threshold_scaled as varchar), '0'), '.') as threshold_text_en,
        rtrim(rtrim(cast(gap_shown as varchar), '0'), '.') as gap_text,
        try_cast(gap_shown * coalesce(unit.factor_en, 1) as decimal(18, 4)) as gap_scaled,
        rtrim(rtrim(cast(gap_scaled as varchar), '0'), '.') as gap_text_en,
        dim_indicator.direction = 'lower' as lower_is_better,
        if(hit.unit = '%', '个百分点', hit.unit) as gap_unit,
        dim_indicator.name_zh,
        lower(dim_indicator.name_en[1]) || dim_indicator.name_en[2:] as name_en,
        coalesce(place.name_en, hit.subject_name) as subject_en,
        coalesce(owner.name_en, hit.benchmark_subject_name) as owner_en,
        rule.message_zh,
        rule.message_en,
        coalesce(unit.zh, hit.unit, '') as unit_zh,
        -- English has a word for 10 亿元, and none for 亿元
        unit.factor_en,
        if(hit.unit = '%', '%', rtrim(' ' || coalesce(unit.en, hit.unit, ''))) as unit_en,
    from hit
    inner join staging.ref_warning_rule as rule on rule.rule = hit.rule
    inner join dim_indicator on dim_indicator.indicator_id = hit.indicator_id
    left join word as unit on unit.kind = 'unit' and unit.code = hit.unit
    left join staging.ref_place as place
        on
            place.place_id
            = case hit.subject_level when 'city' then hit.city_id when 'province' then hit.province_id end
    left join staging.ref_place as owner
        on
            owner.place_id in (hit.city_id, hit.province_id)
            and owner.name_zh = hit.benchmark_subject_name
),

worded as (
    select
        plain.*,
        period_words.zh as period_zh,
        period_words.en as period_en,
        plain.name_zh || coalesce(measure.zh, plain.measure) || coalesce('（口径：' || plain.scope || '）', '')
            as indicator_zh,
        ltrim(coalesce(measure.en, plain.measure) || ' ') || plain.name_en
            || coalesce(' (scope: ' || plain.scope || ')', '') as indicator_en,
        coalesce(coalesce(bound.zh, '') || plain.value_text || plain.unit_zh, '（原文未载）') as value_zh,
        coalesce(
            ltrim(coalesce(bound.en, '') || ' ') || plain.value_text_en || plain.unit_en, 'a value that is not printed'
        ) as value_en,
        coalesce(benchmark.zh, plain.benchmark, '')
            || coalesce('（' || nullif(array_to_string([reference.zh, inherited.zh], '，'), '') || '）', '') as benchmark_zh,
        coalesce(benchmark.en, plain.benchmark, '')
            || coalesce(' (' || nullif(array_to_string([reference.en, inherited.en], ', '), '') || ')', '') as benchmark_en,
        coalesce(plain.benchmark_text || plain.unit_zh, '（原文未载）') as benchmark_value_zh,
        coalesce(plain.benchmark_text_en || plain.unit_en, 'a value that is not printed') as benchmark_value_en,
        coalesce(plain.gap_text || coalesce(gap_unit.zh, plain.gap_unit, ''), '') as gap_zh,
        coalesce(plain.gap_text_en || rtrim(' ' || coalesce(gap_unit.en, plain.gap_unit, '')), '') as gap_en,
        coalesce(plain.threshold_text || plain.unit_zh, '') as threshold_zh,
        coalesce(plain.threshold_text_en || plain.unit_en, '') as threshold_en,
        coalesce(cast(plain.rank as varchar), '') as rank_text,
        coalesce(cast(plain.peers as varchar), '') as peers_text,
    from plain
    inner join period_words
        on period_words.period_start = plain.period_start and period_words.period_end = plain.period_end
    left join word as measure on measure.kind = 'measure' and measure.code = plain.measure
    left join word as bound on bound.kind = 'bound' and bound.code = plain.bound
    left join word as gap_unit on gap_unit.kind = 'unit' and gap_unit.code = plain.gap_unit
    left join word as benchmark on benchmark.kind = 'benchmark' and benchmark.code = plain.benchmark
    left join word as reference on reference.kind = 'basis' and reference.code = plain.benchmark_basis
    left join word as inherited
        on inherited.kind = 'basis' and inherited.code = 'inherited' and plain.inherited
),

coded as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        indicator_id,
        measure,
        scope,
        period_start,
        period_end,
        rule,
        kind,
        severity,
        value,
        unit,
        bound,
        benchmark,
        benchmark_value,
        gap,
        threshold,
        rank,
        peers,
        (message_zh)
            .replace('{subject}', subject_name)
            .replace('{period}', period_zh)
            .replace('{indicator}', indicator_zh)
            .replace('{value}', value_zh)
            .replace('{worse}', if(lower_is_better, '高于', '低于'))
            .replace('{benchmark}', benchmark_zh)
            .replace('{owner}', coalesce(benchmark_subject_name, ''))
            .replace('{benchmark_value}', benchmark_value_zh)
            .replace('{gap}', gap_zh)
            .replace('{threshold}', threshold_zh)
            .replace('{rank}', rank_text)
            .replace('{peers}', peers_text)
            as message_zh,
        (message_en)
            .replace('{subject}', subject_en)
            .replace('{period}', period_en)
            .replace('{indicator}', indicator_en)
            .replace('{value}', value_en)
            .replace('{worse}', if(lower_is_better, 'above', 'below'))
            .replace('{benchmark}', benchmark_en)
            .replace('{owner}', coalesce(owner_en, ''))
            .replace('{benchmark_value}', benchmark_value_en)
            .replace('{gap}', gap_en)
            .replace('{threshold}', threshold_en)
            .replace('{rank}', rank_text)
            .replace('{peers}', peers_text)
            as message_en,
        figure_id,
        list_filter(
            [figure_id, benchmark_figure_id, if(gap_figure_id != figure_id, gap_figure_id, null)],
            lambda id: id is not null
        ) as figure_ids,
        contested,
        benchmark_basis,
        coalesce(inherited, false) as inherited,
        months,
        period_kind,
        is_latest_in_quarter,
        panel_share,
        certainty,
    from worded
),

final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id,
        cast(indicator_id as varchar) as indicator_id,
        cast(scope as varchar) as scope,
        cast(unit as varchar) as unit,
        cast(bound as varchar) as bound,
        cast(months as bigint) as months
    ) from coded
)

select * from final
order by quarter_id, list_position(['red', 'orange', 'yellow'], severity), subject_level, subject_name, rule, figure_id
