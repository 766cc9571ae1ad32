-- grain: one row per floor of data quality, with what this run has measured against it
--     a document is of a city, of a province, or of neither, as its articles are
-- inputs: staging.ref_quality_floor, dim_document, dim_article, fact_figure, fact_mention, quarantine
create table mart_quality as

with

document as (
    select
        dim_document.document_id,
        case
            when count(dim_article.city_id) > 0 then 'city'
            when count(dim_article.province_id) > 0 then 'province'
            else 'unknown'
        end as document_type,
    from dim_document
    left join dim_article on dim_article.document_id = dim_document.document_id
    group by dim_document.document_id
),

type_of_document as (
    select
        document_type,
        count(*) as documents,
    from document
    group by document_type
),

-- one scan of a table counts the values of all its columns
article as (
    unpivot (
        select
            document.document_type,
            count(*) as table_rows,
            count(columns(counted.*)),
        from dim_article as counted
        inner join document on document.document_id = counted.document_id
        group by document.document_type
    )
    on columns(* exclude (document_type, table_rows)) into name column_name value filled
),

figure as (
    unpivot (
        select
            document.document_type,
            count(*) as table_rows,
            count(columns(counted.*)),
        from fact_figure as counted
        inner join document on document.document_id = counted.document_id
        group by document.document_type
    )
    on columns(* exclude (document_type, table_rows)) into name column_name value filled
),

mention as (
    select
        document.document_type,
        count(*) as table_rows,
        'mention_id' as column_name,
        count(*) as filled,
    from fact_mention as counted
    inner join document on document.document_id = counted.document_id
    group by document.document_type
),

counted as (
    select 'dim_article' as table_name, * from article
    union all by name
    select 'fact_figure' as table_name, * from figure
    union all by name
    select 'fact_mention' as table_name, * from mention
),

-- refused files stand for themselves, refused figures for the documents they were read in
refused as (
    select
        'dim_document' as table_name,
        null as document_type,
        count(distinct row_json) as refused,
    from quarantine
    where source_table = 'document' and document_id is null

    union all by name

    select
        'fact_figure' as table_name,
        document.document_type,
        count(distinct quarantine.row_json) as refused,
    from quarantine
    inner join document on document.document_id = quarantine.document_id
    where quarantine.source_table = 'figure'
    group by document.document_type
),

measured as (
    select
        floors.*,
        coalesce((
            select sum(type_of_document.documents)
            from type_of_document
            where floors.document_type is null or type_of_document.document_type = floors.document_type
        ), 0) as measured_documents,
        coalesce((
            select sum(counted.table_rows)
            from counted
            where
                counted.table_name = floors.table_name
                and (floors.document_type is null or counted.document_type = floors.document_type)
                and counted.column_name = case floors.table_name
                    when 'dim_article' then 'article_id'
                    when 'fact_figure' then 'figure_id'
                    else 'mention_id'
                end
        ), 0) as table_rows,
        coalesce((
            select sum(counted.filled)
            from counted
            where
                counted.table_name = floors.table_name
                and (floors.document_type is null or counted.document_type = floors.document_type)
                and counted.column_name = floors.column_name
        ), 0) as filled,
        coalesce((
            select sum(refused.refused)
            from refused
            where
                refused.table_name = floors.table_name
                and (floors.document_type is null or refused.document_type = floors.document_type)
        ), 0) as refused,
    from staging.ref_quality_floor as floors
),

valued as (
    select
        *,
        case table_name when 'dim_document' then measured_documents else table_rows end as measured_rows,
        case quality_measure
            when 'fill_rate' then filled / nullif(table_rows, 0)
            when 'rows_per_document' then table_rows / nullif(measured_documents, 0)
            when 'read_share' then measured_documents / nullif(measured_documents + refused, 0)
            when 'valid_share' then table_rows / nullif(table_rows + refused, 0)
        end as measured,
    from measured
),

final as (
    select
        quality_rule,
        document_type,
        quality_measure,
        table_name,
        column_name,
        cast(measured_documents as bigint) as measured_documents,
        cast(measured_rows as bigint) as measured_rows,
        cast(round(measured, 4) as decimal(18, 4)) as measured_value,
        quality_floor,
        -- the value itself, not the rounded one: 0.94996 is below 0.95
        coalesce(measured >= quality_floor, true) as met,
        policy,
    from valued
)

select * from final
order by quality_rule
