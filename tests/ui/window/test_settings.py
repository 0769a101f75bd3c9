"""Given a catalogue, when I change its settings, then they hold from then on, and survive a restart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bcdc_desktop.domain.profile import MB, Profile
from bcdc_desktop.domain.profile_settings import SETTINGS, SettingProblem, with_settings
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog


def dialog_of(qtbot, window):
    window.show_settings()
    qtbot.waitUntil(lambda: window.findChild(CatalogueSettingsDialog) is not None)
    return window.findChild(CatalogueSettingsDialog)


def test_limits_of_uploads_are_set_and_kept(open_window, qtbot):
    window = open_window()
    before = window.session
    dialog = dialog_of(qtbot, window)
    dialog.max_upload.setValue(90)
    dialog.compare.setValue(0)
    dialog.settle.setValue(4.5)
    dialog.batch_limit.setValue(10)
    qtbot.mouseClick(dialog.findChild(QPushButton, "saveSettings"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not before)
    profile = window.session.workspace.profile
    assert (profile.max_upload, profile.verify_content_below, profile.batch_limit) == (90 * MB, 0, 10 * MB)
    assert profile.settle_seconds == 4.5
    stored = Settings(window.program.places.settings / "settings.json").profile(profile.name)
    assert (stored.max_upload, stored.name, stored.title) == (90 * MB, profile.name, profile.title)


def test_a_limit_is_taken_away(open_window, qtbot):
    window = open_window()
    dialog = dialog_of(qtbot, window)
    dialog.limited.setChecked(False)
    assert not dialog.max_upload.isEnabled()
    assert dialog.profile().max_upload is None


def test_what_the_catalogue_refused_is_told_and_forgotten(open_window, qtbot):
    window = open_window()
    workspace = window.session.workspace
    workspace.learn_limit(40 * MB)
    dialog = dialog_of(qtbot, window)
    assert "40.0\u00a0MB" in dialog.learned.text()
    qtbot.mouseClick(dialog.findChild(QPushButton, "forgetLimit"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.abilities().refused_size is None)


@pytest.mark.parametrize(
    ("name", "text", "attribute", "value"),
    [
        ("max_upload_mb", "none", "max_upload", None),
        ("max_upload_mb", "0.5", "max_upload", 500_000),
        ("act_mb", "30", "batch_limit", 30 * MB),
        ("compare_below_mb", "0", "verify_content_below", 0),
        ("settle_seconds", "0.5", "settle_seconds", 0.5),
        ("role", "test", "role", "test"),
        ("title", "  Ours ", "title", "Ours"),
    ],
)
def test_settings_are_read_as_people_write_them(name, text, attribute, value):
    changed = with_settings(Profile("x", "X", "https://x.example"), {name: text})
    assert getattr(changed, attribute) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("act_mb", "0"),
        ("act_mb", "many"),
        ("max_upload_mb", "-1"),
        ("role", "practice"),
        ("title", " "),
        ("colour", "x"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(name, text):
    with pytest.raises(SettingProblem):
        with_settings(Profile("x", "X", "https://x.example"), {name: text})


def test_every_setting_shows_what_it_reads():
    profile = Profile("x", "X", "https://x.example", "test", max_upload=1_500_000)
    shown = {s.name: s.show(profile) for s in SETTINGS}
    assert shown["max_upload_mb"] == 1.5
    again = with_settings(profile, {name: "none" if value is None else str(value) for name, value in shown.items()})
    assert again == profile


KEPT_LOOKS = (
    "geometry", "panes", "columns", "open_organizations", "dialog_sizes", "saved_searches", "spelling_words",
    "spelling_languages", "cache_limit", "cache_folder", "appearance", "language", "profile",
)  # fmt: skip


@pytest.mark.parametrize("odd", [None, True, -1, 2**60, "x", [1], [[]], {"x": [1]}], ids=repr)
def test_a_window_opens_whatever_its_settings_say_it_looked_like(open_window, home, odd):
    Settings(home / "settings" / "settings.json").put_all((key, odd) for key in KEPT_LOOKS)
    assert open_window().session is not None


def test_damaged_settings_are_told_with_what_became_of_them(open_window, qtbot, home):
    file = home / "settings" / "settings.json"
    Settings(file).put("appearance", "dark")
    file.write_bytes(b"damaged")
    window = open_window()
    qtbot.waitUntil(lambda: "settings.damaged.json" in window.bar.text())
    assert file.with_name("settings.damaged.json").read_bytes() == b"damaged"
