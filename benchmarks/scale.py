"""Ten times BCDC: the first synchronization, its memory, and the size of the cache.

python benchmarks/scale.py [--runs N] [--organizations N] [--packages N] [--resources N] [--home DIR]

With --home a cache is filled directly, without a server: memory and size alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import directly
from measuring import MIB, Report, contender, environment, last_json, options, run
from servers import generate, practice


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--organizations", type=int, default=4000)
    parser.add_argument("--packages", type=int, default=35_000)
    parser.add_argument("--resources", type=int, default=300_000)
    directly.add_option(parser)
    given = parser.parse_args()
    if given.home:
        _env, filled = directly.filled(given)
        report = Report(f"scale: {filled['packages']} packages, filled directly")
        report.figure("filling", [filled["seconds"]])
        report.goal("memory growth", filled["growth"] / MIB, 300, "MiB")
        report.goal("database / raw JSON", filled["share_of_raw"], 1.2, "x")
        return report.finish(given)
    said = []
    with tempfile.TemporaryDirectory(prefix="bcdc-scale-") as name:
        folder = Path(name)
        sizes = {n: getattr(given, n) for n in ("organizations", "packages", "resources")}
        generate(folder / "served", **sizes)
        with practice(folder / "served") as server:
            for number in range(given.runs):
                env = environment(folder / f"home{number}", BCDC_API_KEY=server.tokens["sysadmin"])
                said.append(last_json(run(contender("sync_twice", "benchmark", server.url, "20"), env)))
    report = Report(
        f"scale: {given.packages} packages, {given.resources} resources, {given.organizations} organizations"
    )
    report.figure("first synchronization", [s["first"] for s in said])
    report.figure("20 changes", [s["again"] for s in said])
    report.goal("memory growth", max(s["growth"] for s in said) / MIB, 150, "MiB")
    report.goal("database / raw JSON", max(s["share_of_raw"] for s in said), 1.5, "x")
    report.goal("20 changes", max(s["again"] for s in said), 2.0, "s")
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
