-- grain: a macro: what tells subjects of a level apart: a zone's id, a county within its city, every other subject's name
-- inputs:
create macro staging.subject_key_of(subject_level, zone_id, city_id, subject_name) as (
    case subject_level
        when 'zone' then coalesce(zone_id, subject_name)
        when 'county' then concat_ws('/', city_id, subject_name)
        else subject_name
    end
)
