#!/usr/bin/env python3
"""Times the models of customer value beside lifetimes and PyMC-Marketing, and writes their section of the page.

usage: value.py --program EXAMPLE --lifetimes PYTHON --folder DIR [--pymc PYTHON] [--customers N] [--repeat N] [--write PAGE]

Every run is a process of its own; the time is taken inside, around the question alone. All sides read the same CSV file before
the clock starts, and must come to the same likelihood or sums before a time counts. `cargo xtask bench` calls this.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

from compare import HERE, Run, best, machine

HEADING = "## Customer value over "
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
