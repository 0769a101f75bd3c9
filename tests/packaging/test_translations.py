"""The texts of the program are collected for translators, and what they wrote is checked."""

import re
from pathlib import Path

import pytest

import translations
from translations import Collected, Message, Text

GIVEN = Text("Window", "Save")
HELPER = "def _tr(text):\n    return QCoreApplication.translate('Window', text)\n"


def collected(source: str) -> Collected:
    found = Collected()
    translations.read_module(source, "module.py", found)
    return found


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("class Window:\n    def f(self): self.tr('Save')", "Window"),
        ("class A:\n    class Window:\n        def f(self): return [self.tr('Sa' 've') for _ in range(3)]", "Window"),
        ("def f(): QCoreApplication.translate('Window', 'Save')", "Window"),
        (f"{HELPER}def f(*, make=lambda: _tr('Save')): make()", "Window"),
        (f"{HELPER}def f(): _tr('Save')", "Window"),
        ("from bcdc_desktop.translation import tr\ndef f(): tr('Save', name=1)", translations.CORE),
    ],
)
def test_a_text_is_found_with_its_context(source: str, context: str) -> None:
    assert collected(source) == Collected({Text(context, "Save")}, [])


def test_each_text_of_a_choice_is_found() -> None:
    found = collected("class Window:\n    def f(self): self.tr('Save' if new else 'Save as' if other else '')")
    assert found == Collected({GIVEN, Text("Window", "Save as")}, [])


@pytest.mark.parametrize(
    "source",
    [
        "class Window:\n    def f(self): self.tr(text)",
        "class Window:\n    def f(self): self.tr(f'Save {name}')",
        "class Window:\n    def f(self): other.tr('Save')",
        "def f(): QCoreApplication.translate('Window', texts[state])",
        "def f(): QCoreApplication.translate(context, 'Save')",
        f"{HELPER}def f(): _tr(text)",
        "def f(): _tr('Save')",
        "from bcdc_desktop.translation import tr\ndef f(): tr('Save' + name)",
        "from bcdc_desktop.translation import tr\nTITLE = tr('Save')",
        "from bcdc_desktop.translation import tr\ndef f(title=tr('Save')): pass",
        "class Window:\n    title = QCoreApplication.translate('Window', 'Save')",
    ],
)
def test_what_cannot_be_collected_is_told(source: str) -> None:
    found = collected(source)
    assert len(found.faults) == 1
    assert not found.texts


@pytest.mark.parametrize(
    "source", ["painter.translate(3, 4)", "text.translate(table)", "class W:\n    def f(self): self.tr('')"]
)
def test_what_is_no_text_is_let_be(source: str) -> None:
    assert collected(source) == Collected()


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Save", "Enregistrer"),
        ("&Save", "&Enregistrer"),
        ("%1 of %2", "%2, dont %1"),
        ("{n} files in {place}", "{n} fichiers dans {place}"),
        ("Terms && conditions", "Conditions && termes"),
        ("Name:", "Nom\u00a0:"),
        ("Really?", "Vraiment\u00a0?"),
        ("“%1” at 10:30", "«\u00a0%1\u00a0» à 10:30"),
        ("See https://example.org/a?b=c", "Voir https://example.org/a?b=c"),
        ("Add…", "Ajouter…"),
    ],
)
def test_a_good_translation_is_taken(source: str, translation: str) -> None:
    text = Text("Window", source)
    assert list(translations.faults([Message(text, translation, "")], [text], "fr")) == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("%1 of %2", "%1"),
        ("{n} files", "{m} fichiers"),
        ("{n} files", "fichiers"),
        ("&Save", "Enregistrer"),
        ("Save", "&Enregistrer"),
        ("One\nline", "Une ligne"),
        ("Add…", "Ajouter"),
        (" more", "de plus"),
        ("Name:", "Nom:"),
        ("Name:", "Nom :"),
        ("Really?", "Vraiment?"),
        ("“%1”", "«%1»"),
        ("The file", "L'fichier"),
    ],
)
def test_a_translation_that_does_not_fit_is_told(source: str, translation: str) -> None:
    text = Text("Window", source)
    assert len(list(translations.faults([Message(text, translation, "")], [text], "fr"))) >= 1


@pytest.mark.parametrize(
    "listed",
    [
        [],
        [Message(GIVEN, "", "unfinished")],
        [Message(GIVEN, "Enregistrer", "unfinished")],
        [Message(GIVEN, "Enregistrer", "vanished")],
        [Message(GIVEN, "", "")],
        [Message(GIVEN, "Enregistrer", ""), Message(Text("Window", "Gone"), "Parti", "")],
        [Message(Text("Other", "Save"), "Enregistrer", ""), Message(GIVEN, "", "unfinished")],
    ],
)
def test_files_that_are_not_up_to_date_are_told(listed: list[Message]) -> None:
    assert len(list(translations.faults(listed, [GIVEN], "fr"))) >= 1


AWKWARD = 'It\'s "so"\n\\ {name}\u00a0é\tx & <b>'


def test_new_texts_come_in_and_what_is_gone_goes(tmp_path: Path) -> None:
    file = tmp_path / "bcdc_fr.ts"
    translations.update(file, {GIVEN, Text("Window", AWKWARD)}, "fr_CA")
    assert {m.text.source: m.kind for m in translations.messages(file)} == {"Save": "unfinished", AWKWARD: "unfinished"}
    file.write_text(file.read_text("utf-8").replace(' type="unfinished"></translation>', ">Oui</translation>"), "utf-8")
    translations.update(file, {GIVEN, Text("Window", "New")}, "fr_CA")
    listed = translations.messages(file)
    assert {m.text.source: m.kind for m in listed} == {"Save": "", "New": "unfinished"}
    assert next(m for m in listed if m.text == GIVEN).translation == "Oui"


def test_the_compiled_file_is_compared_with_its_source(tmp_path: Path) -> None:
    file, compiled = tmp_path / "bcdc_fr.ts", tmp_path / "bcdc_fr.qm"
    translations.update(file, {GIVEN}, "fr_CA")
    file.write_text(file.read_text("utf-8").replace(' type="unfinished"></translation>', ">Oui</translation>"), "utf-8")
    assert not translations.is_current(file, compiled)
    translations.compile_messages(file, compiled)
    assert translations.is_current(file, compiled)
    file.write_text(file.read_text("utf-8").replace("Oui", "Non"), "utf-8")
    assert not translations.is_current(file, compiled)


def test_every_text_is_translated_and_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    code = translations.main(["--check"])
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (r"records?", "fiche"),
        (r"resources?", "ressource"),
        (r"upload\w*", "télévers"),
        (r"drafts?", "brouillon"),
        (r"settings", "paramètre"),
        (r"undo", "annul"),
        (r"redo", "rétabli"),
        (r"sync\w*", "synchro"),
        (r"keywords?", "mots?-clé"),
        (r"delet\w+", "suppr"),
    ],
)
def test_a_term_has_one_french_word(english: str, french: str) -> None:
    """What a reader meets as one word in English is one word in French, and that word stands for nothing else."""
    listed = translations.messages(translations.FOLDER / "bcdc_fr.ts")
    texts = [(re.sub(r"\{\w+\}|\w+:\w+|&", "", m.text.source), m.translation.replace("&", "")) for m in listed]
    wanted = re.compile(rf"(?<![\w*-]){english}\b", re.IGNORECASE)
    assert [t for t in texts if wanted.search(t[0]) and not re.search(french, t[1], re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("french", "english"), [(r"enregistrements?", r"sav"), (r"rétablir", "redo|restore"), ("réglages?", "$")]
)
def test_a_french_word_stands_for_nothing_else(french: str, english: str) -> None:
    listed = translations.messages(translations.FOLDER / "bcdc_fr.ts")
    used = [m for m in listed if re.search(rf"\b{french}\b", m.translation, re.IGNORECASE)]
    assert [(m.text.source, m.translation) for m in used if not re.search(english, m.text.source, re.IGNORECASE)] == []
