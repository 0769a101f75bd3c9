"""Preflight with type inference against a bare csv.reader loop and, where it is at hand, frictionless.validate.

    python benchmarks/preflight.py [--size MB] [--rounds N] [--frictionless PYTHON] [--frictionless-size MB]

Makes its own file (numbers, dates, text with quoted commas and line breaks), runs each contender in a process of its
own, in turns, and prints ratios. PYTHON is an interpreter that can import frictionless. Exits 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

GOALS = {"wall": 0.5, "memory": 100.0, "frictionless": 20.0, "first": 1.0}

BARE = """
import csv, json, sys, time
begin = time.perf_counter()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for record in csv.reader(file):
        pass
print(json.dumps({"seconds": time.perf_counter() - begin, "processor": time.process_time()}))
"""

OURS = """
import json, resource, sys, time
from pathlib import Path
from bcdc_desktop.preflight.csv_check import check_file

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20

before = resident()
before_processor = time.process_time()
first = []

def partial_result(seen):
    if seen.findings:
        first.append(time.perf_counter() - begin)

begin = time.perf_counter()
result = check_file(Path(sys.argv[1]), on_partial_result=partial_result)
seconds = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
processor = time.process_time() - before_processor
print(json.dumps({"seconds": seconds, "processor": processor, "growth": peak - before,
                  "first": first[0] if first else None, "rows": result.rows, "counts": dict(result.counts)}))
"""

FRICTIONLESS = """
import json, sys, time, os
import frictionless
os.chdir(os.path.dirname(sys.argv[1]))
begin = time.perf_counter()
report = frictionless.validate(os.path.basename(sys.argv[1]))
print(json.dumps({"seconds": time.perf_counter() - begin, "valid": report.valid}))
"""


def make_file(path: Path, megabytes: float) -> None:
    """A table that keeps the guideline but for one header cell, so that there is a first finding to time."""
    draw = random.Random(8)
    towns = ["Victoria", "Prince George", "Kamloops", "Fort St. John", "Vancouver, West", 'The "Junction"', "Nelson"]
    with path.open("wb") as file:
        file.write(b"id,station,town,day,seen_at,temperature,number,latitude,open,remark text\r\n")
        written = identifier = 0
        while written < megabytes * 1e6:
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            for _ in range(5000):
                identifier += 1
                remark = f"level {draw.randrange(99)}\r\nread twice" if draw.random() < 0.02 else "read once"
                writer.writerow(
                    [
                        identifier,
                        f"ST{draw.randrange(9999):04}",
                        draw.choice(towns),
                        f"2023-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
                        f"2023-05-{draw.randrange(1, 29):02} {draw.randrange(24):02}:00:00",
                        round(draw.random() * 100, 3),
                        draw.randrange(1000),
                        round(48 + draw.random() * 10, 5),
                        "true" if draw.random() < 0.5 else "false",
                        remark if draw.random() < 0.7 else "",
                    ]
                )
            data = text.getvalue().encode()
            written += file.write(data)


def run(script: str, path: Path, python: str = sys.executable) -> dict:
    done = subprocess.run([python, "-c", script, str(path)], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=float, default=500, help="megabytes of the table (default 500)")
    options.add_argument("--rounds", type=int, default=3, help="turns of each contender (default 3); the best counts")
    options.add_argument("--frictionless", metavar="PYTHON", help="an interpreter that has frictionless")
    options.add_argument("--frictionless-size", type=float, default=50, help="megabytes for frictionless (default 50)")
    given = options.parse_args()
    missed = []

    def report(name: str, value: float, goal: float, text: str, *, at_least: bool = False) -> None:
        kept = value >= goal if at_least else value <= goal
        print(f"{'ok    ' if kept else 'MISSED'} {text}")
        if not kept:
            missed.append(name)

    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.csv"
        make_file(table, given.size)
        bare, ours = [], []
        for _ in range(given.rounds):
            bare.append(run(BARE, table))
            ours.append(run(OURS, table))
        wall, peer = (min(one["seconds"] for one in runs) for runs in (ours, bare))
        ratio = wall / peer
        growth = max(one["growth"] for one in ours)
        first = max(one["first"] for one in ours)
        print(f"{table.stat().st_size / 1e6:.0f} MB, {ours[0]['rows']} records, findings {ours[0]['counts']}")
        print(f"bare csv.reader {peer:.2f} s; preflight {wall:.2f} s")
        processor, peers = (min(one["processor"] for one in runs) for runs in (ours, bare))
        print(f"processor time, all threads: bare csv.reader {peers:.2f} s; preflight {processor:.2f} s")
        report("wall", ratio, GOALS["wall"], f"wall: {ratio:.2f} x a bare csv.reader loop (goal <= {GOALS['wall']})")
        report("memory", growth, GOALS["memory"], f"memory growth: {growth:.0f} MiB (goal <= {GOALS['memory']:.0f})")
        report("first", first, GOALS["first"], f"first finding after {first:.3f} s (goal <= {GOALS['first']:.0f})")
        if given.frictionless:
            small = Path(folder) / "small.csv"
            make_file(small, given.frictionless_size)
            theirs = run(FRICTIONLESS, small, given.frictionless)["seconds"]
            own = min(run(OURS, small)["seconds"] for _ in range(given.rounds))
            text = f"{theirs / own:.1f} x as fast as frictionless.validate on {given.frictionless_size:.0f} MB"
            goal = GOALS["frictionless"]
            report("frictionless", theirs / own, goal, f"{text} ({theirs:.1f} s, goal >= {goal:.0f})", at_least=True)
        else:
            print("frictionless was not measured: name an interpreter that has it with --frictionless")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
