-- grain: one row per article and question (home, as_of) whose answer is doubtful; that of most figures first
--     doubtful: there was nothing to choose, or the choice is hardly better than the runner-up (ref_setting_margin)
--     remedy: a line of TOML that settles it in the file beside the text; of several articles it names the one
-- inputs: dim_article, dim_document, fact_figure, staging.ref_setting_margin
create table review_setting as

with

answer as (
    select
        document_id,
        article_id,
        'home' as question,
        'about' as toml_key,
        home_basis as basis,
        home_subject as chosen,
        home_runner_up as runner_up,
        home_margin as margin,
        home_evidence as evidence,
    from dim_article
    union all
    select
        document_id,
        article_id,
        'as_of' as question,
        'as_of' as toml_key,
        as_of_basis as basis,
        as_of_month as chosen,
        as_of_runner_up as runner_up,
        as_of_margin as margin,
        as_of_evidence as evidence,
    from dim_article
),

several as (
    select
        document_id,
        count(*) > 1 as several,
    from dim_article
    group by document_id
),

doubtful as (
    select answer.*
    from answer
    left join staging.ref_setting_margin as ref on ref.question = answer.question
    where answer.basis = 'none' or (answer.basis = 'weighed' and answer.margin < ref.least_margin)
),

figure as (
    select
        doubtful.article_id,
        doubtful.question,
        count(*) as figures,
    from doubtful
    inner join fact_figure on fact_figure.article_id = doubtful.article_id
    where case
        when doubtful.question = 'home' then fact_figure.subject_name = doubtful.chosen
        else doubtful.chosen is null or strftime(fact_figure.period_end, '%Y-%m') = doubtful.chosen
    end
    group by doubtful.article_id, doubtful.question
),

-- what can be written down: neither 未知 nor a year without a month
proposal as (
    select
        article_id,
        question,
        list_transform(
            list_filter(
                [chosen, runner_up],
                lambda answer: case
                    when question = 'home' then answer != '未知'
                    else regexp_full_match(answer, '\d{4}-\d{2}')
                end
            ),
            lambda answer: '"' || replace(answer, '"', '\"') || '"'
        ) as answers,
    from doubtful
),

final as (
    select
        doubtful.document_id,
        doubtful.article_id,
        doubtful.question,
        doubtful.chosen,
        doubtful.runner_up,
        doubtful.margin,
        doubtful.evidence,
        coalesce(figure.figures, 0) as figures,
        regexp_replace(dim_document.path, '\.[^./]*$', '') || '.toml' as sidecar,
        case when several.several then 'article.' || regexp_extract(doubtful.article_id, '\d+$') || '.' else '' end
        || doubtful.toml_key
        || ' = '
        || coalesce(
            nullif(array_to_string(proposal.answers, ' # else '), ''),
            if(doubtful.question = 'home', '"…"', '"YYYY-MM"')
        ) as remedy,
    from doubtful
    inner join several on several.document_id = doubtful.document_id
    inner join dim_document on dim_document.document_id = doubtful.document_id
    inner join proposal on proposal.article_id = doubtful.article_id and proposal.question = doubtful.question
    left join figure on figure.article_id = doubtful.article_id and figure.question = doubtful.question
)

select * from final
order by figures desc, article_id, question desc
