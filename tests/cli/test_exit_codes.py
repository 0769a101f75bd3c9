"""What a bad address, a bad line or a bad server becomes: a sentence, a kind, a code."""

import contextlib
import http.server
import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Bcdc
from cli.gate import Gate
from helpers.serving import serving_in_a_thread
from helpers.waiting import PATIENCE

PAGE = b"<!doctype html><title>Maintenance</title>"


class Misbehaving(http.server.BaseHTTPRequestHandler):
    """Answers every call with ``server.status`` and ``server.body``; ``server.body`` None hangs."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if server.body is None:
            server.over.wait(PATIENCE)
            self.close_connection = True
            return
        self.send_response(server.status)
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(server.promised or len(server.body)))
        self.end_headers()
        self.wfile.write(server.body)
        if server.promised:
            self.close_connection = True

    do_GET = do_HEAD = do_POST

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Misbehaving)
        self.status = 200
        self.body: bytes | None = b""
        self.promised = 0
        self.headers: dict[str, str] = {}
        self.over = threading.Event()


@pytest.fixture
def version() -> str:
    """What fails here fails alike in both."""
    return "2.11.6"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    with serving_in_a_thread(server):
        yield server
        server.over.set()


@pytest.fixture
def bad(server: Server, home: Path) -> Bcdc:
    return Bcdc(f"http://127.0.0.1:{server.server_address[1]}", "a-key-of-somebody", home)


@pytest.mark.parametrize(
    ("status", "body", "code", "kind"),
    [
        (200, PAGE, 8, "server_fault"),
        (500, PAGE, 8, "server_fault"),
        (502, PAGE, 8, "server_fault"),
        (503, PAGE, 8, "server_fault"),
        (404, PAGE, 8, "server_fault"),
        (200, b'{"success": true, "result": {"na', 7, "offline"),
        (403, b'{"success": false, "error": {"__type": "Authorization Error", "message": "no"}}', 3, "not_authorized"),
        (404, b'{"success": false, "error": {"__type": "Not Found Error", "message": "no"}}', 4, "not_found"),
        (413, PAGE, 5, "too_large"),
    ],
)
def test_answers_that_are_none(bad: Bcdc, server: Server, status: int, body: bytes, code: int, kind: str) -> None:
    server.status, server.body = status, body
    told = bad.process("package", "x", "--json")
    assert (told.code, told.error["kind"], told.err) == (code, kind, "")


def test_a_failure_in_words_is_the_same_sentence(bad: Bcdc, server: Server) -> None:
    server.status, server.body = 500, PAGE
    told = bad.process("package", "x", "--json")
    in_words = bad.process("package", "x")
    assert (in_words.code, in_words.out, in_words.err.strip()) == (8, "", told.error["message"])


def test_an_answer_that_breaks_off_is_offline(bad: Bcdc, server: Server) -> None:
    server.body, server.promised = b'{"success": true, ', 1000
    told = bad.process("package", "x", "--json")
    assert (told.code, told.error["kind"]) == (7, "offline")


def test_a_redirect_names_where_to(bad: Bcdc, server: Server) -> None:
    server.status, server.headers, server.body = 302, {"Location": "https://elsewhere.example/login?x=1"}, b""
    told = bad.process("package", "x", "--json")
    assert told.code == 8
    assert "https://elsewhere.example/login" in told.error["message"]


def test_a_server_that_hangs_is_left_after_a_while(bad: Bcdc, server: Server) -> None:
    server.body = None
    told = bad.process("package", "x", "--json", BCDC_TIMEOUT="0.3")
    assert (told.code, told.error["kind"], told.err) == (7, "timeout", "")


def test_nobody_there(home: Path) -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    nobody = Bcdc(f"http://127.0.0.1:{port}", None, home)
    for words in (["orgs"], ["packages", "--org", "x"], ["sync"], ["profiles", "add", "x", nobody.url]):
        told = nobody.process(*words, "--json")
        assert (told.code, told.error["kind"], told.err) == (7, "offline", ""), words


def test_a_host_that_is_not_known(home: Path) -> None:
    told = Bcdc("https://catalogue.invalid", None, home).process("orgs", "--json")
    assert (told.code, told.error["kind"]) == (7, "offline")


def test_a_number_of_seconds_that_is_none_is_wrong_usage(home: Path) -> None:
    told = Bcdc("http://127.0.0.1:9", None, home).process("orgs", "--json", BCDC_TIMEOUT="soon")
    assert (told.code, told.error["kind"]) == (2, "usage")


def test_a_folder_that_cannot_be_made_is_a_fault_of_this_computer(bcdc: Bcdc, tmp_path: Path) -> None:
    bcdc.home = tmp_path / "a-file"
    bcdc.home.write_text("in the way")
    told = bcdc.json("journal")
    assert (told.code, told.error["kind"]) == (8, "disk")


def test_work_of_a_newer_version_is_left_alone(bcdc: Bcdc) -> None:
    assert bcdc.json("journal").code == 0
    (work,) = (bcdc.home / "work").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(work)) as database:
        database.execute("PRAGMA user_version = 999")
        database.commit()
    before = work.read_bytes()
    told = bcdc.json("journal")
    assert (told.code, told.error["kind"]) == (8, "newer_version")
    assert work.read_bytes() == before


def test_a_catalogue_that_goes_away_while_uploading_is_waited_for_then_left(
    bcdc: Bcdc, gate: Gate, package: str, csv: Path
) -> None:
    bcdc.url = gate.url
    gate.arm("package_revise", "hold the request", 1)
    words = ["upload", package, str(csv), "--set", "resource_update_cycle=monthly", "--patience", "0.5", "--json"]
    process = bcdc.start(*words)
    assert gate.reached.wait(PATIENCE)
    gate.__exit__(None, None, None)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 7, (out, err)
    assert '"offline"' in out
    assert "Retrying" in err
    listed = bcdc.json("uploads").document["uploads"]
    assert [r["state"] for r in listed] in (["waiting"], ["verifying"])


def test_a_reader_that_goes_away_ends_the_command_quietly(bcdc: Bcdc) -> None:
    with bcdc.start("orgs") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(PATIENCE) in (0, 1)
        assert "Traceback" not in process.stderr.read()
