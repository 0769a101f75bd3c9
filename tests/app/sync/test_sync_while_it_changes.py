"""A catalogue that changes while it is read, is asked too much, or is read by two at once: nothing missing, nothing
twice."""

import random
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests

from bcdc_desktop.app import rate_limiter
from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.app.rate_limiter import RateLimiter
from bcdc_desktop.app.sync import listing, policy, sync
from bcdc_desktop.app.sync_sizes import SyncSizes
from bcdc_desktop.catalogue import client, errors
from bcdc_desktop.catalogue.client import SearchPage
from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.search.index import PackageQuery
from helpers.listing import refuse_single_fields
from helpers.misbehaving import Canned
from helpers.waiting import PATIENCE


@pytest.fixture(autouse=True)
def _small_pages(practice) -> None:
    practice.sync_sizes = SyncSizes(page=2, index_page=3)


@pytest.fixture
def ten(practice) -> list[dict]:
    return [practice.package() for _ in range(10)]


def agrees(practice, workspace) -> bool:
    """Whether the cache holds exactly what its user sees on the server, in the latest version."""
    beside = client.Catalogue(Profile("x", "X", practice.demo.url), practice.demo.tokens[workspace.profile.user])
    there = {p["id"]: p["metadata_modified"] for page in beside.search_all() for p in page.packages}
    assert len(workspace.store.cache.lists.rows(PackageQuery())) == len(there), "twice or missing"
    for package_id in there:
        assert workspace.store.cache.records.get(package_id).value["metadata_modified"] == there[package_id]
    return workspace.store.cache.records.versions() == there


class Meddler:
    """Others at work: before some of the questions of a synchronization, something changes on the server."""

    def __init__(self, practice, packages, seed: int, monkeypatch) -> None:
        self.practice, self.ids, self.rng = practice, [p["id"] for p in packages], random.Random(seed)
        self.done: list[str] = []
        self.lock = threading.Lock()
        search = client.Catalogue.search

        def meddled(catalogue, *arguments, **more):
            if catalogue.profile.name == "here":
                self.meddle()
            return search(catalogue, *arguments, **more)

        monkeypatch.setattr(client.Catalogue, "search", meddled)

    def meddle(self) -> None:
        with self.lock:
            if len(self.done) >= 12:
                return
            what = self.rng.choice(["create", "delete", "change", "hide", "show", "nothing"])
            chosen = self.rng.choice(self.ids)
            self.done.append(what)
            other = self.practice.other
            if what == "create":
                self.ids.append(self.practice.package()["id"])
            elif what == "delete" and len(self.ids) > 2:
                self.ids.remove(chosen)
                other.delete_package(chosen)
            elif what == "change":
                other.patch_package(chosen, {"notes": f"Changed {self.rng.random()}"})
            elif what in ("hide", "show"):
                other.patch_package(chosen, {"private": what == "hide"})


@pytest.mark.parametrize("role", ["editor", "outsider"])
@pytest.mark.parametrize("seed", range(4))
def test_changes_at_every_moment(practice, ten, seed, role, monkeypatch) -> None:
    workspace = practice.workspace(role)
    Meddler(practice, ten, seed, monkeypatch)
    sync.synchronize(workspace)
    sync.synchronize(workspace)  # the first that nobody disturbs any more
    assert agrees(practice, workspace)
    meddler = Meddler(practice, [{"id": i} for i in workspace.store.cache.records.ids()], seed + 100, monkeypatch)
    for _ in range(4):
        sync.synchronize(workspace)
    assert meddler.done
    assert agrees(practice, workspace)


def test_two_runs_at_once(practice, ten, monkeypatch) -> None:
    one, other = practice.workspace(), practice.workspace()  # two programs with one store
    Meddler(practice, ten, 7, monkeypatch)
    wrong = []

    def run(workspace) -> None:
        try:
            sync.synchronize(workspace, full=True)
        except Exception as error:  # noqa: BLE001
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(d,)) for d in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    sync.synchronize(one)
    assert agrees(practice, one)
    assert agrees(practice, other)


def test_what_is_here_is_not_read_again(practice, ten) -> None:
    workspace = practice.workspace()
    workspace.store.cache.records.put(ten[:7])  # as a run left it that was stopped
    done = sync.synchronize(workspace)
    assert (done.full, done.read, done.total) == (True, 3, 10)
    assert sync.synchronize(workspace, full=True).read == 10


def test_a_few_changes_take_a_few_questions(practice, ten) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    long_ago = (datetime.now(UTC) - timedelta(days=9)).replace(tzinfo=None).isoformat()
    storage = practice.demo.practice.storage
    storage.rows("UPDATE package SET metadata_modified = ? WHERE id != ?", (long_ago, ten[0]["id"]))
    with workspace.store.cache_transaction() as write:
        write.execute("UPDATE packages SET modified = ? WHERE id != ?", (long_ago, ten[0]["id"]))
    practice.other.patch_package(ten[1]["id"], {"title": "Changed"})
    practice.server.seen.clear()
    done = sync.synchronize(workspace)
    assert not done.full
    assert done.read == 1
    assert [s.action for s in practice.server.seen].count("package_search") <= 3
    assert len(practice.server.seen) <= 4


def test_what_is_on_screen_is_read_first(practice, ten, monkeypatch) -> None:
    workspace, asked = practice.workspace(), []
    search = client.Catalogue.search

    def noted(catalogue, *words, **more):
        asked.append(more.get("fq", ""))
        return search(catalogue, *words, **more)

    monkeypatch.setattr(client.Catalogue, "search", noted)
    sync.synchronize(workspace, first=[ten[8]["id"]])
    assert asked[0] == f'id:("{ten[8]["id"]}")'
    assert agrees(practice, workspace)


@pytest.mark.parametrize("by", ["a synchronization", "another look"])
def test_an_answer_that_comes_late_does_not_take_the_place_of_a_newer_version(practice, ten, by, monkeypatch) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    asked = workspace.catalogue.package

    def late(package_id):
        found = asked(package_id)  # and while this answer is on its way
        monkeypatch.setattr(workspace.catalogue, "package", asked)
        practice.other.patch_package(package_id, {"title": "Changed meanwhile"})
        if by == "another look":
            workspace.package(package_id)
        else:
            sync.synchronize(workspace)
        return found

    monkeypatch.setattr(workspace.catalogue, "package", late)
    assert workspace.package(ten[1]["id"])["title"] == ten[1]["title"]
    assert workspace.store.cache.records.get(ten[1]["id"]).value["title"] == "Changed meanwhile"
    assert agrees(practice, workspace)


@pytest.fixture
def under_way(monkeypatch) -> list[int]:
    """How many questions were under way, noted with each."""
    noted, now, lock = [], set(), threading.Lock()
    send = requests.Session.request

    def counted(session, *given, **more):
        mark = object()
        with lock:
            now.add(mark)
            noted.append(len(now))
        try:
            return send(session, *given, **more)
        finally:
            with lock:
                now.discard(mark)

    monkeypatch.setattr(requests.Session, "request", counted)
    return noted


def test_never_more_than_three_questions_at_once(practice, ten, under_way) -> None:
    sync.synchronize(practice.workspace())
    assert 1 <= max(under_way) <= 3


ASKED_FIRST = ["dashboard_activity_list", "group_tree", "organization_list_for_user", "package_search"]


@pytest.mark.parametrize("action", ASKED_FIRST)
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("ckan_version", ["2.9.5"])
def test_a_busy_catalogue_is_left_alone_as_long_as_it_says(practice, ten, action, status, under_way) -> None:
    workspace = practice.workspace()
    practice.server.next(action, Canned(status, "<html>", {"Retry-After": "1"}))
    sync.synchronize(workspace)
    refused = practice.server.calls(action)[0]
    before = practice.server.seen.index(refused) + workspace.sync_sizes.at_once  # with those that were asked with it
    after = practice.server.seen[before:]
    assert min(s.began for s in after) >= refused.began + 1.0  # its end is noted only after it was heard
    assert len(practice.server.calls(action)) > 1
    assert max(under_way[before:]) == 1  # one at a time, until it has answered well for a while
    assert agrees(practice, workspace)


@pytest.mark.parametrize("action", ["organization_list_for_user", "group_tree", "package_search"])
def test_a_catalogue_that_is_busy_for_long_hears_one_question(practice, ten, action) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    with workspace.store.cache_transaction() as write:
        write.execute("UPDATE meta SET seen = seen - 7200")  # so that the tree is asked for
    practice.server.always(action, Canned(429, "<html>", {"Retry-After": "1800"}))
    practice.server.seen.clear()
    with pytest.raises(errors.Busy) as busy:
        sync.synchronize(workspace)
    assert busy.value.retry_after == 1800
    assert len(practice.server.calls(action)) == 1


def test_what_else_is_asked_counts_among_the_three(practice, ten, under_way) -> None:
    workspace, over, wrong = practice.workspace(), threading.Event(), []

    def look() -> None:
        try:
            while not over.is_set():
                for package in ten:
                    workspace.package(package["id"])
        except Exception as error:  # noqa: BLE001
            wrong.append(error)

    others = [threading.Thread(target=look) for _ in range(3)]
    for thread in others:
        thread.start()
    for _ in range(3):
        sync.synchronize(workspace, full=True)
    over.set()
    for thread in others:
        thread.join()
    assert wrong == []
    assert max(under_way) == 3
    assert agrees(practice, workspace)


def test_what_somebody_waits_for_goes_first_and_is_not_kept_quiet() -> None:
    one = RateLimiter(at_once=1)
    began, let_go, order = threading.Event(), threading.Event(), []

    def first() -> None:
        began.set()
        let_go.wait(PATIENCE)

    threads = [threading.Thread(target=one.ask, args=(first,))]
    threads[0].start()
    assert began.wait(PATIENCE)
    for ask, name in ((one.ask, "has time"), (one.ask_now, "somebody waits")):
        waits = threading.Event()

        def looks(waits=waits) -> bool:  # whether it was cancelled: it looks when it has to wait
            waits.set()
            return False

        threads.append(threading.Thread(target=ask, args=(lambda name=name: order.append(name), looks)))
        threads[-1].start()
        assert waits.wait(PATIENCE)
    let_go.set()
    for thread in threads:
        thread.join()
    assert order == ["somebody waits", "has time"]
    with pytest.raises(errors.Busy):
        one.ask_now(busy_for(200.0))
    assert one.ask_now(lambda: 1) == 1  # who has time waits for two hundred seconds now
    assert one.quiet


def test_what_somebody_waits_for_is_asked_once_more_after_some_seconds() -> None:
    refused = iter([errors.Busy("busy", retry_after=0.01)])

    def question() -> int:
        for error in refused:
            raise error
        return 1

    assert RateLimiter().ask_now(question) == 1
    with pytest.raises(Cancelled):
        RateLimiter().ask_now(lambda: 1, lambda: True)


def busy_for(seconds):
    def question() -> None:
        raise errors.Busy("busy", retry_after=seconds)

    return question


def test_a_catalogue_that_asks_for_an_hour_is_tried_another_time(practice, ten) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    practice.server.always("package_search", Canned(503, "<html>", {"Retry-After": "3600"}))
    with pytest.raises(errors.Busy):  # and not waited for: this test would not end
        sync.synchronize(workspace)
    practice.server.behave()
    assert agrees(practice, workspace)


def test_a_busy_catalogue_is_given_up_in_the_end_and_the_wait_can_be_stopped() -> None:
    asked = []

    def busy() -> None:
        asked.append(1)
        raise errors.Busy("busy")

    with pytest.raises(errors.Busy):
        RateLimiter(first_pause=0.001).ask(busy)
    assert len(asked) == rate_limiter.TRIES
    token = CancelToken()
    timer = threading.Timer(0.05, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        RateLimiter(first_pause=60.0).ask(busy, token)
    timer.join()


def test_a_catalogue_that_answers_well_is_asked_several_questions_at_once_again() -> None:
    one = RateLimiter()
    refused = iter([errors.Busy("busy", retry_after=0.0)])

    def question() -> int:
        for error in refused:
            raise error
        return 1

    assert one.ask(question) == 1
    assert one.allowed == 1
    for _ in range(2 * rate_limiter.TRUST):
        one.ask(lambda: 1)
    assert one.allowed == 3


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_wrong_clock(practice, ten, year, monkeypatch) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    wrong = datetime(year, 1, 1, tzinfo=UTC)
    shift = wrong.timestamp() - time.time()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + shift)
    for _ in range(2):
        practice.other.patch_package(ten[2]["id"], {"notes": f"Changed {real()}"})
        practice.package()
        sync.synchronize(workspace)
        assert agrees(practice, workspace)


def test_a_clock_that_was_set_back_makes_nothing_fresh_but_what_was_stored_in_the_same_tick() -> None:
    assert not policy.younger(5100.0, 1000.0, now=5000.0)
    assert policy.younger(5000.0 + 2e-6, 1000.0, now=5000.0)


def test_a_catalogue_that_lists_no_single_fields(practice, ten, monkeypatch) -> None:
    refuse_single_fields(monkeypatch)
    workspace = practice.workspace()
    sync.synchronize(workspace)
    assert agrees(practice, workspace)
    practice.other.delete_package(ten[4]["id"])
    sync.synchronize(workspace)
    assert agrees(practice, workspace)


def test_an_index_that_is_built_anew_is_no_reason_to_forget(practice, ten, monkeypatch) -> None:
    practice.sync_sizes = replace(practice.sync_sizes, few=3)
    workspace = practice.workspace()
    sync.synchronize(workspace)
    monkeypatch.setattr(client.Catalogue, "search", lambda *_a, **_m: SearchPage(0, [], {}))
    with pytest.raises(errors.ServerFault, match="far fewer records"):
        sync.synchronize(workspace)
    assert len(workspace.store.cache.records.ids()) == 10


class Listed:
    """A catalogue of which many packages were made in the same moment."""

    def __init__(self, packages) -> None:
        self.packages = packages
        self.asked = 0

    def search(self, *, fq="", start=0, rows, sort, fields):
        self.asked += 1
        low = fq.partition("[")[2].partition(" TO")[0]
        found = sorted(
            (p for p in self.packages if p["metadata_created"] >= low.rstrip("Z")),
            key=lambda p: (p["metadata_created"], p["id"]),
        )
        return SearchPage(len(found), found[start : start + rows])


def test_more_of_one_moment_than_a_page_holds() -> None:
    moments = ["2026-01-01T00:00:00.000"] * 11 + ["2026-01-02T00:00:00.000"] * 2 + ["2026-01-03T00:00:00.000"] * 7
    packages = [
        {"id": f"{n:02}", "metadata_created": moment, "metadata_modified": moment} for n, moment in enumerate(moments)
    ]
    catalogue = Listed(packages)
    pages = [entries for entries, _ in listing.entries(catalogue, rows=3)]
    assert [e.id for page in pages for e in page] == [p["id"] for p in packages]
    assert catalogue.asked < 20


def test_times_of_an_index_and_of_a_record_are_the_same() -> None:
    assert listing.same_time("2026-01-01T10:00:00.123456", "2026-01-01T10:00:00.123Z")
    assert listing.same_time("2026-01-01T10:00:00.500000", "2026-01-01T10:00:00.5Z")
    assert not listing.same_time("2026-01-01T10:00:00.123456", "2026-01-01T10:00:00.124Z")
    assert listing.thousandths("2026-01-01T10:00:00.123956") == "2026-01-01T10:00:00.123Z"
