"""The worst gap of a 5 ms timer of the GUI thread while a whole catalogue is read into the cache, window open.

    python benchmarks/gui_gap.py [--runs N] [--organizations N] [--packages N] [--resources N]

The server is a process of its own. Beside the program an empty window with the same timer runs in another process: its
gaps are what the machine itself does at that time. A gap is the time between two ticks (5 ms where nothing is late).
The GUI thread's own work is its processor time between two ticks: the part of a gap that no quieter machine takes away.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import Report, contender, environment, last_json, options, quantile, run
from servers import generate, practice

GOAL = 50.0  # milliseconds


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--organizations", type=int, default=400)
    parser.add_argument("--packages", type=int, default=3500)
    parser.add_argument("--resources", type=int, default=28_000)
    given = parser.parse_args()
    worst: dict[str, list[float]] = {"reading": [], "quiet": [], "empty window beside it": []}
    own: list[float] = []
    shares: dict[str, list[float]] = {"p50": [], "p95": [], "p99": []}
    seconds: list[float] = []
    late: list[list[list[float]]] = []
    with tempfile.TemporaryDirectory(prefix="bcdc-gap-") as name:
        folder = Path(name)
        generate(
            folder / "served",
            organizations=given.organizations,
            packages=given.packages,
            resources=given.resources,
        )
        with practice(folder / "served") as server:
            for number in range(given.runs):
                env = environment(folder / f"home{number}", BCDC_API_KEY=server.tokens["sysadmin"])
                beside = subprocess.Popen(
                    contender("gui_empty"), env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
                try:
                    said = last_json(run(contender("gui_read", "benchmark", server.url), env))
                finally:
                    told, _ = beside.communicate()  # which ends it
                noise = last_json(told)
                if said["packages"] != given.packages:
                    raise SystemExit(f"{said['packages']} records are shown instead of {given.packages}")
                worst["reading"].append(max(said["reading"]))
                worst["quiet"].append(max(said["quiet"]))
                worst["empty window beside it"].append(max(noise))
                for key in shares:
                    shares[key].append(quantile(said["reading"], int(key[1:]) / 100))
                own.append(max(said["own"]))
                seconds.append(said["seconds"])
                late.append(said["late"])
    report = Report(f"gui_gap: {given.packages} packages read into the cache with the window open")
    report.figure("reading takes", seconds)
    for key, values in shares.items():
        report.figure(f"gap while reading, {key}", values, "ms")
    for key, values in worst.items():
        report.figure(f"worst gap: {key}", values, "ms")
    report.figure("GUI thread's own work, worst tick", own, "ms")
    report.goal("worst gap of the median run", report.median("worst gap: reading"), GOAL, "ms")
    report.goal("worst gap of all runs", max(worst["reading"]), GOAL, "ms")
    report.ratio("worst gap: reading", "worst gap: empty window beside it")
    for number, gaps in enumerate(late, 1):
        if gaps:
            report.note(f"run {number}, gaps above 25 ms: " + ", ".join(f"{g:.0f} ms at {at:.2f} s" for at, g in gaps))
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
