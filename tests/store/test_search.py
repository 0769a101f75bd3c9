"""The cache answers searches: words everywhere, conditions, facets, marks, orders, and nothing that is out of date."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.store.links import LinkResult
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.store import Store

ORGANIZATIONS = [
    Organization("o1", "forests", "Ministry of Forests", None, capacity="admin"),
    Organization("o2", "wildfire-service", "Wildfire Service", "o1"),
    Organization("o3", "mines", "Ministry of Mines"),
]


def resource(name: str = "Table", **fields: Any) -> dict[str, Any]:
    identity = str(uuid.uuid4())
    given = {"id": identity, "name": name, "url": f"https://example.org/{identity}/table.csv", "format": "csv"}
    return {**given, "bcdc_type": "document", "created": "2026-01-01T00:00:00", **fields}


def package(title: str, **fields: Any) -> dict[str, Any]:
    name = title.lower().replace(" ", "-")
    given = {
        "id": str(uuid.uuid4()), "name": name, "title": title, "owner_org": "o1", "publish_state": "PUBLISHED",
        "state": "active", "private": False, "metadata_created": "2025-05-05T10:00:00.000001",
        "metadata_modified": "2026-02-01T10:00:00.000001", "notes": "", "tags": [], "license_id": "2",
        "license_title": "Open Government Licence - British Columbia", "resources": [],
    }  # fmt: skip
    return {**given, **fields}


def noise() -> str:
    """Words that take room."""
    return " ".join(uuid.uuid4().hex for _ in range(3000))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    schema = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))
    made.cache.records.schema = lambda _type: schema
    made.cache.organizations.put(ORGANIZATIONS)
    yield made
    made.close()


@pytest.fixture
def titles(store: Store) -> Callable[..., list[str]]:
    def found(words: str, **query: Any) -> list[str]:
        rows = store.cache.lists.rows(PackageQuery(words=words, **query))
        assert store.cache.lists.count(PackageQuery(words=words, **query)) == len(rows)
        return [row.title for row in rows]

    return found


Titles = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("lakes", {"notes": "All the lakes."}),
        ("lak", {"notes": "All the Lakes."}),
        ("resume", {"notes": "A résumé."}),
        ("kamloops", {"tags": [{"name": "kamloops"}]}),
        ("soundings", {"resources": [resource("Soundings 2024")]}),
        ("sonar", {"resources": [resource(description="Taken by sonar.")]}),
        ("depths_2024", {"resources": [resource(url="https://example.org/files/Depths_2024.csv?x=1")]}),
        ("station_no", {"resources": [resource(json_table_schema={"fields": [{"name": "STATION_NO"}]})]}),
        ("station_no", {"resources": [resource(json_table_schema=json.dumps({"fields": [{"name": "STATION_NO"}]}))]}),
        ("column:station", {"resources": [resource(details=[{"column_name": "STATION_NO"}])]}),
        ("WHSE_LAKES", {"resources": [resource(object_name="WHSE_LAKES.DEPTHS_SP")]}),
        ("title:lacs", {"title_translated": {"en": "Target", "fr": "Lacs"}}),
        ("profonds", {"notes_translated": '{"fr": "Lacs profonds", "en": null}'}),
        ("carte", {"resources": [resource(name_translated={"fr": "Carte", "en": 5}, description_translated="{")]}),
        ("odd-slug-7", {"name": "odd-slug-7"}),
        ('"deep lakes"', {"notes": "Deep lakes of the north"}),
        ("state:draft", {"publish_state": "DRAFT"}),
        ("state:pending-publish", {"publish_state": "PENDING PUBLISH"}),
        ('state:archived,"pending publish"', {"publish_state": "PENDING PUBLISH"}),
        ("state:draft", {"state": "draft"}),
        ("state:public", {"publish_state": None}),
        ("state:private", {"publish_state": None, "private": True}),
        ("state:draft", {"publish_state": None, "state": "draft", "private": True}),
        ("-state:active", {"state": "draft"}),
        ("format:xlsx", {"resources": [resource(), resource(format="XLSX")]}),
        ("type:geographic", {"resources": [resource(bcdc_type="geographic")]}),
        ("tag:water-quality", {"tags": [{"name": "Water Quality"}]}),
        ("tag:wat*", {"tags": [{"name": "Water Quality"}]}),
        ("licence:22", {"license_id": "22", "license_title": "Access Only"}),
        ('licence:"access only"', {"license_id": "22", "license_title": "Access Only"}),
        ("modified:>2026-06-01", {"metadata_modified": "2026-06-02T00:00:00"}),
        ("created:2024", {"metadata_created": "2024-12-31T23:59:59.999999"}),
        ("org:mines", {"owner_org": "o3"}),
        ("is:private", {"private": True}),
        ("is:open", {"isopen": True}),
        ("-is:mine", {"owner_org": "o3"}),
        ("is:overdue", {"resources": [resource(resource_update_cycle="monthly", last_modified="2020-01-01")]}),
        ("due:<2021", {"resources": [resource(resource_update_cycle="annually", last_modified="2019-06-01")]}),
        ("has:schedule", {"resources": [resource(resource_update_cycle="weekly")]}),
        ("has:file", {"resources": [resource(url_type="upload")]}),
        ("missing:columns", {"resources": [resource(url_type="upload")]}),
        ("has:columns", {"resources": [resource(json_table_schema={"fields": [{"name": "a"}]})]}),
        ("missing:licence", {"license_id": ""}),
        ("has:description", {"notes": "Something."}),
        ("-missing:tag", {"tags": [{"name": "x"}]}),
        ("has:resource", {"resources": [resource()]}),
    ],
)
def test_one_of_two_is_found(store: Store, titles: Titles, words: str, fields: dict[str, Any]) -> None:
    store.cache.records.put([package("This one", **fields), package("Another")])
    assert titles(words) == ["This one"]
    turned = words.removeprefix("-") if words.startswith("-") else f"-{words}"
    assert titles(turned) == ["Another"]


def test_ids_of_records_and_resources_and_their_beginnings(store: Store, titles: Titles) -> None:
    held = resource(), resource(id="no-uuid-at-all")
    this = package("This one", resources=list(held))
    store.cache.records.put([this, package("Another", resources=[resource()])])
    for text in (this["id"], this["id"][:8], this["id"][:15], held[0]["id"], held[0]["id"][:11].upper()):
        assert titles(text) == ["This one"], text
        assert titles(f"-{text}") == ["Another"], text
        assert titles(f"one {text}") == ["This one"]
        assert titles(f"another {text}") == []
    for text in (this["id"], held[0]["id"].upper()):
        assert titles(f'"{text}"') == ["This one"]
        assert titles(f'-"{text}"') == ["Another"]
    assert titles(f'"{this["id"][:8]}"') == []  # a phrase is whole
    for one in held:
        assert store.cache.records.of_resource(one["id"]).value == this
    assert store.cache.records.of_resource(str(uuid.uuid4())) is None
    # the same digits at the beginning are another resource still
    assert store.cache.records.of_resource(held[0]["id"][:-4] + "0000") is None


def test_an_organization_with_its_branches(store: Store, titles: Titles) -> None:
    store.cache.records.put([package("A"), package("B", owner_org="o2"), package("C", owner_org="o3")])
    assert titles("org:forests") == ["A", "B"]
    assert titles("org:wildfire-service") == ["B"]
    assert titles("org:ministry") == ["A", "B", "C"]
    assert titles("-org:forests") == ["C"]
    assert titles("org:nobody") == []
    assert titles("", organizations=("o2", "o3")) == ["B", "C"]


def test_drafts_and_broken_links_are_known_from_elsewhere(store: Store, titles: Titles) -> None:
    held = resource()
    one, other = package("A"), package("B", resources=[held])
    store.cache.records.put([one, other])
    assert titles("has:draft") == []
    assert titles("has:broken-link") == []
    store.drafts.set_edits(one, "", {"title": "New"})
    store.links.put([LinkResult(held["url"], False, 404)])
    assert titles("has:draft") == ["A"]
    assert titles("has:broken-link") == ["B"]
    store.links.put([LinkResult(held["url"], True, 200)])
    assert titles("has:broken-link") == []


def test_places_that_are_ready(store: Store, titles: Titles) -> None:
    contact = [{"name": "Desk", "email": "desk@example.org", "displayed": ["displayed"]}]
    good = {"notes": "N", "tags": [{"name": "t"}], "contacts": contact, "resources": [resource()]}
    mine, fine = package("Mine", **good), package("Fine", **good, owner_org="o3")
    late = {**good, "resources": [resource(resource_update_cycle="daily", last_modified="2020-01-01")]}
    store.cache.records.put([mine, fine, package("Late", **late), package("Bare")])
    assert titles("is:mine") == ["Bare", "Late", "Mine"]
    assert titles("has:problem") == ["Bare", "Late"]
    assert titles("-has:problem") == ["Fine", "Mine"]
    recent = {"opened": True, "sort": "opened", "descending": True}
    assert titles("", **recent) == []
    for held in (mine, fine, mine):
        store.cache.records.touch(held["id"])
    assert titles("", **recent) == ["Mine", "Fine"]
    assert titles("is:mine", **recent) == ["Mine"]


def test_what_is_stored_again_is_found_by_its_new_words_only(store: Store, titles: Titles) -> None:
    held = package("Old name", name="slug", resources=[resource("Soundings")], tags=[{"name": "a"}])
    store.cache.records.put([held])
    newer = {"title": "New name", "resources": [resource("Echoes")], "tags": [{"name": "b"}]}
    store.cache.records.put([{**held, **newer, "metadata_modified": "2026-03-01T00:00:00"}])
    assert titles("old") == titles("soundings") == titles("tag:a") == []
    assert titles("new echoes tag:b") == ["New name"]
    assert store.cache.records.of_resource(held["resources"][0]["id"]) is None
    store.cache.records.remove([held["id"]])
    assert titles("") == titles("new") == []
    assert store.cache.records.get(held["id"]) is None


def test_an_older_answer_does_not_take_the_place_of_a_newer_record(store: Store) -> None:
    held = package("Newer", metadata_modified="2026-03-02T00:00:00")
    store.cache.records.put([held])
    seen = store.cache.records.get(held["id"])
    older = {**held, "title": "Older", "metadata_modified": "2026-03-01T00:00:00"}
    store.cache.records.put([older], asked=seen.at - 1)  # asked before that was stored
    assert store.cache.records.get(held["id"]).value["title"] == "Newer"
    store.cache.records.put([older], asked=seen.at + 1)  # asked after it: the server was set back
    assert store.cache.records.get(held["id"]).value["title"] == "Older"


def test_orders(store: Store, titles: Titles) -> None:
    store.cache.records.put(
        [
            package("b", metadata_modified="2026-01-03", resources=[resource()], owner_org="o3"),
            package("A", metadata_modified="2026-01-02", notes="c"),
            package("c", metadata_modified="2026-01-01", publish_state="DRAFT", private=True, owner_org="o2"),
        ]
    )
    assert titles("") == ["A", "b", "c"]
    assert titles("", descending=True) == ["c", "b", "A"]
    assert titles("", sort="modified") == ["c", "A", "b"]
    assert titles("", sort="state") == ["c", "b", "A"]
    assert titles("", sort="resources", descending=True) == ["b", "A", "c"] or titles("", sort="resources")[-1] == "b"
    assert titles("", sort="private")[-1] == "c"
    assert titles("", sort="organization") == ["A", "b", "c"]


def test_without_publish_states_records_are_in_the_order_of_how_they_are_shown(store: Store, titles: Titles) -> None:
    plain = {"publish_state": None}
    store.cache.records.put(
        [
            package("a", **plain),
            package("b", **plain, private=True),
            package("c", **plain, private=True, state="draft"),
            package("d", **plain),
        ]
    )
    assert titles("", sort="state") == ["c", "b", "a", "d"]
    counted = store.cache.index.facets(PackageQuery(), ("state",))["state"]
    assert {f.value: (f.count, titles(f.query)) for f in counted} == {
        "public": (2, ["a", "d"]),
        "private": (1, ["b"]),
        "draft": (1, ["c"]),
    }
    assert titles("state:active") == ["a", "b", "d"]
    assert titles("-state:active") == ["c"]
    assert titles("state:private,draft") == ["b", "c"]
    assert store.cache.index.advise("state:active state:public") == []


def test_relevance_puts_titles_first_once_a_word_tells_something(store: Store, titles: Titles) -> None:
    store.cache.records.put([package("Alps", notes="Salmon"), package("Bays", notes="Salt"), package("Salmon runs")])
    assert titles("salm", sort="relevance") == ["Salmon runs", "Alps"]
    assert titles("sa", sort="relevance") == ["Salmon runs", "Alps", "Bays"]
    assert titles("s", sort="relevance") == ["Alps", "Bays", "Salmon runs"]  # one letter tells nothing
    assert titles("notes:salm", sort="relevance") == ["Alps"]


def test_stretches_of_a_list_join_without_gaps(store: Store) -> None:
    store.cache.records.put([package(f"Record {n:03}") for n in range(57)])
    query = PackageQuery(words="record", sort="modified")
    pages = [store.cache.lists.rows(query, limit=10, offset=at) for at in range(0, 60, 10)]
    assert [len(p) for p in pages] == [10, 10, 10, 10, 10, 7]
    assert len({row.id for page in pages for row in page}) == 57
    assert [p["id"] for p in store.cache.lists.packages(query, page=10)] == [r.id for page in pages for r in page]


def test_facets_count_records_and_open_them(store: Store, titles: Titles) -> None:
    store.cache.records.put(
        [
            package("A", resources=[resource(), resource(), resource(format="shp")], tags=[{"name": "x y"}]),
            package("B", resources=[resource()], publish_state="DRAFT", owner_org="o3"),
            package("C", license_id="22", license_title="Access Only"),
        ]
    )
    facets = store.cache.index.facets(PackageQuery())
    counts = {kind: {f.label: f.count for f in values} for kind, values in facets.items()}
    assert counts == {
        "organization": {"Ministry of Forests": 2, "Ministry of Mines": 1},
        "state": {"PUBLISHED": 2, "DRAFT": 1},
        "format": {"csv": 2, "shp": 1},
        "type": {"document": 2},
        "tag": {"x y": 1},
        "licence": {"Open Government Licence - British Columbia": 2, "Access Only": 1},
    }
    for values in facets.values():
        for facet in values:
            assert len(titles(facet.query)) == facet.count
    narrowed = store.cache.index.facets(PackageQuery(words="state:draft"), ("format", "state"))
    assert {f.label: f.count for f in narrowed["format"]} == {"csv": 1}
    assert store.cache.index.resource_counts(PackageQuery(), "format") == {"csv": 3, "shp": 1}


def test_how_values_are_written_is_known(store: Store) -> None:
    licence = {"license_id": "OGL_BC", "license_title": "Open Government"}
    several = [resource(format="CSV"), resource()]
    store.cache.records.put([package("A", resources=several, tags=[{"name": "Fish Eggs"}])])
    other = package("B", resources=[resource(format="Csv")], tags=[{"name": "fish-eggs"}], **licence)
    store.cache.records.put([other])
    spellings = store.cache.index.spellings
    assert spellings("format", "cSv") == ["CSV", "Csv", "csv"]
    assert spellings("tag", "fish_eggs") == spellings("tag", "fis*") == ["Fish Eggs", "fish-eggs"]
    assert spellings("licence", "open government") == spellings("licence", "ogl-bc") == ["OGL_BC"]
    assert spellings("tag", "nothing") == []
    store.cache.clear()
    assert spellings("format", "csv") == []


def test_advice_names_what_may_be_meant(store: Store) -> None:
    store.cache.records.put([package("A", resources=[resource()], tags=[{"name": "water"}])])
    advise = store.cache.index.advise
    assert advise("a format:csv org:forests tag:water state:published") == []
    assert [p.suggestion for p in advise("format:cvs")] == ["format:csv"]
    assert [p.suggestion for p in advise("tag:watr")] == ["tag:water"]
    assert [p.suggestion for p in advise("org:forrests")] == ["org:forests"]
    assert "No organization is called “qqq”." in advise("org:qqq")[0].message
    assert advise("zzzzz:1")[0].suggestion == ""


@pytest.mark.parametrize(
    ("words", "fields", "place", "marked"),
    [
        ("sonar", {"resources": [resource("Depths by sonar", description="x")]}, "resource", "sonar"),
        ("sonar", {"resources": [resource(), resource("Second", description="Taken by sonar.")]}, "resource", "sonar"),
        ("station", {"resources": [resource(details=[{"column_name": "STATION_NO"}])]}, "column", "STATION"),
        ("kaml", {"tags": [{"name": "kamloops"}]}, "tag", "kaml"),
        ("salmon", {"notes": "Where the salmon runs.", "tags": [{"name": "fish"}]}, "notes", "salmon"),
        ("slug", {"name": "odd-slug"}, "name", "slug"),
        ("lac", {"title": "Lake", "title_translated": {"en": "Lake", "fr": "Le lac"}}, "title", "lac"),
        ("title:lac", {"title": "Lake", "title_translated": {"en": "Lake", "fr": "Le lac"}}, "title", "lac"),
        ("notes:salmon", {"title": "Salmon", "notes": "A salmon."}, "notes", "salmon"),
        ("lake salmon", {"title": "Lake", "notes": "The salmon of the lake."}, "notes", "salmon"),
    ],
)
def test_where_a_record_was_found_is_told(
    store: Store, words: str, fields: dict[str, Any], place: str, marked: str
) -> None:
    held = package(**{"title": "A", **fields})
    store.cache.records.put([held])
    found = store.cache.lists.hits([held["id"]], parse(words))[held["id"]]
    assert found.place == place
    assert marked in [found.excerpt.text[a:b] for a, b in found.excerpt.marks]


def test_a_title_that_holds_all_words_needs_no_other_place(store: Store) -> None:
    held = package("Lakes of the north", notes="Lakes and more lakes of the north")
    store.cache.records.put([held])
    assert store.cache.lists.hits([held["id"]], parse("lake north")) == {}
    assert store.cache.lists.hits([held["id"]], parse("")) == {}


def test_an_id_is_told_as_the_place_where_a_record_was_found(store: Store) -> None:
    held = package("A", resources=[resource()])
    store.cache.records.put([held])
    by_resource = store.cache.lists.hits([held["id"]], parse(held["resources"][0]["id"]))[held["id"]]
    assert (by_resource.place, by_resource.excerpt.text) == ("id", held["resources"][0]["id"])
    by_beginning = store.cache.lists.hits([held["id"]], parse(held["id"][:10]))[held["id"]]
    assert (by_beginning.place, by_beginning.excerpt.text) == ("id", held["id"])


def test_what_was_found_is_read_in_stretches_though_records_went_meanwhile(store: Store) -> None:
    store.cache.records.put([package(f"Record {n}") for n in range(5)])
    found = store.cache.index.find(PackageQuery())
    rows = store.cache.lists.rows_of(found.keys)
    store.cache.records.remove([rows[1].id])
    assert [r.title if r else None for r in store.cache.lists.rows_of(found.keys[:3])] == ["Record 0", None, "Record 2"]
    assert store.cache.lists.ids_of(found.keys) == [rows[n].id for n in (0, 2, 3, 4)]


def test_values_that_begin_as_typed_the_most_frequent_first(store: Store) -> None:
    tags = [["water quality", "fish"], ["water quality", "waterfall"], ["deep water"]]
    store.cache.records.put([package(f"R{n}", tags=[{"name": t} for t in held]) for n, held in enumerate(tags)])

    def values(kind: str, begun: str) -> list[tuple[str, int]]:
        return [(f.label, f.count) for f in store.cache.index.values(kind, begun)]

    assert values("tag", "wat") == [("water quality", 2), ("deep water", 1), ("waterfall", 1)]
    assert values("tag", "WATER_Q") == [("water quality", 2)]
    assert values("tag", "%") == []
    assert values("state", "") == [("PUBLISHED", 3)]
    assert values("licence", "open gov") == [("Open Government Licence - British Columbia", 3)]
    assert [label for label, _ in values("org", "minis")] == ["Ministry of Forests", "Ministry of Mines"]
    assert store.cache.index.values("org", "wildf")[0].query == "org:wildfire-service"


def test_what_waits_and_what_was_opened(store: Store, titles: Titles) -> None:
    pending, elsewhere = package("Mine", publish_state="PENDING PUBLISH"), package("Theirs", owner_org="o3")
    store.cache.records.put([pending, {**elsewhere, "publish_state": "PENDING ARCHIVE"}, package("Other")])
    assert titles("is:waiting") == ["Mine"]
    store.cache.key_value.put("account", {"name": "root", "sysadmin": True})
    assert titles("is:waiting") == ["Mine", "Theirs"]
    store.cache.key_value.put("account", {"name": "ann", "sysadmin": False})
    assert titles("is:waiting") == ["Mine"]
    assert titles("is:recent") == []
    store.cache.records.touch(pending["id"])
    assert titles("is:recent") == ["Mine"]
    assert titles("-is:recent") == ["Other", "Theirs"]


def test_strange_text_is_stored_and_found(store: Store, titles: Titles) -> None:
    strange = 'A "quote" AND NOT (x* OR y) : ^z \U0001f30a \u202e'
    store.cache.records.put([package("This one", notes=strange, tags=[{"name": strange}]), package("Another")])
    for text in ("quote", '"quote', "(x*", "z ^", "AND", "y)"):
        assert titles(text) == ["This one"], text


def test_readers_and_writers_at_once(store: Store) -> None:
    """Lists that are read while pages come in are always whole."""
    wrong: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            rows = store.cache.lists.rows(PackageQuery(words="record"), limit=500)
            if len({r.id for r in rows}) != len(rows) or len(rows) % 10:
                wrong.append(f"{len(rows)} rows")

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for page in range(20):
        store.cache.records.put([package(f"Record {page}-{n}") for n in range(10)])
    over.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert store.cache.lists.count(PackageQuery(words="record")) == 200


def test_room_is_given_back_and_lists_stay(store: Store, titles: Titles) -> None:
    opened = package("Opened", notes=noise())
    store.cache.records.put([opened, *(package(f"Big {n}", notes=noise()) for n in range(8))])
    store.cache.records.touch(opened["id"])
    store.cache.tidy()  # the log is no reason to let anything go
    before = store.cache.size()
    assert store.cache.limit(before + 1) == 0
    assert 0 < store.cache.limit(before - 100_000) < 9
    assert store.cache.size() < before
    assert len(titles("")) == 9
    assert store.cache.records.get(opened["id"]).value == opened  # what was opened last stays longest
    gone = [r.id for r in store.cache.lists.rows(PackageQuery()) if store.cache.records.get(r.id) is None]
    assert gone
    store.cache.records.remove(gone)
    assert len(titles("")) == 9 - len(gone)


def test_a_limit_never_takes_the_text_of_what_has_a_draft(store: Store) -> None:
    held = [package(f"Big {n}", notes=noise()) for n in range(4)]
    store.cache.records.put(held)
    store.drafts.set_edits(held[0], "", {"title": "New"})
    assert store.cache.limit(1) == 3
    assert store.cache.records.get(held[0]["id"]).value == held[0]
    assert store.cache.limit(1) == 0


def test_a_cleared_cache_keeps_drafts(store: Store, titles: Titles) -> None:
    held = package("A")
    store.cache.records.put([held])
    store.cache.key_value.put("synchronized_fully", 1)
    store.drafts.set_edits(held, "", {"title": "New"})
    store.cache.clear()
    assert titles("") == []
    assert store.cache.organizations.all() == []
    assert store.cache.key_value.get("synchronized_fully") is None
    assert store.drafts.ids() == [held["id"]]
    store.cache.organizations.put(ORGANIZATIONS)
    store.cache.records.put([held])
    assert titles("has:draft org:forests") == ["A"]
