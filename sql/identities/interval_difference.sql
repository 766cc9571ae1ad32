-- grain: a macro: the interval of a - b, where a and b are intervals {low, high}
-- inputs:
create macro staging.interval_difference(a, b) as {
    'low': struct_extract(a, 'low') - struct_extract(b, 'high'),
    'high': struct_extract(a, 'high') - struct_extract(b, 'low')
}
