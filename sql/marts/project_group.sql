-- grain: one row per city, name and zone of a project, with the name that stands for all its variants (root_key)
--     a name joins a longer one of the same city and marks that holds it, or holds its characters in their order and
--     little else; of several longer ones the shortest, and none where they don't hold each other: it may mean any
--     two names that one document gives different investments are two projects
--     project: a number for what all variants of a name mean
--     zone_key: names of two zones are two projects; a mention without a zone goes to the one zone there is
-- inputs: fact_figure, staging.project_name
create table staging.project_group as

with

mention as (
    select
        name.city_key,
        name.subject_name,
        name.name_key,
        name.marks,
        figure.zone_id,
        figure.document_id,
        case
            when figure.indicator_id = 'project_investment' and figure.bound = 'eq'
                then figure.document_id || ' ' || coalesce(figure.value_canonical, figure.value)
        end as invested,
    from fact_figure as figure
    inner join staging.project_name as name
        on
            name.city_key = coalesce(figure.city_id, figure.province_id, '')
            and name.subject_name = figure.subject_name
    where figure.subject_level = 'project'
),

name_key as (
    select
        city_key,
        marks,
        name_key,
        list_distinct(string_split(name_key, '')) as letters,
        list(distinct document_id) filter (where invested is not null) as documents,
        list(distinct invested) filter (where invested is not null) as investments,
        row_number() over (order by city_key, marks, name_key) as key_number,
    from mention
    group by city_key, marks, name_key
),

piece as (
    select distinct
        key_number,
        city_key,
        marks,
        name_key,
        unnest(list_transform(range(1, length(name_key) - 1), lambda place: substr(name_key, place, 3))) as piece,
    from name_key
    where length(name_key) >= 4
),

counted as (
    select
        *,
        length(name_key) as key_length,
        count(*) over (partition by city_key, marks, piece) as keys,
    from piece
),

-- names are compared where they share a rare part; a name of nothing but common parts means no one project
anchor as (
    select * from counted
    where keys between 2 and 20
    qualify row_number() over (partition by key_number order by keys, piece) <= 3
),

candidate as (
    select distinct
        anchor.key_number as child,
        counted.key_number as parent,
    from anchor
    inner join counted
        on
            counted.city_key = anchor.city_key
            and counted.marks = anchor.marks
            and counted.piece = anchor.piece
            and counted.key_length > anchor.key_length
),

pair as (
    select
        candidate.child,
        candidate.parent,
        length(parent.name_key) as parent_length,
    from candidate
    inner join name_key as child on child.key_number = candidate.child
    inner join name_key as parent on parent.key_number = candidate.parent
    where
        not coalesce(
            list_has_any(child.documents, parent.documents)
            and not list_has_any(child.investments, parent.investments),
            false
        )
        and case
            when contains(parent.name_key, child.name_key) then true
            -- the letters alone rule most pairs out, and a pattern has to be compiled for each pair
            when
                length(child.name_key) >= 0.7 * length(parent.name_key)
                and list_has_all(parent.letters, child.letters)
                then regexp_matches(
                    parent.name_key,
                    array_to_string(
                        list_transform(string_split(child.name_key, ''), lambda letter: regexp_escape(letter)), '.*'
                    )
                )
            else false
        end
),

nearest as (
    select
        child,
        parent,
    from pair
    qualify row_number() over (partition by child order by parent_length, parent) = 1
),

ambiguous as (
    select distinct pair.child
    from pair
    inner join nearest on nearest.child = pair.child and nearest.parent != pair.parent
    left join pair as onward on onward.child = nearest.parent and onward.parent = pair.parent
    where onward.parent is null
),

step as (
    select * from nearest
    where child not in (select child from ambiguous)
),

path as (
    with recursive path as (
        select
            key_number,
            key_number as root,
        from name_key
        union all
        select
            path.key_number,
            step.parent as root,
        from path
        inner join step on step.child = path.root
    )

    select * from path
),

rooted as (
    select
        path.key_number,
        path.root,
    from path
    left join step on step.child = path.root
    where step.parent is null
),

named as (
    select distinct
        mention.city_key,
        mention.subject_name,
        mention.name_key,
        mention.marks,
        mention.zone_id,
        root.name_key as root_key,
    from mention
    inner join name_key
        on
            name_key.city_key = mention.city_key
            and name_key.marks = mention.marks
            and name_key.name_key = mention.name_key
    inner join rooted on rooted.key_number = name_key.key_number
    inner join name_key as root on root.key_number = rooted.root
),

zoned as (
    select
        city_key,
        marks,
        root_key,
        case when count(distinct zone_id) = 1 then max(zone_id) end as only_zone,
    from named
    group by city_key, marks, root_key
),

final as (
    select
        named.city_key,
        named.subject_name,
        named.zone_id,
        named.name_key,
        named.marks,
        named.root_key,
        coalesce(named.zone_id, zoned.only_zone) as zone_key,
        dense_rank() over (order by named.city_key, named.marks, named.root_key, zone_key) as project,
    from named
    inner join zoned
        on
            zoned.city_key = named.city_key
            and zoned.marks = named.marks
            and zoned.root_key = named.root_key
)

select * from final
