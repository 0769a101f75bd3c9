"""Links are looked at politely, and what came of them is kept."""

import itertools
from collections.abc import Iterator

import pytest

from app.records.conftest import Make
from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.app.reports.link_check import check, links_of
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.errors import Cancelled, Offline
from helpers.web_site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def version() -> str:
    return "2.11.6"


def test_what_came_of_each_link(workspace: Workspace, make: Make, site: Site) -> None:
    package = make(9)
    urls = [f"{site.url}/{p}" for p in ("there", "gone", "closed", "broken", "moved", "circle", "no-head")]
    urls += ["ftp://example.org/a", "https://nowhere.invalid/x"]
    for resource, url in zip(package["resources"], urls, strict=True):
        resource["url"] = url
    dead = check(workspace, [package], between=0)
    assert {link.url for link in dead} == {urls[1], urls[5], urls[8]}
    alive = {link.url: link.result.alive for link in links_of(workspace, package) if link.result}
    assert [alive[u] for u in urls] == [True, False, None, None, True, False, True, None, False]
    assert all(link.result and (link.result.message or link.result.alive) for link in links_of(workspace, package))
    assert {key for _, _, _, key in site.asked} == {None}  # the key stays with the catalogue
    count = len(site.asked)
    assert len(check(workspace, [package], between=0)) == 3
    assert len(site.asked) == count  # kept for a while
    check(workspace, [package], between=0, older_than=0)
    assert len(site.asked) > count


def test_without_a_network_no_link_is_called_dead(
    workspace: Workspace, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make(2)
    for resource, host in zip(package["resources"], ("nowhere", "neither"), strict=True):
        resource["url"] = f"https://{host}.invalid/x"

    def offline() -> dict[str, object]:
        raise Offline("The catalogue cannot be reached.")

    with monkeypatch.context() as patch, pytest.raises(Offline):
        patch.setattr(workspace.catalogue, "status", offline)
        check(workspace, [package], between=0)
    assert [link.result for link in links_of(workspace, package)] == [None, None]
    assert len(check(workspace, [package], between=0)) == 2  # the catalogue answers: these are dead


def test_a_pause_between_two_requests_to_one_host(workspace: Workspace, make: Make, site: Site) -> None:
    package = make(3)
    for number, resource in enumerate(package["resources"]):
        resource["url"] = f"{site.url}/{number}"
    check(workspace, [package], between=0.2)
    times = [at for at, *_ in site.asked]
    assert len(times) == 3
    assert all(b - a >= 0.19 for a, b in itertools.pairwise(times))


def test_it_stops_when_asked_and_keeps_what_it_found(workspace: Workspace, make: Make, site: Site) -> None:
    package, token = make(3), CancelToken()
    for number, resource in enumerate(package["resources"]):
        resource["url"] = f"{site.url}/{number}"
    with pytest.raises(Cancelled):
        check(workspace, [package], between=30, token=token, report=lambda p: token.cancel() if p.done == 0 else None)
    assert len([link for link in links_of(workspace, package) if link.result]) == 1


def test_files_in_the_catalogue_are_no_links(workspace: Workspace, make: Make) -> None:
    package = make(1)
    package["resources"][0]["url_type"] = "upload"
    assert links_of(workspace, package) == []
    assert check(workspace, [package]) == []
