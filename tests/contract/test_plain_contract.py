"""A CKAN as it comes, without a schema: what it asks for, what it keeps, and who may write packages of nobody."""

from typing import Any

import pytest

from contract.contract_server import Packages, Server, new_id

pytestmark = pytest.mark.kind("plain")


def bare(new: Packages, **fields: Any) -> dict[str, Any]:
    """A package with a name and an owner."""
    given = {"owner_org": new.server.organization, "name": f"plain-{new_id()[:12]}", **fields}
    package: dict[str, Any] = new.server.get("package_create", **given)
    new.made.append(package["id"])
    return package


def patched(ckan: Server, package: str, **fields: Any) -> Any:
    """What became of the fields, or the refusal."""
    answer = ckan.ask("package_patch", id=package, **fields)
    return {n: answer.result.get(n) for n in fields} if answer.status == 200 else answer.error


def test_there_is_no_schema_and_no_tree(ckan: Server) -> None:
    for action in ("scheming_dataset_schema_list", "group_tree"):
        answer = ckan.ask(action, None, get=True)
        assert answer.status == 400
        assert "Action name not known" in answer.text
        assert ckan.ask("help_show", None, name=action).status == 404


def test_nothing_but_a_name_is_asked_for(ckan: Server, new: Packages) -> None:
    assert ckan.ask("package_create").wrong_fields == {"name"}
    package = bare(new)
    assert package["title"] == package["name"]
    assert (package["type"], package["private"], package["state"], package["extras"]) == (
        "dataset", False, "active", [],
    )  # fmt: skip
    empty = ("author", "author_email", "maintainer", "maintainer_email", "notes", "url", "version", "license_id")
    assert [package[name] for name in empty] == [None] * len(empty)


def test_a_package_of_nobody_is_everybodys_and_never_private(ckan: Server, new: Packages) -> None:
    package = bare(new, owner_org="")["id"]
    assert ckan.get("package_show", None, id=package)["owner_org"] is None
    assert ckan.ask("package_patch", "outsider", id=package, notes="By an outsider.").status == 200
    assert ckan.ask("package_patch", None, id=package, notes="By nobody.").status == 403
    assert set(patched(ckan, package, private=True)) == {"private", "__type"}
    assert ckan.ask("package_create", name=f"x-{new_id()}", private=True).wrong_fields == {"private"}


@pytest.mark.parametrize(
    ("extras", "kept"),
    [
        ([{"key": "b", "value": "2"}, {"key": "a", "value": "1"}],
         [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]),
        ([{"key": "n", "value": 5}, {"key": "t", "value": True}, {"key": "none", "value": None}],
         [{"key": "n", "value": "5"}, {"key": "t", "value": "true"}]),
        ([{"key": "b", "value": "1", "deleted": True}], []),
        ([], []),
    ],
)  # fmt: skip
def test_free_keys_are_kept_as_text_by_their_order(ckan: Server, new: Packages, extras: Any, kept: Any) -> None:
    assert patched(ckan, bare(new)["id"], extras=extras) == {"extras": kept}


@pytest.mark.parametrize(
    ("extras", "wrong"),
    [
        ([{"key": "b", "value": "1"}, {"key": "b", "value": "2"}], {"extras_validation": ['Duplicate key "b"']}),
        ([{"key": "a"}], {"extras": [{"value": ["Missing value"]}]}),
        ([{"value": "x"}], {"extras": [{"key": ["Missing value"]}]}),
        ([{"key": "title", "value": "x"}], {"extras": [{"key": ["There is a schema field with the same name"]}]}),
    ],
)
def test_free_keys_that_are_refused(ckan: Server, new: Packages, extras: Any, wrong: Any) -> None:
    refused = patched(ckan, bare(new)["id"], extras=extras)
    assert refused.pop("__type") == "Validation Error"
    assert refused == wrong


def test_what_a_value_becomes(ckan: Server, new: Packages) -> None:
    package = bare(new, title="A title")
    name = package["name"]
    assert patched(ckan, package["id"], title="") == {"title": name}
    assert patched(ckan, package["id"], notes=None, license_id="no-such") == {"notes": None, "license_id": "no-such"}
    assert patched(ckan, package["id"], private="maybe") == {"private": False}
    assert patched(ckan, package["id"], type="other") == {"type": "dataset"}
    assert patched(ckan, package["id"], author_email="x")["author_email"] == ["Email x is not a valid format"]
    assert set(patched(ckan, package["id"], version="v" * 101)) == {"version", "__type"}


def test_a_draft_is_its_organizations(ckan: Server, new: Packages) -> None:
    package = bare(new)["id"]
    assert patched(ckan, package, state="draft") == {"state": "draft"}
    assert ckan.ask("package_show", None, id=package).status == 403
    assert patched(ckan, package, state="active", private="true") == {"state": "active", "private": True}
    assert ckan.ask("package_show", None, id=package).status == 403
    assert patched(ckan, package, private="false") == {"private": False}
    assert ckan.ask("package_show", None, id=package).status == 200


def test_any_key_of_a_resource_is_kept(ckan: Server, new: Packages) -> None:
    package = bare(new)["id"]
    made = ckan.get("resource_create", package_id=package, url="example.org/a.csv", own="x", number=5, rows=[1])
    assert (made["own"], made["number"], made["rows"]) == ("x", 5, [1])
    assert made["url"] == "http://example.org/a.csv"
    assert (made["name"], made["description"], made["resource_type"]) == (None, None, None)


def test_formats_are_written_as_ckan_does(ckan: Server, new: Packages) -> None:
    package = bare(new)["id"]
    guessed = ckan.get("resource_create", package_id=package, url="https://example.org/a.csv")
    assert guessed["format"] == "CSV"
    with_id = ckan.get("resource_create", package_id=package, url="https://example.org/a.csv", id=new_id())
    assert with_id["format"] == ""
    for sent, kept in (("csv", "CSV"), ("text/csv", "CSV"), ("geojson", "GeoJSON"), ("own", "own"), ("", "")):
        assert ckan.get("resource_patch", id=guessed["id"], format=sent)["format"] == kept
