"""``python -m bcdc_desktop.demo``: serves a practice catalogue until standard input closes or SIGTERM comes."""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

from bcdc_desktop.demo import MissingLibrary
from bcdc_desktop.error_text import error_text


def main() -> int:
    """Print one JSON line (url, tokens, version, my_organizations) once it answers, then serves; 2 when it cannot."""
    try:
        from bcdc_desktop.demo import DemoCatalogue
    except MissingLibrary as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    from bcdc_desktop.demo.kinds import KINDS
    from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS

    parser = argparse.ArgumentParser(prog="python -m bcdc_desktop.demo", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="folder for the data of the catalogue")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 for a free one")
    parser.add_argument(
        "--version", default="2.11.6", choices=["2.12.0", "2.11.6", "2.9.5"], help="version of CKAN to imitate"
    )
    parser.add_argument("--kind", default="bcdc", choices=KINDS, help="records to have: BCDC's, CKAN's own, or DCAT's")
    parser.add_argument("--flavour", default="stock", choices=["stock", "bcdc"])
    parser.add_argument("--max-upload-mb", type=int, default=150)
    options = parser.parse_args()
    over = threading.Event()

    def end(*_: Any) -> None:
        over.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    catalogue = DemoCatalogue(
        options.home,
        version=options.version,
        kind=options.kind,
        flavour=options.flavour,
        max_upload_mb=options.max_upload_mb,
        port=options.port,
    )
    with contextlib.ExitStack() as running:
        try:
            running.enter_context(catalogue)
        except (OSError, sqlite3.Error) as error:
            sys.stderr.write(f"The practice catalogue could not start: {error_text(error)}\n")
            return 2
        said = {
            "url": catalogue.url,
            "version": options.version,
            "kind": options.kind,
            "tokens": catalogue.tokens,
            "my_organizations": list(HOME_ORGANIZATIONS),
        }
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()

        def watch() -> None:
            with contextlib.suppress(OSError, ValueError):
                while sys.stdin.read(4096):
                    pass
            over.set()

        threading.Thread(target=watch, daemon=True).start()
        over.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
