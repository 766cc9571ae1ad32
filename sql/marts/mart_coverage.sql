-- grain: one row per document: its numbers by disposition, refused numbers included; numbers_unread: those that look like
--     data and were not read as a figure of the catalog, whatever their disposition
--     a number is accounted for by its disposition, and, where that is a figure, by its row in fact_figure or by the
--     refused row in quarantine
-- inputs: dim_document, dim_reason, fact_mention, fact_figure, quarantine
create table mart_coverage as

with

document as (
    select document_id from dim_document
),

refused as (
    select distinct
        document_id,
        source_table,
        row_json,
    from quarantine
    where document_id is not null
),

refused_figure as (
    select distinct
        document_id,
        cast(json_extract_string(row_json, '$.char_start') as bigint) as char_start,
        cast(json_extract_string(row_json, '$.char_end') as bigint) as char_end,
    from refused
    where source_table = 'figure'
),

mention as (
    select
        mention.document_id,
        mention.disposition,
        reason.verdict,
        case
            when mention.disposition not in ('figure', 'other_figure') then true
            else figure.figure_id is not null or refused_figure.document_id is not null
        end as accounted_for,
    from fact_mention as mention
    left join dim_reason as reason on reason.reason = mention.reason
    left join fact_figure as figure on figure.figure_id = mention.figure_id
    left join refused_figure
        on
            refused_figure.document_id = mention.document_id
            and refused_figure.char_start = mention.char_start
            and refused_figure.char_end = mention.char_end
),

mentions as (
    select
        document_id,
        count(*) as mentions,
        count(*) filter (where disposition = 'figure') as figures,
        count(*) filter (where disposition = 'other_figure') as other_figures,
        count(*) filter (where disposition = 'date') as dates,
        count(*) filter (where disposition = 'name') as names,
        count(*) filter (where disposition = 'reference') as "references",
        count(*) filter (where verdict = 'unread') as numbers_unread,
        count(*) filter (where accounted_for) as accounted_for,
    from mention
    group by document_id
),

refusals as (
    select
        document_id,
        count(*) as quarantined,
        count(*) filter (where source_table = 'mention') as refused_mentions,
    from refused
    group by document_id
),

counted as (
    select
        document.document_id,
        coalesce(mentions.mentions, 0) + coalesce(refusals.refused_mentions, 0) as mentions,
        coalesce(mentions.figures, 0) as figures,
        coalesce(mentions.other_figures, 0) as other_figures,
        coalesce(mentions.dates, 0) as dates,
        coalesce(mentions.names, 0) as names,
        coalesce(mentions."references", 0) as "references",
        coalesce(mentions.numbers_unread, 0) as numbers_unread,
        coalesce(refusals.quarantined, 0) as quarantined,
        coalesce(mentions.accounted_for, 0) + coalesce(refusals.refused_mentions, 0) as accounted_for,
    from document
    left join mentions on mentions.document_id = document.document_id
    left join refusals on refusals.document_id = document.document_id
),

final as (
    select
        document_id,
        mentions,
        figures,
        other_figures,
        dates,
        names,
        "references",
        quarantined,
        -- a document without numbers leaves none out
        coalesce(accounted_for / nullif(mentions, 0), 1.0) as share_accounted_for,
        numbers_unread,
    from counted
)

select * from final
order by document_id
