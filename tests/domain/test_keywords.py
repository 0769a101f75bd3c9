"""Keywords are completed by how they begin, the most used first."""

from bcdc_desktop.domain.keywords import Keywords

KNOWN = Keywords(
    [("water", 9), ("Water quality", 12), ("ground water", 30), ("wells", 3), ("WATER", 2), ("wasser", 1), ("ice", 5)]
)


def test_the_most_used_comes_first_and_a_later_word_after_the_first() -> None:
    assert KNOWN.beginning("wat") == ["Water quality", "water", "ground water"]
    assert KNOWN.beginning("WA") == ["Water quality", "water", "wasser", "ground water"]
    assert KNOWN.beginning("qual") == ["Water quality"]


def test_nothing_begun_offers_nothing_and_nothing_known_offers_what_the_catalogue_says() -> None:
    assert KNOWN.beginning("  ") == []
    assert KNOWN.beginning("zz") == []
    assert Keywords().beginning("wa", also=["waste", "Water"]) == ["waste", "Water"]


def test_what_the_catalogue_knows_besides_comes_last_and_once() -> None:
    assert KNOWN.beginning("wat", also=["Water", "watershed", "watershed"]) == [
        "Water quality", "water", "ground water", "watershed"
    ]  # fmt: skip
    assert KNOWN.beginning("wat", also=["watershed"], limit=2) == ["Water quality", "water"]


def test_the_most_used_spelling_is_offered() -> None:
    assert len(KNOWN) == 6
    assert "WATER" not in KNOWN.beginning("water")
