#!/usr/bin/env python3
"""Compares the reports of `clientele` with the same figures computed by DuckDB from the bundled files.

usage: agree.py PROGRAM DATA_FOLDER ORDERS.parquet…

The statements here share no code with the product. What the figures mean is written in docs/GLOSSARY.md:

- the n-th equal line of a file is the n-th in the base, so an overlapping file adds only lines that are new;
- a line is a return when goods come back or its amount is negative; on a cancellation (C and digits) goods come back
  whatever the sign; the rest of a receipt is an order when something on it was paid for;
- as of the end of the last day with an order; a customer is lost after 180 days without one.
"""

import json
import math
import subprocess
import sys

import duckdb

LOST_AFTER_DAYS = 180

# The base of lines: identity is order, customer, time, product, quantity and amount.
LINES = """
create table line as
with numbered as (
    select *, row_number() over (
        partition by file, InvoiceNo, CustomerID, InvoiceDate, StockCode, Quantity, amount) as nth
    from (
        select * exclude (Quantity), if(cancelled, -abs(Quantity), Quantity) as Quantity,
               cast(round(if(cancelled, -abs(Quantity), Quantity) * UnitPrice, 2) * 100 as bigint) as amount
        from (select *, coalesce(regexp_full_match(InvoiceNo, 'C[0-9]+'), false) as cancelled from ({files}))
    )
),
fresh as (
    select *, row_number() over (
        partition by nth, InvoiceNo, CustomerID, InvoiceDate, StockCode, Quantity, amount order by file) as seen
    from numbered
)
select InvoiceNo as receipt, CustomerID as customer, InvoiceDate as moment, cast(InvoiceDate as date) as day,
       Quantity as quantity, amount,
       Quantity < 0 or amount < 0 as is_return
from fresh where seen = 1
"""

ORDERS = """
create table orders as
select receipt, max(customer) as customer, cast(min(moment) as date) as day, min(moment) as moment,
       sum(quantity) as units, sum(amount) as revenue
from line where not is_return and receipt is not null
group by receipt having bool_or(amount > 0);
create table returns as select customer, day, amount from line where is_return;
"""

MONTHS = """
create table month as
select start, last_day(start) as last, least(last_day(start), (select max(day) from orders)) as until,
       last_day(start) <= (select max(day) from orders) as complete
from (
    select cast(unnest(generate_series(
        date_trunc('month', (select min(day) from orders)),
        date_trunc('month', (select max(day) from orders)), interval 1 month)) as date) as start
);
create table known as select *, row_number() over (partition by customer order by moment, receipt) as nth
from orders where customer is not null;
"""

# In the base at the end of a day: an order within the last 180 days, that day included.
BASE = """
with standing as (
    select start, customer,
           bool_or(day < start and day >= start - {lost}) as at_start,
           bool_or(day <= until and day > until - {lost}) as at_end,
           bool_or(day between start and until) as active,
           bool_or(day between start and until and nth = 1) as is_new,
           bool_or(day between start and until and nth >= 2) as again,
           bool_or(cast(date_trunc('month', day) as date) = start + interval 1 month) as next
    from month cross join known where day <= last_day(start + interval 1 month)
    group by all
),
people as (
    select start,
           count(*) filter (at_start) as customers_start,
           count(*) filter (is_new) as new,
           count(*) filter (active) as active,
           count(*) filter (again) as repeat,
           count(*) filter (at_start and not at_end) as lost,
           count(*) filter (active and not is_new and not at_start) as reactivated,
           count(*) filter (at_end) as customers_end,
           count(*) filter (active and next) as active_next
    from standing group by start
),
first as (select customer, cast(date_trunc('month', min(day)) as date) as start from known group by customer),
sales as (
    select cast(date_trunc('month', o.day) as date) as start, count(*) as orders,
           count(*) filter (o.customer is null) as anonymous_orders, sum(o.units) as units, sum(o.revenue) as gross,
           sum(o.revenue) filter (o.customer is not null) as known_gross,
           avg(o.revenue) filter (f.start = date_trunc('month', o.day)) as aov_new_minor,
           avg(o.revenue) filter (f.start < date_trunc('month', o.day)) as aov_loyal_minor
    from orders o left join first f using (customer) group by 1
),
back as (
    select cast(date_trunc('month', day) as date) as start, sum(amount) as returned,
           sum(amount) filter (customer is not null) as known_returned
    from returns group by 1
)
select strftime(start, '%Y-%m') as month, complete, customers_start, new, active, repeat, lost, reactivated, customers_end,
       new / nullif(customers_start, 0) as inflow_rate,
       case when start + interval 1 month in (select start from month where complete) then active_next / nullif(active, 0) end as survival_rate,
       1 - lost / nullif(customers_start, 0) as retention_rate,
       lost / nullif(customers_start, 0) as churn_rate,
       customers_start / nullif(lost, 0) as lifetime_months,
       orders, anonymous_orders,
       gross + coalesce(returned, 0) as revenue_minor,
       coalesce(returned, 0) as returns_minor,
       gross / orders as aov_minor, aov_new_minor, aov_loyal_minor,
       units / orders as items_per_receipt,
       (orders - anonymous_orders) / nullif(active, 0) as orders_per_customer,
       (known_gross + coalesce(known_returned, 0)) / nullif(active, 0) as arppu_minor
from month join people using (start) join sales using (start) left join back using (start)
order by start
"""

RFM = """
create table rfm as
select customer, date_diff('day', max(day), (select max(day) from orders)) as recency_days, count(*) as frequency,
       sum(revenue) + coalesce((select sum(amount) from returns r where r.customer = k.customer), 0) as monetary_minor
from known k group by customer
"""

COHORTS = """
with first as (select customer, cast(date_trunc('month', min(day)) as date) as cohort from known group by customer),
money as (
    select customer, day, 1 as orders, revenue from known
    -- What was returned before the first order that we know of counts in the cohort's first month.
    union all select customer, greatest(day, cohort), 0, amount from returns join first using (customer)
    where '{money}' = 'net'
)
select strftime(cohort, '%Y-%m') as cohort, date_diff('month', cohort, date_trunc('month', day)) as period,
       count(distinct customer) filter (orders = 1) as customers, sum(orders) as orders, sum(revenue) as revenue_minor
from money join first using (customer) group by all order by all
"""


def rows(db, sql):
    """The rows of a statement as dictionaries."""
    answer = db.execute(sql)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row)) for row in answer.fetchall()]


class Comparison:
    """Counts figures and names those that differ."""

    def __init__(self):
        self.figures, self.differing = 0, []

    def figure(self, where, ours, theirs):
        """Counts and texts must be equal, means of money agree to half a minor unit, ratios to 1e-9."""
        self.figures += 1
        if ours is None or theirs is None or isinstance(theirs, (str, bool)):
            same = ours == theirs
        elif isinstance(theirs, float) or not float(theirs).is_integer():
            slack = 0.5001 if where.endswith("_minor") else 1e-9 * max(1.0, abs(float(theirs)))
            same = math.isclose(ours, float(theirs), rel_tol=0, abs_tol=slack)
        else:
            same = ours == int(theirs) or (isinstance(ours, float) and math.isclose(ours, theirs, rel_tol=1e-9))
        if not same:
            self.differing.append(f"{where}: clientele says {ours}, DuckDB {theirs}")

    def table(self, name, key, ours, theirs):
        """Two lists of rows with the same key: every figure of DuckDB's row must be in ours."""
        by_key = {key(row): row for row in ours}
        for row in theirs:
            own = by_key.pop(key(row), None)
            if own is None:
                self.differing.append(f"{name} {key(row)}: clientele has no such row")
                continue
            for column, value in row.items():
                self.figure(f"{name} {key(row)} {column}", own.get(column, "nothing"), value)
        for left in by_key:
            self.differing.append(f"{name} {left}: only clientele has such a row")


def prepare(files):
    """The base of orders as DuckDB understands it."""
    db = duckdb.connect()
    reads = " union all ".join(f"select {at} as file, * from read_parquet('{file}')" for at, file in enumerate(files))
    for statement in (LINES.format(files=reads), ORDERS, MONTHS, RFM):
        db.execute(statement)
    return db


def base(compare, db, report):
    """Key figures by month."""
    theirs = rows(db, BASE.format(lost=LOST_AFTER_DAYS))
    compare.table("base", lambda row: row["month"], report["months"], theirs)


def rfm(compare, db, report):
    """Means, cuts, shares and the map of recency and frequency."""
    one = rows(
        db,
        """select count(*) as customers, avg(recency_days) as r, avg(frequency) as f, avg(monetary_minor) as m,
                  count(*) filter (frequency > 1) / count(*) as repeat_rate from rfm""",
    )[0]
    for where, ours, theirs in (
        ("rfm customers", report["customers"], one["customers"]),
        ("rfm mean recency_days", report["means"]["recency_days"], one["r"]),
        ("rfm mean frequency", report["means"]["frequency"], one["f"]),
        ("rfm mean monetary_minor", report["means"]["monetary_minor"], one["m"]),
        ("rfm repeat_rate", report["repeat_rate"], one["repeat_rate"]),
    ):
        compare.figure(where, ours, theirs)
    cuts = {}
    for measure in ("recency_days", "frequency", "monetary_minor"):
        sql = f"select quantile_cont(cast({measure} as double), [0.2, 0.4, 0.6, 0.8]) from rfm"
        cuts[measure] = db.execute(sql).fetchone()[0]
        for at, (ours, theirs) in enumerate(zip(report["cuts"][measure], cuts[measure])):
            compare.figure(f"rfm cut {at + 1} {measure}", ours, theirs)
    share = """with best as (select monetary_minor, row_number() over (order by monetary_minor desc) as place from rfm)
               select cast(sum(monetary_minor) filter (place <= (select ceil(count(*) * 0.2) from rfm)) as double)
                      / sum(monetary_minor) from best"""
    compare.figure("rfm top20_share", report["top20_share"], db.execute(share).fetchone()[0])

    def score(measure):
        return "1 + " + " + ".join(f"cast({bound} < {measure} as int)" for bound in cuts[measure])

    grid = f"""select 6 - ({score("recency_days")}) as r, {score("frequency")} as f, count(*) as customers,
                      sum(monetary_minor) as revenue_minor, avg(monetary_minor) as mean_monetary_minor
               from rfm group by all order by all"""
    ours = [cell for cell in report["grid"] if cell["customers"]]
    compare.table("rfm grid", lambda row: (row["r"], row["f"]), ours, rows(db, grid))
    named = sum(segment["customers"] for segment in report["segments"])
    compare.figure("rfm customers in segments", named, one["customers"])


def cohorts(compare, db, report):
    """Size and, by period, customers, orders and revenue of each month's cohort."""
    ours = [
        {"cohort": cohort["cohort"], **cell}
        for cohort in report["cohorts"]
        for cell in cohort["cells"]
        if cell["customers"] or cell["revenue_minor"]
    ]
    theirs = rows(db, COHORTS.format(money=report["money"]))
    compare.table("cohorts", lambda row: (row["cohort"], row["period"]), ours, theirs)
    sizes = [{"cohort": row["cohort"], "size": row["customers"]} for row in theirs if row["period"] == 0]
    compare.table("cohort sizes", lambda row: row["cohort"], report["cohorts"], sizes)


def main():
    """Runs the three reports and prints what differs."""
    program, folder, *files = sys.argv[1:]
    db, compare = prepare(files), Comparison()
    for name, check in (("base", base), ("rfm", rfm), ("cohorts", cohorts)):
        call = [program, "--data", folder, "report", name, "--json"]
        printed = subprocess.run(call, check=True, stdout=subprocess.PIPE).stdout
        before, differing = compare.figures, len(compare.differing)
        check(compare, db, json.loads(printed))
        print(f"{name}: {compare.figures - before} figures, {len(compare.differing) - differing} differ")
    for line in compare.differing[:50]:
        print(" ", line)
    return 1 if compare.differing else 0


if __name__ == "__main__":
    sys.exit(main())
