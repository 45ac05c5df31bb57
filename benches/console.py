#!/usr/bin/env python3
"""Opens every page of the console over a large workspace, as a browser asks for its data, and writes its section of the page of benchmarks.

usage: console.py --clientele PROGRAM --folder DIR [--lines N] [--customers N] [--repeat N] [--only TEXT] [--write docs/benchmarks.md]

The workspace is made once and kept. What a page asks for at once goes over six connections at once, as a browser keeps them, and the
page is there with the last answer. An answer that is not 2xx ends the run: it is an error, not a time.
"""

import argparse
import base64
import concurrent.futures
import http.client
import json
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import time
import urllib.parse

from page import write

HERE = pathlib.Path(__file__).parent
HEADING = "## The console over a large workspace"
# Connections that a browser keeps to one server.
CONNECTIONS = 6
EVENTS = 20_000
PAGE_GOAL, LIST_GOAL = 500, 150
# Seconds within which the list of customers must have its figures after the start.
PATIENCE = 1_800
CUSTOMER = "LOYAL"


def run(*words):
    """Runs the program to its end and gives what it printed."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))} ended with {done.returncode}\n{done.stderr}")
    return done.stdout


def made(options):
    """The folder of the workspace; it is made when it is not there."""
    folder = options.folder / f"console-{options.lines}-{options.customers}"
    if (folder / "made").is_file():
        return folder
    paths = json.loads(run(sys.executable, HERE / "shop.py", options.folder, options.lines, options.customers))
    shutil.rmtree(folder, ignore_errors=True)
    ours = [options.clientele, "--data", folder]
    run(*ours, "init", "--currency", "GBP", "--time-zone", "UTC")
    for kind in ("products", "customers", "orders", "subscriptions"):
        began = time.monotonic()
        run(*ours, "import", kind, paths[kind])
        print(f"imported {kind} in {time.monotonic() - began:.1f} s", flush=True)
    began = time.monotonic()
    run(*ours, "model", "fit")
    print(f"fitted the models of value in {time.monotonic() - began:.1f} s", flush=True)
    for month in range(1, 13):
        run(*ours, "spend", "set", f"2024-{month:02d}", "250000.00")
    run(*ours, "goal", "set", "orders", "2024-12", "150000")
    run(*ours, "user", "add", "bench", "--role", "admin")
    (folder / "made").touch()
    return folder


class Server:
    """`clientele serve` on the workspace, and somebody who is signed in."""

    def __init__(self, program, folder):
        said = run(program, "--data", folder, "user", "reset-password", "bench")
        password = re.search(r"Password: (\S+)", said).group(1)
        words = [str(program), "--data", str(folder), "serve", "--port", "0"]
        log = (folder.parent / "serve.log").open("w", encoding="utf-8")
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True)
        said = ""
        while "Open http" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the server did not start: see serve.log")
            said += line
        self.port = int(re.search(r"http://[^ ]*:(\d+)", said).group(1))
        self.idle = queue.SimpleQueue()
        self.headers = {"accept-encoding": "br, gzip", "content-type": "application/json"}
        self.pool = concurrent.futures.ThreadPoolExecutor(CONNECTIONS)
        answer, cookies = self.ask("POST", "/session", {"login": "bench", "password": password})
        self.headers |= {"cookie": cookies.split(";")[0], "x-csrf-token": answer["csrf_token"]}

    def ask(self, method, path, body=None):
        """One call: its answer and the cookies that it sets."""
        headers = {**self.headers, "accept-encoding": "identity"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, f"/api/v1{path}", json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text.decode(errors='replace')}")
        return json.loads(text) if text else None, answer.getheader("set-cookie") or ""

    def call(self, path):
        """Asks over a connection that stays: milliseconds until the whole answer is here."""
        try:
            connection = self.idle.get_nowait()
        except queue.Empty:
            connection = http.client.HTTPConnection("127.0.0.1", self.port)
        began = time.perf_counter()
        connection.request("GET", f"/api/v1{path}", None, self.headers)
        answer = connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1e3
        if not 200 <= answer.status < 300:
            raise SystemExit(f"GET {path}: {answer.status} {text[:500]}")
        self.idle.put(connection)
        return took

    def open(self, paths):
        """Asks for everything at once: milliseconds to the last answer, and of each call."""
        began = time.perf_counter()
        took = list(self.pool.map(self.call, paths))
        return (time.perf_counter() - began) * 1e3, dict(zip(paths, took))

    def stop(self):
        """Ends it; what it keeps stays."""
        self.process.terminate()
        self.process.wait()


def address(path, **query):
    """An address with its query."""
    return f"{path}?{urllib.parse.urlencode(query)}" if query else path


def events(server):
    """A source and some of its events, once."""
    sources, _ = server.ask("GET", "/sources")
    if sources["items"]:
        return sources["items"][0]["id"]
    source, _ = server.ask("POST", "/sources", {"kind": "server", "name": "bench"})
    key = base64.b64encode(f"{source['write_key']}:".encode()).decode()
    headers = {"content-type": "application/json", "authorization": f"Basic {key}"}
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for start in range(0, EVENTS, 100):
        calls = [
            {"type": "page" if at % 3 else "track", "event": "Looked", "name": "Shelf", "messageId": f"bench-{at}",
             "userId": CUSTOMER if at % 20 == 0 else f"C{at + 1}", "properties": {"url": f"https://shop.example/{at % 50}"}}
            for at in range(start, start + 100)
        ]
        connection.request("POST", "/v1/batch", json.dumps({"batch": calls}), headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"POST /v1/batch: {answer.status} {text[:500]}")
    return source["id"]


def dashboard(server):
    """A dashboard of reports and a question, made once."""
    there, _ = server.ask("GET", "/dashboards")
    if there["items"]:
        return there["items"][0]["id"]
    kinds = ["money_figures", "customer_figures", "months", "rfm_map", "rfm_segments", "cohorts", "value"]
    cards = [{"id": f"card-{at}", "kind": kind, "width": 2} for at, kind in enumerate(kinds)]
    kept, _ = server.ask("POST", "/dashboards", {"name": "Bench", "cards": cards})
    return kept["id"]


def settled(server):
    """Waits until the list has its figures and every consumer has applied every event; gives the seconds."""
    began = time.monotonic()
    while True:
        page, _ = server.ask("GET", "/customers?limit=1")
        log, _ = server.ask("GET", "/log")
        if page["as_of"] and all(consumer["lag_events"] == 0 for consumer in log["consumers"]):
            return time.monotonic() - began
        if time.monotonic() - began > PATIENCE:
            raise SystemExit("the list of customers has no figures")
        time.sleep(1)


def reports():
    """The pages of reports."""
    margin = {"days": 180, "months": 36}
    profit = "/reports/profitability"
    products = "/reports/products"
    bridge = address("/reports/equity", months=36)
    return {
        "Base health": ["/reports/base"],
        "Base health, another day": ["/reports/base?as_of=2024-06-30"],
        "Base health, lost after 90 days": ["/reports/base?lost_after_days=90"],
        "RFM map": ["/reports/rfm?money=net"],
        "RFM map, migration": ["/reports/rfm?money=net&compare=2024-06-30"],
        "Cohorts by month": ["/reports/cohorts?by=month&money=net"],
        "Cohorts by week": ["/reports/cohorts?by=week&money=net"],
        "Value and equity": ["/reports/value", bridge, "/scores?sort=clv&limit=10", "/models"],
        "Retention matrix": [address("/reports/retention-matrix", **margin)],
        "Retention matrix, a cell": [
            address("/reports/retention-matrix", **margin),
            address("/reports/retention-matrix/customers", **margin, value="high", risk="high", limit=10),
        ],
        "Calculators": ["/reports/lost-customers"],
        "Products": [
            f"{products}?limit=1",
            f"{products}?limit=10",
            f"{products}/pairs?limit=50",
        ],
        "Products, by name": [f"{products}?limit=1", f"{products}?limit=10&order=name"],
        "Products, search": [f"{products}?limit=10&search=an"],
        "One product": [
            f"{products}?limit=1",
            f"{products}?limit=10",
            f"{products}/detail?product=P1",
            f"{products}/pairs?product=P1&limit=50",
        ],
        "Profitability": [profit, f"{profit}/customers?order=worst&limit=10", "/reports/acquisition"],
        "Subscriptions": ["/reports/subscriptions?by=month", "/reports/subscriptions/subscribers?limit=10"],
    }


def lists(segment):
    """The list of customers: its searches, filters, orders and pages; all of them alone."""
    many = lambda **query: [address("/customers", **query, limit=50)]
    searches = {
        "a first name": "Anna", "a name's beginning": "li", "both names": "anna vik", "a Persian name": "مریم", "an e-mail address": "dalriik.",
        "an e-mail's domain": "@example.com", "a phone": "+447900012345", "a phone's beginning": "+4479", "a key": "C123456",
        "a key's beginning": "C99", "nobody": "zzzzqq",
    }
    filters = {
        "segment": {"segment": segment}, "two segments": {"segment": f"{segment},champions"}, "country": {"country": "NO"},
        "low risk": {"risk": "low"}, "high risk": {"risk": "high"}, "orders from 5": {"orders_min": 5}, "orders 2 to 3": {"orders_min": 2, "orders_max": 3},
        "revenue": {"revenue_min": 10000, "revenue_max": 20000}, "CLV": {"clv_min": 5000}, "last order": {"last_order_from": "2024-12-01"},
        "last order until": {"last_order_until": "2023-06-30"}, "with e-mail": {"with": "email"}, "with both": {"with": "email,phone"},
        "country, risk, e-mail": {"country": "BG", "risk": "high", "with": "email"},
        "six at once": {"country": "DE", "risk": "low", "with": "phone", "orders_min": 3, "revenue_min": 5000, "last_order_from": "2024-09-01"},
        "rare": {"orders_min": 1000}, "a search in a country": {"search": "anna", "country": "IR"},
    }
    sorts = ["name", "-last_order", "last_order", "-orders", "-clv", "p_alive", "-created_at"]
    return {
        "Customers": ["/customers?limit=50", "/customer-views"],
        **{f"Customers, search: {name}": many(search=text) for name, text in searches.items()},
        "Search everywhere (Ctrl-K)": ["/customers?search=anna&limit=6"],
        **{f"Customers, filter: {name}": many(**query) for name, query in filters.items()},
        **{f"Customers, by {name}": many(sort=name) for name in sorts},
        "Customers, a country by CLV": many(country="SE", sort="-clv"),
    }


def pages(server):
    """Every page with what it asks for when it is opened, and the milliseconds within which it must be there."""
    source, board = events(server), dashboard(server)
    waited = settled(server)
    print(f"the list had its figures after {waited:.0f} s", flush=True)
    loyal = server.ask("GET", f"/customers?search={CUSTOMER}&limit=1")[0]["items"][0]["id"]
    usual = server.ask("GET", "/customers?search=C4242&limit=1")[0]["items"][0]["id"]
    rfm, _ = server.ask("GET", "/reports/rfm?money=net")
    segment = rfm["segments"][0]["name"]
    second = server.ask("GET", "/customers?limit=50")[0]["next_cursor"]
    card = lambda one: {
        "overview": [f"/customers/{one}", f"/customers/{one}/answers"],
        "timeline": [f"/customers/{one}", f"/customers/{one}/timeline?limit=50"],
        "orders": [f"/customers/{one}", f"/customers/{one}/orders?limit=50"],
        "notes": [f"/customers/{one}", f"/customers/{one}/notes?limit=50"],
    }
    shell = ["/session", "/notifications"]
    slow = {
        "Home": [*shell, "/reports/base", "/sources", "/goals", "/models", "/imports?limit=100", "/users"],
        **{f"A customer: {tab}": paths for tab, paths in card(usual).items()},
        **{f"A customer of 10,000 orders: {tab}": paths for tab, paths in card(loyal).items()},
        **reports(),
        "Imports": ["/imports?limit=20", "/imports?limit=10", "/mappings"],
        "Sources": ["/sources", "/exchanges?limit=10", "/events?limit=50", f"/sources/{source}/volumes", f"/sources/{source}/refusals?limit=10"],
        "Catalogue": ["/catalogue/events?limit=1", "/catalogue/events?limit=10", "/catalogue/decisions"],
        "Quality": ["/quality", "/quality/alarms?state=open&limit=1", "/quality/alarms?state=all&limit=10", f"/quality/volumes?source={source}&days=7"],
        "Forms": ["/forms"],
        "Webhooks": ["/webhooks/endpoints", "/webhooks/incoming"],
        "SQL": ["/query/schema", "/saved-queries"],
        "Dashboards": ["/dashboards"],
        "A dashboard": [
            f"/dashboards/{board}", "/saved-queries", "/reports/base", "/reports/rfm?money=net", "/reports/cohorts?by=month&money=net", "/reports/value",
        ],
        "Notifications": ["/notifications"],
        "Admin: users and keys": ["/users", "/api-keys"],
        "Admin: system": ["/system"],
        "Admin: audit": ["/audit?limit=10", "/users", "/api-keys"],
    }
    fast = lists(segment) | {"Customers, second page": [address("/customers", cursor=second, limit=50)]}
    all_pages = [(name, paths, LIST_GOAL) for name, paths in fast.items()] + [(name, paths, PAGE_GOAL) for name, paths in slow.items()]
    return all_pages


def quantile(times, share):
    """The smallest time below or at which that share of the times is."""
    return sorted(times)[max(0, -(-len(times) * share // 100) - 1)]


def measured(server, paths, repeat):
    """First, median and 95th percentile of a page, milliseconds, and the call that takes longest."""
    first, _ = server.open(paths)
    times, slowest = [], {}
    for _ in range(repeat):
        took, calls = server.open(paths)
        times.append(took)
        for path, one in calls.items():
            slowest.setdefault(path, []).append(one)
    worst = max(slowest, key=lambda path: quantile(slowest[path], 50))
    return first, quantile(times, 50), quantile(times, 95), worst


def described(name, paths, goal, got):
    """A row of the table."""
    first, middle, high, worst = got
    bold = "**" if high >= goal else ""
    last = f"`{urllib.parse.unquote_plus(worst.split('?')[0])}`" if len(paths) > 1 else ""
    last = re.sub(r"cus_\w+|dsh_\w+|src_\w+", "…", last)
    return f"| {name} | {len(paths)} | {first:.0f} | {middle:.0f} | {bold}{high:.0f}{bold} | < {goal} | {last} |"


def section(options):
    """Opens all pages and gives the section's lines."""
    folder = made(options)
    server = Server(options.clientele, folder)
    rows, missed = [], []
    try:
        for name, paths, goal in pages(server):
            if options.only and options.only.lower() not in name.lower():
                continue
            got = measured(server, paths, options.repeat)
            rows.append(described(name, paths, goal, got))
            print(rows[-1], flush=True)
            if got[2] >= goal:
                missed.append(name)
    finally:
        server.stop()
    print(f"{len(missed)} of {len(rows)} above the goal: {', '.join(missed)}")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return [
        HEADING,
        "",
        f"Made by `cargo xtask bench --console` on {os.cpu_count()} cores, {memory} GiB of memory; load of the machine {os.getloadavg()[0]:.0f}.",
        f"A workspace of {options.customers:,} customers and {options.lines:,} order lines, served by the release build with its jobs. For each page all that it",
        f"asks for when it is opened is asked at once, over {CONNECTIONS} connections; the time ends with the last answer. *first* is the first time after the",
        f"start; the quantiles are those of {options.repeat} times after it. *slowest* names the call that the page waits for.",
        "",
        "| page | calls | first, ms | p50, ms | p95, ms | goal | slowest |",
        "|---|---:|---:|---:|---:|---:|---|",
        *rows,
        "",
    ]


def main():
    """Opens the pages and writes the section."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clientele", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--only")
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    options.clientele = options.clientele.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    lines = section(options)
    if options.write:
        write(options.write, HEADING, lines)


if __name__ == "__main__":
    main()
