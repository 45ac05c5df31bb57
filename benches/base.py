#!/usr/bin/env python3
"""Makes the orders of a base that the models of value are fitted to: every purchase simulated from BG/NBD, its worth from Gamma-Gamma.

usage: base.py FOLDER CUSTOMERS

Prints the path of the CSV file, an order a line. The customers come within the first year and a half of two.
"""

import csv
import pathlib
import sys

import numpy as np

from customers import ALPHA, A, B, GAMMA, P, Q, R

START = np.datetime64("2024-01-01")
DAYS, DAYS_JOINING = 730, 548


def moments(joined, rate, leaves, draw):
    """Customer and moment in days of every purchase: the first, then at a rate, each time leaving with a chance."""
    who, when = [np.arange(joined.size)], [joined]
    there, at = who[0], joined
    while there.size:
        at = at + draw.exponential(1 / rate[there])
        seen = at < DAYS
        there, at = there[seen], at[seen]
        who.append(there)
        when.append(at)
        stays = draw.uniform(size=there.size) >= leaves[there]
        there, at = there[stays], at[stays]
    return np.concatenate(who), np.concatenate(when)


def purchases(customers, seed=11):
    """Customer, day and worth of every purchase, in the order of days."""
    draw = np.random.Generator(np.random.PCG64(seed))
    joined = draw.integers(0, DAYS_JOINING, customers).astype(np.float64)
    rate = np.maximum(draw.gamma(R, 1 / ALPHA, customers), 1e-12) / 7
    leaves = draw.beta(A, B, customers)
    spends = 1 / draw.gamma(Q, 1 / GAMMA, customers)
    who, when = moments(joined, rate, leaves, draw)
    worth = np.maximum(draw.gamma(P, 1, who.size) * spends[who], 0.01)
    order = np.argsort(when, kind="stable")
    return who[order], when[order].astype(np.int64), worth[order]


def main():
    """Writes the file, unless it is there."""
    folder, customers = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"base-{customers}.csv"
    if not path.is_file():
        part = path.with_suffix(".part")
        who, when, worth = purchases(customers)
        days = np.datetime_as_string(START + np.arange(DAYS))
        with part.open("w", newline="") as out:
            lines = csv.writer(out)
            lines.writerow(("order_id", "customer_id", "ordered_at", "product_id", "quantity", "unit_price"))
            rows = zip(who.tolist(), when.tolist(), worth.round(2).tolist())
            lines.writerows((number, f"c{who}", f"{days[day]} 12:00:00", "A", 1, worth) for number, (who, day, worth) in enumerate(rows, 1))
        part.rename(path)
    print(path)


if __name__ == "__main__":
    main()
