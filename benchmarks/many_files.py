"""50 files of 200 KiB into one package by ``bcdc upload``, against the guide's script in a loop; then into 10 packages.

    BCDC_TEST_CKAN_211=FILE BCDC_TEST_CKAN_29=FILE python benchmarks/many_files.py [--runs N] [--files N] [--kib N]

In turns, until the last file was seen on the server with its size (the whole process is shown too: it then reads each
file back and compares it, and waits for a second verification where the catalogue does not lock its writes). Into one
package both are measured from the start of the command. Into several packages from the drop: in a program that is open,
the rows are put into the queue package by package and sent by one queue, as the window does it; that is compared with
the guide's loop over the same packages, from where its script begins with the first file. Without the environment a
practice catalogue is used. Requests are counted in a run that is not timed, up to the same point: that run does not
read the files back."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from measuring import Report, contender, counting, environment, last_json, options, run
from measuring import bcdc as bcdc_command
from servers import RESOURCE, Server, practice, real

GOALS = {  # times the guide's loop: into one package, into ten
    "CKAN 2.11": (0.2, 0.35),
    "CKAN 2.9": (0.5, 0.5),
}


def make_files(folder: Path, count: int, kib: int) -> list[Path]:
    """Tables of about that size that keep the guideline."""
    draw = random.Random(7)
    made = []
    for number in range(count):
        path = folder / f"levels_{number:03}.csv"
        lines = ["id,station,day,level"]
        size = 0
        while size < kib * 1024:
            lines.append(
                f"{len(lines)},ST{draw.randrange(9999):04},2024-{len(lines) % 12 + 1:02}-01,{draw.random() * 9:.3f}"
            )
            size += len(lines[-1]) + 2
        path.write_text("\r\n".join(lines) + "\r\n", newline="")
        made.append(path)
    return made


def upload_command(server: Server, package: str, files: list[Path], *, verify: bool) -> list[str]:
    """``bcdc upload`` with the fields that the guide's script gives; each resource is called after its file."""
    fields = [word for name, value in RESOURCE.items() for word in ("--set", f"{name}={value}")]
    last = "--verify" if verify else "--no-verify"
    return bcdc_command("--url", server.url, "upload", package, *map(str, files), *fields, last, "--json")


def check(server: Server, packages: list[str], files: list[Path]) -> None:
    """Every file is there, once.

    Raises:
        SystemExit: it is not so.
    """
    there = [r for p in packages for r in server.ask("package_show", id=p)["resources"]]
    sizes = sorted(r["size"] for r in there)
    if sizes != sorted(f.stat().st_size for f in files):
        raise SystemExit(f"{server.name}: {len(there)} resources instead of {len(files)}, or of another size")


def measure(server: Server, given: argparse.Namespace, folder: Path, spread: int) -> Report:
    """Both in turns, each into fresh packages."""
    files = make_files(folder, given.files, given.kib)
    goals = GOALS.get(server.name, (None, None))
    times: dict[str, list[float]] = {"ours": [], "guide's loop": []}
    whole: list[float] = []
    requests = {"ours": 0, "guide's loop": 0}
    for turn in range(given.runs + 1):  # the first warms up, and counts
        env = environment(folder / f"home-{server.name}-{spread}-{turn}", BCDC_API_KEY=server.tokens["editor"])
        for name in times:
            packages = [server.make_package() for _ in range(spread)]
            try:
                if name != "ours":
                    command = contender("guide_upload", server.url, ",".join(packages), *map(str, files))
                elif spread == 1:
                    command = upload_command(server, packages[0], files, verify=bool(turn))
                else:
                    command = contender("drop_files", server.url, ",".join(packages), *map(str, files))
                began, clock = time.perf_counter(), time.time()
                said = run(command if turn else counting(command, folder / "count"), env)
                seconds = time.perf_counter() - began
                if not turn:
                    requests[name] = int((folder / "count").read_text())
                if name == "ours":
                    found = json.loads(said) if spread == 1 else last_json(said)
                    rows = found["uploads" if spread == 1 else "rows"]
                    if any(r["state"] != "done" for r in rows):
                        raise SystemExit(said[-3000:])
                    whole += [seconds] * bool(turn)
                    seconds = max(r["kept_at"] for r in rows) - found.get("dropped", clock)
                elif spread > 1:
                    seconds -= float(said) - clock
                if turn:
                    times[name].append(seconds)
                check(server, packages, files)
            finally:
                server.purge(packages)
    where = "one package" if spread == 1 else f"{spread} packages"
    report = Report(f"many_files: {given.files} files of {given.kib} KiB into {where}, {server.name}")
    for name, values in times.items():
        report.figure(name, values)
    report.figure("ours, whole process", whole)
    for name, count in requests.items():
        report.figure(f"{name}, requests", [count], "")
    report.ratio("ours", "guide's loop", goals[0 if spread == 1 else 1])
    return report


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--kib", type=int, default=200)
    parser.add_argument("--packages", type=int, default=10, help="packages of the second part (default 10; 0: none)")
    parser.add_argument("--only", action="append", help="the name of a catalogue, such as “CKAN 2.9”")
    given = parser.parse_args()
    code = 0
    with tempfile.TemporaryDirectory(prefix="bcdc-files-") as name:
        folder = Path(name)
        parts = [1] + [given.packages] * bool(given.packages)
        servers = real(given.only)
        for server in servers:
            for spread in parts:
                code |= measure(server, given, folder, spread).finish(given)
        if not servers:
            with practice(folder / "served") as server:
                for spread in parts:
                    code |= measure(server, given, folder, spread).finish(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
