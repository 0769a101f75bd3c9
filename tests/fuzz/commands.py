"""Commands of ``bcdc``, one a seed, against a catalogue that answers oddly: each ends with a documented exit code and a
sentence.

    PYTHONPATH=tests python -m fuzz.commands --seeds 20000 [--first N] [--one N]

Twenty commands share a home and a catalogue: what one of them stored is what the next finds. ``--one N`` repeats the
twenty around a seed and prints what they said.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from click.testing import CliRunner

from bcdc_desktop.cli.exit_codes import EXIT_CODES
from bcdc_desktop.cli.main import cli
from bcdc_desktop.demo import DemoCatalogue

from .mutating_server import MutatingServer

BLOCK = 20
DOCUMENTED = frozenset({0, 2, 8, *EXIT_CODES.values()}) - {1}
NOWHERE = "11111111-2222-4333-8444-555555555555"
SHARES = (0.1, 0.3, 0.3, 1.0)
HANG = 60  # seconds


class Hang(BaseException):
    """A command did not end."""


@dataclass(frozen=True)
class Fall:
    """A command that did not end as it should."""

    seed: int
    words: Sequence[str]
    kind: str
    said: str


class Bench:
    """A catalogue, the server before it, and the files that commands use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.demo = DemoCatalogue(folder / "practice")
        self.demo.start()
        self.server = MutatingServer(self.demo.url)
        self.server.__enter__()
        self.demo.site_url = self.server.url
        self.csv = folder / "levels.csv"
        self.csv.write_bytes(b"lake,depth\r\nAtlin,283\r\nBabine,186\r\n")
        self.home = folder / "home"
        self.packages: list[dict[str, Any]] = []

    def close(self) -> None:
        self.server.__exit__(None, None, None)
        self.demo.stop()

    def new_home(self, number: int) -> None:
        self.home = self.folder / f"home-{number}"

    def run(self, words: Sequence[str], stdin: str | None = None, key: str = "editor") -> Any:
        environment = {
            "BCDC_DESKTOP_HOME": str(self.home), "BCDC_API_KEY": self.demo.tokens[key], "BCDC_TIMEOUT": "4",
            "EDITOR": "true", "VISUAL": "true",
        }  # fmt: skip
        return CliRunner(env=environment).invoke(cli, ["--url", self.server.url, *words], input=stdin, prog_name="bcdc")

    def learn(self) -> None:
        """Read which records there are."""
        self.server.begin(0, 0.0)
        done = self.run(["search", "*:*", "--limit", "40", "--json"])
        found = json.loads(done.stdout)["results"]
        self.packages = [json.loads(self.run(["package", p["id"], "--json"]).stdout) for p in found[:8]]
        record = {
            n: v for n, v in self.packages[0].items()
            if n not in ("id", "name", "resources", "revision_id") and not n.startswith(("metadata_", "num_"))
        }  # fmt: skip
        (self.folder / "record.json").write_text(json.dumps(record))


def command(rng: random.Random, bench: Bench) -> tuple[list[str], str | None]:
    """Return the words of a command and what it reads."""
    package = rng.choice(bench.packages)
    resources = [r["id"] for r in package["resources"]] or [NOWHERE]
    resource = rng.choice(resources)
    name = rng.choice([package["id"], package["name"], NOWHERE])
    csv, folder = str(bench.csv), bench.folder
    title = rng.choice(["New title", "x\x1b[31m", "日本", ""])
    choices: list[tuple[list[str], str | None]] = [
        (["orgs"], None), (["orgs", "--tree"], None), (["orgs", "--mine"], None),
        (["org", "information-management-cfd"], None), (["packages", "--org", "information-management-cfd"], None),
        (["package", name], None), (["resources", name], None), (["resource", resource], None),
        (["search", "water"], None), (["search", "title:[", "--limit", "0"], None),
        (["search", "*:*", "--limit", "70"], None),
        (["search", "water", "--org", "information-management-cfd"], None), (["search", "a", "--offline"], None),
        (["whoami"], None), (["login"], bench.demo.tokens["editor"] + "\n"), (["logout"], None), (["sync"], None),
        (["sync", "--full"], None), (["health"], None), (["cache"], None), (["journal"], None),
        (["export", str(folder / f"x{rng.random()}.csv")], None),
        (["export", str(folder / f"x{rng.random()}.xlsx"), "--resources"], None),
        (["create-package", "--from", str(folder / "record.json")], None),
        (["create-package", "--from", str(folder / "record.json"), "--dry-run"], None),
        (["patch-package", name, f"title={title}"], None),
        (["patch-package", name, f"notes={title}", "--dry-run"], None),
        (["patch-resource", resource, f"description={title}"], None),
        (["patch-resource", resource, "--file", csv], None),
        (["delete-resource", resource, "--yes"], None), (["delete-resource", resource, "--dry-run"], None),
        (["publish", name, "--dry-run"], None), (["publish", name, "PUBLISHED", "--yes"], None),
        (["upload", name, csv, "--no-verify", "--patience", "0"], None),
        (["upload", name, csv, "--patience", "0", "--replace", resource], None),
        (["upload", name, csv, "--dry-run"], None), (["upload", name, csv, "--no-wait"], None),
        (["uploads"], None), (["uploads", "--resume", "--patience", "0", "--no-verify"], None),
        (["edit", name, "--print"], None), (["edit", name, "--from", str(folder / "edit.txt"), "--yes"], None),
        (["diff", name, csv], None), (["diff", resource, csv], None), (["undo", "1", "--yes"], None),
        (["undo", "2", "--dry-run"], None), (["script", "1"], None),
        (["profiles", "add", f"p{rng.randrange(10**6)}", bench.server.url], None), (["compare", "test"], None),
    ]  # fmt: skip
    words, stdin = rng.choice(choices)
    return [*words, *(["--json"] if rng.random() < 0.5 else [])], stdin


def said_of(done: Any) -> str:
    """Return the end of what a command said, and where it failed."""
    said = str(done.stdout[-3000:] + done.stderr[-5000:])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        said += "".join(traceback.format_exception(done.exception))
    return said


def judged(done: Any, words: Sequence[str]) -> str:
    """Return what is wrong with an end; empty where nothing is."""
    said = done.stdout + done.stderr
    crashed = done.exception is not None and not isinstance(done.exception, SystemExit)
    if crashed or "Traceback (most recent call last)" in said:
        return "traceback"
    if done.exit_code not in DOCUMENTED:
        return f"exit code {done.exit_code}"
    if "--json" in words:
        try:
            document = json.loads(done.stdout)
        except ValueError:
            return "no JSON document"
        if done.exit_code and "error" in document and not document["error"]["message"].strip():
            return "no sentence"
    elif done.exit_code and not done.stderr.strip():
        return "no sentence"
    shown = done.stderr if "--json" in words else said
    if "--print" not in words and any((ord(c) < 32 and c not in "\n\t\r") or 127 <= ord(c) < 160 for c in shown):
        return "a control character"
    return ""


def run(
    first: int, seeds: int, tell: Callable[[str], None], *, alarm: bool
) -> Iterator[tuple[int, Fall | None, float]]:
    """Run commands; yields for each its seed, what fell, and its seconds."""

    def rung(number: int, frame: FrameType | None) -> None:
        raise Hang("".join(traceback.format_stack(frame)))

    if alarm:
        signal.signal(signal.SIGALRM, rung)
    logging.disable(logging.CRITICAL)
    try:
        for start in range(first - first % BLOCK, first + seeds, BLOCK):
            with tempfile.TemporaryDirectory(prefix="bcdc-fuzz-") as name:
                bench = Bench(Path(name))
                try:
                    bench.learn()
                    (bench.folder / "edit.txt").write_text(
                        bench.run(["edit", bench.packages[0]["id"], "--print"]).stdout
                    )
                    for seed in range(start, min(start + BLOCK, first + seeds)):
                        rng = random.Random(seed)
                        words, stdin = command(rng, bench)
                        bench.server.begin(seed, rng.choice(SHARES))
                        began = time.monotonic()
                        if alarm:
                            signal.alarm(HANG)
                        fall = None
                        try:
                            done = bench.run(words, stdin, rng.choice(["editor", "editor", "sysadmin"]))
                            said = said_of(done)
                            tell(f"{seed} {' '.join(words)}\n  exit code {done.exit_code}\n{said}")
                            if kind := judged(done, words):
                                fall = Fall(seed, words, kind, said)
                        except Hang as hang:
                            fall = Fall(seed, words, "hang", str(hang))
                        finally:
                            if alarm:
                                signal.alarm(0)
                        if seed >= first:
                            yield seed, fall, time.monotonic() - began
                finally:
                    bench.close()
    finally:
        logging.disable(logging.NOTSET)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--one", type=int, help="only this seed, and what was said")
    given = parser.parse_args()
    first, seeds = (given.first, given.seeds) if given.one is None else (given.one, 1)
    kinds: Counter[str] = Counter()
    slowest, number = (0.0, 0), 0
    tell: Callable[[str], None] = (lambda text: None) if given.one is None else print
    for number, (seed, fall, seconds) in enumerate(run(first, seeds, tell, alarm=hasattr(signal, "SIGALRM")), 1):
        slowest = max(slowest, (seconds, seed))
        if fall is not None:
            kinds[fall.kind] += 1
            print(f"--- {fall.seed}: {fall.kind}: bcdc {' '.join(fall.words)}\n{fall.said[-3000:]}", flush=True)
        if number % 500 == 0:
            print(f"=== {number} commands, {dict(kinds)}, slowest {slowest[0]:.1f} s ({slowest[1]})", flush=True)
    print(f"=== {number} commands, {dict(kinds) or 'none fell'}, slowest {slowest[0]:.1f} s ({slowest[1]})")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
