"""A spreadsheet for editing: without an edit nothing changes, an edit is planned, and damage is told and not used."""

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.conftest import Practice
from bcdc_desktop.app.bulk.plan_file import ForeignPlan
from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
from bcdc_desktop.app.bulk.spreadsheet_reader import EditingFileProblem
from bcdc_desktop.app.bulk.spreadsheet_writer import write_editing_file
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.bulk_plan import BulkPlan
from helpers.sample_record import LINK, contact

TITLES = ["0012", "=SUM(1;2)", "2024-03-01", "12345678901234567", "Wells “of” the North", "Zebras"]


@pytest.fixture
def workspace(practice: Practice) -> Workspace:
    """Six records with a link and two contacts each, in the cache."""
    made = practice.workspace()
    from bcdc_desktop.app.sync.sync import synchronize

    for number, title in enumerate(TITLES):
        contacts = [contact(practice.organization), contact(practice.organization, name="Kim", email="kim@example.org")]
        resources = [{**LINK, "name": f"Link {number}"}]
        practice.package(title=title, contacts=contacts, resources=resources, notes=f"Line one\nline {number}")
    synchronize(made)
    return made


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Iterator["Book"]:
    made = Book(workspace, tmp_path / "edit.xlsx")
    assert write_editing_file(workspace, "", made.path).records == len(TITLES)
    yield made


class Book:
    """The workbook, edited as a spreadsheet program would save it."""

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self.workspace, self.path = workspace, path

    def edit(self, change: Callable[[Any], object]) -> BulkPlan:
        book = openpyxl.load_workbook(self.path)
        change(book)
        book.save(self.path)
        return plan_editing_file(self.workspace, self.path)


def cell(book: Any, page: str, name: str, row: int) -> Any:
    names = [c.value for c in book[page][1]]
    return book[page].cell(row, names.index(name) + 1)


def row_of(book: Any, title: str) -> int:
    return next(r for r in range(3, 20) if cell(book, "Records", "title", r).value == title)


def values(plan: BulkPlan) -> dict[str, dict[str, Any]]:
    return {r.title: {c.field: c.after for c in r.changes} for r in plan.records}


def test_without_an_edit_nothing_changes(book: Book, tmp_path: Path) -> None:
    assert book.edit(lambda b: None).records == []
    for fields in ((), ("title", "contacts"), ("resources.name", "resources.url")):
        path = tmp_path / "edit.csv"
        write_editing_file(book.workspace, "", path, fields=fields)
        assert plan_editing_file(book.workspace, path).records == []
    partly = tmp_path / "partly.xlsx"
    write_editing_file(book.workspace, "", partly, fields=["contacts", "resources.format"])
    assert openpyxl.load_workbook(partly).sheetnames[:2] == ["contacts", "Resources"]
    assert plan_editing_file(book.workspace, partly).records == []


def test_edits_are_planned(book: Book) -> None:
    def change(b: Any) -> None:
        row = row_of(b, "Zebras")
        cell(b, "Records", "title", row).value = "Zebras and horses"
        cell(b, "Records", "resource_status", row).value = "Completed"
        cell(b, "Records", "purpose", row).value = None
        cell(b, "Records", "tag_string", row).value = "zebras, horses"
        cell(b, "Resources", "name", 3).value = "Another name"
        b["Records"].delete_rows(row_of(b, "0012"))  # deletes nothing

    plan = book.edit(change)
    assert values(plan)["Zebras"] == {
        "title": "Zebras and horses", "resource_status": "completed", "tag_string": "zebras, horses",
    }  # fmt: skip
    assert sum(c.field == "name" for r in plan.records for c in r.changes if c.target) == 1
    assert [p for r in plan.records for p in r.problems] == []


def test_rows_of_a_group(book: Book) -> None:
    def change(b: Any) -> None:
        page = b["contacts"]
        first = page.cell(3, 1).value
        names = [c.value for c in page[1]]
        cell(b, "contacts", "email", 3).value = "new@example.org"
        for name in names[4:]:
            cell(b, "contacts", name, 4).value = None  # an emptied row is removed
        page.cell(40, 1).value = first
        page.cell(40, names.index("name") + 1).value = "Robin"
        page.cell(40, names.index("role") + 1).value = "Point of Contact"
        page.delete_rows(6)  # a missing one is not

    plan = book.edit(change)
    (record,) = plan.records
    (changed,) = record.changes
    assert [(row["name"], row.get("email"), row["role"]) for row in changed.after] == [
        ("Erin", "new@example.org", "pointOfContact"), ("Robin", None, "pointOfContact"),
    ]  # fmt: skip


def test_what_a_spreadsheet_program_did_is_not_taken_for_an_edit(book: Book) -> None:
    def change(b: Any) -> None:
        def title(old: str) -> Any:
            return cell(b, "Records", "title", row_of(b, old))

        title("0012").value = 12
        title("=SUM(1;2)").value = "=SUM(A1:A2)"
        title("12345678901234567").value = 12345678901234568.0
        title("2024-03-01").value = "#NAME?"  # openpyxl takes it for an error
        title("Wells “of” the North").value = 'Wells "of" the North'
        title("Zebras").value = datetime(2024, 3, 1)
        for row in range(3, 9):
            notes = cell(b, "Records", "notes", row)
            notes.value = notes.value.replace("\n", "_x000D_\n") if row == 3 else notes.value.replace("\n", "\r\n")

    plan = book.edit(change)
    assert plan.records == []
    assert len(plan.notes) == 6


def test_a_new_row_of_a_group_is_no_more_trusted_than_another(book: Book) -> None:
    def change(b: Any) -> None:
        page = b["contacts"]
        names = [c.value for c in page[1]]
        typed = {"name": datetime(2024, 3, 1), "email": 2505550100250555.0, "role": "Point of Contact"}
        for name, value in {"id": page.cell(3, 1).value, **typed}.items():
            page.cell(40, names.index(name) + 1).value = value
        for column in range(1, len(names) + 1):
            page.cell(41, column).value = page.cell(3, column).value  # a copy of a row

    plan = book.edit(change)
    (record,) = plan.records
    assert [row.get("name") for row in record.changes[0].after] == ["Erin", "Kim", None]
    assert record.changes[0].after[-1] == {"role": "pointOfContact"}
    assert len(plan.notes) == 3


def test_pages_that_someone_added_are_told(book: Book) -> None:
    def change(b: Any) -> None:
        b.create_sheet("My notes")["A1"] = "Call Kim"
        b.copy_worksheet(b["Records"])["E3"] = "Not used"

    plan = book.edit(change)
    assert plan.records == []
    assert len(plan.notes) == 2


def test_a_deleted_row_of_headings_hides_no_record(book: Book) -> None:
    def change(b: Any) -> None:
        cell(b, "Records", "title", 3).value = "The first"
        b["Records"].delete_rows(2)

    assert [c.after for r in book.edit(change).records for c in r.changes] == ["The first"]


def test_a_licence_or_an_organization_that_is_not_known_is_a_problem(book: Book) -> None:
    def change(b: Any) -> None:
        cell(b, "Records", "license_id", row_of(b, "Zebras")).value = "My own licence"
        cell(b, "contacts", "org", 3).value = "Nowhere"

    plan = book.edit(change)
    assert sorted(p.path for r in plan.records for p in r.problems) == ["contacts/0/org", "license_id"]


def test_merged_cells_are_not_used(book: Book) -> None:
    plan = book.edit(lambda b: b["Records"].merge_cells("E3:F8"))
    assert plan.records == []
    assert plan.notes


def _sort_titles(b: Any) -> None:
    cells = [cell(b, "Records", "title", row) for row in range(3, 9)]
    for one, value in zip(cells, [c.value for c in cells][::-1], strict=True):
        one.value = value


def _sort_ids(b: Any) -> None:
    cells = [b["Records"].cell(row, 1) for row in range(3, 9)]
    for one, value in zip(cells, [c.value for c in cells][::-1], strict=True):
        one.value = value


def _copy_id(b: Any) -> None:
    b["Records"].cell(4, 1).value = b["Records"].cell(3, 1).value
    b["Records"].cell(4, 4).value = b["Records"].cell(3, 4).value


def _rename(b: Any) -> None:
    cell(b, "Records", "title", 1).value = "Titel"


def _move_columns(b: Any) -> None:
    page = b["Records"]
    for row in range(2, 9):
        cells = [cell(b, "Records", name, row) for name in ("title", "notes")]
        for one, value in zip(cells, [c.value for c in cells][::-1], strict=True):
            one.value = value
    assert page["A2"].value


def _rename_page(b: Any) -> None:
    b["Records"].title = "Records of Kim"


def _touch_hidden(b: Any) -> None:
    b["~Records"].cell(3, 5).value = "Another"


@pytest.mark.parametrize(
    "change",
    [_sort_titles, _sort_ids, _copy_id, _rename, _rename_page, _move_columns, _touch_hidden,
     lambda b: b.remove(b["about this file"]), lambda b: b.remove(b["~Records"]),
     lambda b: b["Records"].delete_cols(1)],
)  # fmt: skip
def test_a_file_that_lost_what_belongs_together_is_refused(book: Book, change: Callable[[Any], object]) -> None:
    with pytest.raises(EditingFileProblem):
        book.edit(change)


def test_rows_sorted_as_a_whole_are_found_by_their_ids(book: Book) -> None:
    def change(b: Any) -> None:
        page = b["Records"]
        rows = [[c.value for c in page[row]] for row in range(3, 9)]
        for row, cells in enumerate(rows[::-1], 3):
            for column, value in enumerate(cells, 1):
                page.cell(row, column).value = value

    assert book.edit(change).records == []


def _rewritten(path: Path, change: Callable[[str, str], str], more: dict[str, str] | None = None) -> None:
    """Change the parts of a workbook, which are XML."""
    with zipfile.ZipFile(path) as packed:
        parts = {n: change(n, packed.read(n).decode()) for n in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (parts | (more or {})).items():
            packed.writestr(name, text)


def test_a_workbook_that_libreoffice_saved(book: Book) -> None:
    """Texts are in a table of their own, formulas say how they are computed, and pages are formatted to their end."""
    book.edit(lambda b: setattr(cell(b, "Records", "title", row_of(b, "Zebras")), "value", "Zèbres"))
    texts: dict[str, int] = {}

    def shared(found: re.Match[str]) -> str:
        return f'<c {found[1]}t="s"><v>{texts.setdefault(found[2], len(texts))}</v></c>'

    def change(name: str, text: str) -> str:
        if name.startswith("xl/worksheets/sheet"):
            text = re.sub(r'<c ([^<>]*?)t="inlineStr"><is>(<t[^<>]*>[^<>]*</t>)</is></c>', shared, text)
            last = '<row r="1048576" customFormat="true"><c r="A1048576" s="1"/></row></sheetData>'
            text = text.replace("</sheetData>", last)
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            text = text.replace(
                "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            )
        if name == "xl/_rels/workbook.xml.rels":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
            more = f'<Relationship Id="rId999" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
            text = text.replace("</Relationships>", more)
        return text

    _rewritten(book.path, change)
    listed = "".join(f"<si>{text}</si>" for text in texts)
    table = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{listed}</sst>'
    _rewritten(book.path, lambda _name, text: text, {"xl/sharedStrings.xml": table})
    assert values(plan_editing_file(book.workspace, book.path)) == {"Zebras": {"title": "Zèbres"}}

    def calculated(name: str, text: str) -> str:
        found = r'<c r="E([3-8])"([^<>]*) t="s"><v>\d+</v></c>'
        new = r'<c r="E\1"\2 t="str"><f aca="false">CONCATENATE("a")</f><v>a</v></c>'
        return re.sub(found, new, text) if name == "xl/worksheets/sheet1.xml" else text

    _rewritten(book.path, calculated)
    plan = plan_editing_file(book.workspace, book.path)
    assert plan.records == []
    assert len(plan.notes) == len(TITLES)


@pytest.mark.parametrize(
    "more",
    ['<row r="1048576"><c r="A1048576"><v>1</v></c></row>', '<row r="90"><c r="XFD90"><v>1</v></c></row>',
     '<row r="250000"><c r="CZ250000"><v>1</v></c></row>', '<row r="1048576"><c><v>2</v></c></row>'],
)  # fmt: skip
def test_a_page_that_reaches_too_far_is_refused(book: Book, more: str) -> None:
    def change(name: str, text: str) -> str:
        return text.replace("</sheetData>", f"{more}</sheetData>") if name == "xl/worksheets/sheet1.xml" else text

    _rewritten(book.path, change)
    with pytest.raises(EditingFileProblem):
        plan_editing_file(book.workspace, book.path)


def test_an_opendocument_spreadsheet_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "edit.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(EditingFileProblem, match="OpenDocument"):
        plan_editing_file(workspace, path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_workbook_is_refused(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "edit.xlsx"
    path.write_bytes(content)
    with pytest.raises(EditingFileProblem):
        plan_editing_file(workspace, path)


def test_a_file_of_another_catalogue_is_refused(book: Book) -> None:
    def change(b: Any) -> None:
        b["about this file"]["B2"] = "https://example.org"

    with pytest.raises(ForeignPlan):
        book.edit(change)


def test_what_others_changed_since_is_kept_or_a_problem(book: Book, practice: Practice) -> None:
    from bcdc_desktop.app.sync.sync import synchronize

    by_title = {r.title: r.id for r in book.workspace.store.cache.lists.rows(_all())}
    practice.other.patch_package(by_title["Zebras"], {"notes": "Theirs."})
    practice.other.patch_package(by_title["0012"], {"title": "Theirs"})
    synchronize(book.workspace)

    def change(b: Any) -> None:
        cell(b, "Records", "title", row_of(b, "Zebras")).value = "Mine"
        cell(b, "Records", "title", row_of(b, "0012")).value = "Mine too"

    plan = book.edit(change)
    by_id = {r.id: r for r in plan.records}
    assert [(c.field, c.before, c.after) for c in by_id[by_title["Zebras"]].changes] == [("title", "Zebras", "Mine")]
    assert not by_id[by_title["Zebras"]].invalid
    assert by_id[by_title["0012"]].invalid


def test_csv_is_read_as_other_countries_write_it(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "edit.csv"
    write_editing_file(workspace, "", path, fields=["title", "contacts"])
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    at = lines[0].index("title")
    for line in lines:
        line[at] = {"0012": "12", "2024-03-01": "01.03.2024", "Zebras": "Horses"}.get(line[at], line[at])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    plan = plan_editing_file(workspace, path)
    assert values(plan) == {"Zebras": {"title": "Horses"}}
    assert len(plan.notes) == 2
    for line, other in zip(lines[1:3], [line[0] for line in lines[3:5]], strict=True):
        line[0] = other
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines[:3])
    assert plan_editing_file(workspace, path).records == []


def test_a_row_of_csv_with_too_many_cells_is_told(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "edit.csv"
    write_editing_file(workspace, "", path, fields=["title", "notes"])
    text = path.read_text("utf-8-sig").replace('"Line one\nline 5"', "Line one, line 5").replace(",Zebras,", ",Horses,")
    path.write_text(text, "utf-8")
    plan = plan_editing_file(workspace, path)
    assert plan.records == []
    assert plan.notes


def _all() -> Any:
    from bcdc_desktop.app.rows import PackageQuery

    return PackageQuery()
