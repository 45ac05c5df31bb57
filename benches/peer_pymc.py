"""PyMC-Marketing's side: the most probable parameters (MAP) for the customers of a CSV file, timed inside the process.

usage: peer_pymc.py bg_nbd|gamma_gamma CSV

Its default priors pull the parameters: the result is near the maximum of the likelihood, not at it.
"""

import json
import logging
import sys
import time
import warnings

import pandas as pd

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

from pymc_marketing import clv  # noqa: E402

PARAMETERS = {"bg_nbd": ("r", "alpha", "a", "b"), "gamma_gamma": ("p", "q", "v")}


def main():
    """Runs one job and prints its time and the parameters."""
    job, path = sys.argv[1:]
    data = pd.read_csv(path)
    data["customer_id"] = data.index
    if job == "gamma_gamma":
        data = data[data["frequency"] > 0].rename(columns={"spend": "monetary_value"})
    start = time.perf_counter()
    model = {"bg_nbd": clv.BetaGeoModel, "gamma_gamma": clv.GammaGammaModel}[job](data=data)
    try:
        model.fit(method="map", progressbar=False)
    except TypeError:
        model.fit(fit_method="map", progressbar=False)
    seconds = time.perf_counter() - start
    # Newer versions keep the result as a tree, older ones as a data set.
    found = model.idata["posterior"]
    print(json.dumps({"seconds": seconds, "parameters": [float(found[name].mean()) for name in PARAMETERS[job]]}))


if __name__ == "__main__":
    main()
