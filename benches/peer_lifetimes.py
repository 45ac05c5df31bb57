"""lifetimes' side: one job over the customers of a CSV file, timed inside the process.

usage: peer_lifetimes.py bg_nbd|mbg_nbd|pareto_nbd|gamma_gamma|score CSV
       peer_lifetimes.py transactions CSV

The second reads customer_id, date and dollar_value of each transaction, and comes to the value of each customer over 12 months.
"""

import json
import math
import sys
import time
import warnings

import pandas as pd

warnings.filterwarnings("ignore")

from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter  # noqa: E402
from lifetimes.utils import summary_data_from_transaction_data  # noqa: E402

PURCHASES = {"bg_nbd": BetaGeoFitter, "mbg_nbd": ModifiedBetaGeoFitter, "pareto_nbd": ParetoNBDFitter}
TRUTH = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}


def log_likelihood(fitter, customers, purchases):
    """Of all customers; lifetimes keeps the mean of its negative, of times that it multiplied by a scale."""
    return -float(fitter._negative_log_likelihood_) * customers + purchases * math.log(getattr(fitter, "_scale", 1.0))


def from_transactions(path):
    """From a data frame of transactions to the value of each customer, at a discount of 1 % a month."""
    data = pd.read_csv(path, dtype={"customer_id": str}, parse_dates=["date"])
    start = time.perf_counter()
    columns = ("customer_id", "date", "dollar_value")
    summary = summary_data_from_transaction_data(data, *columns, freq="D", observation_period_end=data["date"].max())
    histories = (summary["frequency"], summary["recency"], summary["T"])
    purchases = BetaGeoFitter().fit(*histories)
    paid = summary[(summary["frequency"] > 0) & (summary["monetary_value"] > 0)]
    spend = GammaGammaFitter().fit(paid["frequency"], paid["monetary_value"])
    value = spend.customer_lifetime_value(purchases, *histories, summary["monetary_value"], time=12, discount_rate=0.01, freq="D")
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "customers": len(summary), "parameters": list(purchases.params_), "value": float(value.sum())}


def main():
    """Runs one job and prints its time and what came out."""
    job, path = sys.argv[1:]
    if job == "transactions":
        print(json.dumps(from_transactions(path)))
        return
    data = pd.read_csv(path)
    histories = (data["frequency"], data["recency"], data["T"])
    start = time.perf_counter()
    if job in PURCHASES:
        fitter = PURCHASES[job]().fit(*histories)
        seconds = time.perf_counter() - start
        out = {"parameters": list(fitter.params_), "log_likelihood": log_likelihood(fitter, len(data), data["frequency"].sum())}
    elif job == "gamma_gamma":
        seen = data[data["frequency"] > 0]
        fitter = GammaGammaFitter().fit(seen["frequency"], seen["spend"])
        seconds = time.perf_counter() - start
        out = {"parameters": list(fitter.params_), "log_likelihood": log_likelihood(fitter, len(seen), 0)}
    else:
        fitter = BetaGeoFitter()
        fitter.params_ = pd.Series(TRUTH)
        start = time.perf_counter()
        alive = fitter.conditional_probability_alive(*histories)
        expected = fitter.conditional_expected_number_of_purchases_up_to_time(52, *histories)
        seconds = time.perf_counter() - start
        out = {"alive": float(alive.sum()), "expected": float(expected.sum())}
    print(json.dumps({"seconds": seconds, **out}))


if __name__ == "__main__":
    main()
