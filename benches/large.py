#!/usr/bin/env python3
"""A base of many millions, as a company brings it: imported file by file, a model fitted to it, everybody scored, its reports made.

usage: large.py --clientele PROGRAM --folder DIR [--customers N] [--write docs/benchmarks.md]

The customers buy as BG/NBD says, about 2.8 orders in two years, of Gamma-Gamma's worth; they differ by country and channel. What
is there already is not made again, so that a run that was broken off goes on.
"""

import argparse
import json
import os
import pathlib
import sys

import numpy as np
import polars as pl

from base import DAYS_JOINING, moments
from compare import Run, machine
from page import write

HEADING = "## A base of "
FILE, BLOCK = 1_000_000, 250_000
COUNTRIES, COUNTRY_SHARES, COUNTRY_RATES = ["DE", "FR", "NO", "IT"], [0.5, 0.25, 0.15, 0.10], [1.0, 1.5, 0.6, 1.2]
CHANNELS, CHANNEL_SHARES, CHANNEL_RATES = ["web", "app"], [0.7, 0.3], [1.0, 1.3]
QUESTION = "select count(*), avg(p_alive(repeat_orders, first_day, last_day, as_of)) from customer_history"
ASKED = {
    "the best customers": ["scores", "--top", "5"],
    "value and equity": ["report", "value", "--json"],
    "retention matrix": ["report", "retention-matrix", "--json"],
    "base health": ["report", "base", "--json"],
    "RFM map": ["report", "rfm", "--json"],
    "chance to be there, by SQL": ["query", QUESTION],
}


def purchases(customers, draw):
    """Customer, moment in days and worth of every purchase of some customers, and their countries and channels."""
    country = draw.choice(len(COUNTRIES), customers, p=COUNTRY_SHARES)
    channel = draw.choice(len(CHANNELS), customers, p=CHANNEL_SHARES)
    joined = draw.integers(0, DAYS_JOINING, customers).astype(float)
    rate = np.maximum(draw.gamma(0.9, 1 / 170.0, customers), 1e-9) * np.take(COUNTRY_RATES, country) * np.take(CHANNEL_RATES, channel)
    leaves, spends = draw.beta(0.8, 2.4, customers), 1 / draw.gamma(3.74, 1 / 15.44, customers)
    who, when = moments(joined, rate, leaves, draw)
    worth = np.maximum(draw.gamma(6.25, 1, who.size) * spends[who], 0.01)
    return who, when, worth.round(2), country[who], channel[who]


def orders(first, customers, draw):
    """The orders of some customers as a table, an order a line."""
    who, when, worth, country, channel = purchases(customers, draw)
    moment = np.datetime64("2024-01-01", "us") + (when * 86_400_000_000).astype("timedelta64[us]")
    columns = {"who": who + first, "at": moment, "unit_price": worth, "country": country, "channel": channel}
    table = pl.DataFrame(columns).sort("who", "at").with_row_index("number")
    name = lambda column, names: pl.col(column).replace_strict(range(len(names)), names, return_dtype=pl.String)
    return table.select(
        order_id=pl.format("o{}-{}", pl.lit(first), "number"),
        customer_id=pl.format("c{}", "who"),
        ordered_at="at",
        product_id=pl.format("P{}", pl.col("number") % 500),
        quantity=pl.lit(1.0),
        unit_price="unit_price",
        country=name("country", COUNTRIES),
        channel=name("channel", CHANNELS),
    )


def files(folder, customers):
    """A file for each million customers, in Parquet; the number of orders is not known before they are made."""
    paths = []
    for begin in range(0, customers, FILE):
        count = min(FILE, customers - begin)
        path = folder / f"large-{begin}-{count}.parquet"
        if not path.is_file():
            draw = np.random.Generator(np.random.PCG64([7, begin]))
            blocks = range(begin, begin + count, BLOCK)
            table = pl.concat([orders(first, min(BLOCK, begin + count - first), draw) for first in blocks])
            part = path.with_suffix(".part")
            table.write_parquet(part)
            part.rename(path)
        paths.append(path)
    return paths


def row(name, run, found=""):
    """A line of the table."""
    return f"| {name} | {run.wall:.1f} | {run.memory:,.0f} | {found} |"


def asked(options, words):
    """A call of the program for the workspace, and the load it ran under."""
    run = Run([options.clientele, "--data", options.folder / "large", *words])
    print(f"{' '.join(map(str, words))}: {run.wall:.1f} s, {run.memory:.0f} MiB, load {os.getloadavg()[0]:.0f}", flush=True)
    return run


def section(options, paths):
    """Imports, fits and asks; the section as lines of Markdown."""
    if not (options.folder / "large").exists():
        asked(options, ["init", "--currency", "EUR"])
    imports = [asked(options, ["import", "orders", path]) for path in paths]
    fit = asked(options, ["model", "fit"])
    traits = asked(options, ["model", "fit", "--covariate", "country", "--covariate", "channel"])
    rows = [row(name, asked(options, words)) for name, words in ASKED.items()]
    number = json.loads(asked(options, ["--json", "query", "select count(*) as orders from orders"]).out)[0]["orders"]
    return [
        f"{HEADING}{options.customers:,} customers",
        "",
        f"Made by `cargo xtask bench --large` on {machine()}, load {os.getloadavg()[0]:.0f}: release build, SQLite, the usual settings",
        "(2 GiB for a query). Each line is a process of its own, its start included; the files hold a million customers each.",
        f"{number:,} orders.",
        "",
        "| | seconds | MiB at most | |",
        "|---|---:|---:|---|",
        row("import, the first file", imports[0], f"{paths[0].stat().st_size >> 20} MiB of Parquet"),
        row("import, the last file", imports[-1], f"of {len(imports)}"),
        row("a model: compared, fitted, kept, everybody scored", fit),
        row("a model with country and channel", traits),
        *rows,
        "",
    ]


def main():
    """Makes the files, runs everything and writes the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clientele", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--customers", type=int, default=10_000_000)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--make", action="store_true", help="only make the files")
    options = parser.parse_args()
    options.clientele = options.clientele.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.make:
        files(options.folder, options.customers)
        return
    # In a process of its own: a child's peak memory begins at its parent's, so this one must stay small.
    words = ["--clientele", options.clientele, "--folder", options.folder, "--customers", options.customers, "--make"]
    Run([sys.executable, __file__, *words])
    lines = section(options, files(options.folder, options.customers))
    print("\n".join(lines))
    if options.write:
        write(options.write, HEADING, lines)


if __name__ == "__main__":
    main()
