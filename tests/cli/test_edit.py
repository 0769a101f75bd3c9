"""A whole record as a text in an editor, a file compared with it, its state, and what the journal takes back."""

import contextlib
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.text_diff import describe_change
from cli.conftest import BCDC, Bcdc, Sent
from helpers.sample_record import LINK, record_fields


@pytest.fixture
def resource(server: Catalogue, package: str) -> str:
    """The id of a link in the record."""
    return str(server.create_resource({**LINK, "package_id": package})["id"])


def text_of(bcdc: Bcdc, package: str) -> str:
    done = bcdc("edit", package, "--print")
    assert done.code == 0, done.err
    return done.out


def test_a_text_that_was_not_changed_changes_nothing(
    bcdc: Bcdc, package: str, resource: str, sent: Sent, tmp_path: Path
) -> None:
    file = tmp_path / "record.txt"
    file.write_text(text_of(bcdc, package), "utf-8")
    assert "[[title]]" in file.read_text("utf-8")
    assert f"[[resources/{resource}/name]]" in file.read_text("utf-8")
    sent.clear()
    assert bcdc.json("edit", package, "--from", file).document["changes"] == []
    assert bcdc.json("diff", package, file).document["changes"] == []
    assert sent() == []


def test_what_was_changed_in_the_text_goes_out_as_one_act(
    bcdc: Bcdc, server: Catalogue, package: str, resource: str, sent: Sent, tmp_path: Path
) -> None:
    file = tmp_path / "record.txt"
    text = text_of(bcdc, package).replace("All of them.", "# A heading\n\\[[odd]]\n\nSome of them.")
    file.write_text(text.replace("View the lakes\n", "Explore the lakes\n"), "utf-8")
    sent.clear()
    tried = bcdc.json("edit", package, "--from", file, "--dry-run").document
    assert {(c["target"], c["field"]) for c in tried["changes"]} == {("", "notes"), (resource, "name")}
    assert sent() == []
    done = bcdc.json("edit", package, "--from", file)
    assert (done.code, sent()) == (0, ["package_revise"])
    there = server.package(package)
    assert there["notes"] == "# A heading\n[[odd]]\n\nSome of them."
    assert there["resources"][0]["name"] == "Explore the lakes"
    assert done.document["metadata_modified"] == there["metadata_modified"]


def test_what_is_wrong_in_the_text_is_named_by_its_heading(
    bcdc: Bcdc, package: str, resource: str, sent: Sent, tmp_path: Path
) -> None:
    file = tmp_path / "record.txt"
    text = (
        text_of(bcdc, package).replace("[[purpose]]", "[[purpsoe]]").replace("[[more_info]]\n", "[[more_info]]\n[{\n")
    )
    sent.clear()
    file.write_text(text, "utf-8")
    done = bcdc.json("edit", package, "--from", file)
    assert (done.code, set(done.error["fields"])) == (5, {"purpsoe", "more_info"})
    file.write_text(text_of(bcdc, package).replace("\nweb or ftp site\n", "\nnowhere\n"), "utf-8")
    done = bcdc.json("edit", package, "--from", file)
    assert (done.code, set(done.error["fields"])) == (5, {f"resources/{resource}/resource_storage_location"})
    file.write_bytes(b"\xff\xfeA")
    assert bcdc.json("edit", package, "--from", file).code == 5
    assert sent() == []
    assert bcdc("edit", package).code == 2  # nobody is there


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
def test_the_editor_opens_again_on_a_mistake_and_sends_after_a_yes(
    bcdc: Bcdc, server: Catalogue, package: str, tmp_path: Path
) -> None:
    """A real terminal: the first visit of the editor makes a mistake, the second mends it."""
    import pty

    editor = tmp_path / "editor.py"
    editor.write_text(
        "import os, sys, pathlib\n"
        "assert 'BCDC_API_KEY' not in os.environ\n"
        "p = pathlib.Path(sys.argv[1]); t = p.read_text('utf-8')\n"
        "seen = pathlib.Path(sys.argv[0] + '.seen')\n"
        "if seen.exists():\n"
        "    assert t.startswith('#! title:'), t[:200]\n"
        "    t = t.replace('[[title]]\\nx\\n', '[[title]]\\nLakes, mended\\n')\n"
        "else:\n"
        "    seen.touch()\n"
        "    head, rest = t.split('[[title]]\\n', 1)\n"
        "    t = head + '[[title]]\\nx\\n[[' + rest.split('[[', 1)[1]\n"
        "p.write_text(t, 'utf-8')\n"
    )
    environment = {**os.environ, **bcdc.environment(), "EDITOR": f'"{sys.executable}" "{editor}"', "TERM": "dumb"}
    environment.pop("VISUAL", None)
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another process
        clean = {k: v for k, v in environment.items() if v is not None}
        os.execvpe(BCDC[0], [*BCDC, "--url", bcdc.url, "edit", package], clean)
    said = b""
    answered = 0
    try:
        while piece := os.read(terminal, 4096):
            said += piece
            if said.count(b"[Y/n]") + said.count(b"[y/N]") > answered:
                answered += 1
                os.write(terminal, b"y\n")
    except OSError:  # the other side has gone
        pass
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, said.decode(errors="replace")
    assert server.package(package)["title"] == "Lakes, mended"
    assert answered == 2


class AtTerminal(CliRunner):
    """Standard input is a terminal."""

    @contextlib.contextmanager
    def isolation(self, *given: Any, **more: Any) -> Iterator[Any]:
        with super().isolation(*given, **more) as streams:
            sys.stdin.isatty = lambda: True  # type: ignore[method-assign]
            yield streams


@pytest.fixture
def at_a_terminal(bcdc: Bcdc) -> Bcdc:
    """``bcdc`` with somebody before it."""
    return Bcdc(bcdc.url, bcdc.key, bcdc.home, runner=AtTerminal)


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the person writes at each visit of the editor; None: it was closed without saving."""

    def set_up(*visits: Callable[[str], str | None]) -> None:
        waiting = list(visits)

        def edit(filename: str) -> None:
            path = Path(filename)
            written = waiting.pop(0)(path.read_text("utf-8"))
            if written is not None:
                path.write_text(written, "utf-8")

        monkeypatch.setattr(click, "edit", edit)

    return set_up


def mine(text: str) -> str:
    return text.replace("All of them.", "Mine.")


def too_short(text: str) -> str:
    head, rest = text.split("[[title]]\n", 1)
    return f"{head}[[title]]\nx\n[[" + mine(rest).split("[[", 1)[1]


def kept_in(said: str) -> Path:
    (path,) = [Path(line.split("--from ")[1].strip()) for line in said.splitlines() if "--from " in line]
    return path


def test_a_text_that_could_not_be_sent_is_kept_and_stays_a_conflict_until_that_is_decided(
    bcdc: Bcdc, server: Catalogue, package: str, at_a_terminal: Bcdc, writes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes(mine)
    save = Catalogue.revise
    calls: list[int] = []

    def slow(self: Catalogue, revision: Any, **more: Any) -> str:
        if not calls:
            calls.append(1)
            server.patch_package(package, {"notes": "Theirs.", "data_quality": "Theirs, too."})
        return save(self, revision, **more)

    monkeypatch.setattr(Catalogue, "revise", slow)
    done = at_a_terminal("edit", package, "--yes")
    assert done.code == 6, (done.out, done.err)
    assert "notes: Someone else changed it to Theirs." in done.err
    path = kept_in(done.err)
    assert "Mine." in path.read_text("utf-8")
    server.patch_package(package, {"purpose": "Theirs, later."})
    again = bcdc.json("edit", package, "--from", path)
    assert (again.code, "notes" in again.error["fields"]) == (6, True)
    assert server.package(package)["notes"] == "Theirs."
    decided = bcdc.json("edit", package, "--from", path, "--mine")
    assert [c["field"] for c in decided.document["changed"]] == ["notes"]
    there = server.package(package)
    assert (there["notes"], there["data_quality"], there["purpose"]) == ("Mine.", "Theirs, too.", "Theirs, later.")


def test_a_text_that_was_printed_leaves_what_others_changed_since(
    bcdc: Bcdc, server: Catalogue, package: str, tmp_path: Path
) -> None:
    file = tmp_path / "record.txt"
    file.write_text(mine(text_of(bcdc, package)), "utf-8")
    server.patch_package(package, {"data_quality": "Theirs."})
    elsewhere = Bcdc(bcdc.url, bcdc.key, tmp_path / "another home")
    refused = elsewhere.json("edit", package, "--from", file)
    assert (refused.code, "version it is based on" in refused.error["message"]) == (6, True)
    assert bcdc.json("diff", package, file).document["changes"][0]["field"] == "notes"
    done = bcdc.json("edit", package, "--from", file).document
    assert [c["field"] for c in done["changed"]] == ["notes"]
    there = server.package(package)
    assert (there["notes"], there["data_quality"]) == ("Mine.", "Theirs.")
    # a text of another record is none of this one
    other = str(server.create_package({**record_fields(there["owner_org"]), "title": "Another"})["id"])
    assert bcdc.json("edit", other, "--from", file).error["kind"] == "invalid"


@pytest.mark.parametrize("visits", [(mine,), (too_short,), (too_short, lambda _t: None), (too_short,) * 20])
def test_what_was_written_is_kept_however_the_editing_ends(
    package: str, at_a_terminal: Bcdc, writes: Any, sent: Sent, visits: Any
) -> None:
    """Ctrl+C at “Send this?”, at “Open it again?”; the editor closed without saving; too many mistakes."""
    sent.clear()
    writes(*visits)
    answers = "y\n" * (len(visits) if len(visits) == 20 else len(visits) - 1)
    done = at_a_terminal("edit", package, stdin=answers)  # the input ends where Ctrl+C is pressed
    assert done.code != 0
    assert "Mine." in kept_in(done.err).read_text("utf-8")
    first = kept_in(done.err)
    writes(*visits)
    done = at_a_terminal("edit", package, stdin=answers)
    assert kept_in(done.err) != first
    assert sent() == []


def in_encoding(encoding: str) -> Callable[[Path], None]:
    """An editor that saves in its own encoding, with what that lacks as a question mark."""

    def edit(path: Path) -> None:
        written = mine(path.read_text("utf-8")).replace("Mine.", "Mine, né “à” l’œuvre.")
        path.write_bytes(written.replace("\n", "\r\n").encode(encoding, "replace"))

    return edit


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_an_editor_may_save_in_any_encoding_that_can_be_told(
    server: Catalogue, package: str, at_a_terminal: Bcdc, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    edit = in_encoding(encoding)
    monkeypatch.setattr(click, "edit", lambda filename: edit(Path(filename)))
    done = at_a_terminal("edit", package, "--yes")
    assert done.code == 0, done.err
    assert server.package(package)["notes"].strip() == "Mine, né “à” l’œuvre."


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "iso8859-15", "cp1251", "koi8-r"])
def test_a_text_whose_letters_would_be_lost_is_kept_as_the_editor_saved_it(
    package: str, at_a_terminal: Bcdc, sent: Sent, monkeypatch: pytest.MonkeyPatch, home: Path, encoding: str
) -> None:
    edit = in_encoding(encoding)
    monkeypatch.setattr(click, "edit", lambda filename: edit(Path(filename)))
    sent.clear()
    done = at_a_terminal("edit", package, "--yes")
    assert done.code == 5, done.err
    assert sent() == []
    (kept,) = [path for path in home.rglob("*.txt") if str(path) in done.err]
    assert "Mine, n".encode(encoding) in kept.read_bytes()


@pytest.mark.parametrize("again", [False, True], ids=["at the first visit", "at the second"])
def test_what_was_written_is_kept_where_the_editor_fails(
    package: str, at_a_terminal: Bcdc, sent: Sent, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """It was killed, or ended with 1 after it had saved."""
    visits = 0

    def edit(filename: str) -> None:
        nonlocal visits
        visits += 1
        path = Path(filename)
        path.write_text((too_short if again else mine)(path.read_text("utf-8")), "utf-8")
        if visits == 2 or not again:
            raise click.ClickException("vi: Editing failed")

    monkeypatch.setattr(click, "edit", edit)
    sent.clear()
    done = at_a_terminal("edit", package, "--yes", stdin="y\n")
    assert done.code == 130, done.err
    assert "Mine." in kept_in(done.err).read_text("utf-8")
    assert sent() == []


def test_an_editor_that_cannot_be_started_leaves_nothing(
    package: str, at_a_terminal: Bcdc, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    done = at_a_terminal("edit", package)
    assert (done.code, "--from" in done.err) == (130, False)
    assert list(home.rglob("texts/*.txt")) == []


def test_a_change_far_inside_a_long_text_is_shown_where_it_is(
    bcdc: Bcdc, server: Catalogue, package: str, tmp_path: Path
) -> None:
    long = "The lakes of the north are measured each year. " * 40
    server.patch_package(package, {"notes": long})
    changed = long[:940] + "MEASURED TWICE " + long[940:1400] + long[1450:]
    file = tmp_path / "record.json"
    file.write_text(json.dumps({"notes": changed, "purpose": "x" * 300}))
    out = bcdc("diff", package, file).out
    lines = [line for line in out.splitlines() if line.strip().startswith("notes: at character")]
    assert len(lines) == 2
    assert "MEASURED TWICE" in lines[0].split(" -> ")[1]
    assert "MEASURED TWICE" not in lines[0].split(" -> ")[0]
    assert all(len(line) < 700 for line in out.splitlines())
    assert "(300 characters)" in out
    done = bcdc("patch-package", package, f"notes={changed}")
    assert "MEASURED TWICE" in done.out


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b", "a c", ["a b -> a c"]),
        ("", "new", ["new"]),
        ("old", "", ["old -> "]),
        ("word " * 100, "word " * 100 + "end", None),
        ("one\ntwo " * 60, "one\n\ntwo " + "one\ntwo " * 59, None),
        ("x " * 20_000, "y " * 20_000, None),
        ("x" * 500 + "a" + "z" * 500, "x" * 500 + "b" + "z" * 500, None),
    ],
)
def test_two_texts_that_differ_are_never_shown_alike(before: str, after: str, shown: list[str] | None) -> None:
    lines = describe_change(before, after)
    if shown is not None:
        assert lines == shown
    for line in lines:
        first, _, second = line.partition(": ")[2].partition(" -> ") if shown is None else line.partition(" -> ")
        assert first != second
        assert len(line) < 900


def test_a_json_file_is_compared_by_what_it_names(
    bcdc: Bcdc, server: Catalogue, package: str, resource: str, tmp_path: Path
) -> None:
    file = tmp_path / "record.json"
    whole = server.package(package)
    file.write_text(json.dumps(whole))
    assert bcdc.json("diff", package, file).document["changes"] == []
    assert "No differences" in bcdc("diff", package, file).out
    whole["resources"] = [{"id": resource, "description": "New."}, {**LINK, "name": "Another"}]
    file.write_text(json.dumps({"notes": "Some.", "title": "x", "resources": whole["resources"]}))
    found = bcdc.json("diff", package, file).document
    assert [(c["target"] == resource, c["field"]) for c in found["changes"]] == [
        (False, "title"), (False, "notes"), (True, "description"), (False, None),
    ]  # fmt: skip
    assert set(found["problems"]["package"]) == {"title"}
    file.write_text(json.dumps({"titel": "x", "resources": [{"id": "nobody"}]}))
    assert set(bcdc.json("diff", package, file).error["fields"]) == {"titel", "resources/0/id"}


def test_publish_says_what_it_means_and_why_not(
    bcdc: Bcdc, server: Catalogue, practice: DemoCatalogue, package: str, sent: Sent
) -> None:
    sent.clear()
    moves = bcdc.json("publish", package).document["moves"]
    assert [(m["state"], m["refusal"]) for m in moves] == [("PENDING PUBLISH", "")]
    assert "mail" in moves[0]["mailed"]
    refused = bcdc.json("publish", package, "pending-publish")
    assert (refused.code, "resources" in refused.error["fields"], sent()) == (5, True, [])
    server.create_resource({**LINK, "package_id": package})
    sent.clear()
    assert bcdc("publish", package, "pending-publish").code == 2  # nobody to ask
    assert bcdc.json("publish", package, "pending-publish", "--dry-run").document["dry_run"]
    assert sent() == []
    done = bcdc("publish", package, "pending-publish", "--yes")
    assert done.code == 0, done.err
    assert "administrators of the organization get an email" in done.out
    not_mine = bcdc.json("publish", package, "published")
    assert (not_mine.code, "admin" in not_mine.error["message"]) == (5, True)
    chief = Bcdc(bcdc.url, practice.tokens["orgadmin"], bcdc.home)
    assert chief.json("publish", package, "published").code == 0
    assert server.package(package)["publish_state"] == "PUBLISHED"


@pytest.mark.parametrize("how", ["edit", "patch-package"])
def test_a_state_that_is_changed_like_a_field_passes_the_checklist_and_says_who_is_mailed(
    bcdc: Bcdc, server: Catalogue, package: str, sent: Sent, tmp_path: Path, how: str
) -> None:
    file = tmp_path / "record.txt"

    def move() -> Any:
        if how == "patch-package":
            return bcdc("patch-package", package, "publish_state=PENDING PUBLISH")
        text = text_of(bcdc, package)
        head, rest = text.split("[[publish_state]]", 1)
        moved = rest.replace("DRAFT\n\n", "PENDING PUBLISH\n\n", 1)
        file.write_text(f"{head}[[publish_state]]{moved}", "utf-8")
        return bcdc("edit", package, "--from", file, "--yes")

    sent.clear()
    refused = move()
    assert (refused.code, sent()) == (5, []), refused.err
    assert "resource" in refused.err
    assert server.package(package)["publish_state"] == "DRAFT"
    server.create_resource({**LINK, "package_id": package})
    done = move()
    assert done.code == 0, done.err
    assert "administrators of the organization get an email" in done.err
    assert server.package(package)["publish_state"] == "PENDING PUBLISH"


def test_an_entry_is_taken_back_once(bcdc: Bcdc, server: Catalogue, package: str) -> None:
    entry = bcdc.json("patch-package", package, "notes=Changed.", "purpose=Why.").document["entry"]
    tried = bcdc.json("undo", entry, "--dry-run").document
    assert {(c["field"], c["after"]) for c in tried["changes"]} == {("notes", "All of them."), ("purpose", None)}
    done = bcdc.json("undo", entry)
    assert (done.code, done.document["undoes"]) == (0, entry)
    assert server.package(package)["notes"] == "All of them."
    assert bcdc.json("undo", entry).code == 5
    listed = {e["id"]: e for e in bcdc.json("journal").document["entries"]}
    assert listed[entry]["undone_by"] == done.document["entry"]
    assert bcdc.json("undo", 999).code == 4


def test_what_others_changed_since_is_overwritten_only_when_asked(bcdc: Bcdc, server: Catalogue, package: str) -> None:
    entry = bcdc.json("patch-package", package, "notes=Changed.").document["entry"]
    server.patch_package(package, {"notes": "Theirs."})
    refused = bcdc.json("undo", entry)
    assert (refused.code, set(refused.error["fields"])) == (6, {"notes"})
    assert server.package(package)["notes"] == "Theirs."
    assert bcdc.json("undo", entry, "--mine").code == 0
    assert server.package(package)["notes"] == "All of them."


def test_a_script_is_printed_or_written(bcdc: Bcdc, package: str, tmp_path: Path) -> None:
    entry = bcdc.json("patch-package", package, "notes=Changed.").document["entry"]
    out = bcdc("script", entry)
    assert (out.code, "package_revise" in out.out) == (0, True)
    assert bcdc.key is not None
    assert bcdc.key not in out.out
    compile(out.out, "script", "exec")
    assert bcdc("script", entry, "--output", tmp_path / "again.py").code == 0
    assert (tmp_path / "again.py").read_text("utf-8") == out.out
    assert bcdc.json("script", 999).code == 4


def test_the_journal_is_searched_and_exported(bcdc: Bcdc, package: str, resource: str, tmp_path: Path) -> None:
    bcdc.json("patch-package", package, 'notes=One, "two"', "purpose=Why.")
    bcdc.json("delete-resource", resource)
    found = bcdc.json("journal", "--search", "two").document["entries"]
    assert [e["after"][""]["notes"] for e in found] == ['One, "two"']
    assert bcdc.json("journal", "--search", "no such words").document["entries"] == []
    done = bcdc.json("journal", "--export", tmp_path / "j.csv").document
    assert done["entries"] == 3
    with (tmp_path / "j.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(r["action"], r["field"], r["after"]) for r in rows} >= {("package_revise", "notes", 'One, "two"')}
    assert [r["target"] for r in rows if r["before"].startswith("{")] == [resource]
    bcdc.json("journal", "--export", tmp_path / "j.json")
    whole = json.loads((tmp_path / "j.json").read_text("utf-8"))
    assert [e["id"] for e in whole["entries"]] == [3, 2, 1]
    assert bcdc.json("journal", "--export", tmp_path / "j.txt").code == 2
