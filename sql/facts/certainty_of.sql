-- grain: a macro: how sure a figure is: reviewed, where a person decided on it; confirmed, where something that could have
--     contradicted it does not (staging.figure_certainty), or somebody else has read it alike; doubtful, where a doubt is left; else clear
-- inputs:
create macro staging.certainty_of(rule, doubts, is_confirmed) as (
    case
        when regexp_matches(rule, '(^| )review( |$)') then 'reviewed'
        when is_confirmed or regexp_matches(rule, '(^| )agreed( |$)') then 'confirmed'
        when doubts is not null then 'doubtful'
        else 'clear'
    end
)
