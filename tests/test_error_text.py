"""Errors of the system are told in plain words, and in the language of the program."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcdc_desktop import translation
from bcdc_desktop.catalogue.errors import NotFound
from bcdc_desktop.error_text import error_text, system_reason
from bcdc_desktop.file_operations import FileInUse

USUAL = (
    "ENOENT", "EACCES", "EPERM", "ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EEXIST", "EISDIR", "ENOTDIR", "ENAMETOOLONG",
    "ELOOP", "EMFILE", "ENFILE", "EIO", "ETIMEDOUT", "EHOSTDOWN", "ESTALE",
)  # fmt: skip


@pytest.fixture
def shouting() -> Iterator[None]:
    """A language in which all texts of the program are in capitals."""
    translation.install(str.upper)
    yield
    translation.install(str)


def of_windows(code: int, name: str = r"C:\data\a.csv", number: int = errno.EINVAL) -> OSError:
    error = OSError(number, "Das System sagt etwas", name)
    error.winerror = code
    return error


@pytest.mark.parametrize("name", USUAL)
def test_what_the_system_refuses_is_told_in_words_of_the_program(name: str, shouting: None) -> None:
    number = getattr(errno, name)
    said = system_reason(OSError(number, os.strerror(number), "/data/a.csv"))
    assert said.isupper()
    assert not said.endswith(".")


@pytest.mark.parametrize("code", [32, 53, 112, 123, 206, 223, 389])
def test_so_is_what_windows_refuses(code: int, shouting: None) -> None:
    assert system_reason(of_windows(code)).isupper()


def test_a_path_that_is_too_long_for_windows_is_no_lost_file() -> None:
    deep = "C:\\" + "\\".join(["folder"] * 40) + "\\a.csv"
    lost, long = (system_reason(of_windows(3, name, errno.ENOENT)) for name in (r"C:\a.csv", deep))
    assert lost != long
    assert "long" in long


def test_what_nobody_knows_is_told_as_the_system_tells_it() -> None:
    assert system_reason(OSError(9999, "Out of cheese")) == "Out of cheese"
    assert system_reason(OSError("no number")) == "no number"


def test_an_error_has_its_own_words_or_the_name_of_its_file() -> None:
    assert error_text(NotFound("This record was deleted.")) == "This record was deleted."
    assert error_text(ValueError("Choose a date.")) == "Choose a date."
    full = error_text(OSError(errno.ENOSPC, "No space left on device", "/somewhere/a.csv"))
    assert full.startswith("a.csv: ")
    assert "/somewhere" not in full
    assert "Errno" not in full
    assert "Excel" in error_text(FileInUse(Path("a.csv")))
