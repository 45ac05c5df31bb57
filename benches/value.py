#!/usr/bin/env python3
"""Times the models of customer value beside lifetimes and PyMC-Marketing, and writes their section of the page.

usage: value.py --program EXAMPLE --lifetimes PYTHON --folder DIR [--pymc PYTHON] [--clientele PROGRAM --plain EXAMPLE]
                [--customers N] [--repeat N] [--only-stored] [--write PAGE]

--only-stored runs what begins with stored orders alone: CDNOW, and a fit of the candidates to a whole base; it writes nothing.

Every run is a process of its own; the time is taken inside, around the question alone. All sides read the same CSV file before
the clock starts, and must come to the same likelihood or sums before a time counts. `cargo xtask bench` calls this.
"""

import argparse
import csv
import json
import pathlib
import shutil
import subprocess
import sys

from compare import HERE, Run, best, machine, workspace
from page import write

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


def two_calls(options, base):
    """A fit of BG/NBD and Gamma-Gamma to the stored orders and the value of each customer, by two calls of the program."""
    folder = options.folder / "workspace-cdnow-run"
    # A fit is kept with its data, so each run has a workspace of its own.
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    fit = Run([options.clientele, "--data", folder, "model", "fit", "--kind", "bg_nbd", "--json"])
    asked = Run([options.clientele, "--data", folder, "query", VALUES, "--format", "csv", "--max-rows", 1_000_000])
    values = [float(row["clv_minor"]) for row in csv.DictReader(asked.out.splitlines())]
    asked.found = {"customers": len(values), "value": sum(values) / 100, "fit": fit.wall, "ask": asked.wall}
    asked.seconds, asked.memory = fit.wall + asked.wall, max(fit.memory, asked.memory)
    return asked


def from_transactions(options):
    """The stored orders of CDNOW to the value of each customer: the same work in the process, and what the program does."""
    base = imported(options)
    plain = run([options.plain, base, 5 * options.repeat])
    calls = best(options.repeat, lambda: two_calls(options, base))
    theirs = best(options.repeat, lambda: run([options.lifetimes, HERE / "peer_lifetimes.py", "transactions", TRANSACTIONS]))
    print(f"CDNOW        in process {plain.seconds:.4f} s {plain.found}\n"
          f"             two calls {calls.seconds:.3f} s {calls.found}\n"
          f"             lifetimes {theirs.seconds:.3f} s {theirs.found}", flush=True)
    for mine in (plain, calls):
        if abs(mine.found["customers"] - theirs.found["customers"]) > 0.01 * theirs.found["customers"]:
            raise SystemExit("the sides do not agree on the customers of CDNOW")
    if abs(plain.found["value"] / theirs.found["value"] - 1) > 0.015:
        raise SystemExit("the sides do not agree on the value of CDNOW's customers")
    sides = (plain, calls, theirs)
    return [
        f"From transactions to value: the {theirs.found['customers']:,} customers of CDNOW, 69,659 transactions. Both sides take the histories, fit",
        "BG/NBD and Gamma-Gamma, and value every customer over 12 months of 30 days at 1 % a month. lifetimes begins with the data frame in",
        f"memory; ours begins with the stored orders, in a process that has the workspace open (best of {5 * options.repeat} in a row, as with a server).",
        "The sums differ by the 68 customers who never paid, whom lifetimes counts, and by discounting day by day. Beside them the program's two",
        f"calls, their start included: `model fit --kind bg_nbd` ({calls.found['fit']:.2f} s), which also takes the season out, holds the model",
        f"against a part that it did not see, keeps it with its forecasts and scores everybody; and a query with `clv` ({calls.found['ask']:.2f} s).",
        "",
        "| | clientele, same work | times as fast | goal | clientele, two calls | lifetimes |",
        "|---|---:|---:|---:|---:|---:|",
        f"| seconds | {plain.seconds:.3f} | {theirs.seconds / plain.seconds:.0f} | ≥ 20 | {calls.seconds:.2f} | {theirs.seconds:.2f} |",
        "| MiB at most | " + " | ".join((f"{plain.memory:.0f}", "", "", f"{calls.memory:.0f}", f"{theirs.memory:.0f}")) + " |",
        "| value of all, thousand USD | "
        + " | ".join((f"{plain.found['value'] / 1000:.1f}", "", "", *(f"{side.found['value'] / 1000:.1f}" for side in sides[1:]))) + " |",
        "",
    ]


def whole_base(options):
    """All candidates fitted to a base that they can learn from, and everybody scored, by one call of the program."""
    folder = options.folder / f"workspace-base-{options.customers}"
    if not (folder / "made").is_file():
        file = Run([options.lifetimes, HERE / "base.py", options.folder, options.customers]).out.strip()
        made = workspace(options.clientele, folder, file, currency="USD")
        print(f"imported the orders of {options.customers:,} customers in {made.wall:.1f} s", flush=True)
        (folder / "made").touch()
    copy = options.folder / "workspace-base-run"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    fit = Run([options.clientele, "--data", copy, "model", "fit", "--json"])
    model = json.loads(fit.out)
    asked = Run([options.clientele, "--data", copy, "scores", "--top", 3, "--json"])
    print(f"base         fit and scores {fit.wall:.2f} s {fit.memory:.0f} MiB, {model['kind']}; scores listed {asked.wall:.2f} s", flush=True)
    return [
        f"A whole base: `model fit` over the stored orders of {model['customers']:,} simulated customers compares all candidates, with and without",
        f"a season, fits the best ({model['kind']}) to everybody, keeps it with its forecasts, and scores every customer into the store: "
        f"{fit.wall:.1f} s and",
        f"{fit.memory:.0f} MiB, the process's start included.",
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
        lines += from_transactions(options) + whole_base(options)
    return lines + (posteriors(options, few) if options.pymc else [])


def main():
    """Makes the customers, runs all sides and writes the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--lifetimes", type=pathlib.Path, required=True)
    parser.add_argument("--pymc", type=pathlib.Path)
    parser.add_argument("--clientele", type=pathlib.Path)
    parser.add_argument("--plain", type=pathlib.Path)
    parser.add_argument("--only-stored", action="store_true")
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.only_stored:
        print("\n" + "\n".join(from_transactions(options) + whole_base(options)))
        return
    lines = section(options)
    print("\n" + "\n".join(lines))
    if options.write:
        write(options.write, HEADING, lines)


if __name__ == "__main__":
    sys.exit(main())
