-- grain: one row per scope, year and indicator of figures: the scope in codes, so that wordings of one population meet
--     (前两次“三个一批”, 今年两次“三个一批”活动), and its words without counts, so that others can be told apart
--     codes: batch:2024-1..2 (rounds of 三个一批; batch:2022+ since, batch:n4 four of no year, batch without either),
--     list:signed (what was signed, started or put into production in one), size:>=10000万元, industry:leading-1,
--     class:, part:; words that no rule knows are a part of their own
--     words that only say which zones a place has (省级以上开发区) or what the indicator says too (工业类开发区 of
--     industrial value added) narrow nothing: neutral_for in scope_words.csv; a bare 三个一批 narrows no rate of its own
-- inputs: staging.figure, staging.ref_scope_word, staging.ref_indicator
create table staging.scope_key as

with

given as (
    select distinct
        scope,
        coalesce(year(period_end), 0) as year,
        indicator_id,
    from staging.figure
    where scope is not null
),

bare as (
    select
        given.*,
        regexp_replace(scope, '[“”"''《》\s]', '', 'g') as plain,
        coalesce(ref_indicator.name_zh, '') as indicator_zh,
    from given
    left join staging.ref_indicator on ref_indicator.indicator_id = given.indicator_id
),

batched as (
    select
        *,
        '((20[0-9]{2})年|今年|本年)?(以来)?(的)?(前)?(第)?([0-9一二两三四五六七八九十]*)(次|期|批)?三个一批(活动)?(中|的)?(项目)?'
            as pattern,
        contains(plain, '三个一批') as is_batch,
        if(is_batch, regexp_extract(plain, pattern, 2), '') as year_words,
        if(is_batch, regexp_extract(plain, pattern, 1), '') as when_words,
        if(is_batch, regexp_extract(plain, pattern, 3), '') as since_words,
        if(is_batch, regexp_extract(plain, pattern, 6), '') as nth_words,
        if(is_batch, regexp_extract(plain, pattern, 7), '') as number_words,
        case
            when number_words = '' then null
            when number_words = '两' then 2
            when regexp_full_match(number_words, '[0-9]+') then try_cast(number_words as bigint)
            when length(number_words) = 1 then instr('一二三四五六七八九十', number_words)
        end as number,
        case
            when year_words != '' then year_words
            when when_words != '' or nth_words != '' then cast(year as varchar)
            else ''
        end as of_year,
        regexp_extract(plain, '(签约|开工|投产)一批', 1) as list_words,
        regexp_replace(
            if(is_batch, regexp_replace(plain, pattern, ''), plain), '(签约|开工|投产)一批(项目)?', ''
        ) as unbatched,
    from bare
),

sized as (
    select
        *,
        '^([0-9]+(\.[0-9]+)?)?(千万|亿|万)(元)?(及)?以上(的)?(项目)?$' as size_pattern,
        regexp_extract(unbatched, size_pattern, 1) as size_number,
        regexp_extract(unbatched, size_pattern, 3) as size_unit,
        if(size_unit != '', '', unbatched) as unsized,
    from batched
),

-- 4个, 全市8家: how many there are narrows nothing
uncounted as (
    select
        *,
        regexp_replace(
            regexp_replace(unsized, '^(全市|全省|全区)?[0-9一二两三四五六七八九十]+(个|家)', ''), '[，,、]+$', ''
        ) as words,
    from sized
),

named as (
    select
        uncounted.*,
        word.word,
        word.scope_code,
        case word.neutral_for
            when 'all' then true
            when 'industry' then regexp_matches(uncounted.indicator_zh, '工业|规上|产值')
            else false
        end as is_neutral,
        case
            when word.word is not null then ''
            else regexp_replace(uncounted.words, '(.)(产业|行业|类)?项目$', '\1\2')
        end as rest,
    from uncounted
    left join staging.ref_scope_word as word on word.word = uncounted.words
),

coded as (
    select
        *,
        regexp_extract(rest, '^第([一二三四五])大?主导产业$', 1) as place_words,
        list_filter(
            [
                case
                    when not is_batch then null
                    when since_words != '' and of_year != '' then 'batch:' || of_year || '+'
                    when nth_words != '' and number is not null then 'batch:' || of_year || '-' || number
                    when number is not null and of_year != '' then 'batch:' || of_year || '-1..' || number
                    when number is not null then 'batch:n' || number
                    when of_year != '' then 'batch:' || of_year
                    when regexp_matches(indicator_zh, '(开工|投产|达效|达产)率$') then null
                    else 'batch'
                end,
                case list_words
                    when '签约' then 'list:signed' when '开工' then 'list:started' when '投产' then 'list:in_production'
                end,
                case
                    when size_unit = '' then null
                    else 'size:>=' || cast(
                        cast(
                            coalesce(try_cast(nullif(size_number, '') as double), 1)
                            * case size_unit when '亿' then 10000 when '千万' then 1000 else 1 end as bigint
                        ) as varchar
                    ) || '万元'
                end,
                if(is_neutral, null, scope_code),
                case
                    when rest = '' then null
                    when place_words != '' then 'industry:leading-' || instr('一二三四五', place_words)
                    when regexp_matches(rest, '.(产业|行业)$')
                        then 'industry:' || regexp_replace(rest, '(产业|行业)$', '')
                    else 'part:' || rest
                end,
            ],
            lambda code: code is not null and code != ''
        ) as codes,
    from named
),

final as (
    select
        scope,
        year,
        indicator_id,
        nullif(array_to_string(list_sort(codes), ';'), '') as scope_key,
        coalesce(nullif(words, ''), plain) as scope_words,
    from coded
)

select * from final
