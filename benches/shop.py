"""A whole simulated shop as files to import: who its customers are, what they ordered and gave back, its products, its subscriptions.

usage: shop.py FOLDER LINES CUSTOMERS

One more customer, with the key `LOYAL`, has 10,000 orders. Prints the paths.
"""

import json
import pathlib
import sys

import numpy as np
import polars as pl

from orders import DAYS, PRODUCTS, SECONDS_A_DAY, START, as_people_have_it, order_lines

LOYAL = "LOYAL"
LOYAL_ORDERS = 10_000
SUBSCRIPTIONS = 50_000
FIRST = "Anna Boris Clara David Emma Farid Greta Hassan Ingrid Jonas Karin Leila Maria Nils Olga Peter Reza Sofia Tomas Yasmin".split()
ELSEWHERE = ["Ольга", "Иван", "Елена", "Георги", "Åse", "Bjørn", "مریم", "رضا", "زهرا", "آرش"]
SYLLABLES = "an ber dal ek fors gar holm in jo ka lund mar nor os pet ri sten tor ul vik".split()
COUNTRIES = ["GB", "DE", "NO", "BG", "FR", "SE", "NL", "IR"]
CATEGORIES = ["Kitchen", "Garden", "Lights", "Toys", "Paper", "Bags", "Candles", "Glass"]


def whole(lines, customers):
    """Order lines with what one customer ordered again and again, and returns of a fiftieth of the lines."""
    returns = lines // 50
    many = order_lines(lines - returns - LOYAL_ORDERS, customers=customers)
    sold = as_people_have_it(many)
    rng = np.random.default_rng(8)
    often = as_people_have_it(many.sample(LOYAL_ORDERS, seed=8)).with_columns(
        pl.Series("order_id", [f"L{number}" for number in range(LOYAL_ORDERS)]),
        pl.lit(LOYAL).alias("customer_id"),
        pl.Series("ordered_at", (START + np.sort(rng.integers(0, DAYS * SECONDS_A_DAY, LOYAL_ORDERS))) * 1_000_000).cast(pl.Datetime("us")),
    )
    back = sold.sample(returns, seed=9).with_columns(
        ("R" + pl.col("order_id")).alias("order_id"),
        (pl.col("ordered_at") + pl.duration(days=9)).clip(upper_bound=sold["ordered_at"].max()),
        -pl.col("quantity"),
    )
    cost = (pl.col("unit_price").cast(pl.Float64) * 0.6).cast(pl.Decimal(12, 2))
    shop = pl.when(pl.col("order_id").str.ends_with("7")).then(pl.lit("shop")).otherwise(pl.lit("web"))
    return pl.concat([sold, often, back]).with_columns(cost.alias("unit_cost"), shop.alias("channel"))


def people(customers):
    """Customers with a name, and most with a way to reach them."""
    rng = np.random.default_rng(10)
    number = np.arange(1, customers + 1)
    pick = lambda words: np.array(words, dtype=object)[rng.integers(0, len(words), customers)]
    first = np.where(rng.uniform(size=customers) < 0.1, pick(ELSEWHERE), pick(FIRST))
    last = pick([word.capitalize() for word in SYLLABLES]) + pick(SYLLABLES) + pick(SYLLABLES)
    made = pl.DataFrame(
        {
            "customer_id": np.r_[[f"C{at}" for at in number], [LOYAL]],
            "name": np.r_[first + " " + last, ["Loyal Customer"]],
            "email": np.r_[[f"{name.lower()}.{at}@example.com" for name, at in zip(last, number)], ["loyal@example.com"]],
            "phone": np.r_[[f"+4479{at:08d}" for at in number], ["+447000000000"]],
            "country": np.r_[pick(COUNTRIES), ["GB"]],
        }
    )
    told = lambda name, share: pl.when(pl.Series(rng.uniform(size=customers + 1)) < share).then(pl.col(name))
    return made.with_columns(told("email", 0.8), told("phone", 0.6))


def products():
    """A name and a category for each product."""
    return pl.DataFrame(
        {
            "product_id": [f"P{number}" for number in range(1, PRODUCTS + 1)],
            "name": [f"{SYLLABLES[at % 20]}{SYLLABLES[at // 20 % 20]} {SYLLABLES[at // 400 % 20]} {at}".title() for at in range(PRODUCTS)],
            "category": [CATEGORIES[at % 8] for at in range(PRODUCTS)],
        }
    )


def subscriptions(customers):
    """Contracts by the month and by the year; half of them have ended."""
    rng = np.random.default_rng(11)
    count = min(SUBSCRIPTIONS, customers)
    start = rng.integers(0, DAYS - 1, count)
    long = start + 1 + rng.exponential(300, count).astype(np.int64)
    day = lambda days: str(np.datetime64("2023-01-01") + int(days))
    yearly = rng.uniform(size=count) < 0.2
    return pl.DataFrame(
        {
            "subscription_id": [f"S{at}" for at in range(count)],
            "customer_id": [f"C{at}" for at in rng.choice(customers, count, replace=False) + 1],
            "start": [day(at) for at in start],
            "end": [day(at) if at < DAYS else None for at in long],
            "price": np.where(yearly, "99.00", "9.90"),
            "period": np.where(yearly, "12", "1"),
            "plan": np.where(yearly, "Year", "Month"),
        }
    )


def prepare(folder, lines, customers):
    """Makes what is missing in the folder and gives the paths."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: folder / f"shop-{lines}-{kind}.parquet" for kind in ("orders", "customers", "products", "subscriptions")}
    if not all(path.is_file() for path in paths.values()):
        layout = {"compression": "zstd", "row_group_size": 1 << 20}
        whole(lines, customers).write_parquet(paths["orders"], **layout)
        people(customers).write_parquet(paths["customers"], **layout)
        products().write_parquet(paths["products"], **layout)
        subscriptions(customers).write_parquet(paths["subscriptions"], **layout)
    return paths


if __name__ == "__main__":
    made = prepare(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps({name: str(path) for name, path in made.items()}))
