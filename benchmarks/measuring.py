"""What the benchmarks share: running processes, medians and worst cases, goals, one table, one JSON document."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CONTENDERS = Path(__file__).resolve().parent / "contenders"
SCREEN = Path(__file__).resolve().parent.parent / "tests" / "offscreen.json"
MIB = 1 << 20


def options(doc: str | None) -> argparse.ArgumentParser:
    """A parser with what every benchmark takes."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of the table")
    parser.add_argument("--assert", dest="insist", action="store_true", help="exit with 1 when a goal is missed")
    return parser


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which the program keeps its files in ``home`` and finds no keyring; offscreen unless said."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BCDC_") and not k.lower().endswith("_proxy")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # only the first start of an installation compiles
    if kept.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        kept["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"  # Qt's own screen there is 800 x 800
    kept |= {"BCDC_DESKTOP_HOME": str(home), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return kept | more


def contender(name: str, *arguments: str) -> list[str]:
    """The command that runs one of the small programs in ``contenders/``."""
    return [sys.executable, str(CONTENDERS / f"{name}.py"), *arguments]


def bcdc(*arguments: str) -> list[str]:
    """A ``bcdc`` command of this checkout."""
    return [sys.executable, "-c", "import sys; from bcdc_desktop.cli.main import main; sys.exit(main())", *arguments]


def counting(command: Sequence[str], target: Path) -> list[str]:
    """The same command, which also writes the number of its HTTP requests into ``target``."""
    return [command[0], str(CONTENDERS / "counted.py"), str(target), *command[1:]]


def run(command: Sequence[str], env: Mapping[str, str]) -> str:
    """Runs a command to its end; answers its standard output.

    Raises:
        SystemExit: it failed; what it said is shown.
    """
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stdout[-2000:] + done.stderr[-4000:]
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{said}")
    return done.stdout


def last_json(text: str) -> Any:
    """The JSON document in the last line."""
    return json.loads(text.strip().splitlines()[-1])


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Report:
    """Figures by name (every run's, in one unit) and goals; printed as one table or as JSON."""

    title: str
    figures: dict[str, tuple[list[float], str]] = field(default_factory=dict)
    goals: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def figure(self, name: str, values: Sequence[float], unit: str = "s") -> None:
        """Adds what was measured, one value a run."""
        self.figures[name] = (list(values), unit)

    def median(self, name: str) -> float:
        """The median of a figure."""
        return statistics.median(self.figures[name][0])

    def ratio(self, name: str, peer: str, goal: float | None = None) -> None:
        """Compares the medians of two figures; with a goal, the quotient may be at most that.

        The best runs are compared too: on a machine that others use, they are what is least disturbed.
        """
        self.goal(f"{name} / {peer}", self.median(name) / self.median(peer), goal, "x")
        if len(self.figures[name][0]) > 1:
            self.goal("  of the best runs", min(self.figures[name][0]) / min(self.figures[peer][0]), None, "x")

    def goal(self, name: str, value: float, at_most: float | None, unit: str) -> None:
        """Adds a result with its goal (None: told only)."""
        kept = None if at_most is None else value <= at_most
        self.goals.append({"name": name, "value": round(value, 4), "unit": unit, "goal": at_most, "kept": kept})

    def note(self, text: str) -> None:
        """Adds a line below the table."""
        self.notes.append(text)

    def finish(self, given: argparse.Namespace) -> int:
        """Prints everything; answers the exit code."""
        if given.json:
            print(json.dumps(self._document(), indent=2, ensure_ascii=False))
        else:
            self._print()
        return 1 if given.insist and any(g["kept"] is False for g in self.goals) else 0

    def _document(self) -> dict[str, Any]:
        return {
            "benchmark": self.title,
            "machine": {
                "system": platform.platform(),
                "processors": os.cpu_count(),
                "python": platform.python_version(),
                "load": [round(x, 2) for x in os.getloadavg()] if hasattr(os, "getloadavg") else None,
            },
            "figures": {
                name: {
                    "unit": unit,
                    "best": min(v),
                    "median": statistics.median(v),
                    "worst": max(v),
                    "runs": [round(x, 5) for x in v],
                }
                for name, (v, unit) in self.figures.items()
            },
            "results": self.goals,
            "notes": self.notes,
        }

    def _print(self) -> None:
        print(self.title)
        width = max(len(n) for n in [*self.figures, *(g["name"] for g in self.goals)])
        print(f"  {'':{width}}  {'best':>9} {'median':>9} {'worst':>9}        runs")
        for name, (values, unit) in self.figures.items():
            three = " ".join(_number(x) for x in (min(values), statistics.median(values), max(values)))
            print(f"  {name:{width}}  {three} {unit:5} {len(values):5}")
        for goal in self.goals:
            word = {True: "ok", False: "MISSED", None: ""}[goal["kept"]]
            asked = "" if goal["goal"] is None else f"goal <= {goal['goal']:g}  {word}"
            print(f"  {goal['name']:{width}}  {_number(goal['value'])} {goal['unit']:4} {asked}")
        for note in self.notes:
            print(f"  {note}")


def _number(value: float) -> str:
    return f"{value:9.3f}" if abs(value) < 100 else f"{value:9.1f}"
