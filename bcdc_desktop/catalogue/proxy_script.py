"""A script that names proxies (PAC), run in a process of its own.

One that never ends would hold all threads of this process. It is told an address without its path, and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

OPTION = "--run-proxy-script"
"""The first argument by which the frozen program is only this process."""
_SECONDS = 10
_BYTES = 1 << 30  # of memory
_LONGEST = 10_000  # characters of an answer


class ScriptFailed(Exception):
    """The script is none, raised an error, or took too long; the message says which."""


def run(script: str, url: str, host: str, *, seconds: float = _SECONDS) -> str:
    """Return what a script answers for an address: ``PROXY a:8080; DIRECT``. For a worker.

    Raises:
        ScriptFailed: it answers nothing.
    """
    command = [sys.executable, OPTION] if getattr(sys, "frozen", False) else [sys.executable, "-m", __name__]
    asked = json.dumps({"script": script, "url": url, "host": host})
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            command, input=asked.encode("ascii"), capture_output=True, timeout=seconds, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise ScriptFailed("it took too long") from None
    except (OSError, ValueError) as error:
        raise ScriptFailed(type(error).__name__) from error
    if not isinstance(answer, str):
        raise ScriptFailed("an error in it")
    return answer


def main() -> int:
    """Run the script that comes by standard input; print its answer as a JSON text, null where it has none."""
    asked: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    _bound_memory()
    from pypac.parser import PACFile

    try:
        found = PACFile(asked["script"]).find_proxy_for_url(asked["url"], asked["host"])
    except Exception:  # noqa: BLE001 - a script of strangers
        found = None
    sys.stdout.write(json.dumps(str(found)[:_LONGEST] if found is not None else None))
    return 0


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


if __name__ == "__main__":
    sys.exit(main())
