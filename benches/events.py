#!/usr/bin/env python3
"""Sets the log of events beside bare SQLite inserts of the same rows with the same durability, and writes its section of the page.

usage: events.py --program LOG_RATES [--clientele PROGRAM] [--folder DIR] [--events N] [--stored N] [--customers N] [--repeat N] [--write PAGE]

With the program `clientele`, events also come over HTTP, as the public tracking libraries send them.
"""

import argparse
import base64
import http.client
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time

from page import write

HEADING = "## The log of events"
SMALL = 100_000
# Rows of a transaction of the peer: at least as many as the log commits together.
GROUP = 1_000
# Single events over HTTP, 500 a second.
SINGLES = 5_000
# Connections that send batches: few, which wait for each other's commits, and so many that as many events are on the way at once as the
# peer puts into one transaction, and more.
FEW, MANY = 4, 16
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


class Server:
    """`clientele serve` on a new workspace, with a source."""

    def __init__(self, program, folder):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        words = [program, "--data", folder, "serve", "--port", "0"]
        log = (folder.parent / "serve.log").open("w", encoding="utf-8")
        self.process = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, stderr=log, text=True)
        said = ""
        while "Open http" not in said:
            line = self.process.stdout.readline()
            assert line, "the server did not start"
            said += line
        self.port = int(re.search(r"http://[^ ]*:(\d+)", said).group(1))
        password = re.search(r"Password: (\S+)", said).group(1)
        headers = {"content-type": "application/json"}
        answer, cookies = self.ask("POST", "/api/v1/session", headers, {"login": "admin", "password": password})
        self.session = {**headers, "cookie": cookies.split(";")[0], "x-csrf-token": answer["csrf_token"]}
        answer, _ = self.ask("POST", "/api/v1/sources", self.session, {"kind": "server", "name": "bench"})
        key = base64.b64encode(f"{answer['write_key']}:".encode()).decode()
        self.sending = {**headers, "authorization": f"Basic {key}"}

    def connect(self):
        """A connection that stays."""
        return http.client.HTTPConnection("127.0.0.1", self.port)

    def ask(self, method, path, headers, body=None):
        """One call: its answer and the cookies that it sets."""
        connection = self.connect()
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status < 300, (answer.status, text)
        return json.loads(text), answer.getheader("set-cookie") or ""

    def settle(self, lake=False):
        """Waits until every consumer has applied everything; for the lake, which gathers for some seconds, only when told so."""
        while True:
            state, _ = self.ask("GET", "/api/v1/log", self.session)
            behind = {consumer["name"]: consumer["lag_events"] for consumer in state["consumers"]}
            if not lake:
                behind.pop("lake", None)
            if not any(behind.values()):
                return
            time.sleep(0.01)

    def used(self):
        """Seconds of processor time that it has taken."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rest(self):
        """Waits until it does nothing more: what follows a flood, such as bringing the list of customers up to date, is no part of a rate."""
        quiet, until = 0, time.monotonic() + 300
        while quiet < 3 and time.monotonic() < until:
            before = self.used()
            time.sleep(1)
            quiet = quiet + 1 if self.used() - before < 0.05 else 0

    def stop(self):
        """Ends it; what it keeps stays."""
        self.process.terminate()
        self.process.wait()


def call(at):
    """An event as a shop's program sends it."""
    return {
        "type": "track",
        "messageId": f"node-next-{(at * 0x9E3779B97F4A7C15) % 2**64:016x}-{at:08}",
        "userId": f"C{at % 50_000:06}",
        "anonymousId": f"a{at % 200_000:08}",
        "event": "Product Viewed",
        "timestamp": "2026-01-15T12:00:00.000Z",
        "properties": {"product_id": f"P{at % 3_000:05}", "name": "A thing with a name", "price": 12.95, "currency": "EUR"},
        "context": {"page": {"path": f"/p/{at % 3_000}", "referrer": "https://search.example/"}, "locale": "en-GB"},
    }


def at_once(work, count):
    """Runs work(0) … work(count - 1) in threads."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def send(server, path, bodies, pause, times):
    """Sends bodies over one connection, each at its moment when there is a pause between them."""
    connection = server.connect()
    began = time.monotonic()
    for number, body in enumerate(bodies):
        if pause:
            time.sleep(max(0.0, began + number * pause - time.monotonic()))
        asked = time.monotonic()
        connection.request("POST", path, body, server.sending)
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status == 200, (answer.status, text)
        times.append(time.monotonic() - asked)


def crowd(server, customers):
    """A robot that says another customer's name with each event: the seconds until all of them are made."""
    identify = lambda at: {"type": "identify", "messageId": f"robot-{at}", "userId": f"robot-{at}", "traits": {"visits": at}}
    senders, calls = FEW, range(0, customers, 100)
    body = lambda first: json.dumps({"batch": [identify(at) for at in range(first, first + 100)]})
    began = time.monotonic()
    at_once(lambda number: send(server, "/v1/batch", map(body, calls[number::senders]), 0, []), senders)
    server.settle(lake=True)
    return time.monotonic() - began


def over_http(options, senders, customers=0):
    """Events in batches until they are projected, and single events, where a robot has made so many customers before."""
    server = Server(options.clientele, options.folder / "shop")
    crowded = crowd(server, customers)
    server.rest()
    bodies = [json.dumps({"batch": [call(at) for at in range(first, first + 100)]}) for first in range(0, options.events, 100)]
    began = time.monotonic()
    at_once(lambda number: send(server, "/v1/batch", bodies[number::senders], 0, []), senders)
    durable = time.monotonic() - began
    server.settle()
    projected = time.monotonic() - began
    server.settle(lake=True)
    in_lake = time.monotonic() - began
    singles = [json.dumps(call(10_000_000 + at)) for at in range(SINGLES)]
    times = []
    at_once(lambda number: send(server, "/v1/track", singles[number::8], 8 / 500, times), 8)
    server.settle(lake=True)
    server.stop()
    times.sort()
    return {
        "crowded": crowded,
        "durable": durable,
        "projected": projected,
        "in_lake": in_lake,
        "p50": times[len(times) // 2] * 1e3,
        "p99": times[len(times) * 99 // 100] * 1e3,
    }


def beside_bare(options, senders):
    """Events over HTTP, and the same rows without us."""
    got = over_http(options, senders)
    rows, seconds = every_row(options, options.folder / "shop" / "clientele.db")
    return {**got, "rows": rows, "bare": seconds * options.events / (options.events + SINGLES)}


def every_row(options, path):
    """The number of all rows of a store, and the seconds to put them into the same tables by statements of one row."""
    made = sqlite3.connect(path)
    schema = made.execute("select type, name, sql from sqlite_master where sql is not null").fetchall()
    tables = {name: made.execute(f'select * from "{name}"').fetchall() for kind, name, _ in schema if kind == "table"}
    made.close()
    clear(options.folder / "bare.db")
    peer = sqlite3.connect(options.folder / "bare.db", isolation_level=None)
    for setting in ("journal_mode = wal", "synchronous = full", "cache_size = -32768"):
        peer.execute(f"pragma {setting}")
    for _, name, sql in sorted(schema, key=lambda row: row[0], reverse=True):
        if not name.startswith("sqlite_"):
            peer.execute(sql)
    began = time.monotonic()
    for name, rows in tables.items():
        if rows and not name.startswith("sqlite_"):
            insert = f'insert into "{name}" values ({", ".join("?" * len(rows[0]))})'
            for at in range(0, len(rows), GROUP):
                peer.execute("begin immediate")
                peer.executemany(insert, rows[at : at + GROUP])
                peer.execute("commit")
    took = time.monotonic() - began
    peer.close()
    clear(options.folder / "bare.db")
    return sum(map(len, tables.values())), took


def http_section(options):
    """The lines about events over HTTP."""
    runs = [(beside_bare(options, FEW), beside_bare(options, MANY)) for _ in range(options.repeat)]
    few, many = (best(side) for side in zip(*runs))
    large = over_http(options, MANY, options.customers)
    bare = min(few["bare"], many["bare"])
    rate = lambda seconds: f"{options.events / seconds:,.0f}"
    row = lambda name, key, goal="": f"| {name} | | {rate(few[key])} | | {rate(many[key])} | | {goal} | {rate(large[key])} |"
    single = lambda name, key, goal: f"| {name} | | {few[key]:.1f} | | {many[key]:.1f} | | {goal} | {large[key]:.1f} |"
    return [
        f"Over HTTP: {options.events:,} events by `POST /v1/batch`, 100 a call over {FEW} connections and over {MANY}, until every consumer of",
        "the store has applied them (people, carts, answers, catalogue, quality, webhooks; a report brings what is left into the lake first),",
        f"beside bare inserts of all {many['rows']:,} rows that the store then holds; and 500 calls a second of `POST /v1/track`. A call is",
        f"answered when it is durable: over {FEW} connections at most {FEW * 100} events are on the way, and their senders wait for commits; the",
        f"peer has {GROUP:,} in each. Then over {MANY} connections once more behind a robot that made {options.customers:,} customers, one with",
        f"each event: {options.customers / large['crowded']:,.0f} a second.",
        "",
        f"| | bare inserts | {FEW} connections | ratio | {MANY} connections | ratio | goal | with {options.customers:,} customers more |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        row("events a second, durable", "durable"),
        f"| events a second, durable and projected | {rate(bare)} | {rate(few['projected'])} | {bare / few['projected']:.2f} "
        f"| {rate(many['projected'])} | {bare / many['projected']:.2f} | ≥ 0.5 | {rate(large['projected'])} |",
        row("events a second, in the lake too", "in_lake"),
        single("single, p50, ms", "p50", ""),
        single("single, p99, ms", "p99", "< 20"),
        "",
    ]


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


def main():
    """Runs both sides and writes the section."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--clientele", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--stored", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    if options.clientele:
        options.clientele = options.clientele.resolve()
    with tempfile.TemporaryDirectory() as temporary:
        options.folder = options.folder or pathlib.Path(temporary)
        options.folder.mkdir(parents=True, exist_ok=True)
        lines = section(options)
        if options.clientele:
            lines += http_section(options)
    print("\n".join(lines))
    if options.write:
        write(options.write, HEADING, lines)


if __name__ == "__main__":
    main()
