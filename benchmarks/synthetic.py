"""Figures like those of many reports, made by chance from a seed: the same seed gives the same frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from flows.contracts import STAGING_TABLES, polars_schema

FIGURES_IN_A_DOCUMENT = 120
AT_A_TIME = 1_200_000
"""Figures in memory; a whole number of documents."""
# in the reports a sentence holds 3.4 figures in some 108 characters
FIGURES_IN_A_SENTENCE = 3
FIRST_YEAR, YEARS = 2015, 10
SCOPES = ["工业类", "亿元以上", "战新项目", "第一主导产业", "前两次“三个一批”", "产业类"]
COMPARATORS = ["省定目标", "全省开发区平均", "全省", "上年同期", "年度目标", "全市"]
LABEL_CHARACTERS = (
    "工业项目投资企业产值数量建设开发园区服务平台基地中心创新技术人才土地面积资金收入增加完成新增重点改革"
)


def figures_like_reports(
    count: int, labels: int, seed: int, reference: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """Make staging frames that hold `count` figures.

    Args:
        count: how many figures.
        labels: how many different words outside the catalog the other figures bear.
        seed: of the random numbers.
        reference: the reference frames: places, indicators, units.

    Returns:
        the frames document, article, zone, figure, mention, correction and refusal.
    """
    parts = list(parts_like_reports(count, labels, seed, reference))
    return {name: pl.concat([part[name] for part in parts]) for name in STAGING_TABLES}


def parts_like_reports(
    count: int, labels: int, seed: int, reference: Mapping[str, pl.DataFrame]
) -> Iterator[dict[str, pl.DataFrame]]:
    """The frames of `figures_like_reports` in pieces that fit into memory; rows of any frame may be in each."""
    chance = np.random.default_rng(seed)
    subjects, zones = _subjects(chance, reference, wanted=max(50, count // 400))
    words = pl.Series(_labels(chance, labels), dtype=pl.String)
    frames = {"zone": zones}
    for first in range(0, count, AT_A_TIME):
        part = Part(first, min(AT_A_TIME, count - first), count)
        frames |= _part(chance, part, words, subjects, reference)
        yield {name: _declared(name, frames.get(name, pl.DataFrame())) for name in STAGING_TABLES}
        frames = {}


@dataclass(frozen=True)
class Part:
    """Some of the figures: the first one's number, how many, and how many all are."""

    first: int
    size: int
    all: int

    @property
    def documents(self) -> np.ndarray:
        """The numbers of its documents."""
        return self.first // FIGURES_IN_A_DOCUMENT + np.arange(max(1, self.size // FIGURES_IN_A_DOCUMENT))


def _part(
    chance: np.random.Generator,
    part: Part,
    words: pl.Series,
    subjects: pl.DataFrame,
    reference: Mapping[str, pl.DataFrame],
) -> dict[str, pl.DataFrame]:
    figure = _figures(chance, part, words, subjects, reference)
    numbers = pl.DataFrame({"number": part.documents})
    document = numbers.select(_document_id(pl.col("number"))).with_columns(
        path="raw/" + pl.col("document_id") + ".txt",
        sha256=pl.col("document_id").hash(1).cast(pl.String).str.zfill(64).str.slice(0, 64),
        encoding=pl.lit("utf-8"),
        format=pl.lit("txt"),
        bytes=pl.lit(30_000),
        characters=pl.lit(10_000),
    )
    article = figure.group_by("article_id").agg(
        pl.col("document_id").first(),
        pl.col("city_id").drop_nulls().first(),
        pl.col("province_id").drop_nulls().first(),
        as_of_month=pl.col("period_end").max().dt.strftime("%Y-%m"),
    )
    mention = figure.select(
        pl.format("m{}", "figure_id").alias("mention_id"),
        *("document_id", "article_id", "char_start", "char_end", "quote", "disposition", "figure_id"),
    )
    return {
        "document": document,
        "article": article,
        "figure": figure,
        "mention": mention,
    }


def _document_id(number: pl.Expr) -> pl.Expr:
    """Ids as long as the file stems that clerks choose."""
    return pl.format("bulletin-{}", number.cast(pl.String).str.zfill(6)).alias("document_id")


def _declared(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    schema = polars_schema(STAGING_TABLES[name])
    if not frame.width:
        return pl.DataFrame(schema=schema)
    missing = [
        pl.lit(None, dtype=type_).alias(column) for column, type_ in schema.items() if column not in frame
    ]
    return frame.with_columns(missing).select(pl.col(column).cast(type_) for column, type_ in schema.items())


def _subjects(
    chance: np.random.Generator, reference: Mapping[str, pl.DataFrame], wanted: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    place = reference["ref_place"]
    provinces = place.filter(pl.col("level") == "province").select(
        pl.lit("province").alias("subject_level"),
        pl.col("name_zh").alias("subject_name"),
        pl.col("place_id").alias("province_id"),
        pl.lit(None, dtype=pl.String).alias("city_id"),
        pl.lit(None, dtype=pl.String).alias("zone_id"),
    )
    cities = place.filter(pl.col("level") == "city").select(
        pl.lit("city").alias("subject_level"),
        pl.col("name_zh").alias("subject_name"),
        "province_id",
        pl.col("place_id").alias("city_id"),
        pl.lit(None, dtype=pl.String).alias("zone_id"),
    )
    home = cities[chance.integers(0, cities.height, wanted)]
    zones = home.with_row_index("number").select(
        pl.lit("zone").alias("subject_level"),
        (pl.col("subject_name").str.slice(0, 2) + pl.col("number").cast(pl.String) + "经开区").alias(
            "subject_name"
        ),
        "province_id",
        "city_id",
        pl.format("zone-{}", "number").alias("zone_id"),
    )
    projects = home.with_row_index("number").select(
        pl.lit("project").alias("subject_level"),
        pl.format("第{}号产业园项目", "number").alias("subject_name"),
        "province_id",
        "city_id",
        pl.lit(None, dtype=pl.String).alias("zone_id"),
    )
    registered = zones.select(
        "zone_id",
        pl.col("subject_name").alias("name_zh"),
        pl.col("subject_name").alias("short_name_zh"),
        "city_id",
        pl.lit("provincial").alias("level"),
        pl.lit("economic").alias("zone_type"),
        (pl.col("zone_id").hash(1) % 10 > 0).alias("registered"),
    )
    # by weight: zones speak most; one figure in eight is a project's, as in the reports
    return pl.concat([*[zones] * 6, *[cities] * 6, projects, provinces]), registered


def _figures(
    chance: np.random.Generator,
    part: Part,
    words: pl.Series,
    subjects: pl.DataFrame,
    reference: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    size = part.size
    catalog = reference["ref_indicator"].select("indicator_id", "canonical_unit", "name_zh")
    # some indicators stand in every report, most in few
    weight = 1 / np.arange(1, catalog.height + 1) ** 0.7
    indicator = catalog[chance.choice(catalog.height, size, p=weight / weight.sum())]
    subject = subjects[chance.integers(0, subjects.height, size)]
    measure = chance.choice(
        ["level", "growth", "share", "rank", "gap", "pull", "completion"],
        size,
        p=[0.55, 0.2, 0.08, 0.06, 0.05, 0.02, 0.04],
    )
    document = np.sort(chance.choice(part.documents, size))
    # a document reports on one period, the whole year to date more often than not
    year = FIRST_YEAR + document % YEARS
    month = np.array([3, 6, 7, 9, 12])[(document // YEARS) % 5]
    before = chance.random(size) < 0.1
    frame = pl.DataFrame(
        {
            "place": np.arange(size),
            "document": document,
            "measure": measure,
            "year": year - before,
            "month": np.where(before, 12, month),
            "scenario": chance.choice(["actual", "target", "plan"], size, p=[0.88, 0.09, 0.03]),
            "bound": chance.choice(
                ["eq", "gt", "ge", "approx", "lt", "le"], size, p=[0.9, 0.04, 0.03, 0.01, 0.01, 0.01]
            ),
            "scope": chance.integers(0, len(SCOPES) * 5, size),
            "comparator": chance.integers(0, len(COMPARATORS), size),
            "money": np.round(chance.lognormal(3, 1.5, size), 2),
            "percent": np.round(chance.normal(12, 15, size), 2),
            "rate": np.round(100 * chance.beta(6, 2, size), 2),
            "other": chance.random(size) < 0.2,
            "label": (len(words) * chance.random(size) ** 2).astype(int),
            "rank_of": chance.choice(["level", "growth"], size),
        }
    )
    frame = pl.concat([frame, indicator, subject], how="horizontal")
    names = pl.Series(SCOPES + [None] * len(SCOPES) * 4, dtype=pl.String)
    is_rank, is_gap, is_level = (pl.col("measure") == name for name in ("rank", "gap", "level"))
    start = (
        pl.when(pl.col("subject_level") == "project")
        .then(pl.date(pl.col("year"), pl.col("month"), 1))
        .otherwise(pl.date(pl.col("year"), 1, 1))
    )
    value = (
        pl.when(is_rank)
        .then(pl.col("place") % 11 + 1)
        .when(is_level & (pl.col("canonical_unit") == "%"))
        .then("rate")
        .when(is_level)
        .then("money")
        .otherwise("percent")
        .cast(pl.Decimal(18, 4))
    )
    return (
        frame.with_columns(
            measure=pl.when(pl.col("other")).then(pl.lit("level")).otherwise("measure"),
            # sixteen hexadecimal digits without an order, as the digests of real figures
            figure_id=pl.Series(
                f"{number:016x}" for number in (part.first + chance.permutation(size)) * _spread(part.all)
            ),
            clause=pl.format(
                "{}{}年1—{}月{}完成{}，同比增长{}%",
                *("subject_name", "year", "month", "name_zh", "money", "percent"),
            ),
        )
        .select(
            "figure_id",
            _document_id(pl.col("document")),
            pl.format("{}:1", _document_id(pl.col("document"))).alias("article_id"),
            (pl.col("place") * 9 % 10_000).alias("char_start"),
            (pl.col("place") * 9 % 10_000 + 4).alias("char_end"),
            value.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".").alias("quote"),
            pl.col("clause")
            .str.join("，")
            .over("document", pl.col("place") // FIGURES_IN_A_SENTENCE)
            .alias("sentence"),
            pl.when(pl.col("other"))
            .then(pl.lit("other_figure"))
            .otherwise(pl.lit("figure"))
            .alias("disposition"),
            pl.when(~pl.col("other")).then("indicator_id").alias("indicator_id"),
            pl.when(pl.col("other"))
            .then(words.gather(frame["label"]))
            .otherwise("name_zh")
            .alias("indicator_label"),
            "measure",
            pl.when(pl.col("measure") == "rank").then("rank_of").alias("rank_of"),
            "scenario",
            pl.when(pl.col("scenario") == "target")
            .then(pl.when(pl.col("place") % 3 == 0).then(pl.lit("province")).otherwise(pl.lit("city")))
            .alias("set_by"),
            *("subject_level", "subject_name", "province_id", "city_id", "zone_id"),
            start.alias("period_start"),
            pl.date(pl.col("year"), pl.col("month"), 1).dt.month_end().alias("period_end"),
            value.alias("value"),
            pl.when(is_rank)
            .then(pl.lit("位"))
            .when(is_gap)
            .then(pl.lit("个百分点"))
            .when(is_level)
            .then(pl.col("canonical_unit").fill_null("吨"))
            .otherwise(pl.lit("%"))
            .alias("unit"),
            "bound",
            pl.when(pl.col("measure").is_in(["gap", "rank", "share", "completion", "pull"]))
            .then(pl.Series(COMPARATORS).gather(frame["comparator"]))
            .alias("comparator"),
            names.gather(frame["scope"]).alias("scope"),
            pl.lit("amount").alias("rule"),
        )
        .with_columns(rank_of=pl.when(pl.col("measure") == "rank").then("rank_of"))
    )


def _spread(count: int) -> int:
    """An odd factor that spreads `count` numbers over 63 bits."""
    return (2**63 // max(count, 1)) | 1


def _labels(chance: np.random.Generator, count: int) -> list[str]:
    characters = np.array(list(LABEL_CHARACTERS))
    lengths = chance.integers(2, 11, count)
    return [
        "".join(chance.choice(characters, length)) + str(number % 97) for number, length in enumerate(lengths)
    ]
