"""Commands of ``bcdc``, some a seed, in a home whose files are damaged (settings, work, cache and what lies beside
them) or have others beside them, with odd searches and odd tables.

    PYTHONPATH=tests python -m fuzz.home --seeds 1000 [--first N] [--one N]

Each ends with a documented exit code and a sentence, as with ``fuzz.commands``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bcdc_desktop.cli.exit_codes import INVALID

from . import inputs
from .commands import Bench, Fall, judged, said_of
from .mutations import mutate_value

COMMANDS_A_SEED = 3


def fill(bench: Bench) -> None:
    """Fill the home: a synchronized cache, a journal, an upload that waits, settings with a profile of one's own."""
    bench.learn()
    package = bench.packages[0]["id"]
    for words in (
        ["profiles", "add", "other", bench.server.url],
        ["sync"],
        ["patch-package", package, "title=New title"],
        ["upload", package, str(bench.csv), "--no-verify", "--patience", "0"],
        ["upload", package, str(bench.csv), "--no-wait"],
    ):
        bench.run(words)


def damage(home: Path, rng: random.Random) -> list[str]:
    """Damage some files of a home; returns what was done."""
    done = []
    files = sorted(path for path in home.rglob("*") if path.is_file())
    for path in rng.sample(files, min(len(files), rng.choice([1, 1, 2, 4]))):
        data = bytearray(path.read_bytes())
        kind = rng.choice(["flip", "cut", "empty", "noise", "zeros", "swap", "mutate", "remove", "folder"])
        if kind == "mutate" and path.suffix == ".json":
            try:
                changed = mutate_value(json.loads(data), rng)
                path.write_text(json.dumps(changed, ensure_ascii=rng.random() < 0.8), "utf-8", "surrogatepass")
            except (ValueError, RecursionError):
                kind = "flip"
        if kind == "cut":
            path.write_bytes(data[: rng.randrange(len(data) + 1)])
        elif kind == "empty":
            path.write_bytes(b"")
        elif kind == "noise":
            path.write_bytes(rng.randbytes(rng.choice([1, 100, 5000])))
        elif kind == "zeros":
            start = rng.randrange(len(data) + 1)
            data[start : start + 4096] = bytes(len(data[start : start + 4096]))
            path.write_bytes(data)
        elif kind == "swap" and len(data) > 8192:
            one, other = (4096 * place for place in rng.sample(range(len(data) // 4096), 2))
            data[one : one + 4096], data[other : other + 4096] = data[other : other + 4096], data[one : one + 4096]
            path.write_bytes(data)
        elif kind == "remove":
            path.unlink()
        elif kind == "folder":
            path.unlink()
            path.mkdir()
        elif kind == "flip" and data:
            for _ in range(rng.choice([1, 3, 50])):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            path.write_bytes(data)
        done.append(f"{kind} {path.relative_to(home)}")
    return done


SUFFIXES = ("-wal", "-shm", "-journal", "-sum", "-sum.new", ".made", ".damaged", ".new", ".part", ".lock", ".bak")


def litter(home: Path, rng: random.Random) -> list[str]:
    """Put something beside some files of a home: what a crash left, what belongs to another file, or a folder."""
    done = []
    files = sorted(path for path in home.rglob("*") if path.is_file())
    for path in rng.sample(files, min(len(files), rng.choice([1, 2, 5]))):
        beside = path.with_name(path.name + rng.choice(SUFFIXES))
        if beside.exists():
            continue
        kind = rng.choice(["empty", "noise", "other", "itself", "folder", "full folder", "dangling"])
        if kind == "empty":
            beside.touch()
        elif kind == "noise":
            beside.write_bytes(rng.randbytes(rng.choice([1, 32, 4096, 32768])))
        elif kind == "other":
            shutil.copyfile(rng.choice(files), beside)
        elif kind == "itself":
            shutil.copyfile(path, beside)
        elif kind == "dangling":
            with contextlib.suppress(OSError):  # Windows lets not everyone make links
                beside.symlink_to(home / "gone")
        else:
            beside.mkdir()
            if kind == "full folder":
                (beside / "file").touch()
        done.append(f"{kind} {beside.relative_to(home)}")
    return done


def command(rng: random.Random, bench: Bench) -> list[str]:
    package = rng.choice(bench.packages)
    choices = [
        ["profiles"], ["profiles", "add", f"p{rng.randrange(999)}", bench.server.url],
        ["profiles", "remove", "other"],
        ["journal"], ["journal", "--search", "New"], ["script", "1"],
        ["undo", "1", "--yes"], ["undo", "1", "--dry-run"],
        ["uploads"], ["uploads", "--resume", "--patience", "0", "--no-verify"], ["cache"], ["health"], ["orgs"],
        ["search", "title", "--offline"], ["search", "water", "--limit", "5"], ["package", package["id"]],
        ["sync"], ["whoami"], ["logout"], ["patch-package", package["id"], f"title=T{rng.randrange(99)}"],
        ["upload", package["id"], str(bench.csv), "--no-verify", "--patience", "0"],
        ["edit", package["id"], "--print"],
        ["export", str(bench.folder / f"{rng.random()}.csv")],
    ]  # fmt: skip
    asked, odd = inputs.query(rng), bench.folder / rng.choice(["odd.csv", "odd.tsv", "odd.csv.gz", "odd"])
    odd.write_bytes(inputs.table(rng))
    encoding = rng.choice(
        [[], [], [], ["--encoding", rng.choice(["cp850", "utf-16", "utf-8", "cp932", "utf-8+cp1252"])]]
    )
    if rng.random() < 0.5:
        choices = [
            ["search", "--offline", "--", asked], ["search", "--limit", "3", "--", asked],
            ["export", str(bench.folder / f"{rng.random()}.csv"), "--", asked], ["journal", "--search", asked],
            ["check", str(odd), *encoding],
            ["fix", str(odd), "--to", str(bench.folder / "to.csv"), "--force", *encoding],
            ["check", str(odd), "--dictionary", str(bench.folder / "dictionary.csv"), "--force"],
            ["upload", package["id"], str(odd), "--dry-run"], ["diff", str(bench.csv), str(odd)],
        ]  # fmt: skip
        words = rng.choice(choices)
        return [words[0], *(["--json"] if rng.random() < 0.5 else []), *words[1:]]
    return [*rng.choice(choices), *(["--json"] if rng.random() < 0.5 else [])]


def _tells_findings(done: Any, words: Sequence[str]) -> bool:
    """Return whether a check ended with what it found, which is on standard output."""
    plain = words[0] == "check" and "--json" not in words
    return plain and done.exit_code == INVALID and ": " in done.stdout and "Traceback" not in done.stdout + done.stderr


def run(first: int, seeds: int, tell: Callable[[str], None]) -> Iterator[tuple[int, Fall | None]]:
    """Run commands; yields for each its seed and what fell."""
    logging.disable(logging.CRITICAL)
    try:
        with tempfile.TemporaryDirectory(prefix="bcdc-fuzz-") as name:
            bench = Bench(Path(name))
            try:
                fill(bench)
                whole = bench.home
                for seed in range(first, first + seeds):
                    rng = random.Random(f"home {seed}")
                    bench.new_home(seed)
                    shutil.copytree(whole, bench.home)
                    done = damage(bench.home, rng)
                    if seed % 2 == 0:
                        done += litter(bench.home, random.Random(f"litter {seed}"))
                    for _ in range(COMMANDS_A_SEED):
                        words = command(rng, bench)
                        ended = bench.run(words)
                        said = said_of(ended)
                        tell(f"{seed} {done} {' '.join(words)}\n  exit code {ended.exit_code}\n{said}")
                        kind = "" if _tells_findings(ended, words) else judged(ended, words)
                        yield seed, Fall(seed, [*done, *words], kind, said) if kind else None
                    shutil.rmtree(bench.home, ignore_errors=True)
            finally:
                bench.close()
    finally:
        logging.disable(logging.NOTSET)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--one", type=int, help="only this seed, and what was said")
    given = parser.parse_args()
    first, seeds = (given.first, given.seeds) if given.one is None else (given.one, 1)
    tell: Callable[[str], None] = (lambda text: None) if given.one is None else print
    kinds: Counter[str] = Counter()
    number, began = 0, time.monotonic()
    for seed, fall in run(first, seeds, tell):
        number += 1
        if fall is not None:
            kinds[fall.kind] += 1
            print(f"--- {seed}: {fall.kind}: {' | '.join(fall.words)}\n{fall.said[-2500:]}", flush=True)
    print(f"=== {number} commands, {dict(kinds) or 'none fell'}, {time.monotonic() - began:.0f} s")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
