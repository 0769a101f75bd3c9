"""Shows every form with all its messages at several widths, and prints what overlaps or is cut, one a line.

A process of its own, because Qt takes scale and resolution from the environment when it starts.
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

sys.path.insert(0, str(Path(__file__).parents[2]))

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.choices import NoChoices
from bcdc_desktop.domain.schema import DatasetSchema, Field
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.language import Language, use_language
from bcdc_desktop.ui.theme import apply_theme
from helpers.geometry import problems

WIDTHS = (480, 700, 1000, 1400)
LONG = "The catalogue says that this value is not acceptable, for a reason that takes a long sentence to tell."


def rows(count: int) -> dict[str, Any]:
    contacts = [{"name": f"Person {n}", "displayed": ["displayed"]} for n in range(count)]
    return {"contacts": contacts, "dates": [{"type": "Created"}] * count, "more_info": [{"url": "x"}] * count}


def everywhere(form: SchemaForm, fields: tuple[Field, ...]) -> dict[str, list[str]]:
    """Messages at all fields, and at all subfields of all rows."""
    found = {f.name: [LONG] for f in fields}
    for field in (f for f in fields if f.subfields):
        shown = form.values().get(field.name) or [{}]
        found |= {f"{field.name}/{n}/{s.name}": [LONG] for n in range(len(shown)) for s in field.subfields}
    return found


def change(form: SchemaForm, area: QScrollArea, fields: tuple[Field, ...], chance: random.Random) -> None:
    """Does one of what happens to a form in a day."""
    groups = [f.name for f in fields if f.subfields]
    match chance.randrange(9):
        case 0:
            new, count = chance.random() < 0.5, chance.randint(0, 3)
            form.set_record({} if new else {"id": "x", **rows(chance.randint(0, 3))}, rows(count), new=new)
        case 1:
            form.cells.more.set_folded(chance.random() < 0.3)
        case 2:
            form.check()
        case 3:
            form.set_errors(everywhere(form, fields))
        case 4:
            form.set_errors({})
        case 5:
            form.set_read_only(True)
            QTest.qWait(1)
            form.set_read_only(False)
        case 6:
            area.resize(chance.choice(WIDTHS), chance.choice((300, 700)))
        case 7:
            form.undo()
        case 8:
            form.go_to(chance.choice((*groups, *(f.name for f in fields if not f.read_only))))


def shown(fields: tuple[Field, ...], width: int) -> tuple[SchemaForm, QScrollArea]:
    form, area = SchemaForm(fields, NoChoices()), QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(width, 700)
    area.show()
    return form, area


def main(language: Language) -> None:
    app = QApplication([])
    _translators = use_language(app, language)
    apply_theme(app, "light")
    schema = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))
    for fields in (schema.dataset_fields, schema.resource_fields):
        for width in WIDTHS:
            form, area = shown(fields, width)
            values = {**rows(2), "resource_status": "historicalArchive", "bcdc_type": "geographic"}
            form.set_record({}, {n: v for n, v in values.items() if any(f.name == n for f in fields)}, new=True)
            form.cells.more.set_folded(False)
            form.check()
            form.set_errors(everywhere(form, fields))
            QTest.qWait(1)
            for found in problems(area):
                print(f"{width} wide: {found}")
        for seed in range(3):
            chance = random.Random(seed)
            form, area = shown(fields, 700)
            form.set_record({}, {}, new=True)
            for step in range(12):
                change(form, area, fields, chance)
                QTest.qWait(1)
                found = problems(area)
                if found:
                    print(f"seed {seed}, step {step}: {found[0]}")
                    break


if __name__ == "__main__":
    main("fr" if sys.argv[1] == "fr" else "en")
