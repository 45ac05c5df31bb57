"""Polars' side: one question over one layout, timed inside the process.

usage: peer_polars.py rfm|cohorts|kpis lines|orders PARQUET
"""

import json
import sys
import time

import polars as pl

FIFTHS = (0.2, 0.4, 0.6, 0.8)


def measures(layout):
    """Orders, money and units of a group, from lines or from orders."""
    if layout == "lines":
        return (
            pl.col("order_id").n_unique().alias("orders"),
            pl.col("amount_minor").sum().alias("revenue"),
            pl.col("quantity").cast(pl.Int64).sum().alias("units"),
        )
    return (
        pl.len().alias("orders"),
        pl.col("revenue_minor").sum().alias("revenue"),
        pl.col("units").sum().alias("units"),
    )


def score(column):
    """1 + the number of quintile bounds strictly below the value."""
    bounds = (pl.col(column).quantile(fifth, "linear") for fifth in FIFTHS)
    return 1 + sum((pl.col(column) > bound).cast(pl.Int32) for bound in bounds)


def rfm(source, layout):
    """Customers and revenue on the map of recency and frequency."""
    orders, revenue, _ = measures(layout)
    customer = source.group_by("customer_id").agg(pl.col("ordered_at").max().alias("last"), orders, revenue)
    days = (pl.col("last").max().dt.date() - pl.col("last").dt.date()).dt.total_days()
    scored = customer.with_columns(days.alias("recency")).select(
        (6 - score("recency")).alias("r"), score("orders").alias("f"), score("revenue").alias("m"), "revenue"
    )
    grid = scored.group_by("r", "f").agg(pl.len().alias("customers"), pl.col("revenue").sum())
    return grid.sort("r", "f"), ("customers", "revenue")


def by_customer_and_month(source, layout):
    """What a customer did in a month, with the month of the customer's first order."""
    bought = source.group_by("customer_id", pl.col("ordered_at").dt.truncate("1mo").alias("month")).agg(measures(layout))
    return bought.with_columns(pl.col("month").min().over("customer_id").alias("cohort"))


def cohorts(source, layout):
    """Customers, orders and revenue by month of the first order and months since."""
    bought = by_customer_and_month(source, layout)
    months = (pl.col("month").dt.year() - pl.col("cohort").dt.year()) * 12
    months = months + pl.col("month").dt.month().cast(pl.Int32) - pl.col("cohort").dt.month().cast(pl.Int32)
    cells = bought.group_by("cohort", months.alias("period")).agg(
        pl.len().alias("customers"), pl.col("orders").sum(), pl.col("revenue").sum()
    )
    return cells.sort("cohort", "period"), ("orders", "revenue")


def kpis(source, layout):
    """Key figures by month."""
    months = (
        by_customer_and_month(source, layout)
        .group_by("month")
        .agg(
            pl.len().alias("active"),
            (pl.col("cohort") == pl.col("month")).sum().alias("new"),
            pl.col("orders").sum(),
            pl.col("revenue").sum(),
            pl.col("units").sum(),
        )
    )
    ratios = (
        (pl.col("units") / pl.col("orders")).alias("items"),
        (pl.col("revenue") / pl.col("orders")).alias("aov"),
        (pl.col("revenue") / pl.col("active")).alias("arppu"),
    )
    return months.with_columns(ratios).sort("month"), ("orders", "revenue")


def main():
    """Runs one job and prints its time and a checksum."""
    job, layout, path = sys.argv[1:]
    start = time.perf_counter()
    plan, checks = {"rfm": rfm, "cohorts": cohorts, "kpis": kpis}[job](pl.scan_parquet(path), layout)
    rows = plan.collect()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "check": [int(rows[column].sum()) for column in checks]}))


if __name__ == "__main__":
    main()
