#!/usr/bin/env python3
"""Holds the product's own forecasts against what came.

usage: forecasts.py PROGRAM DATA_FOLDER OUT_FOLDER

For each base: the model that `clientele model fit` takes with what was known on a day, and its error on the days that followed, which
another fit holds out. The goal is that of docs/models/season.md: an error of the total below 8 %, and no larger a root mean squared
error of a customer than the best of the models without a season. Ends with 1 when it is missed.
"""

import csv
import datetime
import json
import pathlib
import shutil
import subprocess
import sys

GOAL = 0.08

ONLINE_RETAIL = ["online_retail_2009_2010.parquet", "online_retail_2010_2011.parquet"]

# Base, files, currency, known to, forecast to.
BASES = [
    ("cdnow_sample", ["cdnow_sample_orders.csv"], "USD", "1997-09-30", "1998-06-30"),
    ("cdnow", ["cdnow.csv"], "USD", "1997-09-30", "1998-06-30"),
    ("online_retail", ONLINE_RETAIL, "GBP", "2011-06-09", "2011-12-09"),
]


def sample(data, out):
    """Writes the orders of the customers in CDNOW's sample."""
    with open(data / "cdnow_sample.csv", newline="", encoding="ascii") as file:
        wanted = {row["customer_id"] for row in csv.DictReader(file)}
    target = out / "cdnow_sample_orders.csv"
    with open(data / "cdnow.csv", encoding="ascii") as source, open(target, "w", encoding="ascii") as file:
        file.write(next(source))
        file.writelines(line for line in source if line.split(",")[0] in wanted)


def held_out(model):
    """The candidates' errors by kind and by whether they are in the calendar's season."""
    candidates = model["comparison"]["candidates"]
    return {(one["kind"], one["seasonal"]): one["holdout"] for one in candidates if one["holdout"]}


def evaluate(run, known_to, forecast_to):
    """Prints the table of one base and says what it misses of the goal."""
    model = run("model", "fit", "--as-of", known_to)
    taken = (model["kind"], model["season"] is not None)
    days = (datetime.date.fromisoformat(forecast_to) - datetime.date.fromisoformat(known_to)).days
    errors = held_out(run("model", "fit", "--as-of", forecast_to, "--holdout-days", str(days)))
    print("| model | total | RMSE | MAE | correlation |\n|---|---|---|---|---|")
    for (kind, seasonal), error in sorted(errors.items(), key=lambda one: (one[0][1], one[0][0])):
        name = kind + (", season" if seasonal else "") + (", **taken**" if (kind, seasonal) == taken else "")
        figures = [f"{100 * error['error']:+.1f} %", *(f"{error[name]:.4f}" for name in ("rmse", "mae", "correlation"))]
        print(f"| {name} | {' | '.join(figures)} |")
    if taken not in errors:
        return ["the model taken has no error"]
    missed = []
    if abs(errors[taken]["error"]) >= GOAL:
        missed.append("the total")
    if errors[taken]["rmse"] > min(error["rmse"] for (_, seasonal), error in errors.items() if not seasonal):
        missed.append("the root mean squared error of a customer")
    return missed


def main():
    """Makes a workspace for each base and evaluates it."""
    program, data, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    sample(data, out)
    failed = False
    for base, files, currency, known_to, forecast_to in BASES:
        workspace = out / f"{base}-workspace"
        shutil.rmtree(workspace, ignore_errors=True)

        def run(*words):
            answer = subprocess.run([program, "--data", workspace, "--json", *words], check=True, stdout=subprocess.PIPE)
            return json.loads(answer.stdout) if answer.stdout.startswith(b"{") else None

        run("init", "--currency", currency)
        for file in files:
            run("import", "orders", next(folder / file for folder in (data, out) if (folder / file).is_file()))
        print(f"\n{base}: known to {known_to}, forecast to {forecast_to}\n")
        missed = evaluate(run, known_to, forecast_to)
        failed = failed or bool(missed)
        print(f"\nThe goal is {'missed by ' + ' and by '.join(missed) if missed else 'reached'}.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
