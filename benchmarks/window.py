"""Searching and looking around in the window with ten times BCDC's packages in the cache.

    python benchmarks/window.py [--runs N] [--organizations N] [--packages N] [--resources N] [--home DIR]

A generated catalogue is read into a cache once; then its server ends, so that nothing can be reached. Searches are
typed key by key, with 150 ms between two keys, while facets and counts are read beside it as they always are. A key
press lasts until the list was painted again; the GUI thread's part of it is its processor time. The platform is
QT_QPA_PLATFORM, or Qt's offscreen one. With --home the cache is filled directly, and stays there; of 100,000 packages
or more a key press and an organization may take twice as long.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import directly
from measuring import Report, contender, environment, last_json, options, quantile, run
from servers import generate, practice

PROFILE = directly.PROFILE
LARGE = 100_000  # packages


def fill(folder: Path, given: argparse.Namespace) -> dict[str, str]:
    """Reads a generated catalogue into a cache; answers the environment to start the program with."""
    sizes = {n: getattr(given, n) for n in ("organizations", "packages", "resources")}
    generate(folder / "served", **sizes)
    with practice(folder / "served") as server:
        env = environment(folder / "home", BCDC_API_KEY=server.tokens["sysadmin"])
        run(contender("fill_cache", PROFILE, server.url), env)
    return env


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--organizations", type=int, default=4000)
    parser.add_argument("--packages", type=int, default=35_000)
    parser.add_argument("--resources", type=int, default=300_000)
    directly.add_option(parser)
    given = parser.parse_args()
    presses: list[list[float]] = []
    opened: list[list[float]] = []
    filtered: list[list[float]] = []
    gaps: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bcdc-window-") as name:
        env = directly.filled(given)[0] if given.home else fill(Path(name), given)
        for number in range(given.runs):
            said = last_json(run(contender("gui_search", PROFILE, str(number)), env))
            if said["rows"] != given.packages:
                raise SystemExit(f"{said['rows']} records are shown instead of {given.packages}")
            presses += said["presses"]
            opened += said["opened"]
            filtered += said["filtered"]
            gaps.append(max(said["scroll"]))
    report = Report(f"window: {given.packages} packages, {given.resources} resources, {given.runs} runs")
    for title, painted, found in (
        ("key press", "list", presses),
        ("organization", "list", opened),
        ("filter of the organizations", "tree", filtered),
    ):
        report.figure(f"{title} to repainted {painted}", [total for total, _ in found], "ms")
        report.figure(f"{title}, GUI thread's part", [own for _, own in found], "ms")
    report.figure("worst gap while scrolling through all", gaps, "ms")
    longest = 100 if given.packages >= LARGE else 50
    report.goal("key press to repainted list, p95", quantile([t for t, _ in presses], 0.95), longest, "ms")
    report.goal("key press, GUI thread's part, p95", quantile([o for _, o in presses], 0.95), 16, "ms")
    report.goal("opening an organization, p95", quantile([t for t, _ in opened], 0.95), longest, "ms")
    report.goal("filter of the organizations, GUI thread's part, worst", max(o for _, o in filtered), 50, "ms")
    report.goal(
        "worst gap while scrolling, median run", report.median("worst gap while scrolling through all"), 50, "ms"
    )
    report.note(f"platform {env['QT_QPA_PLATFORM']}; {len(presses)} key presses, {len(opened)} organizations")
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
