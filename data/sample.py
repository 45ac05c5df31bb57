#!/usr/bin/env python3
"""Makes online_retail_sample.parquet from the two files of Online Retail II in this folder.

usage: sample.py

Needs duckdb (PyPI). The sample is for people who look at the console before they have data of their own: it holds whole
customers, so that their histories, and everything that is computed from them, are real.
"""

import pathlib

import duckdb

HERE = pathlib.Path(__file__).parent
LAYOUT = "(format parquet, compression zstd, compression_level 19, row_group_size 122880)"


def main():
    """Keeps all lines of each fifth customer, by number; the nine days that stand in both files are taken once."""
    db = duckdb.connect()
    db.execute("set threads = 1")
    first, second = (HERE / f"online_retail_{years}.parquet" for years in ("2009_2010", "2010_2011"))
    db.execute(
        f"""
        create table sample as
        select InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country
        from (
            select *, 1 as file, file_row_number as row from read_parquet('{first}', file_row_number = true)
            union all
            select *, 2 as file, file_row_number as row from read_parquet('{second}', file_row_number = true)
            where InvoiceDate >= '2010-12-10'
        )
        where CustomerID is not null and CustomerID::double::integer % 5 = 0
        order by file, row
        """
    )
    lines, customers = db.execute("select count(*), count(distinct CustomerID) from sample").fetchone()
    assert (lines, customers) == (155_293, 1_188), (lines, customers)
    db.execute(f"copy sample to '{HERE / 'online_retail_sample.parquet'}' {LAYOUT}")


if __name__ == "__main__":
    main()
