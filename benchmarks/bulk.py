"""Bulk change: the plan over all cached records, and records changed on a catalogue next to a bare script.

    python benchmarks/bulk.py [--packages N] [--resources N] [--records N] [--real]

The bare script sends one ``package_revise`` for each record and looks at nothing. With ``--real``, also on the real
catalogues that the environment names; there, another client searches meanwhile: alone, beside the bulk change, and
beside a bare script that sends from eight threads.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from measuring import Report, bcdc, contender, environment, last_json, options, quantile, run
from servers import Server, generate, practice, real

SECONDS = {3_500: 2.0, 35_000: 15.0}
MEMORY = 150.0  # MiB
ALONE = 20.0  # seconds in which the other client searches alone


def planning(report: Report, folder: Path, packages: int, resources: int) -> None:
    """Plan three kinds of changes of all records."""
    generate(folder / "served", organizations=400, packages=packages, resources=resources)
    with practice(folder / "served") as server:
        env = environment(folder / "home", BCDC_API_KEY=server.tokens["sysadmin"])
        said = last_json(run(contender("bulk_plan", "benchmark", server.url), env))
    for name, seconds in said["seconds"].items():
        report.figure(f"plan: {name}", [seconds])
        report.figure(f"plan: {name}, processor", [said["processor"][name]])
        report.goal(f"plan: {name}", seconds, SECONDS.get(packages), "s")
    report.goal("growth of memory", said["memory"], MEMORY, "MiB")


def changing(report: Report, server: Server, folder: Path, records: int) -> None:
    """Change as many records with ``bcdc bulk run`` and with a bare script."""
    ids = [server.make_package(resources=3) for _ in range(records)]
    try:
        env = environment(folder / "home", BCDC_API_KEY=server.tokens["editor"])
        command = ["--url", server.url]
        run(bcdc(*command, "sync"), env)
        plan = folder / "plan.json"
        run(bcdc(*command, "bulk", "plan", "tag:benchmark", "--set", "notes=Ours.", "--out", str(plan)), env)
        made = json.loads(plan.read_text())
        made["records"] = [r for r in made["records"] if r["id"] in set(ids)]
        plan.write_text(json.dumps(made))
        began = time.perf_counter()
        said = json.loads(run(bcdc(*command, "bulk", "run", str(plan), "--reason", "b", "--yes", "--json"), env))
        ours = time.perf_counter() - began
        if said["done"] != records:
            raise SystemExit(f"{said['done']} records were changed instead of {records}")
        session = requests.Session()
        session.headers["Authorization"] = server.tokens["editor"]
        began = time.perf_counter()
        for package in ids:
            body = {"match": {"id": package}, "update": {"notes": "Theirs."}}
            session.post(f"{server.url}/api/3/action/package_revise", json=body, timeout=300).raise_for_status()
        theirs = time.perf_counter() - began
        report.figure(f"{server.name}: bcdc bulk run", [ours])
        report.figure(f"{server.name}: bare script", [theirs])
        report.ratio(f"{server.name}: bcdc bulk run", f"{server.name}: bare script", 1.15)
        pacing(report, server, plan, env, ids)
    finally:
        server.purge(ids)


def pacing(report: Report, server: Server, plan: Path, env: dict[str, str], ids: list[str]) -> None:
    """Search meanwhile, as another client does: alone, beside ``bcdc bulk run``, and beside eight threads."""
    name = f"{server.name}: package_search, 95 %"
    alone = searches(server, lambda: time.sleep(ALONE))
    command = ["--url", server.url]
    run(bcdc(*command, "sync"), env)
    words = ("bulk", "plan", "tag:benchmark", "--set", "notes=Ours again.", "--out", str(plan), "--force")
    run(bcdc(*command, *words), env)
    made = json.loads(plan.read_text())
    made["records"] = [r for r in made["records"] if r["id"] in set(ids)]
    plan.write_text(json.dumps(made))
    ours = searches(server, lambda: run(bcdc(*command, "bulk", "run", str(plan), "--reason", "b", "--yes"), env))

    def send(package: str) -> None:
        body = {"match": {"id": package}, "update": {"notes": "Theirs again."}}
        headers = {"Authorization": server.tokens["editor"]}
        address = f"{server.url}/api/3/action/package_revise"
        requests.post(address, json=body, headers=headers, timeout=300).raise_for_status()

    def eight() -> None:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(send, ids))

    theirs = searches(server, eight)
    for beside, took in (("alone", alone), ("beside bcdc bulk", ours), ("beside 8 threads", theirs)):
        report.figure(f"{name}, {beside}", [quantile(took, 0.95)])
        report.note(f"{len(took)} searches {beside}")
    report.ratio(f"{name}, beside bcdc bulk", f"{name}, alone", 1.5)
    report.ratio(f"{name}, beside 8 threads", f"{name}, alone")


def searches(server: Server, meanwhile: Callable[[], object]) -> list[float]:
    """The seconds that each search of another client took while something else is done."""
    child = subprocess.Popen(
        contender("search_loop", server.url, "3600"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout and child.stdout.readline() == "begins\n"
    try:
        meanwhile()
    finally:
        said, _errors = child.communicate()
    return [float(x) for x in last_json(said)]


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--packages", type=int, default=3_500)
    parser.add_argument("--resources", type=int, default=28_000)
    parser.add_argument("--records", type=int, default=1_000)
    parser.add_argument("--real", action="store_true", help="also change records on the real catalogues")
    parser.add_argument("--no-plan", action="store_true", help="leave the plan out")
    given = parser.parse_args()
    report = Report(f"bulk: plan over {given.packages} packages, {given.records} records changed")
    with tempfile.TemporaryDirectory(prefix="bcdc-bulk-") as name:
        if not given.no_plan:
            planning(report, Path(name) / "plan", given.packages, given.resources)
        for number, server in enumerate(real() if given.real else []):
            folder = Path(name) / str(number)
            folder.mkdir()
            changing(report, server, folder, given.records)
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
