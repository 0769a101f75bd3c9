"""A search in the cache beside the same search on a real CKAN: on its own search page, and by ``package_search``.

    BCDC_TEST_CKAN_211=FILE BCDC_TEST_CKAN_29=FILE python benchmarks/web.py [--runs N]

The catalogue is read into a cache first, as it is: one of BCDC's size shows what people feel. Then words from its
titles are looked for on the page that a browser would open (its HTML alone, without pictures and scripts), by
``package_search`` with 20 rows, and in the cache (count and 20 rows), in turns, over one connection. All
of it on the machine itself: a network comes on top of what the server answers, not of the cache.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measuring import Report, contender, environment, last_json, options, run
from servers import Server, real


def measure(server: Server, runs: int, folder: Path) -> Report:
    env = environment(folder, BCDC_API_KEY=server.tokens["sysadmin"])
    said = last_json(run(contender("search_web", "benchmark", server.url, str(runs)), env))
    report = Report(f"web: {server.name}, {said['packages']} packages")
    for key, title in (("page", "search page"), ("action", "package_search, 20 rows"), ("cache", "cache, 20 rows")):
        report.figure(title, said[key], "ms")
    report.ratio("cache, 20 rows", "search page")
    report.ratio("cache, 20 rows", "package_search, 20 rows")
    report.note(f"{len(said['cache'])} searches of each; the page is {said['page_kib']:.0f} KiB of HTML")
    return report


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds of the words")
    given = parser.parse_args()
    servers = real()
    if not servers:
        raise SystemExit("No real CKAN is named by BCDC_TEST_CKAN_211 or BCDC_TEST_CKAN_29.")
    with tempfile.TemporaryDirectory(prefix="bcdc-web-") as name:
        reports = [measure(server, given.runs, Path(name) / server.name) for server in servers]
    return max(report.finish(given) for report in reports)


if __name__ == "__main__":
    sys.exit(main())
