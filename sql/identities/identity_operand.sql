-- grain: one row per figure that can stand in a sum: its value in its canonical unit, the interval that its digits
--     allow, and how it is written
--     figures that a later text superseded are kept: what a text adds up does not hang on what others say later
--     of the figures outside the catalog those whose words name a part of a sum are kept (进口)
--     reach: counts are exact, and so are targets: 15% is 15, not 14.5 to 15.5; 约100 is not more exact than its first digit
--     matter_key: stands for what of whom a document tells: its document, indicator and subject; null outside the catalog
--     numeral: as it stands in the cleaned sentence; shown: as an expression writes it
-- inputs: staging.keyed_reading, fact_figure, staging.ref_unit, staging.sum_definition, staging.to_canonical
-- inputs: staging.interval_of
create table staging.identity_operand as

with

-- found by their words first, as sentences are long to read
other_part as (
    select rowid as figure_no from fact_figure
    where
        disposition = 'other_figure'
        -- a part is known by the two characters that its words begin with
        and left(indicator_label, 2) in (
            select part_label from staging.sum_definition
            where part_label is not null
        )
),

other_figure as (
    select
        other_part.figure_no,
        fact_figure.* exclude (value_canonical, unit_canonical),
        staging.to_canonical(fact_figure.value, unit.factor) as value_canonical,
        unit.unit_canonical,
        fact_figure.subject_name as subject_key,
        hash(fact_figure.article_id, fact_figure.sentence) as sentence_key,
        length(rtrim(split_part(cast(fact_figure.value as varchar), '.', 2), '0')) as decimals,
        0.5 * pow(10, -decimals) * unit.factor as rounding,
        1 as recency,
        false as contested,
    from other_part
    inner join fact_figure on fact_figure.rowid = other_part.figure_no
    inner join staging.ref_unit as unit on unit.unit = fact_figure.unit
),

figure as (
    select
        figure_no, figure_id, document_id, article_id, sentence_key, char_start, quote, correction_id, indicator_id,
        null as indicator_label, measure, scenario, set_by, subject_level, subject_key, province_id, city_id, zone_id,
        period_start, period_end, scope, scope_key, comparator, unit, unit_canonical, value, value_canonical, bound, rounding,
        recency, contested,
    from staging.keyed_reading
    where measure != 'rank'
    union all by name
    select
        figure_no, figure_id, document_id, article_id, sentence_key, char_start, quote, correction_id, indicator_id,
        indicator_label, measure, scenario, set_by, subject_level, subject_key, province_id, city_id, zone_id,
        period_start, period_end, scope, scope_key, comparator, unit, unit_canonical, value, value_canonical, bound, rounding,
        recency, contested,
    from other_figure
),

measured as (
    select
        figure.* exclude (unit, value, unit_canonical, value_canonical, quote, rounding, recency),
        case
            when figure.indicator_id is not null
                then hash(figure.document_id, figure.indicator_id, figure.subject_level, figure.subject_key)
        end as matter_key,
        figure.recency = 1 as is_current,
        coalesce(figure.unit_canonical, figure.unit) as unit,
        cast(coalesce(figure.value_canonical, figure.value) as double) as value,
        figure.value_canonical != figure.value as is_converted,
        coalesce(unit.dimension = 'count' and unit.factor = 1 and figure.value = trunc(figure.value), false) as is_count,
        figure.value as printed,
        coalesce(figure.value_canonical, figure.value) as exact,
        figure.correction_id is null and regexp_full_match(figure.quote, '[0-9]+(\.[0-9]+)?') as is_plain,
        case
            when figure.correction_id is not null then rtrim(rtrim(cast(figure.value as varchar), '0'), '.')
            when is_plain then figure.quote
            else translate(figure.quote, '０１２３４５６７８９．', '0123456789.')
        end as numeral,
        -- a value rounded into another unit is known to half of the fourth place
        figure.rounding + case when is_converted then 0.00005 else 0 end as rounding,
        abs(cast(figure.value_canonical as double) / nullif(cast(figure.value as double), 0)) as factor,
    from figure
    left join staging.ref_unit as unit on unit.unit = figure.unit
),

final as (
    select
        * exclude (correction_id, is_converted, printed, exact, is_plain, rounding, factor),
        staging.interval_of(
            value,
            case
                -- 约1200 is exact to the hundred; words are made of the few numbers that need them
                when bound = 'approx' and printed = trunc(printed)
                    then
                        0.5 * pow(10, length(regexp_extract(cast(cast(printed as bigint) as varchar), '0*$')))
                        * coalesce(factor, 1)
                when is_count or scenario = 'target' then 0.0
                else rounding
            end,
            bound
        ) as reach,
        concat(
            case bound when 'ge' then '>=' when 'gt' then '>' when 'le' then '<=' when 'lt' then '<' when 'approx' then '~'
                else '' end,
            case when value < 0 then '-' else '' end,
            case
                when not is_converted and (is_plain or regexp_full_match(numeral, '[0-9]+(\.[0-9]+)?')) then numeral
                else rtrim(rtrim(cast(abs(exact) as varchar), '0'), '.')
            end
        ) as shown,
    from measured
)

select * from final
