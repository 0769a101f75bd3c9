"""``bcdc bulk``: a change of many records, planned, run, resumed, listed and undone."""

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from cli.conftest import ORGANIZATION, Bcdc, Ended, Sent
from helpers.colleague import Colleague
from helpers.sample_record import LINK, contact, record_fields
from helpers.waiting import PATIENCE

OLD, NEW = "erin@example.org", "robin@example.org"


@pytest.fixture
def version() -> str:
    return "2.11.6"


@pytest.fixture
def others(practice, server: Catalogue) -> Iterator[Colleague]:
    """A colleague who edits the same records."""
    yield Colleague(Profile("colleague", "Colleague", practice.url), practice.tokens["orgadmin"])


@pytest.fixture
def three(bcdc: Bcdc, server: Catalogue, sent: Sent) -> list[str]:
    """The ids of three records, each with a link, in the cache."""
    owner = str(server.organization(ORGANIZATION)["id"])
    ids = []
    for number in range(3):
        fields = record_fields(owner, title=f"Lakes {number}", contacts=[contact(owner)])
        ids.append(str(server.create_package({**fields, "resources": [LINK]})["id"]))
    assert bcdc.json("sync").code == 0
    sent.clear()
    return ids


@pytest.fixture
def plan(bcdc: Bcdc, tmp_path: Path) -> Callable[..., Ended]:
    """Plans, and leaves the plan in ``plan.json``."""
    return lambda *words: bcdc.json("bulk", "plan", *words, "--out", tmp_path / "plan.json", "--force")


@pytest.fixture
def run(bcdc: Bcdc, tmp_path: Path) -> Callable[..., Ended]:
    return lambda *words: bcdc.json("bulk", "run", tmp_path / "plan.json", "--reason", "they moved", "--yes", *words)


def test_contacts_that_moved(bcdc: Bcdc, three: list[str], server: Catalogue, plan, run, sent: Sent) -> None:
    made = plan("lakes", "--contact", f"{OLD}=" + json.dumps({"name": "Robin", "email": NEW}))
    assert (made.code, made.document["records"], made.document["changed"], made.document["values"]) == (0, 3, 3, 3)
    assert made.document["invalid"] == []
    assert sent() == [], "a plan sends nothing"
    shown = bcdc.json("bulk", "show", made.document["plan"]).document
    assert {c["id"] for c in shown["changes"]} == set(three)
    done = run()
    assert done.code == 0
    assert {n: done.document[n] for n in ("done", "unchanged", "conflicts", "failed")} == {
        "done": 3, "unchanged": 0, "conflicts": [], "failed": [],
    }  # fmt: skip
    assert sent() == ["package_revise"] * 3
    for package in map(server.package, three):
        (row,) = package["contacts"]
        assert (row["name"], row["email"], row["role"]) == ("Robin", NEW, "pointOfContact"), "what is not named stays"
    (listed,) = bcdc.json("bulk", "list").document["bulks"]
    assert (listed["id"], listed["reason"], listed["done"]) == (done.document["bulk"], "they moved", 3)
    sent.clear()
    again = run()
    assert (again.code, again.document["done"], again.document["unchanged"]) == (0, 0, 3)
    assert sent() == []
    assert [b["id"] for b in bcdc.json("bulk", "list").document["bulks"]] == [again.document["bulk"], listed["id"]]


def test_the_ledger_is_exported(bcdc: Bcdc, three: list[str], plan, run, tmp_path: Path) -> None:
    plan("lakes", "--set", "notes==1+1", "--add-tag", "bulk")
    bulk = run().document["bulk"]
    for name in ("bulk.json", "bulk.csv", "bulk.xlsx"):
        assert bcdc.json("bulk", "export", bulk, tmp_path / name).document["records"] == 3
    assert bcdc.json("bulk", "export", bulk, tmp_path / "bulk.csv").code == 2, "it is there already"
    assert bcdc.json("bulk", "export", 99, tmp_path / "other.csv").code == 4
    document = json.loads((tmp_path / "bulk.json").read_text())
    assert (document["reason"], len(document["records"])) == ("they moved", 3)
    assert document["records"][0]["after"][""]["notes"] == "=1+1"
    lines = (tmp_path / "bulk.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + 6
    assert "'=1+1" in lines[1], "no spreadsheet runs it"
    assert [b["id"] for b in bcdc.json("bulk", "list", "--search", "moved").document["bulks"]] == [bulk]
    assert bcdc.json("bulk", "list", "--search", "no such words").document["bulks"] == []


def test_undo_and_undo_of_it(bcdc: Bcdc, three: list[str], server: Catalogue, others: Colleague, plan, run) -> None:
    plan("lakes", "--set", "notes=New notes.", "--add-tag", "bulk")
    bulk = run().document["bulk"]
    others.patch_package(three[0], {"resource_status": "completed"})
    others.patch_package(three[1], {"notes": "Theirs."})
    undone = bcdc.json("bulk", "undo", bulk, "--yes")
    assert (undone.code, undone.document["done"]) == (6, 2)
    assert [(c["id"], c["fields"]) for c in undone.document["conflicts"]] == [(three[1], ["notes"])]
    first, second, third = (server.package(i) for i in three)
    assert (first["notes"], first["resource_status"], third["notes"]) == ("All of them.", "completed", "All of them.")
    assert "bulk" not in {t["name"] for t in first["tags"]}
    assert second["notes"] == "Theirs."
    forth = bcdc.json("bulk", "undo", undone.document["bulk"], "--yes")
    assert (forth.code, forth.document["done"]) == (0, 2)
    assert [server.package(i)["notes"] for i in three] == ["New notes.", "Theirs.", "New notes."]
    chosen = bcdc.json("bulk", "undo", bulk, "--record", three[0], "--field", "notes", "--yes")
    assert (chosen.code, chosen.document["done"]) == (0, 1)
    package = server.package(three[0])
    assert (package["notes"], "bulk" in {t["name"] for t in package["tags"]}) == ("All of them.", True)


def test_what_changed_since_is_merged_or_a_conflict(
    bcdc: Bcdc, three: list[str], server: Catalogue, others: Colleague, plan, run
) -> None:
    plan("lakes", "--set", "notes=Mine.")
    others.patch_package(three[0], {"notes": "Theirs."})
    others.patch_package(three[1], {"title": "Ponds"})
    others.delete_package(three[2])
    done = run()
    assert done.code == 6
    assert [(c["id"], c["fields"]) for c in done.document["conflicts"]] == [(three[0], ["notes"])]
    assert [(f["id"], f["kind"]) for f in done.document["failed"]] == [(three[2], "not_found")]
    assert server.package(three[0])["notes"] == "Theirs."
    merged = server.package(three[1])
    assert (merged["notes"], merged["title"]) == ("Mine.", "Ponds")
    others.patch_package(three[0], {"notes": "All of them."})
    again = bcdc.json("bulk", "resume", done.document["bulk"])
    assert (again.document["done"], again.document["conflicts"]) == (2, [])


def test_a_resume_of_what_is_done_sends_nothing(bcdc: Bcdc, three: list[str], plan, run, sent: Sent) -> None:
    plan("lakes", "--set", "notes=Mine.")
    bulk = run().document["bulk"]
    sent.clear()
    again = bcdc.json("bulk", "resume", bulk)
    assert (again.code, again.document["done"]) == (0, 3)
    assert sent() == []
    assert bcdc.json("bulk", "resume", 99).code == 4


NONSENSE: list[tuple[tuple[str, ...], int]] = [
    ((), 2),
    (("--set", "notes"), 2),
    (("--set", "nots=x"), 5),
    (("--set", "metadata_modified=x"), 5),
    (("--clear", "contacts.nothing"), 5),
    (("--set", "owner_org=no-such-organization"), 5),
    (("--contact", "a@b.ca"), 2),
    (("--contact", "a@b.ca={"), 5),
    (("--contact", 'a@b.ca={"phone": "1"}'), 5),
    (("--replace", "notes", "(", "x", "--regex"), 5),
    (("--replace", "notes", "", "x"), 5),
    (("modified:>soon", "--clear", "notes"), 2),
]


def test_nonsense_is_refused(bcdc: Bcdc, three: list[str], plan, tmp_path: Path) -> None:
    for words, code in NONSENSE:
        done = plan(*words)
        assert done.code == code, (words, done.out)
        assert done.error["message"]
    assert not (tmp_path / "plan.json").exists()


def test_a_value_that_the_schema_refuses_is_not_sent(three: list[str], plan, run, sent: Sent) -> None:
    made = plan("lakes", "--set", "resource_status=nonsense", "--set", "notes=New.")
    assert (made.code, made.document["changed"]) == (0, 3)
    assert {i["id"]: list(i["fields"]) for i in made.document["invalid"]} == {i: ["resource_status"] for i in three}
    done = run()
    assert (done.code, done.document["done"], len(done.document["failed"])) == (5, 0, 3)
    assert sent() == []


def _edited(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    made = json.loads(path.read_text())
    change(made)
    path.write_text(json.dumps(made))


UNFIT: list[tuple[Callable[[dict[str, Any]], object], int]] = [
    (lambda p: p.update(catalogue="https://example.org"), 3),
    (lambda p: p.update(user="somebody-else"), 3),
    (lambda p: p.update(version=7), 5),
    (lambda p: p.pop("records"), 5),
    (lambda p: p["records"].append(p["records"][0]), 5),
    (lambda p: p["records"][0]["changes"][0].update(field="nots"), 5),
    (lambda p: p["records"][0]["changes"][0].update(field="metadata_modified"), 5),
    (lambda p: p["records"][0]["changes"][0].update(target="no-such-resource"), 5),
    (lambda p: p["records"][0]["changes"][0].update(after={"a": [1]}), 5),
    (lambda p: p["records"][0]["changes"][0].update(before=10**40), 5),
    (lambda p: p["records"][0]["changes"].append(p["records"][0]["changes"][0]), 5),
]


def test_a_plan_that_cannot_be_run_is_refused(three: list[str], plan, run, tmp_path: Path, sent: Sent) -> None:
    for number, (change, code) in enumerate(UNFIT):
        plan("lakes", "--set", "notes=Mine.")
        _edited(tmp_path / "plan.json", change)
        done = run()
        assert done.code == code, (number, done.out)
        assert done.error["message"]
    assert sent() == []


def test_a_file_that_is_no_plan(bcdc: Bcdc, three: list[str], run, tmp_path: Path) -> None:
    for content in (b"", b"{}", b"[1", b"\xff\xfe", b"[" * 100_000):
        (tmp_path / "plan.json").write_bytes(content)
        assert bcdc.json("bulk", "show", tmp_path / "plan.json").code == 5
        assert run().code == 5


def test_what_is_excluded_stays(three: list[str], server: Catalogue, plan, run, tmp_path: Path) -> None:
    plan("lakes", "--set", "notes=Mine.", "--add-tag", "bulk")

    def exclude(made: dict[str, Any]) -> None:
        by_id = {r["id"]: r for r in made["records"]}
        by_id[three[0]]["excluded"] = True
        next(c for c in by_id[three[1]]["changes"] if c["field"] == "notes")["excluded"] = True

    _edited(tmp_path / "plan.json", exclude)
    assert run().document["done"] == 2
    first, second, third = (server.package(i) for i in three)
    assert (first["notes"], second["notes"], third["notes"]) == ("All of them.", "All of them.", "Mine.")
    assert [any(t["name"] == "bulk" for t in p["tags"]) for p in (first, second, third)] == [False, True, True]


def test_a_colleague_makes_a_plan_of_their_own_from_a_plan(
    bcdc: Bcdc, practice, three: list[str], server: Catalogue, plan, tmp_path: Path
) -> None:
    plan("lakes", "--set", "notes=Mine.")
    theirs = Bcdc(practice.url, practice.tokens["orgadmin"], tmp_path / "their-home")
    assert theirs.json("sync").code == 0
    source, own = tmp_path / "plan.json", tmp_path / "own.json"
    assert len(theirs.json("bulk", "show", source).document["changes"]) == 3
    assert theirs.json("bulk", "run", source, "--reason", "r", "--yes").code == 3
    nobody = Bcdc(practice.url, "a-key-that-no-one-has", tmp_path / "no-home").json
    refused = nobody("bulk", "run", source, "--reason", "r", "--yes")
    assert (refused.code, "key-" in refused.error["message"]) == (3, False)
    made = theirs.json("bulk", "plan", "--from", source, "--out", own)
    assert (made.code, made.document["changed"]) == (0, 3)
    assert theirs.json("bulk", "run", own, "--reason", "r", "--yes").document["done"] == 3
    assert server.package(three[0])["notes"] == "Mine."


def test_subfields_resources_and_order(three: list[str], server: Catalogue, plan, run) -> None:
    plan(
        "lakes", "--set", "contacts.role=businessExpert", "--replace", "resources.name", "View", "See",
        "--set", "notes=Lake one",
        "--replace", "notes", r"(\w+) (\w+)", r"$2 \1", "--regex", "--rename-tag", "lakes", "ponds",
        "--remove-tag", "water", "--set-empty", "purpose=To know", "--set-empty", "title=Not this",
    )  # fmt: skip
    assert run().document["done"] == 3
    package = server.package(three[0])
    assert [c["role"] for c in package["contacts"]] == ["businessExpert"]
    assert package["resources"][0]["name"] == "See the lakes"
    assert (package["notes"], package["title"]) == ("one Lake", "Lakes 0")
    assert package["purpose"] == "To know"
    assert [t["name"] for t in package["tags"]] == ["ponds"]


def test_a_reason_is_needed(bcdc: Bcdc, three: list[str], plan, tmp_path: Path) -> None:
    plan("lakes", "--clear", "purpose")
    assert bcdc.json("bulk", "run", tmp_path / "plan.json", "--yes").code == 2
    assert bcdc.json("bulk", "run", tmp_path / "plan.json", "--reason", " ", "--yes").code == 2
    assert bcdc.json("bulk", "run", tmp_path / "plan.json", "--reason", "r", "--hours", "25:00-1", "--yes").code == 2


def _at_hour(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    """Have this computer's clock show this hour of the day, by its time zone."""
    ahead = (hour - time.gmtime().tm_hour + 12) % 24 - 12
    monkeypatch.setenv("TZ", f"<bulk>{-ahead:+d}")
    time.tzset()


@pytest.fixture
def at_hour(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    with monkeypatch.context() as changed:
        yield lambda hour: _at_hour(changed, hour)
    time.tzset()


@pytest.mark.skipif(sys.platform == "win32", reason="a process has no time zone of its own there")
def test_a_run_waits_for_its_hours(
    bcdc: Bcdc, three: list[str], plan, tmp_path: Path, sent: Sent, server: Catalogue, at_hour
) -> None:
    plan("lakes", "--set", "notes=At night.")
    at_hour(12)
    words = ("bulk", "run", tmp_path / "plan.json", "--reason", "r", "--yes", "--hours", "18:00-06:00", "--json")
    process = bcdc.start(*words)
    assert process.stderr is not None
    assert "18:00" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, _said = process.communicate(timeout=PATIENCE)
    document = json.loads(out)
    assert (document["error"]["kind"], document["open"], sent()) == ("cancelled", 3, [])
    at_hour(23)
    assert bcdc.json("bulk", "resume", document["bulk"]).document["done"] == 3
    assert {server.package(i)["notes"] for i in three} == {"At night."}


def test_a_plan_with_a_byte_order_mark_is_read_and_nonsense_in_it_is_not(
    bcdc: Bcdc, three: list[str], plan, run, tmp_path: Path, sent: Sent
) -> None:
    path = tmp_path / "plan.json"
    plan("lakes", "--set", "notes=A")
    made = json.loads(path.read_text("utf-8"))
    for field, before, after in (("private", False, "maybe"), ("nope", "", "x")):
        made["records"][0]["changes"][0] = {"target": "", "field": field, "before": before, "after": after}
        path.write_text(json.dumps(made), "utf-8")
        assert (run().code, sent()) == (5, [])
    plan("lakes", "--set", "notes=A")
    assert run("--pace", "nan").code == 2
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())  # as older editors save it
    assert run().document["done"] == 3


def test_records_that_will_belong_to_no_organization_are_announced(
    bcdc: Bcdc, three: list[str], tmp_path: Path
) -> None:
    words = ("bulk", "plan", "lakes", "--clear", "owner_org", "--out", tmp_path / "plan.json", "--force")
    assert "3 records will belong to no organization" in bcdc(*words).err
    assert bcdc.json(*words).document["leaving"] == 3
