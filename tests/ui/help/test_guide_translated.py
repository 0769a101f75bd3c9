"""The guide names what the window shows, and says the same in each language."""

import re
from collections import Counter
from functools import cache
from xml.etree import ElementTree

import pytest

from bcdc_desktop.app.guide import TRANSLATED, Section, guide
from bcdc_desktop.bundled import bundled_path

# what is emphasised as a word of a sentence, or as the beginning of a paragraph
PROSE = {
    *("organizations", "one record", "Type words.", "Select an organization", "or", "not", "Marks", "Right-click"),
    *("More room", "Several records", "Lists of texts", "Dates", "Texts in several languages", "Title and URL"),
    *("One save for everything.", "Files with other changes.", "Contacts, dates and links", "Describe the change"),
    *("conflict", "folder", "create", "replace", "Name, period and other fields", "Errors", "warnings", "advice"),
    *("Fixing", "no value", "done", "Completeness", "API Tokens", "resource", "records", "Descriptions", "Groups"),
    *("whole number", "date", "Keywords", "Favourites", "What happens:", "Check:", "Draft"),
    "code",
    *("size verified", "content verified", "Size verified"),
}
EMPHASISED = re.compile(r"\*\*([^*`]+?)\*\*|(?<!\*)\*([^*`]+?)\*(?!\*)")
CODE = re.compile(r"`([^`\n]+)`")
KEYS = {
    "Maj": "Shift", "Espace": "Space", "Entrée": "Enter", "Suppr": "Delete", "Échap": "Esc", "Haut": "Up",
    "Bas": "Down", "Gauche": "Left", "Droite": "Right", "Début": "Home", "Fin": "End",
}  # fmt: skip


def emphasised(section: Section) -> list[str]:
    text = CODE.sub("code", re.sub(r"\s+", " ", section.text.replace("\u00a0", " ").replace("’", "'")))
    return [one.strip() for bold, italic in EMPHASISED.findall(text) for one in (bold or italic).split(" > ")]


def plain(text: str) -> str:
    """A text of the window as the guide writes it: without the key, with a number in its place."""
    text = text.replace("&", "").replace("\u00a0", " ").replace("’", "'").replace("%1", "3")
    return re.sub(r" \((3|Ctrl[^)]*|F\d)\)$", "", text).rstrip(".:")


@cache
def texts_of_the_window(language: str) -> dict[str, set[str]]:
    """Each text of the program, and its translations."""
    found: dict[str, set[str]] = {}
    for message in ElementTree.parse(bundled_path(f"translations/bcdc_{language}.ts")).iter("message"):
        source, there = message.findtext("source") or "", message.findtext("translation") or ""
        found.setdefault(plain(source), set()).add(plain(there))
    return found


def found_as(name: str, texts: dict[str, set[str]]) -> set[str]:
    return set().union(*(texts.get(form, set()) for form in (name, name.rstrip(".:"), f"{name}…", name.rstrip("…"))))


def test_what_the_guide_names_is_in_the_window() -> None:
    texts = texts_of_the_window("fr")
    unknown = {name for s in guide() for name in emphasised(s) if name not in PROSE and not found_as(name, texts)}
    assert unknown - {"Did you mean …?"} == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_names_are_those_of_the_window_in_its_language(language: str) -> None:
    texts = texts_of_the_window(language)
    wrong = []
    for here, there in zip(guide(), guide(language), strict=True):
        said = {name.rstrip(".:… ") for name in emphasised(there)}
        for name in emphasised(here):
            known = {k.rstrip(".:… ") for k in found_as(name, texts)}
            if name not in PROSE and known and not known & said:
                wrong.append((here.title, name, known))
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_section_says_as_much(language: str) -> None:
    for here, there in zip(guide(), guide(language), strict=True):
        for pattern in (r"^- ", r"^\d\. ", r"^\| ", r"^### ", r"\]\("):
            ours, theirs = (len(re.findall(pattern, s.text, re.MULTILINE)) for s in (here, there))
            assert (here.title, pattern, ours) == (here.title, pattern, theirs)
        assert codes(there, KEYS) == codes(here, {"Return": "Enter"})


def codes(section: Section, keys: dict[str, str]) -> Counter[str]:
    found = Counter[str]()
    for code in CODE.findall(section.text):
        for word, other in keys.items():
            code = re.sub(rf"(?<![^+]){word}(?![^+])", other, code)
        found[code.replace("NOM", "NAME").replace("MOTDEPASSE", "PASSWORD").replace("/un/dossier", "/some/folder")] += 1
    return found


@pytest.mark.parametrize("language", TRANSLATED)
def test_its_links_lead_to_its_sections(language: str) -> None:
    assert [s.anchor for s in guide(language)] == [s.anchor for s in guide()]
    anchors = {s.anchor for s in guide(language)}
    assert {a for s in guide(language) for a in re.findall(r"\]\(#([^)]*)\)", s.text)} <= anchors
    text = bundled_path(f"guide.{language}.md").read_text("utf-8")
    listed = re.findall(r"^- \[([^\]]*)\]\(#[^)]*\)$", text, re.MULTILINE)
    assert listed == [s.title for s in guide(language)[1:]]
