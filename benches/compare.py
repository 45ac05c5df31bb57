#!/usr/bin/env python3
"""Times the reports and the import of `clientele` beside DuckDB and Polars, and writes the table.

usage: compare.py --program CLIENTELE --folder DIR [--lines N] [--csv-lines N] [--repeat N] [--write docs/benchmarks.md]

Every run is a process of its own, so that its peak memory is its own too; the time is measured inside, around the question
alone, and the best of the repeats counts. `cargo xtask bench` calls this with everything in place.
"""

import argparse
import importlib.metadata
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

from page import others

HERE = pathlib.Path(__file__).parent
REPORTS = {"rfm": "rfm", "cohorts": "cohorts", "kpis": "base"}
OWN = ("## Reports over", "## Import")
NAMES = {"rfm": "RFM map", "cohorts": "monthly cohorts", "kpis": "monthly key figures"}


class Run:
    """What a process took: seconds around the question, its wall time, peak memory in MiB, and a checksum."""

    def __init__(self, words):
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # Both pipes are read while the process runs; the other end of a full pipe would wait for ever.
        out, err = communicate(process)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.perf_counter() - start
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, words))} ended with {process.returncode}\n{err}")
        self.memory = usage.ru_maxrss / 1024
        self.out, self.err = out, err
        self.seconds, self.check = self.wall, None


def communicate(process):
    """Reads both outputs to their ends without reaping the process, whose resources are asked for later."""
    read = {}
    pipes = {"out": process.stdout, "err": process.stderr}
    threads = [threading.Thread(target=lambda n=n, p=p: read.update({n: p.read()})) for n, p in pipes.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tuple(read[name].decode(errors="replace") for name in ("out", "err"))


def peer(engine, *words):
    """A run of one of the peers' scripts."""
    run = Run([sys.executable, HERE / f"peer_{engine}.py", *words])
    printed = json.loads(run.out)
    run.seconds, run.check = printed["seconds"], printed["check"]
    return run


def ours(program, folder, job):
    """A run of one of our reports."""
    run = Run([program, "--data", folder, "report", REPORTS[job], "--json", "--timing"])
    elapsed = re.search(r"elapsed_ms\W+([0-9.]+)", run.err)
    if elapsed is None:
        raise SystemExit(f"report {REPORTS[job]} --timing printed no elapsed_ms:\n{run.err}")
    run.seconds = float(elapsed.group(1)) / 1000
    report = json.loads(run.out)
    if job == "rfm":
        parts, columns = report["grid"], ("customers", "revenue_minor")
    elif job == "cohorts":
        parts = [cell for cohort in report["cohorts"] for cell in cohort["cells"]]
        columns = ("orders", "revenue_minor")
    else:
        parts, columns = report["months"], ("orders", "revenue_minor")
    run.check = [sum(part[column] for part in parts) for column in columns]
    return run


def best(repeat, runner):
    """The fastest of several runs, with the largest peak memory of them."""
    runs = [runner() for _ in range(repeat)]
    fastest = min(runs, key=lambda run: run.seconds)
    fastest.memory = max(run.memory for run in runs)
    return fastest


def workspace(program, folder, file, currency="GBP"):
    """A fresh workspace with the lines of a file, and the run that imported them."""
    shutil.rmtree(folder, ignore_errors=True)
    Run([program, "--data", folder, "init", "--currency", currency, "--time-zone", "UTC"])
    return Run([program, "--data", folder, "import", "orders", file])


def reports(options, paths):
    """Runs every report on every side; checks that all sides agree."""
    folder = options.folder / f"workspace-{options.lines}"
    if not (folder / "made").is_file():
        made = workspace(options.program, folder, paths["export"])
        print(f"imported {options.lines:,} lines in {made.wall:.1f} s")
        (folder / "made").touch()
    results = {}
    for job in REPORTS:
        sides = {
            ("clientele", "lake"): lambda: ours(options.program, folder, job),
            ("DuckDB", "lines"): lambda: peer("duckdb", job, "lines", paths["lines"]),
            ("DuckDB", "orders"): lambda: peer("duckdb", job, "orders", paths["orders"]),
            ("Polars", "lines"): lambda: peer("polars", job, "lines", paths["lines"]),
            ("Polars", "orders"): lambda: peer("polars", job, "orders", paths["orders"]),
        }
        results[job] = {side: best(options.repeat, runner) for side, runner in sides.items()}
        for side, run in results[job].items():
            print(f"{job:8} {' '.join(side):17} {run.seconds:8.3f} s {run.memory:8.0f} MiB {run.check}", flush=True)
        if len({str(run.check) for run in results[job].values()}) > 1:
            raise SystemExit(f"the sides do not agree on {job}")
    return results


def imports(options, paths):
    """Runs the import of the CSV file on both sides."""
    folder, parquet = options.folder / "workspace-csv", options.folder / "copied.parquet"
    theirs = best(options.repeat, lambda: peer("duckdb", "import", paths["csv"], parquet))
    mine = best(options.repeat, lambda: workspace(options.program, folder, paths["csv"]))
    print(f"import   clientele {mine.seconds:.3f} s, DuckDB {theirs.seconds:.3f} s")
    return mine, theirs


def version(package):
    """The installed version of a peer."""
    return importlib.metadata.version(package)


def machine():
    """Cores and memory; no names."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{os.cpu_count()} cores, {pages / 2**30:.0f} GiB of memory"


def document(options, results, mine, theirs):
    """The page, as Markdown."""
    sides = list(next(iter(results.values())))
    lines = [
        "# Benchmarks",
        "",
        f"Made by `cargo xtask bench` on {machine()}: release build, DuckDB {version('duckdb')}, Polars {version('polars')}.",
        f"Each run is a process of its own; the time is taken inside it, around the question; best of {options.repeat}.",
        "All sides answer from Parquet files on the same disk, and their sums are compared before a time counts.",
        "",
        f"## Reports over {options.lines:,} order lines",
        "",
        "*lines* is one row an order line, *orders* one row an order: the layout in which the peers are fastest, prepared for",
        "them beforehand. Ours is the lake as an import leaves it. The monthly key figures are our report `base`, which computes",
        "more than the peers' query: who is in the base, losses, Kaplan-Meier survival, goals.",
        "",
        "| seconds | " + " | ".join(" ".join(side) for side in sides) + " | ratio to the fastest peer | goal |",
        "|---|" + "---:|" * (len(sides) + 2),
    ]
    memory = [
        "| MiB at most | " + " | ".join(" ".join(side) for side in sides) + " | ratio to the fastest peer's | goal |",
        "|---|" + "---:|" * (len(sides) + 2),
    ]
    for job, runs in results.items():
        own, peers = runs[sides[0]], [runs[side] for side in sides[1:]]
        fastest = min(peers, key=lambda run: run.seconds)
        times = " | ".join(f"{runs[side].seconds:.3f}" for side in sides)
        lines.append(f"| {NAMES[job]} | {times} | {own.seconds / fastest.seconds:.2f} | ≤ 1 |")
        peaks = " | ".join(f"{runs[side].memory:.0f}" for side in sides)
        memory.append(f"| {NAMES[job]} | {peaks} | {own.memory / fastest.memory:.2f} | ≤ 1.5 |")
    lines += ["", *memory, "", f"## Import of {options.csv_lines:,} CSV lines", ""]
    lines += [
        "Ours reads, checks and types the lines, finds which are known, makes customers and orders, and commits lake and",
        "store; the whole process counts.",
        "DuckDB runs `copy (from read_csv(…)) to '….parquet' (compression zstd)`; only the statement counts.",
        "",
        "| | clientele | DuckDB | ratio | goal |",
        "|---|---:|---:|---:|---:|",
        f"| seconds | {mine.seconds:.2f} | {theirs.seconds:.2f} | {mine.seconds / theirs.seconds:.2f} | ≤ 2 |",
        f"| MiB at most | {mine.memory:.0f} | {theirs.memory:.0f} | {mine.memory / theirs.memory:.2f} | ≤ 1.5 |",
        "",
    ]
    return "\n".join(lines)


def main():
    """Makes the data, runs all sides and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--csv-lines", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    options.csv_lines = min(options.csv_lines, options.lines)
    # In a process of its own: a child's peak memory begins at its parent's, so this one must stay small.
    words = [sys.executable, HERE / "orders.py", options.folder, options.lines, options.csv_lines]
    paths = json.loads(Run(words).out)
    results = reports(options, paths)
    page = document(options, results, *imports(options, paths))
    print("\n" + page)
    if options.write:
        rest = others(options.write, OWN)
        options.write.write_text(page + "\n" + rest, encoding="utf-8")


if __name__ == "__main__":
    main()
