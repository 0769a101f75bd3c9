"""Whatever the standard streams are, a command does its work, and its exit code tells of that."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.cli.streams import pipe_encoding
from cli.conftest import BCDC, Bcdc
from helpers.system import WINDOWS

FULL = Path("/dev/full")  # which Linux alone has
ENCODINGS = ["cp437", "cp1252", "cp932", "ascii", "utf-16", "utf-8"]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def version() -> str:
    """One version: what a stream takes is no matter of the catalogue, and each run is a process of its own."""
    return "2.11.6"


@pytest.fixture
def run(bcdc: Bcdc) -> Run:
    """A process of its own, with streams as they are given; what it wrote is bytes."""

    def one(*words: object, close: tuple[int, ...] = (), encoding: str = "", **streams: Any) -> Any:
        environment = {k: v for k, v in {**os.environ, **bcdc.environment()}.items() if v is not None}
        if encoding:
            environment["PYTHONIOENCODING"] = encoding

        def shut() -> None:
            for descriptor in close:
                os.close(descriptor)

        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        if close:
            pipes["preexec_fn"] = shut
        words = (*BCDC, *bcdc.catalogue(), *map(str, words))
        return subprocess.run(words, env=environment, timeout=120, check=False, **pipes)

    return one


def failed(done: "subprocess.CompletedProcess[bytes]") -> bool:
    return b"Traceback" in (done.stderr or b"") or b"Exception ignored" in (done.stderr or b"")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_stream_of_any_encoding_takes_every_text(
    run: Run, server: Catalogue, package: str, csv: Path, encoding: str
) -> None:
    server.patch_package(package, {"notes": "水位 “é” → 😀"})
    others = (("--help",), ("check", csv), ("orgs",), ("search", "--help")) if encoding in ("ascii", "utf-16") else ()
    for words in (("package", package), *others):
        done = run(*words, encoding=encoding)
        assert (done.returncode, failed(done)) == (0, False), (words, done.stderr)
        assert done.stdout
    found = run("package", package, "--json", encoding=encoding)
    assert json.loads(found.stdout.decode("utf-8"))["notes"] == "水位 “é” → 😀"
    printed = run("edit", package, "--print", encoding=encoding)
    assert "水位 “é” → 😀" in printed.stdout.decode("utf-8")  # it is read back


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)] if not WINDOWS else [], ids=str)
def test_a_closed_stream_is_no_file_of_ours_and_no_failure(
    run: Run, server: Catalogue, package: str, csv: Path, closed: tuple[int, ...]
) -> None:
    for words in (("orgs",), ("check", csv), ("sync",), ("patch-package", package, f"purpose=Mine {closed}")):
        done = run(*words, close=closed)
        assert (done.returncode, failed(done)) == (0, False), (words, done.stderr)
    assert run("nope", close=closed).returncode == 2
    assert server.package(package)["purpose"] == f"Mine {closed}"
    assert run("journal", "--json").returncode == 0  # no database was written to as if it were a stream


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_a_reader_that_goes_away_ends_no_command(bcdc: Bcdc, more: tuple[str, ...]) -> None:
    process = bcdc.start("packages", "--org", "information-management-cfd", *more)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    assert (process.wait(), said) == (0, "")
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()


@pytest.fixture
def full() -> Any:
    with FULL.open("wb") as device:
        yield device


@pytest.mark.parametrize("words", [("orgs",), ("orgs", "--json"), ("--help",)] if FULL.exists() else [], ids=str)
def test_a_full_disk_behind_the_output_is_one_sentence(run: Run, full: IO[bytes], words: tuple[str, ...]) -> None:
    done = run(*words, stdout=full)
    assert (done.returncode, failed(done)) == (8, False), done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("_full", [FULL] if FULL.exists() else [])
def test_what_cannot_be_told_on_a_full_standard_error_leaves_the_exit_code(
    run: Run, full: IO[bytes], _full: Path
) -> None:
    assert run("orgs", stderr=full).returncode == 0
    assert run("nope", stderr=full).returncode == 2
    assert run("nope", "--json", stdout=full).returncode == 2


NO_TEXT = os.fsdecode(b"caf\xe9")


@pytest.mark.parametrize(
    "words",
    [
        ("package", NO_TEXT),
        ("search", NO_TEXT),
        ("search", "--offline", NO_TEXT),
        ("journal", "--search", NO_TEXT),
        ("packages", "--org", NO_TEXT),
        ("patch-package", "one", f"title={NO_TEXT}"),
        ("upload", NO_TEXT, "."),
        ("profiles", "remove", NO_TEXT),
    ],
    ids=lambda words: " ".join(words[:-1]),
)
def test_an_argument_that_is_no_text_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, failed(done)) == (2, False), done.stderr


def test_a_file_whose_name_is_no_text_is_checked_and_refused_before_it_is_sent(
    run: Run, server: Catalogue, package: str, tmp_path: Path
) -> None:
    file = tmp_path / f"{NO_TEXT}.csv"
    file.write_bytes(b"a,b\r\n1,2\r\n")
    assert run("check", file).returncode == 0
    assert run("check", file, "--json").returncode == 0
    for more in ((), ("--dry-run",)):
        done = run("upload", package, file, "--set", "resource_update_cycle=notPlanned", *more)
        assert (done.returncode, failed(done)) == (5, False), done.stderr
    assert server.package(package)["resources"] == []


def test_a_pipe_of_windows_is_utf_8_unless_somebody_wants_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    assert pipe_encoding("cp1252", "nt") == "utf-8"
    assert pipe_encoding("latin-1", "posix") == "latin-1"
    monkeypatch.setenv("PYTHONIOENCODING", "cp437")
    assert pipe_encoding("cp437", "nt") == "cp437"
