-- grain: one row per figure that something confirms that could have contradicted it
--     by_identity: an arithmetic identity of the text that is sharp enough to fail holds for it (staging.identity_verdict)
--     by_count: one number was taken for each of several, and the text counts as many (甲、乙、丙3市均为100%)
--     by_document: another document prints the same value for the same key, in words of its own: a copy of the file, or of
--     the sentence, says nothing; neither does one of two values that a document gives itself
-- inputs: staging.identity_verdict, staging.older_reading, staging.current_reading, staging.keyed_reading, dim_document, fact_figure
create table staging.confirmed_figure as

with

by_identity as (
    select distinct unnest(figure_nos) as figure_no
    from staging.identity_verdict
    where agrees and is_sharp
),

of_several as (
    select
        reading.figure_no,
        regexp_extract(
            text.sentence,
            '([0-9]{1,2}|[两二三四五六七八九十])(个|家|大)?(市|县|区|县区|区县|地市|设区市|州|开发区|经开区|高新区|园区)[^0-9，,；;。]{0,12}'
            || regexp_escape(text.quote),
            1
        ) as counted,
        count(*) over (partition by text.document_id, text.char_start) as subjects,
    from staging.keyed_reading as reading
    inner join fact_figure as text on text.rowid = reading.figure_no
    where contains(reading.doubts, 'several_subjects')
),

by_count as (
    select figure_no
    from of_several
    where
        subjects = coalesce(
            try_cast(counted as bigint),
            list_position(['', '二', '三', '四', '五', '六', '七', '八', '九', '十'], if(counted = '两', '二', counted))
        )
        and counted != ''
),

-- few keys are printed again
again as (
    select
        older.figure_no,
        older.current_no,
        older.document_id,
        coalesce(older.value_canonical, older.value) as value,
        older.unit_no,
        older.bound,
    from staging.older_reading as older
),

version as (
    select * from again
    union all
    select
        current.figure_no,
        current.figure_no as current_no,
        current.document_id,
        coalesce(current.value_canonical, current.value) as value,
        current.unit_no,
        current.bound,
    from staging.current_reading as current
    semi join again on again.current_no = current.figure_no
    where not current.contested
),

by_document as (
    select distinct unnest([one.figure_no, other.figure_no]) as figure_no
    from version as one
    inner join version as other
        on
            other.current_no = one.current_no
            and other.value = one.value
            and other.unit_no = one.unit_no
            and other.bound = one.bound
            and other.document_id > one.document_id
    inner join dim_document as one_file on one_file.document_id = one.document_id
    inner join dim_document as other_file on other_file.document_id = other.document_id
    inner join fact_figure as one_text on one_text.rowid = one.figure_no
    inner join fact_figure as other_text on other_text.rowid = other.figure_no
    where one_file.sha256 != other_file.sha256 and one_text.sentence != other_text.sentence
),

final as (
    select
        figure_no,
        bool_or(by_identity) as by_identity,
        bool_or(by_count) as by_count,
        bool_or(by_document) as by_document,
    from (
        select figure_no, true as by_identity, false as by_count, false as by_document from by_identity
        union all
        select figure_no, false as by_identity, true as by_count, false as by_document from by_count
        union all
        select figure_no, false as by_identity, false as by_count, true as by_document from by_document
    )
    group by figure_no
)

select * from final
