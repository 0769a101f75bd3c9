"""Given a catalogue, when I give a key, then it is checked, kept in the keyring, and I see who I am there."""

from dataclasses import replace

import keyring
import keyring.backends.fail
import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.uploads import State, Upload
from bcdc_desktop.ui.dialogs.add_catalogue import AddCatalogueDialog
from bcdc_desktop.ui.dialogs.sign_in import SignInDialog
from bcdc_desktop.ui.window import MainWindow


@pytest.fixture
def reader(open_window, demo, qtbot) -> MainWindow:
    """A window on another catalogue, where nobody has signed in yet."""
    window = open_window()
    window.program.settings.put_profile(Profile("other", "Other catalogue", demo.url))
    window.program.open("other")
    qtbot.waitUntil(lambda: window.session.workspace.profile.name == "other")
    qtbot.waitUntil(lambda: window.packages.model.rowCount() > 0 and not window.session.synchronizing)
    return window


def dialog_of(window, kind):
    return next((d for d in window.findChildren(kind) if d.isVisible()), None)


def give_key(qtbot, window, key):
    window.sign_in()
    dialog = dialog_of(window, SignInDialog)
    qtbot.keyClicks(dialog.key, key)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    return dialog


def test_reading_works_without_a_key(reader):
    assert reader.top.account.text() == "Sign in"
    assert reader.packages.model.rowCount() > 0


def test_without_a_key_too_a_form_calls_organizations_by_their_titles(reader, qtbot):
    reader.packages.view.setCurrentIndex(reader.packages.model.index(0, 0))
    qtbot.waitUntil(lambda: reader.record.editor is not None and reader.record.package is not None)
    reader.record.edit_record()
    qtbot.waitUntil(lambda: reader.record.editor.target == "")
    title = reader.session.tree.get(reader.record.package.owner_org).title
    qtbot.waitUntil(lambda: reader.record.editor.form.editor("owner_org").currentText() == title)


def test_a_right_key_is_kept_in_the_keyring_and_shows_who_i_am(reader, demo, qtbot, memory_keyring, home):
    before = reader.packages.model.rowCount()
    key = demo.tokens["editor"]
    give_key(qtbot, reader, key)
    qtbot.waitUntil(lambda: reader.session.workspace.user == "editor")
    qtbot.waitUntil(lambda: "editor of 2" in reader.top.account.text())
    qtbot.waitUntil(lambda: reader.packages.model.rowCount() > before)
    assert key in memory_keyring.passwords.values()
    reader.close()
    kept = [p for p in home.rglob("*") if p.is_file() and key.encode() in p.read_bytes()]
    assert kept == []


def test_a_wrong_key_is_told_and_not_kept(reader, qtbot, memory_keyring):
    dialog = give_key(qtbot, reader, "not-a-key-of-anybody")
    qtbot.waitUntil(lambda: dialog.bar.isVisible() and dialog.bar.kind == "error")
    assert dialog.isVisible()
    assert "not-a-key-of-anybody" not in memory_keyring.passwords.values()
    dialog.reject()


def test_without_a_keyring_the_key_lasts_for_this_run(reader, demo, qtbot):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    window = reader
    window.sign_in()
    dialog = dialog_of(window, SignInDialog)
    assert "no keyring" in dialog.where.text()
    assert dialog.run_only.isChecked()
    qtbot.keyClicks(dialog.key, demo.tokens["orgadmin"])
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.workspace.user == "orgadmin")
    qtbot.waitUntil(lambda: "admin of 2" in window.top.account.text())


def test_signing_out_forgets_the_key(reader, demo, qtbot, memory_keyring):
    give_key(qtbot, reader, demo.tokens["editor"])
    qtbot.waitUntil(lambda: reader.session.workspace.user == "editor")
    reader.sign_out()
    qtbot.waitUntil(lambda: reader.session.workspace.user == "")
    qtbot.waitUntil(lambda: reader.top.account.text() == "Sign in")
    assert demo.tokens["editor"] not in memory_keyring.passwords.values()


def test_a_new_key_resumes_the_uploads_for_which_the_former_was_refused(window, demo, record, qtbot):
    uploads = window.session.workspace.store.uploads
    row = Upload(
        id="u1", upload_set="s1", position=0, package=record["id"], package_title=record["title"], resource="r1",
        operation="create", path="/nowhere/levels.csv", file_name="levels.csv", size=1, mtime_ns=0, sha256=None,
        fields={}, before={}, state=State.FAILED, error={"kind": "not_authorized", "message": "Refused."},
    )  # fmt: skip
    uploads.add([row, replace(row, id="u2", position=1, error={"kind": "invalid", "message": "Refused."})])
    give_key(qtbot, window, demo.tokens["editor"])

    def error_of(upload: str) -> str:
        return (window.session.workspace.store.uploads.get(upload).error or {}).get("kind", "")

    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace.user == "editor")
    qtbot.waitUntil(lambda: error_of("u1") not in ("not_authorized", ""))  # the file is not there
    assert error_of("u2") == "invalid"


def test_a_catalogue_is_added_once_its_address_was_tested(window, demo, qtbot):
    window.add_catalogue()
    dialog = dialog_of(window, AddCatalogueDialog)
    dialog.address.setText(demo.url + "/dataset/some-record")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.bar.kind == "success" and "bcdc_dataset" in dialog.bar.text())
    assert dialog.address.text() == demo.url
    dialog.name.setText("Second catalogue")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.workspace.profile.name == "second-catalogue")
    assert window.top.catalogue.text() == "Second catalogue"


def test_an_address_that_cannot_be_a_catalogue_is_explained(window, qtbot):
    window.add_catalogue()
    dialog = dialog_of(window, AddCatalogueDialog)
    for address, words in (
        ("http://catalogue.example.org", "Use https://catalogue.example.org"),
        ("", "Enter an address"),
        ("ftp://example.org", "a web address"),
        ("https://me:secret@example.org", "user name and API key"),
        ("127.0.0.1:9", "reach the catalogue"),
    ):
        dialog.address.setText(address)
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda words=words: words in dialog.bar.text())
        assert dialog.isVisible()
    dialog.reject()


def test_a_key_that_was_revoked_is_told_until_a_synchronization_succeeds_and_nothing_is_forgotten(window, qtbot):
    session = window.session
    workspace, cache = session.workspace, session.workspace.store.cache
    held, with_key = cache.records.ids(), workspace.catalogue
    workspace.catalogue = Catalogue(workspace.profile, "revoked-key")
    for _ in range(2):  # an hour later, and once more
        with session.workspace.store.cache_transaction() as write:
            write.execute("UPDATE meta SET seen = seen - 7200")
        with qtbot.waitSignal(session.synchronize().failed):
            pass
        assert session.connection == "refused"
        with qtbot.waitSignal(session.ask(lambda _t, _r: session.workspace.catalogue.status()).ended):
            pass
        assert session.connection == "refused"
        qtbot.waitUntil(lambda: not session.synchronizing)
    assert cache.records.ids() == held
    workspace.catalogue = with_key
    with qtbot.waitSignal(session.synchronized):
        session.synchronize()
    assert session.connection == "connected"
