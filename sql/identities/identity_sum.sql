-- grain: one row per total whose parts are printed near it: part + part + … = total
--     parts are the zones of a city, or the cities of a province, listed in the same article with the same indicator,
--     period, scope key and unit; or what the catalog's definition says, in the same sentence (出口 + 进口 = 进出口)
--     parts that fall short of their total are a contradiction only where the text says that the list is whole: as many
--     are listed as it counts (3个开发区分别, 两区), or it says all of them (各开发区分别, 全部); else some of them may
--     just not be listed, and there is no identity. 分开发区看 says how they are listed, not that all are, and the
--     register holds what has no industry too
-- inputs: staging.identity_operand, staging.sum_definition, dim_indicator, fact_figure
create table staging.identity_sum as

with

valued as (
    select * from staging.identity_operand
    where measure = 'level' and scenario = 'actual' and bound = 'eq'
),

total as (
    select
        valued.*,
        coalesce(valued.city_id, valued.province_id) as place_id,
    from valued
    inner join dim_indicator on dim_indicator.indicator_id = valued.indicator_id
    where valued.subject_level in ('city', 'province') and dim_indicator.aggregation = 'sum'
),

place_part as (
    select
        total.figure_id as total_figure_id,
        part.figure_id as part_figure_id,
        part.char_start,
        abs(part.char_start - total.char_start) as distance,
    from total
    inner join valued as part
        on
            part.article_id = total.article_id
            and part.indicator_id = total.indicator_id
            and part.period_start = total.period_start
            and part.period_end = total.period_end
            and part.scope_key is not distinct from total.scope_key
            and part.unit = total.unit
            and part.subject_level = if(total.subject_level = 'city', 'zone', 'city')
            and if(total.subject_level = 'city', part.city_id, part.province_id) = total.place_id
    qualify
        row_number() over (
            partition by total.figure_id, part.subject_key
            order by distance, part.figure_id
        ) = 1
),

-- of several totals the nearest is the one that is listed
place_list as (
    select
        total_figure_id,
        count(*) as parts,
        max(distance) as reach,
        list(part_figure_id order by char_start, part_figure_id) as part_figure_ids,
    from place_part
    group by total_figure_id
    having count(*) >= 2 and max(distance) <= 250 * count(*)
    qualify row_number() over (partition by part_figure_ids order by reach, total_figure_id) = 1
),

zone_count as (
    select
        article_id,
        city_id,
        list(distinct value) as counts,
    from valued
    where indicator_id = 'zones' and subject_level = 'city'
    group by article_id, city_id
),

said as (
    select
        place_part.total_figure_id,
        list(distinct regexp_extract(
            fact_figure.sentence, '([0-9]+|[两二三四五六七八九十])(个|家)?(开发区|园区|经开区|高新区|地市|市|区)(分别|依次|各)', 1
        )) || list(distinct regexp_extract(fact_figure.sentence, '(两|二|三|四|五)(区|园|市)(分别|依次|各)', 1)) as counts,
        bool_or(regexp_matches(fact_figure.sentence, '(各|全部|所有)(开发区|园区|地市|市|区)(分别|依次)')) as is_all,
    from place_part
    inner join fact_figure on fact_figure.figure_id = place_part.part_figure_id
    group by place_part.total_figure_id
),

defined_part as (
    select
        total.figure_id as total_figure_id,
        definition.parts,
        part.figure_id as part_figure_id,
        part.char_start,
        count(*) over (partition by total.figure_id) as found,
    from total
    inner join staging.sum_definition as definition on definition.indicator_id = total.indicator_id
    inner join valued as part
        on
            part.article_id = total.article_id
            and part.sentence_key = total.sentence_key
            and part.subject_level = total.subject_level
            and part.subject_key = total.subject_key
            and part.period_start = total.period_start
            and part.period_end = total.period_end
            and part.scope is not distinct from total.scope
            and part.unit = total.unit
            and (
                part.indicator_id = definition.part_indicator_id
                or (part.indicator_id is null and left(part.indicator_label, 2) = definition.part_label)
            )
            and part.char_start > total.char_start
),

-- each part once: of two numbers nobody knows which is meant
defined_list as (
    select
        defined_part.total_figure_id,
        any_value(defined_part.parts) as parts,
        list(defined_part.part_figure_id order by defined_part.char_start) as part_figure_ids,
    from defined_part
    inner join fact_figure on fact_figure.figure_id = defined_part.part_figure_id
    where defined_part.found = defined_part.parts
    group by defined_part.total_figure_id
    having
        count(distinct coalesce(fact_figure.indicator_id, fact_figure.indicator_label)) = any_value(defined_part.parts)
        -- 铺排269个, 其中签约…: without the word the stages may be other batches
        and bool_and(regexp_matches(fact_figure.sentence, '其中|包括|分别|[进出]口'))
),

listed as (
    select
        place_list.total_figure_id,
        unnest(place_list.part_figure_ids) as part_figure_id,
        generate_subscripts(place_list.part_figure_ids, 1) as place,
        said.is_all
        or list_contains(said.counts, cast(place_list.parts as varchar))
        or list_contains(said.counts, '一二三四五六七八九十'[place_list.parts])
        or (place_list.parts = 2 and list_contains(said.counts, '两'))
        or coalesce(list_contains(zone_count.counts, place_list.parts), false) as is_whole,
    from place_list
    inner join total on total.figure_id = place_list.total_figure_id
    inner join said on said.total_figure_id = place_list.total_figure_id
    left join zone_count
        on
            total.subject_level = 'city'
            and zone_count.article_id = total.article_id
            and zone_count.city_id = total.city_id
    union all
    select
        total_figure_id,
        unnest(part_figure_ids) as part_figure_id,
        generate_subscripts(part_figure_ids, 1) as place,
        true as is_whole,
    from defined_list
),

added as (
    select
        listed.total_figure_id,
        bool_and(listed.is_whole) as is_whole,
        bool_and(part.is_current) as is_current,
        list(part.figure_id order by listed.place) as part_figure_ids,
        list(part.figure_no order by listed.place) as part_figure_nos,
        string_agg(if(part.value < 0, concat('(', part.shown, ')'), part.shown), ' + ' order by listed.place) as shown,
        list_sum(list(part.value order by listed.place)) as expected,
        {
            'low': list_sum(list(part.reach.low order by listed.place)),
            'high': list_sum(list(part.reach.high order by listed.place))
        } as expected_reach,
    from listed
    inner join valued as part on part.figure_id = listed.part_figure_id
    group by listed.total_figure_id
),

final as (
    select
        'sum' as identity,
        total.figure_id as stated_figure_id,
        [total.figure_id] || added.part_figure_ids as figure_ids,
        [total.figure_no] || added.part_figure_nos as figure_nos,
        ['stated'] || list_transform(added.part_figure_ids, lambda part: 'part') as roles,
        total.is_current and added.is_current as is_current,
        total.unit,
        total.value as stated,
        total.reach as stated_reach,
        added.expected,
        added.expected_reach,
        concat(added.shown, ' = ', total.shown) as expression,
    from added
    inner join total on total.figure_id = added.total_figure_id
    where added.is_whole or added.expected_reach.high >= total.reach.low - 1e-9
)

select * from final
