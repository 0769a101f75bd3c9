"""The practice catalogue's own promises: it starts at once, keeps what it answered, and takes large files calmly."""

import contextlib
import hashlib
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS, PACKAGES
from demo.practice_process import resident, served
from helpers.sample_record import FILED
from helpers.system import WINDOWS
from helpers.waiting import PATIENCE

MIB = 1024 * 1024


def call(url: str, token: str, action: str, files: Any = None, **parameters: Any) -> Any:
    address, headers = f"{url}/api/3/action/{action}", {"Authorization": token}
    if files:
        answer = requests.post(address, data=parameters, files=files, headers=headers, timeout=60)
    else:
        answer = requests.post(address, json=parameters, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text[:500]
    return answer.json()["result"]


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[DemoCatalogue]:
    with DemoCatalogue(tmp_path / "practice") as catalogue:
        yield catalogue


def ask(practice: DemoCatalogue, action: str, role: str = "editor", **parameters: Any) -> Any:
    return call(practice.url, practice.tokens[role], action, **parameters)


def mine(practice: DemoCatalogue) -> list[dict[str, Any]]:
    """Packages that the editor may change."""
    found = ask(practice, "package_search", fq=f"organization:{HOME_ORGANIZATIONS[0]}", rows=100, include_private=True)
    return list(found["results"])


def noise(data: bytes) -> bytes:
    return random.Random(1).randbytes(5000)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def empty_pages(data: bytes) -> bytes:
    return data[:4096] + bytes(4096) * 20 + data[21 * 4096 :]


def odd_letters(data: bytes) -> bytes:
    return data.replace(b"-", b"\xff")


@pytest.mark.parametrize("damage", [noise, cut, empty_pages, odd_letters])
def test_a_damaged_home_is_set_aside_and_begun_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    with DemoCatalogue(tmp_path) as first:
        assert mine(first)
    database = tmp_path / "catalogue.sqlite"
    database.write_bytes(spoilt := damage(database.read_bytes()))
    with DemoCatalogue(tmp_path) as second:
        assert mine(second)
    assert (tmp_path / "set-aside-damaged" / "catalogue.sqlite").read_bytes() == spoilt


SMALL_DISK = """
import resource, sys
from bcdc_desktop.demo import DemoCatalogue
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    DemoCatalogue(sys.argv[1]).start()
except OSError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(WINDOWS, reason="there is no such limit")
def test_a_full_disk_is_told_and_the_next_start_is_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", SMALL_DISK, tmp_path],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout.startswith("refused: ")
    assert done.stderr == ""
    with DemoCatalogue(tmp_path) as practice:
        assert mine(practice)


def test_the_first_start_takes_less_than_a_second_of_work(tmp_path: Path) -> None:
    began = time.process_time()
    with DemoCatalogue(tmp_path / "practice"):
        assert time.process_time() - began < 1


def test_the_sample_is_a_catalogue_in_small(practice: DemoCatalogue) -> None:
    everything = ask(practice, "package_search", "sysadmin", rows=1000, include_private=True, include_drafts=True)
    packages = everything["results"]
    assert everything["count"] == PACKAGES == len({p["title"] for p in packages})
    assert {p["publish_state"] for p in packages} == {
        "DRAFT", "PENDING PUBLISH", "PUBLISHED", "PENDING ARCHIVE", "ARCHIVED",
    }  # fmt: skip
    assert any(p["private"] for p in packages)
    tree = ask(practice, "group_tree", type="organization")
    assert len(tree) == 20
    assert sum(len(top["children"]) for top in tree) >= 45
    assert {"information-management-cfd"} <= {c["name"] for top in tree for c in top["children"]}


def test_every_sample_package_passes_the_catalogue_s_own_checks(practice: DemoCatalogue) -> None:
    everything = ask(practice, "package_search", "sysadmin", rows=1000, include_private=True)["results"]
    for package in everything:
        after = ask(practice, "package_patch", "sysadmin", id=package["id"], notes=package["notes"])
        swings = {"metadata_modified", "resources"}  # an empty iso_topic_category has two shapes
        assert {k: v for k, v in after.items() if k not in swings} == {
            k: v for k, v in package.items() if k not in swings
        }


def test_the_sample_is_the_same_in_every_home(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        with DemoCatalogue(tmp_path / name) as practice:
            answer = ask(practice, "package_search", "sysadmin", rows=1000, include_private=True)
            found.append(json.dumps(answer).replace(practice.url, ""))
    assert found[0] == found[1]


def test_the_sample_s_files_can_be_read(practice: DemoCatalogue) -> None:
    uploads = [r for p in mine(practice) for r in p["resources"] if r["url_type"] == "upload"]
    assert uploads
    for resource in uploads:
        answer = requests.get(resource["url"], headers={"Authorization": practice.tokens["editor"]}, timeout=30)
        assert len(answer.content) == resource["size"]
        assert answer.text.startswith("station_id,station_name,")


def test_a_restart_keeps_data_files_and_tokens(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    with DemoCatalogue(home) as practice:
        tokens = practice.tokens
        package = mine(practice)[0]["id"]
        made = ask(
            practice, "resource_create", package_id=package, name="kept", files={"upload": ("k.csv", b"k")}, **FILED
        )
    with DemoCatalogue(home, version="2.9.5") as practice:
        assert practice.tokens == tokens
        kept = ask(practice, "resource_show", id=made["id"])
        assert kept["url"].startswith(practice.url)
        assert requests.get(kept["url"], headers={"Authorization": tokens["editor"]}, timeout=30).content == b"k"


def test_a_restart_keeps_the_address(tmp_path: Path) -> None:
    """A link that was copied yesterday leads to the file today."""
    with DemoCatalogue(tmp_path) as practice:
        address = practice.url
    with DemoCatalogue(tmp_path) as practice:
        assert practice.url == address
        with DemoCatalogue(tmp_path) as beside:  # in another program
            assert beside.url != address
    with DemoCatalogue(tmp_path) as practice:
        assert practice.url == address


@pytest.mark.parametrize(
    "content", [b"", b"80", b"70000", b"-4000", b"4000\n4001", "４０００".encode(), b"\xff" * 1_000_000]
)
def test_a_stored_port_that_is_none_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "port").write_bytes(content)
    with DemoCatalogue(tmp_path) as practice:
        address = practice.url
    with DemoCatalogue(tmp_path) as practice:
        assert practice.url == address


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such file")
def test_a_pipe_in_the_place_of_the_stored_port_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "port")
    with DemoCatalogue(tmp_path) as practice:
        assert ask(practice, "status_show")


def test_reset_goes_back_to_the_sample_and_keeps_tokens_and_address(practice: DemoCatalogue) -> None:
    url, tokens = practice.url, practice.tokens
    package = mine(practice)[0]
    ask(practice, "package_patch", id=package["id"], notes="Changed.")
    practice.reset()
    assert (practice.url, practice.tokens) == (url, tokens)
    assert ask(practice, "package_show", id=package["id"]) == package


def test_a_home_of_another_release_is_set_aside(tmp_path: Path) -> None:
    import sqlite3

    home = tmp_path / "practice"
    with DemoCatalogue(home):
        pass
    with contextlib.closing(sqlite3.connect(home / "catalogue.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    with DemoCatalogue(home) as practice:
        assert mine(practice)
    assert (home / "set-aside-99" / "catalogue.sqlite").exists()


def test_files_that_no_row_names_are_swept_at_start(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    with DemoCatalogue(home):
        named = set((home / "files").glob("*/*"))
    stray = home / "files" / "ab" / "stray"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"from a write that a stop cut off")
    old = home / "incoming" / "of-a-process-that-was-killed"
    old.mkdir()
    (old / "half").write_bytes(b"half a body")
    os.utime(old, (1, 1))
    with DemoCatalogue(home):
        assert set((home / "files").glob("*/*")) == named
        assert not old.exists()


def test_two_processes_serve_one_home(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    with served(home) as (_, one), served(home) as (_, two):
        assert one["tokens"] == two["tokens"]
        token = one["tokens"]["editor"]

        def count(said: dict[str, Any]) -> int:
            return int(call(said["url"], token, "package_search", fq="publish_state:PUBLISHED", rows=0)["count"])

        before = count(one), count(two)
        package = call(one["url"], token, "package_search", fq="publish_state:PUBLISHED", rows=1)["results"][0]["id"]
        call(two["url"], two["tokens"]["sysadmin"], "package_delete", id=package)
        assert (count(one), count(two)) == (before[0] - 1, before[1] - 1)


def test_what_was_replaced_or_deleted_leaves_no_file(practice: DemoCatalogue) -> None:
    package = mine(practice)[0]["id"]

    def files() -> int:
        return len(list((practice.home / "files").glob("*/*")))

    before = files()
    made = ask(practice, "resource_create", package_id=package, name="x", files={"upload": ("a.csv", b"a")}, **FILED)
    ask(practice, "resource_patch", id=made["id"], files={"upload": ("b.csv", b"b")})
    assert files() == before + 1
    ask(practice, "resource_delete", id=made["id"])
    assert files() == before


def test_a_file_above_the_limit_is_answered_with_413(tmp_path: Path) -> None:
    with DemoCatalogue(tmp_path / "practice", max_upload_mb=1) as practice:
        package = mine(practice)[0]["id"]
        small = ask(
            practice,
            "resource_create",
            package_id=package,
            name="x",
            files={"upload": ("a.csv", b"a" * MIB)},
            **FILED,
        )
        assert small["size"] == MIB
        answer = requests.post(
            f"{practice.url}/api/3/action/resource_create",
            data={"package_id": package, "name": "x", **FILED},
            files={"upload": ("a.csv", b"a" * (6 * MIB))},
            headers={"Authorization": practice.tokens["editor"]},
            timeout=30,
        )
        assert answer.status_code == 413
        assert "too large" in answer.text


def test_a_client_that_leaves_in_mid_body_stores_nothing(practice: DemoCatalogue) -> None:
    package = mine(practice)[0]["id"]
    before = ask(practice, "package_show", id=package)
    address = urlsplit(practice.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.putrequest("POST", "/api/3/action/resource_create")
    connection.putheader("Authorization", practice.tokens["editor"])
    connection.putheader("Content-Type", "multipart/form-data; boundary=xx")
    connection.putheader("Content-Length", "100000")
    connection.endheaders(
        b'--xx\r\nContent-Disposition: form-data; name="upload"; filename="a.csv"\r\n\r\n' + b"a" * 5000
    )
    connection.close()
    assert ask(practice, "package_show", id=package) == before


def test_requests_are_counted(practice: DemoCatalogue) -> None:
    before = practice.calls.copy()
    resource = next(r for p in mine(practice) for r in p["resources"] if r["url_type"] == "upload")
    requests.get(resource["url"], headers={"Authorization": practice.tokens["editor"]}, timeout=30)
    assert practice.calls - before == {"package_search": 1, "download": 1}


def test_head_answers_without_a_body(practice: DemoCatalogue) -> None:
    answer = requests.head(f"{practice.url}/api/3/action/status_show", timeout=10)
    assert (answer.status_code, answer.content) == (200, b"")


def test_bcdc_s_flavour(tmp_path: Path) -> None:
    with DemoCatalogue(tmp_path / "practice", flavour="bcdc") as practice:
        me = ask(practice, "whoami")
        assert ask(practice, "user_show", id=me)["name"] == "editor"
        related = {o["name"]: o for o in ask(practice, "organization_or_group_list_related", is_organization="true")}
        above = related["information-management-cfd"]["child_of"]
        assert [o["name"] for o in above] == ["children-and-family-development"]
        assert "information-management-cfd" in {o["name"] for o in related[above[0]["name"]]["parent_of"]}
        package = next(p for p in mine(practice) if p["publish_state"] == "DRAFT")
        made = ask(practice, "resource_create", package_id=package["id"], name="x", **{**FILED, "format": "CSV"})
        assert made["format"] == "csv"
        stamped = ask(practice, "update_resource_refresh_timestamp", id=made["id"], timestamp="2026-01-02 03:04:05")
        assert stamped["last_modified"] == "2026-01-02T03:04:05"
        hidden = ask(practice, "package_patch", id=package["id"], metadata_visibility="IDIR")
        assert hidden["private"] is True
        assert hidden["record_last_modified"] == hidden["metadata_modified"][:10]
        states = ask(practice, "package_search", "outsider", rows=0, **{"facet.field": ["publish_state"]})["facets"]
        assert set(states["publish_state"]) == {"PUBLISHED", "PENDING ARCHIVE"}


def test_writes_that_look_away_lose_one_another_in_2_9(tmp_path: Path) -> None:
    with DemoCatalogue(tmp_path / "practice", version="2.9.5") as practice:
        package = mine(practice)[0]["id"]

        def foreign(i: int) -> Any:
            return ask(practice, "package_patch", id=package, notes=f"Foreign write {i}.")

        def append(i: int) -> str:
            row = [{**FILED, "id": str(uuid.uuid4()), "name": f"r{i}"}]
            ask(practice, "package_revise", match={"id": package}, update__resources__extend=row)
            return str(row[0]["id"])

        with ThreadPoolExecutor(4) as pool:
            turns = [(pool.submit(foreign, i), pool.submit(append, i)) for i in range(12)]
            accepted = {append.result() for _, append in turns}
            for patch, _ in turns:
                patch.result()
        kept = {r["id"] for r in ask(practice, "package_show", id=package)["resources"]}
        assert len(accepted & kept) < 12


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_kill_9_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    home = tmp_path / "practice"
    accepted: dict[str, bytes] = {}
    for attempt in range(2):
        with served(home) as (process, said):
            url, token = said["url"], said["tokens"]["editor"]
            package = call(url, token, "package_search", fq=f"organization:{HOME_ORGANIZATIONS[0]}", rows=1)["results"][
                0
            ]["id"]

            def send(
                i: int, url: str = url, token: str = token, package: str = package, attempt: int = attempt
            ) -> None:
                wanted, body = str(uuid.uuid4()), f"{attempt} {i}\n".encode() * 500
                try:
                    call(url, token, "resource_create", package_id=package, id=wanted, name=f"r{i}",
                         files={"upload": ("a.csv", body)}, **FILED)  # fmt: skip
                except requests.ConnectionError:
                    return
                accepted[wanted] = body
                if len(accepted) >= 15 * (attempt + 1):
                    process.kill()

            with ThreadPoolExecutor(4) as pool:
                for done in [pool.submit(send, i) for i in range(60)]:
                    done.result()
    with DemoCatalogue(home) as practice:
        token = practice.tokens["editor"]
        for wanted, body in accepted.items():
            kept = call(practice.url, token, "resource_show", id=wanted)
            answer = requests.get(kept["url"], headers={"Authorization": token}, timeout=30)
            assert answer.content == body
        rows = {f"{p.parent.name}/{p.name}" for p in (home / "files").glob("*/*")}
        assert len(rows) >= len(accepted) >= 30


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")
def test_a_large_upload_does_not_grow_memory(tmp_path: Path) -> None:
    size, boundary = 256 * MIB, uuid.uuid4().hex
    with served(tmp_path / "practice", "--max-upload-mb", "300") as (process, said):
        url, token = said["url"], said["tokens"]["editor"]
        package = call(url, token, "package_search", fq=f"organization:{HOME_ORGANIZATIONS[0]}", rows=1)["results"][0][
            "id"
        ]
        fields = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in {"package_id": package, "name": "large", **FILED}.items()
        )
        head = (
            f'{fields}--{boundary}\r\nContent-Disposition: form-data; name="upload"; filename="l.csv"\r\n\r\n'
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()
        block = os.urandom(MIB)
        wanted = hashlib.sha256()

        def body() -> Iterator[bytes]:
            yield head
            for _ in range(size // MIB):
                wanted.update(block)
                yield block
            yield tail

        before = resident(process.pid)
        address = urlsplit(url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=120)
        headers = {
            "Authorization": token,
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(head) + size + len(tail)),
        }
        connection.request("POST", "/api/3/action/resource_create", body=body(), headers=headers)
        made = json.loads(connection.getresponse().read())["result"]
        assert made["size"] == size
        assert resident(process.pid) - before < 16 * MIB
        got = hashlib.sha256()
        with requests.get(made["url"], headers={"Authorization": token}, stream=True, timeout=60) as answer:
            for chunk in answer.iter_content(MIB):
                got.update(chunk)
        assert got.digest() == wanted.digest()
        assert resident(process.pid) - before < 16 * MIB


def test_the_process_ends_when_its_standard_input_closes(tmp_path: Path) -> None:
    with served(tmp_path / "practice", "--version", "2.9.5") as (process, said):
        assert said["version"] == "2.9.5"
        assert call(said["url"], said["tokens"]["editor"], "status_show")["ckan_version"] == "2.9.5"
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE) == 0


def test_who_starts_it_twice_has_one_server(practice: DemoCatalogue) -> None:
    url, threads = practice.url, threading.active_count()
    assert practice.start() == url
    assert threading.active_count() == threads
    practice.stop()
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=60)
