"""Files that other programs hold: what is tried again, what is told, and that nothing goes round it."""

import ast
import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bcdc_desktop
from bcdc_desktop.catalogue.http import FileUnreachable, unreadable_file
from bcdc_desktop.file_operations import (
    FileInUse,
    absence,
    is_held,
    may_write_in,
    patiently_read,
    replace,
    unlink,
    written_whole,
)

PACKAGE = Path(bcdc_desktop.__file__).parent
_OS = {"replace", "rename", "renames", "unlink", "remove", "rmdir", "removedirs"}


def held(winerror: int = 32) -> OSError:
    """As Windows refuses what another program has open."""
    error = PermissionError(errno.EACCES, "The process cannot access the file", "x.csv")
    error.winerror = winerror
    return error


def held_for(times: int, then: Callable[[], object] = lambda: "done") -> Callable[[], object]:
    left = [times]

    def work() -> object:
        if left[0]:
            left[0] -= 1
            raise held()
        return then()

    return work


def test_what_a_scanner_holds_for_a_moment_is_tried_again() -> None:
    assert patiently_read(held_for(5)) == "done"


def test_a_refusal_that_is_no_open_file_is_told_at_once() -> None:
    calls = []

    def refuse() -> None:
        calls.append(1)
        raise PermissionError(errno.EACCES, "Permission denied")

    with pytest.raises(PermissionError):
        patiently_read(refuse)
    assert calls == [1]


class KeptOpen(type(Path())):  # type: ignore[misc]
    """A path that another program never lets go of."""

    def replace(self, target: object) -> Path:
        raise held()

    def unlink(self, missing_ok: bool = False) -> None:
        raise held()


def test_a_file_that_stays_open_elsewhere_is_told_with_its_name_and_what_is_finished(tmp_path: Path) -> None:
    finished, target = KeptOpen(tmp_path / "new.part"), tmp_path / "report.csv"
    finished.write_text("new")
    target.write_text("old")
    with pytest.raises(FileInUse) as told:
        replace(finished, target, patience=0)
    assert (told.value.filename, told.value.finished) == (str(target), finished)
    assert target.read_text() == "old"
    assert finished.exists()
    with pytest.raises(FileInUse):
        unlink(finished, patience=0)


def test_opening_what_excel_holds_tells_windows_no_more_than_that_it_may_not() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied", "x.csv")
    assert is_held(refused, windows=True)
    assert not is_held(refused, windows=False)
    assert not is_held(FileNotFoundError(errno.ENOENT, "No such file"), windows=True)


def test_a_users_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old")
    with pytest.raises(OSError, match="full"), written_whole(target) as unfinished:
        unfinished.write_text("half")
        raise OSError(errno.ENOSPC, "The disk is full")
    assert target.read_text() == "old"
    with written_whole(target) as unfinished:
        unfinished.write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]
    assert target.read_text() == "new"


def writes_to_a_users_file(tree: ast.AST) -> Iterator[int]:
    """Lines that write to a path that is not known to be unfinished."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, name = node.func.value, node.func.attr
        mode = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else ""
        opens = name == "open" and isinstance(mode, str) and mode[:1] in ("w", "x", "a")
        if (opens or name in ("write_text", "write_bytes")) and not (
            isinstance(owner, ast.Name) and owner.id == "unfinished"
        ):
            yield node.lineno


def test_window_and_command_write_users_files_whole() -> None:
    paths = [path for room in ("ui", "cli") for path in (PACKAGE / room).rglob("*.py")]
    found = {p.name: list(writes_to_a_users_file(ast.parse(p.read_text("utf-8")))) for p in paths}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert list(writes_to_a_users_file(ast.parse("path.write_text('x')\npath.open('w')"))) == [1, 2]


def test_a_file_is_gone_only_where_its_folder_is_there(tmp_path: Path) -> None:
    missing = FileNotFoundError(errno.ENOENT, "No such file")
    assert absence(tmp_path / "x.csv", missing) == "gone"
    assert absence(tmp_path / "share" / "x.csv", missing) == "unreachable"
    assert absence(tmp_path / "x.csv", OSError(errno.EHOSTUNREACH, "No route to host")) == "unreachable"
    away = FileNotFoundError(errno.ENOENT, "The network path was not found")
    away.winerror = 53
    assert absence(tmp_path / "x.csv", away) == "unreachable"
    assert absence(tmp_path / "x.csv", held()) == "held"


@pytest.mark.parametrize("code", [362, 388, 395, 404, 426])
def test_a_file_that_is_online_only_is_neither_gone_nor_open_elsewhere(tmp_path: Path, code: int) -> None:
    refused = OSError(errno.EINVAL, "The cloud file provider is not running")
    refused.winerror = code
    assert absence(tmp_path / "x.csv", refused) == "online only"
    told = unreadable_file(tmp_path / "x.csv", refused)
    assert isinstance(told, FileUnreachable)
    assert "online only" in str(told)


def goes_round(tree: ast.AST) -> Iterator[int]:
    """Lines that replace, rename or delete a file themselves."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, name = node.func.value, node.func.attr
        module = owner.id if isinstance(owner, ast.Name) else ""
        if module == "file_operations":
            continue
        if (
            (module == "os" and name in _OS)
            or (module == "shutil" and name in ("rmtree", "move"))
            or (module not in ("os", "shutil") and name in ("unlink", "rmdir"))
            or (name in ("replace", "rename") and len(node.args) == 1 and not node.keywords)
        ):
            yield node.lineno


def test_no_module_replaces_or_deletes_a_file_itself() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "file_operations.py"
        for line in goes_round(ast.parse(path.read_text("utf-8")))
    ]
    assert found == [], "use bcdc_desktop.file_operations"


@pytest.mark.parametrize(
    "code", ["os.replace(a, b)", "a.replace(b)", "a.rename(b)", "a.unlink()", "shutil.rmtree(a)", "a.parent.rmdir()"]
)
def test_a_way_round_is_recognised(code: str) -> None:
    assert list(goes_round(ast.parse(code)))


@pytest.mark.parametrize("code", ["text.replace('a', 'b')", "replace(a, b)", "when.replace(tzinfo=UTC)"])
def test_other_replacing_is_not_a_way_round(code: str) -> None:
    assert not list(goes_round(ast.parse(code)))


def test_whether_a_folder_may_be_written_to_is_tried(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert may_write_in(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"], "nothing of the trial is left"
    assert not may_write_in(tmp_path / "missing")
    assert not may_write_in(tmp_path / "file")


def test_a_file_that_may_not_be_changed_is_not_told_as_open_in_another_program(tmp_path: Path) -> None:
    target = KeptOpen(tmp_path / "levels.csv")
    target.touch(0o444)
    with pytest.raises(PermissionError) as told:
        unlink(target, patience=0)
    assert not isinstance(told.value, FileInUse)
    target.chmod(0o644)
    with pytest.raises(FileInUse):
        unlink(target, patience=0)


def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    target = tmp_path / f"{'a' * 251}.csv"
    with written_whole(target) as unfinished:
        unfinished.write_text("a")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["a"]
    assert target.exists()


def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    for target in (tmp_path / "nowhere" / "list.csv", tmp_path):
        with pytest.raises(OSError) as refused, written_whole(target / "list.csv") as unfinished:
            if target == tmp_path:
                (target / "list.csv").mkdir()
            unfinished.write_bytes(b"x")
        assert Path(refused.value.filename).name == "list.csv"
    assert not list(tmp_path.glob("*.part"))
