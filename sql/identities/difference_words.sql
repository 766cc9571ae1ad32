-- grain: a macro: how a difference is written, 5.6 - (-2) = 7.6, from what the texts print of its three numbers
-- inputs:
create macro staging.difference_words(minuend, subtrahend, shown, stated) as (
    concat(minuend, ' - ', if(subtrahend < 0, concat('(', shown, ')'), shown), ' = ', stated)
)
