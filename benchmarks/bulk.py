"""Bulk change: the plan over all cached records, and records changed on a catalogue next to a bare script.

    python benchmarks/bulk.py [--packages N] [--resources N] [--records N] [--real]

The bare script sends one ``package_revise`` for each record and looks at nothing. With ``--real``, also on the real
catalogues that the environment names.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import requests

from measuring import Report, bcdc, contender, environment, last_json, options, run
from servers import Server, generate, practice, real

SECONDS = {3_500: 2.0, 35_000: 15.0}
MEMORY = 150.0  # MiB


def planning(report: Report, folder: Path, packages: int, resources: int) -> None:
    """Plan three kinds of changes of all records."""
    generate(folder / "served", organizations=400, packages=packages, resources=resources)
    with practice(folder / "served") as server:
        env = environment(folder / "home", BCDC_API_KEY=server.tokens["sysadmin"])
        said = last_json(run(contender("bulk_plan", "benchmark", server.url), env))
    for name, seconds in said["seconds"].items():
        report.figure(f"plan: {name}", [seconds])
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
    finally:
        server.purge(ids)


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
