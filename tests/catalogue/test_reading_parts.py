"""Given a file on a server, when a part of it is read, then no more is read, and it is that part and no other."""

from collections.abc import Callable, Iterator

import pytest

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.uploads import RemoteFileChanged
from bcdc_desktop.demo import DemoCatalogue
from helpers.file_site import File, FileSite, serving_files
from helpers.misbehaving import Canned, MisbehavingServer, ckan

KEY = "s3cret-key-of-ann"
BODY = bytes(n % 251 for n in range(300_000))


@pytest.fixture
def site() -> Iterator[FileSite]:
    with serving_files() as site:
        yield site


@pytest.fixture
def elsewhere() -> Iterator[FileSite]:
    """A second server, on another port and so at another address."""
    with serving_files() as site:
        yield site


def part(catalogue: Catalogue, url: str, offset: int, length: int, same: str = "") -> bytes:
    with catalogue.open_file(url, offset=offset, length=length, same=same) as remote:
        return remote.read(length)


@pytest.mark.parametrize("ranges", [True, False])
def test_a_part_is_that_part(site: FileSite, asking: Callable[..., Catalogue], ranges: bool) -> None:
    site.files["/a.csv"] = File(BODY, ranges=ranges)
    catalogue, url = asking(site.url), f"{site.url}/a.csv"
    assert part(catalogue, url, 0, 1000) == BODY[:1000]
    assert part(catalogue, url, 70_000, 1000) == BODY[70_000:71_000]
    assert part(catalogue, url, 299_990, 1000) == BODY[299_990:]
    with catalogue.open_file(url, length=10) as remote:
        assert (remote.facts.size, remote.facts.media_type, remote.facts.mark) == (300_000, "text/csv", '"1"')


@pytest.mark.parametrize("ranges", [True, False])
def test_beyond_the_end_there_is_nothing(site: FileSite, asking: Callable[..., Catalogue], ranges: bool) -> None:
    site.files |= {"/a.csv": File(b"abc", ranges=ranges), "/empty.csv": File(b"", ranges=ranges)}
    assert part(asking(site.url), f"{site.url}/a.csv", 3, 10) == b""
    assert part(asking(site.url), f"{site.url}/empty.csv", 0, 10) == b""


def test_no_more_is_read_than_was_asked_for(site: FileSite, asking: Callable[..., Catalogue]) -> None:
    site.files["/a.csv"] = File(b"x" * 65536, endless=True)
    assert part(asking(site.url), f"{site.url}/a.csv", 0, 100_000) == b"x" * 100_000
    assert site.sent < 50_000_000  # what the system's buffers took before the connection was closed


@pytest.mark.parametrize(
    "wrong",
    [
        File(BODY, headers={"Content-Range": "bytes 5-9/300000"}),
        File(BODY, headers={"Content-Range": "bytes 0-999999/1000000"}),
        File(BODY, headers={"Content-Range": "rows 0-9/10"}),
        File(BODY, headers={"Content-Range": None}),
    ],
)
def test_another_part_is_refused(site: FileSite, asking: Callable[..., Catalogue], wrong: File) -> None:
    site.files["/a.csv"] = wrong
    with pytest.raises(errors.ServerFault, match="another part"):
        part(asking(site.url), f"{site.url}/a.csv", 0, 10)


@pytest.mark.parametrize("ranges", [True, False])
def test_another_version_is_noticed(site: FileSite, asking: Callable[..., Catalogue], ranges: bool) -> None:
    site.files["/a.csv"] = File(BODY, ranges=ranges, mark='"2"')
    with pytest.raises(RemoteFileChanged):
        part(asking(site.url), f"{site.url}/a.csv", 100, 10, same='"1"')


def test_the_key_goes_to_the_catalogue_alone(
    site: FileSite, elsewhere: FileSite, asking: Callable[..., Catalogue]
) -> None:
    elsewhere.files["/there.csv"] = File(b"there")
    elsewhere.files["/back.csv"] = File(status=302, headers={"Location": f"{site.url}/own.csv"})
    site.files["/own.csv"] = File(b"own")
    site.files["/moved.csv"] = File(status=302, headers={"Location": f"{elsewhere.url}/there.csv"})
    catalogue = asking(site.url)
    assert part(catalogue, f"{site.url}/own.csv", 0, 10) == b"own"
    assert part(catalogue, f"{site.url}/moved.csv", 0, 10) == b"there"
    assert part(catalogue, f"{elsewhere.url}/there.csv", 0, 10) == b"there"
    assert part(catalogue, f"{elsewhere.url}/back.csv", 0, 10) == b"own"
    assert {key for _path, key, _range in elsewhere.asked} == {None}
    assert [(path, key) for path, key, _range in site.asked] == [
        ("/own.csv", KEY), ("/moved.csv", KEY), ("/own.csv", None),
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/a.csv", "data:,a", "a.csv", "http://["])
def test_only_the_web_is_read(site: FileSite, asking: Callable[..., Catalogue], address: str) -> None:
    site.files["/moved.csv"] = File(status=302, headers={"Location": address})
    with pytest.raises(errors.ServerFault, match="http"):
        part(asking(site.url), address, 0, 10)
    if ":" in address and "[" not in address:
        with pytest.raises(errors.ServerFault, match="http"):
            part(asking(site.url), f"{site.url}/moved.csv", 0, 10)


def test_redirects_end(site: FileSite, asking: Callable[..., Catalogue]) -> None:
    site.files["/circle.csv"] = File(status=302, headers={"Location": "/circle.csv"})
    with pytest.raises(errors.ServerFault):
        part(asking(site.url), f"{site.url}/circle.csv", 0, 10)
    assert len(site.asked) < 10


def test_another_server_is_named_when_it_fails(
    site: FileSite, elsewhere: FileSite, asking: Callable[..., Catalogue]
) -> None:
    elsewhere.files["/a.csv"] = File(BODY, cut=10, cuts=5)
    with pytest.raises(errors.Offline, match=r"127\.0\.0\.1"):
        part(asking(site.url), f"{elsewhere.url}/a.csv", 0, 100_000)


def test_reading_stops_when_it_is_cancelled(site: FileSite, asking: Callable[..., Catalogue]) -> None:
    site.files["/a.csv"] = File(b"x" * 65536, endless=True)
    catalogue, stop = asking(site.url), False
    with catalogue.cancellable(lambda: stop), catalogue.open_file(f"{site.url}/a.csv") as remote:
        assert remote.read(10) == b"x" * 10
        stop = True
        with pytest.raises(errors.Cancelled):
            remote.read(10)


def test_the_practice_catalogue_gives_parts_as_the_played_version_does(
    demo: DemoCatalogue, asking: Callable[..., Catalogue]
) -> None:
    catalogue = asking(demo.url, demo.tokens["editor"])
    found = next(
        r
        for p in catalogue.search(rows=100).packages
        for r in p["resources"]
        if r["url_type"] == "upload" and r["size"]
    )
    whole = b"".join(catalogue.read_file(found["url"]))
    assert part(catalogue, found["url"], 3, 20) == whole[3:23]
    with catalogue.open_file(found["url"], offset=3, length=20) as remote:
        assert remote.facts.size == len(whole)


def test_a_table_of_the_datastore(server: MisbehavingServer, asking: Callable[..., Catalogue]) -> None:
    fields = [{"id": "_id", "type": "int"}, {"id": "station", "type": "text"}, {"id": "level", "type": "numeric"}]
    records = [{"_id": n, "station": f"s{n}", "level": n} for n in range(3)]
    server.next("datastore_search", Canned(200, ckan({"fields": fields, "records": records, "total": 9})))
    table = asking(server.url).table("r1", limit=2)
    assert table.fields == (("station", "text"), ("level", "numeric"))
    assert (table.rows, table.total) == ((("s0", 0), ("s1", 1)), 9)
    server.next("datastore_search", Canned(200, ckan({"records": "all"})))
    with pytest.raises(errors.ServerFault):
        asking(server.url).table("r1", limit=2)
