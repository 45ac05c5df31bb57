#!/usr/bin/env python3
"""Sets the log of events beside bare SQLite inserts of the same rows with the same durability, and writes its section of the page.

usage: events.py --program LOG_RATES [--folder DIR] [--events N] [--stored N] [--repeat N] [--write PAGE]
"""

import argparse
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import time

HEADING = "## The log of events"
SMALL = 100_000
# Rows of a transaction of the peer: at least as many as the log commits together.
GROUP = 1_000
COLUMNS = "position, source_id, message_id, kind, happened_at, received_at, body"
TABLE = """create table event (position bigint not null primary key, source_id bigint not null, message_id text not null,
kind text not null, happened_at bigint not null, received_at bigint not null, body text null, unique (source_id, message_id))"""


def clear(path):
    """Removes a database."""
    for suffix in ("", "-wal", "-shm"):
        pathlib.Path(f"{path}{suffix}").unlink(missing_ok=True)


def ours(options, stored):
    """One run of the log: what it measured."""
    clear(options.folder / "log.db")
    words = [options.program, options.folder, options.events, stored]
    done = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def bare(options):
    """Seconds for the rows that the log took, put into the same table by statements of one row."""
    log = sqlite3.connect(options.folder / "log.db")
    read = f"select {COLUMNS} from event where message_id like 'node-next-%' order by position"
    rows = log.execute(read).fetchall()
    stored = log.execute(f"select {COLUMNS} from event where position <= ?", (rows[0][0] - 1,)).fetchall()
    log.close()
    path = options.folder / "bare.db"
    clear(path)
    peer = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = wal", "synchronous = full", "cache_size = -32768"):
        peer.execute(f"pragma {setting}")
    peer.execute(TABLE)
    insert = "insert into event values (?, ?, ?, ?, ?, ?, ?)"
    peer.execute("begin")
    peer.executemany(insert, stored)
    peer.execute("commit")
    began = time.monotonic()
    for at in range(0, len(rows), GROUP):
        peer.execute("begin immediate")
        peer.executemany(insert, rows[at : at + GROUP])
        peer.execute("commit")
    took = time.monotonic() - began
    assert peer.execute("select count(*) from event").fetchone()[0] == len(rows) + len(stored)
    peer.close()
    clear(path)
    return took


def best(runs):
    """The smallest of each measure."""
    return {name: min(run[name] for run in runs) for name in runs[0]}


def section(options):
    """Runs both sides in turn, then the log with much in it."""
    small, peers = [], []
    for _ in range(options.repeat):
        small.append(ours(options, SMALL))
        peers.append(bare(options))
    large = best([ours(options, options.stored) for _ in range(options.repeat)])
    small, peer = best(small), min(peers)
    clear(options.folder / "log.db")
    rate = lambda seconds: f"{options.events / seconds:,.0f}"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    load = os.getloadavg()[0]
    return [
        HEADING,
        "",
        f"Made by `cargo xtask bench --events` on {os.cpu_count()} cores, {memory} GiB of memory, SQLite "
        f"{sqlite3.sqlite_version} at the peer's; load of the machine {load:.0f}; best of {options.repeat}.",
        f"{options.events:,} events of about 400 bytes with ids in no order, in calls of 100 from 8 callers, each answered when it is",
        "durable. The peer inserts the same rows into the same table with its unique key, 1,000 a transaction, from Python's `sqlite3`,",
        "with the same `synchronous = full`. *followed* is a consumer that does nothing but count; *single* are 500 calls a second",
        "with one event each.",
        "",
        f"| | bare inserts | the log, {SMALL:,} stored | ratio | goal | the log, {options.stored:,} stored | ratio to {SMALL:,} |",
        "|---|---:|---:|---:|---:|---:|---:|",
        f"| events a second, durable | {rate(peer)} | {rate(small['append_seconds'])} | {peer / small['append_seconds']:.2f} | ≥ 0.5 "
        f"| {rate(large['append_seconds'])} | {small['append_seconds'] / large['append_seconds']:.2f} |",
        f"| events a second, followed | | {rate(small['follow_seconds'])} | | | {rate(large['follow_seconds'])} "
        f"| {small['follow_seconds'] / large['follow_seconds']:.2f} |",
        f"| single, p50, ms | | {small['single_p50_ms']:.1f} | | | {large['single_p50_ms']:.1f} | |",
        f"| single, p99, ms | | {small['single_p99_ms']:.1f} | | < 20 | {large['single_p99_ms']:.1f} | |",
        "",
    ]


def write(page, lines):
    """Puts the section in the place of the one that is there, or before the notes."""
    text = page.read_text(encoding="utf-8") if page.is_file() else "# Benchmarks\n"
    text = re.sub(rf"^{re.escape(HEADING)}.*?(?=^## |\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    before, notes, after = text.partition("## Notes\n")
    page.write_text(before.rstrip("\n") + "\n\n" + "\n".join(lines) + ("\n" + notes if notes else "") + after, encoding="utf-8")


def main():
    """Runs both sides and writes the section."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--stored", type=int, default=10_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        options.folder = options.folder or pathlib.Path(temporary)
        options.folder.mkdir(parents=True, exist_ok=True)
        lines = section(options)
    print("\n".join(lines))
    if options.write:
        write(options.write, lines)


if __name__ == "__main__":
    main()
