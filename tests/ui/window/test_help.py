"""Given something that does not work, when I report it, then it says what is needed and nothing private."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from bcdc_desktop.ui.help.guide_window import GuideWindow
from bcdc_desktop.ui.help.report_dialog import ReportDialog
from bcdc_desktop.ui.window import MainWindow


def copied(window: MainWindow, qtbot) -> str:
    QGuiApplication.clipboard().clear()
    window.window_menu.command("copyDiagnostics").action.trigger()
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    return QGuiApplication.clipboard().text()


def test_diagnostics_tell_of_program_catalogue_and_counts(window, qtbot):
    lines = dict(line.split(": ", 1) for line in copied(window, qtbot).splitlines())
    assert lines["Catalogue"] == window.session.workspace.profile.address
    assert int(lines["Records"]) == window.session.workspace.record_count()
    assert lines["Signed in"] == "yes"
    assert {"BCDC Desktop", "System", "Python", "Qt", "Drafts", "Uploads", "CKAN", "Appearance"} <= set(lines)


def test_diagnostics_contain_no_key_no_name_and_no_text_of_a_user(window, qtbot, demo, record, show_record, home):
    show_record(window, record["id"])
    window.record.editor.form.set_value("name", "my secret draft")
    settings = window.program.settings
    settings.put("saved_searches", {"practice": [{"name": "my secret search", "words": "title:secret"}]})
    settings.put("appearance", "my secret appearance")
    window.top.search.setText("my secret words")
    qtbot.waitUntil(lambda: window.session.workspace.store.drafts.get(record["id"]) is not None)
    text = copied(window, qtbot)
    account = window.session.account
    private = [*demo.tokens.values(), str(home), account.title, record["title"], record["name"], record["id"]]
    assert [p for p in [*private, "secret"] if p.casefold() in text.casefold()] == []
    assert "Drafts: 1" in text


def test_a_report_shows_what_will_be_copied(window, qtbot):
    window.window_menu.command("report").action.trigger()

    def found() -> ReportDialog | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, ReportDialog)), None)

    qtbot.waitUntil(lambda: found() is not None)
    dialog = found()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText() != ""
    dialog.close()


def test_the_guide_is_one_window_that_stays(window, qtbot):
    window.helps.show_guide("uploads")
    window.helps.show_guide("drafts")
    guides = [w for w in QApplication.topLevelWidgets() if isinstance(w, GuideWindow) and w.isVisible()]
    assert [g.anchor for g in guides] == ["drafts"]
    guides[0].close()
