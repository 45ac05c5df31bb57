#!/usr/bin/env python3
"""Makes the customers that the models of value are compared on: simulated from BG/NBD and Gamma-Gamma with published parameters.

usage: customers.py FOLDER CUSTOMERS

Prints the path of the CSV file: frequency (repeat purchases), recency and T in weeks, spend (mean value of a repeat purchase,
0 without one).
"""

import pathlib
import sys

import numpy as np

# Fader, Hardie & Lee (2005), Table 2, and Fader & Hardie (2013), note 025: the CDNOW cohort.
R, ALPHA, A, B = 0.243, 4.414, 0.793, 2.426
P, Q, GAMMA = 6.25, 3.74, 15.44


def simulate(customers, seed=7):
    """Columns of histories, observed 27 to 39 weeks."""
    draw = np.random.Generator(np.random.PCG64(seed))
    age = draw.uniform(27, 39, customers).round(2)
    rate = np.maximum(draw.gamma(R, 1 / ALPHA, customers), 1e-12)
    leaves = draw.beta(A, B, customers)
    frequency, recency = np.zeros(customers, dtype=np.int64), np.zeros(customers)
    there = np.arange(customers)
    while there.size:
        bought = recency[there] + draw.exponential(1 / rate[there])
        seen = bought <= age[there]
        there, bought = there[seen], bought[seen]
        recency[there] = bought
        frequency[there] += 1
        there = there[draw.uniform(size=there.size) >= leaves[there]]
    recency = np.minimum(recency.round(4), age)
    nu = draw.gamma(Q, 1 / GAMMA, customers)
    count = np.maximum(frequency, 1)
    spend = np.where(frequency > 0, draw.gamma(P * count) / (nu * count), 0).round(4)
    return frequency, recency, age, np.where(frequency > 0, np.maximum(spend, 1e-4), 0)


def main():
    """Writes the file, unless it is there."""
    folder, customers = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"customers-{customers}.csv"
    if not path.is_file():
        part = path.with_suffix(".part")
        columns = np.column_stack(simulate(customers))
        np.savetxt(part, columns, fmt=("%d", "%.4f", "%.2f", "%.4f"), delimiter=",", header="frequency,recency,T,spend", comments="")
        part.rename(path)
    print(path)


if __name__ == "__main__":
    main()
