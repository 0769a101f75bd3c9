"""``FIELD=VALUE``: read by what the schema says the field holds."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.bulk.plan_file import PlanProblem, read_plan
from bcdc_desktop.app.bulk.spreadsheet_reader import EditingFileProblem, read_editing_file
from bcdc_desktop.app.transfer.backup_source import BackupProblem, BackupSource
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.cli.assignments import read_assignments, unknown
from bcdc_desktop.cli.exit_codes import Failure
from bcdc_desktop.cli.output import plain
from bcdc_desktop.cli.text_files import read_text_file
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.schema import DatasetSchema, Field
from bcdc_desktop.domain.transfer import Terms
from helpers.system import WINDOWS

SCHEMA = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))


def read(*words: str) -> dict[str, Any]:
    return read_assignments(words, SCHEMA.resource_fields, also=("description",))


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("name=Lakes = more ü 日本", "Lakes = more ü 日本"),
        ("name=", ""),
        ("description=plain", "plain"),
        ("name=[1, 2]", "[1, 2]"),
        ("name=@lakes", "@lakes"),
        ('iso_topic_category=["farming", "oceans"]', ["farming", "oceans"]),
        ('iso_topic_category="farming"', ["farming"]),
        ("iso_topic_category=farming, oceans", ["farming", "oceans"]),
        ("iso_topic_category=", []),
        ('temporal_extent={"beginning_date": "2020-01-01"}', [{"beginning_date": "2020-01-01"}]),
        ('temporal_extent=[{"end_date": "2020-01-01"}]', [{"end_date": "2020-01-01"}]),
        ("temporal_extent=", []),
        ('json_table_schema={"fields": []}', {"fields": []}),
        ("json_table_schema=", ""),
    ],
)
def test_values_by_kind(word: str, value: object) -> None:
    assert read(word) == {word.partition("=")[0]: value}


@pytest.mark.parametrize(
    "word",
    [
        "temporal_extent=[1]",
        "temporal_extent=tomorrow",
        'temporal_extent={"begining_date": "2020-01-01"}',
        "json_table_schema=[1]",
        "json_table_schema={",
        "json_table_schema=@/no/such/file",
        "iso_topic_category=[[1]]",
        "nmae=x",
        "object_short_name=x",
    ],
)
def test_what_cannot_be_names_its_field(word: str) -> None:
    with pytest.raises(Failure) as refused:
        read(word, "name=right")
    assert refused.value.kind == "invalid"
    assert list(refused.value.fields) == [word.partition("=")[0]]


TRANSLATED = [
    Field.from_action(
        {"field_name": "title_translated", "preset": "fluent_core_translated", "required": True}, ["en", "fr"]
    ),
    Field.from_action({"field_name": "note", "preset": "fluent_text", "form_languages": ["en", "fr-CA"]}),
    Field.from_action({"field_name": "words", "preset": "fluent_tags"}, ["en", "fr"]),
    Field.from_action({"field_name": "anywhere", "preset": "fluent_text"}),
    Field.from_action({"field_name": "own-name", "preset": "text"}),
]
RECORD = {"title_translated": {"en": "Lakes", "fr": "Lacs"}, "note": "", "words": {"en": ["lake"], "de": ["See"]}}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["title_translated-fr=Étangs"], {"title_translated": {"en": "Lakes", "fr": "Étangs"}}),
        (["title_translated-FR=Étangs = a"], {"title_translated": {"en": "Lakes", "fr": "Étangs = a"}}),
        (["title_translated-fr="], {"title_translated": {"en": "Lakes"}}),
        (["title_translated-fr=b", "title_translated-en=a"], {"title_translated": {"en": "a", "fr": "b"}}),
        (['title_translated={"en": "a"}', "title_translated-fr=b"], {"title_translated": {"en": "a", "fr": "b"}}),
        (["note-fr-ca=x"], {"note": {"fr-CA": "x"}}),
        (["words-fr=lac, eau"], {"words": {"en": ["lake"], "de": ["See"], "fr": ["lac", "eau"]}}),
        (['words-de=["a, b"]'], {"words": {"en": ["lake"], "de": ["a, b"]}}),
        (["words-en="], {"words": {"de": ["See"]}}),
        (["anywhere-es-MX=x"], {"anywhere": {"es-MX": "x"}}),
        (["own-name=x"], {"own-name": "x"}),
    ],
)
def test_one_language_of_a_text_in_several(words: list[str], read: dict[str, Any]) -> None:
    assert read_assignments(words, TRANSLATED, record=RECORD) == read


@pytest.mark.parametrize(
    "word", ["title_translated-de=x", "title_translated-=x", "words-fr=[1", "own-name-en=x", "anywhere-E.=x"]
)
def test_a_language_that_the_field_does_not_have_is_refused(word: str) -> None:
    with pytest.raises(Failure) as refused:
        read_assignments([word], TRANSLATED, record=RECORD)
    assert (refused.value.kind, list(refused.value.fields)) == ("invalid", [word.partition("=")[0]])


def test_a_text_that_has_no_languages_is_not_replaced_by_one_that_has() -> None:
    with pytest.raises(Failure):
        read_assignments(["note-en=x"], TRANSLATED, record={"note": "as it was"})


@pytest.mark.parametrize("words", [["note-en=x", "note-en=y"], ["note-en=x", 'note={"en": "y"}']])
def test_the_same_language_twice_is_refused(words: list[str]) -> None:
    with pytest.raises(Failure) as refused:
        read_assignments(words, TRANSLATED)
    assert refused.value.kind == "usage"


def test_a_file_with_json(tmp_path: Path) -> None:
    file = tmp_path / "schema ü.json"
    file.write_text('\ufeff{"fields": [{"name": "a"}]}', encoding="utf-8")
    assert read(f"json_table_schema=@{file}") == {"json_table_schema": {"fields": [{"name": "a"}]}}


@pytest.mark.skipif(WINDOWS, reason="it has other devices")
def test_texts_are_read_from_what_has_an_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    (tmp_path / "holes").touch()
    os.truncate(tmp_path / "holes", 1 << 40)
    for name in ("pipe", "link", "holes"):
        with pytest.raises(Failure):
            read(f"json_table_schema=@{tmp_path / name}")
        with pytest.raises(Failure if name == "holes" else OSError):
            read_text_file(tmp_path / name)
        with pytest.raises((PlanProblem, OSError)):
            read_plan(tmp_path / name)
        with pytest.raises((BackupProblem, OSError)):
            BackupSource(tmp_path / name, Terms(SCHEMA, OrganizationTree([])))
        with pytest.raises((EditingFileProblem, OSError)):
            read_editing_file(tmp_path / name)
    out, into = os.pipe()
    os.write(into, b"lakes")
    os.close(into)
    assert read_text_file(Path(f"/dev/fd/{out}")) == "lakes"  # as for <(…)
    os.close(out)


@pytest.mark.parametrize("content", [b"", b"\n\r\n\n"])
def test_a_file_without_a_record_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dump.jsonl").write_bytes(content)
    with pytest.raises(BackupProblem, match="isn't a backup"):
        BackupSource(tmp_path / "dump.jsonl", Terms(SCHEMA, OrganizationTree([])))


def test_close_names_are_suggested() -> None:
    assert unknown("tilte", ["title", "notes"]) == "There is no field with this name. Did you mean title?"
    assert unknown("cycle", ["resource_update_cycle"]).endswith("Did you mean resource_update_cycle?")
    assert unknown("zzz", ["title"]) == "There is no field with this name."


def test_nothing_from_a_server_commands_the_terminal() -> None:
    assert plain("a\x1b[31mred\x07\tb\r\nc\x9b") == "a�[31mred� b  c�"
    assert plain("ü 日本 “quoted” 🙂") == "ü 日本 “quoted” 🙂"
    assert plain("report\u202efdp.exe \u2066x") == "report�fdp.exe �x"
