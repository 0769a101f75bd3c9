"""What a release is made of beyond files: signatures, the file that tells of it, the workflow that builds it."""

import base64
import json
from datetime import date
from pathlib import Path

import pytest

import dmg
import update_file
from bcdc_desktop.app.updates import BadUpdate, read_update

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = (ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8")
SECRETS = {"MACOS_SIGNING_IDENTITY": "Developer ID Application: A (B)", "APPLE_ID": "a", "APPLE_TEAM_ID": "b"}
ALL_SECRETS = {**SECRETS, "APPLE_APP_PASSWORD": "secret word"}


def version_file(private: str) -> str:
    notes = {"en": "Faster.", "fr": "Plus rapide."}
    return update_file.sign(private, "1.2.0", date(2026, 1, 31), "https://example.org/1.2.0", notes)


def test_a_version_file_is_read_with_its_key() -> None:
    private, public = update_file.make_keys()
    assert update_file.verify(version_file(private), public) == {
        "version": "1.2.0",
        "date": "2026-01-31",
        "page": "https://example.org/1.2.0",
        "notes": {"en": "Faster.", "fr": "Plus rapide."},
    }


def test_the_program_believes_the_file_that_the_tool_signs_and_no_other() -> None:
    private, public = update_file.make_keys()
    update = read_update(version_file(private).encode(), public)
    assert (update.version, update.page) == ("1.2.0", "https://example.org/1.2.0")
    assert update.notes_in("fr") == "Plus rapide."
    with pytest.raises(BadUpdate):
        read_update(version_file(private).replace("1.2.0", "9.9.9").encode(), public)


def test_a_version_file_that_was_changed_or_is_none_is_refused() -> None:
    private, public = update_file.make_keys()
    _, other = update_file.make_keys()
    good = version_file(private)
    signature = json.loads(good)["signature"]
    for text, key in (
        (good, other),
        (good.replace("1.2.0", "9.9.9"), public),
        (good.replace(signature, base64.b64encode(b"x" * 64).decode()), public),
        (good.replace('"format": 1', '"format": 2'), public),
        ("[]", public),
        ("no file", public),
        ('{"format": 1, "signed": 5, "signature": ""}', public),
    ):
        with pytest.raises(update_file.BadFileError):
            update_file.verify(text, key)


def test_a_page_must_be_a_web_page() -> None:
    private, _ = update_file.make_keys()
    with pytest.raises(ValueError, match="https"):
        update_file.sign(private, "1.2.0", date(2026, 1, 31), "file:///etc/passwd", {})


def test_macos_signs_from_the_inside_outwards() -> None:
    app = Path("BCDC Desktop.app")
    inner = app / "Contents" / "Frameworks" / "libpython.dylib"
    commands = dmg.signing(app, [inner], ALL_SECRETS)
    assert [command[-1] for command in commands] == [str(inner), str(app / "Contents/MacOS/bcdc"), str(app), str(app)]
    assert all("--options" in command and "--entitlements" in command for command in commands[:-1])


def test_without_the_secrets_macos_signs_without_a_name_and_asks_nobody() -> None:
    commands = dmg.signing(Path("a.app"), [], {})
    assert commands[0][commands[0].index("--sign") + 1] == "-"
    assert not any("--options" in command for command in commands)
    assert dmg.notarizing(Path("a.dmg"), SECRETS) == []
    assert dmg.missing(SECRETS) == ["APPLE_APP_PASSWORD"]


def test_no_password_is_in_a_command() -> None:
    commands = [*dmg.signing(Path("a.app"), [], ALL_SECRETS), *dmg.notarizing(Path("a.dmg"), ALL_SECRETS)]
    assert any("notarytool" in command for command in commands)
    assert not any(ALL_SECRETS["APPLE_APP_PASSWORD"] in word for command in commands for word in command)


def test_the_workflow_builds_on_each_system_and_keeps_what_it_built_although_a_test_failed() -> None:
    jobs = WORKFLOW.split("\njobs:\n")[1]
    for system in ("ubuntu-22.04", "windows-2022", "macos-14", "macos-15-intel"):
        assert system in jobs
    assert (
        jobs.count("upload-artifact@v4\n        if: always()")
        + jobs.count("if: always()\n        uses: actions/upload")
        == 4
    )
    steps = jobs.split("- name: ")
    assert sum(step.startswith("freeze\n        if: success() || failure()") for step in steps) == 3


def test_every_script_that_the_workflow_runs_is_there() -> None:
    words = WORKFLOW.replace('"', " ").split()
    scripts = {word for word in words if word.startswith("packaging/") and word.endswith(".py")}
    assert {"packaging/msi.py", "packaging/package.py"} <= scripts
    assert [name for name in scripts if not (ROOT / name).is_file()] == []
