-- grain: one row per city and name of a project, with the parts by which names are joined
--     name_key: the name without quotation marks, blanks, brackets, phase, its own province, city or zone in front,
--     and 项目, 建设项目, 工程 behind
--     marks: numbers, phases and ordinals in the name, and the places that it names besides its own city and province;
--     names with different marks are different projects
-- inputs: fact_figure, dim_zone, dim_city, staging.ref_place
create table staging.project_name as

with

name as (
    select
        coalesce(city_id, province_id, '') as city_key,
        subject_name,
        max(city_id) as city_id,
        max(province_id) as province_id,
        max(zone_id) as zone_id,
    from fact_figure
    where subject_level = 'project'
    group by coalesce(city_id, province_id, ''), subject_name
),

plain as (
    select
        name.*,
        regexp_replace(
            lower(translate(
                subject_name,
                '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ．（）／',
                '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.()/'
            )),
            '[\s　“”"''‘’「」『』《》〈〉()【】\[\]·・—–，、。]', '', 'g'
        ) as printed,
        regexp_replace(printed, '第([0-9一二三四五六七八九十]+)期', '\1期', 'g') as plain_phase,
        regexp_replace(plain_phase, '(^|[^0-9iv])(?:1|i|ⅰ)期', '\1一期', 'g') as with_first,
        regexp_replace(with_first, '(^|[^0-9iv])(?:2|ii|ⅱ)期', '\1二期', 'g') as with_second,
        regexp_replace(with_second, '(^|[^0-9iv])(?:3|iii|ⅲ)期', '\1三期', 'g') as words,
    from name
),

place_word as (
    select
        place_id,
        null as city_id,
        name_zh as word,
    from staging.ref_place
    where length(name_zh) >= 3
    union
    select
        place_id,
        null as city_id,
        regexp_replace(name_zh, '(?:省|市|地区|盟|(?:壮族|回族|维吾尔)?自治区|特别行政区)$', '') as word,
    from staging.ref_place
    where level in ('province', 'city') and length(word) >= 2
    union
    -- a county's short name is too common a word elsewhere
    select
        place_id,
        city_id,
        regexp_replace(name_zh, '[县市区旗]$', '') as word,
    from staging.ref_place
    where level = 'county' and length(word) >= 2
),

piece as (
    select distinct
        city_key,
        subject_name,
        city_id,
        province_id,
        unnest(
            list_transform(range(1, length(words)), lambda place: substr(words, place, 2))
            || list_transform(range(1, length(words) - 1), lambda place: substr(words, place, 3))
            || list_transform(range(1, length(words) - 2), lambda place: substr(words, place, 4))
        ) as piece,
    from plain
),

placed as (
    select
        piece.city_key,
        piece.subject_name,
        string_agg(distinct place_word.place_id, ' ' order by place_word.place_id) as places,
    from piece
    inner join place_word
        on
            place_word.word = piece.piece
            and (place_word.city_id is null or place_word.city_id = piece.city_id)
            and place_word.place_id is distinct from piece.city_id
            and place_word.place_id is distinct from piece.province_id
    group by piece.city_key, piece.subject_name
),

marked as (
    select
        plain.*,
        dim_city.name_zh as city_zh,
        dim_city.province_zh,
        dim_zone.name_zh as zone_zh,
        dim_zone.short_name_zh as short_zone_zh,
        placed.places,
        list_sort(regexp_extract_all(
            words,
            '\d+(?:\.\d+)?[万亿]?[a-z%]*'
            || '|(?:第|[a-z0-9])?[一二三四五六七八九十]+(?:期|号|厂|批|段|标段|线|区|条|座|组团)'
            || '|[a-z](?:区|栋|座|厂|线|标段|地块)'
        )) as numbers,
    from plain
    left join dim_city on dim_city.city_id = plain.city_id
    left join dim_zone on dim_zone.zone_id = plain.zone_id
    left join placed on placed.city_key = plain.city_key and placed.subject_name = plain.subject_name
),

without_province as (
    select
        *,
        case
            when starts_with(words, province_zh) then substr(words, length(province_zh) + 1)
            when starts_with(words, regexp_replace(province_zh, '[省市]$', ''))
                then substr(words, length(regexp_replace(province_zh, '[省市]$', '')) + 1)
            else words
        end as of_city,
    from marked
),

without_zone as (
    select
        *,
        case
            when starts_with(of_city, zone_zh) then substr(of_city, length(zone_zh) + 1)
            when starts_with(of_city, short_zone_zh) then substr(of_city, length(short_zone_zh) + 1)
            when starts_with(of_city, city_zh) then substr(of_city, length(city_zh) + 1)
            when starts_with(of_city, regexp_replace(city_zh, '市$', ''))
                then substr(of_city, length(regexp_replace(city_zh, '市$', '')) + 1)
            else of_city
        end as own,
    from without_province
),

stripped as (
    select
        *,
        regexp_replace(
            regexp_replace(own, '第?[一二三四五六七八九十]+期', '', 'g'), '(?:(?:建设)?(?:项目|工程))+$', ''
        ) as stem,
    from without_zone
),

final as (
    select
        city_key,
        subject_name,
        -- 建设项目 alone, or 晋城产业园 without its city, would fit any other
        case when length(stem) >= 4 then stem else words end as name_key,
        concat_ws(chr(31), array_to_string(numbers, ' '), places) as marks,
    from stripped
)

select * from final
