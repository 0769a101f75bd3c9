"""Who may do what, and who is told what."""

from typing import Any

import pytest

from contract.contract_server import RESOURCE, Packages, Server


@pytest.mark.parametrize(("role", "token"), [("member", None), ("outsider", None), (None, None), (None, "wrong")])
def test_creating_wants_an_editor(ckan: Server, role: str | None, token: str | None) -> None:
    answer = ckan.ask("package_create", role, token=token, **ckan.fields())
    assert (answer.status, answer.error["__type"]) == (403, "Authorization Error")
    # where anyone with an account may have packages of nobody, it is this organization that is refused
    refused = "add dataset to this organization" if ckan.has.unowned and role else "create packages"
    assert f"not authorized to {refused}" in answer.error["message"]


def foreign(ckan: Server) -> str:
    """Return an organization in which the editor has no role."""
    mine = {o["name"] for o in ckan.organizations}
    return next(name for name in ckan.get("organization_list", None) if name not in mine)


@pytest.mark.parametrize("organization", ["no-such-organization", None])
def test_creating_elsewhere_is_refused(ckan: Server, organization: str | None) -> None:
    answer = ckan.ask("package_create", **ckan.fields(owner_org=organization or foreign(ckan)))
    assert answer.status == 403


def test_moving_elsewhere_is_refused_by_field(ckan: Server, new: Packages) -> None:
    answer = ckan.ask("package_patch", id=new.make()["id"], owner_org=foreign(ckan))
    assert answer.error["owner_org"] == ["You cannot add a dataset to this organization"]
    moved = ckan.get("package_patch", id=new.make()["id"], owner_org=ckan.organizations[1]["name"])
    assert moved["organization"]["name"] == ckan.organizations[1]["name"]


@pytest.mark.parametrize("role", ["member", "outsider", None])
@pytest.mark.parametrize("private", [False, True])
def test_writing_wants_an_editor(ckan: Server, new: Packages, role: str | None, private: bool) -> None:
    package, resource = new.with_resource()
    if private:
        ckan.get("package_patch", id=package, private=True)
    attempts: dict[str, dict[str, Any]] = {
        "package_patch": {"id": package, "notes": "x"},
        "package_update": {"id": package, "notes": "x"},
        "package_delete": {"id": package},
        "dataset_purge": {"id": package},
        "package_revise": {"match": {"id": package}, "update": {"notes": "x"}},
        "resource_create": {"package_id": package, "name": "x", **RESOURCE},
        "resource_patch": {"id": resource, "name": "x"},
        "resource_update": {"id": resource, "name": "x", **RESOURCE},
        "resource_delete": {"id": resource},
        "package_resource_reorder": {"id": package, "order": [resource]},
    }
    for action, parameters in attempts.items():
        answer = ckan.ask(action, role, **parameters)
        assert (action, answer.status) == (action, 403)
        assert answer.error["__type"] == "Authorization Error"
    assert [r["name"] for r in ckan.resources(package)] == ["A table"]


@pytest.mark.parametrize(
    ("role", "status"), [("sysadmin", 200), ("orgadmin", 200), ("member", 200), ("outsider", 403), (None, 403)]
)
def test_a_private_package_is_its_organization_s(ckan: Server, new: Packages, role: str | None, status: int) -> None:
    package, resource = new.with_resource()
    ckan.get("package_patch", id=package, private=True)
    assert ckan.ask("package_show", role, id=package).status == status
    assert ckan.ask("resource_show", role, id=resource).status == status
    assert ckan.ask("package_activity_list", role, id=package).status == status


@pytest.mark.parametrize(("role", "status"), [("member", 200), ("outsider", 403), (None, 403)])
def test_a_draft_is_its_organization_s(ckan: Server, new: Packages, role: str | None, status: int) -> None:
    package = new.make()["id"]
    ckan.get("package_patch", id=package, state="draft")
    assert ckan.ask("package_show", role, id=package).status == status


def test_a_public_package_is_everybody_s(ckan: Server, new: Packages) -> None:
    package, resource = new.with_resource()
    assert ckan.ask("package_show", None, id=package).status == 200
    assert ckan.ask("resource_show", "outsider", id=resource).status == 200


def test_counts_include_what_one_may_see(ckan: Server, new: Packages) -> None:
    def counted(role: str | None) -> int:
        return int(ckan.get("organization_show", role, id=ckan.organization)["package_count"])

    before = counted("editor"), counted(None)
    new.make(private=True)
    assert (counted("editor"), counted(None)) == (before[0] + 1, before[1])


def test_an_editor_deletes_published_records_too(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    if ckan.has.publish_states:
        ckan.get("package_patch", id=package, publish_state="PENDING PUBLISH")
        ckan.get("package_patch", "orgadmin", id=package, publish_state="PUBLISHED")
    assert ckan.ask("package_delete", id=package).status == 200


def test_tokens_are_listed_for_their_owner(ckan: Server) -> None:
    assert ckan.get("api_token_list", user="editor")
    assert ckan.ask("api_token_list", "outsider", user="editor").status == 403
    assert ckan.ask("api_token_list").wrong_fields == {"user_id" if ckan.newer else "user"}
