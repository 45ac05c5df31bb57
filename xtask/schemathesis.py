#!/usr/bin/env python3
"""Lets schemathesis make requests from the OpenAPI document of a served workspace: well-formed ones and others.

usage: schemathesis.py PROGRAM [--long]

Every answer must be as the document says: no 5xx, refusals as problem documents, bodies of their schema. An administrator's key
asks, nobody does, and a source's write key sends events.
"""

import base64
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
]
# It sends at once to the address of an endpoint, and addresses are made up here: they may belong to somebody.
LEFT_OUT = ["test_webhook_endpoint"]
# The id of the caller's own key, or of its user, is learned from lists: without them nothing else could be asked.
SAWING = ["revoke_api_key", "change_user"]

ORDERS = "order_id,customer_id,date,product_id,quantity,unit_price\n" + "".join(
    f"o{n},c{n % 37},2025-{1 + n % 12:02}-{1 + n % 28:02} 10:00:00,p{n % 5},{1 + n % 3},{9 + n % 7}.50\n" for n in range(600)
)


def main():
    program, long = Path(sys.argv[1]).resolve(), "--long" in sys.argv[2:]
    with tempfile.TemporaryDirectory(prefix="clientele-openapi-") as folder:
        data = Path(folder, "data")
        call(program, data, "init", "--currency", "EUR", "--time-zone", "Europe/Sofia")
        orders = Path(folder, "orders.csv")
        orders.write_text(ORDERS)
        call(program, data, "import", "orders", str(orders))
        source = json.loads(call(program, data, "--json", "source", "add", "--kind", "server", "Till"))
        told = call(program, data, "user", "add", "root", "--role", "admin").split()
        user = {"login": "root", "password": told[told.index("Password:") + 1]}
        port = free_port()
        # Without the worker nothing is sent to the addresses of endpoints that chance makes up.
        words = [program, "--data", data, "serve", "--port", str(port), "--no-work"]
        log = Path(folder, "log").open("w+")
        server = subprocess.Popen(words, stdout=log, stderr=log)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_until_ready(base, server)
            failed = check(base, source, user, long, folder)
            if server.poll() is not None:
                failed.append(f"the server ended with {server.returncode}")
        finally:
            server.terminate()
            server.wait(60)
        log.seek(0)
        if "panicked" in (told := log.read()):
            failed.append("a request made the server panic")
        if failed:
            print(told[-4_000:])
            sys.exit("; ".join(failed))


def check(base, source, user, long, folder):
    key = admin_key(base, user)
    bearer = f"Authorization: Bearer {key}"
    write_key = base64.b64encode(f"{source['write_key']}:".encode()).decode()
    many = ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "100" if long else "5"]
    callers = {
        "an administrator": [*many, "--max-time", "1200" if long else "100", "-H", bearer],
        "nobody": ["--phases", "examples,fuzzing", "--max-examples", "20" if long else "1"],
        "a source": ["--phases", "coverage,fuzzing", "--max-examples", "500" if long else "20"]
        + ["--include-operation-id", "track", "-H", f"Authorization: Basic {write_key}"],
    }
    failed = []
    for caller, words in callers.items():
        print(f"as {caller}", flush=True)
        # What it notes for its next run goes with the folder.
        if subprocess.run([*schemathesis(base, long), *words], check=False, cwd=folder).returncode != 0:
            failed.append(f"requests of {caller} were not answered as the document says")
    return failed


def schemathesis(base, long):
    words = [Path(sys.executable).parent / "schemathesis", "run", f"{base}/api/openapi.json"]
    words += ["--checks", ",".join(CHECKS), "--no-color", "--warnings", "off"]
    # The long round asks otherwise each time, and tells the seed; the short one always the same.
    words += [] if long else ["--generation-deterministic"]
    # Who calls is settled: a session that chance makes up would hide the caller's key.
    words += ["--generation-with-security-parameters", "false", "--continue-on-failure"]
    for operation in LEFT_OUT + SAWING:
        words += ["--exclude-operation-id", operation]
    return words


def admin_key(base, user):
    """Signs in and makes a key, as the console does."""
    session = send(base, "session", {"login": user["login"], "password": user["password"]}, {})
    proof = {"x-csrf-token": session["body"]["csrf_token"], "cookie": session["cookie"]}
    return send(base, "api-keys", {"name": "schemathesis", "role": "admin"}, proof)["body"]["secret"]


def send(base, place, body, headers):
    headers = {"content-type": "application/json", **headers}
    request = urllib.request.Request(f"{base}/api/v1/{place}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        cookie = (answer.headers.get("set-cookie") or "").split(";")[0]
        return {"body": json.load(answer), "cookie": cookie}


def call(program, data, *words):
    done = subprocess.run([program, "--data", data, *words], check=True, capture_output=True, text=True)
    return done.stdout


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_ready(base, server):
    for _ in range(600):
        if server.poll() is not None:
            sys.exit(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"the server does not answer on {base}")


if __name__ == "__main__":
    main()
