"""Creating and changing records: only what changes is sent, what is wrong is named, what is lost is looked up."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from cli.conftest import ORGANIZATION, Bcdc, Sent
from cli.gate import Gate
from helpers.sample_record import LINK


@pytest.fixture
def resource(server: Catalogue, package: str) -> str:
    """The id of a link in the record."""
    return str(server.create_resource({**LINK, "package_id": package})["id"])


def test_a_record_is_created_with_what_was_left_out(bcdc: Bcdc, server: Catalogue, record: dict[str, Any]) -> None:
    done = bcdc.json("create-package", "--from", "-", stdin=json.dumps(record)).document
    there = server.package(done["id"])
    assert there["title"] == record["title"]
    assert there["publish_state"] == "DRAFT"
    assert there["type"] == "bcdc_dataset"
    assert there["name"] == done["name"] == record["title"].lower().replace(" ", "-")
    assert there["organization"]["name"] == ORGANIZATION
    assert there["contacts"][0]["org"] == there["owner_org"]
    assert {t["name"] for t in there["tags"]} == {"lakes", "water"}
    assert done["entry"] == 1
    assert {"target": "", "field": "title", "before": None, "after": record["title"]} in done["changed"]


def test_a_record_is_created_from_a_file_with_its_links(
    bcdc: Bcdc, server: Catalogue, record: dict[str, Any], tmp_path: Path
) -> None:
    source = tmp_path / "record.json"
    source.write_text(json.dumps({**record, "resources": [LINK]}), encoding="utf-8-sig")
    done = bcdc.json("create-package", "--from", source).document
    assert [r["name"] for r in server.package(done["id"])["resources"]] == [LINK["name"]]


def test_fields_that_are_wrong_or_missing_are_named_and_nothing_is_sent(
    bcdc: Bcdc, record: dict[str, Any], sent: Sent
) -> None:
    wrong = {**record, "titel": "x", "format": "csv", "security_class": "SECRET", "owner_org": "no-such-branch"}
    del wrong["notes"]
    done = bcdc.json("create-package", "--from", "-", stdin=json.dumps(wrong))
    assert (done.code, done.error["kind"]) == (5, "invalid")
    fields = done.error["fields"]
    assert set(fields) == {"titel", "format", "security_class", "owner_org", "notes"}
    assert "title" in fields["titel"][0]
    assert "resource" in fields["format"][0]
    assert sent() == []
    in_words = bcdc("create-package", "--from", "-", stdin=json.dumps(wrong))
    assert (in_words.code, in_words.out) == (5, "")
    assert "notes: This field is required" in in_words.err


@pytest.mark.parametrize("text", ["", "[1]", '{"title": ', "null"])
def test_what_is_no_json_object_is_refused(bcdc: Bcdc, text: str, sent: Sent) -> None:
    done = bcdc.json("create-package", "--from", "-", stdin=text)
    assert (done.code, done.error["kind"], sent()) == (5, "invalid", [])


def test_a_name_that_is_taken_is_said_before_anything_is_sent(
    bcdc: Bcdc, package: str, record: dict[str, Any], sent: Sent
) -> None:
    done = bcdc.json("create-package", "--from", "-", stdin=json.dumps(record))
    assert (done.code, list(done.error["fields"]), sent()) == (5, ["name"], [])


def test_what_the_server_refuses_stands_at_its_field(bcdc: Bcdc, package: str, record: dict[str, Any]) -> None:
    again = json.dumps({**record, "name": "another-name"})  # the title is taken
    done = bcdc.json("create-package", "--from", "-", stdin=again)
    assert (done.code, done.error["kind"]) == (5, "invalid")
    assert "title" in done.error["fields"]
    assert bcdc.json("journal").document["entries"][0]["outcome"] == "refused"


def test_a_new_record_goes_past_no_checklist(bcdc: Bcdc, record: dict[str, Any], sent: Sent) -> None:
    published = json.dumps({**record, "publish_state": "PUBLISHED"})
    done = bcdc.json("create-package", "--from", "-", stdin=published)
    assert (done.code, list(done.error["fields"]), sent()) == (5, ["publish_state"], [])
    assert "start in the state Draft" in done.error["fields"]["publish_state"][0]


def test_a_record_whose_answer_is_lost_is_found_and_not_made_twice(
    bcdc: Bcdc, gate: Gate, server: Catalogue, record: dict[str, Any]
) -> None:
    bcdc.url = gate.url
    gate.arm("package_create", "lose the answer")
    done = bcdc.json("create-package", "--from", "-", stdin=json.dumps(record))
    assert done.code == 0, done.out
    assert "interrupted" in done.document["note"]
    assert gate.calls.count("package_create") == 1
    assert server.search(fq=f'title_string:"{record["title"]}"', rows=5).count <= 1
    assert server.package(done.document["id"])["title"] == record["title"]


def test_only_what_changes_is_sent_and_shown(bcdc: Bcdc, server: Catalogue, package: str, sent: Sent) -> None:
    before = server.package(package)
    done = bcdc.json("patch-package", package, "notes=Some of them.", "tag_string=water, lakes", "purpose=").document
    assert done["changed"] == [{"target": "", "field": "notes", "before": "All of them.", "after": "Some of them."}]
    assert sent() == ["package_revise"]
    after = server.package(package)
    assert after["notes"] == "Some of them."
    assert after["metadata_modified"] == done["metadata_modified"]
    assert {k: v for k, v in after.items() if k not in ("notes", "metadata_modified")} == {
        k: v for k, v in before.items() if k not in ("notes", "metadata_modified")
    }


def test_a_patch_that_changes_nothing_writes_nothing(bcdc: Bcdc, server: Catalogue, package: str, sent: Sent) -> None:
    modified = server.package(package)["metadata_modified"]
    done = bcdc.json("patch-package", package, "notes=All of them.", "lineage_statement=")
    assert (done.code, done.document["changed"], done.document["entry"]) == (0, [], None)
    assert "No changes" in bcdc("patch-package", package, "notes=All of them.").out
    assert server.package(package)["metadata_modified"] == modified
    assert sent() == []


def test_groups_are_given_as_json_or_in_a_file(bcdc: Bcdc, server: Catalogue, package: str, tmp_path: Path) -> None:
    contacts = [{"name": "Ada", "email": "ada@example.org", "org": ORGANIZATION, "role": "custodian"}]
    file = tmp_path / "contacts.json"
    file.write_text(json.dumps([{**contacts[0], "displayed": ["displayed"]}]))
    done = bcdc.json(
        "patch-package",
        package,
        f"contacts=@{file}",
        'more_info=[{"description": "More", "url": "https://example.org"}]',
    )
    assert done.code == 0, done.out
    there = server.package(package)
    assert [c["name"] for c in there["contacts"]] == ["Ada"]
    assert there["contacts"][0]["org"] == there["owner_org"]
    assert there["more_info"][0]["url"] == "https://example.org"


def test_a_wrong_field_is_named_with_what_is_close_to_it(bcdc: Bcdc, package: str, sent: Sent) -> None:
    done = bcdc.json("patch-package", package, "noets=x", "notes=y", "record_publish_date=2020-01-01", "contacts=[1")
    assert (done.code, set(done.error["fields"])) == (5, {"noets", "record_publish_date", "contacts"})
    assert "notes" in done.error["fields"]["noets"][0]
    assert sent() == []


def test_a_wrong_value_is_named_and_nothing_is_sent(bcdc: Bcdc, package: str, sent: Sent) -> None:
    done = bcdc.json("patch-package", package, "security_class=SECRET", "title=")
    assert (done.code, set(done.error["fields"])) == (5, {"security_class", "title"})
    assert sent() == []


@pytest.mark.parametrize("word", ["notes", "=x", ""])
def test_what_is_no_assignment_is_wrong_usage(bcdc: Bcdc, package: str, word: str) -> None:
    assert bcdc.json("patch-package", package, word).code == 2
    assert bcdc.json("patch-package", package, "notes=a", "notes=b").code == 2


def test_a_record_that_changed_since_it_was_seen_is_a_conflict(
    bcdc: Bcdc, server: Catalogue, package: str, sent: Sent
) -> None:
    seen = str(server.package(package)["metadata_modified"])
    server.patch_package(package, {"purpose": "Somebody else's."})
    sent.clear()
    refused = bcdc.json("patch-package", package, "notes=Mine.", "--if-unchanged-since", seen)
    assert (refused.code, refused.error["kind"], sent()) == (6, "conflict", [])
    now = str(server.package(package)["metadata_modified"])
    assert bcdc.json("patch-package", package, "notes=Mine.", "--if-unchanged-since", now).code == 0


def test_the_same_field_changed_at_the_same_moment_is_a_conflict(
    server: Catalogue, package: str, meanwhile: Callable[..., Bcdc]
) -> None:
    beaten = meanwhile(lambda: server.patch_package(package, {"notes": "Theirs."}))
    done = beaten.json("patch-package", package, "notes=Mine.")
    assert (done.code, list(done.error["fields"])) == (6, ["notes"])
    assert server.package(package)["notes"] == "Theirs."


def test_another_field_changed_at_the_same_moment_is_no_obstacle(
    server: Catalogue, package: str, meanwhile: Callable[..., Bcdc]
) -> None:
    beaten = meanwhile(lambda: server.patch_package(package, {"purpose": "Theirs."}))
    assert beaten.json("patch-package", package, "notes=Mine.").code == 0
    there = server.package(package)
    assert (there["notes"], there["purpose"]) == ("Mine.", "Theirs.")


def test_a_resource_is_changed_and_the_others_stay(
    bcdc: Bcdc, server: Catalogue, package: str, resource: str, sent: Sent
) -> None:
    done = bcdc.json("patch-resource", resource, "name=Explore the lakes", "format=csv").document
    assert done["changed"] == [
        {"target": resource, "field": "name", "before": "View the lakes", "after": "Explore the lakes"}
    ]
    assert (done["id"], done["package"], sent()) == (resource, package, ["package_revise"])
    assert server.resource(resource)["name"] == "Explore the lakes"


def test_a_resource_is_deleted_after_asking(bcdc: Bcdc, server: Catalogue, package: str, resource: str) -> None:
    kept = bcdc("delete-resource", resource, stdin="n\n")
    assert kept.code == 130
    nobody = bcdc("delete-resource", resource, stdin="")
    assert (nobody.code, nobody.out) == (2, "")
    assert [r["id"] for r in server.package(package)["resources"]] == [resource]
    assert bcdc("delete-resource", resource, stdin="y\n").code == 0
    assert server.package(package)["resources"] == []
    gone = bcdc.json("delete-resource", resource)
    assert (gone.code, gone.error["kind"]) == (4, "not_found")


def test_a_resource_that_somebody_changed_meanwhile_is_not_deleted_unseen(
    bcdc: Bcdc, server: Catalogue, package: str, resource: str, meanwhile: Callable[..., Bcdc]
) -> None:
    beaten = meanwhile(lambda: server.patch_resource(resource, {"url": "https://example.org/newer.csv"}))
    assert beaten.json("delete-resource", resource, "--yes").error["kind"] == "conflict"
    assert len(server.package(package)["resources"]) == 1
    assert bcdc.json("delete-resource", resource, "--yes").code == 0


def test_deleting_as_json_tells_what_was_there_and_the_journal_keeps_it(bcdc: Bcdc, resource: str) -> None:
    done = bcdc.json("delete-resource", resource, "--yes").document
    assert done["changed"][0]["before"]["name"] == "View the lakes"
    assert done["changed"][0]["after"] is None
    entry = bcdc.json("journal", "--limit", "1").document["entries"][0]
    assert (entry["id"], entry["outcome"]) == (done["entry"], "verified")
    assert entry["before"][resource]["name"] == "View the lakes"


def test_a_dry_run_of_every_write_sends_nothing(
    bcdc: Bcdc, server: Catalogue, package: str, resource: str, record: dict[str, Any], csv: Path, sent: Sent
) -> None:
    before = server.package(package)
    sent.clear()
    another = json.dumps({**record, "title": "Another record"})
    cycle = "resource_update_cycle=monthly"
    for words in (
        ["create-package", "--from", "-"],
        ["patch-package", package, "notes=x"],
        ["patch-resource", resource, "name=x"],
        ["patch-resource", resource, "name=x", "--file", str(csv)],
        ["delete-resource", resource],
        ["upload", package, str(csv), "--set", cycle],
        ["upload", package, str(csv), "--replace", resource],
    ):
        told = bcdc.json(*words, "--dry-run", stdin=another)
        assert told.code == 0, (words, told.out)
        assert told.document["dry_run"] is True
        assert told.document["changes"], words
        in_words = bcdc(*words, "--dry-run", stdin=another)
        assert in_words.code == 0
        assert "Would" in in_words.out
    assert sent() == []
    assert server.package(package) == before
    assert bcdc.json("uploads").document == {"uploads": []}


def test_who_has_no_right_is_refused_with_code_3(bcdc: Bcdc, practice: Any, package: str, csv: Path) -> None:
    set_cycle = ["--set", "resource_update_cycle=monthly"]
    for key in (practice.tokens["outsider"], practice.tokens["member"], None, "a-key-that-nobody-has"):
        other = bcdc.with_key(key)
        done = other.json("patch-package", package, "notes=x")
        assert (done.code, done.error["kind"]) == (3, "not_authorized"), key
        assert other.json("upload", package, csv, *set_cycle).code == 3, key


def test_the_key_is_nowhere_but_in_the_request(
    bcdc: Bcdc, package: str, resource: str, record: dict[str, Any], csv: Path, home: Path
) -> None:
    key = str(bcdc.key)
    said = [
        bcdc.json("patch-package", package, "notes=x"),
        bcdc.json("patch-package", package, "publish_state=ARCHIVED"),
        bcdc.json("upload", package, csv, "--set", "resource_update_cycle=monthly"),
        bcdc("whoami"),
        bcdc("journal"),
        bcdc("profiles"),
        bcdc("package", "no-such-record"),
    ]
    assert not any(key in one.out + one.err for one in said)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    assert not any(key.encode() in path.read_bytes() for path in files)
