"""Searching the cache, key by key, with ten times BCDC's packages; beside it the same words on the server.

    python benchmarks/search.py [--runs N] [--organizations N] [--packages N] [--resources N]

A key press is what the store does for it: the search is read, run and counted, and the first 200 rows are read. No
result is kept from the run before. What the window does with it is measured in gui benchmarks.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measuring import Report, contender, environment, last_json, options, quantile, run
from servers import generate, practice

GOAL = 50.0  # milliseconds, p95


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--organizations", type=int, default=4000)
    parser.add_argument("--packages", type=int, default=35_000)
    parser.add_argument("--resources", type=int, default=300_000)
    given = parser.parse_args()
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="bcdc-search-") as name:
        folder = Path(name)
        sizes = {n: getattr(given, n) for n in ("organizations", "packages", "resources")}
        generate(folder / "served", **sizes)
        with practice(folder / "served") as server:
            env = environment(folder / "home", BCDC_API_KEY=server.tokens["sysadmin"])
            for number in range(given.runs):
                said = last_json(run(contender("search_cache", "benchmark", server.url, str(number)), env))
                if said["packages"] != given.packages:
                    raise SystemExit(f"{said['packages']} records are searched instead of {given.packages}")
                for key in ("presses", "organizations", "facets", "cache", "server"):
                    found.setdefault(key, []).extend(said[key])
    report = Report(f"search: {given.packages} packages, {given.resources} resources, {given.runs} runs")
    report.figure("key press to rows", found["presses"], "ms")
    report.figure("opening an organization", found["organizations"], "ms")
    report.figure("facets", found["facets"], "ms")
    report.figure("20 rows from the cache", found["cache"], "ms")
    report.note("The practice catalogue ranks slowly, so both sides sort by the time of change.")
    report.figure("20 rows by package_search (practice)", found["server"], "ms")
    report.goal("key press to rows, p95", quantile(found["presses"], 0.95), GOAL, "ms")
    report.goal("opening an organization, p95", quantile(found["organizations"], 0.95), GOAL, "ms")
    report.goal("facets, p95", quantile(found["facets"], 0.95), None, "ms")
    report.ratio("20 rows from the cache", "20 rows by package_search (practice)")
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
