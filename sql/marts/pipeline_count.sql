-- grain: one row per batch (subject, period, scope): its counts of projects by stage, and of which count each is a part
--     whole and part: 91个“签约一批”已开工84个；87个“开工一批”已投产54个 counts what became of 91 and of 87 projects.
--     started is a part of signed, in_production of started_batch; full output would be of in_production_batch
--     a count is paired with the one of the stage before that stands next before it in its sentence, where a word between
--     them says that it is of it (已, 其中, 中), and at most an amount of money stands there besides; so the two
--     started counts of one key both stand here, which is why figures beside the current one of its document are read
--     “签约一批”91个，开工84个 says so too: a batch, and then a stage that is no batch of its own
--     签约34个，开工26个 may be lists of other projects, so one is no part of the other, and nothing is paired
--     where no sentence pairs counts, the current ones stand; started and started_batch are then mostly one figure
-- inputs: staging.keyed_figure, fact_figure
create table staging.pipeline_count as

with

counted as (
    select
        figure_id,
        subject_level,
        subject_key,
        scope,
        period_start,
        period_end,
        document_id,
        sentence_key,
        char_start,
        quote,
        recency,
        list_position(['projects_signed', 'projects_started', 'projects_in_production'], indicator_id) as stage,
        cast(value_canonical as bigint) as projects,
        bound,
        contested,
        certainty,
        coalesce(regexp_matches(indicator_label, '(签约|开工|投产)一批'), false) as is_list,
    from staging.keyed_figure
    where
        scenario = 'actual'
        and measure = 'level'
        and indicator_id in ('projects_signed', 'projects_started', 'projects_in_production')
        and value_canonical is not null
    qualify
        document_id = first_value(document_id) over (
            partition by subject_level, subject_key, scope, period_start, period_end, indicator_id
            order by recency, figure_id
        )
),

neighbour as (
    select
        *,
        lag(stage) over sentences as stage_before,
        lag(figure_id) over sentences as figure_before,
        lag(quote) over sentences as quote_before,
        lag(is_list) over sentences as is_list_before,
    from counted
    window
        sentences as (
            partition by subject_level, subject_key, scope, period_start, period_end, document_id, sentence_key
            order by char_start, figure_id
        )
),

pair as (
    select
        neighbour.figure_id as part_id,
        neighbour.figure_before as whole_id,
    from neighbour
    inner join fact_figure on fact_figure.figure_id = neighbour.figure_id
    where
        neighbour.stage_before = neighbour.stage - 1
        and not neighbour.is_list
        and (
            regexp_matches(
                fact_figure.sentence,
                '(^|[^0-9.])' || regexp_escape(neighbour.quote_before)
                || '(个|项)([^0-9；;。]{0,12}[0-9.]+(亿元|万元))?'
                || '([^0-9；;。]{0,20}(已|其中|当中|中的|项目中|批”?中)|[^0-9。]{0,6}(签约|开工)项目中)[^0-9；;。]{0,16}'
                || regexp_escape(neighbour.quote) || '($|[^0-9.])'
            )
            or (
                neighbour.is_list_before
                and regexp_matches(
                    fact_figure.sentence,
                    '(^|[^0-9.])' || regexp_escape(neighbour.quote_before) || '(个|项)[^0-9；;。]{0,12}'
                    || regexp_escape(neighbour.quote) || '($|[^0-9.])'
                )
            )
        )
    qualify
        row_number() over (
            partition by
                neighbour.subject_level, neighbour.subject_key, neighbour.scope, neighbour.period_start,
                neighbour.period_end, neighbour.stage
            order by neighbour.recency, neighbour.figure_id
        ) = 1
),

linked as (
    select
        counted.*,
        part.part_id is not null as is_part,
        whole.whole_id is not null as is_whole,
    from counted
    left join pair as part on part.part_id = counted.figure_id
    left join pair as whole on whole.whole_id = counted.figure_id
),

placed as (
    select
        *,
        row_number() over (stages order by is_part desc, is_list, recency, figure_id) as part_place,
        row_number() over (stages order by is_whole desc, is_list desc, is_part, recency, figure_id) as whole_place,
    from linked
    window stages as (partition by subject_level, subject_key, scope, period_start, period_end, stage)
),

final as (
    select
        subject_level,
        subject_key,
        scope,
        period_start,
        period_end,
        max(projects) filter (where stage = 1 and whole_place = 1) as signed,
        max(projects) filter (where stage = 2 and part_place = 1) as started,
        max(projects) filter (where stage = 2 and whole_place = 1) as started_batch,
        max(projects) filter (where stage = 3 and part_place = 1) as in_production,
        max(projects) filter (where stage = 3 and whole_place = 1) as in_production_batch,
        max(bound) filter (where stage = 1 and whole_place = 1) as signed_bound,
        max(bound) filter (where stage = 2 and part_place = 1) as started_bound,
        max(bound) filter (where stage = 2 and whole_place = 1) as started_batch_bound,
        max(bound) filter (where stage = 3 and part_place = 1) as in_production_bound,
        max(bound) filter (where stage = 3 and whole_place = 1) as in_production_batch_bound,
        coalesce(bool_or(is_part) filter (where stage = 2 and part_place = 1), false) as started_is_part,
        coalesce(bool_or(is_part) filter (where stage = 3 and part_place = 1), false) as in_production_is_part,
        -- two counts that their sentences keep apart are no two values of one
        coalesce(bool_or(contested and not is_part and not is_whole) filter (where part_place = 1 or whole_place = 1), false)
            as contested,
        max(certainty) filter (where whole_place = 1 or (part_place = 1 and stage > 1)) as certainty,
        list(figure_id) filter (where whole_place = 1 or (part_place = 1 and stage > 1)) as figure_ids,
    from placed
    group by subject_level, subject_key, scope, period_start, period_end
)

select * from final
