"""A list is read in stretches of time where most of a stretch is wanted, by ids where little is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.app.sync.listing import ListedPackage, parts, read

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def entry(number: int) -> ListedPackage:
    when = (BEGIN + timedelta(seconds=number)).isoformat()
    return ListedPackage(f"id-{number:04}", when, when)


@given(st.integers(0, 120), st.sets(st.integers(0, 119)), st.integers(1, 40))
def test_every_wanted_one_is_in_one_part(count: int, wanted: set[int], size: int) -> None:
    listed = [entry(n) for n in range(count)]
    ids = {f"id-{n:04}" for n in wanted if n < count}
    made = list(parts(listed, ids, size=size))
    assert [i for part in made for i in part.ids] == sorted(ids)
    for part in made:
        assert 0 < len(part.ids) <= size
        if part.first:
            between = [e for e in listed if part.first <= e.created <= part.last]
            assert {e.id for e in between} >= set(part.ids)
            assert len(between) <= 1.5 * len(part.ids)


def test_a_whole_list_is_read_in_stretches() -> None:
    listed = [entry(n) for n in range(100)]
    made = list(parts(listed, {e.id for e in listed}, size=40))
    assert [(len(part.ids), bool(part.first)) for part in made] == [(40, True), (40, True), (20, True)]


def test_a_few_are_asked_for_by_their_ids() -> None:
    listed = [entry(n) for n in range(100)]
    assert [part.first for part in parts(listed, {"id-0003", "id-0090"}, size=40)] == ["", ""]
    sparse = {f"id-{n:04}" for n in range(0, 100, 3)}
    assert all(not part.first for part in parts(listed, sparse, size=40))


def test_what_a_stretch_does_not_show_is_asked_for_by_id(practice) -> None:
    made = [practice.package() for _ in range(12)]
    catalogue = practice.workspace().catalogue
    listed = [ListedPackage(p["id"], p["metadata_modified"], p["metadata_created"]) for p in made]
    (part,) = parts(listed, {e.id for e in listed}, size=50)
    assert part.first
    practice.server.seen.clear()
    assert [p["id"] for p in read(catalogue, part)] == [e.id for e in listed]
    assert len(practice.server.seen) == 1
    storage = practice.demo.practice.storage
    storage.rows("UPDATE package SET metadata_created = '2001-01-01T00:00:00' WHERE id = ?", (made[4]["id"],))
    assert [p["id"] for p in read(catalogue, part)] == [e.id for e in listed]
