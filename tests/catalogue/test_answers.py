"""The gate for answers: whatever comes is CKAN's, within bounds and without the key, or it is told as what it is."""

import base64
import gzip
import json
import subprocess
import sys
import threading
import zlib
from typing import Any

import pytest

from bcdc_desktop.catalogue import answers, errors, http
from bcdc_desktop.catalogue.redaction import Redactor
from bcdc_desktop.catalogue.shapes import PackageShape
from helpers.misbehaving import Canned, Endless, MisbehavingServer, ckan
from helpers.waiting import PATIENCE, SOON

KEY = "s3cret-key-of-ann"
GOOD = {"id": "1", "name": "wells", "title": "Wells", "resources": [{"id": "r", "size": 3}], "tags": [{"name": "w"}]}


def odd(**fields: Any) -> dict[str, Any]:
    return {**GOOD, "id": "2", "name": "odd", **fields}


def page(*packages: Any, count: int | None = None) -> str:
    return ckan({"count": len(packages) if count is None else count, "results": list(packages)})


ERRORS: dict[str, Any] = {
    "text": "You must be signed in", "list": ["no"], "true": True, "false": False, "null": None, "number": 42,
    "nothing": {},
}  # fmt: skip


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS.keys())
@pytest.mark.parametrize("status", [200, 400, 404, 409])
def test_an_error_that_ckan_does_not_send_is_told_with_what_came(server, asking, error, status) -> None:
    server.always("*", Canned(status, json.dumps({"success": False, "error": error})))
    with pytest.raises(errors.ServerFault) as problem:
        asking(server.url).package("x")
    assert json.dumps(error)[:20].strip('"[]') in problem.value.message
    assert len(problem.value.message) < 300


UNREADABLE = {
    "no id": {"name": "odd", "title": "Odd"},
    "an empty id": odd(id=""),
    "an id that is a list": odd(id=["2"]),
    "an id that is a number": odd(id=2),
    "no name": {"id": "2"},
    "a title that is a number": odd(title=5),
    "resources that are a text": odd(resources="none"),
    "a resource that is a number": odd(resources=[5]),
    "a resource without an id": odd(resources=[{"name": "x"}]),
    "a resource whose url is a list": odd(resources=[{"id": "r", "url": []}]),
    "a tag without a name": odd(tags=[{"x": 1}]),
    "a number beyond 64 bits": odd(extra=1 << 70),
    "half a character": odd(notes="a\ud800"),
    "half a character in a name": odd(**{"\ud800": 1}),
    "not a number": odd(extra=float("nan")),
    "an infinite number": odd(extra=float("-inf")),
    "a list": ["x"],
    "a text": "x",
    "null": None,
}
DEEP: Any = 1
for _ in range(900):
    DEEP = [DEEP]
UNREADABLE["900 lists"] = odd(extra=DEEP)


@pytest.mark.parametrize("record", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_one_odd_record_is_set_aside_and_named_and_the_others_are_read(server, asking, record) -> None:
    server.always("*", Canned(200, page(GOOD, record, {**GOOD, "id": "3"})))
    catalogue = asking(server.url)
    named: list[answers.UnreadableRecord] = []
    with catalogue.noting_unreadable(named.append):
        found = catalogue.search("x")
    assert [p["id"] for p in found.packages] == ["1", "3"]
    assert found.rows == 3
    assert len(named) == 1
    assert named[0].reason
    if isinstance(record, dict):
        assert named[0].label in ("2", "odd", "Odd", "Wells")
    server.always("*", Canned(200, ckan(record)))
    with pytest.raises(errors.UnreadableAnswer):
        catalogue.package("2")


def test_a_number_of_a_million_digits_is_read_in_no_time(server, asking) -> None:
    server.always("*", Canned(200, page(GOOD, odd(extra=1)).replace('"extra": 1', '"extra": ' + "9" * 1_000_000)))
    assert [p["id"] for p in asking(server.url).search("x").packages] == ["1"]


@pytest.mark.parametrize("levels", [3, 40, 150])
def test_a_tree_of_organizations_may_be_of_any_depth_and_its_odd_branches_are_left_out(server, asking, levels) -> None:
    node: dict[str, Any] = {
        "id": "0",
        "name": "n0",
        "title": "T",
        "children": [{"id": 5}, "x", {"id": "0", "name": "0"}],
    }
    for level in range(1, levels):
        node = {"id": str(level), "name": f"n{level}", "title": "T", "children": [node]}
    server.always("*", Canned(400, '"Bad request - Action name not known: x"'))
    server.always("group_tree", Canned(200, ckan([node])))
    found = asking(server.url).organizations()
    assert [o.id for o in found] == [str(level) for level in reversed(range(levels))]
    assert found[-1].parent == "1"


def test_a_tree_that_is_too_deep_to_read_is_told(server, asking) -> None:
    tree = '{"id": "a", "name": "a", "children": [' * 5000 + "]}" * 5000
    server.always("*", Canned(400, '"Bad request - Action name not known: x"'))
    server.always("group_tree", Canned(200, '{"success": true, "result": [' + tree + "]}"))
    with pytest.raises(errors.UnreadableAnswer, match="levels"):
        asking(server.url).organizations()


def test_a_response_with_levels_without_end_is_told(server, asking) -> None:
    server.always("*", Canned(200, '{"success": true, "result": ' + "[" * 100_000 + "]" * 100_000 + "}"))
    with pytest.raises(errors.UnreadableAnswer, match="levels"):
        asking(server.url).package("x")


@pytest.mark.parametrize("announced", [True, False])
def test_an_answer_that_is_too_large_is_not_read(server, asking, announced) -> None:
    body = "x" * 100
    server.always("*", Canned(200, body, promised=1 << 40) if announced else Endless(b"[]," * 20_000))
    with pytest.raises(errors.UnreadableAnswer, match="MB"):
        asking(server.url).package("x")


GROWTH = """
import resource
from bcdc_desktop.catalogue import answers
from bcdc_desktop.catalogue.redaction import Redactor
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
import sys
before = peak()
most = answers.MOST_BYTES
part = eval(sys.argv[1])
body = bytearray(b'{"success": true, "result": [')
while len(body) < float(sys.argv[2]) * most - 100:
    body += part * 1000
body[-1:] = b"]}"
try:
    answers.Answer.of(200, {}, body, Redactor("s3cret-key-of-ann"))
except answers.TooMuch:
    pass
print(peak() - before)
"""
if sys.platform.startswith("linux"):

    @pytest.mark.parametrize("share", [1.0, 0.35])
    @pytest.mark.parametrize(
        "part", [b"[],", b'{"a":{}},', b"1.5,", b'"ab",', b'"\xf0\x9f\x98\x80' + b"x" * 30_000 + b'",'],
        ids=["lists", "groups", "numbers", "texts", "long texts"],
    )  # fmt: skip
    def test_whatever_comes_takes_no_more_memory_than_an_answer_may(part: bytes, share: float) -> None:
        command = [sys.executable, "-c", GROWTH, repr(part), str(share)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode == 0, done.stderr
        assert int(done.stdout) < 300 * 1024  # KiB


UNPACKING = """
import resource, sys
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    Catalogue(Profile("x", sys.argv[1], sys.argv[1]), None).package("x")
except errors.UnreadableAnswer as error:
    print(error.message, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
if sys.platform.startswith("linux"):

    @pytest.mark.parametrize("levels", [1, 2, 3])
    def test_an_answer_that_is_packed_is_not_unpacked_without_end(server: MisbehavingServer, levels: int) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        body = b"".join(packer.compress(bytes(1 << 24)) for _ in range(32)) + packer.flush()  # 512 MiB
        for _ in range(levels - 1):
            body = gzip.compress(body)
        server.always("*", Canned(200, body, {"Content-Encoding": ", ".join(["gzip"] * levels)}))
        command = [sys.executable, "-c", UNPACKING, server.url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
        assert "MB" in done.stdout, done.stderr
        assert int(done.stdout.split()[-1]) < 300 * 1024  # KiB


# bounds in time and number

DRIPS = {
    "a byte now and then": Endless(b" ", 0.02),
    "headers without end": Endless(b"", 0.02),
}


@pytest.mark.parametrize("fault", DRIPS.values(), ids=DRIPS.keys())
def test_an_answer_that_never_ends_is_given_up_as_a_whole(server: MisbehavingServer, asking, fault) -> None:
    server.always("*", fault)
    patience = http.Patience(SOON, SOON, SOON)
    with pytest.raises(errors.Timeout):
        asking(server.url, patience=patience).package("x")


def test_continue_without_end_is_given_up_as_a_whole(asking) -> None:
    import socket

    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        client, _ = listener.accept()
        client.recv(1 << 16)
        while not over.wait(0.02):
            try:
                client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            except OSError:
                break
        client.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        patience = http.Patience(0.1, 0.1, 0.1)
        with pytest.raises(errors.Timeout):
            asking(f"http://127.0.0.1:{listener.getsockname()[1]}", patience=patience).package("x")
    finally:
        over.set()
        thread.join(PATIENCE)
        listener.close()


@pytest.mark.parametrize("name", ["search_all", "search_up_to", "organizations"])
def test_a_list_that_repeats_its_page_for_ever_is_given_up(server: MisbehavingServer, asking, name) -> None:
    packages = [{**GOOD, "id": str(n), "name": f"n{n}"} for n in range(3)]
    server.always("package_search", Canned(200, page(*packages, count=10**9)))
    for action in ("organization_or_group_list_related", "group_tree"):
        server.always(action, Canned(400, '"Bad request - Action name not known: x"'))
    server.always("organization_list", Canned(200, ckan(packages)))
    catalogue = asking(server.url)
    if name == "organizations":
        assert len(catalogue.organizations()) == 3
        return
    with pytest.raises(errors.UnreadableAnswer, match="same page"):
        list(catalogue.search_all()) if name == "search_all" else catalogue.search_up_to(1000)
    assert len(server.seen) < 12


def test_pages_that_overlap_list_a_record_once(server: MisbehavingServer, asking) -> None:
    packages = [{**GOOD, "id": str(n), "name": f"n{n}"} for n in range(5)]
    server.next("package_search", Canned(200, page(*packages[:3], count=5)), Canned(200, page(*packages[2:], count=5)))
    found = asking(server.url).search_up_to(10)
    assert [p["id"] for p in found.packages] == ["0", "1", "2", "3", "4"]


# the key

SPELLINGS = {
    "as it is": KEY,
    "as JSON escapes": "".join(f"\\u{ord(c):04x}" for c in KEY),
    "with some escapes": KEY.replace("e", "\\u0065"),
    "in an address": "".join(f"%{ord(c):02X}" for c in KEY),
    "partly in an address": KEY.replace("s", "%73"),
    "in HTML": "".join(f"&#{ord(c)};" for c in KEY),
    "in HTML, hexadecimal": "".join(f"&#x{ord(c):X};" for c in KEY),
    "as Base64": base64.b64encode(KEY.encode()).decode(),
    "within Base64": base64.b64encode(f"x:{KEY}!".encode()).decode(),
    "escaped twice": "".join(f"\\\\u{ord(c):04x}" for c in KEY),
    "with names of HTML": KEY.replace("-", "&#x2d;").replace("_", "&lowbar;").replace(".", "&period;"),
    "as hexadecimal digits": KEY.encode().hex(),
}
QUOTED = {
    "cut": b"<pre>" + b"x" * 1990 + KEY.encode(),
    "UTF-16": f"<pre>{KEY}".encode("utf-16"),
    "UTF-16, big end first": f"<pre>{KEY}".encode("utf-16-be"),
    "UTF-32": f"<pre>{KEY}".encode("utf-32"),
    "zeros between": "\0".join(KEY).encode(),
    "escapes of C": "".join(f"\\x{ord(c):02x}" for c in KEY).encode(),
    "octal": "".join(f"\\{ord(c):03o}" for c in KEY).encode(),
    "escapes of JavaScript": "".join(f"\\u{{{ord(c):x}}}" for c in KEY).encode(),
    "an address in an address": "".join(f"%25{ord(c):02x}" for c in KEY).encode(),
    "quoted printable": "".join(f"={ord(c):02X}" for c in KEY).encode(),
}


@pytest.mark.parametrize("body", QUOTED.values(), ids=QUOTED.keys())
def test_no_part_of_the_key_is_quoted_from_a_page(body: bytes) -> None:
    said = answers.Answer.of(500, {}, body, Redactor(KEY)).said
    assert "[key]" in said or "[key" in said[-5:]
    readable = "".join(c for c in said if c.isalnum() or c == "-")
    assert KEY[:6] not in readable


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_server_that_repeats_the_key_is_not_quoted(server: MisbehavingServer, asking, spelling) -> None:
    record = json.dumps({"success": True, "result": odd(notes="@", extra={"@": ["a@b"]})}).replace("@", spelling)
    server.always("*", Canned(200, record))
    found = json.dumps(asking(server.url).package("x"))
    assert found.count("[key]") == 3
    failure = json.dumps({"success": False, "error": {"__type": "Integrity Error", "message": "@ twice"}})
    refusal = json.dumps({"success": False, "error": {"__type": "Validation Error", "title": ["@"]}})
    for answer in (
        Canned(500, f"<pre>{spelling}</pre>"),
        Canned(409, failure.replace("@", spelling)),
        Canned(409, refusal.replace("@", spelling)),
        Canned(302, "", {"Location": f"/{spelling}/login"}),
        Canned(200, f'{{"success": false, "error": "{spelling}"}}'),
    ):  # fmt: skip
        server.always("*", answer)
        with pytest.raises(errors.CatalogueError) as problem:
            asking(server.url).package("x")
        told = problem.value.message + problem.value.detail + str(problem.value.fields)
        assert "[key]" in told
        assert KEY not in told
        assert spelling not in told


@pytest.mark.parametrize(
    "part", [KEY[:-1], "\\", "&#", "&#0", "\\\\u0", "%7", "".join(f"\\u{ord(c):04x}" for c in KEY[:-1])]
)
@pytest.mark.parametrize("key", [KEY, "a" * 40, "\\&%0" * 8])
def test_looking_for_the_key_takes_time_in_proportion_to_the_text(key, part) -> None:
    text = part * (100_000 // len(part)) + "%61"
    assert Redactor(key).text(text) == text


def test_without_a_key_nothing_is_changed() -> None:
    for key in (None, "", "abc"):
        assert Redactor(key).text("abc %61 &#97;") == "abc %61 &#97;"


# what the catalogue says

SAYINGS = {
    "integrity": (409, {"__type": "Integrity Error", "message": "duplicate key value"}, "duplicate key value"),
    "index": (500, {"__type": "Search Index Error", "message": "Unable to add package"}, "Unable to add"),
    "another": (409, {"__type": "Some Error", "message": "The moon is full"}, "The moon is full"),
}  # fmt: skip


@pytest.mark.parametrize(("status", "error", "said"), SAYINGS.values(), ids=SAYINGS.keys())
def test_the_own_sentence_of_the_catalogue_is_told(server, asking, status, error, said) -> None:
    server.always("*", Canned(status, json.dumps({"success": False, "error": error})))
    with pytest.raises(errors.CatalogueError, match=said):
        asking(server.url).patch_package("x", {})


def test_a_bad_request_is_told_with_its_reason(server, asking) -> None:
    server.always("*", Canned(400, '"Bad request - JSON Error: Invalid request"'))
    with pytest.raises(errors.ServerFault, match="JSON Error: Invalid request"):
        asking(server.url).patch_package("x", {})


@pytest.mark.parametrize(
    "error", [{}, {"title": []}, {"title": [""]}, {"title": None}, {"title": [" "], "message": ""}]
)
def test_a_refusal_without_a_reason_does_not_end_in_a_colon(server, asking, error) -> None:
    server.always("*", Canned(409, json.dumps({"success": False, "error": {"__type": "Validation Error", **error}})))
    with pytest.raises(errors.Invalid) as problem:
        asking(server.url).patch_package("x", {})
    assert not problem.value.message.rstrip().endswith(":")
    assert problem.value.fields == {}


@pytest.mark.parametrize(
    ("error", "paths"),
    [
        (
            {"__junk": ["The input field [('resources', 1, 'times', 0, 'a'), ('dates', 0, 'b')] was not expected."]},
            {"resources/1/times", "dates"},
        ),
        ({"extras_validation": ['Duplicate key "a"']}, {"extras"}),
        ({"__junk": ["of another shape"]}, {"__junk"}),
        ({"__junk": "('resources', 99999999999, 'a')"}, {"__junk"}),
    ],
)
def test_a_refusal_stands_at_the_field_that_it_is_about(server, asking, error, paths) -> None:
    server.always("*", Canned(409, json.dumps({"success": False, "error": {"__type": "Validation Error", **error}})))
    with pytest.raises(errors.Invalid) as problem:
        asking(server.url).patch_package("x", {})
    assert set(problem.value.fields) == paths


DOWN = [
    "SOLR returned an error running query: {'q': '*:*'} Error: SolrError('Failed to connect to server at http://solr')",
    "Solr responded with an error (HTTP 503): [Reason: None]",
    "",
]


@pytest.mark.parametrize("message", DOWN)
def test_a_search_that_is_down_is_told_as_that(server, asking, message) -> None:
    error = {"__type": "Search Error", "message": f"Search error: {message}"}
    server.always("*", Canned(409, json.dumps({"success": False, "error": error})))
    with pytest.raises(errors.SearchDown):
        asking(server.url).search("wells")


@pytest.mark.parametrize(
    "error",
    [
        {"__type": "Search Query Error", "message": "Invalid search query"},
        {"__type": "Search Error", "message": "Search error: SolrError('Solr responded with an error (HTTP 400): [x"},
    ],
)  # fmt: skip
def test_a_search_that_cannot_be_read_is_told_as_that(server, asking, error) -> None:
    server.always("*", Canned(409, json.dumps({"success": False, "error": error})))
    with pytest.raises(errors.Invalid):
        asking(server.url).search("title:[")


@pytest.mark.parametrize("proxy", ["http://", "http://[", "http://proxy:99999", "http://:80", "//", "http://a b:3"])
def test_a_proxy_address_that_is_none_is_told_as_that(asking, monkeypatch, proxy) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(errors.Offline) as problem:
        asking("http://catalogue.invalid").status()
    assert "proxy" in problem.value.message.lower()


def test_certificates_that_are_not_there_are_told_as_that(asking, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(errors.Offline, match="certificates"):
        asking("https://127.0.0.1:1").status()


ODD_HEADERS = [
    {"Retry-After": "9" * 5000}, {"Retry-After": "Wed, 99 Foo 99999 99:99:99 GMT"}, {"Content-Encoding": "none"},
    {"Content-Type": "text/html; charset=x"}, {"Content-Type": "application/json; charset=utf-16"},
    {"Date": "\xff"}, {"Server": ""},
]  # fmt: skip


@pytest.mark.parametrize("headers", ODD_HEADERS, ids=repr)
@pytest.mark.parametrize("status", [200, 503])
def test_odd_headers_are_no_crash(server, asking, headers, status) -> None:
    server.always("*", Canned(status, ckan(GOOD), headers))
    catalogue = asking(server.url)
    try:
        catalogue.patch_package("x", {})
    except errors.CatalogueError:
        assert status == 503


def test_what_a_shape_says_names_the_field() -> None:
    assert answers.problem_of(odd(title=5), PackageShape) == "title is a number"
    assert answers.problem_of(odd(resources=[{"id": "r"}, {"id": []}]), PackageShape).startswith("resources[")
    assert answers.problem_of({"name": "x"}, PackageShape) == "id is missing"
    assert answers.problem_of(GOOD, PackageShape) == ""
