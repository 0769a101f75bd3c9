from bcdc_desktop.domain.package import Package
from bcdc_desktop.ui.record.header import RecordSummary


def test_the_beginning_of_a_description_is_one_paragraph_that_can_be_read(qtbot):
    summary = RecordSummary()
    qtbot.addWidget(summary)
    notes = "# Wells\n\nSome words.\n\n* one a row\n* checked *each* spring\n\nMore."
    summary.show_package(Package({"id": "1", "name": "wells", "title": "Wells", "notes": notes}), "Published")
    assert summary.notes.text() == "Wells · Some words. one a row · checked each spring · More."
