"""The locked versions: which files of every library are installed, by their hashes, on each system and Python.

`packaging/lock/` has a file for what the program needs, one for each extra of pyproject.toml with what that adds, and
one for what builds packages. All are in the format of `pip install --require-hashes`. `made-for.json` tells the tables
of pyproject.toml from which they were made (by a hash), and the Pythons and systems that they cover.
"""

# Only the standard library: bootstrap.py imports this before anything is installed.
from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FOLDER = Path("packaging") / "lock"  # below the checkout
BUILD, PROGRAM = "build", "program"
PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
SYSTEMS = ("linux", "win32", "darwin")
# What is needed for building beside what pyproject.toml names: hatchling asks for editables when it installs a project
# as it lies there; docopt, which ckanapi needs, comes as source and names no build system, which means setuptools.
ALSO_FOR_BUILDING = ("editables>=0.5", "setuptools>=70.1")
_HEAD = "# Made by `python3 packaging/bootstrap.py lock` from pyproject.toml.\n"


class LockError(Exception):
    """The locked versions cannot be used or made; the message says why, for a person."""


def covered() -> bool:
    """Return whether the Python and the system that run are ones for which versions are locked."""
    python = platform.python_implementation() == "CPython" and sys.version_info[:2] in PYTHONS
    return python and sys.platform in SYSTEMS


def files(root: Path, extras: Iterable[str]) -> list[Path]:
    """Return the files for the program with these extras, without that for building.

    Raises:
        LockError: pyproject.toml asks for something else than it did when the versions were locked.
    """
    made_for = _made_for(root)
    if made_for.get("tables") != tables_hash(root):
        raise LockError(
            "pyproject.toml asks for other libraries than those that are locked; "
            "run this once: python3 packaging/bootstrap.py lock"
        )
    chosen = [root / FOLDER / f"{name}.txt" for name in (PROGRAM, *sorted(set(extras)))]
    if unknown := [path.stem for path in chosen if not path.exists()]:
        raise LockError(f"pyproject.toml has no extra {', '.join(unknown)}.")
    return chosen


def build_file(root: Path) -> Path:
    """Return the file for what builds packages from source, the project's own among them."""
    return root / FOLDER / f"{BUILD}.txt"


def content_hash(root: Path) -> str:
    """Return a hash of all that set-up reads: pyproject.toml and the locked versions."""
    digest = hashlib.sha256((root / "pyproject.toml").read_bytes())
    for path in sorted((root / FOLDER).glob("*")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def tables_hash(root: Path) -> str:
    """Return a hash of what pyproject.toml says of Pythons and libraries; its other parts do not change it."""
    project, build = _tables(root)
    names = ("requires-python", "dependencies", "optional-dependencies")
    asked = [build["requires"], *(project.get(name) for name in names)]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def make(root: Path, *, upgrade: bool = False) -> None:
    """Lock the versions again, by uv; those that are locked and still fit stay, unless `upgrade`.

    Raises:
        LockError: uv is not there and cannot be installed, or finds no versions that fit together.
    """
    project, build = _tables(root)
    extras = sorted(project.get("optional-dependencies", {}))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        uv = _uv(folder)
        everything = folder / "everything.txt"
        if not upgrade:
            locked = [path for path in (root / FOLDER).glob("*.txt") if path.stem != BUILD]
            everything.write_text("".join(dict.fromkeys(e for path in locked for e in _entries(path.read_text()))))
        pyproject = str(root / "pyproject.toml")
        _compile(uv, everything, pyproject, "--all-extras")
        together = ("--constraint", str(everything))
        made = {PROGRAM: _compiled(uv, folder, pyproject, *together)}
        for extra in extras:
            entries = _compiled(uv, folder, pyproject, "--extra", extra, *together)
            made[extra] = [entry for entry in entries if entry not in made[PROGRAM]]
        sources = folder / "build.in"
        sources.write_text("\n".join([*build["requires"], *ALSO_FOR_BUILDING]) + "\n")
        before = build_file(root).read_text() if build_file(root).exists() and not upgrade else ""
        (folder / "out.txt").write_text(before)
        made[BUILD] = _compiled(uv, folder, str(sources), *together, keep=True)
    target = root / FOLDER
    target.mkdir(exist_ok=True)
    for path in target.glob("*.txt"):
        path.unlink()
    for name, entries in made.items():
        (target / f"{name}.txt").write_text(_HEAD + "".join(entries), encoding="utf-8", newline="\n")
    described = {
        "tables": tables_hash(root),
        "pythons": [".".join(map(str, python)) for python in PYTHONS],
        "systems": list(SYSTEMS),
    }
    (target / "made-for.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8", newline="\n")


def _compiled(uv: str, folder: Path, *arguments: str, keep: bool = False) -> list[str]:
    out = folder / "out.txt"
    if not keep:
        out.unlink(missing_ok=True)
    _compile(uv, out, *arguments)
    return _entries(out.read_text(encoding="utf-8"))


def _compile(uv: str, out: Path, *arguments: str) -> None:
    oldest = ".".join(map(str, PYTHONS[0]))
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", oldest, "--generate-hashes"]
    # no index and no reasons: the files are the same wherever they are made
    command += ["--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    if subprocess.run([*command, "--output-file", str(out), *arguments], check=False).returncode:
        raise LockError("uv found no versions that fit together; its own words stand above.")


def _entries(text: str) -> list[str]:
    """The entries of a file: a requirement with its hashes, which go on over lines."""
    return re.findall(r"^[A-Za-z0-9].*\n(?:[ \t]+.*\n)*", text, re.MULTILINE)


def _uv(folder: Path) -> str:
    found = shutil.which("uv")
    if found:
        return found
    place = folder / "uv"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    steps = ([sys.executable, "-m", "venv", str(place)], [str(python), "-m", "pip", "--quiet", "install", "uv"])
    if any(subprocess.run(step, check=False).returncode for step in steps):
        raise LockError("uv, which finds the versions, could not be installed.")
    return str(python.with_name("uv.exe" if os.name == "nt" else "uv"))


def _made_for(root: Path) -> dict[str, Any]:
    try:
        described: dict[str, Any] = json.loads((root / FOLDER / "made-for.json").read_text(encoding="utf-8"))
    except OSError:
        raise LockError(f"{FOLDER.as_posix()} is missing; get the checkout as a whole.") from None
    return described


def _tables(root: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    import tomllib  # an older Python has none, and must get as far as being told that it is too old

    described = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return described["project"], described["build-system"]
