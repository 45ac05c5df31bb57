#!/usr/bin/env python3
"""Makes the bundled data sets from the sources that README.md names.

usage: make.py FIRST_YEAR.csv.gz SECOND_YEAR.csv.gz CDNOW_master.txt CDNOW_sample.txt OUT_DIR

Needs duckdb (PyPI). Every statement that README.md makes about the files is asserted here, so a source that has
changed stops the script instead of changing the data in silence.
"""

import argparse
import csv
import datetime
import hashlib
import pathlib

import duckdb

LAYOUT = "(format parquet, compression zstd, compression_level 19, row_group_size 122880)"

# All columns but the two identifiers: what both years' files say about one line.
REST = "Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country"


def one(db, sql):
    """The single value that a statement answers with."""
    return db.execute(sql).fetchone()[0]


def read_year(db, table, path):
    """Loads a source file as it stands, typed, with its row numbers."""
    db.execute(
        f"""
        create table {table} as
        select row_number() over () as row, InvoiceNo, StockCode, Description,
               Quantity::integer as Quantity, InvoiceDate::timestamp as InvoiceDate,
               UnitPrice::decimal(12, 3) as UnitPrice, CustomerID, Country
        from read_csv(?, header = true, all_varchar = true, nullstr = '', delim = ',', quote = '"', parallel = false)
        """,
        [str(path)],
    )
    wrong = one(
        db,
        f"""select count(*) from read_csv('{path}', header = true, all_varchar = true, nullstr = '', parallel = false)
            where not regexp_full_match(UnitPrice, '-?[0-9]+([.][0-9]{{1,3}})?')""",
    )
    assert wrong == 0, f"{wrong} prices of {path} do not fit decimal(12, 3)"


def restore_identifiers(db):
    """Gives the second year's lines of the overlap the identifiers that the first year's file has for them.

    The overlap stands in both files: as multisets of the six other columns it is equal. Lines that have identifiers in
    both must agree in those too; the others take, within equal lines in file order, what is left in the first year.
    """
    db.execute("create table a as select * from first where InvoiceDate >= '2010-12-01'")
    db.execute("create table b as select * from second where InvoiceDate < '2010-12-10'")
    assert one(db, "select count(*) from a") == one(db, "select count(*) from b") == 22_523
    for left, right in (("a", "b"), ("b", "a")):
        differing = one(db, f"select count(*) from (select {REST} from {left} except all select {REST} from {right})")
        assert differing == 0, f"{differing} lines of {left} are not in {right}"
    line = f"InvoiceNo, StockCode, {REST}"
    differing = one(
        db,
        f"""select count(*) from
            (select {line} from b where InvoiceNo is not null except all select {line} from a)""",
    )
    assert differing == 0, f"{differing} identified lines of the second year are not in the first"

    nth = f"row_number() over (partition by {REST} order by row)"
    known_nth = f"row_number() over (partition by {line} order by row)"
    db.execute(
        f"""
        create table restored as
        with taken as (select {line}, {known_nth} as nth from b where InvoiceNo is not null),
        rest as (
            select a.* from (select *, {known_nth} as nth from a) a
            anti join taken t on
                a.InvoiceNo = t.InvoiceNo and a.StockCode = t.StockCode and a.nth = t.nth
                and a.Quantity = t.Quantity and a.InvoiceDate = t.InvoiceDate and a.UnitPrice = t.UnitPrice
                and a.Description is not distinct from t.Description
                and a.CustomerID is not distinct from t.CustomerID and a.Country = t.Country
        ),
        given as (select * exclude (nth), {nth} as nth from rest),
        wanted as (select *, {nth} as nth from b where InvoiceNo is null)
        select w.row, g.InvoiceNo, g.StockCode
        from wanted w join given g on
            g.nth = w.nth and g.Quantity = w.Quantity and g.InvoiceDate = w.InvoiceDate
            and g.UnitPrice = w.UnitPrice and g.Description is not distinct from w.Description
            and g.CustomerID is not distinct from w.CustomerID and g.Country = w.Country
        """
    )
    assert one(db, "select count(*) from restored") == 393
    assert one(db, "select count(distinct row) from restored") == 393
    db.execute(
        """
        update second set InvoiceNo = restored.InvoiceNo, StockCode = restored.StockCode
        from restored where second.row = restored.row
        """
    )
    for left, right in (("first", "second"), ("second", "first")):
        differing = one(
            db,
            f"""select count(*) from
                (select {line} from {left} where InvoiceDate between '2010-12-01' and '2010-12-10'
                 except all select {line} from {right})""",
        )
        assert differing == 0, f"{differing} lines of the overlap differ after restoring"


def online_retail(first, second, out):
    """Writes both years of Online Retail II."""
    db = duckdb.connect()
    db.execute("set threads to 1")
    read_year(db, "first", first)
    read_year(db, "second", second)
    restore_identifiers(db)
    assert one(db, "select count(*) from first") == 525_461
    assert one(db, "select count(*) from second") == 541_909
    assert one(db, "select count(*) from second where InvoiceNo is null") == 10_627 - 393
    columns = f"InvoiceNo, StockCode, {REST}"
    for table, years in (("first", "2009_2010"), ("second", "2010_2011")):
        target = out / f"online_retail_{years}.parquet"
        db.execute(f"copy (select {columns} from {table} order by row) to '{target}' {LAYOUT}")
        same = one(
            db,
            f"""select count(*) from
                (select {columns} from {table} except all select {columns} from read_parquet('{target}'))""",
        )
        assert same == 0, f"{target} does not hold what was read"
        yield target


def cdnow(master, out):
    """Writes CDNOW as CSV: one row a transaction, dates as ISO 8601."""
    target = out / "cdnow.csv"
    rows, cents = 0, 0
    with open(master, encoding="ascii") as lines, open(target, "w", newline="", encoding="ascii") as file:
        writer = csv.writer(file, lineterminator="\n")
        assert next(lines).split() == ["customer_id", "date", "number_of_cds", "dollar_value"]
        writer.writerow(["customer_id", "date", "number_of_cds", "dollar_value"])
        for customer, date, number, value in map(str.split, lines):
            day = datetime.datetime.strptime(date, "%Y%m%d").date()
            writer.writerow([customer, day.isoformat(), number, value])
            rows += 1
            cents += int(value.replace(".", ""))
    assert (rows, cents) == (69_659, 250_031_563), (rows, cents)
    return target


def cdnow_sample(sample, out):
    """Writes which customers of CDNOW are in its sample."""
    target = out / "cdnow_sample.csv"
    with open(sample, encoding="ascii") as lines:
        customers = sorted({line.split()[0] for line in lines})
    assert len(customers) == 2_357
    target.write_text("\n".join(["customer_id", *customers, ""]), encoding="ascii")
    return target


def main():
    """Reads the arguments and prints size and checksum of each file made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("first", "second", "master", "sample", "out"):
        parser.add_argument(name, type=pathlib.Path)
    arguments = parser.parse_args()
    made = [
        *online_retail(arguments.first, arguments.second, arguments.out),
        cdnow(arguments.master, arguments.out),
        cdnow_sample(arguments.sample, arguments.out),
    ]
    for path in made:
        print(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
