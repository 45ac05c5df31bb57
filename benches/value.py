#!/usr/bin/env python3
"""Times the models of customer value beside lifetimes and PyMC-Marketing, and writes their section of the page.

usage: value.py --program EXAMPLE --lifetimes PYTHON --folder DIR [--pymc PYTHON] [--clientele PROGRAM] [--customers N]
                [--repeat N] [--write PAGE]

Every run is a process of its own; the time is taken inside, around the question alone. All sides read the same CSV file before
the clock starts, and must come to the same likelihood or sums before a time counts. `cargo xtask bench` calls this.
"""

import argparse
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys

from compare import HERE, Run, best, machine, workspace

HEADING = "## Customer value over "
TRANSACTIONS = HERE.parent / "data" / "cdnow.csv"
JOBS = {
    "bg_nbd": ("BG/NBD fit", "≥ 20"),
    "mbg_nbd": ("MBG/NBD fit", ""),
    "gamma_gamma": ("Gamma-Gamma fit", "≥ 20"),
    "score": ("chance to be there, purchases of 52 weeks", "≥ 10"),
    "pareto_nbd": ("Pareto/NBD fit", ""),
}
PARAMETERS = {"bg_nbd": ("r", "alpha", "a", "b"), "gamma_gamma": ("p", "q", "γ")}


def run(words):
    """A run that prints its seconds and what it found."""
    done = Run(words)
    done.found = json.loads(done.out.strip().splitlines()[-1])
    done.seconds = done.found["seconds"]
    return done


def check(job, mine, theirs):
    """The same maximum, or the same sums."""
    names = ("log_likelihood",) if "log_likelihood" in mine.found else ("alive", "expected")
    for name in names:
        ours, other = mine.found[name], theirs.found[name]
        # A likelihood that is higher than the peer's is no disagreement.
        if abs(ours - other) > 1e-6 * abs(other) and not (name == "log_likelihood" and ours > other):
            raise SystemExit(f"the sides do not agree on {job}: {name} {ours} and {other}")


def pair(options, job, file):
    """Our best run, and the peer's: its one fit, which takes minutes, or its best scoring."""
    mine = best(options.repeat, lambda: run([options.program, job, file]))
    repeat = options.repeat if job == "score" else 1
    theirs = best(repeat, lambda: run([options.lifetimes, HERE / "peer_lifetimes.py", job, file]))
    check(job, mine, theirs)
    print(f"{job:12} clientele {mine.seconds:8.3f} s {mine.memory:6.0f} MiB, "
          f"lifetimes {theirs.seconds:8.2f} s {theirs.memory:6.0f} MiB", flush=True)
    return mine, theirs


def customers(options, number):
    """The file of so many simulated customers."""
    made = Run([options.lifetimes, HERE / "customers.py", options.folder, number])
    return made.out.strip()


def version(python, package):
    """The installed version of a package."""
    code = f"import importlib.metadata as m; print(m.version('{package}'))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def comparison(options, jobs, file):
    """Rows of the table, one a job."""
    rows = []
    for job in jobs:
        mine, theirs = pair(options, job, file)
        name, goal = JOBS[job]
        times = f"{mine.seconds:.3f} | {theirs.seconds:.2f} | {theirs.seconds / mine.seconds:.0f} | {goal}"
        rows.append(f"| {name} | {times} | {mine.memory:.0f} | {theirs.memory:.0f} |")
    return rows


TABLE = ["| | clientele s | lifetimes s | times as fast | goal | clientele MiB | lifetimes MiB |", "|---|" + "---:|" * 6]


def posteriors(options, number):
    """Our fits beside the most probable parameters of PyMC-Marketing, whose priors pull them."""
    file = customers(options, number)
    rows = []
    for job, names in PARAMETERS.items():
        mine = best(options.repeat, lambda job=job: run([options.program, job, file]))
        theirs = run([options.pymc, HERE / "peer_pymc.py", job, file])
        print(f"{job:12} clientele {mine.seconds:.3f} s, PyMC-Marketing {theirs.seconds:.2f} s", flush=True)
        found = [" ".join(f"{name} {value:.4f}" for name, value in zip(names, side.found["parameters"]))
                 for side in (mine, theirs)]
        rows.append(f"| {JOBS[job][0]} | {mine.seconds:.3f} | {theirs.seconds:.2f} | {theirs.seconds / mine.seconds:.0f} | "
                    f"{mine.memory:.0f} | {theirs.memory:.0f} | {found[0]} | {found[1]} |")
    return [
        f"PyMC-Marketing {version(options.pymc, 'pymc-marketing')}, the most probable parameters (MAP), over {number:,} customers. Its default",
        "priors pull the parameters away from the maximum of the likelihood, the less the more customers there are; its time",
        "includes that it compiles the model.",
        "",
        "| | clientele s | PyMC s | times as fast | clientele MiB | PyMC MiB | clientele | PyMC |",
        "|---|" + "---:|" * 5 + "---|---|",
        *rows,
        "",
    ]


# Value of each customer over 12 months at a discount of 1 % a month, as the peer takes it.
VALUES = """
select customer_id, clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 365.0, 0.126825) as clv_minor
from customer_history
"""


def imported(options):
    """A workspace with the transactions of CDNOW, each an order of one line."""
    folder, file = options.folder / "workspace-cdnow", options.folder / "cdnow-orders.csv"
    if not (folder / "made").is_file():
        with TRANSACTIONS.open(newline="") as rows, file.open("w", newline="") as out:
            lines = csv.writer(out)
            lines.writerow(("order_id", "customer_id", "ordered_at", "product_id", "quantity", "unit_price"))
            for number, row in enumerate(csv.DictReader(rows), 1):
                lines.writerow((number, row["customer_id"], f"{row['date']} 12:00:00", "CD", 1, row["dollar_value"]))
        workspace(options.clientele, folder, file, currency="USD")
        (folder / "made").touch()
    return folder


def from_transactions(options):
    """Our two calls, process and all: a fit of BG/NBD and Gamma-Gamma to the stored orders, and the value of each customer."""
    base, folder = imported(options), options.folder / "workspace-cdnow-run"

    def once():
        # A fit is kept with its data, so each run has a workspace of its own.
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        fit = Run([options.clientele, "--data", folder, "model", "fit", "--kind", "bg_nbd", "--json"])
        asked = Run([options.clientele, "--data", folder, "query", VALUES, "--format", "csv", "--max-rows", 1_000_000])
        values = [float(row["clv_minor"]) for row in csv.DictReader(asked.out.splitlines())]
        asked.found = {"customers": len(values), "value": sum(values) / 100, "fit": fit.wall, "ask": asked.wall}
        asked.seconds, asked.memory = fit.wall + asked.wall, max(fit.memory, asked.memory)
        return asked

    mine = best(options.repeat, once)
    theirs = best(options.repeat, lambda: run([options.lifetimes, HERE / "peer_lifetimes.py", "transactions", TRANSACTIONS]))
    print(f"CDNOW        clientele {mine.seconds:.3f} s {mine.found}, lifetimes {theirs.seconds:.2f} s {theirs.found}", flush=True)
    if abs(mine.found["customers"] - theirs.found["customers"]) > 0.01 * theirs.found["customers"]:
        raise SystemExit("the sides do not agree on the customers of CDNOW")
    return [
        f"From transactions to value: the {theirs.found['customers']:,} customers of CDNOW, 69,659 transactions. Ours is the wall time of two",
        f"processes over the stored orders, their start included: `model fit --kind bg_nbd` ({mine.found['fit']:.2f} s), which also takes the season",
        "out, holds the model against a part that it did not see, and keeps the model with its forecasts; and a query with `clv` for",
        f"each customer ({mine.found['ask']:.2f} s). lifetimes begins with the data frame in memory: summary, both fits, value over 12 months at 1 % a",
        "month. The sums differ: lifetimes knows no season, takes 360 days for a year, and counts 68 who never paid.",
        "",
        "| | clientele | lifetimes | times as fast | goal |",
        "|---|---:|---:|---:|---:|",
        f"| seconds | {mine.seconds:.3f} | {theirs.seconds:.2f} | {theirs.seconds / mine.seconds:.0f} | ≥ 20 |",
        f"| MiB at most | {mine.memory:.0f} | {theirs.memory:.0f} | | |",
        f"| value of all, thousand USD | {mine.found['value'] / 1000:.1f} | {theirs.found['value'] / 1000:.1f} | | |",
        "",
    ]


def section(options):
    """The section, as lines of Markdown."""
    file = customers(options, options.customers)
    few = max(options.customers // 10, 1)
    many = comparison(options, ["bg_nbd", "mbg_nbd", "gamma_gamma", "score"], file)
    fewer = comparison(options, ["pareto_nbd"], customers(options, few))
    total = best(options.repeat, lambda: run([options.program, "forecast", file]))
    each = best(options.repeat, lambda: run([options.program, "intervals", file]))
    lines = [
        f"{HEADING}{options.customers:,} customers",
        "",
        f"Made by `cargo xtask bench` on {machine()}: release build, lifetimes {version(options.lifetimes, 'lifetimes')}.",
        "The customers are simulated from BG/NBD (r 0.243, alpha 4.414, a 0.793, b 2.426) and Gamma-Gamma (6.25, 3.74, 15.44), observed for 27",
        "to 39 weeks. The time is taken from columns in memory to parameters or scores. Ours, on all cores, joins equal histories first",
        f"and gives standard errors too; it is the best of {options.repeat}, as is the peer's scoring, while its fits run once. Both sides reach the same",
        "log-likelihood, and the same sums of scores, to 1e-6. Memory is the peak of the process, reading the file included.",
        "",
        *TABLE,
        *many,
        "",
        f"Pareto/NBD over {few:,} of them, as lifetimes takes long:",
        "",
        *TABLE,
        *fewer,
        "",
        f"Fit, expected purchases of 52 weeks and the interval of the total, with chance and doubt: {total.seconds:.2f} s and",
        f"{total.memory:.0f} MiB for {total.found['expected']:,.0f} purchases, 95 % between {total.found['low']:,.0f} and "
        f"{total.found['high']:,.0f}. The interval of every single customer: {each.seconds:.2f} s.",
        "",
    ]
    if options.clientele:
        lines += from_transactions(options)
    return lines + (posteriors(options, few) if options.pymc else [])


def write(page, lines):
    """Puts the section in the place of the one that is there, or before the notes."""
    text = page.read_text(encoding="utf-8") if page.is_file() else "# Benchmarks\n"
    text = re.sub(rf"^{re.escape(HEADING)}.*?(?=^## |\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    before, notes, after = text.partition("## Notes\n")
    page.write_text(before.rstrip("\n") + "\n\n" + "\n".join(lines) + ("\n" + notes if notes else "") + after, encoding="utf-8")


def main():
    """Makes the customers, runs all sides and writes the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--lifetimes", type=pathlib.Path, required=True)
    parser.add_argument("--pymc", type=pathlib.Path)
    parser.add_argument("--clientele", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    lines = section(options)
    print("\n" + "\n".join(lines))
    if options.write:
        write(options.write, lines)


if __name__ == "__main__":
    sys.exit(main())
