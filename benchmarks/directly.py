"""A cache that a generated catalogue was written into directly, for sizes that no practice catalogue serves in time:
350,000 packages with 3,000,000 resources take some 15 minutes, and 2.7 GB."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from measuring import contender, environment, last_json, run

PROFILE = "benchmark"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Adds ``--home``."""
    parser.add_argument(
        "--home", type=Path, help="fill this folder directly instead, without a server, or use it as it was filled"
    )


def filled(given: argparse.Namespace) -> tuple[dict[str, str], dict[str, Any]]:
    """The environment of ``--home``, filled where it is not there yet, and what its filling said."""
    env = environment(given.home, BCDC_API_KEY="")
    said = given.home / "filled.json"
    if not said.exists():
        sizes = [str(getattr(given, n)) for n in ("organizations", "packages", "resources")]
        given.home.mkdir(parents=True, exist_ok=True)
        found = last_json(run(contender("fill_directly", PROFILE, *sizes), env))
        said.write_text(json.dumps(found))
    return env, json.loads(said.read_text())
