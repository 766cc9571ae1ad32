"""Validate the frames that extraction hands on: good rows go on, bad rows go to quarantine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

import polars as pl

from flows.contracts import codes
from flows.contracts.fields import field_of
from flows.contracts.model import Table, name_difference
from flows.contracts.rules import ROW_RULES
from flows.contracts.schemas import NOT_NULL, conform, failures, requirement
from flows.contracts.tables import QUARANTINE_FRAME, STAGING_TABLES, polars_schema
from flows.errors import ContractError

ROW = "row_number"


def validate(frames: Mapping[str, pl.DataFrame], run_id: str) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Split the staging frames into valid rows and a quarantine.

    A row whose parent (document, article, zone) was refused is refused with it. A mention outlives its
    refused figure: its figure_id becomes null, its disposition stays and its reason says so.

    Args:
        frames: document, article, zone, figure and mention; `refusal` where documents were refused whole, and
            `correction` where misprints were mended.
        run_id: the run, for the quarantine's rows.

    Returns:
        the valid frames by name (without `refusal`), typed and in their declared columns; and the quarantine
        frame: row_json, source_table, document_id, failed_check, message, run_id, one row per refused row
        and failed check.

    Raises:
        ContractError: a frame or column is missing or undeclared, or a key names two rows.
    """
    if difference := name_difference({*frames, "refusal", "correction"}, STAGING_TABLES):
        raise ContractError(f"frames {difference}", "validate", f"Hand over {', '.join(STAGING_TABLES)}.")
    valid: dict[str, pl.DataFrame] = {}
    refused: list[pl.DataFrame] = []
    for name, table in STAGING_TABLES.items():
        if name not in frames:
            continue
        frame = conform(frames[name], table)
        problems = [_schema_problems(frame, table), *_orphans(frame, table, valid)]
        good, bad = _split(frame, table, pl.concat(problems), run_id)
        _require_unique(good, table)
        valid[name] = good
        refused.append(bad)
    valid["mention"] = _release_mentions(valid["mention"], valid["figure"])
    if "refusal" in valid:
        refused.append(_refused_documents(valid.pop("refusal"), run_id))
    if "correction" in valid:
        refused.append(_corrections_not_made(valid["correction"], run_id))
    quarantine = pl.concat(refused).sort("source_table", "document_id", "row_json", "failed_check")
    return valid, quarantine


def describe_failure(table: str, column: str, check: str, found: str | None) -> tuple[str, str]:
    """Return the name and the wording of a failed check.

    Args:
        table: table the row stands in.
        column: column that was checked.
        check: the check as pandera reports it.
        found: the value that failed, as text.
    """
    rule = next((rule for rule in ROW_RULES.get(table, ()) if rule.name == check), None)
    if rule is not None:
        return check, f"{rule.message}; {column} is {found}"
    if check == NOT_NULL:
        return f"{column}:not_null", f"{column} must not be empty"
    return check, f"{column} is {found!r}; it must be {requirement(field_of(table, column))}"


def _problems(rows: Iterable[tuple[int, str, str]]) -> pl.DataFrame:
    schema = {ROW: pl.UInt32, "failed_check": pl.String, "message": pl.String}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _schema_problems(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    found = failures(frame, table.name)
    return _problems(
        (index, *describe_failure(table.name, column, check, case))
        for index, column, check, case in found.select("index", "column", "check", "failure_case").iter_rows()
    )


def _orphans(frame: pl.DataFrame, table: Table, valid: Mapping[str, pl.DataFrame]) -> Iterable[pl.DataFrame]:
    for link in table.references:
        if link.reference_table not in valid:
            continue  # reference tables are checked where the warehouse has them
        parents = valid[link.reference_table].select(pl.col(link.reference_column).alias(link.column))
        lost = frame.with_row_index(ROW).filter(pl.col(link.column).is_not_null())
        lost = lost.join(parents, on=link.column, how="anti")
        yield _problems(
            (
                row,
                f"{link.column}:foreign_key",
                f"{link.column} {value!r} has no valid row in {link.reference_table}",
            )
            for row, value in lost.select(ROW, link.column).iter_rows()
        )


def _split(
    frame: pl.DataFrame, table: Table, problems: pl.DataFrame, run_id: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    numbered = frame.with_row_index(ROW)
    document = pl.col("document_id") if "document_id" in frame.columns else pl.lit(None, pl.String)
    bad = numbered.join(problems, on=ROW, how="inner").select(
        row_json=pl.struct(table.column_names).struct.json_encode(),
        source_table=pl.lit(table.name),
        document_id=document,
        failed_check="failed_check",
        message="message",
        run_id=pl.lit(run_id),
    )
    good = numbered.join(problems, on=ROW, how="anti", maintain_order="left").drop(ROW)
    return good, bad


def _require_unique(frame: pl.DataFrame, table: Table) -> None:
    doubled = frame.group_by(table.key_columns).len().filter(pl.col("len") > 1).sort(table.key_columns)
    if doubled.height:
        examples = ["/".join(map(str, row[:-1])) for row in doubled.head(3).iter_rows()]
        raise ContractError(
            f"{doubled.height} keys name more than one row, among them {', '.join(examples)}",
            f"{table.name} ({', '.join(table.key_columns)})",
            "Give every row a key of its own.",
        )


def _release_mentions(mention: pl.DataFrame, figure: pl.DataFrame) -> pl.DataFrame:
    span = ["document_id", "char_start", "char_end"]
    # a numeral can give several figures; the mention then cites one that is left
    left = figure.group_by(span).agg(pl.col("figure_id").min().alias("other_id"))
    gone = pl.col("figure_id").is_not_null() & ~pl.col("figure_id").is_in(figure["figure_id"].implode())
    return (
        mention.join(left, on=span, how="left", maintain_order="left")
        .with_columns(
            figure_id=pl.when(gone).then("other_id").otherwise("figure_id"),
            reason=pl.when(gone & pl.col("other_id").is_null())
            .then(pl.lit(codes.REFUSED))
            .otherwise("reason"),
        )
        .drop("other_id")
    )


def _corrections_not_made(correction: pl.DataFrame, run_id: str) -> pl.DataFrame:
    return correction.filter(status="source_changed").select(
        row_json=pl.struct(pl.all()).struct.json_encode(),
        source_table=pl.lit("corrections"),
        document_id="document_id",
        failed_check=pl.lit("correction_expect"),
        message="message",
        run_id=pl.lit(run_id),
    )


def _refused_documents(refusal: pl.DataFrame, run_id: str) -> pl.DataFrame:
    rows = [
        {
            "row_json": row_json,
            "source_table": "document",
            "document_id": PurePath(path).stem,
            "failed_check": check,
            "message": f"{message}. {remedy}" if remedy else message,
            "run_id": run_id,
        }
        for row_json, path, check, message, remedy in refusal.select(
            pl.struct(pl.all()).struct.json_encode().alias("row_json"), "path", "check", "message", "remedy"
        ).iter_rows()
    ]
    return pl.DataFrame(rows, schema=polars_schema(QUARANTINE_FRAME))
