"""Uploads through a way that fails: afterwards exactly what was confirmed is on the server, byte for byte, once.

    BCDC_TEST_CKAN_211=FILE BCDC_TEST_CKAN_29=FILE python benchmarks/faults.py [--runs N] [--seed N]

Each run is drawn from its seed: files, acts, a file to replace, and one or more of: the connection drops at a random
byte of the request; nothing comes any more; 413; 502 with a web page; the answer breaks off; the answer is lost after
the server acted; the program is killed (SIGKILL) at a random moment. Then the way is good again, and what needs a
person is tried again, as a person would. Without the environment two practice catalogues are used. Pauses and
patience are short; nothing else differs from the program. Exit code 1 when anything was lost or is there twice.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from measuring import Report, contender, environment, options
from servers import RESOURCE, Server, practice, real

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from bcdc_desktop.app import workspace as workspace_module
from bcdc_desktop.app.uploads.prepare import confirm, prepare_file
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import Patience
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from bcdc_desktop.store.uploads import State
from helpers.misbehaving import Canned, CutAnswer, CutRequest, Fault, MisbehavingServer, Stall

PAGE = "<html><body><h1>Bad gateway</h1></body></html>"
KINDS = ("drop", "stall", "413", "502", "truncated", "lost answer", "kill")
TRIES = 8  # times that a person tries again


def fault(kind: str, draw: random.Random, size: int) -> Fault:
    """One fault of that kind, at a random byte where there is one."""
    match kind:
        case "drop":
            return CutRequest(draw.randrange(1, size))
        case "stall":
            return Stall(acted=draw.random() < 0.5, reading=draw.random() < 0.5)
        case "413":
            return Canned(413, PAGE, early=draw.random() < 0.5)
        case "502":
            return Canned(502, PAGE, {"Content-Type": "text/html"})
        case "truncated":
            return CutAnswer(draw.randrange(1, 400))
        case _:
            return CutAnswer(0)


def make_files(folder: Path, draw: random.Random) -> list[Path]:
    """Tables of different sizes."""
    made = []
    for number in range(draw.randint(2, 7)):
        path = folder / f"table_{number}.csv"
        rows = draw.choice((3, 60, 900, 4000))
        lines = [f"{n},{draw.randrange(10**9)},2024-01-{n % 28 + 1:02}" for n in range(rows)]
        path.write_text("\r\n".join(["id,level,day", *lines, ""]), newline="")
        made.append(path)
    return made


def kill(server: Server, way: str, home: Path, budget: int, draw: random.Random) -> None:
    """Sends, and is killed at a random moment."""
    env = environment(home, BCDC_API_KEY=server.tokens["editor"])
    command = contender("send_rows", way, str(budget))
    child = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout and child.stdout.readline() == "begins\n"
        time.sleep(draw.random() ** 2 * 0.8)
    finally:
        child.kill()
        child.communicate()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def one_run(server: Server, seed: int, folder: Path) -> tuple[Counter[str], list[str], int, int]:
    """The faults that were met, what is wrong afterwards, how many duplicates, how many losses."""
    draw = random.Random(seed)
    met: Counter[str] = Counter()
    package = server.make_package()
    with contextlib.ExitStack() as stack:
        stack.callback(server.purge, [package])
        way = MisbehavingServer()
        way._target = urlsplit(server.url)
        stack.enter_context(way)
        files = make_files(folder, draw)
        size = sum(f.stat().st_size for f in files)
        budget = draw.choice((20_000_000, max(size // 2, 1), max(size // 4, 1)))
        old = ""
        if draw.random() < 0.5:  # the last file replaces one that is there
            old = str(uuid.uuid4())
            requests.post(
                f"{server.url}/api/3/action/resource_create",
                data={**RESOURCE, "package_id": package, "id": old, "name": "Old"},
                files={"upload": ("old.csv", b"id\r\n1\r\n")},
                headers={"Authorization": server.tokens["editor"]},
                timeout=60,
            ).raise_for_status()
        home = folder / "home"
        profile = Profile("faults", "Faults", way.url, user="editor", batch_limit=budget, settle_seconds=0.2)
        store = Store.open(Places.below(home), "faults", "editor")
        stack.callback(store.close)
        workspace = Workspace(
            profile, store, Catalogue(profile, server.tokens["editor"], patience=Patience(2, 1.5, 1.5))
        )
        workspace.learn_abilities()
        record = workspace.package(package)
        items = [prepare_file(workspace, record, path) for path in files[: -1 if old else None]]
        items = [item.with_field("resource_update_cycle", "monthly") for item in items]
        if old:
            items.append(prepare_file(workspace, record, files[-1], replacing=old))
        rows = confirm(workspace, record, items)
        for kind in draw.choices(KINDS, k=draw.randint(1, 3)):
            met[kind] += 1
            if kind == "kill":
                kill(server, way.url, home, budget, draw)
            else:
                way.next(draw.choice(("package_revise",) * 5 + ("package_show",)), fault(kind, draw, max(size, 2)))
        sending = UploadQueue(workspace)
        sending.start()
        try:
            for _ in range(TRIES):
                if not sending.wait(timeout=60):
                    break
                again = [r.id for r in store.uploads.rows() if r.state is not State.DONE]
                if not again:
                    break
                sending.resume(again)
        finally:
            sending.stop()
        wrong = [f"{r.file_name} is {r.state}: {r.error}" for r in store.uploads.rows() if r.state is not State.DONE]
        confirmed = {r.resource: digest(Path(r.path).read_bytes()) for r in rows}
        return met, *compare(server, package, confirmed, wrong)


def compare(server: Server, package: str, confirmed: dict[str, str], wrong: list[str]) -> tuple[list[str], int, int]:
    """The server against what was confirmed (resource -> hash)."""
    there: list[dict[str, Any]] = server.ask("package_show", id=package)["resources"]
    ids = Counter(str(r["id"]) for r in there)
    duplicates = sum((ids - Counter(dict.fromkeys(confirmed, 1))).values())
    losses = 0
    for resource in confirmed:
        url = next((r["url"] for r in there if r["id"] == resource), None)
        headers = {"Authorization": server.tokens["editor"]}
        if url is None or digest(requests.get(url, headers=headers, timeout=60).content) != confirmed[resource]:
            losses += 1
            wrong.append(f"{resource} is {'another' if url else 'not there'}")
    return wrong, duplicates, losses


def measure(server: Server, given: argparse.Namespace) -> Report:
    """All runs on one catalogue."""
    met: Counter[str] = Counter()
    seconds: list[float] = []
    duplicates = losses = unfinished = 0
    report = Report(f"faults: {server.name}")
    for seed in range(given.seed, given.seed + given.runs):
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="bcdc-faults-") as folder:
            found, wrong, twice, lost = one_run(server, seed, Path(folder))
        seconds.append(time.perf_counter() - began)
        met += found
        duplicates, losses = duplicates + twice, losses + lost
        unfinished += bool(wrong)
        for text in wrong:
            report.note(f"seed {seed}: {text}")
    report.figure("a run", seconds)
    report.figure("runs", [given.runs], "")
    for kind in KINDS:
        report.figure(f"  with {kind}", [met[kind]], "")
    report.goal("duplicates", duplicates, 0, "")
    report.goal("losses", losses, 0, "")
    report.goal("runs that did not end as confirmed", unfinished, 0, "")
    return report


def main() -> int:
    parser = options(__doc__)
    parser.add_argument(
        "--runs", type=int, default=0, help="on each catalogue (default 100 on practice, 30 on real ones)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the first run")
    parser.add_argument(
        "--only", action="append", help="the name of a catalogue, such as “CKAN 2.9” or “practice 2.9.5”"
    )
    given = parser.parse_args()
    given.insist = True
    workspace_module.RETRY_PAUSES = (0.1, 0.2, 0.3, 0.3, 0.3)
    servers = real(given.only)
    given.runs = given.runs or (30 if servers else 100)
    code = 0
    for server in servers:
        code |= measure(server, given).finish(given)
    for version in () if servers else ("2.11.6", "2.9.5"):
        if given.only and f"practice {version}" not in given.only:
            continue
        with (
            tempfile.TemporaryDirectory(prefix="bcdc-practice-") as home,
            practice(Path(home), version=version) as server,
        ):
            code |= measure(server, given).finish(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
