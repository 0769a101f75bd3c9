"""`package_search`: who sees what, filters, facets, pages, order."""

import json
import uuid
from collections.abc import Iterator

import pytest

from contract.contract_server import RESOURCE, Packages, Server, packages


@pytest.fixture(scope="module")
def mark(running: Server) -> Iterator[str]:
    """A word that only the five packages of this module have; publish states and tags differ."""
    word = f"zq{uuid.uuid4().hex[:10]}"
    with packages(running) as new:
        for i in range(5):
            package = new.make(
                title=f"{word} number {i}",
                tag_string=f"shared {word},{'even' if i % 2 == 0 else 'odd'} {word}",
                license_id=running.has.licences[i == 4],
                private=i == 3,
                resources=[{**RESOURCE, "name": f"{word} table", "format": "xlsx" if i == 0 else "csv"}] * (i % 3),
            )
            if i < 2 and running.has.publish_states:
                running.get("package_patch", id=package["id"], publish_state="PENDING PUBLISH")
            if i == 2:
                running.get("package_patch", id=package["id"], state="draft")
        yield word


def count(ckan: Server, mark: str, role: str | None = "editor", **parameters: object) -> int:
    parameters = {"q": mark, "rows": 0, "include_private": True, "include_drafts": True} | parameters
    return int(ckan.get("package_search", role, **parameters)["count"])


@pytest.mark.parametrize(
    ("role", "private", "drafts", "expected"),
    [
        ("editor", True, True, 5),
        ("member", True, True, 5),
        ("sysadmin", True, True, 5),
        ("editor", False, True, 4),
        ("editor", True, False, 4),
        ("editor", False, False, 3),
        ("outsider", True, True, 3),
        (None, True, True, 3),
    ],
)
def test_private_packages_and_drafts_are_their_organization_s(
    ckan: Server, mark: str, role: str | None, private: bool, drafts: bool, expected: int
) -> None:
    assert count(ckan, mark, role, include_private=private, include_drafts=drafts) == expected


def test_the_shape_of_an_answer(ckan: Server, mark: str) -> None:
    found = ckan.get("package_search", get=True, q=mark, rows=1)
    assert set(found) == {"count", "facets", "results", "search_facets", "sort"}
    assert (found["facets"], found["search_facets"]) == ({}, {})
    assert found["sort"] == "score desc, metadata_modified desc"
    assert found["results"] == [ckan.get("package_show", id=found["results"][0]["id"])]


def test_pages_hold_everything_once(ckan: Server, mark: str) -> None:
    pages = [
        ckan.get("package_search", q=mark, start=start, rows=2, sort="name asc", include_private=True)["results"]
        for start in (0, 2, 4)
    ]
    assert [len(page) for page in pages] == [2, 2, 0]
    names = [p["name"] for page in pages for p in page]
    assert names == sorted(set(names))
    everything = ckan.get("package_search", q=mark, rows=0)
    assert (everything["count"], everything["results"]) == (3, [])


def test_orders(ckan: Server, mark: str) -> None:
    def titles(sort: str) -> list[str]:
        found = ckan.get("package_search", q=mark, sort=sort, include_private=True, include_drafts=True)
        return [p["title"][-1] for p in found["results"]]

    assert titles("metadata_created asc") == ["0", "1", "2", "3", "4"]
    assert titles("metadata_created desc, id asc") == ["4", "3", "2", "1", "0"]
    assert titles("metadata_modified desc") == ["4", "3", "2", "1", "0"]
    assert titles("title_string asc") == ["0", "1", "2", "3", "4"]


@pytest.mark.kind("bcdc")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("publish_state:DRAFT", 3),
        ('publish_state:"PENDING PUBLISH"', 2),
        ('publish_state:(DRAFT OR "PENDING PUBLISH")', 5),
        ("-publish_state:DRAFT", 2),
        ("publish_state:DRAFT AND license_id:22", 1),
        ("publish_state:DRAFT license_id:22", 1),
        ("+publish_state:DRAFT -license_id:22", 2),
        ("metadata_visibility:Public", 5),
        ("metadata_visibility:IDIR", 0),
    ],
)
def test_filters_on_fields_of_the_schema(ckan: Server, mark: str, filters: str, expected: int) -> None:
    assert count(ckan, mark, fq=filters) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("license_id:LICENCE", 4),
        ("+license_id:LICENCE -capacity:private", 3),
        ("res_format:CSV_KEPT", 3),
        ("res_format:XLSX_KEPT", 0),
        ("res_format:(CSV_KEPT OR XLSX_KEPT)", 3),
        ("private:true", 1),
        ("capacity:public", 4),
        ("+state:active", 4),
        ("+state:draft", 1),
        ("organization:information-management-cfd", 5),
        ("dataset_type:TYPE", 5),
        ("title:number", 5),
        ("metadata_modified:[2001-01-01T00:00:00Z TO *]", 5),
        ("metadata_modified:[* TO 2001-01-01T00:00:00Z]", 0),
        ("id:nothing", 0),
    ],
)
def test_filters(ckan: Server, mark: str, filters: str, expected: int) -> None:
    for word, meant in {
        "LICENCE": ckan.has.licences[0],
        "CSV_KEPT": ckan.has.formats["csv"],
        "XLSX_KEPT": ckan.has.formats["xlsx"],
        "TYPE": ckan.has.dataset_type,
    }.items():
        filters = filters.replace(word, meant)
    assert count(ckan, mark, fq=filters) == expected


def test_filters_on_tags_and_owner(ckan: Server, mark: str) -> None:
    assert count(ckan, mark, fq=f'tags:"even {mark}"') == 3
    assert count(ckan, mark, fq=f'tags:("even {mark}" OR "odd {mark}")') == 5
    assert count(ckan, mark, fq=f"owner_org:{ckan.organization}") == 5
    assert count(ckan, mark, fq=f"owner_org:{ckan.organizations[1]['id']}") == 0
    assert count(ckan, mark, fq_list=[f"owner_org:{ckan.organization}", f'tags:"odd {mark}"']) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{} AND number", 5),
        ("{} number", 5),
        ("{} AND nonsenseword", 0),
        ("{} -number", 0),
        ("title:{}", 5),
        ('"{} number"', 5),
    ],
)
def test_words(ckan: Server, mark: str, query: str, expected: int) -> None:
    assert count(ckan, mark, q=query.format(mark)) == expected


def test_words_by_their_beginning(ckan: Server, mark: str) -> None:
    assert count(ckan, mark, q=f"{mark[:9]}*") == 5
    assert count(ckan, mark, q=f"title:{mark[:9]}*") == 5


def test_ids_in_a_list(ckan: Server, mark: str) -> None:
    found = ckan.get("package_search", q=mark, rows=5)["results"]
    wanted = " OR ".join(p["id"] for p in found[:2])
    assert count(ckan, mark, q="*:*", fq=f"id:({wanted})") == 2
    assert count(ckan, mark, q="*:*", fq=f'name:"{found[0]["name"]}"') == 1


def test_since_the_last_look(ckan: Server, mark: str) -> None:
    newest = ckan.get("package_search", q=mark, sort="metadata_modified desc", include_private=True)["results"]
    since = newest[1]["metadata_modified"]
    assert count(ckan, mark, fq=f"metadata_modified:[{since}Z TO *]", include_drafts=False) == 2


def test_facets(ckan: Server, mark: str) -> None:
    fields = ["organization", "publish_state", "license_id", "tags", "owner_org", "state"]
    found = ckan.get(
        "package_search",
        q=mark,
        rows=0,
        include_private=True,
        include_drafts=True,
        **{"facet.field": fields, "facet.limit": -1},
    )
    facets = found["facets"]
    assert facets["organization"] == {"information-management-cfd": 5}
    assert facets["publish_state"] == ({"DRAFT": 3, "PENDING PUBLISH": 2} if ckan.has.publish_states else {})
    licence, other = ckan.has.licences
    assert facets["license_id"] == {licence: 4, other: 1}
    assert facets["tags"] == {f"shared {mark}": 5, f"even {mark}": 3, f"odd {mark}": 2}
    assert facets["owner_org"] == {ckan.organization: 5}
    assert facets["state"] == {"active": 4, "draft": 1}
    licences = found["search_facets"]["license_id"]
    assert licences["title"] == "license_id"
    assert {"name": licence, "display_name": ckan.has.licence_title, "count": 4} in licences["items"]


def test_facets_in_a_query_and_limited(ckan: Server, mark: str) -> None:
    parameters = {"facet.field": json.dumps(["tags"]), "facet.limit": 1}
    found = ckan.get(
        "package_search", get=True, q=mark, rows=0, include_private=True, include_drafts=True, **parameters
    )
    assert found["facets"] == {"tags": {f"shared {mark}": 5}}


def test_some_fields_alone(ckan: Server, mark: str) -> None:
    found = ckan.get("package_search", q=mark, fl=["id", "metadata_modified"], sort="name asc", rows=2)["results"]
    whole = ckan.get("package_search", q=mark, sort="name asc", rows=2)["results"]
    assert found == [{"id": p["id"], "metadata_modified": p["metadata_modified"] + "Z"} for p in whole]
    assert ckan.get("package_search", get=True, q=mark, fl="id,name", sort="name asc", rows=1)["results"] == [
        {"id": whole[0]["id"], "name": whole[0]["name"]}
    ]


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ({"rows": -1}, {"rows"}),
        ({"rows": "many"}, {"rows"}),
        ({"start": -1}, {"start"}),
        ({"facet.field": "tags"}, {"facet.field"}),
    ],
)
def test_wrong_parameters(ckan: Server, parameters: dict[str, object], wrong: set[str]) -> None:
    assert ckan.ask("package_search", **parameters).wrong_fields == wrong


def test_an_unknown_parameter(ckan: Server) -> None:
    answer = ckan.ask("package_search", foo="x")
    assert (answer.status, answer.error["__type"]) == (400, "Search Query Error")


def test_a_page_has_at_most_1000_rows(ckan: Server) -> None:
    found = ckan.get("package_search", rows=5000, fl=["id"])
    assert len(found["results"]) == min(1000, found["count"])


def test_what_was_written_is_found_at_once_and_gone_at_once(ckan: Server, new: Packages) -> None:
    package = new.make()
    word = package["title"].split("-")[1]
    assert count(ckan, word) == 1
    ckan.get("package_patch", id=package["id"], tag_string="written just now")
    assert count(ckan, word, fq='tags:"written just now"') == 1
    ckan.get("package_delete", id=package["id"])
    assert count(ckan, word) == 0
