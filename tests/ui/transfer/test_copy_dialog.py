"""Records are chosen, what a copy would do is looked at, a term is decided, and they are copied."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from bcdc_desktop.app.rows import PackageQuery
from bcdc_desktop.app.search import results
from bcdc_desktop.app.transfer.copy import CopiedRecord, CopyState
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.transfer import Terms
from bcdc_desktop.ui.review import ConflictDialog
from bcdc_desktop.ui.review.decision import Resolution
from bcdc_desktop.ui.transfer.changes_pane import label_of_path
from bcdc_desktop.ui.transfer.copy_dialog import MAPPING, PLAN, RUN, CopyDialog
from helpers.colleague import Colleague

BRANCH = "information-management-cfd"


@pytest.fixture
def other(window, tmp_path: Path) -> Iterator[DemoCatalogue]:
    """Another catalogue, in which the same person is signed in."""
    with DemoCatalogue(tmp_path / "other", version="2.9.5", empty=True) as catalogue:
        profile = Profile("elsewhere", "Elsewhere", catalogue.url, user="editor")
        window.program.settings.put_profile(profile)
        window.program.credentials.keep_for_this_run(profile, "editor", catalogue.tokens["editor"])
        yield catalogue


@pytest.fixture
def dialog(window, other: DemoCatalogue, qtbot) -> CopyDialog:
    rows = results.rows(window.session.workspace, PackageQuery(words=f"org:{BRANCH}"))
    made = CopyDialog(window.session, window.program, [row.id for row in rows[:2]], window)
    qtbot.addWidget(made)
    made.show()
    made.catalogue.setCurrentIndex(made.catalogue.findData("elsewhere"))
    return made


def preview(dialog: CopyDialog, qtbot) -> None:
    dialog.preview_button.click()
    qtbot.waitUntil(lambda: not dialog.stop_button.isVisible())
    assert dialog.pages.currentIndex() == PLAN, dialog.bar.text()


def test_looked_at_decided_and_copied(dialog: CopyDialog, other: DemoCatalogue, window, qtbot) -> None:
    there = Catalogue(Profile("there", "there", other.url), other.tokens["editor"])
    before = there.search().count
    preview(dialog, qtbot)
    assert dialog.records_model.rowCount() == 2
    model = dialog.records_model
    told = [(bool(model.index(row, 2).data()), bool(model.item(row).unmapped)) for row in range(2)]
    assert all(details == left_out for details, left_out in told), "a new record says what it leaves out"
    assert dialog.copy_button.isEnabled()
    assert there.search().count == before, "a preview sends nothing"
    pairs = [dialog.mapping_model.item(row) for row in range(dialog.mapping_model.rowCount())]
    row = next(n for n, p in enumerate(pairs) if p.kind == "licence")
    dialog.tabs.tab(MAPPING).click()
    dialog.mapping_table.selectRow(row)
    other_licence = next(
        n for n in range(dialog.choice.count()) if dialog.choice.itemData(n) not in ("", pairs[row].target)
    )
    wanted = dialog.choice.itemData(other_licence)
    dialog.choice.setCurrentIndex(other_licence)
    dialog.choice.activated.emit(other_licence)
    assert not dialog.copy_button.isEnabled(), "what it changes is looked at first"
    preview(dialog, qtbot)
    assert dialog.mapping_model.item(row).target == wanted
    dialog.copy_button.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == RUN and dialog.outcome_table.isVisible())
    outcomes = [dialog.outcome_model.item(row) for row in range(dialog.outcome_model.rowCount())]
    assert [r.state for r in outcomes] == ["created", "created"], [r.message for r in outcomes]
    assert wanted in {there.package(r.to)["license_id"] for r in outcomes}
    dialog.close()


def test_the_place_of_a_problem_is_called_as_in_a_form() -> None:
    action = json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8"))
    schema = DatasetSchema.from_action(action)
    terms = Terms(schema, OrganizationTree([]))
    assert label_of_path("notes", terms) == schema.dataset_field("notes").label
    assert label_of_path("contacts/0/name", terms) == schema.dataset_field("contacts").label
    assert label_of_path("Wells/format", terms) == f"Wells › {schema.resource_field('format').label}"
    assert label_of_path("nowhere", terms) == "nowhere"


def test_what_becomes_public_at_once_is_asked_about(window, tmp_path: Path, qtbot) -> None:
    with DemoCatalogue(tmp_path / "plain", kind="plain", empty=True) as catalogue:
        profile = Profile("plain", "Plain", catalogue.url, user="editor")
        window.program.settings.put_profile(profile)
        window.program.credentials.keep_for_this_run(profile, "editor", catalogue.tokens["editor"])
        there = Catalogue(Profile("there", "there", catalogue.url), catalogue.tokens["editor"])
        rows = results.rows(window.session.workspace, PackageQuery(words=f"org:{BRANCH}"))
        dialog = CopyDialog(window.session, window.program, [rows[0].id], window)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.catalogue.setCurrentIndex(dialog.catalogue.findData("plain"))
        preview(dialog, qtbot)
        organization = next(
            row
            for row in range(dialog.mapping_model.rowCount())
            if dialog.mapping_model.item(row).kind == "organization"
        )
        dialog.decide(organization, "")
        preview(dialog, qtbot)
        assert dialog.bar.kind == "warning"
        for button in ("Cancel", "copyPublicButton"):
            before = there.search().count
            dialog.copy_button.click()
            (box,) = dialog.findChildren(QMessageBox, "copyPublicQuestion")
            assert there.search().count == before
            next(b for b in box.buttons() if button in (b.objectName(), b.text())).click()
            qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox, "copyPublicQuestion"))
        qtbot.waitUntil(lambda: dialog.pages.currentIndex() == RUN and dialog.outcome_table.isVisible())
        assert dialog.outcome_model.item(0).state == "created"
        dialog.close()
        window.session.finish(10)


def test_without_a_key_it_says_so(dialog: CopyDialog, window, qtbot) -> None:
    profile = window.program.settings.profile("elsewhere")
    window.program.credentials.forget(profile, "editor")
    dialog.preview_button.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.text()))
    assert dialog.bar.kind == "error"


def test_selected_records_are_copied_from_the_list(window, other: DemoCatalogue, qtbot) -> None:
    ids = list(window.packages.ids_on_screen())[:1]
    window.middle.commands.copyAsked.emit(ids)
    (dialog,) = [w for w in window.findChildren(CopyDialog) if w.isVisible()]
    dialog.catalogue.setCurrentIndex(dialog.catalogue.findData("elsewhere"))
    preview(dialog, qtbot)
    assert [dialog.records_model.item(0).id] == ids
    dialog.close()


def test_a_field_changed_in_both_catalogues_is_decided(
    dialog: CopyDialog, other: DemoCatalogue, window, server, qtbot
) -> None:
    there = Colleague(Profile("there", "there", other.url), other.tokens["editor"])

    def copy() -> list[CopiedRecord]:
        preview(dialog, qtbot)
        dialog.copy_button.click()
        qtbot.waitUntil(lambda: dialog.pages.currentIndex() == RUN and dialog.outcome_table.isVisible())
        return [dialog.outcome_model.item(row) for row in range(dialog.outcome_model.rowCount())]

    first, second = copy()
    server.patch_package(first.id, {"notes": "Here.", "purpose": "Here."})
    server.patch_package(second.id, {"notes": "Here."})
    there.patch_package(first.to, {"notes": "There."})
    dialog.update_existing.setChecked(True)
    assert {r.id: r.state for r in copy()} == {first.id: CopyState.CONFLICT, second.id: CopyState.UPDATED}
    assert dialog.resolve_button.isEnabled()
    dialog.resolve_button.click()
    (conflict,) = [w for w in dialog.findChildren(ConflictDialog) if w.isVisible()]
    assert len(conflict.open_conflicts()) == 1
    conflict.pane.radios[Resolution.YOURS].click()
    conflict.save_button.click()
    qtbot.waitUntil(lambda: not dialog.resolve_button.isVisible() and dialog.outcome_table.isVisible())
    states = [dialog.outcome_model.item(row).state for row in range(dialog.outcome_model.rowCount())]
    assert states == [CopyState.UPDATED, CopyState.UPDATED]
    package = there.package(first.to)
    assert (package["notes"], package["purpose"]) == ("Here.", "Here.")
    dialog.close()
