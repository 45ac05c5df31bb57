"""Simulated order lines, the same for everybody: made once, from a fixed seed, as Parquet and as CSV.

usage: orders.py FOLDER LINES CSV_LINES
"""

import json
import pathlib
import sys

import numpy as np
import polars as pl

START = np.datetime64("2023-01-01", "s").astype(np.int64)
SECONDS_A_DAY = 86_400
DAYS = 730
PRODUCTS = 20_000


def order_lines(lines, seed=7, customers=None):
    """Lines of a shop over two years: customers join, order at rates of their own, and stop one day."""
    rng = np.random.default_rng(seed)
    customers = customers or max(lines // 20, 1)
    joined = rng.uniform(0, DAYS, customers)
    active = np.minimum(rng.exponential(400, customers), DAYS - joined)
    wanted = rng.gamma(0.8, 1 / 30, customers) * active
    # About 2.5 lines an order; two percent more than needed, cut below.
    repeats = wanted * max(lines * 1.02 / 2.5 - customers, 1) / wanted.sum()
    orders_each = 1 + rng.poisson(repeats)
    buyer = np.repeat(np.arange(customers, dtype=np.int64), orders_each)
    is_first = np.r_[True, buyer[1:] != buyer[:-1]]
    day = joined[buyer] + np.where(is_first, 0, rng.uniform(0, 1, buyer.size) * active[buyer])
    at = START + (day * SECONDS_A_DAY).astype(np.int64)
    by_time = np.argsort(at, kind="stable")
    buyer, at = buyer[by_time], at[by_time]
    order = np.repeat(np.arange(buyer.size, dtype=np.int64), 1 + rng.poisson(1.5, buyer.size))[:lines]
    if order.size < lines:
        raise SystemExit(f"the seed gives {order.size} lines only, {lines} were asked for")
    product = np.minimum(rng.pareto(0.9, lines) * 40, PRODUCTS - 1).astype(np.int64)
    price = np.maximum(1, np.exp(rng.normal(6.9, 0.7, PRODUCTS))).astype(np.int64)
    quantity = 1 + rng.poisson(0.6, lines)
    return pl.DataFrame(
        {
            "order_id": order + 1,
            "customer_id": buyer[order] + 1,
            "ordered_at": pl.Series(at[order]).cast(pl.Int64) * 1_000_000,
            "product_id": product + 1,
            "quantity": quantity.astype(np.int32),
            "unit_price_minor": price[product],
        }
    ).with_columns(
        pl.col("ordered_at").cast(pl.Datetime("us")),
        (pl.col("quantity").cast(pl.Int64) * pl.col("unit_price_minor")).alias("amount_minor"),
    )


def as_people_have_it(lines):
    """The columns of an export: text keys, money with a decimal point."""
    money = (pl.col("unit_price_minor").cast(pl.Decimal(12, 2)) / 100).cast(pl.Decimal(12, 2))
    return lines.select(
        pl.format("O{}", pl.col("order_id")).alias("order_id"),
        pl.format("C{}", pl.col("customer_id")).alias("customer_id"),
        pl.col("ordered_at"),
        pl.format("P{}", pl.col("product_id")).alias("product_id"),
        pl.col("quantity"),
        money.alias("unit_price"),
    )


def prepare(folder, lines, csv_lines):
    """Makes what is missing in the folder and gives the paths."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {
        "lines": folder / f"lines-{lines}.parquet",
        "orders": folder / f"orders-{lines}.parquet",
        "export": folder / f"export-{lines}.parquet",
        "csv": folder / f"export-{csv_lines}.csv",
    }
    if all(path.is_file() for path in paths.values()):
        return paths
    made = order_lines(lines)
    layout = {"compression": "zstd", "row_group_size": 1 << 20}
    made.sort("ordered_at").write_parquet(paths["lines"], **layout)
    one_an_order = made.group_by("order_id").agg(
        pl.col("customer_id").first(),
        pl.col("ordered_at").min(),
        pl.len().cast(pl.Int32).alias("lines"),
        pl.col("quantity").cast(pl.Int64).sum().alias("units"),
        pl.col("amount_minor").sum().alias("revenue_minor"),
    )
    one_an_order.sort("ordered_at").write_parquet(paths["orders"], **layout)
    as_people_have_it(made).write_parquet(paths["export"], **layout)
    head = as_people_have_it(made.head(csv_lines))
    head.write_csv(paths["csv"], datetime_format="%Y-%m-%d %H:%M:%S")
    return paths


if __name__ == "__main__":
    made = prepare(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps({name: str(path) for name, path in made.items()}))
