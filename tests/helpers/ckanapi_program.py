"""The real ``ckanapi``, as a program."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def ckanapi_at(url: str, token: str) -> Callable[..., bytes]:
    """Return what runs ``ckanapi`` with words against a catalogue, and returns what it printed."""

    def run(*words: object) -> bytes:
        program = Path(sys.executable).with_name("ckanapi")
        path = f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"  # it starts itself by its name
        done = subprocess.run(
            [*map(str, (program, *words, "-r", url, "-a", token))],
            capture_output=True, env={**os.environ, "PATH": path}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run
