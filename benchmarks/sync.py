"""The first synchronization against plain requests that fetch the same packages; then one with 20 changes.

    python benchmarks/sync.py [--runs N] [--organizations N] [--packages N] [--resources N] [--real]

Whole processes in turns, against a practice catalogue in a process of its own; with --real also against the CKANs that
BCDC_TEST_CKAN_211 and BCDC_TEST_CKAN_29 name, as large as they are. The clock of ``requests`` runs from the first page
to the last, parsed; ours until everything is stored, indexed and compared. Changes are made to 20 records by the
sysadmin's key (on a real CKAN: to the descriptions of 20 records, which stay changed).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measuring import MIB, Report, contender, environment, last_json, options, run
from servers import Server, generate, practice, real

PAGE = 50  # packages a page, of both
CHANGES = 20


def measure(server: Server, given: argparse.Namespace, folder: Path) -> Report:
    report = Report(f"sync: {server.name}")
    found: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        found.setdefault(name, []).append(value)

    for number in range(given.runs):
        env = environment(folder / f"{server.name}-{number}", BCDC_API_KEY=server.tokens["sysadmin"])
        plain = last_json(run(contender("plain_pages", server.url, str(PAGE)), env))
        ours = last_json(run(contender("sync_twice", "benchmark", server.url, str(CHANGES)), env))
        if ours["packages"] != plain["packages"] or ours["again_read"] < CHANGES:
            raise SystemExit(f"not the same was read: {plain} {ours}")
        note("requests", plain["seconds"])
        note("first synchronization", ours["first"])
        note("its processor time", ours["cpu"])
        note("memory growth", ours["growth"] / MIB)
        note("database / raw JSON", ours["share_of_raw"])
        note("20 changes", ours["again"])
        note("requests beyond one a page", ours["again_requests"] - -(-ours["again_read"] // PAGE))
    units = {"memory growth": "MiB", "database / raw JSON": "x", "requests beyond one a page": ""}
    for name, values in found.items():
        report.figure(name, values, units.get(name, "s"))
    report.ratio("first synchronization", "requests", 1.5)
    report.goal("memory growth, worst", max(found["memory growth"]), 150, "MiB")
    report.goal("20 changes, worst", max(found["20 changes"]), 2.0, "s")
    report.goal("requests beyond one a page, worst", max(found["requests beyond one a page"]), 3, "")
    report.goal("database / raw JSON", max(found["database / raw JSON"]), 1.5, "x")
    return report


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--organizations", type=int, default=400)
    parser.add_argument("--packages", type=int, default=3500)
    parser.add_argument("--resources", type=int, default=25_000)
    parser.add_argument("--real", action="store_true", help="also the CKANs that the environment names")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bcdc-sync-") as name:
        folder = Path(name)
        sizes = {n: getattr(given, n) for n in ("organizations", "packages", "resources")}
        generate(folder / "served", **sizes)
        with practice(folder / "served") as server:
            reports = [measure(server, given, folder)]
        reports += [measure(server, given, folder) for server in (real() if given.real else [])]
    return max(report.finish(given) for report in reports)


if __name__ == "__main__":
    sys.exit(main())
