"""The marts about a subject that stand beside ranking and gap: what projects, reform and promotion come to."""

from __future__ import annotations

from flows.contracts.model import Table

SUBJECT = "quarter_id subject_level subject_name province_id? city_id? zone_id?"
SUBJECT_KEYS = (
    "quarter_id -> dim_quarter.quarter_id",
    "city_id -> dim_city.city_id",
    "zone_id -> dim_zone.zone_id",
)

MART_TABLES: tuple[Table, ...] = (
    Table(
        name="mart_pipeline",
        label_zh="三个一批",
        columns=f"{SUBJECT} batch_scope? period_start period_end signed? started? started_batch? "
        "in_production? in_production_batch? signed_investment? started_investment? "
        "in_production_investment? completed_investment? start_rate_reported? "
        "start_rate_computed? start_rate_rank? start_rate_rank_comparator? "
        "production_rate_reported? production_rate_computed? production_rate_rank? "
        "production_rate_rank_comparator? full_output_rate_reported? "
        "full_output_rate_computed? full_output_rate_rank? full_output_rate_rank_comparator? "
        "signed_not_started? started_not_in_production? in_production_not_full? qualifiers "
        "figure_ids contested months period_kind is_latest_in_quarter certainty",
        key="quarter_id subject_level subject_name city_id zone_id batch_scope period_start period_end",
        foreign_keys=SUBJECT_KEYS,
        en="Projects signed, started, in production: one row per subject, quarter, period and scope of a batch.",
        zh="三个一批：每个主体、季度、时期、批次口径一行。",
    ),
    Table(
        name="mart_reform",
        label_zh="改革",
        columns=f"{SUBJECT} commitment_projects? commitment_projects_rank? commitment_share? "
        "commitment_share_bound? commitment_share_rank? standard_land_parcels? "
        "standard_land_parcels_rank? standard_land_area? standard_land_area_rank? "
        "standard_land_reserve? standard_land_reserve_rank? agency_projects? "
        "agency_projects_rank? agency_items? agency_items_rank? agency_share? "
        "agency_share_bound? agency_share_rank? standard_factory_area? "
        "standard_factory_area_rank? standard_factory_use? standard_factory_use_bound? "
        "standard_factory_use_rank? occupancy_rate? occupancy_rate_bound? "
        "occupancy_rate_rank? delegated_powers? delegated_powers_rank? qualifiers figure_ids contested "
        "certainty",
        key="quarter_id subject_level subject_name city_id zone_id",
        foreign_keys=SUBJECT_KEYS,
        en="Reform: commitment, standard land, full agency, standard factories, powers; one row per subject and quarter.",
        zh="改革：承诺制、标准地、全代办、标准厂房、赋权，每个主体、季度一行。",
    ),
    Table(
        name="mart_leading_industry",
        label_zh="主导产业",
        columns=f"{SUBJECT} ordinal? enterprises? enterprises_share? enterprises_share_of? "
        "enterprises_above_size? enterprises_above_size_share? "
        "enterprises_above_size_share_of? output? output_indicator_id? output_share? "
        "output_share_of? value_added? value_added_share? value_added_share_of? investment? "
        "investment_indicator_id? investment_share? investment_share_of? qualifiers "
        "figure_ids contested certainty",
        key="quarter_id subject_level subject_name city_id zone_id ordinal",
        foreign_keys=(
            *SUBJECT_KEYS,
            "output_indicator_id -> dim_indicator.indicator_id",
            "investment_indicator_id -> dim_indicator.indicator_id",
        ),
        en="One row per subject, quarter and leading industry, the first or the second.",
        zh="主导产业：每个主体、季度、第一或第二主导产业一行。",
    ),
    Table(
        name="mart_promotion",
        label_zh="招商",
        columns=f"{SUBJECT} trips? negotiations? cooperation_intents? signings? signings_investment? "
        "funds_in_place? negotiations_per_trip? signing_rate? qualifiers figure_ids contested certainty",
        key="quarter_id subject_level subject_name city_id zone_id",
        foreign_keys=SUBJECT_KEYS,
        en="Investment promotion: trips, negotiations, signings; one row per subject and quarter.",
        zh="招商：出访、洽谈、签约及其转化，每个主体、季度一行。",
    ),
)
