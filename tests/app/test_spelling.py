"""Given words in English and French, then what is in no dictionary is found, and nothing else."""

from pathlib import Path

import pytest

from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.app.spelling import (
    SpellChecker,
    choose_languages,
    chosen_languages,
    personal_words,
    put_personal_words,
)
from bcdc_desktop.bundled import bundled_path


@pytest.fixture(scope="module")
def english() -> SpellChecker:
    return SpellChecker(bundled_path("spelling"), ("en_CA",))


@pytest.fixture(scope="module")
def both() -> SpellChecker:
    return SpellChecker(bundled_path("spelling"), ("en_CA", "fr"))


def words(checker: SpellChecker, text: str) -> list[str]:
    found = checker.misspellings(text)
    assert all(text[m.start :].startswith(m.word) for m in found)
    return [m.word for m in found]


def test_canadian_english_is_right(english):
    assert words(english, "The colour of the centre's apprenticeship data: don’t analyze it, organize it.") == []


def test_a_mistake_is_found_where_it_stands(english):
    assert words(english, "Aprenticeship ofices, 😀 and thier data") == ["Aprenticeship", "ofices", "thier"]


@pytest.mark.parametrize(
    "text",
    [
        "see https://exmaple.org/thign?x=y",
        "write to sombody@exmaple.org",
        "`codde` and [link](thier/plase)",
        "WHSE_FORESTS.FTN_xyz and ftnx2y 123abc",
        "exporrt.csv in C:\\dataa",
        "FTEN and GBIF",
        "x" * 200,
        "",
        "- –",
    ],
)
def test_what_is_no_prose_is_passed_over(english, text):
    assert words(english, text) == []


def test_names_and_words_of_the_trade_are_known(english):
    assert words(english, "Metadata of the Okanagan watersheds, Stó:lō and Nisga'a: a geospatial dataset's") == []


def test_a_word_is_right_in_either_language(both):
    assert words(both, "The data, les données de l’eau et du donées") == ["donées"]
    assert "données" in both.suggestions("donées")


def test_letters_and_accents_in_two_code_points_are_one_word(both):
    assert words(both, "donne\u0301es") == []


def test_suggestions(english):
    assert english.suggestions("aprenticeship")[0] == "apprenticeship"
    assert english.suggestions("x" * 500) == []


def test_an_added_word_is_right_from_then_on(english):
    checker = SpellChecker(bundled_path("spelling"), ("en_CA",), personal=["Zzyzx"])
    assert words(checker, "Zzyzx's Wuukk") == ["Wuukk"]
    checker.add("wuukk")
    assert words(checker, "Wuukk zzyzx") == []


def test_no_language_finds_nothing():
    assert SpellChecker(bundled_path("spelling"), ()).misspellings("qwwwx") == []


def test_a_missing_dictionary_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        SpellChecker(tmp_path, ("en_CA",))


def test_the_choice_and_the_words_are_kept(tmp_path: Path):
    settings = Settings(tmp_path / "settings.json")
    assert chosen_languages(settings, "en") == ("en_CA",)
    assert chosen_languages(settings, "fr") == ("en_CA", "fr")
    choose_languages(settings, [])
    put_personal_words(settings, ["Zzyzx", "Zzyzx", "Aa"])
    again = Settings(tmp_path / "settings.json")
    assert chosen_languages(again, "fr") == ()
    assert personal_words(again) == ["Aa", "Zzyzx"]


@pytest.mark.parametrize("stored", [None, "en_CA", 3, {"a": 1}])
def test_settings_of_another_shape_are_passed_over(tmp_path: Path, stored):
    settings = Settings(tmp_path / "settings.json")
    settings.put_all([("spelling_languages", stored), ("spelling_words", stored)])
    assert chosen_languages(settings, "en") == ("en_CA",)
    assert personal_words(settings) == []
