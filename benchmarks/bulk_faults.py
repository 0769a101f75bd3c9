"""A bulk change that is killed ten times behind a proxy that fails, then restored after others changed some records.

    BCDC_TEST_CKAN_211=FILE BCDC_TEST_CKAN_29=FILE python benchmarks/bulk_faults.py [--records N] [--seed N]

On each real catalogue that the environment names: N records are made, and ``bcdc bulk run`` sets a text and adds a
keyword to each of them through a proxy that cuts requests and answers, and answers 502. The program is killed (SIGKILL)
ten times, each time a random while after it began to send, and resumed. Then each record must have been changed, and
only once (the catalogue's own activity tells). One in twenty is then changed by another editor, in the same field or in
another one, and ``bcdc bulk undo`` restores: all others must be as before to the letter, and of these nothing of the
other editor's may be gone. Exit code 1 when anything was lost, is half-done or was done twice. The records are purged.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from measuring import Report, bcdc, environment, options, run
from servers import Server, real

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from helpers.misbehaving import Canned, CutAnswer, CutRequest, Fault, MisbehavingServer, Pass

PAGE = "<html><body><h1>Bad gateway</h1></body></html>"
KILLS = 10
RESUMES = 30  # at most, after the last kill
CHANGED_BY_OTHERS = 20  # one record in so many
OURS, THEIRS = "Ours.", "Theirs."
_CHANGING = ("metadata_modified", "last_modified", "revision_id", "creator_user_id")


def fault(draw: random.Random) -> Fault:
    """What happens to one request."""
    return draw.choice(
        [CutRequest(draw.randint(0, 2000)), CutAnswer(0), CutAnswer(draw.randint(0, 200)), Canned(502, PAGE), Pass()]
    )


def settled(package: dict[str, Any]) -> dict[str, Any]:
    """A record without what every save changes, in the order in which it was given."""
    found = _without(package)
    found["tags"] = sorted(t["name"] for t in package["tags"])
    found["resources"] = [_without(r) for r in package["resources"]]
    return found


def _without(values: dict[str, Any]) -> dict[str, Any]:
    # ``package_patch``, by which the other editor writes, makes of an empty list one of an empty text
    return {n: [] if v == [""] else v for n, v in values.items() if n not in _CHANGING}


class Bench:
    """One catalogue, with a home of its own for the program."""

    def __init__(self, server: Server, way: MisbehavingServer, folder: Path, draw: random.Random) -> None:
        self.server, self.way, self.draw = server, way, draw
        self.env = environment(folder / "home", BCDC_API_KEY=server.tokens["editor"], BCDC_TIMEOUT="20")
        self.command = ("--url", way.url)
        self.plan = folder / "plan.json"
        self.kills = 0

    def many(self, action: str, ids: list[str], **data: Any) -> list[Any]:
        """The answers to one question for each record."""
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda i: self.server.ask(action, "sysadmin", id=i, **data), ids))

    def sent(self) -> int:
        """How many records were sent so far, as the proxy saw it."""
        return sum(s.action == "package_revise" for s in list(self.way.seen))

    def killed_run(self, words: list[str]) -> None:
        """Begin (or go on), and be killed a random while after the first record was sent."""
        self.way.next("package_revise", *(fault(self.draw) for _ in range(self.draw.randint(0, 4))))
        before = self.sent()
        child = subprocess.Popen(
            bcdc(*self.command, *words), env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while child.poll() is None and self.sent() == before:
            time.sleep(0.02)
        time.sleep(self.draw.random() ** 2 * 8)
        self.kills += child.poll() is None
        child.kill()
        child.wait()

    def to_the_end(self, words: list[str]) -> dict[str, Any]:
        """Go on until nothing is open; what a fault ends is resumed."""
        for _ in range(RESUMES):
            done = subprocess.run(
                bcdc(*self.command, *words, "--json"), env=self.env, capture_output=True, text=True, check=False
            )
            said = json.loads(done.stdout) if done.stdout.strip() else {}
            said = {**said, **said.get("error", {})}
            if said.get("open") == 0 and not any(f["kind"] != "conflict" for f in said.get("failed", ())):
                return said
            words = ["bulk", "resume", str(said.get("bulk") or words[2])]
        raise SystemExit(f"{self.server.name}: not at its end after {RESUMES} runs: {done.stdout[-2000:]}")


def measure(server: Server, given: argparse.Namespace) -> Report:
    """All of it on one catalogue."""
    draw = random.Random(given.seed)
    report = Report(f"bulk faults: {server.name}, {given.records} records")
    mark = f"bulk{given.seed}x{time.time_ns() % 10**9}"
    ids: list[str] = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bcdc-bulk-faults-")))
        way = MisbehavingServer()
        way._target = urlsplit(server.url)
        stack.enter_context(way)
        stack.callback(lambda: server.purge(ids))
        bench = Bench(server, way, folder, draw)
        for _ in range(given.records):
            ids.append(server.make_package(resources=2))
            server.ask("package_patch", id=ids[-1], tag_string=f"water,{mark}")
        before = {i: settled(p) for i, p in zip(ids, bench.many("package_show", ids), strict=True)}
        activities = [_changes(a) for a in bench.many("package_activity_list", ids)]
        run(bcdc(*bench.command, "sync"), bench.env)
        words = ("bulk", "plan", f"tag:{mark}", "--set", f"notes={OURS}", "--add-tag", "bulked", "--out")
        said = json.loads(run(bcdc(*bench.command, *words, str(bench.plan), "--json"), bench.env))
        assert said["changed"] == given.records, said

        began = time.perf_counter()
        steps = ["bulk", "run", str(bench.plan), "--reason", "benchmark", "--yes"]
        while bench.kills < KILLS and bench.sent() < given.records * 2:
            bench.killed_run(steps)
            steps = ["bulk", "resume", "1"]
        done = bench.to_the_end(["bulk", "resume", "1"])
        report.figure("changed, with kills and faults", [time.perf_counter() - began])
        found = Counter[str]()
        for package, was, listed in zip(
            bench.many("package_show", ids), activities, bench.many("package_activity_list", ids), strict=True
        ):
            names = [t["name"] for t in package["tags"]]
            state = (package["notes"] == OURS, names.count("bulked") == 1)
            found["lost"] += not any(state)
            found["half-done"] += any(state) and not all(state)
            found["twice"] += _changes(listed) - was > 1
        report.figure("kills", [bench.kills], "")
        report.figure("reported as changed", [done["done"]], "")
        for name in ("lost", "half-done", "twice"):
            report.goal(f"records {name}", found[name], 0, "")

        others = draw.sample(ids, max(2, given.records // CHANGED_BY_OTHERS))
        theirs = {i: {"notes": THEIRS} if n % 2 else {"purpose": THEIRS} for n, i in enumerate(others)}
        for i, values in theirs.items():
            server.ask("package_patch", "orgadmin", id=i, **values)
        began = time.perf_counter()
        way.next("package_revise", *(fault(draw) for _ in range(10)))
        undone = bench.to_the_end(["bulk", "undo", "1", "--yes"])
        report.figure("restored, with faults", [time.perf_counter() - began])
        back, reported = 0, {c["id"] for c in undone["conflicts"]}
        for i, package in zip(ids, bench.many("package_show", ids), strict=True):
            now, want = settled(package), before[i]
            if i not in theirs:
                back += now == want
            elif "purpose" in theirs[i]:
                want = {**want, "purpose": THEIRS}
                differing = {n: (want.get(n), now.get(n)) for n in want | now if want.get(n) != now.get(n)}
                report.notes += [f"{i}: not merged: {differing}"] if differing else []
                found["not merged"] += bool(differing)
            else:
                found["theirs lost"] += now["notes"] != THEIRS
                found["not reported"] += i not in reported
        report.figure("records that no one else changed", [given.records - len(others)], "")
        report.goal("of them not as before", given.records - len(others) - back, 0, "")
        for name in ("not merged", "theirs lost", "not reported"):
            report.goal(name, found[name], 0, "")
    return report


def _changes(activities: list[dict[str, Any]]) -> int:
    return sum(a["activity_type"] == "changed package" for a in activities)


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", help="the name of a catalogue, such as “CKAN 2.9”")
    given = parser.parse_args()
    given.insist = True
    return max([measure(server, given).finish(given) for server in real(given.only)], default=0)


if __name__ == "__main__":
    sys.exit(main())
