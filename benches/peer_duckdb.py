"""DuckDB's side: one question over one layout, timed inside the process.

usage: peer_duckdb.py rfm|cohorts|kpis lines|orders PARQUET
       peer_duckdb.py import CSV PARQUET
"""

import json
import sys
import time

import duckdb

# What each layout calls an order's day, count and money.
LAYOUT = {
    "lines": {"orders": "count(distinct order_id)", "money": "sum(amount_minor)", "units": "sum(quantity)"},
    "orders": {"orders": "count(*)", "money": "sum(revenue_minor)", "units": "sum(units)"},
}

RFM = """
with customer as (
    select customer_id, max(ordered_at) as last, {orders} as frequency, {money} as monetary
    from source group by customer_id
),
measured as (
    select customer_id, date_diff('day', last, (select max(last) from customer)) as recency, frequency, monetary from customer
),
cut as (
    select quantile_cont(recency, [0.2, 0.4, 0.6, 0.8]) as r, quantile_cont(frequency, [0.2, 0.4, 0.6, 0.8]) as f,
           quantile_cont(monetary, [0.2, 0.4, 0.6, 0.8]) as m
    from measured
),
scored as (
    select 5 - len(list_filter(cut.r, lambda bound: bound < recency)) as r,
           1 + len(list_filter(cut.f, lambda bound: bound < frequency)) as f, monetary
    from measured cross join cut
)
select r, f, count(*) as customers, sum(monetary) as revenue from scored group by r, f order by r, f
"""

COHORTS = """
with bought as (
    select customer_id, date_trunc('month', ordered_at) as month, {orders} as orders, {money} as revenue
    from source group by all
),
first as (select customer_id, min(month) as cohort from bought group by customer_id)
select cohort, date_diff('month', cohort, month) as period, count(*) as customers, sum(orders) as orders,
       sum(revenue) as revenue
from bought join first using (customer_id) group by all order by all
"""

KPIS = """
with bought as (
    select customer_id, date_trunc('month', ordered_at) as month, {orders} as orders, {money} as revenue, {units} as units
    from source group by all
),
first as (select customer_id, min(month) as cohort from bought group by customer_id)
select month, count(*) as active, count(*) filter (cohort = month) as new, sum(orders) as orders, sum(revenue) as revenue,
       sum(units) / sum(orders) as items, sum(revenue) / sum(orders) as aov, sum(revenue) / count(*) as arppu
from bought join first using (customer_id) group by month order by month
"""

IMPORT = "copy (from read_csv('{csv}')) to '{parquet}' (format parquet, compression zstd)"


def main():
    """Runs one job and prints its time and a checksum."""
    job, *rest = sys.argv[1:]
    db = duckdb.connect()
    if job == "import":
        statement = IMPORT.format(csv=rest[0], parquet=rest[1])
    else:
        layout, path = rest
        statement = {"rfm": RFM, "cohorts": COHORTS, "kpis": KPIS}[job].format(**LAYOUT[layout])
        statement = statement.replace("from source", f"from read_parquet('{path}')")
    start = time.perf_counter()
    rows = db.execute(statement).fetchall()
    seconds = time.perf_counter() - start
    checks = {"rfm": (2, 3), "cohorts": (3, 4), "kpis": (3, 4)}.get(job)
    sums = [int(sum(row[at] for row in rows)) for at in checks] if checks else rows[0][0]
    print(json.dumps({"seconds": seconds, "check": sums}))


if __name__ == "__main__":
    main()
