"""What is sent as a file arrives byte for byte, or nothing of it does; and memory does not grow with it."""

import contextlib
import errno
import hashlib
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
import xxhash

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FileChanged, Patience
from bcdc_desktop.catalogue.revise import Revision, tags_value
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS
from bcdc_desktop.domain.profile import Profile
from contract.contract_server import RESOURCE, Server
from helpers.misbehaving import CutAnswer, Endless, MisbehavingServer
from helpers.system import WINDOWS_NAMES

PATIENT = Patience(connect=5, read=20, upload=60)


@pytest.fixture
def package(demo) -> dict:
    server = Server(demo.url, demo.tokens, [])
    server.organizations.append({"id": server.get("organization_show", id=HOME_ORGANIZATIONS[0])["id"], "name": ""})
    return server.get("package_create", **server.fields())


@pytest.fixture
def catalogue(demo) -> Catalogue:
    return Catalogue(Profile("t", "T", demo.url), demo.tokens["editor"], patience=PATIENT)


def new(package: dict, part, **fields) -> tuple[str, Revision]:
    resource = str(uuid.uuid4())
    row = {**RESOURCE, "id": resource, "name": part.name, **fields}
    return resource, Revision(package["id"], new_resources=[row], files={resource: part})


NAMES = [
    "a b.csv",
    "über straße.csv",
    "日本 2024.csv",
    "comma, semi;colon.csv",
    "per%20cent.csv",
    "a+b&c=d.csv",
    "a'b.csv",
]


@pytest.mark.parametrize("name", NAMES + ([] if WINDOWS_NAMES else ['quote".csv', "back\\slash.csv"]))
def test_a_file_of_any_name_arrives_byte_for_byte(demo, catalogue, package, part, name) -> None:
    data = os.urandom(70_000)
    resource, revision = new(package, part(data, name))
    catalogue.revise(revision)
    found = catalogue.resource(resource)
    assert b"".join(catalogue.read_file(found["url"])) == data
    assert found["name"] == name


def test_an_empty_file_arrives_too(catalogue, package, part) -> None:
    resource, revision = new(package, part(b"", "empty.csv"))
    catalogue.revise(revision)
    assert b"".join(catalogue.read_file(catalogue.resource(resource)["url"])) == b""


def _while_sending(part, change, at: int = 0):
    """Does something to the file once some of its bytes are on their way."""
    read, done = part.read, threading.Event()

    def reading(amount: int = -1) -> bytes:
        data = read(amount)
        if part.sent > at and not done.is_set():
            done.set()
            change(part.path)
        return data

    part.read = reading
    return part


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(0)
        file.write(b"OTHER")
    os.utime(path, ns=(1, 1))


CHANGES = {
    "grows": (_grow, "grew"),
    "shrinks": (lambda path: os.truncate(path, 10), "truncated"),
    "is written to": (_rewrite, "changed"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_file_that_changes_while_it_is_sent_is_not_stored(catalogue, package, part, what) -> None:
    change, words = CHANGES[what]
    _, revision = new(package, _while_sending(part(b"x" * 3_000_000), change))
    with pytest.raises(FileChanged, match=words) as fault:
        catalogue.revise(revision)
    assert fault.value.path == next(iter(revision.files.values())).path
    assert catalogue.package(package["id"])["resources"] == []


@pytest.mark.parametrize("what", ["is gone", "has another size", "has another time", "is a folder"])
def test_a_file_that_is_not_the_one_that_was_chosen_is_not_sent(catalogue, package, part, what) -> None:
    file = part(b"a,b\r\n")
    match what:
        case "is gone":
            file.path.unlink()
        case "has another size":
            file.path.write_bytes(b"a,b,c\r\n")
        case "has another time":
            os.utime(file.path, ns=(1, 1))
        case _:
            file.path.unlink()
            file.path.mkdir()
    with pytest.raises(FileChanged):
        catalogue.revise(new(package, file)[1])
    assert catalogue.package(package["id"])["resources"] == []


def test_a_file_with_other_bytes_than_were_checked_is_not_stored(catalogue, package, part) -> None:
    _, revision = new(package, part(b"a,b\r\n1,2\r\n", expected="0" * 64))
    with pytest.raises(FileChanged, match="changed"):
        catalogue.revise(revision)
    assert catalogue.package(package["id"])["resources"] == []


def test_a_file_that_was_read_before_is_known_again_by_its_fingerprint(catalogue, package, part) -> None:
    data = os.urandom(300_000)
    checked = hashlib.sha256(data).hexdigest()
    file = part(data, expected=checked, fingerprint=xxhash.xxh3_128_hexdigest(data))
    resource, revision = new(package, file)
    catalogue.revise(revision)
    assert b"".join(catalogue.read_file(catalogue.resource(resource)["url"])) == data
    assert file.sha256 == checked

    other = part(data, "other.csv", expected=checked, fingerprint=xxhash.xxh3_128_hexdigest(data[:-1]))
    _, revision = new(package, other)
    with pytest.raises(FileChanged):
        catalogue.revise(revision)
    assert len(catalogue.package(package["id"])["resources"]) == 1


@pytest.fixture
def opened(monkeypatch) -> list[IO]:
    """The files that were opened for reading."""
    files: list[IO] = []
    real = Path.open

    def noted(self: Path, mode: str = "r", *args, **kwargs):
        file = real(self, mode, *args, **kwargs)
        if mode == "rb":
            files.append(file)
        return file

    monkeypatch.setattr(Path, "open", noted)
    return files


def test_every_file_is_closed_again_when_one_of_them_is_gone(catalogue, package, part, opened) -> None:
    one, two = part(b"1", "one.csv"), part(b"2", "two.csv")
    two.path.unlink()
    with pytest.raises(FileChanged):
        catalogue.revise(Revision(package["id"], files={"a": one, "b": two}))
    assert all(file.closed for file in opened)


def test_an_act_of_many_files_has_one_of_them_open_at_a_time(catalogue, package, part, opened) -> None:
    parts = {str(uuid.uuid4()): part(b"%d\n" % n * 50_000, f"{n}.csv") for n in range(30)}
    open_now: set[int] = set()

    def moved(done: int, total: int) -> None:
        open_now.add(sum(not file.closed for file in opened))

    for one in parts.values():
        one.read = lambda amount=-1, one=one, read=one.read: (read(amount), moved(0, 0))[0]
    rows = [{**RESOURCE, "id": i, "name": p.name} for i, p in parts.items()]
    catalogue.revise(Revision(package["id"], new_resources=rows, files=parts), progress=moved)
    assert max(open_now) == 1
    assert len(catalogue.package(package["id"])["resources"]) == 30


def test_a_computer_that_opens_no_more_files_is_no_fault_of_the_file(catalogue, package, part, monkeypatch) -> None:
    _, revision = new(package, part(b"a,b\r\n"))

    def full(self: Path, *args, **kwargs):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(errors.Offline):
        catalogue.revise(revision)


def test_progress_is_told_up_to_the_end(catalogue, package, part) -> None:
    steps: list[tuple[int, int]] = []
    catalogue.revise(new(package, part(b"x" * 1_000_000))[1], progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] > 1_000_000


def test_an_upload_that_is_cancelled_half_way_stores_nothing(catalogue, package, part) -> None:
    cancel = threading.Event()
    _, revision = new(package, part(b"x" * 3_000_000))
    with catalogue.cancellable(cancel.is_set), pytest.raises(errors.Cancelled):
        catalogue.revise(revision, progress=lambda done, total: done > total // 2 and cancel.set())
    assert catalogue.package(package["id"])["resources"] == []


def test_an_answer_that_is_lost_after_the_server_acted_is_offline_and_the_file_is_there(demo, package, part) -> None:
    with MisbehavingServer(demo) as server:
        catalogue = Catalogue(Profile("t", "T", server.url), demo.tokens["editor"], patience=PATIENT)
        resource, revision = new(package, part(b"a,b\r\n"))
        server.next("package_revise", CutAnswer(0))
        with pytest.raises(errors.Offline):
            catalogue.revise(revision)
        assert len(server.calls("package_revise")) == 1
        assert [r["id"] for r in catalogue.package(package["id"])["resources"]] == [resource]


MEMORY = (
    f"RESOURCE = {RESOURCE!r}"
    + """
import sys, resource
from collections.abc import Iterator
from pathlib import Path
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.domain.profile import Profile
url, key, package, small, large = sys.argv[1:]
catalogue = Catalogue(Profile("t", "T", url), key)
def send(path):
    path = Path(path)
    row = {"id": path.stem, **RESOURCE, "name": "x"}
    part = FilePart(path, "x.csv", path.stat().st_size)
    catalogue.revise(Revision(package, new_resources=[row], files={path.stem: part}))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = send(small)
print(send(large) - before)
"""
)


if sys.platform.startswith("linux"):

    def test_memory_does_not_grow_with_the_file(demo, package, tmp_path) -> None:
        paths = []
        for size in (100_000, 64 << 20):
            paths.append(tmp_path / f"{uuid.uuid4()}.csv")
            with paths[-1].open("wb") as file:
                file.truncate(size)
        command = [sys.executable, "-c", MEMORY, demo.url, demo.tokens["editor"], package["id"], *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode == 0, done.stderr
        assert int(done.stdout) < 16 * 1024  # KiB


@contextlib.contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Within it, the system refuses to write more into a file, as a full disk does."""
    import resource  # there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_download_is_whole_or_not_there_and_a_full_disk_is_told_as_such(
    demo, catalogue, package, part, tmp_path
) -> None:
    resource, revision = new(package, part(b"x" * 300_000))
    catalogue.revise(revision)
    url = catalogue.resource(resource)["url"]
    target = tmp_path / "kept.csv"
    assert catalogue.download(url, target) == 300_000
    assert target.read_bytes() == b"x" * 300_000

    if sys.platform.startswith("linux"):
        with files_up_to(200_000), pytest.raises(OSError, match="File too large") as refused:
            catalogue.download(url, tmp_path / "second.csv")
        assert refused.value.errno == errno.EFBIG
    with MisbehavingServer(demo) as server:
        other = Catalogue(Profile("t", "T", server.url), demo.tokens["editor"], patience=PATIENT)
        server.next("x.csv", CutAnswer(200_000))
        server.always("*", CutAnswer(200_000))
        with pytest.raises(errors.Offline):
            other.download(url.replace(demo.url, server.url), tmp_path / "third.csv")
    assert sorted(p.name for p in tmp_path.glob("*.csv")) == ["kept.csv", "table.csv"]
    assert not list(tmp_path.glob("*.part"))


def test_a_download_without_end_is_given_up_and_leaves_nothing(demo, catalogue, package, part, tmp_path) -> None:
    resource, revision = new(package, part(b"x" * 300))
    catalogue.revise(revision)
    url = catalogue.resource(resource)["url"]
    with MisbehavingServer(demo) as server:
        server.always("*", Endless(b"x" * 65_536))
        other = Catalogue(Profile("t", "T", server.url), demo.tokens["editor"], patience=PATIENT)
        with pytest.raises(errors.TooLarge):
            other.download(url.replace(demo.url, server.url), tmp_path / "copy.csv", at_most=1 << 20)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("copy")] == []


def test_what_is_set_stands_alone_and_is_not_mixed_with_the_old(catalogue, package, part) -> None:
    schema = {"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]}
    period = [{"beginning_date": "2020-01-01", "end_date": "2020-12-31"}]
    resource, revision = new(package, part(), json_table_schema=schema, temporal_extent=period)
    org = package["owner_org"]
    contacts = [
        {"name": n, "email": f"{n}@example.org", "org": org, "role": "pointOfContact", "displayed": ["displayed"]}
        for n in ("ann", "bo", "cy")
    ]
    revision.fields = {"contacts": contacts, "tags": tags_value(["one", "two", "three"])}
    catalogue.revise(revision)
    found = catalogue.package(package["id"])
    assert [c["name"] for c in found["contacts"]] == ["ann", "bo", "cy"]
    assert sorted(t["name"] for t in found["tags"]) == ["one", "three", "two"]

    catalogue.revise(
        Revision(
            package["id"],
            metadata_modified=found["metadata_modified"],
            fields={"contacts": contacts[1:2], "tags": tags_value(["four"])},
            resources={resource: {"json_table_schema": '{"fields": []}', "temporal_extent": []}},
        )
    )
    now = catalogue.package(package["id"])
    assert [c["name"] for c in now["contacts"]] == ["bo"]
    assert [t["name"] for t in now["tags"]] == ["four"]
    assert now["resources"][0]["json_table_schema"] == {"fields": []}
    assert not now["resources"][0].get("temporal_extent")
    catalogue.revise(Revision(package["id"], resources={resource: {"json_table_schema": ""}}))
    assert not catalogue.package(package["id"])["resources"][0].get("json_table_schema")

    with pytest.raises(errors.Conflict):
        catalogue.revise(Revision(package["id"], found["metadata_modified"], fields={"title": "too late"}))
    catalogue.revise(Revision(package["id"], deletions=[resource]))
    assert catalogue.package(package["id"])["resources"] == []


def test_pages_hide_nothing_while_records_are_deleted(demo, catalogue) -> None:
    everything = {p["id"] for page in catalogue.search_all(rows=50) for p in page.packages}
    doomed, seen = [], []
    pages = catalogue.search_all(rows=7)
    for number, page in enumerate(pages):
        seen += [p["id"] for p in page.packages]
        if number in (1, 3, 4):  # some of those that were read go, the last one among them
            gone = [seen[-1], *[i for i in seen if i not in doomed][:3]] if number == 3 else seen[:2] + seen[-3:-2]
            for package_id in dict.fromkeys(i for i in gone if i not in doomed):
                Catalogue(Profile("t", "T", demo.url), demo.tokens["sysadmin"]).delete_package(package_id)
                doomed.append(package_id)
    assert len(doomed) > 4
    assert len(seen) == len(set(seen))
    assert set(seen) == everything
