"""Process start to the organization tree on screen, from a filled cache, against an empty window with the same imports.

    python benchmarks/start.py [--runs N] [--organizations N] [--packages N] [--resources N] [--home DIR]

A generated catalogue is read into a cache first; then its server ends, so that nothing can be reached, and the program
is started again and again, in turns with the empty window. Every ministry of the tree is expanded. The platform is
QT_QPA_PLATFORM, or Qt's offscreen one. With --home the cache is filled directly, and stays there.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import directly
from measuring import Report, contender, environment, last_json, options, run
from servers import generate, practice

GOAL, GOAL_OF_ALL = 2.0, 2.5
PROFILE = "benchmark"
HEAVY = ("polars", "requests_toolbelt", "rich", "bcdc_desktop.demo.server")


def fill(folder: Path, given: object) -> dict[str, str]:
    """Reads a generated catalogue into a cache; answers the environment to start the program with."""
    served, home = folder / "served", folder / "home"
    generate(served, organizations=given.organizations, packages=given.packages, resources=given.resources)
    with practice(served) as server:
        env = environment(home, BCDC_API_KEY=server.tokens["editor"])
        run(contender("fill_cache", PROFILE, server.url), env)
    return env


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=11, help="starts of each contender (default 11)")
    parser.add_argument("--organizations", type=int, default=400)
    parser.add_argument("--packages", type=int, default=3500)
    parser.add_argument("--resources", type=int, default=28_000)
    directly.add_option(parser)
    given = parser.parse_args()
    times: dict[str, list[float]] = {"tree on screen": [], "records on screen": [], "empty window": [], "bare Qt": []}
    with tempfile.TemporaryDirectory(prefix="bcdc-start-") as name:
        folder = Path(name)
        env = directly.filled(given)[0] if given.home else fill(folder, given)
        modules = folder / "modules"
        tree = contender("start_tree", PROFILE, str(given.organizations))
        imported = last_json(run(tree, env))["modules"]
        modules.write_text("\n".join(imported))
        empty, bare = contender("start_empty", str(modules)), contender("start_empty")
        run(empty, env), run(bare, env)
        for _ in range(given.runs):
            began = time.perf_counter()
            said = last_json(run(tree, env))
            times["tree on screen"].append(said["tree"] - began)
            times["records on screen"].append(said["records"] - began)
            for name, command in (("empty window", empty), ("bare Qt", bare)):
                began = time.perf_counter()
                times[name].append(last_json(run(command, env))["window"] - began)
    report = Report(f"start: {given.organizations} organizations, {given.packages} packages in the cache")
    for name, values in times.items():
        report.figure(name, values)
    report.ratio("tree on screen", "empty window", GOAL)
    report.ratio("records on screen", "empty window", GOAL_OF_ALL)
    report.ratio("tree on screen", "bare Qt")
    heavy = [name for name in HEAVY if name in imported]
    report.note(f"{len(imported)} modules; of those that only files need: {', '.join(heavy) or 'none'}")
    report.note(f"platform {env['QT_QPA_PLATFORM']}, display {os.environ.get('DISPLAY', 'none')}; the server is gone")
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
