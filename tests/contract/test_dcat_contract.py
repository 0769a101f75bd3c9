"""A CKAN with a schema in DCAT's terms: lists of texts, dates of every precision, repeating groups."""

from typing import Any

import pytest

from contract.contract_server import Packages, Server, new_id

pytestmark = pytest.mark.kind("dcat")


@pytest.fixture
def package(ckan: Server, new: Packages) -> str:
    fields = {"owner_org": ckan.organization, "name": f"dcat-{new_id()[:12]}", "title": "T", "notes": "N"}
    made = ckan.get("package_create", **fields)
    new.made.append(made["id"])
    return str(made["id"])


def patched(ckan: Server, package: str, **fields: Any) -> Any:
    """What became of the fields (None where they are not answered), or the messages at them."""
    answer = ckan.ask("package_patch", id=package, **fields)
    found = answer.result if answer.status == 200 else answer.error
    return {n: found.get(n) for n in fields}


def test_the_schema_names_its_kinds_of_fields(ckan: Server) -> None:
    assert ckan.get("scheming_dataset_schema_list") == ["dataset"]
    schema = ckan.get("scheming_dataset_schema_show", type="dataset")
    presets = {f["field_name"]: f.get("preset") for f in schema["dataset_fields"]}
    assert (presets["language"], presets["issued"]) == ("multiple_text", "dcat_date")
    groups = {f["field_name"]: f for f in schema["dataset_fields"] if f.get("repeating_subfields")}
    assert groups["publisher"]["repeating_once"] is True
    assert "repeating_once" not in groups["contact"]
    assert ckan.ask("group_tree", None, get=True).status == 400


def test_what_must_be_there(ckan: Server) -> None:
    assert ckan.ask("package_create").wrong_fields == {"name", "notes", "owner_org"}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (["en", "fr"], ["en", "fr"]),
        ("en", ["en"]),
        ('["en","de"]', ['["en","de"]']),  # the value is destroyed, without an error
        ("", []),
        ([""], []),
        (None, None),
        (5, ["expecting list of strings"]),
        (["a", 5], ["invalid type for repeating text: 5"]),
    ],
)
def test_a_list_of_texts(ckan: Server, package: str, sent: Any, kept: Any) -> None:
    assert patched(ckan, package, language=sent) == {"language": kept}


@pytest.mark.parametrize(
    "moment", ["2011", "2011-05", "2011-05-03", "2011-05-03T10:00:00+02:00", "2011-05-03T10:00:00Z", "2011-05-03 10:00"]
)
def test_a_date_of_any_precision_is_kept_as_it_is_written(ckan: Server, package: str, moment: str) -> None:
    assert patched(ckan, package, issued=moment) == {"issued": moment}
    assert patched(ckan, package, issued="") == {"issued": None}


@pytest.mark.parametrize("wrong", ["soon", "2011-13"])
def test_a_date_that_is_none(ckan: Server, package: str, wrong: str) -> None:
    assert patched(ckan, package, issued=wrong)["issued"][0].startswith("Date format incorrect.")


def test_repeating_groups(ckan: Server, package: str) -> None:
    period = [{"start": "2011", "end": "2012-05"}]
    assert patched(ckan, package, temporal_coverage=period) == {"temporal_coverage": period}
    assert patched(ckan, package, temporal_coverage=[{"start": "2011", "zz": "q"}]) == {
        "temporal_coverage": [{"start": "2011"}]
    }
    assert patched(ckan, package, temporal_coverage=[]) == {"temporal_coverage": None}
    two = [{"name": "a"}, {"name": "b"}]  # “once” is a matter of the web form
    assert patched(ckan, package, publisher=two) == {"publisher": two}
    assert ckan.ask("package_patch", id=package, publisher={"name": "a"}).status == 400


def test_ckans_own_fields_beside_the_schemas(ckan: Server, package: str) -> None:
    assert patched(ckan, package, invented="x") == {"invented": None}
    extras = [{"key": "zz", "value": "1"}]
    assert patched(ckan, package, extras=extras) == {"extras": extras}
    assert patched(ckan, package, author="me") == {"author": "me"}
    assert patched(ckan, package, maintainer_email="x") == {"maintainer_email": ["Email x is not a valid format"]}


def test_resources(ckan: Server, package: str) -> None:
    made = ckan.get("resource_create", package_id=package, url="https://example.org/a.csv", name="A")["id"]

    def kept(**fields: Any) -> Any:
        answer = ckan.ask("resource_patch", id=made, **fields)
        found = answer.result if answer.status == 200 else answer.error
        return {n: found.get(n) for n in fields}

    assert kept(format="csv", language="en") == {"format": "CSV", "language": ["en"]}
    service = [{"title": "t", "endpoint_url": ["https://example.org"], "modified": "2011"}]
    assert kept(access_services=service) == {"access_services": service}
    assert kept(size="12", own="x") == {"size": 12, "own": "x"}
    assert kept(size="x") == {"size": ["Invalid integer"]}
    assert kept(status="bad")["status"][0].startswith("Value must be one of [")
