"""Catalogues other than BCDC's: CKAN without a schema of its own, and one with a schema that nobody here wrote.

Each is what it is: nothing of BCDC's is asked for, every kind of field arrives as it was typed, and how the server
writes a value down is no one's change.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner

from bcdc_desktop.cli.main import cli
from contract.contract_server import Server

Bcdc = Callable[..., Any]


@pytest.fixture
def bcdc(ckan: Server, home: Path) -> Bcdc:
    """Runs ``bcdc --url … COMMAND`` as an editor; the document that it prints, or its text."""
    environment = {"BCDC_API_KEY": ckan.tokens["editor"], "BCDC_DESKTOP_HOME": str(home)}

    def run(*words: str, code: int = 0) -> Any:
        ended = CliRunner().invoke(cli, ["--url", ckan.url, *words], env=environment)
        assert ended.exit_code == code, ended.output
        return json.loads(ended.stdout) if "--json" in words else ended.stdout

    return run


@pytest.fixture
def package(ckan: Server) -> Iterator[dict[str, Any]]:
    """A record with two links, which is gone when the test is over."""
    links = [{"url": f"https://example.org/{n}.csv", "name": f"Part {n}", "format": "CSV"} for n in range(2)]
    name = f"contract-{uuid4().hex[:12]}"
    fields = {"name": name, "title": f"Lakes {name}", "notes": "Notes.", "owner_org": ckan.organization}
    made = ckan.get("package_create", "editor", **fields, resources=links)
    yield made
    ckan.get("dataset_purge", "sysadmin", id=made["id"])


def shown(ckan: Server, package: dict[str, Any]) -> dict[str, Any]:
    found = ckan.get("package_show", "editor", id=package["id"])
    assert isinstance(found, dict)
    return found


@pytest.mark.kind("plain")
@pytest.mark.kind("dcat")
class TestAnyCatalogue:
    def test_a_file_becomes_a_resource_and_nobody_is_blamed_for_how_its_format_is_written(
        self, ckan: Server, bcdc: Bcdc, package: dict[str, Any], tmp_path: Path
    ) -> None:
        file = tmp_path / "lakes.csv"
        file.write_bytes(b"lake,depth\r\nAtlin,283\r\n")
        bcdc("upload", package["id"], str(file), "--set", "format=csv")
        there = shown(ckan, package)["resources"][-1]
        assert (there["url_type"], there["name"]) == ("upload", "Lakes")
        assert there["format"] in ("csv", "CSV")
        bcdc("patch-package", package["id"], "notes=Other notes.")  # compares what was saved with what is there
        outcomes = [e["outcome"] for e in bcdc("journal", "--json")["entries"]]
        assert outcomes == ["verified", "verified"]

    def test_a_format_and_keywords_are_changed_and_can_be_undone(
        self, ckan: Server, bcdc: Bcdc, package: dict[str, Any]
    ) -> None:
        resource = package["resources"][0]["id"]
        done = bcdc("patch-resource", resource, "format=geojson", "description=  Padded  ", "--json")
        assert done["lost"] == {}
        bcdc("patch-package", package["id"], "tag_string= water ,  air quality", "--json")
        assert {t["name"] for t in shown(ckan, package)["tags"]} == {"water", "air quality"}
        entry = done["entry"]
        bcdc("undo", str(entry), "--yes")
        assert shown(ckan, package)["resources"][0]["format"] == "CSV"

    def test_a_record_is_edited_as_text(
        self, ckan: Server, bcdc: Bcdc, package: dict[str, Any], tmp_path: Path
    ) -> None:
        text = bcdc("edit", package["id"], "--print")
        assert "resource_update_cycle" not in text  # which only BCDC has
        path = tmp_path / "record.txt"
        path.write_text(text.replace("Notes.", "Edited notes."), "utf-8")
        assert "Edited" in bcdc("edit", package["id"], "--from", str(path), "--yes")
        assert shown(ckan, package)["notes"] == "Edited notes."
        path.write_text(bcdc("edit", package["id"], "--print"), "utf-8")
        assert bcdc("edit", package["id"], "--from", str(path), "--yes", "--json")["changes"] == []

    def test_a_record_is_created_synchronized_and_found(self, ckan: Server, bcdc: Bcdc, tmp_path: Path) -> None:
        word = f"z{uuid4().hex[:10]}"
        source = tmp_path / "new.json"
        fields = {"title": f"Glaciers {word}", "notes": "N.", "owner_org": ckan.organizations[0]["name"]}
        source.write_text(json.dumps(fields))
        made = bcdc("create-package", "--from", str(source), "--json")
        try:
            bcdc("sync")
            found = bcdc("search", "--offline", word, "--json")
            assert [p["id"] for p in found["results"]] == [made["id"]]
            assert [p["id"] for p in bcdc("search", word, "--json")["results"]] == [made["id"]]
        finally:
            ckan.get("dataset_purge", "sysadmin", id=made["id"])

    def test_a_later_synchronization_finds_nothing_overwritten(
        self, ckan: Server, bcdc: Bcdc, package: dict[str, Any]
    ) -> None:
        bcdc("patch-resource", package["resources"][1]["id"], "format=shp")
        bcdc("sync")
        assert bcdc("journal", "--json")["entries"][0]["outcome"] == "verified"


@pytest.mark.kind("plain")
class TestPlain:
    def test_additional_fields_are_changed_as_rows(self, ckan: Server, bcdc: Bcdc, package: dict[str, Any]) -> None:
        pairs = '[{"key": "z", "value": "1"}, {"key": "a", "value": "2"}]'
        assert bcdc("patch-package", package["id"], f"extras={pairs}", "--json")["lost"] == {}
        assert [e["key"] for e in shown(ckan, package)["extras"]] == ["a", "z"]
        twice = '[{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]'
        refused = bcdc("patch-package", package["id"], f"extras={twice}", "--json", code=5)
        assert list(refused["error"]["fields"]) == ["extras/1/key"]

    def test_a_resource_keeps_any_key_but_those_that_ckan_sets(
        self, ckan: Server, bcdc: Bcdc, package: dict[str, Any], tmp_path: Path
    ) -> None:
        resource = package["resources"][0]["id"]
        bcdc("patch-resource", resource, "projection=BC Albers")
        assert shown(ckan, package)["resources"][0]["projection"] == "BC Albers"
        for name in ("id", "package_id", "position", "state", "created", "url_type"):
            refused = bcdc("patch-resource", resource, f"{name}=x", "--json", code=5)
            assert list(refused["error"]["fields"]) == [name]
        copy = tmp_path / "copy.json"
        copy.write_text(json.dumps({**shown(ckan, package), "name": f"{package['name']}-copy"}))
        made = bcdc("create-package", "--from", str(copy), "--json")
        try:
            assert [r.get("projection") for r in shown(ckan, made)["resources"]] == ["BC Albers", None]
        finally:
            ckan.get("dataset_purge", "sysadmin", id=made["id"])

    def test_what_was_changed_since_is_nobody_elses_when_it_is_undone(
        self, bcdc: Bcdc, package: dict[str, Any]
    ) -> None:
        first = bcdc("patch-package", package["id"], "notes=One.", "--json")["entry"]
        bcdc("patch-package", package["id"], "notes=Two.")
        refused = bcdc("undo", str(first), "--yes", "--json", code=6)
        assert list(refused["error"]["fields"]) == ["notes"]
        assert "Someone else" not in json.dumps(refused)

    def test_a_record_needs_no_organization_and_can_be_made_private(self, ckan: Server, bcdc: Bcdc) -> None:
        made = ckan.get("package_create", "sysadmin", name=f"contract-{uuid4().hex[:12]}", title="Unowned")
        try:
            assert "Unowned" in bcdc("edit", made["id"], "--print")
        finally:
            ckan.get("dataset_purge", "sysadmin", id=made["id"])

    def test_an_address_that_is_none_is_refused_before_it_is_sent(self, bcdc: Bcdc, package: dict[str, Any]) -> None:
        refused = bcdc("patch-package", package["id"], "author_email=jo at example", "--json", code=5)
        assert list(refused["error"]["fields"]) == ["author_email"]


@pytest.mark.kind("dcat")
class TestDcat:
    @pytest.mark.parametrize(
        ("field", "typed", "stored"),
        [
            ("language", '["en","de"]', ["en", "de"]),
            ("language", "en", ["en"]),
            ("theme", "one, with a comma\ntwo", ["one, with a comma", "two"]),
            ("issued", "2011", "2011"),
            ("issued", "2011-05", "2011-05"),
            ("modified", "2011-05-01T10:00:00+02:00", "2011-05-01T10:00:00+02:00"),
            ("temporal_coverage", '[{"start": "2011", "end": "2011-05"}]', [{"start": "2011", "end": "2011-05"}]),
            ("publisher", '{"name": "Data Desk"}', [{"name": "Data Desk"}]),
        ],
    )
    def test_each_kind_arrives_as_it_was_typed(
        self, ckan: Server, bcdc: Bcdc, package: dict[str, Any], field: str, typed: str, stored: Any
    ) -> None:
        assert bcdc("patch-package", package["id"], f"{field}={typed}", "--json")["lost"] == {}
        assert shown(ckan, package)[field] == stored
        again = bcdc("patch-package", package["id"], f"{field}={typed}", "--json")
        assert again["changed"] == []

    def test_a_list_in_a_resource_and_in_a_row_of_it_survive_another_change(
        self, ckan: Server, bcdc: Bcdc, package: dict[str, Any]
    ) -> None:
        resource = package["resources"][0]["id"]
        services = '[{"title": "S", "endpoint_url": ["https://a.example"]}]'
        bcdc("patch-resource", resource, 'language=["en","fr"]', f"access_services={services}")
        bcdc("patch-resource", resource, "name=Other")
        there = shown(ckan, package)["resources"][0]
        assert (there["name"], there["language"]) == ("Other", ["en", "fr"])
        assert there["access_services"][0]["endpoint_url"] == ["https://a.example"]

    def test_what_is_no_year_is_refused_before_it_is_sent(self, bcdc: Bcdc, package: dict[str, Any]) -> None:
        refused = bcdc("patch-package", package["id"], "issued=someday", "--json", code=5)
        assert list(refused["error"]["fields"]) == ["issued"]
