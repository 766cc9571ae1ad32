-- grain: a macro: the words that a figure's comparator tells it apart by: a level needs none, and neither does a growth
--     against the year before, which growth is unless it says otherwise; 环比 (上月, 上季度) and growth since 2020 are others
-- inputs:
create macro staging.comparator_key_of(measure, comparator) as (
    case
        when measure = 'level' then null
        when measure = 'growth' and regexp_full_match(comparator, '(上年|去年|上一年)?(全年|同期|同季|同月|同期数)?|同比') then null
        else comparator
    end
)
