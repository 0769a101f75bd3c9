"""Whatever stands at the address: the right kind of error in words, no key in them, and no write sent twice."""

import threading
import traceback

import pytest

from bcdc_desktop.catalogue import errors, http
from bcdc_desktop.catalogue.cancel import cut_calls
from bcdc_desktop.catalogue.revise import Revision
from helpers.misbehaving import Canned, CutAnswer, CutRequest, Endless, MisbehavingServer, Stall, ckan
from helpers.waiting import PATIENCE, SOON

KEY = "s3cret-key-of-ann"
HTML = "<html><body>Sign in to the network</body></html>"
REFUSED = ckan(success=False, error={"__type": "Validation Error", "title": ["Missing value"]})
ANSWERS = {
    "500 page": (Canned(500, HTML), errors.ServerFault, "error .status 500."),
    "502 page": (Canned(502, HTML), errors.Busy, "overloaded"),
    "503": (Canned(503, "", {"Retry-After": "7"}), errors.Busy, "overloaded"),
    "429": (Canned(429, "{}"), errors.RateLimited, "pause between"),
    "504": (Canned(504, HTML), errors.Busy, "overloaded"),
    "to https": (
        Canned(301, "", {"Location": "https://127.0.0.1/x?k=v"}),
        errors.ServerFault,
        "https://127.0.0.1/x\\.",
    ),
    "to a sign-in": (Canned(302, HTML, {"Location": "/login"}), errors.ServerFault, "/login"),
    "page instead of an answer": (Canned(200, HTML, {"Content-Type": "text/html"}), errors.ServerFault, "web page"),
    "nothing": (Canned(200, ""), errors.ServerFault, "web page"),
    "text": (Canned(200, "hello"), errors.ServerFault, "no CKAN"),
    "truncated JSON": (Canned(200, '{"success": true, "resu'), errors.Offline, "broke off"),
    "shorter than promised": (Canned(200, '{"succ', promised=5000), errors.Offline, "reach the catalogue"),
    "JSON of something else": (Canned(200, '{"hello": 1}'), errors.ServerFault, "of a CKAN"),
    "a JSON list": (Canned(200, "[1]"), errors.ServerFault, "of a CKAN"),
    "success without a result": (Canned(200, '{"success": true}'), errors.ServerFault, "of a CKAN"),
    "a result of another shape": (Canned(200, ckan("odd")), errors.UnreadableAnswer, "be read"),
    "CKAN's JSON as plain text": (Canned(404, HTML), errors.ServerFault, "no CKAN"),
    "401 page": (Canned(401, HTML), errors.NotAuthorized, "denied"),
    "403 page": (Canned(403, HTML), errors.NotAuthorized, "denied"),
    "407": (Canned(407, HTML), errors.Offline, "proxy"),
    "413": (Canned(413, HTML), errors.TooLarge, "larger"),
    "unknown action": (
        Canned(400, '"Bad request - Action name not known: x"'),
        errors.UnknownAction,
        "support that action",
    ),
    "values": (Canned(409, REFUSED), errors.Invalid, "title: Missing value"),
    "cut answer": (CutAnswer(0), errors.Offline, "reach the catalogue"),
    "stall": (Stall(), errors.Timeout, "too long"),
}


def patience(fault) -> http.Patience:
    """How long to wait for an answer: not long for one that does not come."""
    seconds = SOON if isinstance(fault, Stall) else PATIENCE
    return http.Patience(PATIENCE, seconds, seconds)


def said(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error) + str(getattr(error, "detail", ""))


@pytest.mark.parametrize("name", [n for n in ANSWERS if n != "cut answer"])
def test_every_bad_answer_has_its_kind_and_its_words(server: MisbehavingServer, asking, name: str) -> None:
    fault, kind, words = ANSWERS[name]
    server.always("*", fault)
    with pytest.raises(kind, match=words) as problem:
        # a read is asked again where that may help, which takes its time and is shown below
        catalogue = asking(server.url, patience=patience(fault))
        catalogue.patch_package("x", {}) if kind is errors.Busy else catalogue.package("x")
    assert type(problem.value) is kind
    assert KEY not in said(problem.value)
    assert problem.value.message.endswith((".", "value"))


@pytest.mark.parametrize("name", [n for n in ANSWERS if n != "cut answer"])
def test_a_write_is_sent_once_whatever_comes_back(server: MisbehavingServer, asking, name: str) -> None:
    fault, _, _ = ANSWERS[name]
    server.always("*", fault)
    with pytest.raises(errors.CatalogueError):
        asking(server.url, patience=patience(fault)).patch_package("x", {"title": "y"})
    assert len(server.seen) == 1


@pytest.mark.parametrize("fault", [Canned(502, HTML), Canned(503), Canned(429), CutRequest(0)], ids=repr)
def test_a_read_is_asked_again_until_it_is_answered(server: MisbehavingServer, asking, fault) -> None:
    server.next("package_show", fault)
    server.always("package_show", Canned(200, ckan({"id": "x", "name": "x"})))
    assert asking(server.url).package("x") == {"id": "x", "name": "x"}
    assert len(server.seen) == 2


def test_what_the_server_asks_us_to_wait_is_passed_on(server: MisbehavingServer, asking) -> None:
    half_past, later, earlier = (f"Wed, 21 Oct 2015 {time} GMT" for time in ("07:30:00", "07:32:05", "07:00:00"))
    for given, seconds in (
        ("7", 7.0), ("nan", None), ("-1", None), ("soon", None), (later, 125.0), (earlier, 0.0),
    ):  # fmt: skip
        # a time is the server's, whatever our clock says
        server.always("package_patch", Canned(503, "", {"Retry-After": given, "Date": half_past}))
        with pytest.raises(errors.Busy) as problem:
            asking(server.url).patch_package("x", {})
        assert problem.value.retry_after == seconds


def test_a_read_is_not_asked_again_before_the_time_that_the_server_names(server: MisbehavingServer, asking) -> None:
    server.always("*", Canned(429, "", {"Retry-After": "30"}))
    with pytest.raises(errors.Busy) as problem:
        asking(server.url).my_organizations()
    assert problem.value.retry_after == 30.0
    assert len(server.seen) == 1


def test_nobody_answers_at_all(server: MisbehavingServer, asking) -> None:
    server.refuse()
    with pytest.raises(errors.Offline, match="reach the catalogue") as problem:
        asking(server.url).status()
    assert KEY not in said(problem.value)
    with pytest.raises(errors.Offline):
        asking("https://catalogue.invalid").status()


def test_a_site_that_is_no_ckan_is_told(server: MisbehavingServer, asking) -> None:
    server.always("*", Canned(200, ckan({"site_title": "A shop"})))
    with pytest.raises(errors.ServerFault, match="There is no CKAN catalogue at this address"):
        asking(server.url).status()


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.search("x"), lambda c: c.schema(), lambda c: c.licences(), lambda c: c.organizations(),
        lambda c: c.my_organizations(), lambda c: c.complete_tag("w"), lambda c: c.status(), lambda c: c.resource("x"),
        lambda c: c.dataset_types(), lambda c: c.organization("x"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("result", [None, 3, "text", [1], {"results": 3, "count": "many"}], ids=repr)
def test_an_answer_of_an_odd_shape_is_never_a_crash(server: MisbehavingServer, asking, call, result) -> None:
    server.always("*", Canned(200, ckan(result)))
    try:
        call(asking(server.url))
    except errors.ServerFault as problem:
        assert problem.message.endswith(".")


def test_an_answer_that_does_not_end_is_given_up(server: MisbehavingServer, asking, monkeypatch) -> None:
    monkeypatch.setattr(http.CatalogueSession, "answer_limit", 1 << 20)
    server.always("*", Endless())
    with pytest.raises(errors.CatalogueError):
        asking(server.url).package("x")


def test_the_key_goes_to_the_catalogue_alone(server: MisbehavingServer, asking) -> None:
    with MisbehavingServer() as elsewhere:
        elsewhere.always("*", Canned(200, ckan({"id": "x", "name": "x"})))
        server.always("*", Canned(302, "", {"Location": f"{elsewhere.url}/api/3/action/package_show"}))
        catalogue = asking(server.url)
        with pytest.raises(errors.ServerFault):
            catalogue.package("x")
        assert elsewhere.seen == []
        # a file may be kept elsewhere: it is fetched, without the key
        server.always("file.csv", Canned(302, "", {"Location": f"{elsewhere.url}/bucket/file.csv"}))
        elsewhere.always("file.csv", Canned(200, "a,b\r\n"))
        assert b"".join(catalogue.read_file(f"{server.url}/file.csv")) == b"a,b\r\n"
        assert b"".join(catalogue.read_file(f"{elsewhere.url}/file.csv")) == b"a,b\r\n"
        assert server.calls("file.csv")[0].headers["authorization"] == KEY
        for request in elsewhere.seen:
            assert KEY not in str(request.headers)


def test_a_file_that_leads_in_circles_is_given_up(server: MisbehavingServer, asking) -> None:
    server.always("*", Canned(302, "", {"Location": f"{server.url}/again.csv"}))
    with pytest.raises(errors.ServerFault):
        list(asking(server.url).read_file(f"{server.url}/file.csv"))
    assert len(server.seen) < 10


def test_a_netrc_file_does_not_replace_the_key(server: MisbehavingServer, asking, tmp_path, monkeypatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ann password wrong\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server.always("*", Canned(200, ckan({"id": "x", "name": "x"})))
    asking(server.url).package("x")
    assert server.seen[0].headers["authorization"] == KEY


def test_a_page_that_repeats_the_key_does_not_bring_it_into_the_log(server: MisbehavingServer, asking) -> None:
    server.always("*", Canned(500, f"<pre>Authorization: {KEY}</pre>"))
    with pytest.raises(errors.ServerFault) as problem:
        asking(server.url).package("x")
    assert KEY not in said(problem.value)
    assert "[key]" in problem.value.detail


@pytest.mark.parametrize("key", ["s3cret\nkey", "s3cretü", "s3cret\x00key"])
def test_a_key_that_cannot_be_one_is_refused_without_repeating_it(server: MisbehavingServer, asking, key) -> None:
    with pytest.raises(errors.NotAuthorized, match="invalid characters") as problem:
        asking(server.url, key).package("x")
    assert "s3cret" not in said(problem.value)
    assert server.seen == []


@pytest.mark.parametrize("fault", [Stall(), Stall(reading=False), Endless(pause=0.05, block=b"x")], ids=repr)
@pytest.mark.parametrize("upload", [False, True])
def test_a_call_is_stopped_while_it_waits(server: MisbehavingServer, asking, part, fault, upload) -> None:
    server.always("*", fault)
    cancel = threading.Event()
    outcome: list[BaseException] = []
    patient = http.Patience(connect=30, read=30, upload=30)
    catalogue = asking(server.url, patience=patient)
    file = part(b"x" * 5_000_000)

    def work() -> None:
        try:
            with catalogue.cancellable(cancel.is_set):
                revision = Revision("p", files={"r": file})
                catalogue.revise(revision) if upload else catalogue.package("x")
        except BaseException as error:  # noqa: BLE001 - it is looked at below
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    server.wait_for("package_revise" if upload else "package_show")
    cancel.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert isinstance(outcome[0], errors.Cancelled)
    assert len(server.seen) == 1


def test_what_was_cancelled_before_it_began_sends_nothing(server: MisbehavingServer, asking) -> None:
    catalogue = asking(server.url)
    with catalogue.cancellable(lambda: True), pytest.raises(errors.Cancelled):
        catalogue.patch_package("x", {})
    assert server.seen == []


def test_a_body_that_is_refused_early_is_told_as_too_large(server: MisbehavingServer, asking, part) -> None:
    server.always("*", Canned(413, HTML, early=True))
    with pytest.raises(errors.TooLarge):
        asking(server.url).revise(Revision("p", files={"r": part(b"x" * 30_000_000)}))
    assert len(server.seen) == 1


@pytest.mark.parametrize("after", [0, 100, 300_000])
def test_a_connection_that_breaks_while_sending_is_told_and_not_repeated(server, asking, part, after) -> None:
    server.always("*", CutRequest(after))
    with pytest.raises(errors.Offline):
        asking(server.url).revise(Revision("p", files={"r": part(b"x" * 3_000_000)}))
    assert len(server.seen) == 1


def test_nothing_of_a_catalogue_shows_its_key(asking) -> None:
    catalogue = asking("https://a.example")
    assert KEY not in repr(catalogue) + str(vars(catalogue).get("profile"))
    assert "with key" in repr(catalogue)


@pytest.mark.parametrize("fault", [Stall(), Stall(reading=False)], ids=repr)
def test_a_wait_for_a_silent_server_is_ended_from_another_thread(server: MisbehavingServer, asking, fault) -> None:
    """As Ctrl+C does where the system does not interrupt a wait on a socket."""
    server.always("*", fault)
    raised: list[BaseException] = []

    def ask() -> None:
        try:
            asking(server.url).patch_package("x", {"title": "y"})
        except errors.CatalogueError as error:
            raised.append(error)

    waiting = threading.Thread(target=ask)
    waiting.start()
    while not server.seen:
        waiting.join(0.01)
    while waiting.is_alive():  # it may not wait yet
        cut_calls()
        waiting.join(0.05)
    assert isinstance(raised[0], errors.Offline)
