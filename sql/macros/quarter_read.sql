-- grain: a macro: the quarter that a name means, as 2024-Q1, whether there are data of it or not; null where it names none
--     2024-Q1, 2024Q1, Q1 2024, 2024年一季度, 2024年第1季度, 24年1季度, 二〇二四年一季度; 上半年, 前三季度 and a bare year are the
--     quarters that they end in; so are months (2024年3月, 2024年1—3月, 2024-03, 202403)
-- inputs:
create macro quarter_read(name) as (
    select
        case
            when parsed.year is not null and parsed.quarter between 1 and 4 then parsed.year || '-Q' || parsed.quarter
        end
    from (
        select
            case
                when regexp_matches(plain.words, '(19|20)[0-9]{2}')
                    then try_cast(regexp_extract(plain.words, '(19|20)[0-9]{2}') as integer)
                when regexp_matches(plain.words, '^[0-9]{2}年') then 2000 + try_cast(left(plain.words, 2) as integer)
            end as year,
            case
                when regexp_matches(plain.words, '全年|年度|年底|年末|下半年|H2')
                    and not regexp_matches(plain.words, '第?[123]季度|Q[123]')
                    then 4
                when regexp_matches(plain.words, '上半年|H1') then 2
                when regexp_matches(plain.words, 'Q[1-4]') then try_cast(regexp_extract(plain.words, 'Q([1-4])', 1) as integer)
                when regexp_matches(plain.words, '[1-4](个?季度?|Q)')
                    then try_cast(regexp_extract(plain.words, '([1-4])(个?季度?|Q)', 1) as integer)
                when regexp_matches(plain.words, '[0-9]{1,2}月')
                    then (try_cast(regexp_extract(plain.words, '([0-9]{1,2})月(份|底|末)?$', 1) as integer) + 2) // 3
                when regexp_full_match(plain.words, '(19|20)[0-9]{2}[-/.]?(0?[1-9]|1[0-2])')
                    then (try_cast(regexp_extract(plain.words, '^[0-9]{4}[-/.]?([0-9]{1,2})$', 1) as integer) + 2) // 3
                when regexp_full_match(plain.words, '(19|20)?[0-9]{2}年?') then 4
            end as quarter,
        from (
            select
                translate(
                    upper(regexp_replace(name, '\s|第', '', 'g')),
                    '０１２３４５６７８９〇○零一二三四五六七八九', '0123456789000123456789'
                ) as words
        ) as plain
    ) as parsed
)
