"""What to sync can be chosen in the window; it says so where only a part of the catalogue is here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bcdc_desktop.app.sync.scope import chosen_scope
from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog
from bcdc_desktop.ui.dialogs.sync_scope import SyncScopeDialog


def test_some_organizations_are_chosen_from_the_settings_of_the_catalogue(window, qtbot, server, record):
    workspace, pane = window.session.workspace, window.organizations
    owner = server.organization(record["owner_org"])
    assert pane.partial.isHidden()
    window.show_settings()
    qtbot.waitUntil(lambda: window.findChild(CatalogueSettingsDialog) is not None)
    window.findChild(CatalogueSettingsDialog).findChild(QPushButton, "settingsSyncScope").click()
    dialog = window.findChild(SyncScopeDialog)
    qtbot.waitUntil(lambda: dialog.organizations.topLevelItemCount() > 0)
    assert dialog.everything.isChecked()
    dialog.some.setChecked(True)
    assert not dialog.sync.isEnabled()  # nothing is chosen
    dialog.filter.setText(owner["title"])
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    (item,) = dialog.organizations.findItems(owner["title"], flags)
    assert not item.isHidden()
    item.setCheckState(0, Qt.CheckState.Checked)
    with qtbot.waitSignal(window.session.synchronized):
        dialog.sync.click()
    assert chosen_scope(workspace).organizations == (owner["id"],)
    versions = workspace.store.cache.records.versions([owner["id"]])
    assert record["id"] in versions
    kept = set(workspace.store.cache.records.versions()) - set(versions)
    assert all(workspace.store.cache.lists.rows_of([workspace.store.cache.lists.key_of(i)])[0].opened for i in kept)
    qtbot.waitUntil(lambda: owner["title"] in pane.partial.text() and not pane.choose_scope.isHidden())


def test_a_choice_during_a_sync_takes_the_place_of_what_it_reads(window, qtbot):
    scheduler, workspace = window.session.sync, window.session.workspace
    window.organizations.show_sync_scope()
    dialog = window.findChild(SyncScopeDialog)
    qtbot.waitUntil(lambda: dialog.organizations.topLevelItemCount() > 0)
    scheduler.run(full=True)
    dialog.mine.setChecked(True)
    with qtbot.waitSignal(window.session.synchronized):
        dialog.sync.click()
    qtbot.waitUntil(lambda: not scheduler.running)
    assert chosen_scope(workspace).only_mine
    mine = {o.id for o in workspace.organizations() if o.capacity}
    assert set(workspace.store.cache.records.counts_by_organization()) <= {
        b.id for o in mine for b in workspace.tree().branch(o)
    }
