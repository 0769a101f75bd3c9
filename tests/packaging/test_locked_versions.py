"""The locked versions are those that pyproject.toml asks for, on each system and Python, and every file has a hash."""

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import lock_files

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
TARGETS = [
    {
        "python_version": f"{major}.{minor}",
        "python_full_version": f"{major}.{minor}.7",
        "sys_platform": platform,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_system": {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}[platform],
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "extra": "",
    }
    for major, minor in lock_files.PYTHONS
    for platform in lock_files.SYSTEMS
]


def entries(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of a file with its hashes; fails on anything else that stands there."""
    text = (ROOT / lock_files.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", "")
    for line in text.splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        yield Requirement(requirement), hashes


def versions(name: str, target: dict[str, str]) -> dict[str, set[str]]:
    """The locked versions of each distribution on one system and Python; a pin has exactly one."""
    found: dict[str, set[str]] = {}
    for requirement, _ in entries(name):
        if requirement.marker is None or requirement.marker.evaluate(target):
            found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return found


def test_they_were_made_from_pyproject_as_it_is() -> None:
    made_for = json.loads((ROOT / lock_files.FOLDER / "made-for.json").read_text(encoding="utf-8"))
    assert made_for["tables"] == lock_files.tables_hash(ROOT), "run: python3 packaging/bootstrap.py lock"
    locked = {path.stem for path in (ROOT / lock_files.FOLDER).glob("*.txt")}
    assert locked == {*EXTRAS, lock_files.PROGRAM, lock_files.BUILD}


@pytest.mark.parametrize("name", [lock_files.BUILD, lock_files.PROGRAM, *EXTRAS])
def test_every_entry_is_one_version_with_hashes_and_no_address(name: str) -> None:
    some = list(entries(name))
    assert some
    for requirement, hashes in some:
        assert re.fullmatch(r"==[0-9][^,*]*", str(requirement.specifier)), requirement
        assert requirement.url is None
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t['sys_platform']}-{t['python_version']}")
def test_whatever_is_required_is_locked(target: dict[str, str]) -> None:
    program = versions(lock_files.PROGRAM, target)
    wanted = {lock_files.PROGRAM: PROJECT["project"]["dependencies"], **EXTRAS}
    for name, texts in wanted.items():
        locked = {**program, **versions(name, target)}
        for requirement in map(Requirement, texts):
            if requirement.marker is None or requirement.marker.evaluate(target):
                (version,) = locked[canonicalize_name(requirement.name)]
                assert requirement.specifier.contains(version), (name, requirement, version)
    build = versions(lock_files.BUILD, target)
    for requirement in map(Requirement, [*PROJECT["build-system"]["requires"], *lock_files.ALSO_FOR_BUILDING]):
        (version,) = build[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), (requirement, version)


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: f"{t['sys_platform']}-{t['python_version']}")
def test_all_extras_fit_together(target: dict[str, str]) -> None:
    together: dict[str, set[str]] = {}
    for name in (lock_files.BUILD, lock_files.PROGRAM, *EXTRAS):
        for distribution, found in versions(name, target).items():
            together.setdefault(distribution, set()).update(found)
    assert {name: found for name, found in together.items() if len(found) > 1} == {}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / lock_files.FOLDER, tmp_path / lock_files.FOLDER)
    return tmp_path


def test_another_requirement_has_to_be_locked_first(checkout: Path) -> None:
    assert [path.stem for path in lock_files.files(checkout, ["test"])] == [lock_files.PROGRAM, "test"]
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    (checkout / "pyproject.toml").write_text(text.replace('"ckanapi>=', '"ckanapi==', 1), encoding="utf-8")
    with pytest.raises(lock_files.LockError, match=r"bootstrap\.py lock"):
        lock_files.files(checkout, ["test"])


def test_other_parts_of_pyproject_may_change(checkout: Path) -> None:
    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.some-tool]\nlevel = 3\n")
    assert lock_files.files(checkout, [])


def test_an_extra_that_there_is_not_is_named(checkout: Path) -> None:
    with pytest.raises(lock_files.LockError, match="no extra nothing"):
        lock_files.files(checkout, ["nothing"])


def test_a_checkout_without_them_is_not_whole(checkout: Path) -> None:
    shutil.rmtree(checkout / lock_files.FOLDER)
    with pytest.raises(lock_files.LockError, match="missing"):
        lock_files.files(checkout, [])
