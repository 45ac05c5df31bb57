#!/usr/bin/env python3
"""Writes the days on which each customer bought, from the bundled files, for the evaluation of forecasts.

usage: purchases.py DATA_FOLDER OUT_FOLDER

A day counts when goods were paid for on it; several receipts of a day are one purchase. Days are numbers of days since
1970-01-01. The statements here share no code with the product.
"""

import pathlib
import sys

import duckdb

DAY = "date_diff('day', date '1970-01-01', cast({moment} as date))"

ONLINE_RETAIL = f"""
select distinct CustomerID as customer, {DAY.format(moment="InvoiceDate")} as day
from read_parquet(['{{data}}/online_retail_2009_2010.parquet', '{{data}}/online_retail_2010_2011.parquet'])
where Quantity > 0 and UnitPrice > 0 and CustomerID is not null
    and not coalesce(regexp_full_match(InvoiceNo, 'C[0-9]+'), false)
order by all
"""

CDNOW = f"""
select distinct customer_id as customer, {DAY.format(moment="date")} as day
from read_csv('{{data}}/cdnow.csv', types = {{{{'customer_id': 'VARCHAR'}}}})
order by all
"""

CDNOW_SAMPLE = f"""
select * from ({CDNOW})
where customer in (select customer_id from read_csv('{{data}}/cdnow_sample.csv', types = {{{{'customer_id': 'VARCHAR'}}}}))
order by all
"""


def main():
    """Writes one file for each base."""
    data, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    db = duckdb.connect()
    for name, query in [("online_retail", ONLINE_RETAIL), ("cdnow", CDNOW), ("cdnow_sample", CDNOW_SAMPLE)]:
        db.execute(f"copy ({query.format(data=data)}) to '{out}/{name}.csv' (header)")


if __name__ == "__main__":
    main()
