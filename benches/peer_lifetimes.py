"""lifetimes' side: one job over the customers of a CSV file, timed inside the process.

usage: peer_lifetimes.py bg_nbd|mbg_nbd|pareto_nbd|gamma_gamma|score CSV
"""

import json
import math
import sys
import time
import warnings

import pandas as pd

warnings.filterwarnings("ignore")

from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter  # noqa: E402

PURCHASES = {"bg_nbd": BetaGeoFitter, "mbg_nbd": ModifiedBetaGeoFitter, "pareto_nbd": ParetoNBDFitter}
TRUTH = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}


def log_likelihood(fitter, customers, purchases):
    """Of all customers; lifetimes keeps the mean of its negative, of times that it multiplied by a scale."""
    return -float(fitter._negative_log_likelihood_) * customers + purchases * math.log(getattr(fitter, "_scale", 1.0))


def main():
    """Runs one job and prints its time and what came out."""
    job, path = sys.argv[1:]
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
