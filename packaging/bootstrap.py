#!/usr/bin/env python3
"""One command from a bare machine to a running program, or to passed tests.

start             set up, then start the program on the practice catalogue
test [ARG ...]    set up, then run the tests; arguments go to pytest
realckan [ARG ...]  set up, then run the tests against the real CKANs that the environment names
check             set up, then lint, types, import contracts and translations
freeze            set up, then build the folder that runs without Python
setup [EXTRA ...] set up alone, with extras of pyproject.toml
tool NAME [ARG ...]  set up, then run one of the tools of `check`, such as ruff
translations [--check]  set up, then collect the window's texts for translators and compile what they translated
lock [--upgrade]  lock the versions of all libraries after pyproject.toml was changed, or to newer ones

Set-up makes .venv in this checkout and installs the program and the locked versions of its libraries into it; on
Debian and its relatives it also installs the system libraries that Qt needs, where they are missing. What is there
already is left alone.
"""

# Only the standard library is used in this file and in those beside it that it imports: nothing else is there yet.
from __future__ import annotations  # an older Python must get as far as being told that it is too old

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import display_server
import lock_files
import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "bootstrap.json"
OLDEST_PYTHON = (3, 11)
MOST_PROCESSES = 6  # for tests; each takes up to a gigabyte


class SetUpError(Exception):
    """Set-up cannot go on; the message says why, for a person."""


def say(text: str) -> None:
    """A line about what is being done; standard output stays the command's own."""
    print(text, file=sys.stderr, flush=True)


def program(name: str) -> str:
    """A program of the environment, such as python or ruff."""
    return str(SCRIPTS / (name + ".exe" if os.name == "nt" else name))


def run(*command: str, environment: Mapping[str, str] | None = None) -> int:
    """Runs a command in the checkout and returns its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def set_up(*extras: str) -> None:
    """Makes the machine and `.venv` hold what the program and the named extras need; raises `SetUpError`."""
    try:
        system_libraries.ensure(say, extras)
    except system_libraries.MissingError as problem:
        raise SetUpError(str(problem)) from None
    locked = lock_files.covered()
    base = {"python": list(sys.version_info[:2]), "place": str(ROOT), "locked": locked}
    wanted = {**base, "project": lock_files.content_hash(ROOT)}
    have = read_stamp()
    installed = have.pop("extras", [])
    if have == wanted and set(extras) <= set(installed):
        return
    began = time.monotonic()
    usable = have and all(have.get(key) == value for key, value in base.items())
    known = {path.stem for path in (ROOT / lock_files.FOLDER).glob("*.txt")}  # an extra may be no more
    everything = sorted({*extras, *(e for e in installed if usable and (not locked or e in known))})
    try:
        steps = locked_steps(everything) if locked else unlocked_steps(everything)
    except lock_files.LockError as problem:
        raise SetUpError(str(problem)) from None
    say("Installing the program and the libraries it uses into .venv; this takes a minute or two, once")
    STAMP.unlink(missing_ok=True)
    step(sys.executable, "-m", "venv", *(["--clear"] if have and not usable else []), str(VENV))
    for arguments in steps:
        step(program("python"), "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check", *arguments)
    STAMP.write_text(json.dumps({**wanted, "extras": everything}))
    say(f"Ready after {time.monotonic() - began:.0f} s")


def locked_steps(extras: Collection[str]) -> list[list[str]]:
    """What pip does to install the locked versions and nothing else: each file must have a hash that is known here.

    What comes as source is built by the locked build tools, which is why these are first; the project comes last and
    from here alone.
    """
    files = [argument for path in lock_files.files(ROOT, extras) for argument in ("--requirement", str(path))]
    by_hash = ["install", "--require-hashes", "--use-pep517"]
    return [
        [*by_hash, "--only-binary", ":all:", "--requirement", str(lock_files.build_file(ROOT))],
        [*by_hash, "--no-build-isolation", *files],
        ["install", "--no-index", "--no-deps", "--no-build-isolation", "--use-pep517", "--editable", str(ROOT)],
    ]


def unlocked_steps(extras: Collection[str]) -> list[list[str]]:
    """What pip does where no versions are locked: it takes the newest that fit."""
    system = f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}"
    say(f"No versions are locked for {system}: the newest ones are installed, without a check of their hashes")
    target = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    return [["install", "--use-pep517", "--editable", target]]


def read_stamp() -> dict[str, Any]:
    """What the last finished set-up put into `.venv`; empty when there was none."""
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def step(*command: str) -> None:
    """A step of set-up that must succeed; what went wrong it has said itself."""
    if code := run(*command):
        raise SetUpError(f"Set-up stopped: {' '.join(command)} ended with code {code}.")


def start(arguments: list[str]) -> int:
    """Starts the program on the practice catalogue; where the system allows, this process becomes the program."""
    set_up("practice")
    say("Starting BCDC Desktop on the practice catalogue")
    command = [program("python"), "-m", "bcdc_desktop", "--practice", *arguments]
    if os.name != "nt":
        os.chdir(ROOT)
        os.execv(command[0], command)
    return run(*command)


def test(arguments: list[str]) -> int:
    """Runs first the tests that need a real window, on a display of their own, then all others, without arguments on
    several processors at once; pytest's exit code.

    Arguments may choose tests of one kind only: that the other run then finds none (pytest's code 5) is no failure.
    ``--cov`` measures what of the program the tests run, which takes half as long again; with ``--windows-rules``
    files, names, clocks and media types are as on Windows.
    """
    set_up("practice", "test")
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # each of some hundred processes would compile the program again
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "bytecode"))
    pytest = [program("python"), "-m", "pytest"]
    first, then = (["--cov", "--cov-report="], ["--cov", "--cov-append"]) if "--cov" in arguments else ([], [])
    rules = [a for a in arguments if a == "--windows-rules"]
    arguments = [a for a in arguments if a not in ("--cov", "--windows-rules")]
    say("-- tests in a real window")
    with display_server.environment() as environment:
        # one by one: they share one pointer and one keyboard
        chosen = [*(arguments or in_a_window()), "-n", "0"]
        window = run(*pytest, "-m", "window", *first, *rules, *chosen, environment=environment)
    say("-- all other tests")
    at_once = min((os.cpu_count() or 1) + 4, MOST_PROCESSES)  # more than processors: most tests wait most of the time
    at_once += 4 if rules else 0  # and for files that are held: with six in all, processors were idle two thirds of it
    several = ["-n", str(at_once), "--dist", "worksteal"] if not arguments else []
    others = run(*pytest, *then, *several, *rules, *arguments)
    if arguments and 5 in (window, others):
        return others if window == 5 else window
    return window or others


def in_a_window() -> list[str]:
    """Where the tests that need a real window are: looking into every file for them takes longer than they do."""
    marked = [p for p in sorted((ROOT / "tests").rglob("*.py")) if "mark.window" in p.read_text("utf-8")]
    return [str(p.parent if p.name == "conftest.py" else p) for p in marked]


def realckan(arguments: list[str]) -> int:
    """Runs the tests marked realckan; BCDC_TEST_CKAN_211, _29, _212, _PLAIN, _DCAT name the servers' state.json."""
    set_up("practice", "test")
    return run(program("python"), "-m", "pytest", "-m", "realckan", *arguments)


def check(arguments: list[str]) -> int:
    """Runs every check, however many fail; 1 when any did."""
    set_up("check", "practice", "test")
    failed = []
    texts = ["python", "packaging/translations.py", "--check"]
    for command in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"], texts):
        say(f"-- {' '.join(command)}")
        if run(program(command[0]), *command[1:], *arguments):
            failed.append(" ".join(command))
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def freeze(arguments: list[str]) -> int:
    """Builds the folder that starts without Python."""
    set_up("freeze", "practice")
    return run(program("python"), str(ROOT / "packaging" / "freeze.py"), *arguments)


def setup(arguments: list[str]) -> int:
    """Sets up and does nothing more; the arguments are extras of pyproject.toml."""
    set_up(*arguments)
    return 0


def tool(arguments: list[str]) -> int:
    """Runs one tool of the checks, in the locked version; its exit code."""
    if not arguments:
        raise SetUpError("Name a tool, such as: tool ruff check")
    set_up("check", "practice", "test")
    return run(program(arguments[0]), *arguments[1:])


def translations(arguments: list[str]) -> int:
    """Brings the files of translators up to date with the source, or with --check says whether they are."""
    set_up()
    return run(program("python"), str(ROOT / "packaging" / "translations.py"), *arguments)


def lock(arguments: list[str]) -> int:
    """Locks versions that fit pyproject.toml: those of before where they do, or with --upgrade the newest."""
    if arguments not in ([], ["--upgrade"]):
        raise SetUpError("lock takes --upgrade or nothing.")
    try:
        lock_files.make(ROOT, upgrade=bool(arguments))
    except lock_files.LockError as problem:
        raise SetUpError(str(problem)) from None
    say(f"The locked versions are in {lock_files.FOLDER.as_posix()}")
    return 0


COMMANDS = {
    command.__name__: command for command in (start, test, realckan, check, freeze, setup, tool, translations, lock)
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="go on to the program, to pytest or to the tool")
    chosen = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        say("BCDC Desktop needs Python {}.{} or newer; this is {}.{}.".format(*OLDEST_PYTHON, *sys.version_info))
        return 1
    try:
        return COMMANDS[chosen.command](chosen.arguments)
    except SetUpError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
